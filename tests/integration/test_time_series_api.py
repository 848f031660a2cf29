"""Time series over GraphQL: what is asked for comes back, and what cannot be meant is refused by name."""

from typing import Any

import pytest

from domain.vocabulary import Scope
from graphql_api.context import Services
from tests.api_requests import TIME_SERIES
from tests.builders import google_flat, klaviyo_flat, meta_row
from tests.integration.api import Api


def on(first: str, last: str | None = None, **changes: object) -> dict[str, Any]:
    return meta_row(date_start=first, date_stop=last or first, **changes)


def fill(api: Api) -> Api:
    """Meta on two days and over a week, on other campaigns; an e-mail between them."""
    api.ingest([on("2024-01-01", spend="10"), on("2024-01-03", spend="20")])
    api.ingest([on("2024-01-01", "2024-01-07", campaign_id="99", spend="70", clicks="10", impressions="7000")])
    api.ingest([klaviyo_flat(date="2024-01-02")], "KLAVIYO")
    return api


@pytest.fixture(scope="module")
def filled(services: Services) -> Api:
    """As `fill` leaves it, once: only what is read may be asked of it."""
    return fill(Api.on(services, "filled", Scope.READ, Scope.WRITE))


def ask(api: Api, **given: object) -> dict[str, Any]:
    series: dict[str, Any] = api.say(TIME_SERIES, input=given)["timeSeries"]
    return series


def spends(series: dict[str, Any]) -> list[tuple[str, float | None]]:
    return [(row["date"], row["spend"]) for row in series["rows"]]


def test_every_day_has_a_row_and_the_week_is_named_as_left_out(filled: Api) -> None:
    series = ask(filled)
    assert spends(series) == [("2024-01-01", 10), ("2024-01-02", None), ("2024-01-03", 20)]
    assert series["excluded"] == [{"reason": "MULTI_DAY_ROW", "rows": 1, "spend": 70}]
    assert series["granularity"] == "DAY"


def test_a_row_has_its_day_and_first_instant_and_no_dimension_that_nobody_asked_for(filled: Api) -> None:
    first = ask(filled)["rows"][0]
    assert (first["date"], first["time"], first["complete"]) == ("2024-01-01", "2024-01-01T00:00:00Z", True)
    assert (first["dataSource"], first["campaignId"], first["currency"]) == (None, None, "USD")


def test_the_week_is_spread_over_its_days_when_asked(filled: Api) -> None:
    series = ask(filled, spread="EVEN", filter={"campaignIds": ["99"]})
    assert [spend for _, spend in spends(series)] == [10] * 7
    assert sorted(row["clicks"] for row in series["rows"]) == [1, 1, 1, 1, 2, 2, 2]
    assert [row["cpm"] for row in series["rows"]] == [10] * 7
    assert series["excluded"] == []


def test_weeks_of_each_data_source_come_in_order(api: Api) -> None:
    own = fill(api)
    own.ingest([google_flat(date="2024-01-09")], "GOOGLE_ADS")
    series = ask(own, granularity="WEEK", groupBy=["DATA_SOURCE"])
    assert [(row["date"], row["dataSource"], row["spend"]) for row in series["rows"]] == [
        ("2024-01-01", "GOOGLE_ADS", None),
        ("2024-01-01", "KLAVIYO", None),
        ("2024-01-01", "META_BUSINESS", 100),
        ("2024-01-08", "GOOGLE_ADS", 45.67),
        ("2024-01-08", "KLAVIYO", None),
        ("2024-01-08", "META_BUSINESS", None),
    ]
    assert [row["complete"] for row in series["rows"]] == [False, False, True, False, False, False]


@pytest.mark.parametrize("granularity", ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"])
def test_every_granularity_is_answered(filled: Api, granularity: str) -> None:
    series = ask(filled, granularity=granularity, spread="EVEN")
    assert series["granularity"] == granularity
    assert sum(row["spend"] for row in series["rows"]) == 100


def test_every_dimension_that_is_not_of_the_calendar_can_be_grouped_by(filled: Api) -> None:
    names = "DATA_SOURCE ACCOUNT CAMPAIGN AD_GROUP AD CHANNEL OBJECTIVE STATUS COUNTRY DEVICE CURRENCY".split()
    for dimensions in (*([name] for name in names), names):
        assert isinstance(ask(filled, groupBy=dimensions)["rows"], list)


def test_what_is_null_is_as_if_left_out(filled: Api) -> None:
    assert ask(filled, spread=None, limit=None, filter=None) == ask(filled)


def test_an_empty_organization_has_an_empty_series(api: Api) -> None:
    assert ask(api) == {"granularity": "DAY", "rows": [], "excluded": []}
    rows = ask(api, filter={"dateRange": {"start": "2024-02-28", "end": "2024-03-01"}})["rows"]
    assert [row["date"] for row in rows] == ["2024-02-28", "2024-02-29", "2024-03-01"]
    assert {row["spend"] for row in rows} == {row["currency"] for row in rows} == {None}


@pytest.mark.parametrize(
    ("given", "code", "field", "said"),
    [
        ({"spread": "LINEAR"}, "INVALID_INPUT", ["input", "spread"], "Send one of: NONE, EVEN."),
        ({"groupBy": ["WEEK"]}, "INVALID_INPUT", ["input", "groupBy"], "granularity says it"),
        ({"limit": 0}, "INVALID_INPUT", ["input", "limit"], "limit is 0."),
        ({"limit": 2}, "TOO_LARGE", ["input", "limit"], "The series has 3 rows"),
        (
            {"filter": {"dateRange": {"start": "2024-01-02", "end": "2024-01-01"}}},
            "INVALID_INPUT",
            ["input", "filter", "dateRange"],
            "Swap the two dates.",
        ),
        ({"filter": {"currency": "XXX"}}, "INVALID_INPUT", ["input", "filter", "currency"], "ISO 4217"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(
    filled: Api, given: dict[str, object], code: str, field: list[str], said: str
) -> None:
    error = filled.refused(TIME_SERIES, input=given)
    assert (error["extensions"]["code"], error["extensions"]["field"]) == (code, field)
    assert said in error["message"]


def test_an_unknown_granularity_is_no_value_of_the_enum(api: Api) -> None:
    unknown = api.refused(TIME_SERIES, input={"granularity": "HOUR"})["extensions"]
    assert unknown["code"] == "BAD_USER_INPUT"
    assert unknown["hint"] == "Send one of: DAY, WEEK, MONTH, QUARTER, YEAR."


def test_a_key_that_may_only_write_reads_no_series(services: Services) -> None:
    assert Api.on(services, "writer-of-series", Scope.WRITE).code(TIME_SERIES, input={}) == "FORBIDDEN"
