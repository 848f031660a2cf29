"""Meta's channel parts where the rules do not simply add them: which figures of a family are left out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from domain.conversions import LastTier
from domain.sources.meta_actions import ActionTable, Mask

Parts = dict[int, dict[str, int]]
"""Row to action type to figure, in micros."""


def dropped_parts(
    actions: ActionTable, values: ActionTable, count_parts: Mask, value_parts: Mask, mode: LastTier
) -> tuple[Mask, Mask]:
    """Lines of counts and of values to leave out; `count_parts` and `value_parts` mark the family's channel parts."""
    counts, worth = _by_row(actions, count_parts), _by_row(values, value_parts)
    left_out: set[tuple[int, str]] = set()
    valueless: set[tuple[int, str]] = set()
    for row in counts.keys() | worth.keys():
        of_row, worth_of_row = counts.get(row, {}), worth.get(row, {})
        if mode is LastTier.DEDUP_EQUAL:
            twins = _twins(of_row, worth_of_row)
            left_out |= {(row, name) for name in twins}
            valueless |= {(row, name) for name in twins}
        else:
            largest = _largest(of_row, worth_of_row)
            left_out |= {(row, name) for name in of_row if name != largest}
            valued = largest if largest in worth_of_row else _largest(worth_of_row, {})
            valueless |= {(row, name) for name in worth_of_row if name != valued}
    return _lines(actions, count_parts, left_out), _lines(values, value_parts, valueless)


def _by_row(table: ActionTable, kept: Mask) -> Parts:
    found: Parts = {}
    lines = zip(table.rows[kept].tolist(), table.codes[kept].tolist(), table.values[kept].tolist(), strict=True)
    for row, code, value in lines:
        parts, name = found.setdefault(row, {}), table.types[code]
        parts[name] = parts.get(name, 0) + value
    return found


def _twins(counts: Mapping[str, int], worth: Mapping[str, int]) -> list[str]:
    """Parts whose count and value an earlier one has; by name, so that the order of items does not matter."""
    seen: set[tuple[int, int | None]] = set()
    twins = []
    for name in sorted(counts):
        figures = (counts[name], worth.get(name))
        if figures in seen:
            twins.append(name)
        seen.add(figures)
    return twins


def _largest(figures: Mapping[str, int], worth: Mapping[str, int]) -> str | None:
    """The part with the largest figure, of equal ones that of the larger worth."""
    return min(figures, key=lambda name: (-figures[name], -worth.get(name, 0), name), default=None)


def _lines(table: ActionTable, parts: Mask, left_out: set[tuple[int, str]]) -> Mask:
    found = np.zeros(len(table.rows), np.bool_)
    for line in np.flatnonzero(parts).tolist():
        found[line] = (int(table.rows[line]), table.types[table.codes[line]]) in left_out
    return found
