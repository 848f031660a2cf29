"""Two organizations on one store: whatever one asks, nothing of the other comes back, at any root field of the schema."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from domain.ports import ApiKey
from domain.search.entities import key_of
from domain.vocabulary import OrgId, Scope
from graphql_api.context import Services
from graphql_api.schema import make_schema
from tests.api_requests import (
    AUDIT,
    CALENDAR,
    CALENDAR_RANGE,
    CAUSAL_EXPORT,
    COLUMN_MAP,
    COVERAGE,
    CREATE_KEY,
    DEFINITIONS,
    DELETE,
    ENTITY,
    HISTORY,
    INGEST,
    INSIGHTS,
    KEYS,
    PREVIEW,
    RECORDS,
    REVOKE_KEY,
    RULES,
    SEARCH,
    SET_COLUMN_MAP,
    SET_DEFAULTS,
    SET_RULES,
    SIMILAR,
    TIME_SERIES,
    VIEWER,
    meta_input,
)
from tests.builders import Row, meta_row, normalized
from tests.integration.api import Api

OURS, THEIRS = "org-of-ours", "org-of-theirs"
MARK = "THEIRS-ONLY"
THEIR_KEY = "theirsonly22"
THEIR_ACCOUNT, THEIR_CAMPAIGN, THEIR_SPEND = "777000777", "120999999999999999", 77123.45


@dataclass(frozen=True, slots=True)
class Case:
    """An operation that reaches for the other organization's rows by everything it can name."""

    query: str
    variables: Mapping[str, object]
    needs_row: bool = False
    """Whether it answers only where a row of ours is stored."""


def their_rows() -> list[Row]:
    said = {"campaign_name": MARK, "spend": str(THEIR_SPEND), "note": MARK}
    shared = {"account_id": THEIR_ACCOUNT, "account_name": MARK}
    return [meta_row(**said, **shared, campaign_id=THEIR_CAMPAIGN), meta_row(**said)]


def their_record() -> str:
    """Id of their first row: who knows what goes into a natural key can make it."""
    [key, _] = normalized(their_rows(), org=THEIRS).records["key"].to_pylist()
    return str(key)


def our_row() -> Row:
    """The same campaign and day as one of theirs, with other figures."""
    return meta_row(spend="1.50", campaign_name="ours")


THEIR_RECORD = their_record()
THEIR_ENTITY = key_of(("meta_business", THEIR_ACCOUNT, THEIR_CAMPAIGN))
"""Key of their campaign: who knows its ids can make it."""
NAMED = {"accountIds": [THEIR_ACCOUNT, "123456789"], "campaignIds": [THEIR_CAMPAIGN, "120208814532970417"]}
CASES: dict[str, list[Case]] = {
    "Query.viewer": [Case(VIEWER, {})],
    "Query.records": [
        Case(RECORDS, {}),
        Case(RECORDS, {"filter": NAMED}),
        Case(RECORDS, {"filter": {"asOf": "2100-01-01T00:00:00Z"}}),
    ],
    "Query.insights": [
        Case(INSIGHTS, {"input": {"groupBy": ["CAMPAIGN", "ACCOUNT", "DAY"]}}),
        Case(INSIGHTS, {"input": {"groupBy": [], "filter": NAMED}}),
        Case(INSIGHTS, {"input": {"filter": {"asOf": "2100-01-01T00:00:00Z"}}}),
    ],
    "Query.metricDefinitions": [Case(DEFINITIONS, {})],
    "Query.calendar": [Case(CALENDAR, {"year": 2024})],
    "Query.calendarRange": [Case(CALENDAR_RANGE, {"start": "2024-01-01", "end": "2024-01-02"})],
    "Query.conversionRules": [Case(RULES, {"source": "META_BUSINESS"}), Case(RULES, {"source": "KLAVIYO"})],
    "Mutation.setConversionRules": [Case(SET_RULES, {"source": "META_BUSINESS", "rules": {"attribution": "DEFAULT"}})],
    "Query.columnMap": [Case(COLUMN_MAP, {})],
    "Mutation.setColumnMap": [Case(SET_COLUMN_MAP, {"map": {"Cost": "spend"}})],
    "Query.recordHistory": [Case(HISTORY, {"id": THEIR_RECORD})],
    "Query.coverage": [Case(COVERAGE, {}), Case(COVERAGE, {"filter": NAMED})],
    "Query.timeSeries": [
        Case(TIME_SERIES, {"input": {"groupBy": ["CAMPAIGN", "ACCOUNT"]}}),
        Case(TIME_SERIES, {"input": {"filter": NAMED, "spread": "EVEN", "granularity": "WEEK"}}),
        Case(TIME_SERIES, {"input": {"filter": {"asOf": "2100-01-01T00:00:00Z"}, "groupBy": ["CAMPAIGN"]}}),
    ],
    "Query.causalExport": [
        Case(CAUSAL_EXPORT, {"input": {"filter": {}, "granularity": "DAY", "channelBy": channel_by}}, needs_row=True)
        for channel_by in ("DATA_SOURCE", "CAMPAIGN")
    ],
    "Query.search": [
        *(Case(SEARCH, {"input": {"query": said}}) for said in (MARK.lower(), "campaigns by spend", "ours")),
        Case(SEARCH, {"input": {"query": "highest spend", "campaignIds": [THEIR_CAMPAIGN, "120208814532970417"]}}),
    ],
    "Query.entity": [Case(ENTITY, {"id": THEIR_ENTITY})],
    "Query.similar": [Case(SIMILAR, {"id": THEIR_ENTITY})],
    "Query.transformPreview": [Case(PREVIEW, {"input": meta_input([our_row()])})],
    "Query.auditLog": [Case(AUDIT, {}), Case(AUDIT, {"before": "9999"})],
    "Query.apiKeys": [Case(KEYS, {}), Case(KEYS, {"first": 1000})],
    "Mutation.createApiKey": [Case(CREATE_KEY, {"input": {"name": "ours"}})],
    "Mutation.revokeApiKey": [Case(REVOKE_KEY, {"id": THEIR_KEY})],
    "Mutation.ingest": [Case(INGEST, {"input": meta_input([our_row()], observedAt="2024-02-01T00:00:00Z")})],
    "Mutation.setAccountDefaults": [
        Case(SET_DEFAULTS, {"dataSource": "META_BUSINESS", "accountId": account, "currency": "EUR", "timezone": "UTC"})
        for account in (THEIR_ACCOUNT, "123456789")
    ],
    "Mutation.deleteRecords": [
        Case(DELETE, {"input": {"filter": NAMED}}),
        Case(DELETE, {"input": {"filter": NAMED, "dryRun": False}}),
        Case(DELETE, {"input": {"filter": {}, "dryRun": False, "everything": True}}),
    ],
}


@pytest.fixture(scope="module")
def ours(services: Services) -> Api:
    return Api.on(services, OURS, *Scope)


@pytest.fixture(scope="module")
def theirs(services: Services) -> Api:
    api = Api.on(services, THEIRS, *Scope)
    kept = ApiKey(THEIR_KEY, OrgId(THEIRS), MARK, frozenset(Scope), services.clock.now())
    services.keys.add(OrgId(THEIRS), kept, bytes(32))
    for source, rules in (("META_BUSINESS", {"actionTypes": [MARK]}), ("KLAVIYO", {"primaryConversion": MARK})):
        assert api.say(SET_RULES, source=source, rules=rules)["setConversionRules"]["userErrors"] == []
    assert api.say(SET_COLUMN_MAP, map={MARK: f"breakdown:{MARK}"})["setColumnMap"]["userErrors"] == []
    sent = api.ingest(their_rows(), observedAt="2024-02-01T00:00:00Z", accountId=THEIR_ACCOUNT)
    assert sent["inserted"] == 2
    return api


def root_fields() -> set[str]:
    schema = make_schema()._schema
    roots = [root for root in (schema.query_type, schema.mutation_type, schema.subscription_type) if root]
    return {f"{root.name}.{field}" for root in roots for field in root.fields}


def test_every_root_field_of_the_schema_has_a_case() -> None:
    assert set(CASES) == root_fields()


@pytest.mark.parametrize(
    ("field", "place"), [(field, place) for field, cases in CASES.items() for place in range(len(cases))]
)
def test_nothing_of_theirs_comes_back(ours: Api, theirs: Api, field: str, place: int) -> None:
    case = CASES[field][place]
    if case.needs_row:
        ours.ingest([our_row()])
    seen = json.dumps(ours.say(case.query, **case.variables))
    for leak in (MARK, THEIR_ACCOUNT, THEIR_CAMPAIGN, str(THEIR_SPEND), THEIRS):
        assert leak not in seen
    assert theirs.say(RECORDS)["records"]["totalCount"] == 2


def test_their_key_is_not_found_and_stays_live(ours: Api, theirs: Api) -> None:
    answer = ours.say(REVOKE_KEY, id=THEIR_KEY)["revokeApiKey"]
    assert (answer["revoked"], answer["userErrors"][0]["code"]) == (False, "NOT_FOUND")
    unknown = ours.say(REVOKE_KEY, id="zzzzzzzzzzzz")["revokeApiKey"]
    assert unknown["userErrors"][0]["message"] == answer["userErrors"][0]["message"].replace(THEIR_KEY, "zzzzzzzzzzzz")
    live = {key["id"]: key["revokedAt"] for key in theirs.say(KEYS)["apiKeys"]}
    assert live[THEIR_KEY] is None


def test_the_entity_that_is_reached_for_is_one_of_theirs(theirs: Api) -> None:
    assert theirs.say(ENTITY, id=THEIR_ENTITY)["entity"]["entity"]["campaignId"] == THEIR_CAMPAIGN


def test_the_record_that_history_reaches_for_is_one_of_theirs(theirs: Api) -> None:
    [version] = theirs.say(HISTORY, id=THEIR_RECORD)["recordHistory"]
    assert version["campaignName"] == MARK


def test_the_same_row_is_another_record_in_another_organization(ours: Api, theirs: Api) -> None:
    ours.ingest([our_row()])
    ids: list[set[Any]] = [{node["id"] for node in api.say(RECORDS)["records"]["nodes"]} for api in (ours, theirs)]
    assert len(ids[0]) == 1
    assert not ids[0] & ids[1]
    assert theirs.say(INSIGHTS, input={})["insights"]["totals"]["spend"] == pytest.approx(2 * THEIR_SPEND)


def test_their_cursor_opens_nothing_of_theirs(ours: Api, theirs: Api) -> None:
    ours.ingest([our_row()])
    for edge in theirs.say(RECORDS)["records"]["edges"]:
        page = ours.say(RECORDS, after=edge["cursor"])["records"]
        assert page["totalCount"] == 1
        assert MARK not in json.dumps(page)


def test_no_operation_takes_the_organization_as_an_argument() -> None:
    schema = make_schema()._schema
    names = {name for kind in schema.type_map.values() for name in getattr(kind, "fields", {})}
    arguments = {
        argument
        for kind in schema.type_map.values()
        for field in getattr(kind, "fields", {}).values()
        for argument in getattr(field, "args", {})
    }
    assert {name for name in names | arguments if "org" in name.lower()} == {"organizationId"}
