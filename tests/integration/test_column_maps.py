"""Rows of somebody's own: the map from request, store and command line to the totals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from domain.vocabulary import Scope
from graphql_api.bootstrap import open_services
from graphql_api.cli import app
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.api_requests import AUDIT, COLUMN_MAP, INGEST, INSIGHTS, PREVIEW, SET_COLUMN_MAP
from tests.integration.api import Api
from tests.stored import new_data

ROWS = [
    {"Tag": "05.03.2024", "Kampagne": "Marke", "Betrag": 1250, "Wert": "49,90"},
    {"Tag": "06.03.2024", "Kampagne": "Marke", "Betrag": 750, "Wert": "0.10"},
]
MAP = {
    "Tag": {"column": "date_start", "dateFormat": "DD.MM.YYYY"},
    "Kampagne": {"column": "campaign_name"},
    "Betrag": {"column": "spend", "unit": "CENTS"},
    "Wert": {"column": "revenue", "unit": "UNITS"},
}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = open_services(Settings(data=new_data(tmp_path)))
    yield opened
    opened.close()


@pytest.fixture
def api(services: Services) -> Api:
    return Api.on(services, "acme", Scope.READ, Scope.WRITE, Scope.ADMIN)


def sent(**said: object) -> dict[str, Any]:
    return {"dataSource": "GENERIC", "dataEntries": ROWS, "currency": "EUR", "accountId": "1", **said}


def totals(api: Api) -> tuple[float, float]:
    found = api.say(INSIGHTS, input={})["insights"]["totals"]
    return found["spend"], found["revenue"]


def test_rows_with_a_map_are_stored_and_counted(api: Api) -> None:
    payload = api.say(INGEST, input=sent(columnMap=MAP))["ingest"]
    assert (payload["inserted"], payload["userErrors"]) == (2, [])
    assert totals(api) == (20.0, 50.0)


def test_a_map_among_the_metadata_is_taken_where_none_stands_by_itself(api: Api) -> None:
    payload = api.say(INGEST, input=sent(metadata={"column_map": MAP}))["ingest"]
    assert (payload["inserted"], payload["userErrors"]) == (2, [])
    assert totals(api) == (20.0, 50.0)


def test_a_stored_map_is_met_by_the_next_batch_and_shown(api: Api) -> None:
    assert api.say(COLUMN_MAP)["columnMap"] == {}
    kept = api.say(SET_COLUMN_MAP, map=MAP)["setColumnMap"]
    assert kept == {"columnMap": MAP | {"Kampagne": {"column": "campaign_name"}}, "userErrors": []}
    assert api.say(COLUMN_MAP)["columnMap"] == MAP
    api.say(INGEST, input=sent())
    assert totals(api) == (20.0, 50.0)
    assert api.say(PREVIEW, input=sent())["transformPreview"]["userErrors"] == []


def test_a_sent_map_goes_before_the_stored_one(api: Api) -> None:
    api.say(SET_COLUMN_MAP, map=MAP)
    api.say(INGEST, input=sent(columnMap={"Betrag": {"column": "spend"}}))
    assert totals(api) == (2000.0, 50.0)


def test_a_map_that_cannot_be_used_is_refused_and_the_stored_one_stays(api: Api) -> None:
    api.say(SET_COLUMN_MAP, map=MAP)
    [error] = api.say(SET_COLUMN_MAP, map={"Betrag": "spnd"})["setColumnMap"]["userErrors"]
    assert (error["code"], error["field"]) == ("INVALID_INPUT", ["columnMap", "Betrag"])
    assert "Did you mean spend" in error["message"]
    assert api.say(COLUMN_MAP)["columnMap"] == MAP
    [error] = api.say(INGEST, input=sent(columnMap={"Betrag": "spnd"}))["ingest"]["userErrors"]
    assert error["field"] == ["input", "columnMap", "Betrag"]


def test_rows_of_a_platform_take_no_map(api: Api) -> None:
    payload = api.say(INGEST, input=sent(dataSource="TIKTOK_ADS", columnMap=MAP))["ingest"]
    [error] = payload["userErrors"]
    assert (error["field"], "generic" in error["message"]) == (["input", "columnMap"], True)


def test_setting_a_map_needs_admin_and_leaves_a_line_in_the_audit_log(services: Services, api: Api) -> None:
    with pytest.raises(AssertionError, match="FORBIDDEN"):
        Api.on(services, "acme", Scope.WRITE, Scope.READ).say(SET_COLUMN_MAP, map=MAP)
    api.say(SET_COLUMN_MAP, map={"Ort": "breakdown:city"})
    [line] = api.say(AUDIT)["auditLog"]["entries"]
    assert (line["action"], line["outcome"]) == ("setColumnMap", "DONE")


@pytest.mark.parametrize("as_file", [True, False])
def test_the_command_line_takes_a_map_as_text_or_file(tmp_path: Path, *, as_file: bool) -> None:
    rows, map_file = tmp_path / "rows.json", tmp_path / "map.json"
    rows.write_text(json.dumps(ROWS))
    map_file.write_text(json.dumps(MAP))
    words = ["ingest", str(rows), "--org", "acme", "--source", "generic", "--currency", "EUR", "--account-id", "1"]
    words += ["--data", str(tmp_path / "data"), "--column-map", str(map_file) if as_file else json.dumps(MAP)]
    done = CliRunner().invoke(app, words)
    assert (done.exit_code, "2 inserted" in done.output) == (0, True), done.output
    opened = open_services(Settings(data=tmp_path / "data"))
    try:
        assert totals(Api.on(opened, "acme", Scope.READ)) == (20.0, 50.0)
    finally:
        opened.close()


@pytest.mark.parametrize("given", ["nowhere.json", "{", '{"a": "spnd"}'])
def test_the_command_line_refuses_a_map_that_cannot_be_read(tmp_path: Path, given: str) -> None:
    rows = tmp_path / "rows.json"
    rows.write_text("[]")
    words = [
        "ingest",
        str(rows),
        "--org",
        "a",
        "--source",
        "generic",
        "--data",
        str(tmp_path / "d"),
        "--column-map",
        given,
    ]
    done = CliRunner().invoke(app, words)
    assert done.exit_code != 0
    assert "--column-map" in done.output + done.stderr or "spnd" in done.output + done.stderr
