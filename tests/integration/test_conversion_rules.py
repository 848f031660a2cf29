"""What counts as a conversion, from the stored rules and the request's to the totals."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from domain.vocabulary import Scope
from graphql_api.bootstrap import open_services
from graphql_api.cli import app
from graphql_api.context import Services
from graphql_api.settings import ROOT, Settings
from tests.api_requests import INSIGHTS, PREVIEW, RECORDS, RULES, SET_RULES, meta_input
from tests.builders import action, klaviyo_flat, meta_row
from tests.integration.api import Api
from tests.stored import new_data

META = "META_BUSINESS"
NOON = "2024-02-01T12:00:00Z"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Services]:
    services = open_services(Settings(data=new_data(tmp_path)))
    yield services
    services.close()


@pytest.fixture
def api(opened: Services) -> Api:
    return Api.on(opened, "acme", Scope.READ, Scope.WRITE, Scope.ADMIN)


def row(**changes: object) -> dict[str, Any]:
    """Two purchases (three by a click of seven days) and five leads; spend 10."""
    actions = [action("purchase", "2", **{"7d_click": "3"}), action("lead", "5", **{"7d_click": "1"})]
    return meta_row(**{"spend": "10", "actions": actions, **changes})


def keep(api: Api, source: str = META, **rules: object) -> dict[str, Any]:
    payload: dict[str, Any] = api.say(SET_RULES, source=source, rules=rules)["setConversionRules"]
    return payload


def totals(api: Api) -> tuple[float, float]:
    found = api.say(INSIGHTS, input={})["insights"]["totals"]
    return found["conversions"], found["spend"]


def stored(api: Api) -> list[tuple[float | None, str]]:
    nodes = api.say(RECORDS)["records"]["nodes"]
    return sorted((node["conversions"], node["attribution"]) for node in nodes)


def test_without_rules_every_one_is_shown_as_the_default(api: Api) -> None:
    assert api.say(RULES, source="GOOGLE_ADS")["conversionRules"] == {
        "actionTypes": {"value": None, "origin": "default"},
        "conversionColumn": {"value": "CONVERSIONS", "origin": "default"},
    }


def test_stored_rules_are_shown_and_met_by_ingest_and_preview_alike(api: Api) -> None:
    kept = keep(api, primaryConversion="lead")
    assert kept["userErrors"] == []
    assert kept["rules"] == api.say(RULES, source=META)["conversionRules"]
    assert kept["rules"]["primaryConversion"] == {"value": "lead", "origin": "stored"}
    [shown] = api.say(PREVIEW, input=meta_input([row()]))["transformPreview"]["records"]
    assert shown["conversions"] == 5
    api.ingest([row()])
    assert stored(api) == [(5, "default")]


def test_rules_of_the_request_go_before_stored_ones_field_by_field(api: Api) -> None:
    keep(api, primaryConversion="lead")
    api.ingest([row()], conversionRules={"attribution": "7D_CLICK"})
    assert stored(api) == [(1, "7d_click")]


def test_set_rules_take_the_place_of_all_earlier_ones_and_none_bring_the_defaults_back(api: Api) -> None:
    keep(api, primaryConversion="lead")
    assert keep(api, clickBasis="LINK")["rules"]["primaryConversion"] == {"value": "purchase", "origin": "default"}
    assert {rule["origin"] for rule in keep(api)["rules"].values()} == {"default"}


def test_rules_of_one_organization_are_not_those_of_another(api: Api, opened: Services) -> None:
    keep(api, primaryConversion="lead")
    other = Api.on(opened, "other", Scope.READ, Scope.WRITE)
    other.ingest([row()])
    assert stored(other) == [(2, "default")]


def test_setting_needs_admin_and_looking_needs_read(opened: Services) -> None:
    writer = Api.on(opened, "acme", Scope.WRITE)
    assert writer.code(SET_RULES, source=META, rules={}) == "FORBIDDEN"
    assert writer.code(RULES, source=META) == "FORBIDDEN"


def test_wrong_rules_come_back_as_user_errors_with_their_path(api: Api) -> None:
    wrong = {"attribution": "7_CLICK"}
    kept = keep(api, **wrong)
    assert (kept["rules"], kept["userErrors"][0]["field"]) == (None, ["rules", "attribution"])
    assert "Did you mean 7D_CLICK?" in kept["userErrors"][0]["message"]
    path = ["input", "conversionRules", "attribution"]
    assert api.ingest([row()], conversionRules=wrong)["userErrors"][0]["field"] == path
    preview = api.say(PREVIEW, input=meta_input([row()], conversionRules=wrong))["transformPreview"]
    assert preview["userErrors"][0]["field"] == path
    assert {rule["origin"] for rule in api.say(RULES, source=META)["conversionRules"].values()} == {"default"}
    assert stored(api) == []


def test_other_rules_at_the_same_instant_are_a_new_version_of_the_row_and_the_later_counts(api: Api) -> None:
    assert api.ingest([row()], observedAt=NOON)["inserted"] == 1
    again = api.ingest([row()], observedAt=NOON, conversionRules={"primaryConversion": "lead"})
    assert (again["inserted"], again["updated"]) == (0, 1)
    assert stored(api) == [(5, "default")]
    assert totals(api) == (5, 10)


def test_rows_of_two_windows_are_two_records_of_which_totals_count_one(api: Api) -> None:
    api.ingest([row()], conversionRules={"attribution": "7D_CLICK"})
    assert totals(api) == (3, 10)
    api.ingest([row()])
    assert stored(api) == [(2, "default"), (3, "7d_click")]
    assert totals(api) == (2, 10)


def test_totals_read_the_klaviyo_metric_that_the_rules_name(api: Api) -> None:
    orders = klaviyo_flat(conversions=3, conversion_metric_name="Placed Order")
    carts = klaviyo_flat(conversions=8, conversion_metric_name="Started Checkout")
    api.ingest([orders, carts], "KLAVIYO")
    assert api.say(INSIGHTS, input={})["insights"]["totals"]["conversions"] == 3
    keep(api, "KLAVIYO", primaryConversion="Started Checkout")
    api.ingest([orders, carts], "KLAVIYO")
    found = api.say(INSIGHTS, input={})["insights"]["totals"]
    assert (found["conversions"], found["impressions"]) == (8, 15000)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graphql_api", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_the_command_line_shows_and_sets_rules_while_a_server_holds_the_folder(api: Api, tmp_path: Path) -> None:
    where = ["--org", "acme", "--source", META, "--data", str(tmp_path)]
    done = run("rules", "set", '{"primaryConversion": "lead"}', *where)
    assert done.returncode == 0, done.stderr
    assert done.stdout == run("rules", "show", *where).stdout
    assert done.stdout.splitlines()[0].split() == ["primaryConversion", "lead", "stored"]
    api.ingest([row()])
    assert stored(api) == [(5, "default")]


@pytest.mark.parametrize(
    ("rules", "words"),
    [("lead", "Give a JSON object"), ('{"attribution": "x"}', "Give one of"), ('{"atribution": "x"}', "Did you mean")],
)
def test_the_command_line_says_what_is_wrong_with_rules(tmp_path: Path, rules: str, words: str) -> None:
    done = CliRunner().invoke(app, ["rules", "set", rules, "--org", "acme", "--source", META, "--data", str(tmp_path)])
    assert (done.exit_code, words in done.stderr) == (1, True), done.stderr


def test_files_are_ingested_under_the_rules_given(tmp_path: Path) -> None:
    file, data = tmp_path / "rows.json", tmp_path / "data"
    file.write_bytes(msgspec.json.encode([row()]))
    said = ["--org", "acme", "--source", META, "--data", str(data), "--rules", '{"primaryConversion": "lead"}']
    done = CliRunner().invoke(app, ["ingest", str(file), *said])
    assert done.exit_code == 0, done.stderr
    services = open_services(Settings(data=data))
    try:
        assert stored(Api.on(services, "acme", Scope.READ)) == [(5, "default")]
    finally:
        services.close()
