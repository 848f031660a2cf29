"""POST /ingest/{data_source}: every format, what is said of the rows, who is let in, and what is refused."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import count
from typing import Any
from urllib.parse import quote

import httpx2
import pyarrow as pa
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from domain.vocabulary import Scope
from graphql_api.context import Services
from tests.api_requests import AUDIT, INSIGHTS, RECORDS
from tests.builders import meta_row
from tests.integration.api import Api

Row = dict[str, Any]
NUMBERS = count()
ROWS = [
    meta_row(campaign_id="120208814532970417", spend="1250.50", impressions="45000", clicks="890"),
    meta_row(campaign_id="120208814532970418", spend="0.10", impressions="7", clicks="1"),
]
"""Together: spend 1250.60, 45,007 impressions, 891 clicks."""


def as_csv(rows: list[Row], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_parquet(rows: list[Row]) -> bytes:
    typed = [{**row, "spend": Decimal(row["spend"]), "clicks": int(row["clicks"])} for row in rows]
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(typed), file)
    return file.getvalue()


def as_ndjson(rows: list[Row]) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


FORMATS: dict[str, tuple[Callable[[list[Row]], bytes], str]] = {
    "json": (lambda rows: json.dumps(rows).encode(), "application/json"),
    "page": (lambda rows: json.dumps({"data": rows, "paging": {}}).encode(), "application/json; charset=utf-8"),
    "ndjson": (as_ndjson, "application/x-ndjson"),
    "csv": (as_csv, "text/csv"),
    "utf-16 with tabs": (lambda rows: as_csv(rows, "utf-16", "\t"), "text/csv"),
    "parquet": (as_parquet, "application/vnd.apache.parquet"),
}


PACKINGS: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.compress, "zstd": zstandard.compress}


def send(api: Api, content: bytes, source: str = "meta_business", query: str = "", **headers: str) -> httpx2.Response:
    own = {"Authorization": f"Bearer {api.key}", "Content-Type": "application/octet-stream"}
    own |= {name.replace("_", "-"): value for name, value in headers.items()}
    response: httpx2.Response = api.client.post(f"/ingest/{source}?{query}", content=content, headers=own)
    assert response.headers["X-Request-Id"]
    return response


def stored(api: Api) -> int:
    return int(api.say(RECORDS)["records"]["totalCount"])


def totals(api: Api) -> Row:
    found: Row = api.say(INSIGHTS, input={})["insights"]["totals"]
    return {name: found[name] for name in ("spend", "impressions", "clicks")}


def code_of(response: httpx2.Response) -> str:
    return str(response.json()["errors"][0]["extensions"]["code"])


# --- formats ---


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("packed", ["", "gzip", "zstd"])
@pytest.mark.parametrize("told", ["told", "by content"])
def test_every_format_gives_the_same_totals(api: Api, name: str, packed: str, told: str) -> None:
    write, media_type = FORMATS[name]
    content = PACKINGS[packed](write(ROWS))
    headers = {"Content_Type": media_type} if told == "told" else {}
    response = send(api, content, **headers, **({"Content_Encoding": packed} if packed else {}))
    assert response.status_code == 200, response.text
    report = response.json()
    assert (report["received"], report["inserted"], report["rejected"], report["userErrors"]) == (2, 2, 0, [])
    assert totals(api) == {"spend": 1250.6, "impressions": 45007, "clicks": 891}


def test_the_report_is_that_of_the_mutation(services: Services, api: Api) -> None:
    rows = [*ROWS, ROWS[0], meta_row(campaign_id="3", spend="N/A?"), meta_row(campaign_id="4", brand_new="x")]
    other = Api.on(services, "door-mutation", Scope.READ, Scope.WRITE)
    by_mutation = other.ingest(rows)
    by_door = send(api, json.dumps(rows).encode(), "META_BUSINESS").json()
    assert by_door.keys() == by_mutation.keys()
    assert by_door | {"batchId": None} == by_mutation | {"batchId": None}


def test_a_line_that_does_not_fit_its_table_is_rejected_with_its_line_and_the_others_are_stored(api: Api) -> None:
    lines = as_csv(ROWS).decode().splitlines()
    content = "\n".join([lines[0], lines[1], lines[2] + ",surplus", lines[2][:-2].rsplit(",", 1)[0], lines[2]])
    report = send(api, content.encode()).json()
    assert (report["received"], report["inserted"], report["rejected"]) == (4, 2, 2)
    assert [(issue["code"], issue["rowIndex"]) for issue in report["issues"]] == [("ROW_WIDTH", 1), ("ROW_WIDTH", 2)]
    assert report["issues"][0]["message"].startswith(
        "Row 1 (line 3): The line has 9 cells, and the header has 8. Export the table again"
    )


def test_a_row_beyond_the_bound_is_rejected_and_the_others_are_stored(api: Api) -> None:
    rows = [*ROWS, meta_row(campaign_id="9", note="x" * 300_000)]
    for content in (json.dumps(rows).encode(), as_csv([{**row, "note": row.get("note", "")} for row in rows])):
        report = send(api, content).json()
        assert (report["received"], report["rejected"], report["issues"][0]["code"]) == (3, 1, "ROW_TOO_LARGE")


@pytest.mark.parametrize("content", [b"[]", as_csv(ROWS[:1]).splitlines()[0], b'{"data": []}'])
def test_a_file_without_rows_is_said_to_be_empty(api: Api, content: bytes) -> None:
    report = send(api, content).json()
    assert (report["received"], [issue["code"] for issue in report["issues"]]) == (0, ["EMPTY_BATCH"])


def test_a_body_beyond_the_mutations_limit_is_one_batch(api: Api) -> None:
    rows = [meta_row(campaign_id=str(10**15 + place), note="x" * 200_000) for place in range(90)]
    content = json.dumps(rows).encode()
    assert len(content) > 17 * 1024**2
    report = send(api, content).json()
    assert (report["received"], report["inserted"], report["unmappedFields"]) == (90, 90, ["note"])
    assert len({row["batchId"] for row in [report]}) == 1


# --- what is said of the rows ---


def test_options_mean_what_they_mean_in_the_mutation(services: Services, api: Api) -> None:
    row = {"campaign_id": "7", "spend": "10", "impressions": "100", "actions": [{"action_type": "lead", "value": "3"}]}
    other = Api.on(services, "door-options", Scope.READ, Scope.WRITE)
    other.ingest(
        [row, {**row, "spend": "12"}],
        dateRange={"start": "2024-01-01", "end": "2024-01-07"},
        accountId="act_1",
        currency="EUR",
        timezone="Europe/Berlin",
        observedAt="2024-02-01T06:00:00Z",
        onConflict="LAST",
        conversionRules={"primaryConversion": "lead"},
    )
    query = (
        "dateStart=2024-01-01&dateEnd=2024-01-07&accountId=act_1&currency=EUR&timezone=Europe/Berlin"
        "&observedAt=2024-02-01T06:00:00Z&onConflict=LAST&strict=false&metadata=%7B%7D"
        "&conversionRules=%7B%22primaryConversion%22%3A%22lead%22%7D"
    )
    assert send(api, json.dumps([row, {**row, "spend": "12"}]).encode(), query=query).json()["inserted"] == 1
    [mine], [its] = (one.say(RECORDS)["records"]["nodes"] for one in (api, other))
    hidden = {"id": None, "ingestedAt": None}
    assert mine | hidden == its | hidden
    assert (mine["spend"], mine["conversions"], mine["currency"], mine["dateStop"]) == (12, 3, "EUR", "2024-01-07")


def test_an_idempotency_key_gives_the_first_report(api: Api) -> None:
    first = send(api, json.dumps(ROWS).encode(), query="idempotencyKey=nightly")
    again = send(api, json.dumps(ROWS).encode(), query="idempotencyKey=nightly")
    assert (again.status_code, again.json()) == (200, first.json())
    other = send(api, json.dumps(ROWS[:1]).encode(), query="idempotencyKey=nightly")
    assert (other.status_code, other.json()["userErrors"][0]["code"]) == (400, "IDEMPOTENCY_KEY_REUSED")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("currancy=EUR", "There is no parameter 'currancy'. Did you mean currency?"),
        ("currency=EUR&currency=USD", "currency was given more than once."),
        ("dateStart=2024-01-01", "dateStart is '2024-01-01' and dateEnd None."),
        ("strict=yes", "strict is 'yes'. Give true or false."),
        ("onConflict=MERGE", "onConflict is 'MERGE'. Give one of: REJECT"),
        ("metadata=[1]", "metadata is '[1]'. Give a JSON object"),
        ("conversionRules=%7B%22tier%22%3A1%7D", "A rule is 'tier'."),
        ("observedAt=2024-02-01", "observedAt is '2024-02-01'."),
        ("observedAt=2999-01-01T00:00:00Z", "observedAt is 2999-01-01T00:00:00+00:00, which is to come."),
        ("currency=DOLLARS", "currency 'DOLLARS' is not an ISO 4217 code."),
        ("dateStart=2024-01-02&dateEnd=2024-01-01", "dateRange ends (2024-01-01) before it starts"),
        ("idempotencyKey=", "idempotencyKey is ''"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_stored(api: Api, query: str, said: str) -> None:
    response = send(api, json.dumps(ROWS).encode(), query=query)
    report = response.json()
    assert (response.status_code, report["batchId"], report["received"]) == (400, None, 0)
    assert report["userErrors"][0]["message"].startswith(said)
    assert stored(api) == 0


# --- what is refused ---


@pytest.mark.parametrize(
    ("content", "headers", "said"),
    [
        (b"", {}, "It is empty."),
        (b"hello", {}, "No line looks like the header of a table"),
        (gzip.compress(json.dumps(ROWS).encode())[:-9], {}, "Its gzip packing is cut off or broken"),
        (zstandard.compress(json.dumps(ROWS).encode())[:-4], {}, "Its zstd packing is cut off or broken"),
        (json.dumps(ROWS).encode()[:-20], {}, "It is neither JSON nor NDJSON"),
        (as_csv(ROWS), {"Content_Type": "application/json"}, "It is neither JSON nor NDJSON"),
        (as_csv(ROWS), {"Content_Type": "application/vnd.apache.parquet"}, "The Parquet file is cut off or broken"),
        (as_parquet(ROWS)[:-30], {}, "The Parquet file is cut off or broken"),
        (b'{"error": {"code": 17, "message": "limit"}}', {}, "The payload is an error answer: 17 limit."),
        (json.dumps(ROWS).encode(), {"Content_Encoding": "gzip"}, "The body is not gzip"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_stored(
    api: Api, content: bytes, headers: dict[str, str], said: str
) -> None:
    response = send(api, content, **headers)
    assert response.status_code == 400
    assert response.json()["userErrors"][0]["message"].startswith(said)
    assert stored(api) == 0


def test_without_a_key_or_with_a_wrong_one_nobody_is_let_in(api: Api) -> None:
    for value in ("", "Bearer mm_wrong", api.key):
        response = send(api, json.dumps(ROWS).encode(), Authorization=value)
        assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")
        assert response.headers["WWW-Authenticate"] == "Bearer"
    assert stored(api) == 0


def test_a_key_that_may_only_read_is_refused(services: Services) -> None:
    reader = Api.on(services, "door-reader", Scope.READ)
    response = send(reader, json.dumps(ROWS).encode())
    assert (response.status_code, code_of(response)) == (403, "FORBIDDEN")
    assert stored(reader) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Type": "application/xml"},
        {"Content_Type": "multipart/form-data; boundary=x"},
        {"Content_Encoding": "br"},
    ],
)
def test_a_format_that_is_not_read_is_refused(api: Api, headers: dict[str, str]) -> None:
    response = send(api, b"x", **headers)
    assert (response.status_code, code_of(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_data_source_that_is_not_known_is_refused(api: Api) -> None:
    response = send(api, b"[]", "myspace")
    assert (response.status_code, code_of(response)) == (404, "NOT_FOUND")


def bounded(services: Services, org: str, most: int) -> Api:
    return Api.on(services, org, Scope.READ, Scope.WRITE, max_upload_bytes=most)


def in_pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), 100):
        yield content[start : start + 100]


def test_a_body_beyond_the_bound_is_refused_whether_its_size_is_stated_or_not(services: Services) -> None:
    api = bounded(services, "door-bounded", 1000)
    headers = {"Authorization": f"Bearer {api.key}"}
    for content in (b" " * 1001, in_pieces(b" " * 1001)):
        response = api.client.post("/ingest/meta_business", content=content, headers=headers)
        assert (response.status_code, code_of(response)) == (413, "TOO_LARGE")
    bomb = gzip.compress(b" " * 100_000)
    response = send(api, bomb)
    assert (response.status_code, response.json()["userErrors"][0]["code"]) == (413, "TOO_LARGE")


# --- what remains ---


def test_an_upload_leaves_a_line_in_the_audit_log_with_its_request(services: Services) -> None:
    api = Api.on(services, "door-audit", *Scope)
    response = send(api, json.dumps(ROWS).encode(), query="currency=EUR")
    [line] = [one for one in api.say(AUDIT)["auditLog"]["entries"] if one["action"] == "ingest"]
    assert (line["outcome"], line["requestId"]) == ("DONE", response.headers["X-Request-Id"])
    assert line["detail"]["dataSource"] == "meta_business"
    assert (line["result"]["received"], line["result"]["inserted"]) == (2, 2)


# --- the same facts in every format ---


FIGURES = st.tuples(
    st.integers(1, 5), st.decimals("0", "99999", places=2), st.integers(0, 10**6), st.integers(0, 10**4)
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(figures=st.lists(FIGURES, min_size=1, max_size=8, unique_by=lambda one: one[0]))
def test_the_same_facts_give_the_same_totals_in_every_format(
    services: Services, figures: list[tuple[int, Decimal, int, int]]
) -> None:
    rows = [
        meta_row(campaign_id=str(10**17 + campaign), spend=str(spend), impressions=str(shown), clicks=str(clicks))
        for campaign, spend, shown, clicks in figures
    ]
    number = next(NUMBERS)
    for place, (write, _) in enumerate(FORMATS.values()):
        api = Api.on(services, f"format-{place}-{number}", Scope.READ, Scope.WRITE)
        assert send(api, write(rows)).json()["rejected"] == 0
        assert totals(api) == {
            "spend": float(sum(spend for _, spend, _, _ in figures)),
            "impressions": sum(shown for _, _, shown, _ in figures),
            "clicks": sum(clicks for *_, clicks in figures),
        }


def test_the_query_says_how_numbers_are_written_and_what_columns_mean(api: Api) -> None:
    german = send(api, as_csv([meta_row(spend="1,234")]), query="numberLocale=de-DE")
    assert german.json()["issues"] == []
    rows = [{"Tag": "05.03.2024", "Marke": "B", "Betrag": 1250}]
    words = {"Tag": {"column": "date", "dateFormat": "DD.MM.YYYY"}, "Marke": "campaign_name"}
    column_map = quote(json.dumps(words | {"Betrag": {"column": "spend", "unit": "CENTS"}}))
    mapped = send(api, json.dumps(rows).encode(), "generic", f"currency=USD&accountId=1&columnMap={column_map}")
    assert (mapped.status_code, mapped.json()["inserted"]) == (200, 1), mapped.text
    assert api.say(INSIGHTS, input={})["insights"]["totals"]["spend"] == 13.734  # 1.234 + 12.50


def test_parameters_may_be_written_with_underscores(api: Api) -> None:
    rows = [meta_row(date_start=f"2024-01-0{day}", date_stop=f"2024-01-0{day}", campaign_id="77") for day in (1, 2, 3)]
    window = "date_start=2024-01-01&date_end=2024-01-31&replace_window=true"
    send(api, json.dumps(rows).encode(), query=window)
    report = send(api, json.dumps(rows[:1]).encode(), query=f"{window}&on_conflict=last").json()
    assert (report["unchanged"], report["removed"]) == (1, 2)
