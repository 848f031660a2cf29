"""Comparisons, breakdowns and top campaigns over GraphQL."""

from typing import Any

import pytest

from tests.builders import meta_row
from tests.integration.api import Api

COMPARE = """
query Compare($input: InsightsInput!, $by: Metric!, $first: Int!, $least: Float!) {
  insights(input: $input) {
    rows { campaignId breakdowns spend previous { spend roas } }
    totals { spend }
    previousTotals { spend }
    totalsByCurrency { currency totals { spend } previous { spend } }
    dataSourceSummary { dataSource spend previous { spend } }
    previousExcluded { reason rows }
    topCampaigns(by: $by, first: $first, minSpend: $least) { campaignId spend previous { spend } }
  }
}
"""
HERE, THERE = {"start": "2024-02-01", "end": "2024-02-29"}, {"start": "2024-01-01", "end": "2024-01-31"}


def on(day: str, campaign: str, spend: str, **changes: object) -> dict[str, Any]:
    return meta_row(date_start=day, date_stop=day, campaign_id=campaign, spend=spend, **changes)


@pytest.fixture
def filled(api: Api) -> Api:
    api.ingest([on("2024-02-01", "11", "30"), on("2024-02-01", "12", "50"), on("2024-01-01", "11", "20")])
    return api


def ask(api: Api, by: str = "SPEND", first: int = 10, least: float = 0, **given: object) -> dict[str, Any]:
    found: dict[str, Any] = api.say(COMPARE, input=given, by=by, first=first, least=least)["insights"]
    return found


def test_every_figure_has_that_of_the_other_range_beside_it(filled: Api) -> None:
    found = ask(filled, filter={"dateRange": HERE}, compareTo=THERE, groupBy=["CAMPAIGN"])
    assert found["rows"] == [
        {"campaignId": "12", "breakdowns": None, "spend": 50, "previous": {"spend": None, "roas": None}},
        {"campaignId": "11", "breakdowns": None, "spend": 30, "previous": {"spend": 20, "roas": None}},
    ]
    assert (found["totals"], found["previousTotals"]) == ({"spend": 80}, {"spend": 20})
    by_currency = {"currency": "USD", "totals": {"spend": 80}, "previous": {"spend": 20}}
    assert (found["totalsByCurrency"], found["previousExcluded"]) == ([by_currency], [])
    summary = {"dataSource": "META_BUSINESS", "spend": 80, "previous": {"spend": 20}}
    assert found["dataSourceSummary"] == [summary]
    assert found["topCampaigns"][1] == {"campaignId": "11", "spend": 30, "previous": {"spend": 20}}


def test_without_compare_to_there_is_nothing_previous(filled: Api) -> None:
    found = ask(filled, least=60, filter={"dateRange": HERE}, groupBy=["CAMPAIGN"])
    assert {row["previous"] for row in found["rows"]} == {None}
    assert (found["previousTotals"], found["previousExcluded"], found["topCampaigns"]) == (None, None, [])


def test_breakdowns_come_under_their_names(api: Api) -> None:
    api.ingest([on("2024-02-01", "11", "30", age="25-34"), on("2024-02-01", "11", "12", age="35-44")])
    found = ask(api, groupBy=[], breakdowns=["age"])
    shown = [(row["breakdowns"], row["spend"]) for row in found["rows"]]
    assert shown == [({"age": "25-34"}, 30), ({"age": "35-44"}, 12)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"compareTo": {"start": "2024-02-02", "end": "2024-02-01"}}, "dateRange ends (2024-02-01) before it starts"),
        ({"breakdowns": ["$.x'"]}, "cannot be one"),
        ({"breakdowns": [f"b{n}" for n in range(11)]}, "breakdowns has 11 names"),
        ({"groupBy": ["MONTH"], "compareTo": THERE}, "compareTo needs filter.dateRange"),
    ],
)
def test_what_cannot_be_meant_is_refused(api: Api, given: dict[str, object], said: str) -> None:
    refused = api.refused(COMPARE, input=given, by="SPEND", first=1, least=0)
    assert said in str(refused)


def test_a_top_list_beyond_its_bound_is_refused(filled: Api) -> None:
    refused = filled.refused(COMPARE, input={}, by="SPEND", first=1001, least=0)
    assert "first is 1001" in str(refused)
