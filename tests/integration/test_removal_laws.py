"""Laws of removal over random rows: gone as if never sent, unchanged before it, and back as if never gone."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from adapters.stores.duckdb_store import DuckDbStore
from domain.reading import RowFilter
from domain.vocabulary import OrgId
from tests.integration.test_totals_laws import FILTERS, GROUPINGS, any_row, left
from tests.stored import Row, batch, days, instant, listed, opened, reading

NO_SHRINKING = (Phase.explicit, Phase.generate)  # an example costs transactions
SENT, REMOVED, LATER = 1, 5, 9
METRIC_NAMES = {"P1": "Placed Order", "V1": "Viewed", "W1": "Wished", None: None}
WANTED = (
    RowFilter(period=days(2, 5)),
    RowFilter(campaign_ids=("c1",)),
    RowFilter(period=days(1, 4), campaign_ids=("c2",)),
    RowFilter(account_ids=("1",)),
)
Answer = tuple[list[Row], dict[tuple[int, str], tuple[int, float]]]
orgs = count(1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbStore]:
    with opened(tmp_path_factory.mktemp("removal")) as opened_store:
        yield opened_store


def distinct(rows: list[Row]) -> list[Row]:
    """Rows of different keys, whose spend is a power of two each, so that a sum names its rows."""
    kept = dict(zip(batch(rows).records["key"].to_pylist(), rows, strict=True)).values()
    return [{**found, "spend": 2**number} for number, found in enumerate(kept)]


def stated(rows: list[Row]) -> list[Row]:
    """The same rows, none of which lacks what another tells: what a removed row told of others stays known."""
    full = [
        {
            **found,
            "currency": found["currency"] or "USD",
            "campaign_id": found["campaign_id"] or (None if found["level"] == "ACCOUNT" else "c1"),
            "conversion_metric_name": METRIC_NAMES[found.get("conversion_metric")],
        }
        for found in rows
    ]
    return distinct(full)


def is_met(found: Row, wanted: RowFilter) -> bool:
    period, campaigns = wanted.period, wanted.campaign_ids
    inside = period is None or (period.start <= found["date_start"] and found["date_stop"] <= period.end)
    return inside and (campaigns is None or found["campaign_id"] in campaigns)


def sent(store: DuckDbStore, rows: list[Row], at: float = SENT, org: OrgId | None = None) -> OrgId:
    owner = org or OrgId(f"org{next(orgs)}")
    store.upsert(owner, batch(rows, at, org=owner))
    return owner


def answers(store: DuckDbStore, org: OrgId, by: tuple[str, ...], as_of: float | None = None) -> list[Answer]:
    """What is counted and what is left out, of each filter."""
    found = []
    for rows in FILTERS:
        wanted = rows if as_of is None else replace(rows, as_of=instant(as_of))
        guarded, groups = reading(store, wanted, by, org)
        found.append((groups, left(guarded.left_out.to_pylist())))
    return found


rows_sent = st.lists(any_row, min_size=2, max_size=20)
filters, groupings = st.sampled_from(WANTED), st.sampled_from(GROUPINGS)


@settings(max_examples=20, phases=NO_SHRINKING)
@given(rows_sent, filters, groupings)
def test_removed_rows_count_as_if_they_had_never_been_sent(
    store: DuckDbStore, rows: list[Row], wanted: RowFilter, by: tuple[str, ...]
) -> None:
    every = stated(rows)
    org = sent(store, every)
    removed = sum(store.delete(org, wanted, instant(REMOVED))["matched"].to_pylist())
    rest = [found for found in every if not is_met(found, wanted)]
    assert removed == len(every) - len(rest)
    assert answers(store, org, by) == answers(store, sent(store, rest), by)


@settings(max_examples=20, phases=NO_SHRINKING)
@given(rows_sent, filters, groupings)
def test_the_stored_choice_after_a_removal_is_the_one_made_the_long_way(
    store: DuckDbStore, rows: list[Row], wanted: RowFilter, by: tuple[str, ...]
) -> None:
    org = sent(store, distinct(rows))
    store.delete(org, wanted, instant(REMOVED))
    assert answers(store, org, by) == answers(store, org, by, as_of=1000)


@settings(max_examples=12, phases=NO_SHRINKING)
@given(rows_sent, filters, groupings)
def test_what_was_known_before_a_removal_does_not_change(
    store: DuckDbStore, rows: list[Row], wanted: RowFilter, by: tuple[str, ...]
) -> None:
    org = sent(store, distinct(rows))
    before = answers(store, org, by, as_of=REMOVED - 1)
    store.delete(org, wanted, instant(REMOVED))
    assert answers(store, org, by, as_of=REMOVED - 1) == before


@settings(max_examples=12, phases=NO_SHRINKING)
@given(rows_sent, filters, groupings)
def test_rows_sent_again_after_a_removal_are_as_before(
    store: DuckDbStore, rows: list[Row], wanted: RowFilter, by: tuple[str, ...]
) -> None:
    every = distinct(rows)
    org = sent(store, every)
    before, keys = answers(store, org, by), {found["key"] for found in listed(store, org=org)}
    removed = sum(store.delete(org, wanted, instant(REMOVED))["matched"].to_pylist())
    assert store.upsert(org, batch(every, LATER, org=org)).inserted == removed
    assert answers(store, org, by) == before
    assert {found["key"] for found in listed(store, org=org)} == keys
