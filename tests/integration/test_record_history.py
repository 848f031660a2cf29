"""The versions of one record through the API, and what is stored."""

import pytest

from tests.api_requests import COVERAGE, HISTORY, RECORDS
from tests.builders import meta_row
from tests.integration.api import Api

FIRST, SECOND, THIRD = ("2024-02-01T00:00:00Z", "2024-02-02T00:00:00Z", "2024-02-03T00:00:00Z")


def restated(api: Api) -> str:
    """A row of three versions: its id."""
    for spend, at in (("10.00", FIRST), ("12.00", THIRD), ("11.00", SECOND)):
        api.ingest([meta_row(spend=spend)], observedAt=at)
    [node] = api.say(RECORDS)["records"]["nodes"]
    return str(node["id"])


def test_versions_come_oldest_first_each_with_the_row_as_received(api: Api) -> None:
    versions = api.say(HISTORY, id=restated(api))["recordHistory"]
    assert [version["raw"]["spend"] for version in versions] == ["10.00", "11.00", "12.00"]
    assert [version["spend"] for version in versions] == [10.0, 11.0, 12.0]
    assert [version["revision"] for version in versions] == [1, 2, 3]
    assert [version["observedAt"] for version in versions] == [FIRST, SECOND, THIRD]
    assert [version["supersededAt"] for version in versions] == [SECOND, THIRD, None]
    assert {version["removedAt"] for version in versions} == {None}
    assert len({version["id"] for version in versions}) == 1


def test_raw_rows_are_not_read_unless_asked_for(api: Api) -> None:
    query = "query($id: ID!) { recordHistory(id: $id) { spend cpm } }"
    assert len(api.say(query, id=restated(api))["recordHistory"]) == 3


def test_only_what_was_known_at_an_instant_is_shown(api: Api) -> None:
    record = restated(api)
    versions = api.say(HISTORY, id=record, asOf=SECOND)["recordHistory"]
    assert [(version["spend"], version["supersededAt"]) for version in versions] == [(10.0, SECOND), (11.0, None)]
    assert api.say(HISTORY, id=record, asOf="2024-01-01T00:00:00Z")["recordHistory"] is None


def test_an_unknown_id_is_null(api: Api) -> None:
    assert api.say(HISTORY, id="00000000-0000-0000-0000-000000000000")["recordHistory"] is None


@pytest.mark.parametrize("wrong", ["", "1", "{00000000-0000-0000-0000-000000000000}", "' OR 1=1 --"])
def test_what_is_no_id_is_named(api: Api, wrong: str) -> None:
    error = api.refused(HISTORY, id=wrong)
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("INVALID_INPUT", ["id"])
    assert repr(wrong) in error["message"]


def test_coverage_says_from_when_to_when_and_what_is_missing(api: Api) -> None:
    rows = [meta_row(date_start=day, date_stop=day) for day in ("2024-01-01", "2024-01-02", "2024-01-05")]
    api.ingest(rows, observedAt=FIRST)
    [line] = api.say(COVERAGE)["coverage"]
    assert line.pop("lastIngestedAt") is not None
    assert line == {
        "dataSource": "META_BUSINESS",
        "level": "CAMPAIGN",
        "rows": 3,
        "firstDate": "2024-01-01",
        "lastDate": "2024-01-05",
        "missingDays": 2,
    }
    asked = {"dateRange": {"start": "2024-01-02", "end": "2024-01-31"}}
    [line] = api.say(COVERAGE, filter=asked)["coverage"]
    assert (line["rows"], line["missingDays"]) == (2, 2)
    assert api.say(COVERAGE, filter={"asOf": "2024-01-31T00:00:00Z"})["coverage"] == []


def test_a_coverage_of_days_that_end_before_they_start_is_refused(api: Api) -> None:
    asked = {"dateRange": {"start": "2024-01-02", "end": "2024-01-01"}}
    assert api.code(COVERAGE, filter=asked) == "INVALID_INPUT"
