"""Reading raw batches once more: what is stored follows today's rules, and what was stored before stays known."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from adapters.stores.duckdb_file import connect
from adapters.stores.duckdb_replay import FILE, DuckDbReplays
from adapters.stores.duckdb_store import DuckDbStore
from domain.normalize.batch import NORMALIZER_VERSION
from domain.normalize.payloads import decode_payload
from domain.ports import Difference
from domain.reading import RowFilter
from domain.said_rules import SaidRules
from domain.use_cases.deletion import DeleteRecords
from domain.use_cases.ingest import Ingest
from domain.use_cases.renormalize import Plan, Renormalize, Renormalized
from domain.use_cases.submission import Submission
from domain.vocabulary import BatchId, ConflictPolicy, DataSource, OrgId, Period
from graphql_api.bootstrap import RECORDS_FILE, verifying
from tests.builders import action, meta_row
from tests.fakes.clock import FixedClock
from tests.fakes.settings import InMemorySettingsStore
from tests.integration.test_cli import EXPECTED, FIXTURES, GOOD
from tests.stored import ACME, Row, listed, new_data, spend

META = DataSource("meta_business")
JUNE = datetime(2024, 6, 1, tzinfo=UTC)
WEEK = Period(date(2024, 1, 1), date(2024, 1, 7))
names = count(1)


class House:
    """A store with what writes to it and reads it again; the clock shows a day of June."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / RECORDS_FILE
        self.store = DuckDbStore(new_data(folder) / RECORDS_FILE)
        self.settings, self.clock = InMemorySettingsStore(), FixedClock(JUNE)
        self._ingest = Ingest(self.store, self.clock, lambda: BatchId(f"b{next(names)}"), self.settings)

    def send(self, *rows: Row, at: float = 1, ingested: float | None = None, org: OrgId = ACME, **said: Any) -> Any:
        self.clock.moment = JUNE + timedelta(days=at if ingested is None else ingested)
        source = said.pop("source", META)
        return self._ingest(org, Submission(source, list(rows), **said), JUNE + timedelta(days=at))

    def delete(self, rows: RowFilter, at: float, org: OrgId = ACME) -> None:
        self.clock.moment = JUNE + timedelta(days=at)
        DeleteRecords(self.store, self.clock)(org, rows, dry_run=False, everything=True)

    def again(self, org: OrgId = ACME, *, dry_run: bool = False, **plan: Any) -> list[Renormalized]:
        with closing(DuckDbReplays(self.file)) as replays:
            work = Renormalize(replays, self.store, self.settings, self.clock)
            return work(org, Plan(is_dry_run=dry_run, **plan))

    def plant(self, sql: str) -> None:
        """Let the rows of the first organization be as other rules would have made them."""
        with closing(connect(self.file)) as connection:
            connection.execute("SET search_path = 'org_1,main'")
            for statement in sql.split(";"):
                connection.execute(statement)

    def is_sound(self) -> bool:
        """Whether `./run verify` finds nothing; the store is closed for it."""
        self.store.close()
        with verifying(self.file.parent) as verify:
            return not any(verdict.examined.failed for verdict in verify())


@contextmanager
def opened_house(folder: Path) -> Iterator[House]:
    house = House(folder)
    try:
        yield house
    finally:
        house.store.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with opened_house(tmp_path) as made:
        yield made


def day(number: int, **changes: object) -> Row:
    on = f"2024-01-0{number}"
    return meta_row(**{"date_start": on, "date_stop": on, "spend": "10.00", **changes})


def difference(found: list[Renormalized]) -> Difference:
    [one] = found
    return one.difference


def figures(house: House, at: float | None = None) -> list[tuple[int, float]]:
    as_of = None if at is None else JUNE + timedelta(days=at)
    rows = sorted(listed(house.store, RowFilter(as_of=as_of)), key=lambda found: found["date_start"])
    return [(found["date_start"].day, float(found["spend"])) for found in rows]


# --- rules that have not changed ---


def test_every_documented_payload_is_read_again_as_it_is_stored(house: House) -> None:
    """Pages, envelopes, series, metadata, periods, accounts: all that a batch needs is kept with it."""
    for name in GOOD:
        said = EXPECTED[name].get("with", {})
        period = said.get("dateRange")
        start, end = (period.values() if isinstance(period, dict) else period) if period else (None, None)
        payload = decode_payload((FIXTURES / name).read_bytes())
        house.send(
            *(payload if isinstance(payload, list) else [payload]),
            source=DataSource(EXPECTED[name]["source"].lower()),
            period=Period(date.fromisoformat(start), date.fromisoformat(end)) if start and end else None,
            account_id=said.get("accountId"),
            currency=said.get("currency"),
            timezone=said.get("timezone"),
            metadata=said.get("metadata", {}),
        )
    found = house.again(dry_run=True)
    assert {one.data_source for one in found} == {EXPECTED[name]["source"].lower() for name in GOOD}
    assert [one.data_source for one in found if not one.difference.is_none] == []
    assert all(one.difference.before and one.batches for one in found)


def test_what_was_said_of_a_batch_is_said_again(house: House) -> None:
    row = {key: value for key, value in day(1).items() if key not in {"account_currency", "date_start", "date_stop"}}
    clash = [day(2, campaign_id="7"), day(2, campaign_id="7", spend="11.00")]
    house.send(row, period=WEEK, currency="eur", timezone="Europe/Berlin", account_id="act_5")
    house.send(*clash, on_conflict=ConflictPolicy.SUM)
    house.send(day(3), day(3, date_stop="2024-01-05", campaign_id="8"), strict=True)
    assert len(listed(house.store)) == 3
    assert difference(house.again(dry_run=True)).is_none


# --- rules that have changed ---


def test_a_dry_run_tells_rows_and_totals_and_changes_nothing(house: House) -> None:
    house.send(day(1), day(2), day(3))
    house.plant("UPDATE records SET spend = spend / 2 WHERE day(date_start) < 3")
    [one] = house.again(dry_run=True)
    assert one.difference == Difference(before=3, changed=2)
    [totals] = one.totals
    assert (totals.currency, totals.before["spend"], totals.after["spend"]) == ("USD", 20, 30)
    assert (totals.before["clicks"], totals.after["clicks"]) == (2670, 2670)
    assert figures(house) == [(1, 5), (2, 5), (3, 10)]


def test_rows_are_replaced_and_the_earlier_reading_stays_in_the_history(house: House) -> None:
    house.send(day(1), at=1)
    house.send(day(1, spend="12.00"), at=2)
    house.plant("UPDATE records SET spend = 6, normalizer_version = 1; UPDATE superseded SET normalizer_version = 1")
    house.clock.moment = JUNE + timedelta(days=9)
    assert difference(house.again()) == Difference(before=1, changed=1, restamped=2)
    [found] = listed(house.store)
    assert (float(found["spend"]), found["revision"], found["normalizer_version"]) == (12, 2, NORMALIZER_VERSION)
    assert (found["observed_at"], found["ingested_at"]) == (JUNE + timedelta(days=2),) * 2
    versions = house.store.versions(ACME, found["key"], None, 10).to_pylist()
    told = [(v["revision"], float(v["spend"]), v["normalizer_version"], v["reread_at"]) for v in versions]
    assert told == [
        (1, 10, NORMALIZER_VERSION, None),
        (2, 6, 1, JUNE + timedelta(days=9)),
        (2, 12, NORMALIZER_VERSION, None),
    ]
    assert [figures(house, at) for at in (1.5, 2.5)] == [[(1, 10)], [(1, 12)]]
    assert house.store.raw_rows(ACME, [(found["batch_id"], 0, 0)]) != [None]
    assert house.is_sound()


def test_a_second_time_changes_nothing(house: House) -> None:
    house.send(day(1), day(2))
    house.plant("UPDATE records SET spend = 1")
    assert difference(house.again()).changed == 2
    assert difference(house.again()).is_none
    with closing(connect(house.file)) as connection:
        assert connection.execute("SELECT count(*) FROM org_1.earlier_readings").fetchall() == [(2,)]


def test_rows_that_today_s_rules_lack_go_and_others_come(house: House) -> None:
    house.send(day(1), day(2), day(3))
    house.plant("UPDATE records SET key = uuid(), level = 'AD' WHERE day(date_start) = 1")
    house.plant("DELETE FROM records WHERE day(date_start) = 2")
    assert difference(house.again()) == Difference(before=2, added=2, gone=1)
    assert figures(house) == [(1, 10), (2, 10), (3, 10)]
    assert house.is_sound()


def test_a_wrong_past_is_mended_too(house: House) -> None:
    for at, money in ((1, "10.00"), (2, "11.00"), (3, "12.00")):
        house.send(day(1, spend=money), at=at)
    house.plant("UPDATE superseded SET spend = 99 WHERE revision = 2")
    assert difference(house.again()) == Difference(before=1, past=1)
    assert figures(house, 2.5) == [(1, 11)]


def test_totals_choose_anew(house: House) -> None:
    house.send(day(1), day(1, ad_id="a1", adset_id="s1"))
    house.plant("UPDATE records SET counted_mask = 0, spend = 1")
    house.again()
    assert spend(house.store) == 10
    assert house.is_sound()


# --- conversion rules ---


def test_conversion_rules_are_those_of_the_batch_unless_told_otherwise(house: House) -> None:
    house.send(day(1, actions=[action("purchase", "2"), action("lead", "5")]))
    house.settings.set_conversion_rules(ACME, META, SaidRules(primary_conversion="lead"))
    assert difference(house.again(dry_run=True)).is_none
    [one] = house.again(uses_current_rules=True)
    assert (one.totals[0].before["conversions"], one.totals[0].after["conversions"]) == (2, 5)


# --- what was removed ---


def test_deleted_and_replaced_rows_do_not_come_back(house: House) -> None:
    house.send(day(1), day(2), day(3), at=1)
    house.send(day(1), day(2), at=2, period=WEEK, replace_window=True)
    house.delete(RowFilter(period=Period(date(2024, 1, 2), date(2024, 1, 2))), at=3)
    house.plant("UPDATE records SET spend = 1; UPDATE superseded SET spend = 2")
    assert difference(house.again()) == Difference(before=1, changed=1, past=2)
    assert figures(house) == [(1, 10)]
    assert [figures(house, at) for at in (1.5, 2.5)] == [[(1, 10), (2, 10), (3, 10)], [(1, 10), (2, 10)]]
    assert house.send(day(2), at=2.5, ingested=10).counts.stale == 1
    assert house.send(day(3), at=1.5, ingested=10).counts.stale == 1
    assert house.is_sound()


def test_a_deleted_row_stays_deleted_when_its_key_changes(house: House) -> None:
    house.send(day(1), day(2))
    house.delete(RowFilter(period=Period(date(2024, 1, 1), date(2024, 1, 1))), at=3)
    house.plant("UPDATE superseded SET key = uuid(), level = 'AD'")
    assert difference(house.again()) == Difference(before=1, past=2)
    assert figures(house) == [(2, 10)]
    assert house.send(day(1), at=4).counts.inserted == 1


# --- parts ---


def test_only_the_source_that_is_asked_for_is_read_again(house: House) -> None:
    house.send(day(1))
    google = {"cost_micros": 5_000_000, "campaign_id": "1", "customer_id": "2", "date": "2024-01-02"}
    house.send(google, source=DataSource("google_ads"))
    house.plant("UPDATE records SET spend = 1")
    assert [one.data_source for one in house.again(data_source=META)] == [META]
    assert figures(house) == [(1, 10), (2, 1)]


def test_another_organization_s_rows_stay_as_they_are(house: House) -> None:
    house.send(day(1))
    house.send(day(1), org=OrgId("other"))
    house.plant("UPDATE org_2.records SET spend = 1")
    assert difference(house.again()).is_none
    assert spend(house.store, org=OrgId("other")) == 1


def test_batches_before_the_day_stay_as_they_were_read(house: House) -> None:
    house.send(day(1), day(2, spend="20.00"), at=1)
    house.send(day(1, spend="11.00"), day(3), at=4)
    house.delete(RowFilter(period=Period(date(2024, 1, 3), date(2024, 1, 3))), at=5)
    assert difference(house.again(dry_run=True, since=date(2024, 6, 3))).is_none
    house.plant("UPDATE records SET spend = 1; UPDATE superseded SET spend = 2 WHERE removed_at IS NULL")
    assert difference(house.again(since=date(2024, 6, 3))) == Difference(before=2, changed=1)
    assert (figures(house), figures(house, 2)) == ([(1, 11), (2, 1)], [(1, 2), (2, 1)])
    assert difference(house.again(since=date(2025, 1, 1))).is_none


def test_nothing_is_left_of_the_work(house: House) -> None:
    house.send(day(1))
    (house.file.parent / FILE).write_bytes(b"left by a process that was killed")
    house.again()
    assert sorted(path.name for path in house.file.parent.iterdir() if path.name.startswith("renorm")) == []


# --- the law ---

NO_SHRINKING = (Phase.explicit, Phase.generate)  # an example costs transactions
INSTANTS = range(1, 6)
rows = st.builds(
    lambda on, campaign, money, **more: day(on, campaign_id=campaign, spend=money, **more),
    on=st.integers(1, 3),
    campaign=st.sampled_from(["1", "2"]),
    money=st.sampled_from(["1.00", "2.00"]),
    account_id=st.sampled_from(["1", "1", "2"]),
    age=st.sampled_from([..., ..., "18-24"]),
    ad_id=st.sampled_from([..., ..., "9"]),
)
sendings = st.tuples(st.lists(rows, max_size=4), st.sampled_from(INSTANTS), st.booleans())
deletions = st.sampled_from([RowFilter(campaign_ids=("1",)), RowFilter(period=WEEK, account_ids=("2",))])
acts = st.lists(st.one_of(sendings, sendings, sendings, deletions), min_size=2, max_size=7)


def do(house: House, act: Any, at: int, org: OrgId) -> None:
    if isinstance(act, RowFilter):
        house.delete(act, at=100 + at, org=org)
        return
    sent, instant, is_complete = act
    said = {"period": WEEK, "account_id": "1", "replace_window": True} if is_complete else {}
    house.send(*sent, at=instant, ingested=100 + at, org=org, **said)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened_house(tmp_path_factory.mktemp("laws")) as made:
        yield made


@settings(max_examples=15, phases=NO_SHRINKING, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts, st.sampled_from([None, *INSTANTS]))
def test_the_same_rules_make_the_same_rows(shared: House, acts: list[Any], since: int | None) -> None:
    """Whatever arrived, in whichever order, with pulls that replaced and deletions in between."""
    org = OrgId(f"org{next(names)}")
    for at, act in enumerate(acts):
        do(shared, act, at, org)
    begin = None if since is None else (JUNE + timedelta(days=since)).date()
    assert all(one.difference.is_none for one in shared.again(org, dry_run=True, since=begin))
