"""The composition of search: what follows the records, what keeps following, and what answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.errors import MarketingMemoryError
from domain.ports import Clock, RecordStore
from domain.ports.embedder import Embedder
from domain.ports.entities import EntitySource
from domain.ports.interpreter import Interpreter
from domain.ports.search import EntityCatalog, VectorIndex
from domain.search.concepts import CONCEPTS, tag_concepts
from domain.search.interpretation import Vocabulary
from domain.search.merging import FurtherReading, read_further
from domain.search.reading import choices_of
from domain.search.understanding import understand
from domain.use_cases.catch_up import CatchUp
from domain.use_cases.entities import FindSimilar, ShowEntity
from domain.use_cases.entity_figures import EntityFigures
from domain.use_cases.reindex import Reindex
from domain.use_cases.search import Search
from domain.use_cases.searchable import MakeSearchable
from domain.vocabulary import OrgId
from graphql_api.search_keeper import SearchKeeper, Turns

MOST_BEFORE_SERVING = 2_000
"""Campaigns that are taken up before the first request, as after a crash; more are in the background."""
READY_BYTES = 512 * 2**20
"""Memory for organizations whose first question after a start is not to wait: about 200,000 entities."""
OnFailure = Callable[[str, OrgId, MarketingMemoryError], None]


@dataclass(frozen=True, slots=True)
class SearchParts:
    """The use cases of search, and the thread that lets it catch up."""

    search: Search
    show_entity: ShowEntity
    find_similar: FindSimilar
    reindex: Reindex
    follows: MakeSearchable
    keeper: SearchKeeper


@dataclass(frozen=True, slots=True)
class SearchPorts:
    """What search stands on; `remote` keeps vectors elsewhere as well, `interpreter` reads words that are left."""

    source: EntitySource
    catalog: EntityCatalog
    embedder: Embedder
    remote: VectorIndex | None = None
    interpreter: Interpreter | None = None


def open_search(ports: SearchPorts, store: RecordStore, clock: Clock, on_failure: OnFailure) -> SearchParts:
    """Search over these ports. What changed before the last end is taken up now, if it is little."""
    catch_up = CatchUp(ports.source, ports.catalog, ports.embedder, ports.remote, tag_concepts, on_failure, Turns())
    keeper = SearchKeeper(
        catch_up, on_failure, first_of_all=lambda goes_on: ports.catalog.make_ready(READY_BYTES, goes_on)
    )
    follows = MakeSearchable(catch_up, on_failure, keeper.wake)
    for org in ports.source.organizations():
        _begin(org, catch_up, follows, keeper, on_failure)
    figures = EntityFigures(store, ports.source)
    search = Search(
        ports.catalog,
        figures,
        ports.embedder,
        ports.remote,
        reader_of(ports.interpreter),
        catch_up,
        clock,
        lambda org: keeper.is_due(org) and catch_up.is_lacking(org),
        on_failure,
    )
    similar = FindSimilar(ports.catalog, figures, search.likeness)
    return SearchParts(search, ShowEntity(ports.catalog), similar, Reindex(catch_up), follows, keeper)


def _begin(org: OrgId, catch_up: CatchUp, follows: MakeSearchable, keeper: SearchKeeper, on_failure: OnFailure) -> None:
    """Take up what is left of the last run; an index that cannot be read keeps nobody from starting."""
    try:
        catch_up.note_lost(org)
        catch_up.send_refused_again(org)
        left = len(catch_up.source.touched(org, MOST_BEFORE_SERVING + 1))
    except MarketingMemoryError as error:
        on_failure("search_lags", org, error)
        left = MOST_BEFORE_SERVING + 1
    if 0 < left <= MOST_BEFORE_SERVING:
        follows(org)
    keeper.wake(org)


def reader_of(interpreter: Interpreter | None) -> Callable[[str, Vocabulary, date], FurtherReading]:
    """Our own reading of questions; a language model may say more of words that are left."""

    def read(query: str, vocabulary: Vocabulary, as_of: date) -> FurtherReading:
        own = understand(query, vocabulary, as_of)
        if interpreter is None:
            return FurtherReading(own)
        return read_further(interpreter, own, as_of, choices_of(vocabulary, CONCEPTS))

    return read
