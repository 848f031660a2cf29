"""The calendar over the API, alone and on records."""

from typing import Any

import pytest

from domain.vocabulary import Scope
from graphql_api.context import Services
from tests.api_requests import CALENDAR, CALENDAR_RANGE
from tests.builders import meta_row
from tests.integration.api import Api

DAY = "{ date dayName isHoliday holidayNames holidayCountry fiscalYear hoursInDay }"
ON_RECORDS = f'{{ records {{ nodes {{ id dateStart calendar {DAY} scottish: calendar(country: "GB", subdivision: "SCT", fiscalYearStartMonth: 4) {DAY} }} }} }}'


def test_the_calendar_of_scotland_in_2024(api: Api) -> None:
    found = api.say(CALENDAR, year=2024, country="GB", subdivision="SCT", fiscal=4, timezone="Europe/London")[
        "calendar"
    ]
    assert (found["totalDays"], found["country"], found["subdivision"]) == (366, "GB", "SCT")
    by_day: dict[str, Any] = {row["date"]: row for row in found["rows"]}
    assert by_day["2024-01-02"]["holidayNames"] == ["New Year Holiday"]
    assert by_day["2024-11-30"]["holidayNames"] == ["Saint Andrew's Day"]
    assert by_day["2024-12-02"]["isHoliday"]
    assert by_day["2024-03-10"]["retailEvents"] == ["Mother's Day"]
    assert (by_day["2024-03-31"]["hoursInDay"], by_day["2024-10-27"]["hoursInDay"]) == (23, 25)
    assert (by_day["2024-03-31"]["fiscalYear"], by_day["2024-04-01"]["fiscalYear"]) == (2024, 2025)
    assert by_day["2024-02-29"]["dayOfYear"] == 60


def test_the_calendar_of_a_range(api: Api) -> None:
    found = api.say(CALENDAR_RANGE, start="2023-12-31", end="2024-01-01")["calendarRange"]
    assert [(row["date"], row["isHoliday"]) for row in found["rows"]] == [("2023-12-31", False), ("2024-01-01", True)]


def test_wrong_arguments_are_answered_with_the_valid_ones(api: Api) -> None:
    error = api.refused(CALENDAR, year=2024, country="GB", subdivision="SCX")
    assert error["extensions"]["code"] == "INVALID_INPUT"
    assert "Valid for GB: ENG, NIR, SCT, WLS" in str(error)
    assert api.code(CALENDAR, year=2150) == "INVALID_INPUT"
    assert api.code(CALENDAR_RANGE, start="2000-01-01", end="2020-01-01") == "INVALID_INPUT"


def test_the_calendar_needs_a_key_that_reads(services: Services) -> None:
    assert Api.on(services, "acme", Scope.WRITE).code(CALENDAR, year=2024) == "FORBIDDEN"


def test_records_carry_the_calendar_of_their_first_day(api: Api) -> None:
    days = ["2024-01-01", "2024-01-02", "2024-07-04"]
    api.ingest([meta_row(date_start=day, date_stop=day) for day in days])
    found = {node["dateStart"]: node for node in api.say(ON_RECORDS)["records"]["nodes"]}
    assert [found[day]["calendar"]["isHoliday"] for day in days] == [True, False, True]
    assert [found[day]["scottish"]["isHoliday"] for day in days] == [True, True, False]
    assert [found[day]["scottish"]["fiscalYear"] for day in days] == [2024, 2024, 2025]
    assert found["2024-07-04"]["calendar"]["holidayCountry"] == "US"
    record = found["2024-07-04"]["id"]
    history = f"query History($id: ID!) {{ recordHistory(id: $id) {{ calendar {DAY} }} }}"
    [version] = api.say(history, id=record)["recordHistory"]
    assert version["calendar"]["holidayNames"] == ["Independence Day"]


def test_a_preview_carries_it_too(api: Api) -> None:
    query = "query P($input: TransformInput!) { transformPreview(input: $input) { records { calendar { dayName retailYear } } } }"
    rows = [meta_row(date_start="2024-02-04", date_stop="2024-02-04")]
    found = api.say(query, input={"dataSource": "META_BUSINESS", "dataEntries": rows})["transformPreview"]
    assert found["records"] == [{"calendar": {"dayName": "Sunday", "retailYear": 2024}}]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('country: "XX"', "country is 'XX'"),
        (
            'subdivision: "CA"',
            "subdivision is 'CA', but country is left out, which means each row's own. Send country with",
        ),
        ('country: "GB", subdivision: "CA"', "subdivision is 'CA', which GB does not have"),
        ("fiscalYearStartMonth: 0", "fiscalYearStartMonth is 0"),
    ],
)
def test_wrong_arguments_leave_the_records_and_are_told_once_per_field(api: Api, said: str, words: str) -> None:
    days = ("2024-01-01", "2024-01-02", "2024-07-04")
    api.ingest([meta_row(date_start=day, date_stop=day) for day in days])
    query = f"{{ records {{ nodes {{ dateStart calendar({said}) {{ date }} again: calendar({said}) {{ date }} }} }} }}"
    body = api.send(query).json()
    assert [node["calendar"] for node in body["data"]["records"]["nodes"]] == [None] * 3
    assert [error["path"][-1] for error in body["errors"]] == ["calendar", "again"]
    assert all(words in str(error) for error in body["errors"])
