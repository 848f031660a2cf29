"""GraphQL over HTTP on the real server: what is refused and how, what production hides, what the log says."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx2
import pytest
from graphql import build_client_schema, get_introspection_query

from domain.vocabulary import Scope
from tests.api_requests import INGEST, INSIGHTS, RECORDS, VIEWER, meta_input
from tests.builders import meta_row
from tests.e2e.server import Server, make_key, quick_key, serving

MIB = 1024 * 1024
JSON = {"Content-Type": "application/json"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
VIEWER_BODY = json.dumps({"query": VIEWER})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("http") / "data"


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder, MARKETING_MEMORY_PORT="0", MARKETING_MEMORY_LOG_FORMAT="json") as running:
        yield running


@pytest.fixture
def client(server: Server, folder: Path) -> Iterator[httpx2.Client]:
    with server.client(quick_key(folder, Scope.READ, Scope.WRITE)) as opened:
        yield opened


def code_of(response: httpx2.Response) -> str:
    """The code of a refusal, which holds no data and the same request id in body and header."""
    body = response.json()
    assert set(body) == {"errors"}
    extensions = body["errors"][0]["extensions"]
    assert extensions["requestId"] == response.headers["X-Request-Id"]
    return str(extensions["code"])


# --- refusals ---


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        ("{", JSON, 400, "BAD_REQUEST"),
        (b'{"query": "\xff"}', JSON, 400, "BAD_REQUEST"),
        ("[]", JSON, 400, "BAD_REQUEST"),
        ("{}", JSON, 400, "BAD_REQUEST"),
        ('{"query": " "}', JSON, 400, "BAD_REQUEST"),
        ('{"query": "{ viewer { subject } }", "variables": []}', JSON, 400, "BAD_REQUEST"),
        ('{"query": "{ viewer { subject } }", "operationName": "\\ud800"}', JSON, 400, "BAD_REQUEST"),
        ('{"query": "{ viewer {"}', JSON, 400, "GRAPHQL_PARSE_FAILED"),
        ('{"query": "{ nothing }"}', JSON, 400, "GRAPHQL_VALIDATION_FAILED"),
        ('{"query": "{ viewer { subject } }", "operationName": "Other"}', JSON, 400, "GRAPHQL_VALIDATION_FAILED"),
        (VIEWER_BODY, {"Content-Type": "text/plain"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (VIEWER_BODY, {"Content-Type": "application/x-www-form-urlencoded"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (VIEWER_BODY, {"Content-Type": "multipart/form-data; boundary=x"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (VIEWER_BODY, {}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (VIEWER_BODY, JSON | {"Accept": "image/png"}, 406, "NOT_ACCEPTABLE"),
        (VIEWER_BODY, JSON | {"Accept": "application/json;q=0"}, 406, "NOT_ACCEPTABLE"),
    ],
)
def test_what_is_no_graphql_request_is_refused_before_anything_runs(
    client: httpx2.Client, body: str | bytes, headers: dict[str, str], status: int, code: str
) -> None:
    refused = client.post("/graphql", content=body, headers=headers)
    assert (refused.status_code, code_of(refused)) == (status, code)


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer mm_unknown", f"Bearer mm_aaaaaaaaaaaa_{'A' * 43}", "Basic dXNlcjpwYXNz", "Bearer é"],
)
def test_without_a_good_key_nothing_is_said(server: Server, authorization: str | None) -> None:
    given = [] if authorization is None else [(b"Authorization", authorization.encode())]
    with server.client() as client:
        refused = client.post("/graphql", content=VIEWER_BODY, headers=[(b"Content-Type", b"application/json"), *given])
    assert (refused.status_code, code_of(refused)) == (401, "UNAUTHENTICATED")
    assert refused.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("scope", "query", "variables", "field"),
    [
        (Scope.READ, INGEST, {"input": meta_input([meta_row()])}, "ingest"),
        (Scope.WRITE, RECORDS, {}, "records"),
        (Scope.ADMIN, INSIGHTS, {"input": {}}, "insights"),
    ],
)
def test_a_key_without_the_scope_is_forbidden(
    server: Server, folder: Path, scope: Scope, query: str, variables: dict[str, object], field: str
) -> None:
    answer = server.post(quick_key(folder, scope, org="scopes"), query, variables).json()
    assert answer["data"] == {field: None}
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    reader = quick_key(folder, Scope.READ, org="scopes")
    assert server.say(reader, RECORDS)["records"]["totalCount"] == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_not_allowed(client: httpx2.Client, method: str) -> None:
    refused = client.request(method, "/graphql", content=VIEWER_BODY, headers=JSON)
    assert refused.status_code == 405
    assert {"GET", "POST"} <= set(refused.headers["Allow"].split(", "))


def test_a_mutation_over_get_is_refused_and_stores_nothing(client: httpx2.Client) -> None:
    query = {"query": INGEST, "variables": json.dumps({"input": meta_input([meta_row()])})}
    refused = client.get(f"/graphql?{urlencode(query)}")
    assert (refused.status_code, code_of(refused), refused.headers["Allow"]) == (405, "METHOD_NOT_ALLOWED", "POST")
    assert client.get(f"/graphql?{urlencode({'query': '{ records { totalCount } }'})}").json() == {
        "data": {"records": {"totalCount": 0}}
    }


def test_several_operations_need_a_name(client: httpx2.Client) -> None:
    both = "query A { viewer { subject } } query B { viewer { organizationId } }"
    refused = client.post("/graphql", json={"query": both})
    assert (refused.status_code, code_of(refused)) == (400, "GRAPHQL_VALIDATION_FAILED")
    named = client.post("/graphql", json={"query": both, "operationName": "B"})
    assert named.json() == {"data": {"viewer": {"organizationId": "alder-pine"}}}


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/json; charset=utf-8"),
        ("application/json", "application/json; charset=utf-8"),
        ("application/graphql-response+json", "application/graphql-response+json; charset=utf-8"),
        (
            "application/graphql-response+json, application/json;q=0.9",
            "application/graphql-response+json; charset=utf-8",
        ),
        ("application/json, application/graphql-response+json;q=0.5", "application/json; charset=utf-8"),
    ],
)
def test_the_answer_has_the_type_that_the_client_prefers(client: httpx2.Client, accept: str, content_type: str) -> None:
    answer = client.post("/graphql", content=VIEWER_BODY, headers=JSON | {"Accept": accept})
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Cache-Control"] == "no-store"


# --- size ---


def padded(query: str, size: int) -> bytes:
    return json.dumps({"query": query, "extensions": {"padding": "x" * size}}).encode()


def test_one_mebibyte_is_enough_for_what_takes_no_rows(client: httpx2.Client) -> None:
    assert client.post("/graphql", content=padded(VIEWER, MIB - 1000), headers=JSON).status_code == 200
    refused = client.post("/graphql", content=padded(VIEWER, MIB + 1), headers=JSON)
    assert (refused.status_code, code_of(refused)) == (413, "TOO_LARGE")


def test_rows_may_take_sixteen_mebibytes(client: httpx2.Client) -> None:
    entries = [meta_row(note="x" * 200_000) for _ in range(70)]
    body = json.dumps({"query": INGEST, "variables": {"input": meta_input(entries)}}).encode()
    assert 13 * MIB < len(body) < 16 * MIB
    payload = client.post("/graphql", content=body, headers=JSON).json()["data"]["ingest"]
    assert (payload["received"], payload["inserted"]) == (70, 1)


def test_beyond_sixteen_mebibytes_the_answer_says_so(client: httpx2.Client) -> None:
    refused = client.post("/graphql", content=padded(INGEST, 16 * MIB + 1), headers=JSON)
    assert (refused.status_code, code_of(refused)) == (413, "TOO_LARGE")
    assert "Send fewer rows at a time." in refused.json()["errors"][0]["message"]


# --- development and production ---


def test_whole_numbers_of_eighteen_digits_arrive_to_the_last_one(client: httpx2.Client) -> None:
    """E01 and E05: ids that are JSON numbers, as a client that is no browser writes them, and as JavaScript rounds them."""
    exact = '{"campaign_id":120210000000000123,"date_start":"2024-01-01","spend":"1","account_id":"e01"}'
    rounded = [exact.replace("123", end).replace("e01", "e05") for end in ("130", "210", "290")]
    said = []
    for rows in ([exact], rounded):
        entries = f'{{"input":{{"dataSource":"META_BUSINESS","currency":"USD","dataEntries":[{",".join(rows)}]}}}}'
        body = f'{{"query":{json.dumps(INGEST)},"variables":{entries}}}'
        said.append(client.post("/graphql", content=body, headers=JSON).json()["data"]["ingest"]["issueCounts"])
    assert [[issue["code"] for issue in issues] for issues in said] == [[], ["ID_MAYBE_ROUNDED"]]
    asked = {"query": "query R($filter: RecordFilter) { records(filter: $filter) { nodes { campaignId } } }"}
    nodes = client.post("/graphql", json={**asked, "variables": {"filter": {"accountIds": ["e01", "e05"]}}}).json()
    ids = sorted(node["campaignId"] for node in nodes["data"]["records"]["nodes"])
    assert ids == [f"120210000000000{end}" for end in ("123", "130", "210", "290")]


def test_the_standard_introspection_query_is_accepted(client: httpx2.Client) -> None:
    query = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
    )
    answer = client.post("/graphql", json={"query": query}).json()
    assert "errors" not in answer
    assert build_client_schema(answer["data"]).mutation_type is not None


def test_development_suggests_and_shows_graphiql(client: httpx2.Client) -> None:
    answer = client.post("/graphql", json={"query": "{ viewer { subjct } }"}).json()
    assert "Did you mean 'subject'?" in answer["errors"][0]["message"]
    assert "<title>GraphiQL" in client.get("/graphql", headers=BROWSER).text


def test_production_hides_the_schema_suggestions_and_graphiql(tmp_path: Path) -> None:
    with serving(tmp_path / "data", MARKETING_MEMORY_PORT="0", MARKETING_MEMORY_ENV="production") as production:
        key = quick_key(tmp_path / "data", Scope.READ)
        assert production.say(key, VIEWER)["viewer"]["subject"] == "test"
        for query in (
            "{ __schema { types { name } } }",
            '{ __type(name: "Record") { name } }',
            get_introspection_query(),
        ):
            refused = production.post(key, query)
            assert (refused.status_code, code_of(refused)) == (400, "GRAPHQL_VALIDATION_FAILED")
            assert "Record" not in refused.text
        misspelt = production.post(key, INSIGHTS, {"input": {"groupBy": ["DAYY"]}})
        assert code_of(misspelt) == "BAD_USER_INPUT"
        assert "Did you mean" not in misspelt.text
        for query in (
            "{ viewer { subjct } }",
            "{ viewr { subject } }",
            "{ insights(input: {groupBy: [DAYY]}) { totalRows } }",
        ):
            assert "Did you mean" not in production.post(key, query).text
        with production.client(key, **BROWSER) as browser:
            assert browser.get("/graphql").status_code == 400
            assert browser.get("/assets/graphiql.min.js").status_code == 404
            assert "GraphiQL" not in browser.get("/").text


# --- the log ---


def test_the_log_holds_no_key_no_row_and_no_variable(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data, MARKETING_MEMORY_PORT="0", MARKETING_MEMORY_LOG_FORMAT="json") as server:
        key = make_key(data, "READ", "WRITE")
        row = meta_row(campaign_name="Autumn-Secret", note="jane@example.com", spend="13.37-oops")
        with server.client(key) as client:
            ingested = client.post("/graphql", json={"query": INGEST, "variables": {"input": meta_input([row])}})
            client.post("/graphql", json={"query": INGEST, "variables": {"input": {"dataSource": "Autumn-Secret"}}})
            client.post(
                "/graphql", json={"query": RECORDS, "variables": {"filter": {"campaignIds": ["jane@example.com"]}}}
            )
            client.post("/graphql", json={"query": "{ viewer { subject } }", "operationName": "x" * 5000})
        server.stop()
    log = server.log.read_text()
    for secret in (key, key.rsplit("_", 1)[1], "Autumn-Secret", "jane@example.com", "13.37-oops", "120208814532970417"):
        assert secret not in log
    events = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    first = next(event for event in events if event["request_id"] == ingested.headers["X-Request-Id"])
    assert (first["event"], first["org_id"], first["outcome"], first["status"]) == (
        "graphql_request",
        "alder-pine",
        "ok",
        200,
    )
    assert first["duration_ms"] > 0
    assert max(len(line) for line in log.splitlines()) < 1000


def test_a_client_that_goes_away_in_the_middle_leaves_the_server_well(server: Server, client: httpx2.Client) -> None:
    host, port = server.base_url.removeprefix("http://").split(":")
    key = client.headers["Authorization"]
    with socket.create_connection((host, int(port))) as raw:
        head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: {key}\r\nContent-Type: application/json\r\n"
        raw.sendall(f"{head}Content-Length: 100000\r\n\r\n{{".encode())
    assert client.post("/graphql", content=VIEWER_BODY, headers=JSON).status_code == 200
    assert "Traceback" not in server.log.read_text()
