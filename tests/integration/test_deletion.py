"""Deleting records through the API."""

from typing import Any

import pytest

from domain.vocabulary import Scope
from graphql_api.context import Services
from tests.api_requests import DELETE, HISTORY, INSIGHTS, RECORDS
from tests.builders import meta_row
from tests.integration.api import Api

WEEK = {"start": "2024-01-01", "end": "2024-01-07"}
EARLIER = "2024-02-01T00:00:00Z"


@pytest.fixture
def admin(services: Services, request: pytest.FixtureRequest) -> Api:
    """An organization of the test's own, with a key that may do everything."""
    return Api.on(services, f"org-{abs(hash(request.node.nodeid)) % 10**12}", *Scope)


def deleted(api: Api, rows: object, **said: Any) -> dict[str, Any]:
    payload: dict[str, Any] = api.say(DELETE, input={"filter": rows, **said})["deleteRecords"]
    return payload


def day(number: int, until: int | None = None, **changes: object) -> dict[str, Any]:
    return meta_row(date_start=f"2024-01-0{number}", date_stop=f"2024-01-0{until or number}", spend="10.00", **changes)


def spend(api: Api, **rows: object) -> float | None:
    totals: dict[str, float | None] = api.say(INSIGHTS, input={"filter": rows})["insights"]["totals"]
    return totals["spend"]


def test_a_dry_run_says_what_would_go_and_changes_nothing(admin: Api) -> None:
    admin.ingest([day(1), day(2), day(3, 4)], observedAt=EARLIER)
    payload = deleted(admin, {"dateRange": {"start": "2024-01-01", "end": "2024-01-03"}})
    notice = payload.pop("notice")
    assert payload == {
        "matched": 2,
        "deleted": 0,
        "overlapping": 1,
        "byLevel": [
            {
                "dataSource": "META_BUSINESS",
                "level": "CAMPAIGN",
                "matched": 2,
                "overlapping": 1,
                "firstDate": "2024-01-01",
                "lastDate": "2024-01-02",
            }
        ],
        "userErrors": [],
    }
    assert "1 of meta_business (CAMPAIGN)" in notice
    assert spend(admin) == 30


def test_what_was_named_goes_and_its_history_stays(admin: Api) -> None:
    admin.ingest([day(1), day(2), day(9)], observedAt=EARLIER)
    record = admin.say(RECORDS, filter={"dateRange": {"start": "2024-01-01", "end": "2024-01-01"}})
    [node] = record["records"]["nodes"]
    payload = deleted(admin, {"dateRange": WEEK}, dryRun=False)
    assert (payload["matched"], payload["deleted"], payload["notice"]) == (2, 2, None)
    assert (spend(admin), spend(admin, asOf=EARLIER)) == (10, 30)
    [version] = admin.say(HISTORY, id=node["id"])["recordHistory"]
    assert version["removedAt"] == version["supersededAt"] > EARLIER
    assert version["raw"]["spend"] == "10.00"


def test_rows_sent_again_come_back_unless_they_were_observed_before(admin: Api) -> None:
    admin.ingest([day(1)], observedAt=EARLIER)
    deleted(admin, {"dateRange": WEEK}, dryRun=False)
    again = admin.ingest([day(1)], observedAt=EARLIER)
    assert (again["stale"], [issue["code"] for issue in again["issues"]]) == (1, ["STALE_ROW"])
    assert spend(admin) is None
    assert admin.ingest([day(1)])["inserted"] == 1
    assert spend(admin) == 10
    [node] = admin.say(RECORDS)["records"]["nodes"]
    assert node["revision"] == 2


@pytest.mark.parametrize(
    ("rows", "path", "words"),
    [
        ({}, ["input", "filter"], "everything: true"),
        ({"breakdowns": {}}, ["input", "filter"], "everything: true"),
        ({"accountIds": ["1"], "asOf": EARLIER}, ["input", "filter", "asOf"], "Leave asOf out"),
        ({"dateRange": {"start": "2024-01-02", "end": "2024-01-01"}}, ["input", "filter", "dateRange"], "Swap"),
        ({"currency": "DOLLARS"}, ["input", "filter", "currency"], "ISO 4217"),
    ],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_what_cannot_be_meant_is_refused_as_data(
    admin: Api, rows: object, path: list[str], words: str, *, dry_run: bool
) -> None:
    admin.ingest([day(1)])
    payload = deleted(admin, rows, dryRun=dry_run)
    [error] = payload["userErrors"]
    assert (error["code"], error["field"], words in error["message"]) == ("INVALID_INPUT", path, True)
    assert (payload["matched"], spend(admin)) == (0, 10)


def test_everything_goes_where_everything_is_said(admin: Api) -> None:
    admin.ingest([day(1), day(2)])
    assert deleted(admin, {}, everything=True)["matched"] == 2
    assert deleted(admin, {}, everything=True, dryRun=False)["deleted"] == 2
    assert admin.say(RECORDS)["records"]["totalCount"] == 0


def test_without_the_scope_nothing_goes(api: Api) -> None:
    api.ingest([day(1)])
    assert api.code(DELETE, input={"filter": {"dateRange": WEEK}, "dryRun": False}) == "FORBIDDEN"
    assert spend(api) == 10
