"""Counting Meta's families: each event once, whatever the names under which a row reports it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np

from domain.conversions import DEFAULT_RULES, ConversionRules, LastTier, TierMode
from domain.normalize.numbers import Numbers, sums_by_row
from domain.sources.meta_actions import ActionTable, Ints, Mask
from domain.sources.meta_families import FAMILIES, MIRRORS, OMNI, PARTS, standing_of
from domain.sources.meta_parts import dropped_parts

UNRANKED = 1_000


@dataclass(frozen=True, slots=True)
class Family:
    """Counts and values of one family per row, in micros."""

    name: str
    counts: Numbers
    values: Numbers
    twins: Mask
    """Rows in which two channels report the same count: perhaps one event twice."""
    mirrored: Mask
    """Rows that only had mirrors to count."""


def count_families(actions: ActionTable, values: ActionTable, rules: ConversionRules = DEFAULT_RULES) -> list[Family]:
    """Every family that the batch has, each counted once per row unless the rules say otherwise."""
    standings = (standing_of(action_type) for action_type in {*actions.types, *values.types})
    present = {standing.family for standing in standings if standing}
    return [_count_family(name, actions, values, rules) for name in FAMILIES if name in present]


def count_primary(
    families: list[Family], actions: ActionTable, values: ActionTable, rules: ConversionRules
) -> Family | None:
    """What the rules call a conversion; None where the batch has nothing of it."""
    if rules.action_types:
        return _plain_sum(actions, values, rules.wants)
    wanted = [family for family in families if family.name in rules.primary]
    return reduce(_joined, wanted) if wanted else None


def _plain_sum(actions: ActionTable, values: ActionTable, wanted: Callable[[str], bool]) -> Family | None:
    if not any(wanted(name) for name in {*actions.types, *values.types}):
        return None
    nowhere = np.zeros(actions.size, np.bool_)
    return Family("action types", actions.of_types(wanted), values.of_types(wanted), nowhere, nowhere)


def _joined(one: Family, other: Family) -> Family:
    return Family(
        f"{one.name} or {other.name}",
        _added(one.counts, other.counts),
        _added(one.values, other.values),
        one.twins | other.twins,
        one.mirrored | other.mirrored,
    )


def _added(one: Numbers, other: Numbers) -> Numbers:
    return Numbers(one.values + other.values, one.known | other.known)


def _count_family(name: str, actions: ActionTable, values: ActionTable, rules: ConversionRules) -> Family:
    ranks, value_ranks = _ranks(actions, name), _ranks(values, name)
    if rules.last_tier is not LastTier.SUM:
        _drop_parts(actions, values, ranks, value_ranks, rules.last_tier)
    if rules.tier_mode is TierMode.SUM_ALL:
        ranks, value_ranks = _one_tier(ranks), _one_tier(value_ranks)
    best = _lowest(actions, ranks)
    counts = _take(actions, ranks, best)
    same = np.zeros(values.size, np.bool_)
    same[values.rows[value_ranks == best[values.rows]]] = True
    value_best = np.where(same & (best < UNRANKED), best, _lowest(values, value_ranks))
    twins = _twins(actions, values, ranks, best)
    return Family(name, counts, _take(values, value_ranks, value_best), twins, counts.known & (best == MIRRORS))


def _ranks(table: ActionTable, family: str) -> Ints:
    standings = [standing_of(action_type) for action_type in table.types]
    ranks = [s.rank if s and s.family == family else UNRANKED for s in standings]
    return np.asarray(ranks, np.int64)[table.codes] if ranks else np.zeros(0, np.int64)


def _drop_parts(actions: ActionTable, values: ActionTable, ranks: Ints, value_ranks: Ints, mode: LastTier) -> None:
    of_counts, of_values = dropped_parts(actions, values, ranks == PARTS, value_ranks == PARTS, mode)
    ranks[of_counts], value_ranks[of_values] = UNRANKED, UNRANKED


def _one_tier(ranks: Ints) -> Ints:
    """All tiers as one, to be added; mirrors repeat them and stay behind."""
    return np.where(ranks < MIRRORS, OMNI, ranks)


def _lowest(table: ActionTable, ranks: Ints) -> Ints:
    best = np.full(table.size, UNRANKED, np.int64)
    np.minimum.at(best, table.rows, ranks)
    return best


def _take(table: ActionTable, ranks: Ints, best: Ints) -> Numbers:
    kept = (ranks == best[table.rows]) & (ranks < UNRANKED)
    rows, figures, mirrors = table.rows[kept], table.values[kept], ranks[kept] == MIRRORS
    sums = sums_by_row(rows[~mirrors], figures[~mirrors], table.size)
    numbers = Numbers(sums, np.zeros(table.size, np.bool_))
    np.maximum.at(numbers.values, rows[mirrors], figures[mirrors])
    numbers.known[rows] = True
    return numbers


def _twins(table: ActionTable, values: ActionTable, ranks: Ints, best: Ints) -> Mask:
    """Rows in which two parts of the family have the same count and the same value."""
    kept = np.flatnonzero((ranks == PARTS) & (best[table.rows] == PARTS) & (table.values > 0))
    twins = np.zeros(table.size, np.bool_)
    several = np.bincount(table.rows[kept], minlength=table.size) > 1
    kept = kept[several[table.rows[kept]]]
    worth = _worth_lookup(values) if len(kept) else {}
    seen: set[tuple[int, int, int | None]] = set()
    for index in kept.tolist():
        row = int(table.rows[index])
        twin = (row, int(table.values[index]), worth.get((row, table.types[table.codes[index]])))
        twins[row] |= twin in seen
        seen.add(twin)
    return twins


def _worth_lookup(values: ActionTable) -> dict[tuple[int, str], int]:
    names = [values.types[code] for code in values.codes.tolist()]
    return dict(zip(zip(values.rows.tolist(), names, strict=True), values.values.tolist(), strict=True))
