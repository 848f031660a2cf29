"""How like a text each document is, by vectors, where they can be had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.errors import MarketingMemoryError
from domain.ports.embedder import Embedder
from domain.ports.search import CatalogView, SearchScope, VectorIndex
from domain.use_cases.catch_up import CatchUp
from domain.vocabulary import OrgId

Floats = npt.NDArray[np.float64]
MOST_REMOTE = 1_000


@dataclass(frozen=True, slots=True)
class Likeness:
    """Cosines of documents with texts; the remote index is asked first where there is one."""

    embedder: Embedder
    remote: VectorIndex | None
    catch_up: CatchUp
    on_failure: Callable[[str, OrgId, MarketingMemoryError], None]

    def __call__(
        self, org: OrgId, view: CatalogView, text: str, scope: SearchScope, say: Callable[[str], None]
    ) -> Floats | None:
        """Cosine of each document with a text; None where there is no text, or no vector can be had, which `say` hears."""
        if not text or not len(view.keys):
            return None
        if self.catch_up.needs_remaking(org):
            say("Vectors are being made anew: likeness of texts is left out")
            return None
        try:
            vector = self.embedder.embed([text])[0]
        except MarketingMemoryError as error:
            self.on_failure("search_without_vectors", org, error)
            say(f"The embedder did not answer ({error.code}): likeness of texts is left out")
            return None
        if self.remote is not None:
            try:
                return _by_remote(self.remote, org, view, vector, scope)
            except MarketingMemoryError as error:
                self.on_failure("search_without_remote_index", org, error)
                say(f"The vector index did not answer ({error.code}): the vectors kept here are used")
        return view.similar_to(vector).astype(np.float64)


def _by_remote(
    remote: VectorIndex, org: OrgId, view: CatalogView, vector: npt.NDArray[np.float32], scope: SearchScope
) -> Floats:
    found = remote.nearest(org, vector, scope, MOST_REMOTE)
    known = {key: place for place, key in enumerate(view.keys)} if found else {}
    dense = np.zeros(len(view.keys))
    for one in found:
        if one.key in known:
            dense[known[one.key]] = one.score
    return dense
