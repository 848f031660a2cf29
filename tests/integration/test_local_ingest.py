"""The server's side of ./run ingest: who is let in, what is answered, and what happens when things break."""

import io
import json
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import httpx2
import msgspec
import pytest
import structlog
from starlette.applications import Starlette
from starlette.testclient import TestClient

from domain.errors import InvalidInputError, StoreUnavailableError
from domain.reading import RowFilter
from domain.vocabulary import OrgId
from graphql_api.app import make_app
from graphql_api.context import Services
from graphql_api.local.presence import proof_of
from graphql_api.local.routes import PLACES, local_routes
from graphql_api.local.said import Said
from graphql_api.settings import Settings
from graphql_api.uploads.receiving import Bounds
from tests.api_requests import many_rows
from tests.builders import meta_row

TOKEN = "the-token-of-this-start"
NONCE = "0123456789abcdef" * 2
LOOPBACK = ("127.0.0.1", 50_000)


def client_of(services: Services, peer: tuple[str, int] = LOOPBACK, token: str | None = TOKEN) -> TestClient:
    app = make_app(Settings(), services, local_token=token)
    return TestClient(app, client=peer, raise_server_exceptions=False)


def send(
    client: TestClient, content: bytes, *, token: str = TOKEN, said: Said | None = None, header: str = "Accept"
) -> httpx2.Response:
    body = msgspec.json.encode(said or Said("meta_business", "local")) + b"\n" + content
    own = [(b"authorization", f"Local {token}".encode("latin-1")), (header.encode(), b"127.0.0.1")]
    response: httpx2.Response = client.post("/local/ingest", content=body, headers=own)
    return response


def news(response: httpx2.Response) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.text.splitlines()]


def stored(services: Services, org: str) -> int:
    return services.records(OrgId(org), RowFilter()).total


def rows(count: int = 1) -> bytes:
    return json.dumps(many_rows(count)).encode()


# --- what goes in ---


def test_a_file_goes_in_with_news_of_each_stage_and_the_report(services: Services) -> None:
    told = news(send(client_of(services), rows(3), said=Said(None, "local-told")))
    assert [one.get("stage") for one in told] == [
        "Normalizing",
        "Storing 3 records",
        "Making it searchable",
        None,
    ]
    done = told[-1]["done"]
    assert done["data_source"] == "meta_business"
    assert (done["report"]["received"], done["report"]["counts"]["inserted"]) == (3, 3)
    assert stored(services, "local-told") == 3


def test_a_complete_pull_replaces_its_window(services: Services) -> None:
    client, period = client_of(services), "2024-01-01..2024-01-31"
    send(client, rows(3), said=Said(None, "local-window"))
    told = news(send(client, rows(1), said=Said(None, "local-window", period=period, replace_window=True)))
    assert told[-1]["done"]["report"]["counts"]["removed"] == 2
    assert stored(services, "local-window") == 1


def test_pages_that_follow_keep_a_window_from_being_replaced(services: Services) -> None:
    page = json.dumps({"data": json.loads(rows(1)), "paging": {"next": "https://graph.example"}}).encode()
    said = Said("meta_business", "local-pages", period="2024-01-01..2024-01-31", replace_window=True)
    error = news(send(client_of(services), page, said=said))[-1]["error"]
    assert (error["code"], stored(services, "local-pages")) == ("MORE_PAGES", 0)


def test_a_file_over_the_limit_of_the_api_stays_one_batch(services: Services) -> None:
    padded = [meta_row(campaign_id=str(10**15 + place), note="x" * 200_000) for place in range(90)]
    content = json.dumps(padded).encode()
    assert len(content) > 17 * 1024**2
    report = news(send(client_of(services), content, said=Said(None, "local-large")))[-1]["done"]["report"]
    assert (report["received"], report["rejected"]) == (90, 0)


def test_stale_rows_are_counted_without_their_positions(services: Services) -> None:
    client, org = client_of(services), "local-stale"
    send(client, rows(2), said=Said("meta_business", org, observed_at="2024-03-02T00:00:00Z"))
    changed = rows(2).replace(b"1.25", b"7.00")
    done = news(send(client, changed, said=Said("meta_business", org, observed_at="2024-03-01T00:00:00Z")))[-1]["done"]
    assert done["report"]["counts"]["stale"] == 2
    assert done["report"]["counts"]["stale_rows"] == []


@pytest.mark.parametrize(
    ("content", "said", "code"),
    [
        (b"", Said("meta_business", "local"), "UNREADABLE_BATCH"),
        (b"hello", Said("meta_business", "local"), "UNREADABLE_BATCH"),
        (b'[{"a": 1}]', Said(None, "local"), "UNREADABLE_BATCH"),
        (b'{"error": {"code": 17, "message": "limit"}}', Said("meta_business", "local"), "UPSTREAM_ERROR"),
        (b"[]", Said("tiktok", "local"), "INVALID_INPUT"),
        (b"[]", Said("meta_business", "local", currency="DOLLARS"), "INVALID_INPUT"),
    ],
)
def test_what_cannot_be_read_is_an_answer(services: Services, content: bytes, said: Said, code: str) -> None:
    assert news(send(client_of(services), content, said=said))[-1]["error"]["code"] == code


# --- who is let in ---


def test_the_server_proves_itself_without_showing_the_token(services: Services) -> None:
    answer = client_of(services).get("/local/server", params={"nonce": NONCE})
    assert answer.json() == {"proof": proof_of(TOKEN, NONCE)}
    assert TOKEN not in answer.text


@pytest.mark.parametrize("nonce", ["", "abc", "0" * 31, "0" * 129, "Z" * 32])
def test_a_nonce_of_another_shape_is_not_answered(services: Services, nonce: str) -> None:
    assert client_of(services).get("/local/server", params={"nonce": nonce}).status_code == 404


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "\xe9"])
def test_a_wrong_token_stores_nothing(services: Services, token: str) -> None:
    answer = send(client_of(services), rows(), token=token, said=Said("meta_business", "local-refused"))
    assert answer.status_code == 401
    assert stored(services, "local-refused") == 0


@pytest.mark.parametrize("value", [f"Bearer {TOKEN}", TOKEN, "Local", ""])
def test_the_token_goes_by_no_other_scheme(services: Services, value: str) -> None:
    answer = client_of(services).post("/local/ingest", content=b"{}\n[]", headers={"Authorization": value})
    assert answer.status_code == 401


def test_the_token_is_no_key_of_the_api(services: Services) -> None:
    for scheme in ("Local", "Bearer"):
        headers = {"Authorization": f"{scheme} {TOKEN}"}
        answer = client_of(services).post("/graphql", json={"query": "{ __typename }"}, headers=headers)
        assert answer.status_code == 401


@pytest.mark.parametrize("peer", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "testclient", ""])
def test_other_machines_find_nothing_there(services: Services, peer: str) -> None:
    client = client_of(services, (peer, 50_000))
    assert send(client, rows()).status_code == 404
    assert client.get("/local/server", params={"nonce": NONCE}).status_code == 404


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.9.10", "::1"])
def test_every_address_of_loopback_is_this_machine(services: Services, peer: str) -> None:
    assert client_of(services, (peer, 50_000)).get("/local/server", params={"nonce": NONCE}).status_code == 200


def test_a_peer_at_the_servers_own_address_is_this_machine(services: Services) -> None:
    app = make_app(Settings(), services, local_token=TOKEN)
    own = TestClient(app, base_url="http://192.0.2.7:8003", client=("192.0.2.7", 50_000))
    assert own.get("/local/server", params={"nonce": NONCE}).status_code == 200


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via", "Origin"])
def test_what_came_through_a_proxy_or_a_browser_is_refused(services: Services, header: str) -> None:
    assert send(client_of(services), rows(), header=header).status_code == 404


def test_without_a_token_the_routes_are_not_there(services: Services) -> None:
    assert send(client_of(services, token=None), rows()).status_code == 404


# --- bounds and breakage ---


def toy_client(work: Callable[..., Any], **bounds: Any) -> TestClient:
    """The routes on an ingest that does what the test says."""

    toy = SimpleNamespace(
        ingest=work,
        audit=lambda _org, _actor, _write, act: act(),
        spool=SimpleNamespace(new_file=io.BytesIO),
    )
    return TestClient(Starlette(routes=local_routes(cast("Services", toy), TOKEN, Bounds(**bounds))), client=LOOPBACK)


def test_a_file_beyond_the_bound_is_refused() -> None:
    answer = send(toy_client(lambda *_: None, file_bytes=100), b"x" * 101)
    assert (answer.status_code, answer.json()) == (413, {"message": "The file is larger than 100 bytes. Split it."})


def test_what_is_said_of_a_file_is_bounded_too() -> None:
    headers = {"Authorization": f"Local {TOKEN}"}
    answer = toy_client(lambda *_: None).post("/local/ingest", content=b"x" * (1024**2 + 1), headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("line", [b"", b"[]", b"{}", b'{"source": 1, "org": "a"}', b"\xff"])
def test_a_first_line_that_says_nothing_is_refused(line: bytes) -> None:
    headers = {"Authorization": f"Local {TOKEN}"}
    answer = toy_client(lambda *_: None).post("/local/ingest", content=line + b"\n[]", headers=headers)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("The first line does not say what the file is:")


def test_long_work_says_that_it_goes_on() -> None:
    release = threading.Event()

    def work(*_: object) -> None:
        release.wait(0.3)
        raise StoreUnavailableError("The store did not finish.", hint="Send it again.")

    told = news(send(toy_client(work, heartbeat_s=0.05), rows()))
    assert told[0] == {"alive": True}
    assert told[-1] == {
        "error": {"code": "STORE_UNAVAILABLE", "message": "The store did not finish.", "hint": "Send it again."}
    }


def test_a_bug_is_masked_and_found_by_its_request_id() -> None:
    def work(*_: object) -> None:
        raise RuntimeError("secret row text")

    with structlog.testing.capture_logs() as logged:
        [error] = [one["error"] for one in news(send(toy_client(work), rows())) if "error" in one]
    assert error["code"] == "INTERNAL"
    assert "secret row text" not in json.dumps([error, *logged], default=str)
    [bug] = [event for event in logged if event["event"] == "unexpected_error"]
    assert bug["request_id"] in error["hint"]


def test_more_files_than_places_are_refused_until_one_is_done() -> None:
    started, release = threading.Semaphore(0), threading.Event()

    def work(*_: object) -> None:
        started.release()
        release.wait(20)
        raise StoreUnavailableError("done")

    answers: list[int] = []
    with toy_client(work) as client:
        sending = [
            threading.Thread(target=lambda: answers.append(send(client, rows()).status_code)) for _ in range(PLACES)
        ]
        for thread in sending:
            thread.start()
        for _ in sending:
            assert started.acquire(timeout=20)
        busy = send(client, rows())
        release.set()
        for thread in sending:
            thread.join(20)
        again = send(client, rows())
    assert (busy.status_code, answers, again.status_code) == (503, [200] * PLACES, 200)
    assert "Run it again in a moment." in busy.json()["message"]


def test_neither_the_token_nor_rows_are_logged(services: Services) -> None:
    with structlog.testing.capture_logs() as logged:
        send(client_of(services), json.dumps([meta_row(campaign_name="Très privé")]).encode())
        send(client_of(services), rows(), token="wrong-" + TOKEN)
    [event] = [event for event in logged if event["event"] == "local_ingest"]
    assert (event["org_id"], event["data_source"], event["outcome"]) == ("local", "meta_business", "ok")
    assert not [word for word in (TOKEN, "privé", "120208814532970417") if word in str(logged)]


def test_rows_that_share_a_key_follow_the_policy_that_was_said(services: Services) -> None:
    [row] = json.loads(rows(1))
    content = json.dumps([row, {**row, "spend": "9.00"}]).encode()
    counts = {}
    for policy in ("reject", "LAST"):
        said = Said(None, f"local-{policy}", on_conflict=policy)
        counts[policy] = news(send(client_of(services), content, said=said))[-1]["done"]["report"]["counts"]["inserted"]
    assert counts == {"reject": 0, "LAST": 1}


def test_a_policy_that_does_not_exist_is_named() -> None:
    with pytest.raises(InvalidInputError, match="--on-conflict is 'MERGE'"):
        Said(None, "local", on_conflict="MERGE").check()
