"""Comparing ranges, grouping by breakdowns, top campaigns: figures by hand, laws by property."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from adapters.stores.duckdb_store import DuckDbStore
from domain.errors import InvalidInputError
from domain.reading import RowFilter
from domain.use_cases.insights import Insights, InsightsReport, InsightsRequest
from domain.use_cases.top_campaigns import TopCampaigns, TopRequest
from domain.vocabulary import Direction, OrgId, Period
from tests.stored import ACME, ad, batch, broken, day, days, message, opened, put, row

NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
orgs = count()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbStore]:
    with opened(tmp_path_factory.mktemp("compared")) as found:
        yield found


@pytest.fixture
def own(tmp_path: Path) -> Iterator[DuckDbStore]:
    with opened(tmp_path) as found:
        yield found


def compared(store: DuckDbStore, *by: str, here: Period, there: Period, org: OrgId = ACME) -> InsightsReport:
    return Insights(store)(org, InsightsRequest(RowFilter(period=here), by, compare_to=there))


def spends(report: InsightsReport, column: str) -> dict[object, tuple[float | None, float | None]]:
    """Spend here and there, by a column."""
    assert report.previous_rows is not None
    values = (report.rows[column], report.rows["spend"], report.previous_rows["spend"])
    return {key: (now, then) for key, now, then in zip(*(v.to_pylist() for v in values), strict=True)}


def test_a_group_stands_beside_itself_in_the_other_range(own: DuckDbStore) -> None:
    put(own, row(1, spend=4), row(8, spend=10), row(8, campaign_id="new", spend=7), row(2, campaign_id="gone", spend=3))
    report = compared(own, "CAMPAIGN", here=days(8, 14), there=days(1, 7))
    assert spends(report, "campaign_id") == {"c1": (10, 4), "new": (7, None), "gone": (None, 3)}
    assert report.total_rows == 3
    assert report.previous is not None
    assert (report.totals.overall["spend"], report.previous.totals.overall["spend"]) == (17, 7)


def test_days_are_compared_place_by_place(own: DuckDbStore) -> None:
    put(own, row(1, spend=1), row(3, spend=3), row(8, spend=8), row(9, spend=9))
    report = compared(own, "DAY", here=days(8, 10), there=days(1, 3))
    assert spends(report, "day") == {day(8): (8, 1), day(9): (9, None), day(10): (None, 3)}


@pytest.mark.parametrize(
    ("by", "here", "there", "first_of_each"),
    [
        ("MONTH", (date(2024, 3, 1), date(2024, 4, 30)), (date(2023, 12, 1), date(2024, 1, 31)), date(2024, 3, 1)),
        ("QUARTER", (date(2024, 4, 1), date(2024, 9, 30)), (date(2023, 10, 1), date(2024, 3, 31)), date(2024, 4, 1)),
        ("YEAR", (date(2024, 1, 1), date(2024, 12, 31)), (date(2022, 1, 1), date(2022, 12, 31)), date(2024, 1, 1)),
        ("WEEK", (date(2024, 1, 10), date(2024, 1, 20)), (date(2023, 12, 27), date(2024, 1, 6)), date(2024, 1, 8)),
    ],
)
def test_longer_buckets_are_compared_place_by_place(
    own: DuckDbStore, by: str, here: tuple[date, date], there: tuple[date, date], first_of_each: date
) -> None:
    put(own, *[{**row(spend=value), "date_start": on, "date_stop": on} for value, on in ((5, here[0]), (2, there[0]))])
    report = compared(own, by, here=Period(*here), there=Period(*there))
    assert spends(report, by.lower()) == {first_of_each: (5, 2)}


def test_days_of_the_week_are_compared_with_themselves(own: DuckDbStore) -> None:
    put(own, row(1, spend=1), row(10, spend=10))  # a Monday and a Wednesday
    report = compared(own, "DAY_OF_WEEK", here=days(10, 14), there=days(1, 5))
    assert spends(report, "day_of_week") == {3: (10, None), 1: (None, 1)}


def test_a_comparison_leaves_out_what_totals_leave_out(own: DuckDbStore) -> None:
    put(own, row(1, spend=4), ad(1, spend=4), row(8, spend=10), ad(8, spend=10))
    report = compared(own, "CAMPAIGN", here=days(8, 8), there=days(1, 1))
    assert spends(report, "campaign_id") == {"c1": (10, 4)}
    assert report.previous is not None
    assert [(e.reason.name, e.rows, e.spend) for e in report.previous.excluded] == [("LEVEL", 1, 4.0)]


def test_days_cannot_be_compared_without_a_range_to_lay_them_beside(own: DuckDbStore) -> None:
    with pytest.raises(InvalidInputError, match=r"compareTo needs filter\.dateRange where groupBy has DAY"):
        Insights(own)(ACME, InsightsRequest(RowFilter(), ("DAY",), compare_to=days(1, 2)))


spread_rows = st.lists(
    st.builds(
        lambda on, campaign, channel, money: row(on, campaign_id=campaign, channel=channel, spend=money),
        st.integers(1, 14),
        st.sampled_from(["c1", "c2", "c3"]),
        st.sampled_from(["paid_social", "video"]),
        st.integers(0, 10**6),
    ),
    max_size=20,
    unique_by=lambda found: (found["date_start"], found["campaign_id"]),
)


@settings(max_examples=15, phases=NO_SHRINKING)
@given(spread_rows, st.sampled_from([("CAMPAIGN",), ("DAY",), ("CHANNEL", "DAY"), ("WEEK",), ("DATA_SOURCE",), ()]))
def test_parts_add_up_to_the_whole_on_either_side(
    store: DuckDbStore, rows: list[dict[str, object]], by: tuple[str, ...]
) -> None:
    org = OrgId(f"org{next(orgs)}")
    if rows:
        store.upsert(org, batch(rows, org=org))
    report = compared(store, *by, here=days(8, 14), there=days(1, 7), org=org)
    assert report.previous_rows is not None
    assert report.previous is not None
    for table, side in ((report.rows, report.current), (report.previous_rows, report.previous)):
        assert sum(value or 0 for value in table["spend"].to_pylist()) == (side.totals.overall["spend"] or 0)
        alone = Insights(store)(
            org, InsightsRequest(RowFilter(period=days(8, 14) if side is report.current else days(1, 7)), by)
        )
        assert (alone.totals, alone.excluded) == (
            side.totals,
            side.excluded,
        ) or side.totals.overall == alone.totals.overall


def test_rows_are_grouped_by_breakdowns(own: DuckDbStore) -> None:
    cells = [("18-24", 3), ("25-34", 5)]
    put(
        own,
        row(1, spend=8),
        *[broken(1, names="age", spend=money, breakdowns=f'{{"age":"{age}"}}') for age, money in cells],
    )
    report = Insights(own)(ACME, InsightsRequest(group_by=(), breakdowns=("age",)))
    assert report.breakdowns == {"breakdown_0": "age"}
    shown = dict(zip(report.rows["breakdown_0"].to_pylist(), report.rows["spend"].to_pylist(), strict=True))
    assert shown == {"25-34": 5.0, "18-24": 3.0}
    assert report.totals.overall["spend"] == 8
    assert [(e.reason.name, e.rows, e.spend) for e in report.excluded] == [("BREAKDOWN", 1, 8.0)]


def test_top_campaigns_are_the_first_by_a_metric(own: DuckDbStore) -> None:
    put(
        own,
        row(1, campaign_id="a", spend=10, revenue=50),
        row(1, campaign_id="b", spend=100, revenue=300),
        row(1, campaign_id="c", spend=1, revenue=90),
        message(1, campaign_id="mail", revenue=500),
        ad(1, campaign_id="a", spend=10, revenue=50),
    )
    top = TopCampaigns(own)
    assert top(ACME, TopRequest())[0]["campaign_id"].to_pylist() == ["c", "a", "b"]  # 90, 5, 3; mail has no ROAS
    assert top(ACME, TopRequest(min_spend=10))[0]["roas"].to_pylist() == [5, 3]
    assert top(ACME, TopRequest(by="spend", first=1))[0]["campaign_id"].to_pylist() == ["b"]
    assert top(ACME, TopRequest(by="spend", direction=Direction.ASC))[0]["spend"].to_pylist() == [1, 10, 100]
    assert top(ACME, TopRequest(by="revenue", first=1))[0]["campaign_id"].to_pylist() == ["mail"]


def test_top_campaigns_are_compared_as_well(own: DuckDbStore) -> None:
    put(own, row(1, spend=2), row(8, spend=10), row(2, campaign_id="gone", spend=3))
    table, previous = TopCampaigns(own)(ACME, TopRequest(RowFilter(period=days(8, 9)), "spend", compare_to=days(1, 2)))
    assert previous is not None
    assert (table["spend"].to_pylist(), previous["spend"].to_pylist()) == ([10], [2])


@pytest.mark.parametrize(
    ("request_", "message_"),
    [
        (TopRequest(first=0), "first is 0"),
        (TopRequest(first=1001), "first is 1001"),
        (TopRequest(by="luck"), "by metric 'luck' is not known"),
        (TopRequest(min_spend=-1), "minSpend is -1"),
        (TopRequest(min_spend=float("nan")), "minSpend is nan"),
    ],
)
def test_top_campaigns_refuse_what_makes_no_sense(own: DuckDbStore, request_: TopRequest, message_: str) -> None:
    with pytest.raises(InvalidInputError, match=message_):
        TopCampaigns(own)(ACME, request_)


def test_a_total_does_not_depend_on_what_else_is_looked_at(own: DuckDbStore) -> None:
    put(own, row(1, spend=4), row(1, campaign_id="c2", spend=None, revenue=9, currency="EUR", clicks=2))
    everything = Insights(own)(ACME, InsightsRequest()).totals.overall
    for name in ("spend", "revenue", "clicks", "roas"):
        alone = Insights(own)(ACME, InsightsRequest(order_by=name, metrics=(name,)))
        assert alone.totals.overall[name] == everything[name]
    assert (everything["spend"], everything["clicks"]) == (None, 2)
