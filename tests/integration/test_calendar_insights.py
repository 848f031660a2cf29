"""Insights by the calendar: figures by hand, and laws against a calendar from pandas and `holidays` joined in SQL."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import holidays
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pandas.tseries.offsets import FY5253

from adapters.stores.duckdb_store import DuckDbStore
from domain.errors import InvalidInputError
from domain.insights.day_labels import said_calendar
from domain.reading import RowFilter
from domain.use_cases.insights import Insights, InsightsReport, InsightsRequest
from domain.vocabulary import OrgId, Period
from tests.builders import meta_row
from tests.integration.api import Api
from tests.stored import ACME, Row, batch, broken, opened, put, row

NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
orgs = count()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbStore]:
    with opened(tmp_path_factory.mktemp("calendar")) as found:
        yield found


@pytest.fixture
def own(tmp_path: Path) -> Iterator[DuckDbStore]:
    with opened(tmp_path) as found:
        yield found


def on(start: str, stop: str = "", **changes: Any) -> Row:
    ends = date.fromisoformat(start), date.fromisoformat(stop or start)
    return {**row(**changes), "date_start": ends[0], "date_stop": ends[1]}


def ask(store: DuckDbStore, *by: str, org: OrgId = ACME, **said: Any) -> InsightsReport:
    words = said_calendar(said.pop("country", None), said.pop("subdivision", None), said.pop("fiscal", 1))
    return Insights(store)(org, InsightsRequest(RowFilter(), by, calendar=words, **said))


def spends(report: InsightsReport, *columns: str) -> dict[Any, float | None]:
    """Spend by one column, or by several."""
    keys = zip(*(report.rows[name].to_pylist() for name in columns), strict=True)
    found = dict(zip(keys, report.rows["spend"].to_pylist(), strict=True))
    return {key[0] if len(columns) == 1 else key: value for key, value in found.items()}


# --- figures by hand ---


def test_days_are_grouped_by_holiday_and_other_days_have_none(own: DuckDbStore) -> None:
    put(own, on("2024-07-03", spend=1), on("2024-07-04", spend=10), on("2024-07-05", spend=2))
    assert spends(ask(own, "HOLIDAY"), "holiday") == {"Independence Day": 10, None: 3}
    assert spends(ask(own, "HOLIDAY", country="DE"), "holiday") == {None: 13}


def test_a_subdivision_adds_its_holidays(own: DuckDbStore) -> None:
    put(own, on("2024-01-01", spend=1), on("2024-01-02", spend=2))
    assert spends(ask(own, "HOLIDAY", country="GB", subdivision="ENG"), "holiday") == {"New Year's Day": 1, None: 2}
    scotland = spends(ask(own, "HOLIDAY", country="GB", subdivision="SCT"), "holiday")
    assert scotland == {"New Year's Day": 1, "New Year Holiday": 2}


def test_a_day_with_several_events_is_one_group(own: DuckDbStore) -> None:
    put(own, on("2024-11-27", spend=1), on("2024-11-28", spend=2), on("2024-11-29", spend=4), on("2024-12-02", spend=8))
    assert spends(ask(own, "RETAIL_EVENT"), "retail_event") == {
        None: 1,
        "Thanksgiving + Cyber Five": 2,
        "Black Friday + Cyber Five": 4,
        "Cyber Monday + Cyber Five": 8,
    }
    assert spends(ask(own, "RETAIL_SEASON"), "retail_season") == {"holiday": 15}


def test_weekends_and_business_days_are_those_of_the_country(own: DuckDbStore) -> None:
    put(
        own, on("2024-07-04", spend=1), on("2024-07-05", spend=2), on("2024-07-07", spend=4)
    )  # Thursday, Friday, Sunday
    by = ("IS_WEEKEND", "IS_BUSINESS_DAY")
    columns = ("is_weekend", "is_business_day")
    assert spends(ask(own, *by), *columns) == {(False, False): 1, (False, True): 2, (True, False): 4}
    assert spends(ask(own, *by, country="SA"), *columns) == {(False, True): 5, (True, False): 2}


def test_rows_of_a_country_have_its_own_holidays_unless_one_is_said(own: DuckDbStore) -> None:
    said = [("DE", 1), ("US", 2), ("zz", 4), (None, 8)]
    cells = [broken(country=country, campaign_id=f"c{spend}", spend=spend) for country, spend in said]
    put(own, *[{**cell, "date_start": date(2024, 10, 3), "date_stop": date(2024, 10, 3)} for cell in cells])
    own_days = {("DE", "German Unity Day"): 1, ("US", None): 2, ("zz", None): 4, (None, None): 8}
    assert spends(ask(own, "COUNTRY", "HOLIDAY"), "country", "holiday") == own_days
    assert spends(ask(own, "HOLIDAY"), "holiday") == {"German Unity Day": 1, None: 14}
    assert spends(ask(own, "HOLIDAY", country="DE"), "holiday") == {"German Unity Day": 15}


def test_fiscal_years_begin_with_the_month_said_and_are_named_by_their_end(own: DuckDbStore) -> None:
    put(own, on("2024-09-30", spend=1), on("2024-10-01", spend=2), on("2024-12-31", spend=4), on("2025-01-01", spend=8))
    assert spends(ask(own, "FISCAL_YEAR", fiscal=10), "fiscal_year") == {2024: 1, 2025: 14}
    assert spends(ask(own, "FISCAL_QUARTER", fiscal=10), "fiscal_year", "fiscal_quarter") == {
        (2024, 4): 1,
        (2025, 1): 6,
        (2025, 2): 8,
    }
    months = spends(ask(own, "FISCAL_MONTH"), "fiscal_year", "fiscal_month")
    assert months == {(2024, 9): 1, (2024, 10): 2, (2024, 12): 4, (2025, 1): 8}


def test_retail_weeks_months_and_years(own: DuckDbStore) -> None:
    put(own, on("2024-02-03", spend=1), on("2024-02-04", spend=2), on("2024-03-02", spend=4), on("2024-03-03", spend=8))
    assert spends(ask(own, "RETAIL_YEAR"), "retail_year") == {2023: 1, 2024: 14}
    assert spends(ask(own, "RETAIL_MONTH"), "retail_year", "retail_month") == {
        (2023, 12): 1,
        (2024, 1): 6,
        (2024, 2): 8,
    }
    weeks = spends(ask(own, "RETAIL_WEEK"), "retail_year", "retail_week")
    assert weeks == {(2023, 53): 1, (2024, 1): 2, (2024, 4): 4, (2024, 5): 8}


def test_seasons_are_of_the_country_that_is_said(own: DuckDbStore) -> None:
    put(own, on("2024-07-01", spend=1))
    assert spends(ask(own, "SEASON"), "season") == {"summer": 1}
    assert spends(ask(own, "SEASON", country="AU"), "season") == {"winter": 1}


def test_names_stand_beside_entities(own: DuckDbStore) -> None:
    put(own, on("2024-07-04", spend=1, campaign_name="Old"), on("2024-07-05", spend=2, campaign_name="New"))
    found = ask(own, "CAMPAIGN", "IS_BUSINESS_DAY")
    assert spends(found, "campaign_name", "is_business_day") == {("Old", False): 1, ("New", True): 2}


# --- rows of several days ---


def test_a_row_of_several_days_counts_where_one_period_holds_it(own: DuckDbStore) -> None:
    week, across = on("2024-02-04", "2024-02-10", spend=1), on("2024-01-29", "2024-02-04", campaign_id="c2", spend=2)
    put(own, week, across)
    for by, fits in (("RETAIL_WEEK", 1), ("RETAIL_MONTH", 1), ("FISCAL_YEAR", 3), ("FISCAL_MONTH", 1)):
        report = ask(own, by)
        assert sum(report.rows["spend"].to_pylist()) == fits == report.totals.overall["spend"]
    assert sum(ask(own, "FISCAL_YEAR", fiscal=2).rows["spend"].to_pylist()) == 1
    left = ask(own, "HOLIDAY").excluded
    assert [(entry.reason.name, entry.rows, entry.spend) for entry in left] == [("MULTI_DAY_ROW", 2, 3)]


# --- comparing ---


def compared(store: DuckDbStore, *by: str, here: Period, there: Period, fiscal: int = 1) -> InsightsReport:
    words = said_calendar(None, None, fiscal)
    return Insights(store)(ACME, InsightsRequest(RowFilter(period=here), by, compare_to=there, calendar=words))


def beside(report: InsightsReport, *columns: str) -> dict[tuple[Any, ...], tuple[float | None, float | None]]:
    assert report.previous_rows is not None
    keys = zip(*(report.rows[name].to_pylist() for name in columns), strict=True)
    return dict(
        zip(
            keys,
            zip(report.rows["spend"].to_pylist(), report.previous_rows["spend"].to_pylist(), strict=True),
            strict=True,
        )
    )


def test_holidays_are_compared_with_themselves(own: DuckDbStore) -> None:
    put(own, on("2023-11-23", spend=1), on("2024-11-28", spend=2), on("2024-11-11", spend=4))
    here, there = (Period(date(year, 11, 1), date(year, 11, 30)) for year in (2024, 2023))
    found = beside(compared(own, "HOLIDAY", here=here, there=there), "holiday")
    assert found == {("Thanksgiving Day",): (2, 1), ("Veterans Day",): (4, None)}


def test_fiscal_and_retail_periods_are_compared_place_by_place(own: DuckDbStore) -> None:
    put(own, on("2023-02-05", spend=1), on("2024-02-03", spend=2), on("2024-02-04", spend=4), on("2025-02-01", spend=8))
    here, there = Period(date(2024, 2, 4), date(2025, 2, 1)), Period(date(2023, 1, 29), date(2024, 2, 3))
    weeks = beside(compared(own, "RETAIL_WEEK", here=here, there=there), "retail_year", "retail_week")
    # The year before has 53 weeks: the last of them lies beside the first week of the year after.
    assert weeks == {(2024, 1): (4, None), (2024, 2): (None, 1), (2024, 52): (8, None), (2025, 1): (None, 2)}
    months = beside(compared(own, "RETAIL_MONTH", here=here, there=there), "retail_year", "retail_month")
    assert months == {(2024, 1): (4, 1), (2024, 12): (8, 2)}
    both = beside(
        compared(own, "RETAIL_MONTH", "RETAIL_WEEK", here=here, there=there),
        *("retail_year", "retail_month", "retail_week"),
    )
    # Weeks decide: their month is the one that they are in.
    assert both == {
        (2024, 1, 1): (4, None),
        (2024, 1, 2): (None, 1),
        (2024, 12, 52): (8, None),
        (2025, 1, 1): (None, 2),
    }


def test_fiscal_quarters_are_compared_place_by_place(own: DuckDbStore) -> None:
    put(own, on("2023-10-01", spend=1), on("2024-03-31", spend=2), on("2024-10-01", spend=4), on("2024-01-01", spend=8))
    here, there = Period(date(2024, 10, 1), date(2025, 3, 31)), Period(date(2023, 10, 1), date(2024, 3, 31))
    by = compared(own, "FISCAL_YEAR", "FISCAL_QUARTER", here=here, there=there, fiscal=10)
    assert beside(by, "fiscal_year", "fiscal_quarter") == {(2025, 1): (4, 1), (2025, 2): (None, 10)}
    by = compared(own, "FISCAL_YEAR", here=here, there=there, fiscal=10)
    assert beside(by, "fiscal_year") == {(2025,): (4, 11)}


# --- laws ---

PLACES = [("US", None), ("GB", "SCT"), ("SA", None), ("AU", "NSW")]
daily = st.lists(
    st.builds(
        lambda day, campaign, money: {**row(campaign_id=campaign, spend=money), "date_start": day, "date_stop": day},
        st.dates(date(2022, 12, 1), date(2025, 2, 28)),
        st.sampled_from(["c1", "c2"]),
        st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda found: (found["date_start"], found["campaign_id"]),
)
BY = {
    "HOLIDAY": ("holiday",),
    "IS_WEEKEND": ("is_weekend",),
    "FISCAL_QUARTER": ("fiscal_year", "fiscal_quarter"),
    "FISCAL_MONTH": ("fiscal_year", "fiscal_month"),
    "RETAIL_YEAR": ("retail_year",),
    "RETAIL_QUARTER": ("retail_year", "retail_quarter"),
    "RETAIL_WEEK": ("retail_year", "retail_week"),
}


def second_opinion(country: str, subdivision: str | None, fiscal: int) -> pd.DataFrame:
    """The calendar's columns from pandas and `holidays` alone."""
    days = pd.date_range("2022-12-01", "2025-02-28")
    known: Any = holidays.country_holidays(country, subdivision, years=range(2022, 2026), language="en_US")
    quarters = days.to_period(f"Q-{pd.Timestamp(2024, (fiscal - 2) % 12 + 1, 1).strftime('%b').upper()}")
    ends = FY5253(weekday=5, startingMonth=1, variation="nearest")
    closing = pd.DatetimeIndex([ends.rollforward(day) for day in days])
    opening = pd.DatetimeIndex([ends.rollback(day - pd.Timedelta(days=1)) for day in days])
    weeks = ((days - opening).days - 1) // 7 + 1
    return pd.DataFrame(
        {
            "day": days,
            "holiday": [" + ".join(sorted(known.get_list(day))) or None for day in days],
            "is_weekend": [known.is_weekend(day) for day in days],
            "fiscal_year": quarters.qyear,
            "fiscal_quarter": quarters.quarter,
            "fiscal_month": (days.month - fiscal) % 12 + 1,
            "retail_year": closing.year - 1,
            "retail_quarter": ((weeks - 1) // 13 + 1).where(weeks < 53, 4),
            "retail_week": weeks,
        }
    )


@settings(max_examples=20, phases=NO_SHRINKING, deadline=None)
@given(daily, st.sampled_from(sorted(BY)), st.sampled_from(PLACES), st.integers(1, 12))
def test_groups_are_those_of_a_calendar_joined_in_sql_and_sum_to_the_whole(
    store: DuckDbStore, rows: list[Row], by: str, place: tuple[str, str | None], fiscal: int
) -> None:
    org = OrgId(f"org{next(orgs)}")
    store.upsert(org, batch(rows, org=org))
    report = ask(store, by, org=org, country=place[0], subdivision=place[1], fiscal=fiscal)
    calendar, kept = second_opinion(*place, fiscal), pd.DataFrame(rows)[["date_start", "spend"]]
    names = ", ".join(BY[by])
    with duckdb.connect() as connection:
        connection.register("calendar", calendar)
        connection.register("kept", kept)
        joined = connection.table("kept").join(connection.table("calendar"), "CAST(day AS DATE) = date_start")
        groups = joined.aggregate(f"{names}, sum(spend)").fetchall()
    expected = {tuple(line[:-1]): float(line[-1]) for line in groups}
    found = zip(*(report.rows[name].to_pylist() for name in (*BY[by], "spend")), strict=True)
    assert {tuple(line[:-1]): line[-1] for line in found} == expected
    assert sum(report.rows["spend"].to_pylist()) == report.totals.overall["spend"] == sum(r["spend"] for r in rows)


# --- what is refused, and the API ---


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((None, "CA", 1), "country is left out"),
        (("GB", "SCX", 1), "Did you mean SCT"),
        (("XX", None, 1), "Valid: AD, AE"),
        ((None, None, 13), r"1 \(January\) to 12"),
    ],
)
def test_words_that_are_not_known_are_refused(said: Any, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        said_calendar(*said)


def test_days_beyond_the_calendar_are_counted_without_a_label(own: DuckDbStore) -> None:
    put(own, on("2150-07-04", spend=1), on("2024-07-04", spend=2))
    assert spends(ask(own, "HOLIDAY"), "holiday") == {"Independence Day": 2, None: 1}
    assert spends(ask(own, "RETAIL_WEEK"), "retail_year", "retail_week") == {(2024, 22): 2, (None, None): 1}


QUERY = """query Q($input: InsightsInput!) { insights(input: $input) { rows {
  holiday isBusinessDay fiscalYear fiscalQuarter spend previous { spend } } } }"""


def test_the_api_groups_by_the_calendar(api: Api) -> None:
    days = [date(2024, 12, 24) + timedelta(n) for n in range(3)]
    api.ingest([meta_row(date_start=str(day), date_stop=str(day), spend=str(2**n)) for n, day in enumerate(days)])
    asked = {
        "groupBy": ["HOLIDAY", "IS_BUSINESS_DAY", "FISCAL_QUARTER"],
        "country": "GB",
        "subdivision": "SCT",
        "fiscalYearStartMonth": 4,
    }
    found = {line["holiday"]: line for line in api.say(QUERY, input=asked)["insights"]["rows"]}
    assert {name: line["spend"] for name, line in found.items()} == {None: 1, "Christmas Day": 2, "Boxing Day": 4}
    assert [found[name]["isBusinessDay"] for name in (None, "Christmas Day")] == [True, False]
    assert {(line["fiscalYear"], line["fiscalQuarter"]) for line in found.values()} == {(2025, 3)}
    error = api.refused(QUERY, input={"groupBy": ["HOLIDAY"], "subdivision": "CA"})
    assert "Send country with subdivision" in str(error)
