"""Ranking by the entity graph: what is like the entities named, and what lies above, below or beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from domain.ports.search import CatalogView
from domain.search.documents import EntityDocument
from domain.search.evidence import Evidence
from domain.search.graph import bound_by, kin_of, name_of
from domain.search.interpretation import Interpretation, Kin
from domain.search.ordering import Field
from domain.search.ranked import Ranked, rank_by_metric, rank_by_text, text_parts
from domain.search.ties import in_order
from domain.vocabulary import Level

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
LEAST_TIE = 0.12
"""Relatedness from which on two entities belong together: more than a country or a like word."""
LIKE_NAME = 0.3
"""Cosine with the seed's name from which on a document is shown where nothing shares a topic with it."""
MUCH_ALIKE = 0.5
"""Share of the closest tie from which on entities are alike enough to be put in another order."""


def is_of_tree(asked: Interpretation, seeds: Sequence[EntityDocument]) -> bool:
    """Whether kin in an account is asked for; beside a campaign lie those like it."""
    is_beside_campaign = asked.kin is Kin.BESIDE and all(one.level is Level.CAMPAIGN for one in seeds)
    return bool(seeds) and asked.kin is not None and not is_beside_campaign


def rank_by_kin(
    view: CatalogView,
    asked: Interpretation,
    pool: Mask,
    evidence: Evidence,
    field: Field,
    seeds: Sequence[EntityDocument],
    levels: frozenset[Level],
) -> Ranked:
    """What lies above, below or beside the seeds, by the order asked for or by the words."""
    pool = pool & kin_of(view, seeds, asked.kin or Kin.BELOW, levels)
    if asked.rankings or asked.metrics:
        return rank_by_metric(asked, pool, evidence, field)
    return rank_by_text(pool, evidence, field.volume, np.zeros(len(pool), np.bool_))


def rank_by_ties(
    view: CatalogView,
    asked: Interpretation,
    pool: Mask,
    evidence: Evidence,
    field: Field,
    seeds: Sequence[EntityDocument],
    close: Floats,
) -> Ranked:
    """What hangs together with the seeds, the closest first; `close`: relatedness of all documents.

    Seeds that others shall be like are no hits themselves.
    """
    notes = [f"Begun at {', '.join(name_of(one) for one in seeds)}"]
    own = _places_of(view, seeds)
    tied, held = pool & ((close > LEAST_TIE) | own), np.zeros(len(pool))
    if asked.related_to:
        tied, unknown = _bound(view, asked, pool & ~own, tied & ~own, seeds)
        notes += [f"{name_of(seeds[0])} tells no {one.replace('_', ' ')}: that is left out" for one in unknown]
        held = evidence.coverage if evidence.is_asked else held
        tied = tied & (held > 0) if (tied & (held > 0)).any() else tied
    if asked.related_to and not tied.any() and not (asked.shared or asked.different):
        tied = pool & ~own & (evidence.dense >= LIKE_NAME) if evidence.dense is not None else tied
        notes += ["Nothing shares a topic with it: what has a like name is shown"] if tied.any() else []
    if asked.rankings:
        tied = tied & (close >= MUCH_ALIKE * float(close[tied].max(initial=0.0)))
        found = rank_by_metric(asked, tied, replace(evidence, concepts={}, words={}), field)
        return replace(found, parts={**found.parts, "knowledge": close}, notes=[*found.notes, *notes])
    positions = np.flatnonzero(tied)
    chosen, equals = in_order(positions, -held[positions], -close[positions], -field.volume[positions])
    parts = {**text_parts(evidence), "knowledge": close}
    return Ranked(chosen, close[chosen], parts, (), notes, equals=equals)


def _bound(
    view: CatalogView, asked: Interpretation, pool: Mask, tied: Mask, seeds: Sequence[EntityDocument]
) -> tuple[Mask, list[str]]:
    """What is the same, or another, as asked; and what of it no seed tells."""
    if not asked.shared and not asked.different:
        return tied, []
    bound, unknown = bound_by(view, seeds, asked.shared, asked.different)
    return (pool if {*asked.shared} - {*unknown} else tied) & bound, unknown


def _places_of(view: CatalogView, documents: Sequence[EntityDocument]) -> Mask:
    places = np.zeros(len(view.keys), np.bool_)
    places[view.positions([document.key for document in documents])] = True
    return places
