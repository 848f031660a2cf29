"""Vectors in memory, compared one by one."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from domain.ports.health import Health
from domain.ports.search import Found, SearchScope
from domain.search.documents import EntityDocument, EntityKey
from domain.vocabulary import OrgId
from tests.fakes.entity_catalog import is_within

Kept = tuple[EntityDocument, tuple[float, ...]]


class InMemoryVectorIndex:
    """Implements `domain.ports.search.VectorIndex`; `tests/contract/test_vector_indexes.py` holds it to the contract."""

    def __init__(self) -> None:
        self._kept: dict[OrgId, dict[EntityKey, Kept]] = {}

    def upsert(
        self, org: OrgId, documents: Sequence[EntityDocument], vectors: npt.NDArray[np.float32]
    ) -> list[EntityKey]:
        kept = self._kept.setdefault(org, {})
        for document, vector in zip(documents, vectors, strict=True):
            kept[document.key] = (document, tuple(vector.tolist()))
        return []

    def remove(self, org: OrgId, keys: Sequence[EntityKey]) -> None:
        for key in keys:
            self._kept.get(org, {}).pop(key, None)

    def nearest(self, org: OrgId, vector: npt.NDArray[np.float32], scope: SearchScope, limit: int) -> list[Found]:
        if not vector.any():
            return []
        asked = vector / np.linalg.norm(vector)
        found = [
            Found(key, float(np.dot(one, asked)))
            for key, (document, one) in self._kept.get(org, {}).items()
            if any(one) and is_within(document, scope)
        ]
        return sorted(found, key=lambda one: -one.score)[: min(limit, 1000)]

    def erase(self, org: OrgId) -> None:
        self._kept.pop(org, None)

    def ping(self) -> Health:
        return Health("vectors", ok=True)
