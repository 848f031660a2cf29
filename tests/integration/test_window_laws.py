"""Laws of replaced windows over random pulls: whatever the order of arrival, what is stored is what the platform said.

The oracle knows nothing of tables: at any instant, a row is there if the last that was said of it is a sighting, and
not a complete pull of its window which lacked it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from adapters.stores.duckdb_store import DuckDbStore
from domain.reading import RowFilter
from domain.records import COLUMNS
from domain.vocabulary import OrgId
from domain.windows import window_of
from tests.stored import Row, ad, batch, day, days, instant, listed, opened, row, spend

NO_SHRINKING = (Phase.explicit, Phase.generate)  # an example costs transactions
ARRIVAL = {"key", "ingested_at", "batch_id", "raw_frame", "raw_row", "seen_at", "content", "lacking"}
COMPARED = sorted({column.name for column in COLUMNS} - ARRIVAL)
INSTANTS = range(5)
FIRST, LAST = 1, 3
orgs = count(1)


@dataclass(frozen=True)
class Pull:
    """What was asked for at an instant; a complete one replaces the first three days of its accounts."""

    at: int
    rows: tuple[tuple[tuple[str, object], ...], ...]
    is_complete: bool
    account: str | None


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbStore]:
    with opened(tmp_path_factory.mktemp("windows")) as opened_store:
        yield opened_store


def any_row(*accounts: str | None) -> st.SearchStrategy[Row]:
    figures = {"spend": st.integers(1, 2), "account_id": st.sampled_from(accounts)}
    spans = st.sampled_from([1, 2, 4, (1, 3), (3, 4)])
    campaigns = st.builds(row, on=spans, campaign_id=st.sampled_from(["c1", "c2"]), **figures)
    ads = st.builds(ad, on=spans, ad_id=st.sampled_from(["a1", "a2"]), ad_group_id=st.just(None), **figures)
    return st.one_of(campaigns, ads)


@st.composite
def pulls(draw: st.DrawFn, *accounts: str | None) -> list[Pull]:
    """In order of their instants; no two of one instant, an entity's days once in each.

    Rows of a complete pull know their account, as ingest requires.
    """
    made = []
    for at in INSTANTS:
        is_complete = draw(st.booleans())
        known = [name for name in accounts if name is not None or not is_complete]
        rows = draw(st.lists(any_row(*known), max_size=4))
        distinct = {(r["level"], r["entity_id"], r["date_start"], r["date_stop"]): r for r in rows}
        said = tuple(tuple(found.items()) for found in distinct.values())
        made.append(Pull(at, said, is_complete, draw(st.sampled_from(["1", None]))))
    return [pull for pull in made if pull.rows or (pull.is_complete and pull.account)]


def send(store: DuckDbStore, pull: Pull, org: OrgId) -> None:
    made = batch([dict(said) for said in pull.rows], pull.at, org=org, ingested=1000 + next(orgs))
    if pull.is_complete:
        made = replace(made, window=window_of(made.records, days(FIRST, LAST), pull.account))
    store.upsert(org, made)


def stored(store: DuckDbStore, arrivals: Sequence[Pull]) -> OrgId:
    org = OrgId(f"org{next(orgs)}")
    for pull in arrivals:
        send(store, pull, org)
    return org


def shown(store: DuckDbStore, org: OrgId) -> list[list[tuple[object, ...]]]:
    """Every column of every row, now and at each instant, and what is counted now."""
    found: list[list[tuple[object, ...]]] = []
    for at in (None, *INSTANTS):
        rows = RowFilter(as_of=None if at is None else instant(at))
        lines: list[tuple[object, ...]] = [
            tuple(str(each[name]) for name in COMPARED) for each in listed(store, rows, org)
        ]
        found.append(sorted(lines))
    return [*found, [(spend(store, org=org),)]]


laws = settings(max_examples=12, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck), deadline=None)


@laws
@given(st.data())
def test_the_order_in_which_pulls_arrive_does_not_matter(store: DuckDbStore, data: st.DataObject) -> None:
    in_order = data.draw(pulls("1", "1", "2", None))
    arrivals = data.draw(st.permutations(in_order))
    assert shown(store, stored(store, arrivals)) == shown(store, stored(store, in_order))


@laws
@given(st.data())
def test_a_row_is_there_if_the_last_that_was_said_of_it_is_a_sighting(store: DuckDbStore, data: st.DataObject) -> None:
    in_order = data.draw(pulls("1", "2"))
    org = stored(store, data.draw(st.permutations(in_order)))
    for at in (None, *INSTANTS):
        rows = listed(store, RowFilter(as_of=None if at is None else instant(at)), org)
        there = sorted((identity(found), int(found["spend"])) for found in rows)
        assert there == expected(in_order, max(INSTANTS) if at is None else at)


def identity(found: Row) -> tuple[str, ...]:
    return tuple(str(found[name]) for name in ("account_id", "level", "entity_id", "date_start", "date_stop"))


def expected(in_order: Sequence[Pull], at: int) -> list[tuple[tuple[str, ...], int]]:
    there: dict[tuple[str, ...], int] = {}
    for pull in in_order:
        if pull.at > at:
            break
        rows = [dict(said) for said in pull.rows]
        seen = {identity(found): int(str(found["spend"])) for found in rows}
        if pull.is_complete:
            kinds = {(pull.account or found["account_id"], found["level"]) for found in rows}
            there = {key: figure for key, figure in there.items() if not is_lacked(key, kinds, pull.account, rows)}
        there.update(seen)
    return sorted(there.items())


def is_lacked(key: tuple[str, ...], kinds: set[tuple[object, object]], account: str | None, rows: list[Row]) -> bool:
    inside = str(day(FIRST)) <= key[3] and key[4] <= str(day(LAST))
    return inside and ((key[0], key[1]) in kinds if rows else key[0] == account)
