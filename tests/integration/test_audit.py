"""The audit log of the whole application: every write leaves a line, and nothing secret is in it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from adapters.control.audit import SqliteAuditLog
from domain.audit import Actor, AuditEnd, AuditEntry, AuditOutcome
from domain.errors import StoreUnavailableError
from domain.vocabulary import OrgId, Scope
from graphql_api import audited
from graphql_api.bootstrap import log_failure, open_services
from graphql_api.cli import app
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.api_requests import AUDIT, INGEST, RECORDS, meta_input
from tests.builders import meta_row
from tests.integration.api import Api
from tests.stored import new_data

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
runner = CliRunner()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Services]:
    opened = open_services(Settings(data=new_data(tmp_path)))
    yield opened
    opened.close()


@pytest.fixture
def admin(own: Services) -> Api:
    return Api.on(own, "acme", Scope.READ, Scope.WRITE, Scope.ADMIN)


def lines(api: Api, **asked: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.say(AUDIT, **asked)["auditLog"]["entries"]
    return found


def command(data: Path, *words: str) -> Any:
    return runner.invoke(app, [*words, "--data", str(data)])


# --- GraphQL ---


def test_an_ingest_leaves_who_what_and_counts(admin: Api) -> None:
    response = admin.send(INGEST, {"input": meta_input([meta_row(), meta_row(campaign_id="2", spend="abc")])})
    (line,) = lines(admin)
    batch = response.json()["data"]["ingest"]["batchId"]
    assert (line["number"], line["actor"], line["action"]) == (1, "test", "ingest")
    assert (line["outcome"], line["errorCode"], line["detail"]) == ("DONE", None, {"dataSource": "meta_business"})
    assert line["requestId"] == response.headers["X-Request-Id"]
    assert line["keyId"] == admin.key.split("_")[1]
    counts = {"received": 2, "inserted": 1, "updated": 0, "unchanged": 0, "stale": 0, "rejected": 1}
    assert line["result"] == {"batchId": batch, **counts}
    assert line["at"] <= line["endedAt"]


def test_a_batch_that_cannot_be_read_is_a_refused_line(admin: Api) -> None:
    payload = admin.ingest({"error": {"message": "token of jane@example.com expired", "code": 190}})
    (line,) = lines(admin)
    assert (line["outcome"], line["errorCode"], line["result"]) == ("REFUSED", payload["userErrors"][0]["code"], {})


def test_rows_secrets_and_addresses_are_not_in_the_log(admin: Api) -> None:
    admin.ingest([meta_row(campaign_name="jane@example.com", spend="twelve")], metadata={"token": "sesame"})
    text = json.dumps(lines(admin))
    assert [word for word in ("jane", "sesame", "twelve", admin.key) if word in text] == []


def test_the_log_is_paged_from_the_newest_line(admin: Api) -> None:
    for day in ("01", "02", "03"):
        admin.ingest([meta_row(date_start=f"2024-01-{day}", date_stop=f"2024-01-{day}")])
    page = admin.say(AUDIT, first=2)["auditLog"]
    assert ([line["number"] for line in page["entries"]], page["endCursor"]) == ([3, 2], "2")
    rest = admin.say(AUDIT, first=2, before=page["endCursor"])["auditLog"]
    assert ([line["number"] for line in rest["entries"]], rest["endCursor"]) == ([1], "1")
    assert admin.say(AUDIT, before="1")["auditLog"] == {"endCursor": None, "entries": []}


@pytest.mark.parametrize("asked", [{"first": 0}, {"first": 1001}, {"before": "x"}])
def test_what_cannot_be_a_page_is_refused(admin: Api, asked: dict[str, object]) -> None:
    assert admin.code(AUDIT, **asked) == "INVALID_INPUT"


def test_the_log_needs_the_scope_admin(own: Services) -> None:
    assert Api.on(own, "acme", Scope.READ, Scope.WRITE).code(AUDIT) == "FORBIDDEN"


# --- failures ---


class BrokenLog(SqliteAuditLog):
    """Fails where it is told to, as a full disk does."""

    fails_at = "begin"

    def begin(self, org: OrgId, entry: AuditEntry) -> int:
        self._fail_at("begin")
        return super().begin(org, entry)

    def finish(self, org: OrgId, number: int, end: AuditEnd) -> bool:
        self._fail_at("finish")
        return super().finish(org, number, end)

    def _fail_at(self, verb: str) -> None:
        if verb == self.fails_at:
            raise StoreUnavailableError("The disk is full.")


@pytest.fixture
def broken(own: Services, tmp_path: Path) -> Iterator[tuple[Api, BrokenLog]]:
    with closing(BrokenLog(tmp_path / "control.sqlite")) as log:
        audit = replace(own.audit, log=log, on_failure=log_failure)
        yield Api.on(replace(own, audit=audit), "acme", Scope.READ, Scope.WRITE, Scope.ADMIN), log


def test_a_write_without_a_line_is_refused_and_may_be_tried_again(broken: tuple[Api, BrokenLog]) -> None:
    api, log = broken
    error = api.refused(INGEST, input=meta_input([meta_row()]))
    assert (error["extensions"]["code"], error["extensions"]["retryable"]) == ("AUDIT_UNAVAILABLE", True)
    assert api.say(RECORDS)["records"]["totalCount"] == 0
    log.fails_at = ""
    assert api.ingest([meta_row()])["inserted"] == 1


def test_a_line_that_cannot_be_completed_stays_started_and_is_logged(
    broken: tuple[Api, BrokenLog], capsys: pytest.CaptureFixture[str]
) -> None:
    api, log = broken
    log.fails_at = "finish"
    assert api.ingest([meta_row()])["inserted"] == 1
    (line,) = lines(api)
    assert (line["outcome"], line["endedAt"], line["result"]) == ("STARTED", None, {})
    said = capsys.readouterr()
    assert "audit_line_left_open" in said.out + said.err


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_log",
        "UPDATE audit_log SET actor = 'nobody'",
        "UPDATE audit_log SET number = 2",
        "UPDATE audit_log SET outcome = 'DONE', result = '{}'",
    ],
)
def test_the_file_itself_keeps_lines_from_being_changed(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "control.sqlite"
    with closing(SqliteAuditLog(path)) as log:
        entry = AuditEntry(NOON, Actor("ada"), "ingest", "{}")
        log.finish(OrgId("acme"), log.begin(OrgId("acme"), entry), AuditEnd(NOON, AuditOutcome.REFUSED))
        before = log.entries(OrgId("acme"), 10)
        with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="audit log"):
            connection.execute(statement)
        assert log.entries(OrgId("acme"), 10) == before


# --- the command line ---


def test_commands_leave_lines_with_the_user_and_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ada")
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([meta_row()]))
    ingest = ("ingest", str(file), "--source", "meta_business", "--org", "acme", "--account-id", "act_1")
    assert command(tmp_path, *ingest).exit_code == 0
    setting = ("accounts", "set", "--source", "klaviyo", "--org", "acme", "--account-id", "9", "--currency")
    assert command(tmp_path, *setting, "usd").exit_code == 0
    assert command(tmp_path, *setting, "nonsense").exit_code == 1
    shown = command(tmp_path, "audit", "--org", "acme").stdout.splitlines()
    assert [word for word in ("No.", "Time", "Who", "What", "On", "Outcome", "Result") if word not in shown[0]] == []
    wrong, kept, stored = (" ".join(line.split()) for line in shown[1:])
    assert "command line (ada) setAccountDefaults" in wrong
    assert wrong.endswith("dataSource klaviyo, accountId 9, currency nonsense refused INVALID_INPUT")
    assert kept.endswith("dataSource klaviyo, accountId 9, currency usd done")
    assert "command line (ada) ingest dataSource meta_business, accountId act_1 done batchId" in stored
    assert stored.endswith("received 1, inserted 1")
    fewer = command(tmp_path, "audit", "--org", "acme", "--first", "1", "--before", "3").stdout.splitlines()
    assert [line.split()[0] for line in fewer] == ["No.", "2"]


def test_an_organization_without_writes_is_told_so(tmp_path: Path) -> None:
    assert command(tmp_path, "audit", "--org", "nobody").stdout == "No writes of nobody are in the audit log.\n"


def test_a_user_without_a_name_is_known_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_name() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", no_name)
    assert audited.command_line_actor().name.startswith("command line (user ")


def test_the_audit_is_listed_while_a_server_holds_the_folder(admin: Api, tmp_path: Path) -> None:
    admin.ingest([meta_row()])
    assert "ingest" in command(tmp_path, "audit", "--org", "acme").stdout
