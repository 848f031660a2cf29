"""Replacing a window through the API and the command line: what a complete pull lacks goes, and nothing else."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from domain.vocabulary import Scope
from graphql_api.cli import app
from graphql_api.context import Services
from tests.api_requests import AUDIT, HISTORY, INSIGHTS, RECORDS
from tests.builders import meta_row
from tests.integration.api import Api

WEEK = {"start": "2024-01-01", "end": "2024-01-07"}
FIRST, SECOND, THIRD = (f"2024-02-0{n}T00:00:00Z" for n in (1, 2, 3))


@pytest.fixture
def admin(services: Services, request: pytest.FixtureRequest) -> Api:
    """An organization of the test's own, with a key that may do everything."""
    return Api.on(services, f"org-{abs(hash(request.node.nodeid)) % 10**12}", *Scope)


def day(number: int, **changes: object) -> dict[str, Any]:
    date = f"2024-01-0{number}"
    return meta_row(**{"date_start": date, "date_stop": date, "spend": "10.00", **changes})


def replaced(api: Api, rows: object, at: str = SECOND, **said: Any) -> dict[str, Any]:
    return api.ingest(rows, observedAt=at, **{"replaceWindow": True, "dateRange": WEEK, **said})


def spend(api: Api, **rows: object) -> float | None:
    totals: dict[str, float | None] = api.say(INSIGHTS, input={"filter": rows})["insights"]["totals"]
    return totals["spend"]


def refusal(payload: dict[str, Any]) -> tuple[str, list[str], str]:
    [error] = payload["userErrors"]
    assert payload["batchId"] is None
    return error["code"], error["field"], error["message"]


def test_rows_that_vanished_go_and_their_history_stays(admin: Api) -> None:
    admin.ingest([day(1), day(2), day(3)], observedAt=FIRST)
    [_, node, _] = admin.say(RECORDS)["records"]["nodes"]
    payload = replaced(admin, [day(1), day(3, spend="15.00"), day(4)])
    counts = ("inserted", "updated", "unchanged", "stale", "removed", "rejected")
    assert [payload[name] for name in counts] == [1, 1, 1, 0, 1, 0]
    assert (spend(admin), spend(admin, asOf=FIRST)) == (35, 30)
    [version] = admin.say(HISTORY, id=node["id"])["recordHistory"]
    assert version["removedAt"] == version["supersededAt"]
    assert datetime.fromisoformat(version["removedAt"]) == datetime(2024, 2, 2, tzinfo=UTC)
    assert admin.ingest([day(2)], observedAt=THIRD)["inserted"] == 1


def test_the_days_of_the_pull_must_be_said(admin: Api) -> None:
    admin.ingest([day(1)], observedAt=FIRST)
    code, field, words = refusal(replaced(admin, [day(2)], dateRange=None))
    assert (code, field) == ("INVALID_INPUT", ["input", "dateRange"])
    assert "replaceWindow is true, but dateRange is missing" in words
    assert spend(admin) == 10


def test_nothing_is_stored_or_removed_while_pages_follow(admin: Api) -> None:
    admin.ingest([day(1)], observedAt=FIRST)
    page = {"data": [day(2)], "paging": {"next": "https://graph.example/next"}}
    code, field, words = refusal(replaced(admin, [page]))
    assert (code, field) == ("MORE_PAGES", ["input", "replaceWindow"])
    assert "Send all pages in one ingest" in words
    assert spend(admin) == 10
    last = {"data": [day(3)], "paging": {}}
    assert replaced(admin, [page, last])["removed"] == 1
    assert spend(admin) == 20


def test_a_rejected_row_keeps_every_stored_row(admin: Api) -> None:
    admin.ingest([day(1), day(2), day(3)], observedAt=FIRST)
    payload = replaced(admin, [day(1, spend="15.00"), day(2, spend="twelve")])
    assert (payload["updated"], payload["rejected"], payload["removed"]) == (1, 1, 0)
    [issue] = [issue for issue in payload["issues"] if issue["code"] == "WINDOW_NOT_REPLACED"]
    assert issue["message"].startswith("The batch: 1 row was rejected. Mend them")
    assert spend(admin) == 35
    assert admin.ingest([day(3)], observedAt=FIRST)["unchanged"] == 1


def test_an_account_s_names_mean_the_same_account(admin: Api) -> None:
    admin.ingest([day(1, account_id="1"), day(1, account_id="2", campaign_id="c2")], observedAt=FIRST)
    assert replaced(admin, [], accountId="act_1")["removed"] == 1
    assert spend(admin) == 10


@pytest.mark.parametrize("account", [None, " ", "act_"])
def test_an_empty_pull_must_say_whose_rows_it_replaces(admin: Api, account: str | None) -> None:
    admin.ingest([day(1)], observedAt=FIRST)
    code, field, words = refusal(replaced(admin, [], accountId=account))
    assert (code, field, "the batch is empty" in words) == ("INVALID_INPUT", ["input", "accountId"], True)
    assert spend(admin) == 10


def test_rows_without_an_account_need_one(admin: Api) -> None:
    row = day(1)
    del row["account_id"]
    code, field, words = refusal(replaced(admin, [row, day(2)]))
    assert (code, field, "1 record does not say" in words) == ("INVALID_INPUT", ["input", "accountId"], True)
    assert replaced(admin, [row, day(2)], accountId="act_9")["inserted"] == 2


def test_a_pull_by_another_attribution_window_says_nothing_of_the_others(admin: Api) -> None:
    actions = [{"action_type": "purchase", "value": "2", "7d_click": "1"}]
    admin.ingest([day(1, actions=actions)], observedAt=FIRST)
    rules = {"attribution": "7D_CLICK"}
    payload = replaced(admin, [day(2, actions=actions)], conversionRules=rules)
    assert (payload["inserted"], payload["removed"]) == (1, 0)
    assert admin.say(RECORDS)["records"]["totalCount"] == 2


def test_an_older_pull_that_arrives_late_removes_nothing_that_was_seen_since(admin: Api) -> None:
    admin.ingest([day(1), day(2)], observedAt=THIRD)
    assert replaced(admin, [day(1)], at=SECOND)["removed"] == 0
    assert spend(admin) == 20


@pytest.mark.parametrize("source", ["GOOGLE_ADS", "KLAVIYO"])
def test_another_data_source_s_pull_leaves_these_rows(admin: Api, source: str) -> None:
    admin.ingest([day(1, account_id="1")], observedAt=FIRST)
    assert replaced(admin, [], accountId="1", source=source)["removed"] == 0
    assert spend(admin) == 10


def test_rows_of_all_currencies_go_whatever_the_pull_says_of_money(admin: Api) -> None:
    bare = {key: value for key, value in day(1).items() if key != "account_currency"}
    admin.ingest([bare], observedAt=FIRST)
    payload = replaced(admin, [{**bare, "date_start": "2024-01-02", "date_stop": "2024-01-02"}], currency="EUR")
    assert (payload["inserted"], payload["removed"]) == (1, 1)


def test_the_same_key_gives_the_first_result_and_removes_once(admin: Api) -> None:
    admin.ingest([day(1), day(2)], observedAt=FIRST)
    said: dict[str, Any] = {"idempotencyKey": "pull-7", "dateRange": WEEK, "replaceWindow": True}
    first = admin.ingest([day(1)], **said)
    admin.ingest([day(2)])
    assert admin.ingest([day(1)], **said) == first
    assert (first["removed"], spend(admin)) == (1, 20)
    assert refusal(admin.ingest([day(1)], **{**said, "replaceWindow": False}))[0] == "IDEMPOTENCY_KEY_REUSED"


def test_the_audit_log_counts_what_was_removed(admin: Api) -> None:
    admin.ingest([day(1), day(2)], observedAt=FIRST)
    replaced(admin, [day(1)])
    [line] = admin.say(AUDIT, first=1)["auditLog"]["entries"]
    assert (line["action"], line["detail"]["replaceWindow"], line["result"]["removed"]) == ("ingest", True, 1)


def test_the_command_line_replaces_a_window(tmp_path: Path) -> None:
    def run(rows: list[dict[str, Any]], *words: str) -> Any:
        file = tmp_path / "rows.json"
        file.write_text(json.dumps(rows))
        said = ["ingest", str(file), "--org", "alder", "--data", str(tmp_path / "data"), *words]
        return CliRunner().invoke(app, said)

    days = ("--date-range", "2024-01-01..2024-01-07")
    assert "2 inserted" in run([day(1), day(2)]).output
    assert "1 unchanged, 0 stale, 0 rejected, 1 removed" in run([day(1)], "--replace-window", *days).output
    missing = run([day(1)], "--replace-window")
    assert (missing.exit_code, "--date-range" in missing.stderr) == (1, True)
    several = run([day(1)], str(tmp_path / "rows.json"), "--replace-window", *days)
    assert (several.exit_code, "Put all pages of the pull into one file" in several.stderr) == (1, True)
