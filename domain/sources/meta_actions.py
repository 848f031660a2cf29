"""Reading Meta's lists of action stats into one flat table, and counting families from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
import numpy.typing as npt

from domain.normalize.draft import Draft
from domain.normalize.numbers import ABSENT, DECIMALS, Numbers, read_numbers
from domain.sources.meta_families import FAMILIES, MIRRORS, PARTS, standing_of

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
UNRANKED = 1_000
CLICK_WINDOW, VIEW_WINDOW = "7d_click", "1d_view"


@dataclass(frozen=True, slots=True)
class ActionTable:
    """One line per (row, action type): `values` in micros; `types` are lower case."""

    size: int
    rows: Ints
    codes: Ints
    values: Ints
    types: tuple[str, ...]
    present: Mask
    """Rows that have the list at all."""
    from_windows: Mask
    """Rows whose figures came from attribution windows, for want of `value`."""

    def of_type(self, action_type: str) -> Numbers:
        """Figures of one action type, in micros."""
        if action_type not in self.types:
            return Numbers.missing(self.size)
        return self._summed(self.codes == self.types.index(action_type))

    def total(self) -> Numbers:
        """Figures of all action types together, in micros."""
        return self._summed(np.ones(len(self.rows), np.bool_))

    def _summed(self, kept: Mask) -> Numbers:
        numbers = Numbers.missing(self.size)
        np.add.at(numbers.values, self.rows[kept], self.values[kept])
        numbers.known[self.rows[kept]] = True
        return numbers


@dataclass(slots=True)
class _Items:
    """Items of all rows in one line each, before values are read."""

    rows: list[int]
    types: list[object]
    values: list[object]
    items: list[Mapping[str, object]]


def read_actions(draft: Draft, name: str) -> ActionTable:
    """The lists of action stats under `name`; what cannot be read is reported and left out."""
    cells = draft.cells(name) if name in draft.names else []
    items, windowed = _Items([], [], [], []), np.zeros(len(draft), np.bool_)
    present = np.zeros(len(draft), np.bool_)
    for position, cell in enumerate(cells):
        if cell is not ABSENT and cell is not None:
            present[position] = True
            listed = cell if isinstance(cell, list) else _odd_list(draft, name, position, cell)
            _collect(draft, name, position, listed, items)
    numbers = _read_values(draft, name, items, windowed)
    codes, types = _encode(items.types)
    rows = np.asarray(items.rows, np.int64)
    kept = numbers.known & _not_repeated(draft, name, items, rows, codes, len(types))
    return ActionTable(len(draft), rows[kept], codes[kept], numbers.values[kept], types, present, windowed)


def _collect(draft: Draft, name: str, position: int, cell: Sequence[object], items: _Items) -> None:
    for item in cell:
        action_type = item.get("action_type") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(action_type, str) or not action_type:
            draft.report("BAD_ACTION_ITEM", position, item, name=name)
            continue
        items.rows.append(position)
        items.types.append(action_type)
        items.values.append(item.get("value", ABSENT))
        items.items.append(item)


def _odd_list(draft: Draft, name: str, position: int, cell: object) -> Sequence[object]:
    if isinstance(cell, str):
        try:
            cell = msgspec.json.decode(cell) if cell.strip() else []
        except msgspec.DecodeError:
            cell = None
    if isinstance(cell, list):
        return cell
    if isinstance(cell, dict):
        draft.report("ACTIONS_SHAPE", position, cell, name=name)
        return [{"action_type": key, "value": value} for key, value in cell.items()]
    draft.report("BAD_ACTION_ITEM", position, cell, name=name)
    return []


def _read_values(draft: Draft, name: str, items: _Items, windowed: Mask) -> Numbers:
    for index, value in enumerate(items.values):
        if value is ABSENT or value is None:
            items.values[index] = _from_windows(draft, name, items, index, windowed)

    def report(code: str, index: int, value: object) -> None:
        draft.report(code, items.rows[index], value, name=f"{name}.{items.types[index]}")

    return read_numbers(items.values, DECIMALS, report)


def _from_windows(draft: Draft, name: str, items: _Items, index: int, windowed: Mask) -> object:
    windows = [items.items[index].get(window) for window in (CLICK_WINDOW, VIEW_WINDOW)]
    stated = [value for value in windows if value is not None]
    if not stated:
        draft.report("BAD_ACTION_ITEM", items.rows[index], items.items[index], name=name)
        return ABSENT
    draft.report("ATTRIBUTION_FALLBACK", items.rows[index], items.items[index], name=name)
    windowed[items.rows[index]] = True
    parts = read_numbers(stated, DECIMALS, lambda *_: None)
    return int(parts.values.sum()) / DECIMALS.factor if parts.known.all() else stated[0]


def _encode(types: list[object]) -> tuple[Ints, tuple[str, ...]]:
    lowered = {raw: str(raw).lower() for raw in set(types)}
    distinct = tuple(sorted(set(lowered.values())))
    place = {name: index for index, name in enumerate(distinct)}
    codes = {raw: place[name] for raw, name in lowered.items()}
    return np.fromiter((codes[raw] for raw in types), np.int64, len(types)), distinct


def _not_repeated(draft: Draft, name: str, items: _Items, rows: Ints, codes: Ints, width: int) -> Mask:
    """False for items that repeat an earlier one of their row to the letter."""
    kept = np.ones(len(rows), np.bool_)
    cell = rows * max(width, 1) + codes
    distinct, counts = np.unique(cell, return_counts=True)
    if (counts > 1).any():
        seen: dict[int, list[Mapping[str, object]]] = {}
        for index in np.flatnonzero(np.isin(cell, distinct[counts > 1])).tolist():
            earlier = seen.setdefault(int(cell[index]), [])
            if items.items[index] in earlier:
                kept[index] = False
                draft.report("DUPLICATE_ACTION", items.rows[index], items.items[index], name=name)
            earlier.append(items.items[index])
    return kept


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


def count_families(actions: ActionTable, values: ActionTable) -> list[Family]:
    """Every family that the batch has, each counted once per row."""
    standings = (standing_of(action_type) for action_type in {*actions.types, *values.types})
    present = {standing.family for standing in standings if standing}
    return [_count_family(name, actions, values) for name in FAMILIES if name in present]


def _count_family(name: str, actions: ActionTable, values: ActionTable) -> Family:
    ranks = _ranks(actions, name)
    best = _lowest(actions, ranks)
    counts = _take(actions, ranks, best)
    value_ranks = _ranks(values, name)
    same = np.zeros(values.size, np.bool_)
    same[values.rows[value_ranks == best[values.rows]]] = True
    value_best = np.where(same & (best < UNRANKED), best, _lowest(values, value_ranks))
    twins = _twins(actions, values, ranks, best)
    return Family(name, counts, _take(values, value_ranks, value_best), twins, counts.known & (best == MIRRORS))


def _ranks(table: ActionTable, family: str) -> Ints:
    standings = [standing_of(action_type) for action_type in table.types]
    ranks = [s.rank if s and s.family == family else UNRANKED for s in standings]
    return np.asarray(ranks, np.int64)[table.codes] if ranks else np.zeros(0, np.int64)


def _lowest(table: ActionTable, ranks: Ints) -> Ints:
    best = np.full(table.size, UNRANKED, np.int64)
    np.minimum.at(best, table.rows, ranks)
    return best


def _take(table: ActionTable, ranks: Ints, best: Ints) -> Numbers:
    kept = (ranks == best[table.rows]) & (ranks < UNRANKED)
    rows, figures, mirrors = table.rows[kept], table.values[kept], ranks[kept] == MIRRORS
    numbers = Numbers.missing(table.size)
    np.add.at(numbers.values, rows[~mirrors], figures[~mirrors])
    np.maximum.at(numbers.values, rows[mirrors], figures[mirrors])
    numbers.known[rows] = True
    return numbers


def _twins(table: ActionTable, values: ActionTable, ranks: Ints, best: Ints) -> Mask:
    """Rows in which two parts of the family have the same count and the same value."""
    kept = np.flatnonzero((ranks == PARTS) & (best[table.rows] == PARTS) & (table.values > 0))
    order = kept[np.lexsort((table.values[kept], table.rows[kept]))]
    before, after = order[:-1], order[1:]
    equal = (table.rows[before] == table.rows[after]) & (table.values[before] == table.values[after])
    twins = np.zeros(table.size, np.bool_)
    worth = _worth_lookup(values) if equal.any() else {}
    for first, second in zip(before[equal].tolist(), after[equal].tolist(), strict=True):
        row = int(table.rows[first])
        pair = [worth.get((row, table.types[table.codes[index]])) for index in (first, second)]
        twins[row] |= pair[0] == pair[1]
    return twins


def _worth_lookup(values: ActionTable) -> dict[tuple[int, str], int]:
    names = [values.types[code] for code in values.codes.tolist()]
    return dict(zip(zip(values.rows.tolist(), names, strict=True), values.values.tolist(), strict=True))
