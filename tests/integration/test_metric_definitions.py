"""Definitions of metrics over the API."""

from domain.vocabulary import Scope
from graphql_api.context import Services
from graphql_api.schema import make_schema
from tests.api_requests import DEFINITIONS
from tests.integration.api import Api


def test_every_metric_of_the_schema_is_defined(api: Api) -> None:
    defined = [said["metric"] for said in api.say(DEFINITIONS)["metricDefinitions"]]
    metric = make_schema()._schema.type_map["Metric"]
    assert defined == list(metric.values)  # type: ignore[attr-defined]


def test_a_definition_says_formula_unit_and_who_reports_it(api: Api) -> None:
    by_metric = {said["metric"]: said for said in api.say(DEFINITIONS)["metricDefinitions"]}
    found = by_metric["OPEN_RATE"]
    assert found.pop("description").startswith("Recipients that opened, of those delivered;")
    assert "KLAVIYO" in found.pop("dataSources")
    assert found == {
        "metric": "OPEN_RATE",
        "name": "Open rate",
        "formula": "unique_opens / delivered",
        "unit": "fraction",
        "additive": False,
    }


def test_definitions_need_a_key_that_reads(services: Services) -> None:
    assert Api.on(services, "acme", Scope.WRITE).code(DEFINITIONS) == "FORBIDDEN"
