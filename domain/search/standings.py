"""CONCEPTUAL search: entities by what they are about, and by how they stand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.search.evidence import Evidence
from domain.search.interpretation import Interpretation, Ranking
from domain.search.ordering import Field, order_by
from domain.search.ranked import Ranked, nothing
from domain.search.ties import in_order
from domain.vocabulary import Direction

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
EFFICIENCY = Ranking(None, Direction.DESC)
SCALE = ("revenue", "conversions")
ENGAGEMENT = ("click_rate", "ctr")


def rank_by_concepts(asked: Interpretation, pool: Mask, evidence: Evidence, field: Field) -> Ranked:
    """What carries most of the concepts first; among equals, what stands best: efficiency, then scale and engagement."""
    if not evidence.concepts and not asked.rankings and not asked.metrics and not asked.attributes:
        return nothing("CONCEPTUAL compares marketing concepts, and the question names none that is known")
    held = np.mean(list(evidence.concepts.values()), axis=0) if evidence.concepts else np.ones(len(pool))
    orders = [order_by(ranking, field) for ranking in asked.rankings or (EFFICIENCY,)]
    stands = np.nan_to_num(orders[0].standing) * orders[0].enough
    more = np.mean([_standing(names, field) for names in (SCALE, ENGAGEMENT)], axis=0)
    positions = np.flatnonzero(pool & (held > 0) & (orders[0].ranked if asked.rankings else True))
    score = held + 0.5 * stands + 0.1 * more
    chosen, equals = in_order(positions, -held[positions], -stands[positions], -more[positions])
    parts = {"conceptual": held if evidence.concepts else np.zeros(len(pool)), "metric": stands}
    return Ranked(chosen, score[chosen], parts, orders if asked.rankings else (), equals=equals)


def _standing(names: tuple[str, ...], field: Field) -> Floats:
    """The best of an entity's standings by some metrics."""
    found = [order_by(Ranking(name, Direction.DESC), field) for name in names]
    best: Floats = np.max([np.nan_to_num(one.standing) * one.enough for one in found], axis=0)
    return best
