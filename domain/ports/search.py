"""Where entity documents, their words and their vectors are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from domain.ports.health import Health
from domain.search.documents import EntityDocument, EntityKey
from domain.search.interpretation import Vocabulary
from domain.vocabulary import DataSource, Level, OrgId, Period

Scores = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SearchScope:
    """Which documents may be hits; None leaves open. `period`: active on at least one of its days."""

    levels: frozenset[Level] | None = None
    data_sources: frozenset[DataSource] | None = None
    campaign_ids: frozenset[str] | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A document and its cosine similarity to what was asked, -1 to 1."""

    key: EntityKey
    score: float


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """What an index was made with; another embedder, size or document format means that it must be made again."""

    embedder: str
    dimensions: int
    document_format: int


class CatalogView(Protocol):
    """All documents of an organization at one instant, in memory. Arrays have one place per document, in one order."""

    @property
    def version(self) -> int:
        """Grows with every write of the organization's documents."""
        ...

    @property
    def keys(self) -> Sequence[EntityKey]:
        """Keys, by position."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """The organization's own words."""
        ...

    def positions(self, keys: Sequence[EntityKey]) -> Positions:
        """Where these documents are; keys that there are not are left out."""
        ...

    def documents(self, positions: Sequence[int]) -> list[EntityDocument]:
        """The documents at these positions."""
        ...

    def within(self, scope: SearchScope) -> Mask:
        """Which documents the scope takes; of a period only first and last day are compared, which may take too many."""
        ...

    def with_value(self, column: str, values: Sequence[str]) -> Mask:
        """Which documents have one of these values in a column of `Vocabulary.values`."""
        ...

    def tagged(self, concept: str) -> Mask:
        """Which documents carry a concept."""
        ...

    def containing(self, word: str) -> Mask:
        """Which documents hold a folded word."""
        ...

    def lexical(self, words: Sequence[str]) -> Scores:
        """BM25 of folded words, 0 where none occurs."""
        ...

    def similar_to(self, vector: npt.NDArray[np.float32], among: Mask | None = None) -> Scores:
        """Cosine of each document's vector with this one; 0 where a vector is still to come, and where not `among` these."""
        ...


class EntityCatalog(Protocol):
    """Documents with their words and vectors, on disk, per organization: text and vectors never disagree."""

    def write(
        self,
        org: OrgId,
        documents: Sequence[EntityDocument],
        vectors: npt.NDArray[np.float32] | None,
        removed: Sequence[EntityKey] = (),
        *,
        stamp: IndexStamp | None = None,
    ) -> None:
        """Put documents in the place of those with their keys and take others out, in one transaction; on disk when it returns.

        `vectors`: unit length, one row per document; None where they are still to come. Documents whose text did not
        change keep their vector. `stamp`: what these are made with; kept where the organization has none yet. Vectors
        made with another embedder or of another size than the kept stamp tells are not taken: they are still to come.
        """
        ...

    def view(self, org: OrgId) -> CatalogView:
        """What is there now; later writes do not change it."""
        ...

    def make_ready(self, most_bytes: int, goes_on: Callable[[], bool]) -> None:
        """Load organizations before they are asked, those written to last first, until memory is full or `goes_on` is over."""
        ...

    def without_vectors(self, org: OrgId, limit: int) -> list[EntityDocument]:
        """Documents whose vectors are still to come."""
        ...

    def give_vectors(self, org: OrgId, documents: Sequence[EntityDocument], vectors: npt.NDArray[np.float32]) -> None:
        """Vectors of documents, where these have not changed since."""
        ...

    def unsent(self, org: OrgId, limit: int) -> tuple[list[EntityDocument], npt.NDArray[np.float32], list[EntityKey]]:
        """What a remote index does not have yet: documents with their vectors, and keys that it must forget."""
        ...

    def mark_sent(
        self,
        org: OrgId,
        documents: Sequence[EntityDocument],
        forgotten: Sequence[EntityKey],
        refused: Sequence[EntityDocument] = (),
    ) -> None:
        """The remote index took these, where they have not changed since; `refused` ones are set aside until they change."""
        ...

    def refused(self, org: OrgId) -> int:
        """How many documents the remote index refused, and that are set aside."""
        ...

    def send_refused_again(self, org: OrgId) -> None:
        """Documents that are set aside are to be sent once more."""
        ...

    def organizations(self) -> list[OrgId]:
        """Organizations that have documents."""
        ...

    def stamp(self, org: OrgId) -> IndexStamp | None:
        """What the documents were made with; None where there are none yet."""
        ...

    def replace_all(
        self,
        org: OrgId,
        stamp: IndexStamp,
        documents: Sequence[EntityDocument],
        vectors: npt.NDArray[np.float32] | None,
    ) -> None:
        """Everything made anew in one transaction; readers see the old until then."""
        ...

    def erase(self, org: OrgId) -> None:
        """Forget the organization."""
        ...

    def ping(self) -> Health:
        """Whether the catalog answers."""
        ...


class VectorIndex(Protocol):
    """Nearest neighbours of a vector, where another service keeps them; it may lag behind the catalog, or be away.

    Methods raise RemoteIndexUnavailableError (retryable) where the service does not answer in time.
    """

    def upsert(
        self, org: OrgId, documents: Sequence[EntityDocument], vectors: npt.NDArray[np.float32]
    ) -> list[EntityKey]:
        """Put vectors with what they are filtered by; gives the keys that are refused for what they hold, and would be again."""
        ...

    def remove(self, org: OrgId, keys: Sequence[EntityKey]) -> None:
        """Forget these."""
        ...

    def nearest(self, org: OrgId, vector: npt.NDArray[np.float32], scope: SearchScope, limit: int) -> list[Found]:
        """The most similar documents in the scope, best first; at most `limit`, up to 1,000."""
        ...

    def erase(self, org: OrgId) -> None:
        """Forget the organization."""
        ...

    def ping(self) -> Health:
        """Whether the service answers."""
        ...
