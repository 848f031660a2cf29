"""Search over a store of the test's own: rows in, hits out; what a question means is told by the test."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from adapters.embedders.hashing import HashingEmbedder
from adapters.indexes.sqlite_catalog import SqliteCatalog
from adapters.stores.duckdb_entity_source import DuckDbEntitySource
from adapters.stores.duckdb_store import DuckDbStore
from domain.errors import MarketingMemoryError
from domain.ports.embedder import Embedder
from domain.ports.search import VectorIndex
from domain.search.concepts import tag_concepts
from domain.search.interpretation import Interpretation
from domain.search.merging import FurtherReading
from domain.search.request import SearchAnswer, SearchRequest, SearchType
from domain.use_cases.catch_up import CatchUp
from domain.use_cases.entity_figures import EntityFigures
from domain.use_cases.search import Search
from domain.vocabulary import OrgId
from graphql_api.search_keeper import Turns
from tests.fakes.clock import FixedClock
from tests.stored import ACME, instant, opened, put


@dataclass
class Found:
    """A store, its catalog and a search over both."""

    store: DuckDbStore
    catalog: SqliteCatalog
    embedder: Embedder
    remote: VectorIndex | None = None
    failures: list[str] = field(default_factory=list)
    asked: Interpretation = field(default_factory=lambda: Interpretation(""))

    def __post_init__(self) -> None:
        source = DuckDbEntitySource(self.store)
        self.catch_up = CatchUp(source, self.catalog, self.embedder, self.remote, tag_concepts, self.failed, Turns())
        self.figures = EntityFigures(self.store, source)

    def failed(self, event: str, _org: OrgId, _error: MarketingMemoryError) -> None:
        """Remember what was said of a failure."""
        self.failures.append(event)

    def put(self, *rows: Mapping[str, Any], at: float = 0, org: OrgId = ACME) -> None:
        """Store rows and make them searchable."""
        put(self.store, *rows, at=at, org=org)
        self.catch_up(org)

    def search(
        self,
        asked: Interpretation | None = None,
        *,
        org: OrgId = ACME,
        kind: SearchType = SearchType.HYBRID,
        **sent: Any,
    ) -> SearchAnswer:
        """The answer to a question that means `asked`; what is sent beside it by name."""
        told = asked or Interpretation("")
        search = Search(
            self.catalog,
            self.figures,
            self.embedder,
            self.remote,
            lambda _query, _vocabulary, _day: FurtherReading(told),
            self.catch_up,
            FixedClock(instant(0)),
            lambda _org: False,
            self.failed,
        )
        return search(org, SearchRequest(told.query or "question", search_type=kind, **sent))

    def names(self, asked: Interpretation | None = None, **sent: Any) -> list[str | None]:
        """Names of the hits, in order."""
        return [hit.document.name for hit in self.search(asked, **sent).hits]


@contextmanager
def searching(folder: Path, embedder: Embedder | None = None, remote: VectorIndex | None = None) -> Iterator[Found]:
    """A search over files in the folder."""
    catalog = SqliteCatalog(folder / "search")
    with opened(folder) as store:
        yield Found(store, catalog, embedder or HashingEmbedder(), remote)
    catalog.close()


def on(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)
