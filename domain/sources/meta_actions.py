"""Reading Meta's lists of action stats into one flat table, and counting families from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

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

    rows: Ints
    types: list[str]
    values: list[object]
    items: list[Mapping[str, object]]


def read_actions(draft: Draft, name: str) -> ActionTable:
    """The lists of action stats under `name`; what cannot be read is reported and left out."""
    cells = draft.cells(name) if name in draft.names else [ABSENT] * len(draft)
    lists = [cell if type(cell) is list else _odd_list(draft, name, place, cell) for place, cell in enumerate(cells)]
    present = np.array([cell is not ABSENT and cell is not None for cell in cells], np.bool_)
    items, windowed = _collect(draft, name, lists), np.zeros(len(draft), np.bool_)
    numbers = _read_values(draft, name, items, windowed)
    codes, types = _encode(items.types)
    kept = numbers.known & _not_repeated(draft, name, items, codes, len(types))
    return ActionTable(len(draft), items.rows[kept], codes[kept], numbers.values[kept], types, present, windowed)


def _collect(draft: Draft, name: str, lists: Sequence[Sequence[object]]) -> _Items:
    """All items in one line each; items that are no action stats are reported and left out."""
    rows = np.repeat(np.arange(len(lists)), [len(cell) for cell in lists])
    items = list(chain.from_iterable(lists))
    if not _are_stats(items):
        good = [place for place, item in enumerate(items) if _is_stat(draft, name, int(rows[place]), item)]
        rows, items = rows[good], [items[place] for place in good]
    stats = cast("list[Mapping[str, object]]", items)
    types = cast("list[str]", [item["action_type"] for item in stats])
    return _Items(rows, types, [item.get("value", ABSENT) for item in stats], stats)


def _are_stats(items: Sequence[object]) -> bool:
    """Whether each item is an object with an action type: one look at the whole list."""
    if not set(map(type, items)) <= {dict}:
        return False
    types = [item.get("action_type") for item in cast("Sequence[dict[str, object]]", items)]
    return set(map(type, types)) <= {str} and "" not in types


def _is_stat(draft: Draft, name: str, row: int, item: object) -> bool:
    action_type = item.get("action_type") if isinstance(item, dict) else None
    if isinstance(action_type, str) and action_type:
        return True
    draft.report("BAD_ACTION_ITEM", row, item, name=name)
    return False


def _odd_list(draft: Draft, name: str, position: int, cell: object) -> Sequence[object]:
    if cell is ABSENT or cell is None:
        return ()
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
    if not {type(ABSENT), type(None)}.isdisjoint(map(type, items.values)):
        for index in [place for place, value in enumerate(items.values) if value is ABSENT or value is None]:
            items.values[index] = _from_windows(draft, name, items, index, windowed)

    def report(code: str, index: int, value: object) -> None:
        draft.report(code, int(items.rows[index]), value, name=f"{name}.{items.types[index]}")

    return read_numbers(items.values, DECIMALS, report)


def _from_windows(draft: Draft, name: str, items: _Items, index: int, windowed: Mask) -> object:
    windows = [items.items[index].get(window) for window in (CLICK_WINDOW, VIEW_WINDOW)]
    stated = [value for value in windows if value is not None]
    if not stated:
        draft.report("BAD_ACTION_ITEM", int(items.rows[index]), items.items[index], name=name)
        return ABSENT
    row = int(items.rows[index])
    if not windowed[row] and (name == "actions" or "actions" not in draft.flat.rows[row]):  # once a row
        draft.report("ATTRIBUTION_FALLBACK", row, items.items[index], name=name)
    windowed[row] = True
    parts = read_numbers(stated, DECIMALS, lambda *_: None)
    return int(parts.values.sum()) / DECIMALS.factor if parts.known.all() else stated[0]


def _encode(types: list[str]) -> tuple[Ints, tuple[str, ...]]:
    lowered = {raw: raw.lower() for raw in set(types)}
    distinct = tuple(sorted(set(lowered.values())))
    place = {name: index for index, name in enumerate(distinct)}
    codes = {raw: place[name] for raw, name in lowered.items()}
    return np.array([codes[raw] for raw in types], np.int64), distinct


def _not_repeated(draft: Draft, name: str, items: _Items, codes: Ints, width: int) -> Mask:
    """False for items that repeat an earlier one of their row to the letter."""
    kept = np.ones(len(codes), np.bool_)
    cell = items.rows * max(width, 1) + codes
    if not width or (np.bincount(cell) <= 1).all():
        return kept
    distinct, counts = np.unique(cell, return_counts=True)
    if (counts > 1).any():
        seen: dict[int, list[Mapping[str, object]]] = {}
        for index in np.flatnonzero(np.isin(cell, distinct[counts > 1])).tolist():
            earlier = seen.setdefault(int(cell[index]), [])
            if items.items[index] in earlier:
                kept[index] = False
                draft.report("DUPLICATE_ACTION", int(items.rows[index]), items.items[index], name=name)
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
