"""What goes wrong on our side: masked, numbered, bounded; and what goes too far on theirs: refused within 50 ms."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

import httpx2
import pytest
from graphql import get_introspection_query

from domain.errors import StoreUnavailableError
from domain.ports import Health
from domain.vocabulary import Scope
from graphql_api.context import Services
from tests.api_requests import INGEST, INSIGHTS, RECORDS, VIEWER, meta_input
from tests.builders import meta_row
from tests.integration.api import Api

SECRET = "row of jane@example.com"
REFUSED_MS = 50.0
BUSY_MACHINE = 3.0
"""A machine that also runs other tests is granted this factor; of five tries the fastest counts."""


def failing(error: Exception) -> Any:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def broken(services: Services, **parts: object) -> Services:
    return replace(services, **cast("dict[str, Any]", parts))


# --- our side ---


def test_a_bug_in_a_resolver_is_masked_and_leaves_its_siblings_alone(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    api = Api.on(broken(services, records=failing(ValueError(SECRET))), "masked", Scope.READ)
    response = api.send("{ records { totalCount } viewer { organizationId } }")
    body = response.json()
    assert (response.status_code, body["data"]) == (200, {"records": None, "viewer": {"organizationId": "masked"}})
    (error,) = body["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("INTERNAL", ["records"])
    assert error["extensions"]["requestId"] == response.headers["X-Request-Id"]
    said = capsys.readouterr()
    assert SECRET not in response.text + said.out + said.err
    assert "ValueError" in said.out + said.err
    assert error["extensions"]["requestId"] in said.out + said.err


def test_a_bug_before_execution_is_masked_json_too(services: Services) -> None:
    api = Api.on(broken(services, authenticate=failing(RuntimeError(SECRET))), "masked", Scope.READ)
    response = api.send(VIEWER)
    assert response.status_code == 500
    assert response.json()["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert response.json()["errors"][0]["extensions"]["requestId"] == response.headers["X-Request-Id"]
    assert SECRET not in response.text


def test_the_engines_own_words_stay_inside(services: Services) -> None:
    error = StoreUnavailableError(f"The store could not answer: {SECRET}.", hint="Try again.")
    error.__cause__ = OSError(SECRET)
    api = Api.on(broken(services, insights=failing(error)), "engine", Scope.READ)
    shown = api.refused(INSIGHTS, input={})
    assert (shown["extensions"]["code"], shown["extensions"]["retryable"]) == ("STORE_UNAVAILABLE", True)
    assert SECRET not in str(shown)


def test_an_operation_that_takes_too_long_is_given_up(services: Services) -> None:
    done = threading.Event()
    slow = broken(services, insights=lambda *_: done.wait(20))
    api = Api.on(slow, "slow", Scope.READ, query_timeout_s=0.2)
    started = time.monotonic()
    response = api.send(INSIGHTS, {"input": {}})
    took = time.monotonic() - started
    done.set()
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (503, "TIMEOUT")
    assert took < 10


def test_more_operations_than_places_are_sent_away_for_a_second(services: Services) -> None:
    inside, done = threading.Event(), threading.Event()

    def wait(*_: object) -> None:
        inside.set()
        done.wait(20)
        raise StoreUnavailableError("Enough.")

    api = Api.on(broken(services, insights=wait, close=lambda: None), "crowd", Scope.READ, max_concurrent=1)
    with api.client:  # one event loop for both requests
        first: list[httpx2.Response] = []
        sending = threading.Thread(target=lambda: first.append(api.send(INSIGHTS, {"input": {}})))
        sending.start()
        assert inside.wait(10)
        away = api.send(VIEWER)
        done.set()
        sending.join(20)
        assert (away.status_code, away.headers["Retry-After"]) == (503, "1")
        extensions = away.json()["errors"][0]["extensions"]
        assert (extensions["code"], extensions["retryable"], extensions["retryAfterSeconds"]) == ("BUSY", True, 1)
        assert extensions["hint"] == "Send it again after 1 s."
        assert first[0].status_code == 200
        assert api.send(VIEWER).status_code == 200


def test_readyz_names_what_is_down(services: Services) -> None:
    down = broken(services, pings=(lambda: Health("records", ok=False, detail="gone"), lambda: Health("keys", ok=True)))
    response = Api.on(replace(down, close=lambda: None), "down", Scope.READ).client.get("/readyz")
    assert (response.status_code, response.json()["down"]) == (503, ["records"])


# --- their side: documents ---


def fields(count: int, text: Callable[[int], str]) -> str:
    return "{ records { nodes { " + " ".join(text(number) for number in range(count)) + " } } }"


def chain(length: int, link: str, end: str) -> str:
    parts = (f"fragment F{number} on Query {{ {link.replace('NEXT', f'F{number + 1}')} }}" for number in range(length))
    return "{ ...F0 } " + " ".join(parts) + f" fragment F{length} on Query {{ {end} }}"


def spreads(count: int) -> str:
    uses = fields(count, lambda number: f"...F{number}")
    return uses + " ".join(f"fragment F{number} on Record {{ spend roas }}" for number in range(count))


TOO_MUCH = {
    "deep": "{ records { edges { node " + "{ a " * 12 + "}" * 12 + " } } }",
    "aliases": "{ " + " ".join(f"a{number}: viewer {{ subject }}" for number in range(16)) + " }",
    "roots": "{ " + "viewer { subject } " * 16 + "}",
    "fields": fields(1001, lambda _: "id"),
    "one field again and again": fields(900, lambda _: "spend"),
    "directives": "{ viewer { " + "subject @skip(if: false) " * 21 + "} }",
    "directives of one field": "{ viewer { subject " + "@skip(if: false) " * 6 + "} }",
    "tokens": "{ viewer { " + "subject " * 2001 + "} }",
    "bytes": "{ viewer { subject } } #" + "x" * 16 * 1024,
    "exponential fragments": chain(20, "...NEXT ...NEXT", "viewer { subject }"),
    "many exponential fragments": chain(140, "...NEXT ...NEXT", "viewer { subject }"),
    "a fragment in itself": "{ ...F } fragment F on Query { ...F }",
    "many fragments": spreads(180),
    "many operations": " ".join(f"query Q{number} {{ viewer {{ subject }} }}" for number in range(100)),
}


@pytest.mark.parametrize("document", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_a_document_beyond_the_bounds_is_refused_as_too_large(api: Api, document: str) -> None:
    response = api.send(document)
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (400, "TOO_LARGE")
    assert len(response.content) < 1000


FINE = {
    "introspection": get_introspection_query(),
    "depth 12": "{ records { edges { node { id } } } }",
    "15 aliases": "{ " + " ".join(f"a{number}: viewer {{ subject }}" for number in range(15)) + " }",
    "20 directives": "{ viewer { " + "subject @include(if: true) " * 20 + "} }",
    "many fields": fields(190, lambda _: "spend"),
}


@pytest.mark.parametrize("document", FINE.values(), ids=FINE.keys())
def test_a_document_within_the_bounds_is_answered(api: Api, document: str) -> None:
    assert "errors" not in api.send(document).json()


def slow_documents() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Documents that cost much to check, each new at every try, so that no cache answers."""
    for name, document in TOO_MUCH.items():
        yield name, lambda attempt, document=document: f"{document} #{attempt}"  # type: ignore[misc]
    yield "unknown fields", lambda attempt: fields(700, lambda number: f"costPerConversian{attempt}x{number}")
    yield "unknown values", lambda _: "{ insights(input: {groupBy: [" + "CAMPAIGNN " * 900 + "]}) { totalRows } }"
    yield (
        "unknown types",
        lambda a: "query Q(" + " ".join(f"$a{a}x{n}: RecordFiltr" for n in range(350)) + ") { viewer { subject } }",
    )
    yield "fragments up to the bound", lambda attempt: f"{spreads(60)} #{attempt}"
    yield "deep lists", lambda attempt: "{ viewer(a: " + "[" * 900 + "]" * 900 + f") {{ subject }} }} #{attempt}"
    yield "unclosed", lambda attempt: "{ a " * 900 + f"#{attempt}"


@pytest.mark.parametrize("make", [make for _, make in slow_documents()], ids=[name for name, _ in slow_documents()])
def test_no_document_takes_long_to_accept_or_refuse(api: Api, make: Callable[[int], str]) -> None:
    took = []
    for attempt in range(5):
        started = time.perf_counter()
        assert api.send(make(attempt)).status_code in {200, 400}
        took.append((time.perf_counter() - started) * 1000)
    assert min(took) < REFUSED_MS * BUSY_MACHINE


def test_at_most_five_errors_come_back(api: Api) -> None:
    errors = api.send(fields(100, lambda number: f"unknown{number}")).json()["errors"]
    assert len(errors) == 5
    assert {error["extensions"]["code"] for error in errors} == {"GRAPHQL_VALIDATION_FAILED"}


# --- their side: values ---


@pytest.mark.parametrize(
    "day",
    [
        "20240101",
        "2024-W01-1",
        "2024-1-1",
        "2024-02-30",
        "2024-01-01T00:00:00Z",
        "",
        " 2024-01-01",
        "٢٠٢٤-01-01",
        20240101,
        True,
    ],
)
def test_a_date_is_exactly_year_month_day(api: Api, day: object) -> None:
    query = "query($d: Date!) { records(filter: {dateRange: {start: $d, end: $d}}) { totalCount } }"
    error = api.refused(query, d=day)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "YYYY-MM-DD" in error["message"]


@pytest.mark.parametrize(
    "instant",
    ["2024-01-31", "2024-01-31T12:00:00", "2024-01-31T12Z", "2024-01-31T12:00Z", "2024-01-31x12:00:00Z", "20240131T120000Z",
     "2024-01-31T120000Z", "2024-01-31T12:00:00,5Z", "2024-01-31T12:00:00+05", "2024-W05-3T12:00:00Z", "2024-01-31T25:00:00Z",
     "0001-01-01T00:00:00+14:00", 1706702400, None],
)  # fmt: skip
def test_a_datetime_is_rfc_3339_with_its_zone(api: Api, instant: object) -> None:
    query = "query($t: DateTime!) { records(filter: {asOf: $t}) { totalCount } }"
    assert api.code(query, t=instant) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "instant",
    ["2024-01-31T12:00:00Z", "2024-01-31T12:00:00.123456+14:00", "2024-01-31T12:00:00z", "2024-01-31t12:00:00-00:30"],
)
def test_every_rfc_3339_instant_is_taken(api: Api, instant: str) -> None:
    assert api.say(RECORDS, filter={"asOf": instant})["records"]["totalCount"] == 0


@pytest.mark.parametrize(
    ("document", "valid"),
    [
        ("{ insights(input: {groupBy: [CAMPAIGNS]}) { totalRows } }", "'CAMPAIGN'"),
        ('{ insights(input: {groupBy: ["CAMPAIGN"]}) { totalRows } }', "CAMPAIGN"),
        ("{ insights(input: {orderBy: {metric: SPENT}}) { totalRows } }", "'SPEND'"),
        ("{ records(filter: {levels: [ADSET]}) { totalCount } }", "Level"),
        ('{ records(filter: {channels: ["tv"]}) { totalCount } }', "paid_search, paid_social"),
        ("{ records(frst: 1) { totalCount } }", "'first'"),
        ("{ records(filter: {campaigns: []}) { totalCount } }", "'campaignIds'"),
        ("{ insights { totalRows } }", "InsightsInput"),
        ("{ recrds { totalCount } }", "'records'"),
    ],
)
def test_an_unknown_word_is_refused_with_the_ones_that_are_valid(api: Api, document: str, valid: str) -> None:
    assert valid in api.refused(document)["message"]


def test_half_a_character_is_refused_or_rejected_never_an_accident(api: Api) -> None:
    half = "\ud800"
    assert api.code(RECORDS, filter={"campaignIds": [half]}) == "BAD_REQUEST"
    assert api.code(INGEST, input=meta_input([meta_row()], accountId=half)) == "BAD_REQUEST"
    assert api.code(f"{{ viewer {{ subject }} }} # {half}") == "BAD_REQUEST"
    payload = api.ingest([meta_row(), meta_row(campaign_id="2", campaign_name=half)])
    assert (payload["inserted"], [issue["code"] for issue in payload["issues"]]) == (1, ["BAD_TEXT"])
