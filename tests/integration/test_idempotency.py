"""Idempotency keys of the whole application."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from domain.vocabulary import Scope
from graphql_api.bootstrap import open_services
from graphql_api.cli import app
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.api_requests import AUDIT, RECORDS
from tests.builders import meta_row
from tests.integration.api import Api

ROWS = [meta_row(), meta_row(campaign_id="2", spend="abc"), meta_row(campaign_id="3", brand_new_field="7")]
runner = CliRunner()


def error_of(payload: dict[str, Any]) -> dict[str, Any]:
    (error,) = payload["userErrors"]
    assert (payload["batchId"], payload["received"], payload["inserted"]) == (None, 0, 0)
    return dict(error)


def test_a_repeated_request_gets_the_first_payload_to_the_letter(api: Api) -> None:
    first = api.ingest(ROWS, idempotencyKey="nightly-1", observedAt="2024-02-01T00:00:00Z")
    assert (first["received"], first["inserted"], first["rejected"], first["unmappedFields"]) == (
        3,
        2,
        1,
        ["brand_new_field"],
    )
    assert api.ingest(ROWS, idempotencyKey="nightly-1", observedAt="2024-02-01T00:00:00Z") == first
    assert api.say(RECORDS)["records"]["totalCount"] == 2


def test_other_content_under_the_key_is_an_error_that_names_both(api: Api) -> None:
    first = api.ingest(ROWS, idempotencyKey="nightly-1")
    for changed in (
        {"rows": ROWS[:1]},
        {"rows": ROWS, "strict": True},
        {"rows": ROWS, "observedAt": "2024-02-01T00:00:00Z"},
    ):
        rows = changed.pop("rows")
        error = error_of(api.ingest(rows, idempotencyKey="nightly-1", **changed))
        assert (error["code"], error["field"]) == ("IDEMPOTENCY_KEY_REUSED", ["input", "idempotencyKey"])
        assert "'nightly-1'" in error["message"]
        assert first["batchId"] in error["message"]


def test_defaults_that_are_spelled_out_are_the_same_content(api: Api) -> None:
    first = api.ingest(ROWS, idempotencyKey="nightly-1")
    spelled: dict[str, Any] = {"strict": False, "onConflict": "REJECT", "currency": None, "metadata": {}}
    assert api.ingest(ROWS, idempotencyKey="nightly-1", **spelled) == first


@pytest.mark.parametrize("key", ["", "x" * 201, "a\nb"])
def test_a_key_that_cannot_be_is_refused_by_field(api: Api, key: str) -> None:
    error = error_of(api.ingest(ROWS, idempotencyKey=key))
    assert (error["code"], error["field"]) == ("INVALID_INPUT", ["input", "idempotencyKey"])
    assert api.say(RECORDS)["records"]["totalCount"] == 0


def test_a_number_may_be_a_key_and_null_is_none(api: Api) -> None:
    assert api.ingest(ROWS, idempotencyKey=7)["inserted"] == 2
    assert api.ingest(ROWS, idempotencyKey="7")["inserted"] == 2
    assert api.ingest(ROWS, idempotencyKey=None)["inserted"] == 0


def test_the_first_result_outlives_the_server(tmp_path: Path) -> None:
    payloads = []
    for _ in range(2):
        services = open_services(Settings(data=tmp_path))
        try:
            payloads.append(Api.on(services, "acme", Scope.WRITE).ingest(ROWS, idempotencyKey="nightly-1"))
        finally:
            services.close()
    assert payloads[0] == payloads[1]
    assert payloads[0]["inserted"] == 2


def test_a_repeat_is_told_apart_in_the_audit_log(services: Services) -> None:
    api = Api.on(services, "repeats", Scope.WRITE, Scope.ADMIN)
    for _ in range(2):
        api.ingest(ROWS, idempotencyKey="jane@example.com")
    again, first = api.say(AUDIT)["auditLog"]["entries"]
    assert (first["outcome"], again["outcome"]) == ("DONE", "DONE")
    assert again["result"] == {**first["result"], "repeated": True}
    assert "jane" not in json.dumps([first, again])


# --- the command line ---


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([meta_row()]))
    return path


def ingest(file: Path, *words: str) -> Any:
    said = ["--source", "meta_business", "--org", "acme", "--data", str(file.parent / "data")]
    return runner.invoke(app, ["ingest", str(file), *said, *words])


def test_a_file_is_stored_once_under_its_key(file: Path) -> None:
    first, again = (ingest(file, "--idempotency-key", "may").stdout for _ in range(2))
    assert "1 row received, 1 inserted" in first
    assert "1 row received, 1 inserted" in again
    assert "the first result of this idempotency key; nothing was stored again" in again
    assert "0 inserted, 0 updated, 1 unchanged" in ingest(file).stdout


def test_another_file_under_the_key_is_refused(file: Path) -> None:
    ingest(file, "--idempotency-key", "may")
    file.write_text(json.dumps([meta_row(spend="1")]))
    result = ingest(file, "--idempotency-key", "may")
    assert result.exit_code == 1
    assert "'may' stands for other content" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--idempotency-key", ""], "idempotencyKey is ''"), (["rows.json", "--idempotency-key", "may"], "for 2 files")],
)
def test_a_key_for_no_or_several_batches_is_refused(file: Path, words: list[str], said: str) -> None:
    result = ingest(file, *words)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert said in result.stderr
