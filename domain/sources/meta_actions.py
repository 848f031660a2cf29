"""Reading Meta's lists of action stats into one flat table, and counting families from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

import msgspec
import numpy as np
import numpy.typing as npt

from domain.conversions import Attribution
from domain.normalize.draft import Draft
from domain.normalize.numbers import ABSENT, DECIMALS, Numbers, read_numbers

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
CLICK_WINDOW, VIEW_WINDOW = "7d_click", "1d_view"
CLICKS = frozenset({"link_click", "outbound_click"})
"""Types that are no conversions: no window decides which of them count."""


@dataclass(frozen=True, slots=True)
class ActionTable:
    """One line per (row, action type): `values` in micros; `types` are lower case."""

    size: int
    rows: Ints
    codes: Ints
    values: Ints
    types: tuple[str, ...]
    present: Mask
    """Rows that have the list at all and, where windows were asked for, report them."""
    from_windows: Mask
    """Rows whose figures came from attribution windows, for want of `value`."""

    def of_type(self, action_type: str) -> Numbers:
        """Figures of one action type, in micros."""
        if action_type not in self.types:
            return Numbers.missing(self.size)
        return self._summed(self.codes == self.types.index(action_type))

    def of_types(self, wanted: Callable[[str], bool]) -> Numbers:
        """Figures of all action types that are wanted, added, in micros."""
        return self._summed(np.isin(self.codes, [code for code, name in enumerate(self.types) if wanted(name)]))

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


def read_actions(draft: Draft, name: str, attribution: Attribution = Attribution.DEFAULT) -> ActionTable:
    """The lists of action stats under `name`; what cannot be read is reported and left out.

    Figures are those of the attribution's windows; items that do not report these are left out.
    """
    cells = draft.cells(name) if name in draft.names else [ABSENT] * len(draft)
    lists = [cell if type(cell) is list else _odd_list(draft, name, place, cell) for place, cell in enumerate(cells)]
    present = np.array([cell is not ABSENT and cell is not None for cell in cells], np.bool_)
    items, windowed = _collect(draft, name, lists), np.zeros(len(draft), np.bool_)
    if attribution.windows:
        numbers = _read_windows(draft, name, items, attribution)
        present &= _reports_windows(draft, name, items, attribution)
    else:
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
    return _read_column(draft, name, items, items.values)


def _read_column(draft: Draft, name: str, items: _Items, values: Sequence[object]) -> Numbers:
    def report(code: str, index: int, value: object) -> None:
        draft.report(code, int(items.rows[index]), value, name=f"{name}.{items.types[index]}")

    return read_numbers(values, DECIMALS, report)


def _read_windows(draft: Draft, name: str, items: _Items, attribution: Attribution) -> Numbers:
    """The figures of the windows, which are disjoint; clicks keep the platform's own value."""
    total = Numbers.missing(len(items.items))
    for place, window in enumerate(attribution.windows):
        cells: list[object] = [
            (item.get(window) if kind.lower() not in CLICKS else None if place else item.get("value"))
            for kind, item in zip(items.types, items.items, strict=True)
        ]
        part = _read_column(draft, name, items, [ABSENT if cell is None else cell for cell in cells])
        total = Numbers(total.values + part.values, total.known | part.known)
    return total


def _reports_windows(draft: Draft, name: str, items: _Items, attribution: Attribution) -> Mask:
    """Rows in which some item reports one of the windows: the platform leaves out those that are 0. Empty lists do."""
    silent = np.zeros(len(draft), np.bool_)
    silent[items.rows] = True
    told = [any(item.get(window) is not None for window in attribution.windows) for item in items.items]
    silent[items.rows[np.asarray(told, np.bool_)]] = False
    if name == "actions":
        for position in np.flatnonzero(silent).tolist():
            draft.report("ATTRIBUTION_NOT_REPORTED", position, attribution.label, name=name)
    return ~silent


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
