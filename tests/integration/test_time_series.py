"""Time series through the whole use case: every bucket, complete or not, spread or left out, with figures by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from domain.errors import InvalidInputError, StoreUnavailableError, TooLargeError
from domain.ports import RecordStore
from domain.reading import RowFilter
from domain.use_cases.insights import Insights, InsightsRequest
from domain.use_cases.time_series import TimeSeries, TimeSeriesReport, TimeSeriesRequest
from domain.vocabulary import DataSource, Granularity, Level, Period
from tests.fakes.clock import FixedClock
from tests.stored import ACME, account, ad, broken, day, days, instant, message, opened, put, row

LATER = datetime(2026, 1, 1, tzinfo=UTC)
META, EMAIL = DataSource("meta_business"), DataSource("klaviyo")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with opened(tmp_path) as found:
        yield found


def report(store: RecordStore, *, now: datetime = LATER, **asked: Any) -> TimeSeriesReport:
    return TimeSeries(store, FixedClock(now))(ACME, TimeSeriesRequest(**asked))


def shown(store: RecordStore, *columns: str, now: datetime = LATER, **asked: Any) -> list[tuple[object, ...]]:
    """These columns of every row; days as numbers of January 2024."""
    rows = report(store, now=now, **asked).rows.select(list(columns)).to_pylist()
    return [tuple((v - day(1)).days + 1 if type(v) is date else v for v in found.values()) for found in rows]


def excluded(found: TimeSeriesReport) -> dict[str, tuple[int, float | None]]:
    return {entry.reason.name: (entry.rows, entry.spend) for entry in found.excluded}


# --- no gaps ---


def test_a_day_without_rows_has_nulls_and_not_zeros(store: RecordStore) -> None:
    put(store, row(1, spend=5, clicks=0), row(3, spend=7))
    found = shown(store, "date", "spend", "clicks", "cpc", "complete")
    assert found == [(1, 5, 0, None, True), (2, None, None, None, False), (3, 7, None, None, True)]


def test_the_range_asked_for_decides_on_the_buckets(store: RecordStore) -> None:
    put(store, row(2, spend=5), row(9, spend=7))
    found = shown(store, "date", "spend", rows=RowFilter(period=days(1, 4)))
    assert found == [(1, None), (2, 5), (3, None), (4, None)]


def test_without_a_range_all_groups_run_from_the_first_to_the_last_counted_day(store: RecordStore) -> None:
    put(store, row(1, campaign_id="c2", spend=5), row(3, campaign_id="c1", spend=7))
    found = shown(store, "date", "campaign_id", "spend", group_by=("CAMPAIGN",))
    assert found == [(1, "c1", None), (1, "c2", 5), (2, "c1", None), (2, "c2", None), (3, "c1", 7), (3, "c2", None)]


def test_groups_come_by_key_and_the_unknown_one_last(store: RecordStore) -> None:
    put(store, row(1, account_id=None), row(1, account_id="2", currency="EUR"), row(1, account_id="10"))
    put(store, row(1, account_id="2", campaign_id="c2", currency=None), message(1, account_id="3", currency=None))
    found = shown(store, "data_source", "account_id", "currency", group_by=("ACCOUNT",))
    meta = [("10", "USD"), ("2", "EUR"), (None, "USD")]
    assert found == [("klaviyo", "3", None), *(("meta_business", *rest) for rest in meta)]


def test_a_currency_of_a_group_is_in_all_buckets_of_it_and_of_no_other_group(store: RecordStore) -> None:
    put(store, row(1, spend=1), row(2, account_id="2", currency="EUR", spend=2))
    put(store, row(2, account_id="3", channel="video", spend=4))
    assert shown(store, "date", "channel", "currency", "spend", group_by=("CHANNEL",)) == [
        (1, "paid_social", "EUR", None),
        (1, "paid_social", "USD", 1),
        (1, "video", "USD", None),
        (2, "paid_social", "EUR", 2),
        (2, "paid_social", "USD", None),
        (2, "video", "USD", 4),
    ]


def test_names_are_the_latest_over_the_range_in_every_bucket(store: RecordStore) -> None:
    put(store, row(1, campaign_name="old"), at=0)
    put(store, row(3, campaign_name="new"), at=1)
    put(store, row(2, campaign_name=None), at=2)
    found = shown(store, "date", "campaign_name", group_by=("CAMPAIGN",))
    assert found == [(1, "new"), (2, "new"), (3, "new")]


def test_beside_a_campaign_its_status_is_the_latest_and_makes_no_group(store: RecordStore) -> None:
    put(store, row(1, status="ACTIVE"), at=0)
    put(store, row(2, status="PAUSED"), at=1)
    assert shown(store, "date", "status", group_by=("CAMPAIGN", "STATUS")) == [(1, "PAUSED"), (2, "PAUSED")]
    assert [found[1] for found in shown(store, "date", "status", group_by=("STATUS",))] == ["ACTIVE", "PAUSED"] * 2


# --- an empty organization ---


@pytest.mark.parametrize("spread", ["NONE", "EVEN"])
def test_without_rows_and_range_there_is_no_bucket(store: RecordStore, spread: str) -> None:
    assert report(store, spread=spread).rows.num_rows == 0
    assert report(store, spread=spread, group_by=("CAMPAIGN",)).rows.num_rows == 0


def test_without_rows_a_range_has_its_buckets_where_nothing_is_grouped_by(store: RecordStore) -> None:
    wanted = RowFilter(period=days(6, 8))
    found = shown(store, "date", "currency", "spend", "roas", "complete", rows=wanted)
    assert found == [(n, None, None, None, False) for n in (6, 7, 8)]
    by_week = shown(store, "date", "spend", rows=wanted, granularity=Granularity.WEEK)
    assert by_week == [(1, None), (8, None)]


@pytest.mark.parametrize("group_by", [("DATA_SOURCE",), ("CURRENCY",), ("AD", "CHANNEL")])
def test_without_rows_there_are_no_groups(store: RecordStore, group_by: tuple[str, ...]) -> None:
    assert report(store, rows=RowFilter(period=days(1, 9)), group_by=group_by).rows.num_rows == 0


# --- the calendar ---


def test_the_week_over_new_year_is_one_bucket(store: RecordStore) -> None:
    put(store, *[row(n, spend=1) for n in range(365, 372)])  # 2024-12-30, a Monday, to 2025-01-05
    rows = report(store, granularity=Granularity.WEEK).rows.to_pylist()
    assert [(found["date"], found["spend"], found["complete"]) for found in rows] == [(date(2024, 12, 30), 7, True)]


def test_february_2024_is_complete_with_its_29th_day_only(store: RecordStore) -> None:
    february = [row(31 + n, spend=1, campaign_id=c) for c in ("c1", "c2") for n in range(1, 29)]
    put(store, *february, row(60, spend=1, campaign_id="c1"))
    found = shown(store, "campaign_id", "spend", "complete", granularity=Granularity.MONTH, group_by=("CAMPAIGN",))
    assert found == [("c1", 29, True), ("c2", 28, False)]


def test_a_leap_year_has_366_days_and_is_complete_with_all(store: RecordStore) -> None:
    put(store, *[row(n, spend=1) for n in range(1, 367)])
    found = shown(store, "date", "spend", "complete", granularity=Granularity.YEAR)
    assert found == [(1, 366, True)]
    quarters = shown(store, "date", "spend", granularity=Granularity.QUARTER)
    assert quarters == [(1, 91), (92, 91), (183, 92), (275, 92)]


def test_days_begin_at_midnight_utc_whatever_clocks_do_in_between(store: RecordStore) -> None:
    put(store, *[row(n, account_timezone="Europe/Helsinki") for n in (90, 91, 92)])  # clocks forward on 2024-03-31
    times = report(store).rows["time"].to_pylist()
    assert times == [
        datetime(2024, 3, 30, tzinfo=UTC),
        datetime(2024, 3, 31, tzinfo=UTC),
        datetime(2024, 4, 1, tzinfo=UTC),
    ]


# --- complete ---


@pytest.mark.parametrize(
    ("now", "complete"),
    [
        (datetime(2024, 1, 7, 23, 59, tzinfo=UTC), [True] * 6 + [False]),
        (datetime(2024, 1, 8, 0, 0, tzinfo=UTC), [True] * 7),
        (datetime(2023, 12, 31, 0, 0, tzinfo=UTC), [False] * 7),
    ],
)
def test_a_day_is_over_when_the_next_one_has_begun(store: RecordStore, now: datetime, complete: list[bool]) -> None:
    put(store, *[row(n) for n in range(1, 8)])
    assert [found for (found,) in shown(store, "complete", now=now)] == complete
    assert shown(store, "complete", now=now, granularity=Granularity.WEEK) == [(complete[-1],)]


def test_a_bucket_that_the_range_cuts_is_incomplete(store: RecordStore) -> None:
    put(store, *[row(n, spend=1) for n in range(1, 15)])
    wanted = RowFilter(period=days(2, 14))
    found = shown(store, "date", "spend", "complete", rows=wanted, granularity=Granularity.WEEK)
    assert found == [(1, 6, False), (8, 7, True)]


def test_a_week_reported_as_a_whole_is_complete(store: RecordStore) -> None:
    put(store, row((1, 7), spend=70), row((8, 13), spend=60))
    found = shown(store, "date", "spend", "complete", granularity=Granularity.WEEK)
    assert found == [(1, 70, True), (8, 60, False)]


def test_each_currency_is_complete_by_its_own_rows(store: RecordStore) -> None:
    put(store, row(1), row(2), row(1, account_id="2", currency="EUR"))
    found = shown(store, "date", "currency", "complete")
    assert found == [(1, "EUR", True), (1, "USD", True), (2, "EUR", False), (2, "USD", True)]


# --- rows of several buckets ---


def test_a_week_is_left_out_by_day_and_its_days_are_not_complete(store: RecordStore) -> None:
    put(store, row((1, 7), spend=70), row(8, spend=1), row(2, spend=3, campaign_id="c2"))
    found = report(store)
    assert [(r["date"], r["spend"], r["complete"]) for r in found.rows.to_pylist() if r["complete"]] == [
        (day(2), 3, True),
        (day(8), 1, True),
    ]
    assert excluded(found) == {"MULTI_DAY_ROW": (1, 70)}


def test_days_under_a_week_that_is_left_out_count_as_insights_by_day_count_them(store: RecordStore) -> None:
    put(store, row((1, 7), spend=70), row(2, spend=11), row(3, spend=11))
    assert shown(store, "date", "spend") == [(2, 11), (3, 11)]
    assert [spend for _, spend in shown(store, "date", "spend", spread="EVEN")] == [10] * 7
    assert shown(store, "date", "spend", granularity=Granularity.WEEK) == [(1, 70)]


def test_an_even_spread_gives_each_day_its_share_and_loses_nothing(store: RecordStore) -> None:
    put(store, row((1, 3), spend="100.000001", conversions="0.5", clicks=10, impressions=1000))
    found = shown(store, "spend", "conversions", "clicks", "impressions", "complete", spread="EVEN")
    money, fractions, clicks, impressions, complete = zip(*found, strict=True)
    assert sorted(money) == [33.333333, 33.333334, 33.333334]
    assert sorted(fractions) == [0.166666, 0.166667, 0.166667]
    assert (sorted(clicks), sorted(impressions)) == ([3, 3, 4], [333, 333, 334])
    assert complete == (True, True, True)


def test_ratios_of_a_spread_row_are_of_the_sums_of_their_day(store: RecordStore) -> None:
    put(store, row((1, 2), spend=30, clicks=4), row(1, spend=5, clicks=6, campaign_id="c2"))
    found = shown(store, "spend", "clicks", "cpc", spread="EVEN")
    assert found == [(20, 8, 2.5), (15, 2, 7.5)]


def test_a_month_spread_over_weeks_has_each_weeks_days(store: RecordStore) -> None:
    put(store, row((1, 31), spend=310, clicks=31))
    found = shown(store, "date", "spend", "clicks", "complete", spread="EVEN", granularity=Granularity.WEEK)
    assert found == [(1, 70, 7, True), (8, 70, 7, True), (15, 70, 7, True), (22, 70, 7, True), (29, 30, 3, False)]
    assert shown(store, "date", "spend", "complete", spread="EVEN", granularity=Granularity.MONTH) == [(1, 310, True)]


def test_sums_beyond_64_bits_are_spread_as_exactly(store: RecordStore) -> None:
    much = 999_999_999_999
    put(store, *[row((1, 3), spend=much, campaign_id=f"c{n}") for n in range(2)])
    put(store, *[row(4, spend=much, campaign_id=f"c{n}") for n in range(12)])
    assert shown(store, "date", "spend", spread="EVEN") == [(n, much / 3 * 2) for n in (1, 2, 3)] + [(4, much * 12)]


def test_only_the_metrics_asked_for_are_computed(store: RecordStore) -> None:
    put(store, row((1, 2), spend=30, clicks=4))
    rows = report(store, spread="EVEN", metrics=("cpc",)).rows
    assert rows.column_names == ["date", "time", "currency", "cpc", "complete"]
    assert rows["cpc"].to_pylist() == [7.5, 7.5]


def test_what_does_not_span_its_bucket_is_not_spread(store: RecordStore) -> None:
    put(store, row((1, 3), clicks=10), row((7, 8), clicks=2, campaign_id="c2"))
    assert shown(store, "date", "clicks", spread="EVEN", granularity=Granularity.WEEK) == [(1, 11), (8, 1)]


def test_a_row_partly_inside_the_range_is_not_spread_into_it(store: RecordStore) -> None:
    put(store, row((1, 7), spend=70), row((3, 4), spend=8, campaign_id="c2"))
    found = report(store, rows=RowFilter(period=days(3, 9)), spread="EVEN")
    assert found.rows["spend"].to_pylist() == [4, 4, None, None, None, None, None]
    assert excluded(found) == {"PARTIAL_PERIOD": (1, 70)}


def test_unknown_figures_stay_unknown_when_they_are_spread(store: RecordStore) -> None:
    put(store, row((1, 2), spend=None, clicks=0))
    assert shown(store, "spend", "clicks", spread="EVEN") == [(None, 0), (None, 0)]


def test_email_is_spread_apart_from_ads_of_the_same_day(store: RecordStore) -> None:
    put(store, row((1, 2), spend=20, impressions=2000), message((1, 2), impressions=600, delivered=600, opens=60))
    found = shown(store, "spend", "impressions", "cpm", "open_rate", spread="EVEN")
    assert found == [(10, 1300, 10, 0.1)] * 2


# --- the guards ---


def test_a_fact_is_counted_once_whatever_overlaps(store: RecordStore) -> None:
    put(store, row(1, spend=100), ad(1, spend=60), ad(1, ad_id="a2", spend=30), account(1, spend=500))
    put(store, broken(1, country="FI", spend=70), broken(2, country="FI", spend=7), account(3, spend=9))
    assert shown(store, "date", "spend") == [(1, 100), (2, 7), (3, 9)]
    assert shown(store, "date", "country", "spend", group_by=("COUNTRY",)) == [(1, "FI", 70), (2, "FI", 7)]
    assert shown(store, "date", "ad_id", "spend", group_by=("AD",)) == [(1, "a1", 60), (1, "a2", 30)]


@pytest.mark.parametrize(
    ("rows", "spends"),
    [
        (RowFilter(levels=(Level.AD,)), [60, None]),
        (RowFilter(countries=("FI",)), [70, 7]),
        (RowFilter(breakdowns={"country": ("FI",)}), [70, 7]),
        (RowFilter(campaign_ids=("c9",), period=days(1, 2)), [None, None]),
        (RowFilter(currency="EUR", period=days(1, 2)), [None, None]),
        (RowFilter(data_sources=(EMAIL,), period=days(1, 2)), [None, None]),
        (RowFilter(channels=("paid_social",), data_sources=(META,)), [100, 7]),
    ],
)
def test_filters_restrict_the_series(store: RecordStore, rows: RowFilter, spends: list[float | None]) -> None:
    put(store, row(1, spend=100), ad(1, spend=60), broken(1, country="FI", spend=70), broken(2, country="FI", spend=7))
    found = [spend for (spend,) in shown(store, "spend", rows=rows)]
    assert found == spends[: len(found)]
    assert spends[len(found) :] == [None] * (2 - len(found))


def test_as_of_shows_the_series_as_it_was_known_then(store: RecordStore) -> None:
    put(store, row((1, 2), spend=10), at=0)
    put(store, row((1, 2), spend=30), row(3, spend=1), at=5)
    then, now = RowFilter(as_of=instant(1)), RowFilter(as_of=instant(9))
    assert shown(store, "date", "spend", rows=then, spread="EVEN") == [(1, 5), (2, 5)]
    assert shown(store, "date", "spend", rows=now, spread="EVEN") == [(1, 15), (2, 15), (3, 1)]
    assert shown(store, "date", "spend", spread="EVEN") == [(1, 15), (2, 15), (3, 1)]


def test_what_is_left_out_is_what_insights_leave_out(store: RecordStore) -> None:
    put(store, row(1, spend=100), ad(1, spend=60), ad(1, ad_id="a2", spend=30), row(1, campaign_id="pmax", spend=50))
    by_insights = Insights(store)(ACME, InsightsRequest(RowFilter(), ("AD", "DAY"))).excluded
    assert report(store, group_by=("AD",)).excluded == by_insights
    assert excluded(report(store, group_by=("AD",))) == {"LEVEL": (1, 90), "LEVEL_GAP": (2, 60)}


# --- what is refused ---


@pytest.mark.parametrize("name", ["DAY", "MONTH", "DAY_OF_WEEK", "SEASON", "HOLIDAY", "FISCAL_YEAR"])
def test_the_calendar_is_said_by_granularity_only(store: RecordStore, name: str) -> None:
    with pytest.raises(InvalidInputError, match=f"groupBy has {name}, .* granularity says it") as refusal:
        report(store, group_by=("CAMPAIGN", name))
    assert refusal.value.field == ("input", "groupBy")


@pytest.mark.parametrize("limit", [0, -1, 10_001])
def test_a_limit_out_of_bounds_is_refused(store: RecordStore, limit: int) -> None:
    with pytest.raises(InvalidInputError, match=rf"limit is {limit}\. Send 1 to 10000\."):
        report(store, limit=limit)


def test_a_series_over_the_limit_is_refused_with_its_size_and_never_cut(store: RecordStore) -> None:
    put(store, row(1), row(30, campaign_id="c2"), row(2, campaign_id="c2", account_id="2", currency="EUR"))
    asked: dict[str, Any] = {"group_by": ("CAMPAIGN",)}
    assert len(shown(store, "date", limit=90, **asked)) == 90
    with pytest.raises(
        TooLargeError, match=r"90 rows \(30 buckets of 3 groups and currencies\); limit is 89\."
    ) as found:
        report(store, limit=89, **asked)
    assert found.value.field == ("input", "limit")
    assert len(shown(store, "date", limit=15, granularity=Granularity.WEEK, **asked)) == 15


def test_a_range_of_all_time_is_refused_before_it_is_made(store: RecordStore) -> None:
    ever = RowFilter(period=Period(date.min, date.max))
    with pytest.raises(TooLargeError, match=r"3,652,059 rows \(3,652,059 buckets of 1 groups"):
        report(store, rows=ever)
    assert report(store, rows=ever, granularity=Granularity.YEAR).rows.num_rows == 9999
    assert report(store, rows=ever, group_by=("CAMPAIGN",)).rows.num_rows == 0


def test_a_range_that_ends_before_it_starts_is_refused(store: RecordStore) -> None:
    with pytest.raises(InvalidInputError, match="ends"):
        report(store, rows=RowFilter(period=days(2, 1)))


def test_a_store_that_does_not_answer_is_named_as_such() -> None:
    class Silent:
        def __getattr__(self, name: str) -> object:
            raise StoreUnavailableError(f"The store could not answer {name}.", hint="Try again.")

    with pytest.raises(StoreUnavailableError, match="The store could not answer left_out"):
        report(cast("RecordStore", Silent()))
