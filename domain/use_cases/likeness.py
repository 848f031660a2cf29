"""How like a text each document is, by vectors, where they can be had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.errors import MarketingMemoryError
from domain.ports.embedder import Embedder
from domain.ports.search import CatalogView, Found, Mask, SearchScope, VectorIndex
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
        self,
        org: OrgId,
        view: CatalogView,
        text: str,
        scope: SearchScope,
        say: Callable[[str], None],
        among: Mask | None = None,
    ) -> Floats | None:
        """Cosine of each document (`among` these, where told) with a text.

        None where there is no text, or no vector can be had, which `say` hears.
        """
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
                found = self.remote.nearest(org, vector, scope, MOST_REMOTE)
                return _beside(found, view, vector, among)
            except MarketingMemoryError as error:
                self.on_failure("search_without_remote_index", org, error)
                say(f"The vector index did not answer ({error.code}): the vectors kept here are used")
        return view.similar_to(vector, among).astype(np.float64)


def _beside(found: Sequence[Found], view: CatalogView, vector: npt.NDArray[np.float32], among: Mask | None) -> Floats:
    """Cosines by the remote index; what it does not name is compared here: it names 1,000 at most, and may lag."""
    dense = view.similar_to(vector, among).astype(np.float64)
    scores = {one.key: one.score for one in found}
    for place in view.positions(list(scores)).tolist():
        dense[place] = scores[view.keys[place]]
    return dense
