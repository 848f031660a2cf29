"""Search with vectors kept elsewhere as well: they arrive, may be away or late, and never lead out of the organization."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.vectors.pinecone_vectors import PineconeVectors
from domain.errors import RemoteIndexUnavailableError
from domain.ports.search import SearchScope
from domain.reading import RowFilter
from domain.search.interpretation import Interpretation
from domain.search.request import SearchType
from domain.use_cases.entities import FindSimilar
from domain.use_cases.likeness import Likeness
from domain.use_cases.searchable import LATER, REMOTE_LATER, MakeSearchable
from domain.vocabulary import DataSource, Level, OrgId
from graphql_api.search_keeper import SearchKeeper
from tests.fakes.embedder import LetterEmbedder
from tests.fakes.pinecone_server import PineconeState, pinecone_server
from tests.fakes.vector_index import InMemoryVectorIndex
from tests.searching import Found, searching
from tests.stored import ACME, OTHER, ad, instant, put, row
from tests.waiting import until

SHOES = Interpretation("shoes", residual="shoes")
AWAY = RemoteIndexUnavailableError("It does not answer.")


@pytest.fixture
def remote() -> InMemoryVectorIndex:
    """An index that can be told to fail, and to refuse."""
    return InMemoryVectorIndex()


@pytest.fixture
def found(tmp_path: Path, remote: InMemoryVectorIndex) -> Iterator[Found]:
    """An empty search beside that index."""
    with searching(tmp_path, LetterEmbedder(), remote) as made:
        yield made


def ingest(found: Found, *rows: dict[str, object], at: float = 0, org: OrgId = ACME) -> str | None:
    """Store rows as ingest does; gives the notice of its answer."""
    put(found.store, *rows, at=at, org=org)
    return MakeSearchable(found.catch_up, found.failed, lambda _org: None)(org)


def likeness(found: Found, **sent: Any) -> dict[str | None, float]:
    """Names of the hits with their cosine."""
    hits = found.search(SHOES, kind=SearchType.NEURAL, **sent).hits
    return {hit.document.name: hit.scores["neural"] for hit in hits}


def test_an_ingest_reports_that_the_remote_index_follows(found: Found, remote: InMemoryVectorIndex) -> None:
    assert ingest(found, row(campaign_name="Spring Shoes")) == REMOTE_LATER
    assert "Spring Shoes" in likeness(found)  # by the vectors kept here
    assert found.catch_up.send(ACME)
    assert remote.kept(ACME) == set(found.catalog.view(ACME).keys)
    assert ingest(found, row(campaign_name="Spring Shoes")) is None


def test_the_remote_index_is_asked_within_what_is_asked_for(found: Found, remote: InMemoryVectorIndex) -> None:
    ingest(found, *(row(campaign_id=name, campaign_name=f"Shoes {name}") for name in ("c1", "c2")))
    found.catch_up.send(ACME)
    assert set(likeness(found, campaign_ids=("c2",), data_sources=(DataSource("meta_business"),))) == {"Shoes c2"}
    [scope] = remote.asked
    assert (scope.campaign_ids, scope.data_sources) == (frozenset({"c2"}), frozenset({"meta_business"}))
    assert scope.levels == frozenset({Level.CAMPAIGN})


def test_an_outage_fails_no_write_and_degrades_search_with_a_notice(found: Found, remote: InMemoryVectorIndex) -> None:
    remote.failure = AWAY
    assert ingest(found, row(campaign_name="Spring Shoes")) == REMOTE_LATER
    assert not found.catch_up.complete(ACME)
    answer = found.search(SHOES)
    assert answer.hits[0].scores["neural"] > 0
    assert "REMOTE_INDEX_UNAVAILABLE" in str(answer.notice)
    assert found.failures == ["remote_index_lags", "search_without_remote_index"]
    remote.failure = None
    assert found.catch_up.complete(ACME)
    assert found.search(SHOES).notice is None
    assert remote.kept(ACME) == set(found.catalog.view(ACME).keys)


def test_what_is_similar_is_compared_as_search_compares(found: Found, remote: InMemoryVectorIndex) -> None:
    ingest(found, row(campaign_name="Spring Shoes"), row(campaign_id="c2", campaign_name="Winter Shoes"))
    view = found.catalog.view(ACME)
    [seed] = [one for one in view.documents([0, 1]) if one.name == "Spring Shoes"]
    likeness = Likeness(found.embedder, remote, found.catch_up, found.failed)
    similar = FindSimilar(found.catalog, found.figures, likeness)
    by_remote = similar(ACME, seed.key, 5)
    assert [hit.document.name for hit in by_remote or ()] == ["Winter Shoes"]
    assert remote.asked[-1] == SearchScope(levels=frozenset({Level.CAMPAIGN}))
    remote.failure = AWAY
    assert similar(ACME, seed.key, 5) == by_remote  # by the vectors kept here
    assert found.failures[-1] == "search_without_remote_index"


def test_the_keeper_sends_what_is_left_after_an_outage(found: Found, remote: InMemoryVectorIndex) -> None:
    remote.failure = AWAY
    keeper = SearchKeeper(found.catch_up, found.failed, first_wait_s=0.01)
    put(found.store, row(campaign_name="Spring Shoes"))
    MakeSearchable(found.catch_up, found.failed, keeper.wake)(ACME)
    until(lambda: "remote_index_lags" in found.failures)
    remote.failure = None
    until(lambda: len(remote.kept(ACME)) == 1)
    keeper.close()


def test_what_is_refused_is_set_aside_and_told_and_keeps_no_other_waiting(
    found: Found, remote: InMemoryVectorIndex
) -> None:
    ingest(found, row(campaign_name="Shoes"), row(campaign_id="c2", campaign_name="Hats"))
    shoes, hats = sorted(found.catalog.view(ACME).documents([0, 1]), key=lambda one: str(one.name), reverse=True)
    remote.refused = {hats.key}
    assert found.catch_up.send(ACME)
    assert (remote.kept(ACME), found.failures) == ({shoes.key}, ["remote_index_refused"])
    assert set(likeness(found)) == {"Shoes", "Hats"}  # by the vectors kept here
    told = ingest(found, row(campaign_name="Shoes"))
    assert told == "The vector index refuses 1 vector of earlier writes: search compares them here."
    remote.refused = set()
    found.catch_up.send_refused_again(ACME)
    assert found.catch_up.send(ACME)
    assert remote.kept(ACME) == {shoes.key, hats.key}
    assert ingest(found, row(campaign_name="Shoes")) is None


def test_what_was_refused_is_sent_again_when_it_changes(found: Found, remote: InMemoryVectorIndex) -> None:
    ingest(found, row(campaign_name="Hats"))
    remote.refused = set(found.catalog.view(ACME).keys)
    assert found.catch_up.send(ACME)
    assert found.catch_up.refused(ACME) == 1
    remote.refused = set()
    assert ingest(found, row(campaign_name="Caps"), at=1) == REMOTE_LATER
    assert found.catch_up.send(ACME)
    assert (len(remote.kept(ACME)), found.catch_up.refused(ACME)) == (1, 0)


def test_what_has_no_records_any_more_is_forgotten_there_too(found: Found, remote: InMemoryVectorIndex) -> None:
    ingest(found, row(campaign_name="Shoes"), row(campaign_id="c2", campaign_name="Hats"))
    found.catch_up.send(ACME)
    found.store.delete(ACME, RowFilter(campaign_ids=("c1",)), instant(5))
    assert MakeSearchable(found.catch_up, found.failed, lambda _org: None)(ACME) == REMOTE_LATER
    assert set(likeness(found)) == {"Hats"}  # the remote index names it still
    assert found.catch_up.send(ACME)
    assert len(remote.kept(ACME)) == 1


def test_vectors_wait_for_the_embedder_before_they_are_sent(tmp_path: Path, remote: InMemoryVectorIndex) -> None:
    embedder = LetterEmbedder()
    with searching(tmp_path, embedder, remote) as found:
        embedder.failure = AWAY
        assert ingest(found, row(campaign_name="Shoes")) == LATER
        assert not found.catch_up.complete(ACME)
        assert remote.kept(ACME) == set()
        embedder.failure = None
        assert found.catch_up.complete(ACME)
        assert len(remote.kept(ACME)) == 1


# --- Pinecone's own client against the look-alike server


@pytest.fixture
def server() -> Iterator[PineconeState]:
    with pinecone_server(dimensions=LetterEmbedder.dimensions) as state:
        yield state


@pytest.fixture
def beside(tmp_path: Path, server: PineconeState) -> Iterator[Found]:
    """An empty search beside Pinecone."""
    index = PineconeVectors(server.api_key, host=server.url, timeout_s=2.0, longest_pause_s=0.1)
    with searching(tmp_path, LetterEmbedder(), index) as made:
        yield made
    index.close()


def test_vectors_arrive_in_the_namespace_of_their_organization(beside: Found, server: PineconeState) -> None:
    ingest(beside, row(campaign_name="Spring Shoes"), ad(campaign_name="Spring Shoes", ad_name="Video"))
    ingest(beside, row(campaign_name="Other Shoes"), org=OTHER)
    assert beside.catch_up.send(ACME)
    assert beside.catch_up.send(OTHER)
    keys = {name: set(records) for name, records in server.namespaces.items()}
    assert keys == {f"org-{org}": set(beside.catalog.view(org).keys) for org in (ACME, OTHER)}
    assert set(likeness(beside)) == {"Spring Shoes"}
    assert {body["namespace"] for body in server.sent("/query")} == {"org-acme"}


def test_what_another_organization_has_is_no_hit_even_where_the_index_names_it(
    beside: Found, server: PineconeState
) -> None:
    ingest(beside, row(campaign_name="Spring Shoes"))
    ingest(beside, row(campaign_id="x9", campaign_name="Other Shoes"), org=OTHER)
    beside.catch_up.send(ACME)
    beside.catch_up.send(OTHER)
    server.namespaces["org-acme"].update(server.namespaces["org-other"])  # as if its namespaces were mixed up
    assert set(likeness(beside)) == {"Spring Shoes"}


def test_a_query_that_misses_fresh_vectors_still_finds_them(beside: Found, server: PineconeState) -> None:
    server.lagging = True
    ingest(beside, row(campaign_name="Spring Shoes"))
    assert beside.catch_up.send(ACME)
    assert server.namespaces == {}
    early = likeness(beside)
    server.catch_up()
    late = likeness(beside)
    assert set(early) == set(late) == {"Spring Shoes"}
    assert late["Spring Shoes"] == pytest.approx(early["Spring Shoes"], abs=1e-3)


def test_a_part_that_pinecone_refuses_is_sent_again(beside: Found, server: PineconeState) -> None:
    ingest(beside, row(campaign_name="Spring Shoes"))
    server.fail("/vectors/upsert", 503, times=3)
    assert not beside.catch_up.send(ACME)
    assert len(beside.catalog.unsent(ACME, 9)[0]) == 1
    assert beside.catch_up.send(ACME)
    assert beside.catalog.unsent(ACME, 9)[0] == []


def test_a_thousand_vectors_that_pinecone_refuses_keep_none_behind_them_waiting(
    beside: Found, server: PineconeState
) -> None:
    ingest(beside, *(row(campaign_id=f"c{n}", campaign_name=f"Shoes {n}") for n in range(1_010)))
    documents = beside.catalog.unsent(ACME, 2_000)[0]
    server.refused_ids = {str(document.key) for document in documents[:1_000]}
    assert beside.catch_up.send(ACME)
    assert set(server.namespaces["org-acme"]) == {document.key for document in documents[1_000:]}
    assert (beside.catch_up.refused(ACME), beside.failures) == (1_000, ["remote_index_refused"])
    assert beside.catalog.unsent(ACME, 9)[0] == []


def test_pinecone_being_away_degrades_search_with_a_notice(beside: Found, server: PineconeState) -> None:
    ingest(beside, row(campaign_name="Spring Shoes"))
    beside.catch_up.send(ACME)
    server.fail("/query", 503, times=3)
    answer = beside.search(SHOES)
    assert "REMOTE_INDEX_UNAVAILABLE" in str(answer.notice)
    assert answer.hits[0].scores["neural"] > 0
    assert beside.search(SHOES).notice is None
