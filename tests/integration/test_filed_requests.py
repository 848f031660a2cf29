"""A whole request in a file: its rows are those of the mutation, and what it says fills what the caller did not say."""

import io
import json
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from domain.errors import InvalidInputError, MarketingMemoryError
from domain.files.formats import FileFormat
from domain.files.json_parts import json_parts
from domain.files.parts import WHOLE_BYTES
from domain.reading import RowFilter
from domain.uploads.upload import Upload
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId, Scope
from graphql_api.cli import app
from graphql_api.context import Services
from tests.builders import meta_row
from tests.integration.api import Api
from tests.integration.test_upload_door import send, totals

NUMBERS = count()
Row = dict[str, Any]
ROWS: list[Row] = [
    {
        "id": f"meta_campaign_00{number}",
        "account_id": "act_123456789",
        "campaign_id": f"camp_00{number}",
        "spend": spend,
        "impressions": 45000,
        "clicks": 890,
        "actions": [{"action_type": "purchase", "value": "23"}],
    }
    for number, spend in enumerate((1250.50, 0.25), 1)
]
"""Without a day of their own; together 1250.75."""
SNAKE: Row = {
    "data_source": "meta_business",
    "date_range_start": "2024-01-01",
    "date_range_end": "2024-01-07",
    "data_entries": ROWS,
    "currency": "USD",
}
CAMEL: Row = {
    "dataSource": "META_BUSINESS",
    "dateRange": {"start": "2024-01-01", "end": "2024-01-07"},
    "currency": "USD",
    "dataEntries": ROWS,
}


@pytest.fixture
def api(services: Services) -> Api:
    return Api.on(services, f"filed-{next(NUMBERS)}", Scope.READ, Scope.WRITE)


def upload_of(request: Row, part_bytes: int = WHOLE_BYTES) -> Upload:
    content = json.dumps(request).encode()
    read = partial(json_parts, part_bytes=part_bytes, whole_bytes=part_bytes)
    return Upload(io.BytesIO(content), str(hash(content)), FileFormat("JSON", (), read))


def stored(services: Services, request: Row, part_bytes: int = WHOLE_BYTES, **said: Any) -> list[Row]:
    org = OrgId(f"filed-rows-{next(NUMBERS)}")
    services.ingest(org, Submission(DataSource("meta_business"), upload_of(request, part_bytes), **said))
    found: list[Row] = services.records(org, RowFilter(), 1000).records.to_pylist()
    return found


@pytest.mark.parametrize("request_sent", [SNAKE, CAMEL], ids=["snake", "camel"])
def test_a_request_as_a_body_gives_the_totals_of_the_mutation(services: Services, api: Api, request_sent: Row) -> None:
    answer = send(api, json.dumps(request_sent).encode()).json()
    assert (answer["received"], answer["inserted"], answer["rejected"]) == (2, 2, 0)
    other = Api.on(services, f"filed-{next(NUMBERS)}", Scope.READ, Scope.WRITE)
    other.ingest(ROWS, currency="USD", dateRange={"start": "2024-01-01", "end": "2024-01-07"})
    assert totals(api) == totals(other)
    assert totals(api)["spend"] == 1250.75


@pytest.mark.parametrize("part_bytes", [100, 700, WHOLE_BYTES])
@pytest.mark.parametrize("rows_first", [True, False])
def test_a_request_of_any_size_is_read_in_parts(services: Services, part_bytes: int, *, rows_first: bool) -> None:
    rows = [meta_row(campaign_id=str(10 + place), spend="1.25", date_start=None, date_stop=None) for place in range(8)]
    around = {name: SNAKE[name] for name in ("data_source", "date_range_start", "date_range_end")}
    sent = {"data_entries": rows, **around} if rows_first else {**around, "data_entries": rows}
    found = stored(services, sent, part_bytes)
    assert sorted(row["campaign_id"] for row in found) == [str(10 + place) for place in range(8)]
    assert {(str(row["date_start"]), str(row["date_stop"])) for row in found} == {("2024-01-01", "2024-01-07")}
    assert sum(row["spend"] for row in found) == 10


def test_parts_of_many_plain_rows_go_the_columnar_way_too(services: Services) -> None:
    rows = [meta_row(campaign_id=str(1000 + place), spend="0.25") for place in range(200)]
    found = stored(services, {**SNAKE, "data_entries": rows}, len(json.dumps(rows)) // 2)
    assert len(found) == 200
    assert sum(row["spend"] for row in found) == 50


def test_rows_in_an_answer_of_the_platform_are_found_inside_the_request(services: Services) -> None:
    found = stored(services, {**SNAKE, "data_entries": {"data": ROWS, "paging": {}}})
    assert sorted(str(row["spend"]) for row in found) == ["0.250000", "1250.500000"]


def test_what_the_caller_says_goes_before_what_the_request_says(services: Services) -> None:
    bare = [{name: value for name, value in row.items() if name != "account_id"} for row in ROWS]
    sent = {**SNAKE, "data_entries": bare, "account_id": "1", "metadata": {"a": 1}}
    [first, second] = stored(services, sent, currency="EUR")
    assert (first["currency"], second["currency"]) == ("EUR", "EUR")
    assert (first["account_id"], second["account_id"]) == ("1", "1")


def test_a_complete_pull_may_say_its_days_in_the_request(api: Api) -> None:
    send(api, json.dumps(SNAKE).encode())
    answer = send(api, json.dumps({**SNAKE, "data_entries": ROWS[:1]}).encode(), query="replaceWindow=true").json()
    assert (answer["unchanged"], answer["removed"]) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"data_source": "google_ads"}, "is of google_ads, and it was sent as meta_business"),
        ({"data_source": 7}, "dataSource in the file is 7"),
        ({"date_range_end": None}, "its days start '2024-01-01' and end None"),
        ({"date_range_end": "7 Jan"}, "and end '7 Jan'"),
        ({"date_range": "2024"}, "dateRange in the file is '2024'"),
        ({"date_range": {"start": "2024-01-01", "end": "2024-01-07"}}, "says its days twice"),
        ({"acount_id": "1"}, "says 'acount_id'. Did you mean accountId?"),
        ({"replace_window": True}, "says 'replace_window'"),
        ({"currency": 1}, "currency in the file is 1"),
        ({"currency": "EURO"}, "is not an ISO 4217 code"),
        ({"metadata": []}, "metadata in the file is"),
        ({"strict": "yes"}, "strict in the file is 'yes'"),
        ({"on_conflict": "MAYBE"}, "onConflict in the file is 'MAYBE'"),
        ({"timezone": "Mars"}, "is not an IANA time zone"),
        ({"dataSource": "meta_business"}, "says dataSource twice"),
        ({"dataEntries": []}, "rows under data_entries and dataEntries"),
    ],
)
def test_a_request_that_cannot_be_used_is_refused_with_what_is_wrong(api: Api, changes: Row, said: str) -> None:
    sent = {**SNAKE, **changes}
    response = send(api, json.dumps(sent).encode())
    assert response.status_code == 400
    [error] = response.json()["userErrors"]
    assert said in f"{error['message']} {error.get('hint') or ''}"
    assert totals(api)["spend"] in {None, 0}


@pytest.mark.parametrize("part_bytes", [50, WHOLE_BYTES])
def test_a_list_of_requests_is_refused(services: Services, part_bytes: int) -> None:
    content = json.dumps([SNAKE, SNAKE]).encode()
    read = partial(json_parts, part_bytes=part_bytes, whole_bytes=part_bytes)
    upload = Upload(io.BytesIO(content), "x", FileFormat("JSON", (), read))
    with pytest.raises(InvalidInputError, match="a list of requests"):
        services.ingest(OrgId("filed-list"), Submission(DataSource("meta_business"), upload))


def test_numbers_that_are_none_are_rejected_row_by_row(services: Services) -> None:
    found = stored(services, {**SNAKE, "data_entries": [{**ROWS[0], "spend": float("nan")}, ROWS[1]]})
    assert [str(row["spend"]) for row in found] == ["0.250000"]


def test_the_command_takes_the_source_that_the_request_names(tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text(json.dumps(SNAKE, indent=1))
    done = CliRunner().invoke(app, ["ingest", str(file), "--org", "acme", "--data", str(tmp_path / "data")])
    assert done.exit_code == 0, done.output
    assert f"{file} (meta_business): 2 rows received, 2 inserted" in done.output


def test_a_source_that_does_not_exist_is_refused(services: Services) -> None:
    with pytest.raises(MarketingMemoryError, match="is of myspace, and it was sent as meta_business"):
        stored(services, {**SNAKE, "data_source": "myspace"})
