"""The real Pinecone client against a look-alike server that throttles, fails, hangs and refuses."""

import time
from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import numpy.typing as npt
import pytest

from adapters.vectors.pinecone_vectors import PineconeVectors
from domain.errors import RemoteIndexUnavailableError
from domain.ports.search import SearchScope
from domain.search.documents import EntityDocument, EntityKey
from domain.vocabulary import OrgId, Period
from tests.entities import entity, unit_vectors
from tests.fakes.pinecone_server import PineconeState, pinecone_server

ACME = OrgId("acme")
EAST = np.array([1.0, 0.0], np.float32)
EVERYTHING = SearchScope()


@pytest.fixture
def server() -> Iterator[PineconeState]:
    with pinecone_server() as state:
        yield state


@pytest.fixture
def index(server: PineconeState) -> Iterator[PineconeVectors]:
    index = PineconeVectors(server.api_key, host=server.url, dimensions=2, timeout_s=2.0, longest_pause_s=0.2)
    yield index
    index.close()


def put_one(index: PineconeVectors) -> list[EntityKey]:
    return index.upsert(ACME, [entity("c1")], unit_vectors((1.0, 0.0)))


# --- what is sent ---


def test_dates_are_numbers_and_what_is_not_known_is_absent(index: PineconeVectors, server: PineconeState) -> None:
    index.upsert(ACME, [entity("e1", campaign_id=None)], unit_vectors((3.0, 4.0)))
    [body] = server.sent("/vectors/upsert")
    metadata = {"level": "CAMPAIGN", "data_source": "meta_business", "first_date": 20250101, "last_date": 20250131}
    assert body == {
        "vectors": [{"id": "e1", "values": [0.6, 0.8], "metadata": metadata}],
        "namespace": "org-acme",
    }


def test_a_period_is_asked_for_as_numbers(index: PineconeVectors, server: PineconeState) -> None:
    put_one(index)
    index.nearest(ACME, EAST, SearchScope(period=Period(date(2025, 1, 5), date(2025, 2, 1))), 7)
    [body] = server.sent("/query")
    assert body["filter"] == {"first_date": {"$lte": 20250201}, "last_date": {"$gte": 20250105}}
    assert (body["topK"], body["namespace"]) == (7, "org-acme")


def test_upserts_stay_below_a_thousand_records_and_two_megabytes() -> None:
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((1_500, 256)).astype(np.float32)
    documents = [entity(f"c{number}") for number in range(1_500)]
    with pinecone_server(dimensions=256) as server:
        index = PineconeVectors(server.api_key, host=server.url)
        assert index.upsert(ACME, documents, vectors) == []
        sizes = [size for _, path, size, _ in server.requests if path == "/vectors/upsert"]
        assert sum(len(body["vectors"]) for body in server.sent("/vectors/upsert")) == 1_500
        assert max(sizes) < 2_000_000
        assert len(sizes) <= 4
        index.close()


# --- names and keys ---


def test_an_index_is_found_by_its_name(server: PineconeState) -> None:
    index = PineconeVectors(server.api_key, index_name="memory", control_host=server.url)
    assert put_one(index) == []
    assert [one.key for one in index.nearest(ACME, EAST, EVERYTHING, 3)] == ["c1"]
    assert len([path for _, path, _, _ in server.requests if path == "/indexes/memory"]) == 1
    index.close()


def test_an_unknown_name_is_said(server: PineconeState) -> None:
    index = PineconeVectors(server.api_key, index_name="nothing", control_host=server.url)
    with pytest.raises(RemoteIndexUnavailableError, match="index 'nothing'"):
        put_one(index)
    with pytest.raises(RemoteIndexUnavailableError, match="index 'nothing'"):
        index.remove(ACME, [EntityKey("c1")])
    assert not index.ping().ok


def test_host_or_name_must_be_told() -> None:
    with pytest.raises(ValueError, match="host or its name"):
        PineconeVectors("key")


def test_a_wrong_key_is_said_and_never_shown(server: PineconeState) -> None:
    index = PineconeVectors("pc-wrong-secret", host=server.url)
    for call in (lambda: put_one(index), lambda: index.nearest(ACME, EAST, EVERYTHING, 3)):
        with pytest.raises(RemoteIndexUnavailableError, match="PINECONE_API_KEY") as caught:
            call()
        assert "pc-wrong-secret" not in str(caught.value)
    assert "refuses the key" in index.ping().detail
    index.close()


# --- throttling and outages ---


def test_throttled_requests_are_sent_again(index: PineconeVectors, server: PineconeState) -> None:
    server.fail("/vectors/upsert", 429, times=2, retry_after="0")
    server.fail("/query", 503, times=2)
    assert put_one(index) == []
    assert [one.key for one in index.nearest(ACME, EAST, EVERYTHING, 3)] == ["c1"]


def test_retries_end(index: PineconeVectors, server: PineconeState) -> None:
    server.fail("/query", 429, times=99, retry_after="3600")
    began = time.monotonic()
    with pytest.raises(RemoteIndexUnavailableError, match="429"):
        index.nearest(ACME, EAST, EVERYTHING, 3)
    assert len([path for _, path, _, _ in server.requests if path == "/query"]) == 3
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_outage_is_one_error_that_a_retry_can_help(
    index: PineconeVectors, server: PineconeState, status: int
) -> None:
    for path in ("/vectors/upsert", "/query", "/vectors/delete", "/namespaces/org-acme", "/describe_index_stats"):
        server.fail(path, status, times=99)
    calls: list[Callable[[], object]] = [
        lambda: put_one(index),
        lambda: index.nearest(ACME, EAST, EVERYTHING, 3),
        lambda: index.remove(ACME, [EntityKey("c1")]),
        lambda: index.erase(ACME),
    ]
    for call in calls:
        with pytest.raises(RemoteIndexUnavailableError) as caught:
            call()
        assert caught.value.retryable
    assert not index.ping().ok


def test_a_server_that_hangs_is_given_up(server: PineconeState) -> None:
    server.slow_s = 30.0
    index = PineconeVectors(server.api_key, host=server.url, timeout_s=0.2, longest_pause_s=0.1)
    began = time.monotonic()
    with pytest.raises(RemoteIndexUnavailableError, match=r"(?i)timed out"):
        index.nearest(ACME, EAST, EVERYTHING, 3)
    with pytest.raises(RemoteIndexUnavailableError, match=r"(?i)timed out"):
        put_one(index)
    assert time.monotonic() - began < 10
    index.close()


def test_a_server_that_is_gone_is_said() -> None:
    with pinecone_server() as server:
        index = PineconeVectors(server.api_key, host=server.url, timeout_s=1.0, longest_pause_s=0.1)
        put_one(index)
    with pytest.raises(RemoteIndexUnavailableError):
        index.nearest(ACME, EAST, EVERYTHING, 3)
    index.close()


# --- part of it ---


def many(count: int) -> tuple[list[EntityDocument], npt.NDArray[np.float32]]:
    """Documents with their vectors."""
    return [entity(f"c{number}") for number in range(count)], np.full((count, 256), 0.1234567, np.float32)


@pytest.fixture
def large() -> Iterator[tuple[PineconeState, PineconeVectors]]:
    """A server of 256 dimensions, and an index on it."""
    with pinecone_server(dimensions=256) as server:
        index = PineconeVectors(server.api_key, host=server.url, timeout_s=5.0, longest_pause_s=0.1)
        yield server, index
        index.close()


def test_records_that_are_refused_are_found_and_all_others_taken(large: tuple[PineconeState, PineconeVectors]) -> None:
    server, index = large
    documents, vectors = many(2_000)
    server.refused_ids = {"c3", "c700", "c1999"}
    assert index.upsert(ACME, documents, vectors) == ["c3", "c700", "c1999"]
    assert set(server.namespaces["org-acme"]) == {document.key for document in documents} - server.refused_ids
    assert len(server.sent("/vectors/upsert")) < 80


def test_a_batch_refused_by_chance_is_taken_in_halves(large: tuple[PineconeState, PineconeVectors]) -> None:
    server, index = large
    server.fail("/vectors/upsert", 400)
    assert index.upsert(ACME, *many(100)) == []
    assert len(server.namespaces["org-acme"]) == 100


def test_where_nothing_is_taken_not_every_record_is_tried(large: tuple[PineconeState, PineconeVectors]) -> None:
    server, index = large
    server.fail("/vectors/upsert", 400, times=10_000)
    documents, vectors = many(500)
    assert index.upsert(ACME, documents, vectors) == [document.key for document in documents]
    assert len(server.sent("/vectors/upsert")) + len(server.requests) < 400


def test_an_outage_amid_batches_refuses_nothing(large: tuple[PineconeState, PineconeVectors]) -> None:
    server, index = large
    documents, vectors = many(1_000)
    server.refused_ids = {"c3"}
    server.fail("/vectors/upsert", 400)
    server.fail("/vectors/upsert", 503, times=3)
    with pytest.raises(RemoteIndexUnavailableError):
        index.upsert(ACME, documents, vectors)
    assert index.upsert(ACME, documents, vectors) == ["c3"]


def test_vectors_of_another_length_are_not_taken_and_ping_says_why(server: PineconeState) -> None:
    index = PineconeVectors(server.api_key, host=server.url, dimensions=3)
    assert index.upsert(ACME, [entity("c1")], unit_vectors((1.0, 0.0, 0.0))) == ["c1"]
    assert index.ping().detail == "The index has 2 dimensions, the embedder makes 3: make an index of that size."
    with pytest.raises(RemoteIndexUnavailableError, match="dimension"):
        index.nearest(ACME, np.ones(3, np.float32), EVERYTHING, 3)
    index.close()
