"""Insights by what the calendar calls the days: holidays, retail events, fiscal and retail periods."""

from typing import Any

import pytest

from tests.builders import meta_row
from tests.integration.api import Api

QUERY = """
query ByLabel($input: InsightsInput!) {
  insights(input: $input) {
    rows {
      day country holiday retailEvent fiscalYear fiscalQuarter retailYear retailMonth retailWeek spend
      previous { spend }
    }
    totals { spend }
    excluded { reason rows }
  }
}
"""


@pytest.fixture
def filled(api: Api) -> Api:
    """Independence Day 2024, the days around it, Black Friday and a week's report."""
    days = {"2024-07-03": 1, "2024-07-04": 2, "2024-07-05": 4, "2024-11-29": 8}
    api.ingest([meta_row(date_start=day, date_stop=day, spend=str(spend)) for day, spend in days.items()])
    api.ingest([meta_row(date_start="2024-08-05", date_stop="2024-08-11", spend="16", campaign_id="9")])
    return api


def by(api: Api, dimension: str, field: str, **given: Any) -> dict[Any, float]:
    found = api.say(QUERY, input={"groupBy": [dimension], **given})["insights"]
    assert sum(row["spend"] for row in found["rows"]) == found["totals"]["spend"] == 15
    assert found["excluded"] == [{"reason": "MULTI_DAY_ROW", "rows": 1}]
    return {row[field]: row["spend"] for row in found["rows"]}


def test_holidays_are_those_of_the_country_that_is_asked_for(filled: Api) -> None:
    assert by(filled, "HOLIDAY", "holiday") == {"Independence Day": 2, None: 13}
    assert by(filled, "HOLIDAY", "holiday", calendarCountry="DE") == {None: 15}


def test_retail_events_name_their_days(filled: Api) -> None:
    found = by(filled, "RETAIL_EVENT", "retailEvent")
    assert {name for name, spend in found.items() if spend == 8} == {
        name for name in found if "Black Friday" in str(name)
    }


def test_fiscal_periods_begin_with_the_month_that_is_asked_for(filled: Api) -> None:
    assert by(filled, "FISCAL_YEAR", "fiscalYear") == {2024: 15}
    assert by(filled, "FISCAL_YEAR", "fiscalYear", fiscalYearStartMonth=10) == {2024: 7, 2025: 8}
    assert by(filled, "FISCAL_QUARTER", "fiscalQuarter", fiscalYearStartMonth=10) == {"FY2024-Q4": 7, "FY2025-Q1": 8}


def test_retail_periods_are_those_of_the_4_5_4_calendar(filled: Api) -> None:
    """2024 began on 4 February: 3 July is in week 22 (from 30 June), 29 November in week 43 (from 24 November)."""
    assert by(filled, "RETAIL_YEAR", "retailYear") == {2024: 15}
    assert by(filled, "RETAIL_WEEK", "retailWeek") == {"2024-W22": 7, "2024-W43": 8}
    assert by(filled, "RETAIL_MONTH", "retailMonth") == {"2024-05": 7, "2024-10": 8}


def test_labels_and_days_stand_side_by_side(filled: Api) -> None:
    rows = filled.say(QUERY, input={"groupBy": ["HOLIDAY", "DAY"]})["insights"]["rows"]
    assert {row["day"]: row["holiday"] for row in rows if row["spend"] < 8} == {
        "2024-07-03": None,
        "2024-07-04": "Independence Day",
        "2024-07-05": None,
    }


def test_a_holiday_is_compared_with_the_same_holiday_of_the_other_range(filled: Api) -> None:
    filled.ingest([meta_row(date_start="2023-07-04", date_stop="2023-07-04", spend="32")])
    ranges = {
        "filter": {"dateRange": {"start": "2024-07-01", "end": "2024-07-07"}},
        "compareTo": {"start": "2023-07-01", "end": "2023-07-07"},
    }
    rows = filled.say(QUERY, input={"groupBy": ["HOLIDAY"], **ranges})["insights"]["rows"]
    assert {row["holiday"]: (row["spend"], row["previous"] and row["previous"]["spend"]) for row in rows} == {
        "Independence Day": (2, 32),
        None: (5, None),
    }


def test_with_the_country_each_row_has_the_holidays_of_its_own(filled: Api) -> None:
    for country in ("US", "DE"):
        row = meta_row(date_start="2024-10-03", date_stop="2024-10-03", spend="1", country=country, campaign_id="7")
        filled.ingest([row])
    rows = filled.say(QUERY, input={"groupBy": ["COUNTRY", "HOLIDAY"]})["insights"]["rows"]
    assert {row["country"]: row["holiday"] for row in rows} == {"US": None, "DE": "German Unity Day"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"calendarCountry": "XX"}, "calendarCountry"),
        ({"calendarSubdivision": "SCX"}, "calendarSubdivision"),
        ({"fiscalYearStartMonth": 0}, "fiscalYearStartMonth"),
    ],
)
def test_a_calendar_that_does_not_exist_is_refused_by_its_name(filled: Api, given: dict[str, Any], field: str) -> None:
    error = filled.refused(QUERY, input={"groupBy": ["HOLIDAY"], **given})
    assert error["extensions"]["field"] == ["input", field]
