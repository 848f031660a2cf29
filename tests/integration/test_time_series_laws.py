"""Laws of series over random rows: no gaps, nothing lost, nothing counted twice, and `complete` by looking at each day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.stores.duckdb_store import DuckDbStore
from domain.reading import RowFilter
from domain.use_cases.insights import Insights, InsightsRequest
from domain.use_cases.time_series import TimeSeries, TimeSeriesReport, TimeSeriesRequest
from domain.vocabulary import Granularity, OrgId
from tests.fakes.clock import FixedClock
from tests.integration.test_totals_laws import NO_SHRINKING, SPANS, any_row
from tests.stored import Row, batch, day, days, instant, opened, row

MICROS = 1_000_000
METRICS = ("spend", "impressions", "clicks", "conversions")
KEYS = ("data_source", "account_id", "campaign_id", "ad_id", "channel", "currency")
orgs = count(1)
ids = st.sampled_from
granularities = ids(list(Granularity))
GROUPINGS: tuple[tuple[str, ...], ...] = ((), ("CAMPAIGN",), ("AD",), ("CHANNEL", "DATA_SOURCE"), ("CURRENCY",))
FILTERS = (RowFilter(), RowFilter(period=days(2, 7)), RowFilter(period=days(-3, 12), campaign_ids=("c1",)))
figures = st.fixed_dictionaries(
    {
        "spend": st.none() | st.decimals(0, 10**6, places=6),
        "impressions": st.none() | st.integers(0, 10**6),
        "clicks": st.none() | st.integers(0, 9),
        "conversions": st.none() | st.decimals(0, 10, places=6),
    }
)
measured = st.builds(lambda plain, measures: {**plain, **measures}, any_row, figures)
many = st.lists(measured, min_size=1, max_size=20)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbStore]:
    with opened(tmp_path_factory.mktemp("series")) as opened_store:
        yield opened_store


def kept(store: DuckDbStore, rows: Sequence[Row], batches: int = 1, org: OrgId | None = None) -> OrgId:
    """The rows under an organization of their own."""
    owner = org or OrgId(f"org{next(orgs)}")
    for number in range(batches):
        store.upsert(owner, batch(rows[number::batches], number, org=owner))
    return owner


def series(store: DuckDbStore, org: OrgId, now: datetime = datetime(2026, 1, 1, tzinfo=UTC), **asked: Any) -> list[Row]:
    return [dict(found) for found in report(store, org, now, **asked).rows.to_pylist()]


def report(
    store: DuckDbStore, org: OrgId, now: datetime = datetime(2026, 1, 1, tzinfo=UTC), **asked: Any
) -> TimeSeriesReport:
    return TimeSeries(store, FixedClock(now))(org, TimeSeriesRequest(**asked))


def added(rows: Sequence[Row], by: Sequence[str]) -> dict[tuple[object, ...], dict[str, int]]:
    """Exact sums in micros of what is known, by the columns; a metric that nobody reports is absent."""
    found: dict[tuple[object, ...], dict[str, int]] = defaultdict(dict)
    for one in rows:
        sums = found[tuple(one[name] for name in by)]
        for metric in METRICS:
            if one[metric] is not None:
                sums[metric] = sums.get(metric, 0) + round(one[metric] * MICROS)
    return dict(found)


def present(rows: Sequence[Row], names: Sequence[str]) -> list[str]:
    return [name for name in names if rows and name in rows[0]]


# --- the shape ---


@settings(max_examples=12, phases=NO_SHRINKING)
@given(many, granularities, ids(GROUPINGS), ids(FILTERS), ids(["NONE", "EVEN"]))
def test_every_bucket_has_one_row_for_every_group_in_order(
    store: DuckDbStore, rows: list[Row], granularity: Granularity, by: tuple[str, ...], wanted: RowFilter, spread: str
) -> None:
    org = kept(store, rows)
    found = series(store, org, rows=wanted, granularity=granularity, group_by=by, spread=spread)
    groups = [tuple(one[name] for name in present(found, KEYS)) for one in found]
    dates = sorted({one["date"] for one in found})
    assert len(set(groups)) * len(dates) == len(found)
    assert [one["date"] for one in found] == [when for when in dates for _ in set(groups)]
    assert groups == groups[: len(set(groups))] * len(dates)
    assert all(when + timedelta(days=longest(granularity)) >= after for when, after in pairwise(dates))


def longest(granularity: Granularity) -> int:
    return {"DAY": 1, "WEEK": 7, "MONTH": 31, "QUARTER": 92, "YEAR": 366}[granularity.value]


# --- the sums ---


@settings(max_examples=15, phases=NO_SHRINKING)
@given(many, granularities, ids(GROUPINGS), ids(FILTERS), st.booleans())
def test_a_series_spread_evenly_adds_up_to_insights_exactly(
    store: DuckDbStore,
    rows: list[Row],
    granularity: Granularity,
    by: tuple[str, ...],
    wanted: RowFilter,
    as_of: bool,  # noqa: FBT001
) -> None:
    org = kept(store, rows, 2)
    wanted = replace(wanted, as_of=instant(50)) if as_of else wanted
    whole = Insights(store)(org, InsightsRequest(wanted, by, limit=10_000))
    groups = [dict(one) for one in whole.rows.to_pylist()]
    found = report(store, org, rows=wanted, granularity=granularity, group_by=by, spread="EVEN")
    shown = [dict(one) for one in found.rows.to_pylist()]
    if groups:
        names = present(groups, KEYS)
        assert added(shown, names) == added(groups, names)
    assert found.excluded == whole.excluded


@settings(max_examples=10, phases=NO_SHRINKING)
@given(many, granularities, ids(GROUPINGS), ids(FILTERS))
def test_a_series_that_is_not_spread_is_insights_by_its_bucket(
    store: DuckDbStore, rows: list[Row], granularity: Granularity, by: tuple[str, ...], wanted: RowFilter
) -> None:
    org = kept(store, rows)
    bucket = granularity.value.lower()
    by_bucket = Insights(store)(org, InsightsRequest(wanted, (*by, granularity.value), limit=10_000))
    groups = [dict(one) for one in by_bucket.rows.to_pylist()]
    found = report(store, org, rows=wanted, granularity=granularity, group_by=by)
    shown = [dict(one) for one in found.rows.to_pylist()]
    names = present(groups, KEYS)
    sums = added(shown, [*names, "date"]) if groups else {}
    assert {place: known for place, known in sums.items() if known} == {
        place: known for place, known in added(groups, [*names, bucket]).items() if known
    }
    ratios = {tuple(one[name] for name in (*names, bucket)): one["cpm"] for one in groups}
    for one in shown if groups else []:
        expected = ratios.get(tuple(one[name] for name in (*names, "date")))
        assert one["cpm"] == (None if expected is None else pytest.approx(expected, rel=1e-12))
    assert found.excluded == by_bucket.excluded


apart = st.lists(st.builds(lambda on, measures: row(on, **measures), SPANS, figures), min_size=1, max_size=12).map(
    lambda rows: [{**one, "campaign_id": f"c{n}", "entity_id": f"c{n}"} for n, one in enumerate(rows)]
)
"""Rows of a campaign each: no two hold the same facts."""


@settings(max_examples=8, phases=NO_SHRINKING)
@given(apart)
def test_a_series_that_is_not_spread_is_the_whole_less_what_is_left_out(store: DuckDbStore, rows: list[Row]) -> None:
    org = kept(store, rows)
    found = report(store, org)
    shown = sum(round(one["spend"] * MICROS) for one in found.rows.to_pylist() if one["spend"] is not None)
    lost = sum(round((entry.spend or 0) * MICROS) for entry in found.excluded)
    assert {entry.reason.name for entry in found.excluded} <= {"MULTI_DAY_ROW"}
    assert shown + lost == sum(int(one["spend"] * MICROS) for one in rows if one["spend"] is not None)


@settings(max_examples=8, phases=NO_SHRINKING)
@given(many, ids([("CAMPAIGN",), ("CHANNEL",), ("ACCOUNT", "CURRENCY")]), granularities)
def test_groups_sum_to_the_whole_in_every_bucket(
    store: DuckDbStore, rows: list[Row], by: tuple[str, ...], granularity: Granularity
) -> None:
    org = kept(store, rows)
    asked: dict[str, Any] = {"granularity": granularity, "spread": "EVEN"}
    bucket = ("date", "currency")
    groups = {place: known for place, known in added(series(store, org, group_by=by, **asked), bucket).items() if known}
    assert groups == {place: known for place, known in added(series(store, org, **asked), bucket).items() if known}


@settings(max_examples=8, phases=NO_SHRINKING)
@given(many, ids([Granularity.WEEK, Granularity.MONTH, Granularity.YEAR]))
def test_days_add_up_to_longer_buckets(store: DuckDbStore, rows: list[Row], granularity: Granularity) -> None:
    org = kept(store, rows)
    daily = [{**one, "date": first_day(one["date"], granularity)} for one in series(store, org, spread="EVEN")]
    longer = series(store, org, spread="EVEN", granularity=granularity)
    assert added(daily, ("date", "currency")) == added(longer, ("date", "currency"))


def first_day(when: date, granularity: Granularity) -> date:
    """First day of the bucket that holds a day, by the standard library's calendar."""
    if granularity is Granularity.WEEK:
        return when - timedelta(days=when.weekday())
    return when.replace(day=1) if granularity is Granularity.MONTH else when.replace(month=1, day=1)


# --- order of arrival ---


@settings(max_examples=3, phases=NO_SHRINKING)
@given(many, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], dice: Any
) -> None:
    distinct = list({tuple((k, v) for k, v in r.items() if k not in (*METRICS, "currency")): r for r in rows}.values())
    shuffled = dice.sample(distinct, len(distinct))
    answers = [one_store(tmp_path_factory.mktemp("order"), given_rows) for given_rows in (distinct, shuffled)]
    assert answers[0] == answers[1]


def one_store(folder: Path, rows: list[Row]) -> list[Row]:
    with opened(folder) as store:
        for one in rows:
            store.upsert(OrgId("same"), batch([one], org=OrgId("same"), batch_id="b"))
        return series(store, OrgId("same"), group_by=("CAMPAIGN",), spread="EVEN")


# --- complete ---


@settings(max_examples=10, phases=NO_SHRINKING)
@given(apart, granularities, st.integers(-2, 40), ids([None, (1, 8), (2, 6), (-40, 60)]))
def test_a_bucket_is_complete_where_it_is_over_and_each_day_has_a_row(
    store: DuckDbStore, rows: list[Row], granularity: Granularity, today: int, ends: tuple[int, int] | None
) -> None:
    org = kept(store, rows)
    period = days(*ends) if ends else None
    counted = [one for one in rows if not period or period.start <= one["date_start"] <= one["date_stop"] <= period.end]
    covered = {when for one in counted for when in each_day(one["date_start"], one["date_stop"])}
    now = datetime.combine(day(today), datetime.min.time(), UTC)
    for one in series(store, org, now, rows=RowFilter(period=period), granularity=granularity, spread="EVEN"):
        bucket = bucket_days(one["date"], granularity)
        assert one["complete"] == (set(bucket) <= covered and bucket[-1] < day(today))


def each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def bucket_days(first: date, granularity: Granularity) -> list[date]:
    """The days of the bucket that begins on `first`, by the standard library's calendar."""
    if granularity in {Granularity.DAY, Granularity.WEEK}:
        return each_day(first, first + timedelta(days=longest(granularity) - 1))
    months = {Granularity.MONTH: 1, Granularity.QUARTER: 3, Granularity.YEAR: 12}[granularity]
    month = first.month - 1 + months
    return each_day(first, date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1))
