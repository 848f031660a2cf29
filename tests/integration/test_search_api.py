"""Search through the API, on the demo's data and on rows of the test's own."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from domain.demo import demo_batches
from domain.vocabulary import Scope
from graphql_api.bootstrap import open_services
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.builders import meta_row
from tests.integration.api import Api

SEARCH = """
query($input: SearchInput!) {
  search(input: $input) {
    count totalFound searchType notice tookMs
    interpretation { filters dateRange { start end } rankedBy concepts residualText corrections ignored confidence }
    hits {
      entityId level dataSource accountId campaignId campaignName name channel status currency score scores reasons
      firstDate lastDate spend impressions conversions revenue roas delivered
    }
  }
}
"""
INSIGHTS = """
query($filter: RecordFilter) {
  insights(input: {filter: $filter, groupBy: [CAMPAIGN], limit: 1000}) { rows { campaignId conversions revenue spend roas } }
}
"""
ENTITY = """
query($id: ID!) {
  entity(id: $id) { entity { name level } parents { entityId name } children { entityId name level } childrenCount }
  similar(entityId: $id, limit: 5) { entityId name level score reasons spend }
}
"""
RANGE = {"start": "2024-01-01", "end": "2024-01-31"}
LAST_DAY = date(2024, 1, 31)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    opened = open_services(Settings(data=tmp_path_factory.mktemp("search")))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def demo(services: Services) -> Api:
    """An organization with two months of the demo's rows."""
    api = Api.on(services, "demo-shop", Scope.READ, Scope.WRITE)
    for batch in demo_batches(last_day=LAST_DAY, days=62):
        said: dict[str, Any] = {"currency": batch.currency, "timezone": batch.timezone, "accountId": batch.account_id}
        if batch.date_range:
            said["dateRange"] = {"start": str(batch.date_range[0]), "end": str(batch.date_range[1])}
        api.ingest(batch.payload, batch.data_source.upper(), metadata=batch.metadata or {}, **said)
    return api


def found(api: Api, query: str, **sent: object) -> dict[str, Any]:
    """The answer to a question."""
    answer: dict[str, Any] = api.say(SEARCH, input={"query": query, **sent})["search"]
    return answer


def test_high_performing_campaigns_with_conversions_are_just_that_by_their_numbers(demo: Api) -> None:
    sources = ["META_BUSINESS", "GOOGLE_ADS"]
    answer = found(demo, "high performing campaigns with conversions", dataSources=sources, dateRange=RANGE, limit=20)
    rows = demo.say(INSIGHTS, filter={"dataSources": sources, "dateRange": RANGE})["insights"]["rows"]
    told = {row["campaignId"]: row for row in rows}
    ranked = sorted((row["roas"] for row in rows if row["roas"] is not None), reverse=True)
    assert answer["count"] >= 3
    for hit in answer["hits"]:
        row = told[hit["campaignId"]]
        assert hit["conversions"] == row["conversions"] > 0
        assert hit["roas"] == row["roas"] >= ranked[len(ranked) // 2]
        assert hit["dataSource"] in sources
    shown = [hit["roas"] for hit in answer["hits"]]
    assert shown == sorted(shown, reverse=True)
    assert shown[0] == ranked[0]
    assert answer["interpretation"]["dateRange"] == RANGE
    assert "January 2024" in answer["hits"][0]["reasons"][0]


def test_the_best_emails_never_show_costs(demo: Api) -> None:
    answer = found(demo, "emails with the highest revenue", dateRange=RANGE)
    assert answer["count"]
    assert {hit["dataSource"] for hit in answer["hits"]} == {"KLAVIYO"}
    assert {hit["roas"] for hit in answer["hits"]} == {None}


def test_a_day_that_no_calendar_has_is_told(demo: Api) -> None:
    answer = found(demo, "campaigns with clicks on 31 February 2026")
    assert answer["interpretation"]["dateRange"] is None
    assert answer["interpretation"]["ignored"] == ["31 February 2026"]
    assert answer["notice"] == 'No calendar has "31 February 2026": the question is answered without a date.'
    assert "No calendar has" not in str(found(demo, "campaigns on 31 February 2026", dateRange=RANGE)["notice"])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("campaigns with clicks, not in March", '"not in March" leaves days out'),
        ("spend every Monday", '"every Monday" comes again'),
        ("campaigns in 1850", "1850"),
        ("spend last 99999999999 days", '"last 99999999999 days" reaches further back'),
    ],
)
def test_a_time_that_cannot_be_read_is_told(demo: Api, query: str, told: str) -> None:
    assert told in str(found(demo, query)["notice"])


def test_a_platform_that_is_not_there_gives_nothing_and_says_so(demo: Api) -> None:
    answer = found(demo, "tiktok campaigns")
    assert (answer["hits"], answer["count"]) == ([], 0)
    assert "tiktok" in answer["notice"].lower()


@pytest.mark.parametrize("kind", ["NEURAL", "CONCEPTUAL", "KNOWLEDGE", "HYBRID"])
def test_every_type_of_search_finds_retargeting(demo: Api, kind: str) -> None:
    answer = found(demo, "retargeting", searchType=kind)
    assert answer["searchType"] == kind
    assert "Retargeting" in answer["hits"][0]["name"]


def test_an_entity_shows_its_tree_and_its_like(demo: Api) -> None:
    ad = found(demo, "ads", dataSources=["META_BUSINESS"], level="AD")["hits"][0]
    shown = demo.say(ENTITY, id=ad["entityId"])
    assert shown["entity"]["entity"] == {"name": ad["name"], "level": "AD"}
    assert (shown["entity"]["children"], shown["entity"]["childrenCount"]) == ([], 0)
    assert {one["level"] for one in shown["similar"]} == {"AD"}
    assert ad["entityId"] not in {one["entityId"] for one in shown["similar"]}
    campaign, *below = shown["entity"]["parents"]
    assert campaign["name"] == ad["campaignName"]
    for parent, child in pairwise([campaign, *below, ad]):
        tree = demo.say(ENTITY, id=parent["entityId"])["entity"]
        assert child["entityId"] in {one["entityId"] for one in tree["children"]}
        assert tree["childrenCount"] == len(tree["children"])


def test_what_is_ingested_is_found_when_it_is_acknowledged_and_by_its_own_organization_alone(
    services: Services, api: Api
) -> None:
    row = {"campaign_id": "901", "campaign_name": "Zephyr Kites", "account_id": "5", "spend": "3", "impressions": "9"}
    payload = api.ingest([{**row, "date_start": "2024-01-01", "date_stop": "2024-01-01"}], currency="USD")
    assert (payload["inserted"], payload["userErrors"]) == (1, [])
    [hit] = found(api, "zephyr kites")["hits"]
    assert (hit["name"], hit["spend"]) == ("Zephyr Kites", 3)
    stranger = Api.on(services, "strangers", Scope.READ, Scope.WRITE)
    stranger.ingest([meta_row(campaign_name="Theirs")])
    assert found(stranger, "zephyr kites")["hits"] == []
    assert stranger.say(ENTITY, id=hit["entityId"]) == {"entity": None, "similar": None}


def test_a_deletion_takes_entities_out_of_search(services: Services) -> None:
    api = Api.on(services, "deleting", Scope.READ, Scope.WRITE, Scope.ADMIN)
    row = {"campaign_id": "902", "campaign_name": "Gone Soon", "account_id": "5", "spend": "3", "impressions": "9"}
    api.ingest([{**row, "date_start": "2024-01-01", "date_stop": "2024-01-01"}], currency="USD")
    assert found(api, "gone soon")["count"] == 1
    delete = "mutation($input: DeleteRecordsInput!) { deleteRecords(input: $input) { deleted notice } }"
    gone = api.say(delete, input={"filter": {"campaignIds": ["902"]}, "dryRun": False})["deleteRecords"]
    assert gone == {"deleted": 1, "notice": None}
    assert found(api, "gone soon")["count"] == 0


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"query": ""}, "query"),
        ({"query": "x" * 1001}, "query"),
        ({"query": "x", "limit": 0}, "limit"),
        ({"query": "x", "limit": 101}, "limit"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_field(api: Api, sent: dict[str, object], field: str) -> None:
    error = api.refused(SEARCH, input=sent)
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("INVALID_INPUT", ["input", field])


def test_readiness_names_the_parts_of_search(api: Api) -> None:
    ports = {port["name"]: port["ok"] for port in api.client.get("/readyz").json()["ports"]}
    assert len(ports) == 4
    assert all(ports.values())


@pytest.mark.parametrize("inline", [True, False])
def test_an_unknown_type_of_search_is_answered_with_those_there_are(api: Api, *, inline: bool) -> None:
    inside = '{ search(input: {query: "x", searchType: MAGIC}) { count } }'
    around = "query S($input: SearchInput!) { search(input: $input) { count } }"
    given = {} if inline else {"input": {"query": "x", "searchType": "MAGIC"}}
    error = api.refused(inside if inline else around, **given)
    assert error["extensions"]["hint"] == "Send one of: NEURAL, CONCEPTUAL, KNOWLEDGE, HYBRID."


def test_without_introspection_an_unknown_value_tells_nothing_of_the_schema(services: Services) -> None:
    closed = Api.on(services, "closed", Scope.READ, introspection=False)
    error = closed.refused('{ search(input: {query: "x", searchType: hybrid}) { count } }')
    assert "hint" not in error["extensions"]
    assert "HYBRID" not in error["message"]
