"""Entity documents in memory, read one by one."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from math import log

import numpy as np
import numpy.typing as npt

from domain.ports.health import Health
from domain.ports.search import IndexStamp, Mask, Positions, Scores, SearchScope
from domain.search.documents import EntityDocument, EntityKey
from domain.search.interpretation import Vocabulary
from domain.search.searched import document_text, searched_words
from domain.search.text import name_keys, squeeze, stem
from domain.vocabulary import OrgId

COLUMNS = ("data_source", "channel", "status", "objective", "country", "campaign_type", "level")


@dataclass(frozen=True)
class Entry:
    document: EntityDocument
    vector: tuple[float, ...] | None = None
    sent: bool = False
    is_refused: bool = False


@dataclass
class Shelf:
    """All that is kept of one organization."""

    version: int
    entries: dict[EntityKey, Entry] = field(default_factory=dict)
    removed: dict[EntityKey, bool] = field(default_factory=dict)
    stamp: IndexStamp | None = None


def values_of(document: EntityDocument, column: str) -> tuple[str, ...]:
    value = document.countries if column == "country" else getattr(document, column)
    return value if isinstance(value, tuple) else (() if value is None else (str(value),))


def names_of(document: EntityDocument) -> set[str]:
    own_id = document.ad_id or document.ad_group_id or document.campaign_id or document.account_id
    return {*name_keys(document.name or ""), *([squeeze(own_id)] if own_id and squeeze(own_id) else [])}


def is_within(document: EntityDocument, scope: SearchScope) -> bool:
    return (
        (scope.levels is None or document.level in scope.levels)
        and (scope.data_sources is None or document.data_source in scope.data_sources)
        and (scope.campaign_ids is None or document.campaign_id in scope.campaign_ids)
        and (
            scope.period is None
            or (document.first_date <= scope.period.end and document.last_date >= scope.period.start)
        )
    )


@dataclass(frozen=True)
class InMemoryView:
    """Implements `CatalogView` by asking each document."""

    version: int
    entries: dict[EntityKey, Entry]

    @property
    def keys(self) -> Sequence[EntityKey]:
        return list(self.entries)

    @property
    def vocabulary(self) -> Vocabulary:
        documents = self.documents(range(len(self.entries)))
        names: dict[str, tuple[EntityKey, ...]] = {}
        for document in documents:
            for name in names_of(document):
                names[name] = (*names.get(name, ()), document.key)
        return Vocabulary(
            words=Counter(word for document in documents for word in searched_words(document)),
            names=names,
            concepts=Counter(concept for document in documents for concept in set(document.concepts)),
            values={
                column: frozenset(value for document in documents for value in values_of(document, column))
                for column in COLUMNS
            },
        )

    def positions(self, keys: Sequence[EntityKey]) -> Positions:
        return np.array([self.keys.index(key) for key in keys if key in self.entries], np.int64)

    def documents(self, positions: Sequence[int]) -> list[EntityDocument]:
        entries = list(self.entries.values())
        return [entries[position].document for position in positions]

    def within(self, scope: SearchScope) -> Mask:
        return self._where(lambda document: is_within(document, scope))

    def with_value(self, column: str, values: Sequence[str]) -> Mask:
        return self._where(lambda document: bool(set(values_of(document, column)) & set(values)))

    def tagged(self, concept: str) -> Mask:
        return self._where(lambda document: concept in document.concepts)

    def containing(self, word: str) -> Mask:
        return self._where(lambda document: stem(word) in set(map(stem, searched_words(document))))

    def lexical(self, words: Sequence[str]) -> Scores:
        """BM25 word by word, by the book: k1 = 1.2, b = 0.5."""
        told = [searched_words(entry.document) for entry in self.entries.values()]
        mean = sum(sum(one.values()) for one in told) / max(len(told), 1)
        holders = Counter(word for one in told for word in one)
        scores = [0.0] * len(told)
        for wanted in {stem(word) for word in words}:
            held = min(sum(count for word, count in holders.items() if stem(word) == wanted), len(told))
            rarity = log(1 + (len(told) - held + 0.5) / (held + 0.5))
            for place, one in enumerate(told):
                damping = 1.2 * (0.5 + 0.5 * sum(one.values()) / mean)
                weights = [weight for word, weight in one.items() if stem(word) == wanted]
                scores[place] += sum(rarity * 2.2 * weight / (weight + damping) for weight in weights)
        return np.array(scores, np.float32)

    def similar_to(self, vector: npt.NDArray[np.float32], among: Mask | None = None) -> Scores:
        norm = float(np.linalg.norm(vector)) or 1.0
        told = [entry.vector for entry in self.entries.values()]
        cosines = [
            float(np.dot(one, vector)) / norm if one is not None and len(one) == len(vector) else 0.0 for one in told
        ]
        scores = np.array(cosines, np.float32)
        return scores if among is None else np.where(among, scores, np.float32(0))

    def _where(self, is_so: Callable[[EntityDocument], bool]) -> Mask:
        return np.array([is_so(entry.document) for entry in self.entries.values()], np.bool_)


class InMemoryCatalog:
    """Implements `domain.ports.search.EntityCatalog`; `tests/contract/test_entity_catalogs.py` holds it to the contract."""

    def __init__(self) -> None:
        self._versions = count(1)
        self._shelves: dict[OrgId, Shelf] = {}

    def write(
        self,
        org: OrgId,
        documents: Sequence[EntityDocument],
        vectors: npt.NDArray[np.float32] | None,
        removed: Sequence[EntityKey] = (),
        *,
        stamp: IndexStamp | None = None,
    ) -> None:
        shelf = self._shelves.setdefault(org, Shelf(0))
        shelf.stamp = shelf.stamp or stamp
        usable = vectors is not None and self._fits(shelf, stamp, vectors)
        for place, document in enumerate(documents):
            vector = tuple(vectors[place].tolist()) if vectors is not None and usable else None
            self._put(shelf, document, vector)
        for key in set(removed) - {document.key for document in documents}:
            if shelf.entries.pop(key, None):
                shelf.removed[key] = False
        shelf.version = next(self._versions)

    def view(self, org: OrgId) -> InMemoryView:
        shelf = self._shelves.get(org, Shelf(0))
        return InMemoryView(shelf.version, dict(shelf.entries))

    def make_ready(self, most_bytes: int, goes_on: Callable[[], bool]) -> None:
        """It is always ready."""

    def without_vectors(self, org: OrgId, limit: int) -> list[EntityDocument]:
        return [entry.document for entry in self.view(org).entries.values() if entry.vector is None][:limit]

    def give_vectors(self, org: OrgId, documents: Sequence[EntityDocument], vectors: npt.NDArray[np.float32]) -> None:
        shelf = self._shelves.setdefault(org, Shelf(0))
        if self._fits(shelf, None, vectors):
            for document, vector in zip(documents, vectors, strict=True):
                kept = shelf.entries.get(document.key)
                if kept and kept.vector is None and document_text(kept.document) == document_text(document):
                    shelf.entries[document.key] = replace(kept, vector=tuple(vector.tolist()), sent=False)
            shelf.version = next(self._versions)

    def unsent(self, org: OrgId, limit: int) -> tuple[list[EntityDocument], npt.NDArray[np.float32], list[EntityKey]]:
        shelf = self._shelves.get(org, Shelf(0))
        entries = [entry for entry in shelf.entries.values() if not entry.sent and entry.vector is not None][:limit]
        vectors = np.array([entry.vector for entry in entries], np.float32)
        forgotten = [key for key, sent in shelf.removed.items() if not sent][:limit]
        return [entry.document for entry in entries], vectors, forgotten

    def mark_sent(
        self,
        org: OrgId,
        documents: Sequence[EntityDocument],
        forgotten: Sequence[EntityKey],
        refused: Sequence[EntityDocument] = (),
    ) -> None:
        shelf = self._shelves.setdefault(org, Shelf(0))
        for document in (*documents, *refused):
            kept = shelf.entries.get(document.key)
            if kept and kept.document == document:
                shelf.entries[document.key] = replace(kept, sent=True, is_refused=document in refused)
        shelf.removed |= {key: True for key in forgotten if key in shelf.removed}

    def refused(self, org: OrgId) -> int:
        return sum(entry.is_refused for entry in self.view(org).entries.values())

    def send_refused_again(self, org: OrgId) -> None:
        shelf = self._shelves.get(org, Shelf(0))
        for key, entry in shelf.entries.items():
            if entry.is_refused:
                shelf.entries[key] = replace(entry, sent=False, is_refused=False)

    def organizations(self) -> list[OrgId]:
        return sorted(org for org, shelf in self._shelves.items() if shelf.entries)

    def stamp(self, org: OrgId) -> IndexStamp | None:
        return self._shelves.get(org, Shelf(0)).stamp

    def replace_all(
        self,
        org: OrgId,
        stamp: IndexStamp,
        documents: Sequence[EntityDocument],
        vectors: npt.NDArray[np.float32] | None,
    ) -> None:
        before = self._shelves.pop(org, Shelf(0))
        self.write(org, documents, vectors, stamp=stamp)
        after = self._shelves[org]
        told = {**before.removed, **dict.fromkeys(before.entries, False)}
        after.removed = {key: sent for key, sent in told.items() if key not in after.entries}

    def erase(self, org: OrgId) -> None:
        self._shelves.pop(org, None)

    def ping(self) -> Health:
        return Health("search", ok=True)

    def _fits(self, shelf: Shelf, stamp: IndexStamp | None, vectors: npt.NDArray[np.float32]) -> bool:
        kept = shelf.stamp
        return kept is None or (stamp in {None, kept} and vectors.shape[1] == kept.dimensions)

    def _put(self, shelf: Shelf, document: EntityDocument, vector: tuple[float, ...] | None) -> None:
        kept = shelf.entries.get(document.key)
        shelf.removed.pop(document.key, None)
        if kept and kept.document == document and (vector is None or kept.vector):
            return
        if kept and vector is None and document_text(kept.document) == document_text(document):
            vector = kept.vector
        shelf.entries[document.key] = Entry(document, vector)
