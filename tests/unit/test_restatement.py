"""What is stored depends on the set of observations: any order, any split into batches, against a naive history.

The oracle sorts the observations of a key by instant and makes one version of each run of equal ones. It fills
what a row lacks from what all others state, knowing nothing of tables, batches or what was there before.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from adapters.stores.duckdb_store import DuckDbStore
from domain.reading import RowFilter
from domain.records import COLUMNS
from domain.vocabulary import OrgId
from tests.stored import Row, ad, batch, instant, listed, opened, reading, row

ARRIVAL = {"key", "ingested_at", "batch_id", "raw_frame", "raw_row", "seen_at", "content", "lacking"}
COMPARED = sorted({column.name for column in COLUMNS} - ARRIVAL)
INSTANTS = range(5)
orgs = count(1)

ids = st.sampled_from
ad_rows = st.builds(
    ad,
    on=st.integers(1, 2),
    ad_id=ids(["a1", "a2"]),
    ad_group_id=ids(["g1", "g1", "g2", None]),
    campaign_id=ids(["c1", "c1", "c2", None]),
    account_id=ids(["1", "1", "2", None]),
    currency=ids(["USD", "USD", "EUR", None]),
    spend=st.integers(1, 2),
)
group_rows = st.builds(
    row,
    on=st.integers(1, 2),
    ad_group_id=st.just("g1"),
    campaign_id=ids(["c1", "c2", None]),
    account_id=ids(["1", "2", None]),
    currency=ids(["USD", None]),
    spend=st.integers(1, 2),
)
campaign_rows = st.builds(
    row,
    on=st.integers(1, 2),
    campaign_id=ids(["c1", "c2"]),
    account_id=ids(["1", "2", None]),
    currency=ids(["USD", None]),
    spend=st.integers(1, 2),
)


@dataclass(frozen=True)
class Observation:
    at: int
    said: tuple[tuple[str, object], ...]
    lane: int
    """Observations of one instant and one lane travel in one batch."""

    @property
    def row(self) -> Row:
        return dict(self.said)


@st.composite
def histories(draw: st.DrawFn, rows: st.SearchStrategy[Row], most: int) -> list[Observation]:
    """Observations in order of arrival: at most one of each entity and day per instant."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(INSTANTS), rows, st.integers(0, 1)), min_size=2, max_size=most))
    distinct: dict[object, Observation] = {}
    for at, said, lane in drawn:
        place = (at, said["level"], said["entity_id"], said["date_start"])
        distinct.setdefault(place, Observation(at, tuple(said.items()), lane))
    return draw(st.permutations(list(distinct.values())))


def batches(arrivals: Sequence[Observation]) -> list[tuple[int, list[Row]]]:
    """In order of arrival; what shares instant and lane, and arrives side by side, is one batch."""
    runs = groupby(arrivals, key=lambda seen: (seen.at, seen.lane))
    return [(at, [seen.row for seen in run]) for (at, _), run in runs]


# --- the second opinion ---


def parents(observations: Sequence[Observation]) -> dict[tuple[str, object, str], set[object]]:
    stated: dict[tuple[str, object, str], set[object]] = defaultdict(set)
    for seen in observations:
        said = seen.row
        for column, children in CHILDREN.items():
            for child in children:
                if said.get(child) is not None and said[column] is not None:
                    stated[child, said[child], column].add(said[column])
    return stated


CHILDREN = {
    "ad_group_id": ["ad_id"],
    "campaign_id": ["ad_id", "ad_group_id"],
    "account_id": ["ad_id", "ad_group_id", "campaign_id"],
    "currency": ["account_id"],
}


def told(said: Row, stated: dict[tuple[str, object, str], set[object]]) -> Row:
    """The row with every gap filled on which all that is stated of its deepest known child agrees."""
    full = dict(said)
    for column, children in CHILDREN.items():
        if column == "ad_group_id" and said["level"] == "CAMPAIGN":
            continue
        known = [stated[c, full[c], column] for c in children if full.get(c) and (c, full[c], column) in stated]
        if full.get(column) is None and known and len(known[0]) == 1:
            [full[column]] = known[0]
    return full


def expected(observations: Sequence[Observation], as_of: float = 1000) -> list[Row]:
    """The newest version of each key, with what the store should say of it."""
    stated, keys = parents(observations), defaultdict(list)
    for seen in sorted(observations, key=lambda seen: seen.at):
        full = told(seen.row, stated)
        keys[full["account_id"], full["level"], full["entity_id"], full["date_start"]].append((seen, full))
    found = []
    for sightings in keys.values():
        runs = [list(run) for _, run in groupby(sightings, key=lambda sighting: sighting[0].said)]
        shown = [(number, run) for number, run in enumerate(runs, 1) if run[0][0].at <= as_of]
        if shown:
            number, run = shown[-1]
            provenance = {"revision": number, "observed_at": instant(run[0][0].at)}
            found.append({**run[0][1], **provenance, "last_observed_at": instant(run[-1][0].at)})
    return comparable(found)


def comparable(rows: Sequence[Row]) -> list[Row]:
    fixed = {"normalizer_version": 1, "breakdown_set": ""}
    shown = [{name: found.get(name, fixed.get(name)) for name in COMPARED} for found in rows]
    return sorted(
        shown, key=lambda found: repr((found["level"], found["entity_id"], found["date_start"], found["account_id"]))
    )


# --- the laws ---


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbStore]:
    with opened(tmp_path_factory.mktemp("restated")) as opened_store:
        yield opened_store


def arrive(store: DuckDbStore, arrivals: Sequence[Observation]) -> OrgId:
    """Store the observations under an organization of their own, ingested one after the other."""
    org = OrgId(f"org{next(orgs)}")
    for number, (at, rows) in enumerate(batches(arrivals)):
        store.upsert(org, batch(rows, at, org=org, ingested=100 + number))
    return org


def check(store: DuckDbStore, arrivals: Sequence[Observation]) -> None:
    org = arrive(store, arrivals)
    assert comparable(listed(store, org=org)) == expected(arrivals)
    for at in (-1, *sorted({seen.at for seen in arrivals})):
        answers = listed(store, RowFilter(as_of=instant(at)), org)
        assert without_end(comparable(answers)) == without_end(expected(arrivals, at)), f"as of {at}"
    by_mask, long_way = (reading(store, RowFilter(as_of=at), org=org)[1] for at in (None, instant(1000)))
    assert by_mask == long_way


def without_end(rows: Sequence[Row]) -> list[Row]:
    """A version's last sighting may lie after the instant asked for."""
    return [{**found, "last_observed_at": None} for found in rows]


FEW = settings(  # no shrinking: an example costs transactions
    max_examples=10, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
plain_rows = st.builds(row, on=st.integers(1, 2), campaign_id=ids(["c1", "c2"]), spend=st.integers(1, 2))


@FEW
@given(arrivals=histories(plain_rows, 9))
def test_versions_follow_from_the_observations_whatever_their_order(
    store: DuckDbStore, arrivals: list[Observation]
) -> None:
    check(store, arrivals)


@FEW
@given(arrivals=histories(st.one_of(ad_rows, ad_rows, group_rows, campaign_rows), 8))
def test_what_rows_lack_follows_from_all_rows_whatever_their_order(
    store: DuckDbStore, arrivals: list[Observation]
) -> None:
    check(store, arrivals)
