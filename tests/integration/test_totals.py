"""Insights through the whole use case: every guard with figures that a person can add up, and what was left out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from domain.ports import RecordStore
from domain.reading import RowFilter
from domain.use_cases.ingest import Ingest
from domain.use_cases.insights import Insights, InsightsReport, InsightsRequest
from domain.use_cases.submission import Submission
from domain.vocabulary import BatchId, DataSource
from tests.builders import klaviyo_flat, meta_row
from tests.fakes.clock import FixedClock
from tests.fakes.settings import InMemorySettingsStore
from tests.stored import ACME, account, ad, broken, days, groups, left_out, opened, put, reading, row, spend


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with opened(tmp_path) as found:
        yield found


def report(
    store: RecordStore, wanted: RowFilter | None = None, by: tuple[str, ...] = ("DATA_SOURCE",)
) -> InsightsReport:
    return Insights(store)(ACME, InsightsRequest(wanted or RowFilter(), by))


def excluded(found: InsightsReport) -> dict[str, tuple[int, float | None]]:
    return {entry.reason.name: (entry.rows, entry.spend) for entry in found.excluded}


# --- the mission's row beside the e-mail of the task ---


@pytest.fixture
def mission(store: RecordStore) -> RecordStore:
    numbers = count(1)
    ingest = Ingest(
        store,
        FixedClock(datetime(2024, 6, 1, tzinfo=UTC)),
        lambda: BatchId(f"b{next(numbers)}"),
        InMemorySettingsStore(),
    )
    week = meta_row(date_stop="2024-01-07", actions=[{"action_type": "purchase", "value": "23"}])
    ingest(ACME, Submission(DataSource("meta_business"), [week]))
    ingest(ACME, Submission(DataSource("klaviyo"), [klaviyo_flat()]))
    return store


def test_the_week_counts_whole_where_the_range_covers_it(mission: RecordStore) -> None:
    totals = report(mission, RowFilter(period=days(1, 7))).totals.overall
    assert (totals["spend"], totals["impressions"], totals["clicks"]) == (1250.50, 60_000, 1565)
    assert totals["revenue"] == 3375


def test_email_does_not_dilute_the_cost_of_ads(mission: RecordStore) -> None:
    totals = report(mission).totals.overall
    assert totals["cpm"] == pytest.approx(27.79, abs=0.005)
    assert totals["cpc"] == pytest.approx(1.41, abs=0.006)
    assert (totals["roas"], totals["open_rate"]) == (None, 0.3)


@pytest.mark.parametrize("ends", [(2, 7), (1, 6), (4, 4)])
def test_a_range_that_cuts_the_week_leaves_it_out_and_says_so(mission: RecordStore, ends: tuple[int, int]) -> None:
    found = report(mission, RowFilter(period=days(*ends), data_sources=(DataSource("meta_business"),)))
    assert (found.totals.overall["spend"], excluded(found)) == (None, {"PARTIAL_PERIOD": (1, 1250.50)})


def test_by_day_the_week_is_left_out_and_by_week_it_counts(mission: RecordStore) -> None:
    assert excluded(report(mission, by=("DAY",))) == {"MULTI_DAY_ROW": (1, 1250.50)}
    assert report(mission, by=("WEEK",)).rows["spend"].to_pylist() == [1250.50]


# --- levels ---


def test_ads_do_not_add_up_to_performance_max_and_the_gap_is_named(store: RecordStore) -> None:
    put(store, row(spend=100), ad(spend=60), ad(ad_id="a2", spend=30), row(campaign_id="pmax", spend=50))
    assert spend(store) == 150
    found = report(store, by=("AD",))
    assert dict(zip(found.rows["ad_id"].to_pylist(), found.rows["spend"].to_pylist(), strict=True)) == {
        "a1": 60,
        "a2": 30,
    }
    assert excluded(found) == {"LEVEL": (1, 90.0), "LEVEL_GAP": (2, 60.0)}


def test_account_rows_fill_only_days_without_anything_lower(store: RecordStore) -> None:
    put(store, account(1, spend=1000), account(2, spend=7), row(1, spend=900))
    assert (spend(store), left_out(store)) == (907, {"LEVEL": 1})
    assert spend(store, RowFilter(period=days(2, 2))) == 7


# --- breakdowns ---


def test_broken_rows_count_only_alone_or_when_asked_for(store: RecordStore) -> None:
    put(
        store,
        row(spend=10),
        broken(country="FI", spend=6),
        broken(country="SE", spend=3),
        broken(2, country="FI", spend=5),
    )
    assert spend(store) == 15
    assert groups(store, "COUNTRY") == {"FI": 11, "SE": 3}
    assert spend(store, RowFilter(countries=("SE",))) == 3
    assert left_out(store) == {"BREAKDOWN": 2}


# --- periods ---


def test_week_days_and_month_compete_inside_the_range(store: RecordStore) -> None:
    put(store, row((1, 30), spend=300), row((8, 14), spend=70), *[row(n, spend=11) for n in range(8, 15)])
    assert spend(store) == 300
    assert spend(store, RowFilter(period=days(8, 14))) == 77
    assert spend(store, RowFilter(period=days(8, 9))) == 22
    assert left_out(store, RowFilter(period=days(8, 9))) == {"PARTIAL_PERIOD": 2}
    assert left_out(store) == {"OVERLAPPING_PERIODS": 8}


def test_a_day_that_stops_being_contested_is_counted_again(store: RecordStore) -> None:
    put(store, row(1, spend=1), at=0)
    put(store, row((1, 7), spend=70), at=1)
    assert (spend(store), spend(store, RowFilter(period=days(1, 1)))) == (70, 1)


# --- currencies ---


def test_each_currency_has_its_own_total_and_money_has_none_over_all(store: RecordStore) -> None:
    figures = {"impressions": 1000, "clicks": 10}
    put(store, row(currency="USD", **figures), row(account_id="2", currency="EUR", spend=4, **figures))
    put(store, row(account_id="3", currency=None, spend=2, **figures))
    totals = report(store).totals
    assert [(t.currency, t.totals["spend"]) for t in totals.by_currency] == [("EUR", 4), ("USD", 10), (None, 2)]
    assert (totals.overall["spend"], totals.overall["cpm"], totals.overall["impressions"]) == (None, None, 3000)
    assert totals.overall["ctr"] == 0.01


def test_a_ratio_over_all_currencies_takes_each_source_and_channel_as_one(store: RecordStore) -> None:
    put(store, row(currency="USD", impressions=1000, clicks=10))
    put(store, row(account_id="2", currency="EUR", spend=None, impressions=1000))
    totals = report(store).totals.overall
    assert (totals["impressions"], totals["clicks"], totals["ctr"], totals["cpm"]) == (2000, 10, 0.005, 5)


def test_a_group_and_the_totals_say_the_same_of_one_currency(store: RecordStore) -> None:
    put(store, row(impressions=1000, clicks=10), row(2, campaign_id="c2", channel="display", impressions=500))
    [group] = reading(store)[1]
    overall = report(store).totals.overall
    assert {name: group[name] for name in overall} == overall
