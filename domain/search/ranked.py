"""Entities in order, with what each part of the search says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

import numpy as np
import numpy.typing as npt

from domain.search.evidence import Evidence
from domain.search.interpretation import Interpretation
from domain.search.ordering import Field, MetricOrder, order_by
from domain.search.ties import in_order

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

FEW_IN_BAND = 10
"""Fewer than these of a vague quality are completed from the half that it is in."""
HALF = 0.5
"""Share of the question from which on an entity that meets every condition is shown, behind those that hold more."""


@dataclass(frozen=True)
class Ranked:
    """`positions`, best first; `score` of each; `parts` by position of the view; `notes` for the notice."""

    positions: Ints
    score: Floats
    parts: Mapping[str, Floats]
    orders: Sequence[MetricOrder] = ()
    notes: Sequence[str] = field(default_factory=tuple)
    is_explained: bool = False
    """Whether the notes say why there is nothing."""
    evidence: Evidence | None = None
    """What the texts were weighed by, where it was not by the words of the question."""
    equals: Ints | None = None
    """A number per group of positions that nothing tells apart."""
    skipped: int = 0
    """How many of the first are not asked for."""
    most: int | None = None
    """How many are asked for, where that depends on how many there are."""


def nothing(*notes: str) -> Ranked:
    """No entity, and why."""
    return Ranked(np.zeros(0, np.int64), np.zeros(0), {}, (), notes, is_explained=True)


def rank_by_text(pool: Mask, evidence: Evidence, volume: Floats, named: Mask) -> Ranked:
    """What holds most of the question first; among equals, words and likeness fused; what is named exactly before all."""
    fused = evidence.fused
    taken = pool & ((evidence.coverage > 0) | named | (evidence.near & (evidence.coverage.max(initial=0) == 0)))
    if not evidence.is_asked and not named.any():
        taken = pool
    positions = np.flatnonzero(taken)
    implied = np.zeros(len(pool)) if evidence.implied is None else evidence.implied
    score = (
        2.0 * named + evidence.coverage - 0.25 * implied + 0.5 * fused + (0.001 if evidence.is_asked else 1.0) * volume
    )
    topics = [*evidence.concepts.values()]
    topic = np.mean(topics, axis=0) if topics else np.zeros(len(pool))  # before those that share the country alone
    ordered = (~named, -evidence.coverage, -topic, implied, -fused, -volume)
    keys = [key[positions] for key in ordered]
    chosen, equals = in_order(positions, *keys)
    return Ranked(chosen, score[chosen], text_parts(evidence), equals=equals)


def text_parts(evidence: Evidence) -> dict[str, Floats]:
    """What the parts of a search by text say, each 0 to 1 (cosine from -1)."""
    top = float(evidence.lexical.max(initial=0.0))
    concepts = list(evidence.concepts.values())
    parts = {
        "lexical": evidence.lexical / top if top else evidence.lexical,
        "conceptual": np.mean(concepts, axis=0) if concepts else np.zeros(len(evidence.lexical)),
    }
    return parts if evidence.dense is None else {**parts, "neural": evidence.dense}


def rank_by_metric(asked: Interpretation, pool: Mask, evidence: Evidence, field_: Field) -> Ranked:
    """Those that hold most of the question, by the metric asked for; entities with too little volume come last."""
    notes: list[str] = []
    if evidence.is_asked:
        pool = _holding_most(pool, evidence, notes) if asked.rankings else pool & (evidence.coverage >= HALF)
    orders = [order_by(ranking, field_) for ranking in asked.rankings]
    for order in orders:
        pool = _in_band(pool & order.ranked, order, notes, is_only=evidence.is_asked and len(orders) == 1)
    leading = next((order for order in orders if not order.ranking.band), orders[0] if orders else None)
    parts = text_parts(evidence) if evidence.is_asked else {}
    positions = np.flatnonzero(pool)
    if leading is None:
        chosen, equals = in_order(positions, -evidence.coverage[positions], -field_.volume[positions])
        return Ranked(chosen, (evidence.coverage + field_.volume)[chosen], parts, orders, notes, equals=equals)
    keys = (~leading.enough[positions], -leading.standing[positions], -field_.volume[positions])
    chosen, equals = in_order(positions, *keys)
    standing = np.nan_to_num(leading.standing)
    score, parts = (evidence.coverage + standing + leading.enough)[chosen], {**parts, "metric": standing}
    share, skipped = leading.ranking.share, leading.ranking.skipped
    most = max(1, ceil(share * int(leading.enough[chosen].sum()))) if share else None
    return Ranked(chosen, score, parts, orders, notes, equals=equals, skipped=skipped, most=most)


def _holding_most(pool: Mask, evidence: Evidence, notes: list[str]) -> Mask:
    """Those that hold as much of the question as any does; none where nothing holds any of it."""
    most = float(evidence.coverage[pool].max(initial=0.0))
    if 0 < most < 1:
        notes.append("Nothing holds all words of the question: what holds most of them is ranked")
    return pool & (evidence.coverage > 0) & np.isclose(evidence.coverage, most)


def _in_band(pool: Mask, order: MetricOrder, notes: list[str], *, is_only: bool) -> Mask:
    """Where a quality is asked for and no strict order: those that have it, or the nearest to it.

    Where few of those that hold the question are in the quarter that is meant, the rest of that half comes behind them.
    """
    banded = pool & order.band
    if not order.ranking.band:
        return pool
    if is_only and int(banded.sum()) < FEW_IN_BAND:
        banded = banded | (pool & order.enough & (np.nan_to_num(order.standing) > HALF))
    if banded.any() or not pool.any():
        return banded
    notes.append(f'None of them is in the quarter that "{order.ranking.words}" means: the nearest are shown')
    return pool
