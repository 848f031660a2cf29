"""The server as people run it: a process, a port, a folder, keys from the command line."""

import json
import os
import re
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from domain.vocabulary import Scope
from tests.api_requests import INGEST, INSIGHTS, PREVIEW, RECORDS, VIEWER, many_rows, meta_input
from tests.builders import klaviyo_flat, meta_row
from tests.e2e.server import Server, make_key, quick_key, run_command, serving

FIRST_ANSWER_S = 3.0
BUSY_MACHINE = 3.0
"""What a machine with more work than cores is granted: of three starts the fastest counts, times this."""
INGEST_S = 1.0
ORGS = count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served") / "data"


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder) as running:
        yield running


@pytest.fixture
def key(server: Server, folder: Path) -> str:
    """A key of an organization of its own, made while the server runs."""
    assert server.process.poll() is None
    return quick_key(folder, Scope.READ, Scope.WRITE, org=f"org-{next(ORGS)}")


def is_busy() -> bool:
    return os.getloadavg()[0] > (os.cpu_count() or 1)


# --- the requests that users know ---


def test_a_row_without_a_date_becomes_one_row_of_the_seven_days(server: Server, key: str) -> None:
    row = {
        "id": "meta_campaign_001",
        "account_id": "act_123456789",
        "campaign_id": "camp_001",
        "spend": 1250.50,
        "impressions": 45000,
        "clicks": 890,
        "actions": [{"action_type": "purchase", "value": "23"}],
    }
    week = {"start": "2024-01-01", "end": "2024-01-07"}
    payload = server.say(key, INGEST, input=meta_input([row], dateRange=week))["ingest"]
    assert (payload["received"], payload["inserted"], payload["rejected"], payload["userErrors"]) == (1, 1, 0, [])
    (record,) = server.say(key, RECORDS)["records"]["nodes"]
    assert (record["accountId"], record["campaignId"]) == ("123456789", "camp_001")
    assert (record["dateStart"], record["dateStop"], record["conversions"]) == ("2024-01-01", "2024-01-07", 23)

    month = {
        "filter": {
            "dataSources": ["META_BUSINESS", "GOOGLE_ADS", "KLAVIYO"],
            "dateRange": {"start": "2024-01-01", "end": "2024-01-31"},
        },
        "groupBy": ["DATA_SOURCE", "CAMPAIGN"],
        "metrics": ["SPEND", "IMPRESSIONS", "CLICKS", "CONVERSIONS", "REVENUE"],
    }
    whole = server.say(key, INSIGHTS, input=month)["insights"]
    assert whole["totals"]["spend"] == 1250.5
    assert whole["totals"]["cpm"] == pytest.approx(1000 * 1250.5 / 45000)
    assert [row["campaignId"] for row in whole["rows"]] == ["camp_001"]

    first_day = {"filter": {"dateRange": {"start": "2024-01-01", "end": "2024-01-01"}}}
    one_day = server.say(key, INSIGHTS, input=first_day)["insights"]
    assert one_day["totals"]["spend"] is None
    assert [left["reason"] for left in one_day["excluded"]] == ["PARTIAL_PERIOD"]


def test_the_cpm_stays_the_ads_own_beside_an_email(server: Server, key: str) -> None:
    server.say(key, INGEST, input=meta_input([meta_row()]))
    email = {"dataSource": "KLAVIYO", "dataEntries": [klaviyo_flat()]}
    assert server.say(key, INGEST, input=email)["ingest"]["inserted"] == 1
    totals = server.say(key, INSIGHTS, input={})["insights"]["totals"]
    assert round(totals["cpm"], 2) == 27.79
    assert (totals["spend"], totals["revenue"]) == (1250.5, 3375)


# --- speed ---


def test_the_first_answer_comes_within_three_seconds_of_the_start(tmp_path: Path) -> None:
    took = []
    for attempt in range(3):
        started = time.monotonic()
        with serving(tmp_path / f"data{attempt}") as fresh:
            assert fresh.post(None, VIEWER).status_code == 401
            took.append(time.monotonic() - started)
        if took[-1] < FIRST_ANSWER_S:
            break
    assert min(took) < FIRST_ANSWER_S * (BUSY_MACHINE if is_busy() else 1)


def test_a_thousand_rows_are_stored_and_readable_in_under_a_second(server: Server, key: str) -> None:
    took = []
    for attempt in range(3):
        rows = many_rows(1000, first=1000 * attempt)
        started = time.monotonic()
        assert server.say(key, INGEST, input=meta_input(rows))["ingest"]["inserted"] == 1000
        totals = server.say(key, INSIGHTS, input={})["insights"]["totals"]
        took.append(time.monotonic() - started)
        assert totals["spend"] == 1250.0 * (attempt + 1)
    assert min(took) < INGEST_S * (BUSY_MACHINE if is_busy() else 1)


# --- what is stored ---


def test_the_same_batch_twice_changes_nothing(server: Server, key: str) -> None:
    batch = meta_input(many_rows(20), observedAt="2024-02-01T06:00:00Z")
    server.say(key, INGEST, input=batch)
    before = server.say(key, INSIGHTS, input={})
    again = server.say(key, INGEST, input=batch)["ingest"]
    assert (again["inserted"], again["updated"], again["unchanged"]) == (0, 0, 20)
    assert server.say(key, INSIGHTS, input={}) == before


def test_good_rows_are_stored_and_each_bad_one_is_named(server: Server, key: str) -> None:
    rows = [meta_row(), meta_row(campaign_id="2", spend="abc"), meta_row(campaign_id="3", date_start="x"), "no row"]
    payload = server.say(key, INGEST, input=meta_input(rows))["ingest"]
    assert (payload["received"], payload["inserted"], payload["rejected"]) == (4, 1, 3)
    found = {(issue["rowIndex"], issue["code"], issue["path"], issue["value"]) for issue in payload["issues"]}
    assert (1, "NOT_A_NUMBER", "spend", "abc") in found
    assert {(index, code) for index, code, _, _ in found} >= {(2, "BAD_DATE"), (3, "NOT_AN_OBJECT")}
    assert server.say(key, RECORDS)["records"]["totalCount"] == 1


@pytest.mark.parametrize("entries", ["rows", 7, None, {"error": {"code": 190, "message": "Token expired"}}])
def test_a_batch_that_cannot_be_read_stores_nothing(server: Server, key: str, entries: object) -> None:
    response = server.post(key, INGEST, {"input": meta_input(entries)}).json()
    if entries is None:
        assert response["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    else:
        payload = response["data"]["ingest"]
        assert payload["batchId"] is None
        assert payload["userErrors"][0]["code"] in {"UNREADABLE_BATCH", "UPSTREAM_ERROR"}
        assert payload["userErrors"][0]["field"] == ["input", "dataEntries"]
    assert server.say(key, RECORDS)["records"]["totalCount"] == 0


def test_a_preview_shows_what_ingest_stores(server: Server, key: str) -> None:
    rows = [meta_row(reach="30000", custom="kept"), meta_row(campaign_id="2", spend="abc")]
    preview = server.say(key, PREVIEW, input=meta_input(rows))["transformPreview"]
    assert server.say(key, RECORDS)["records"]["totalCount"] == 0
    payload = server.say(key, INGEST, input=meta_input(rows))["ingest"]
    stored = server.say(key, RECORDS)["records"]["nodes"]
    for record in stored:
        assert (record.pop("revision"), record.pop("observedAt")[:2], record.pop("ingestedAt")[:2]) == (1, "20", "20")
    assert preview["records"] == stored
    assert preview["originalRecords"] == payload["received"] == 2
    assert preview["issueCounts"] == payload["issueCounts"]
    assert preview["unmappedFields"] == payload["unmappedFields"] == ["custom"]
    assert stored[0]["raw"] == rows[0]


def test_ids_keep_their_last_digit_and_counts_pass_two_billion(server: Server, key: str) -> None:
    row = '{"campaign_id": 120208814532970417, "account_id": 9007199254740993, "spend": "0.1", '
    row += '"impressions": 9007199254740991, "clicks": "3000000000", "date_start": "2024-01-01", "date_stop": "2024-01-01"}'
    body = '{"query": %s, "variables": {"input": {"dataSource": "META_BUSINESS", "dataEntries": [%s]}}}'
    with server.client(key, **{"Content-Type": "application/json"}) as client:
        answer = client.post("/graphql", content=body % (json.dumps(INGEST), row)).json()
    assert answer["data"]["ingest"]["inserted"] == 1, answer
    (record,) = server.say(key, RECORDS)["records"]["nodes"]
    assert (record["campaignId"], record["accountId"]) == ("120208814532970417", "9007199254740993")
    assert (record["impressions"], record["clicks"]) == (9007199254740991, 3_000_000_000)
    assert record["raw"]["campaign_id"] == 120208814532970417


def test_a_row_with_nan_is_rejected_alone(server: Server, key: str) -> None:
    body = {
        "query": INGEST,
        "variables": {"input": meta_input([meta_row(), meta_row(campaign_id="2", spend=float("nan"))])},
    }
    with server.client(key, **{"Content-Type": "application/json"}) as client:
        payload = client.post("/graphql", content=json.dumps(body)).json()["data"]["ingest"]
    assert (payload["inserted"], payload["rejected"]) == (1, 1)
    assert (payload["issues"][0]["code"], payload["issues"][0]["rowIndex"]) == ("NOT_FINITE", 1)


def test_pages_walk_over_every_record_once_newest_day_first(server: Server, key: str) -> None:
    for day in ("2024-01-02", "2024-01-03", "2024-01-01"):
        server.say(key, INGEST, input=meta_input(many_rows(5, day=day)))
    seen, after = [], None
    for _page in range(10):
        page = server.say(key, RECORDS, first=4, after=after)["records"]
        seen += page["nodes"]
        assert page["totalCount"] == 15
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert [record["dateStart"] for record in seen] == ["2024-01-03"] * 5 + ["2024-01-02"] * 5 + ["2024-01-01"] * 5
    assert len({record["id"] for record in seen}) == 15


def test_as_of_answers_with_what_was_known_then(server: Server, key: str) -> None:
    for spend, seen in (("10", "2024-02-01T00:00:00Z"), ("12", "2024-02-03T00:00:00Z"), ("11", "2024-02-02T00:00:00Z")):
        server.say(key, INGEST, input=meta_input([meta_row(spend=spend)], observedAt=seen))
    known = {
        day: server.say(key, INSIGHTS, input={"filter": {"asOf": f"2024-0{day}T12:00:00Z"}})["insights"]["totals"][
            "spend"
        ]
        for day in ("1-31", "2-01", "2-02", "2-03")
    }
    assert known == {"1-31": None, "2-01": 10, "2-02": 11, "2-03": 12}
    assert server.say(key, INSIGHTS, input={})["insights"]["totals"]["spend"] == 12


def test_the_viewer_is_the_key(server: Server, folder: Path) -> None:
    key = make_key(folder, "WRITE", "READ", org="birch", name="nightly ingest")
    viewer = server.say(key, VIEWER)["viewer"]
    assert viewer == {"organizationId": "birch", "subject": "nightly ingest", "scopes": ["READ", "WRITE"]}


# --- starting and stopping ---


def test_a_key_made_while_the_server_runs_is_alone_on_standard_output(server: Server, folder: Path) -> None:
    made = run_command("keys", "create", "--org", "cedar", "--data", str(folder))
    assert re.fullmatch(r"mm_[a-z2-7]{12}_[A-Za-z0-9_-]{43}\n", made.stdout)
    assert made.stdout.strip() not in made.stderr
    assert server.say(made.stdout.strip(), VIEWER)["viewer"]["scopes"] == ["READ"]


def test_a_second_server_on_the_same_folder_is_refused(server: Server, folder: Path) -> None:
    assert server.process.poll() is None
    second = run_command("serve", "--port", "0", "--data", str(folder))
    assert second.returncode == 1
    assert second.stderr.startswith(f"Error: The data folder {folder} is in use by another process.")
    assert "Traceback" not in second.stderr
