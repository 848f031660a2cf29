"""Search follows the records: in the same breath, after an outage, and when everything is made anew."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.errors import EmbedderUnavailableError, StoreUnavailableError
from domain.reading import RowFilter
from domain.search.interpretation import Interpretation
from domain.use_cases.reindex import Reindex
from domain.use_cases.searchable import LATER, MakeSearchable
from domain.vocabulary import Level, OrgId
from graphql_api.search_keeper import SearchKeeper
from tests.entities import entity
from tests.fakes.embedder import LetterEmbedder
from tests.searching import Found, searching
from tests.stored import ACME, OTHER, ad, instant, put, row
from tests.waiting import until

ALL = Interpretation("campaigns", level=Level.CAMPAIGN)
DOWN = EmbedderUnavailableError("It does not answer.")


@pytest.fixture
def embedder() -> LetterEmbedder:
    """An embedder that can be told to fail."""
    return LetterEmbedder()


@pytest.fixture
def found(tmp_path: Path, embedder: LetterEmbedder) -> Iterator[Found]:
    """An empty search."""
    with searching(tmp_path, embedder) as made:
        yield made


def following(found: Found, wake: Callable[[OrgId], None] = lambda _org: None) -> MakeSearchable:
    """What ingest calls before it acknowledges."""
    return MakeSearchable(found.catch_up, found.failed, wake)


def test_documents_follow_renamings_and_deletions(found: Found) -> None:
    found.put(row(campaign_name="Old"), row(campaign_id="c2", campaign_name="Other"))
    found.put(row(2, campaign_name="New"), at=1)
    assert set(found.names(ALL)) == {"New", "Other"}
    found.store.delete(ACME, RowFilter(campaign_ids=("c1",)), instant(5))
    found.catch_up(ACME)
    assert found.names(ALL) == ["Other"]


def test_a_row_that_finds_its_campaign_leaves_no_document_behind(found: Found) -> None:
    found.put(ad(1, campaign_id=None, ad_name="Video"))
    found.put(ad(2, campaign_name="Spring", ad_name="Video"), at=1)
    [hit] = found.search(Interpretation("ads", level=Level.AD)).hits
    assert (hit.document.campaign_name, len(found.catalog.view(ACME).keys)) == ("Spring", 3)


def test_what_only_has_new_figures_is_not_embedded_again(found: Found, embedder: LetterEmbedder) -> None:
    found.put(row(campaign_name="Spring"))
    embedder.embedded.clear()
    found.put(row(2, campaign_name="Spring"), at=1)
    assert embedder.embedded == []
    assert found.catalog.without_vectors(ACME, 9) == []


def test_to_catch_up_twice_changes_nothing(found: Found) -> None:
    found.put(row(), ad())
    version = found.catalog.view(ACME).version
    found.catch_up.source.touch_all(ACME)
    found.catch_up(ACME)
    assert found.catalog.view(ACME).version == version


def test_an_embedder_that_is_down_leaves_documents_to_be_found_by_words(found: Found, embedder: LetterEmbedder) -> None:
    embedder.failure = DOWN
    put(found.store, row(campaign_name="Spring Shoes"))
    woken: list[OrgId] = []
    assert following(found, woken.append)(ACME) == LATER
    assert (woken, found.failures) == ([ACME], ["vectors_to_come"])
    answer = found.search(Interpretation("shoes", residual="shoes"))
    assert [hit.document.name for hit in answer.hits] == ["Spring Shoes"]
    assert "EMBEDDER_UNAVAILABLE" in str(answer.notice)
    embedder.failure = None
    assert found.catch_up.complete(ACME)
    answer = found.search(Interpretation("shoes", residual="shoes"))
    assert answer.notice is None
    assert answer.hits[0].scores["neural"] > 0


def test_an_index_that_cannot_be_written_fails_no_write_and_loses_nothing(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(found.store, row(campaign_name="Spring"))
    with monkeypatch.context() as broken:
        broken.setattr(type(found.catalog), "write", failing(StoreUnavailableError("The disk is full.")))
        assert following(found)(ACME) == LATER
    with monkeypatch.context() as broken:
        broken.setattr(type(found.catalog), "view", failing(ZeroDivisionError()))
        assert following(found)(ACME) == LATER
    assert found.failures == ["search_lags", "search_lags"]
    assert following(found)(ACME) is None
    assert found.names(ALL) == ["Spring"]


def failing(error: Exception) -> Callable[..., None]:
    """A method that raises."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_the_keeper_catches_up_by_itself(found: Found, embedder: LetterEmbedder) -> None:
    embedder.failure = DOWN
    keeper = SearchKeeper(found.catch_up, found.failed, first_wait_s=0.01)
    put(found.store, row(campaign_name="Spring"))
    following(found, keeper.wake)(ACME)
    until(lambda: found.failures.count("vectors_to_come") > 1)
    assert keeper.is_due(ACME)
    embedder.failure = None
    until(lambda: not keeper.is_due(ACME))
    keeper.close()
    assert found.catalog.without_vectors(ACME, 9) == []


def test_what_is_lost_is_made_again(tmp_path: Path) -> None:
    with searching(tmp_path) as found:
        found.put(row(campaign_name="Spring"))
    for file in (tmp_path / "search").iterdir():
        file.unlink()
    with searching(tmp_path) as found:
        found.catch_up.note_lost(ACME)
        found.catch_up(ACME)
        assert found.names(ALL) == ["Spring"]


def test_another_embedder_is_told_and_everything_is_made_anew(tmp_path: Path) -> None:
    with searching(tmp_path) as found:
        found.put(row(campaign_name="Spring Shoes"))
    with searching(tmp_path, LetterEmbedder()) as found:
        assert found.catch_up.needs_remaking(ACME)
        answer = found.search(Interpretation("shoes", residual="shoes"))
        assert [hit.document.name for hit in answer.hits] == ["Spring Shoes"]
        assert "made anew" in str(answer.notice)
        assert found.catch_up.complete(ACME)
        assert not found.catch_up.needs_remaking(ACME)
        assert found.search(Interpretation("shoes", residual="shoes")).notice is None


def test_reindex_takes_out_what_has_no_records_and_tells_how_far_it_is(found: Found) -> None:
    found.put(row(campaign_name="Spring"), row(campaign_id="c2", campaign_name="Other"))
    found.put(row(), org=OTHER)
    stray = [entity("stray")]
    found.catalog.write(ACME, stray, None)
    told: list[tuple[OrgId, int, int]] = []
    done = Reindex(found.catch_up)(ACME, lambda *news: told.append(news))
    assert (done.documents, done.is_whole) == (2, True)
    assert told == [(ACME, 0, 2), (ACME, 2, 2)]
    assert set(found.names(ALL)) == {"Spring", "Other"}
    assert Reindex(found.catch_up).organizations() == [ACME, OTHER]


def test_what_changes_while_everything_is_made_anew_is_not_lost(found: Found) -> None:
    found.put(row(campaign_name="Old"))
    catch_up = found.catch_up

    def change(done: int, _size: int) -> None:
        if done:  # the campaign is read already, and not yet written
            put(found.store, row(2, campaign_name="New"), at=1)
            catch_up(ACME)

    assert catch_up.remake(ACME, change) == 1
    assert found.names(ALL) == ["New"]


def test_two_that_make_everything_anew_at_once_lose_nothing(found: Found) -> None:
    found.put(row(campaign_name="Old"))
    catch_up, told = found.catch_up, []

    def change(done: int, _of: int) -> None:
        told.append(done)
        if done == 0 and len(told) == 1:
            found.put(row(2, campaign_name="New"), at=1)
            assert catch_up.remake(ACME, lambda _done, _of: None) == 1
            found.put(row(3, campaign_name="Newest"), at=2)

    assert catch_up.remake(ACME, change) == 1
    assert found.names(ALL) == ["Newest"]


def test_what_is_whole_lacks_nothing_though_the_keeper_has_yet_to_look(found: Found, embedder: LetterEmbedder) -> None:
    found.put(row(campaign_name="Spring"))
    assert not found.catch_up.is_lacking(ACME)
    put(found.store, row(campaign_name="Summer"), at=1)
    assert found.catch_up.is_lacking(ACME)
    embedder.failure = DOWN
    found.catch_up(ACME)
    assert found.catch_up.is_lacking(ACME)
    embedder.failure = None
    assert found.catch_up.complete(ACME)
    assert not found.catch_up.is_lacking(ACME)
