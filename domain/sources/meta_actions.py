"""Reading Meta's lists of action stats into one flat table, and counting families from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from domain.conversions import Attribution
from domain.labels import Labels
from domain.normalize.columns import Column
from domain.normalize.draft import Draft
from domain.normalize.lane import list_lengths
from domain.normalize.numbers import ABSENT, DECIMALS, Numbers, read_column, read_numbers, sums_by_row

Stat = Mapping[str, object]
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
        sums = sums_by_row(self.rows[kept], self.values[kept], self.size)
        numbers = Numbers(sums, np.zeros(self.size, np.bool_))
        numbers.known[self.rows[kept]] = True
        return numbers


@dataclass(slots=True)
class _Items:
    """Items of all rows in one line each, in the order of the rows."""

    rows: Ints
    types: Labels
    values: Column
    loose: Sequence[Stat]
    """Those that are Python's own objects already; `places` are their lines."""
    places: Ints
    lists: Column

    def at(self, line: int) -> Stat:
        """The item itself."""
        place = int(np.searchsorted(self.places, line))
        if place < len(self.places) and self.places[place] == line:
            return self.loose[place]
        row = int(self.rows[line])
        cell = cast("Sequence[Stat]", self.lists.at(row))
        return cell[line - int(np.searchsorted(self.rows, row))]


def read_actions(draft: Draft, name: str, attribution: Attribution = Attribution.DEFAULT) -> ActionTable:
    """The lists of action stats under `name`; what cannot be read is reported and left out.

    Figures are those of the attribution's windows; items that do not report these are left out.
    """
    column = draft.column(name)
    present, windowed = column.present, np.zeros(len(draft), np.bool_)
    present[[place for place, cell in column.loose.items() if cell is None]] = False
    items = _collect(draft, column, whole=bool(attribution.windows))
    if attribution.windows:
        numbers = _read_windows(draft, name, items, attribution)
        present &= _reports_windows(draft, name, items, attribution)
    else:
        numbers = _read_values(draft, name, items, windowed)
    codes, types = _encode(items.types)
    kept = numbers.known & _not_repeated(draft, name, items, codes, len(types))
    if kept.all():
        return ActionTable(len(draft), items.rows, codes, numbers.values, types, present, windowed)
    return ActionTable(len(draft), items.rows[kept], codes[kept], numbers.values[kept], types, present, windowed)


def _collect(draft: Draft, column: Column, *, whole: bool) -> _Items:
    """All items in one line each; items that are no action stats are reported and left out.

    Lists that Arrow holds stay there, but for those with odd items; all are looked into where items are needed `whole`.
    """
    plain = _plain_lists(column) if not whole else np.zeros(len(draft), np.bool_)
    left = np.flatnonzero(column.present & ~plain).tolist()
    loose_rows, stats = _loose_items(draft, column, left)
    loose_types = Labels.of([cast("str", item["action_type"]) for item in stats])
    loose_values = Column.of("value", [item.get("value", ABSENT) for item in stats])
    if not plain.any():
        return _Items(loose_rows, loose_types, loose_values, stats, np.arange(len(stats)), column)
    rows, types, values = _plain_items(column, plain)
    if not left:
        return _Items(rows, types, Column("value", values, {}, ()), (), np.zeros(0, np.int64), column)
    order = np.argsort(np.concatenate([rows, loose_rows]), kind="stable")
    places = np.argsort(order, kind="stable")[len(rows) :]
    codes = np.concatenate([types.codes, loose_types.codes + len(types.labels)])[order]
    together = pa.concat_arrays([values, loose_values.parsed]).take(pa.array(order))
    moved = {int(places[place]): cell for place, cell in loose_values.loose.items()}
    labels = Labels(codes, [*types.labels, *loose_types.labels])
    return _Items(
        np.concatenate([rows, loose_rows])[order], labels, Column("value", together, moved, ()), stats, places, column
    )


def _plain_lists(column: Column) -> Mask:
    """Rows whose list Arrow holds, all of its items with a type and a value."""
    if not column.holds_lists or not {"action_type", "value"} <= {
        field.name for field in column.parsed.type.value_type
    }:
        return np.zeros(len(column), np.bool_)
    plain: Mask = column.parsed.is_valid().to_numpy(zero_copy_only=False).copy()
    items = column.parsed.flatten()
    types, values = items.field("action_type"), items.field("value")
    odd = pc.or_(pc.or_(types.is_null(), values.is_null()), pc.equal(pc.fill_null(types, ""), ""))
    if pc.any(odd).as_py():
        owners = np.repeat(np.arange(len(column)), list_lengths(column.parsed))
        plain[owners[odd.to_numpy(zero_copy_only=False)]] = False
    return plain


def _plain_items(column: Column, plain: Mask) -> tuple[Ints, Labels, pa.Array]:
    """Row, type and value of each item in the plain lists."""
    rows = np.repeat(np.arange(len(column)), list_lengths(column.parsed))
    items = column.parsed.flatten()
    kept = plain[rows]
    if not kept.all():
        rows, items = rows[kept], items.filter(pa.array(kept))
    return rows, Labels.read(items.field("action_type")), items.field("value")


def _loose_items(draft: Draft, column: Column, left: Sequence[int]) -> tuple[Ints, list[Stat]]:
    """Row of each item in the lists of some rows, and the items."""
    cells = column.cells() if 2 * len(left) > len(column) else {place: column.at(place) for place in left}
    lists = [
        cell if type(cell := cells[place]) is list else _odd_list(draft, column.name, place, cell) for place in left
    ]
    rows = np.repeat(np.asarray(left, np.int64), [len(cell) for cell in lists])
    items = list(chain.from_iterable(lists))
    if not _are_stats(items):
        good = [place for place, item in enumerate(items) if _is_stat(draft, column.name, int(rows[place]), item)]
        rows, items = rows[good], [items[place] for place in good]
    return rows, cast("list[Stat]", items)


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
    values = items.values
    unstated = ~values.present
    unstated[[place for place, value in values.loose.items() if value is None]] = True
    if unstated.any():
        told = {line: _from_windows(draft, name, items, line, windowed) for line in np.flatnonzero(unstated).tolist()}
        stated = {place: value for place, value in {**values.loose, **told}.items() if value is not ABSENT}
        values = Column(values.name, values.parsed, stated, ())
    return _read_column(draft, name, items, values)


def _read_column(draft: Draft, name: str, items: _Items, values: Column) -> Numbers:
    def report(code: str, line: int, value: object) -> None:
        kind = items.types.labels[items.types.codes[line]]
        draft.report(code, int(items.rows[line]), value, name=f"{name}.{kind}")

    return read_column(values, DECIMALS, report)


def _read_windows(draft: Draft, name: str, items: _Items, attribution: Attribution) -> Numbers:
    """The figures of the windows, which are disjoint; clicks keep the platform's own value."""
    total = Numbers.missing(len(items.loose))
    for place, window in enumerate(attribution.windows):
        cells: list[object] = [
            (item.get(window) if kind.lower() not in CLICKS else None if place else item.get("value"))
            for kind, item in zip(cast("list[str]", items.types.texts()), items.loose, strict=True)
        ]
        column = Column.of(window, [ABSENT if cell is None else cell for cell in cells])
        part = _read_column(draft, name, items, column)
        total = Numbers(total.values + part.values, total.known | part.known)
    return total


def _reports_windows(draft: Draft, name: str, items: _Items, attribution: Attribution) -> Mask:
    """Rows in which some item reports one of the windows: the platform leaves out those that are 0. Empty lists do."""
    silent = np.zeros(len(draft), np.bool_)
    silent[items.rows] = True
    told = [any(item.get(window) is not None for window in attribution.windows) for item in items.loose]
    silent[items.rows[np.asarray(told, np.bool_)]] = False
    if name == "actions":
        for position in np.flatnonzero(silent).tolist():
            draft.report("ATTRIBUTION_NOT_REPORTED", position, attribution.label, name=name)
    return ~silent


def _from_windows(draft: Draft, name: str, items: _Items, line: int, windowed: Mask) -> object:
    row, item = int(items.rows[line]), items.at(line)
    windows = [item.get(window) for window in (CLICK_WINDOW, VIEW_WINDOW)]
    stated = [value for value in windows if value is not None]
    if not stated:
        draft.report("BAD_ACTION_ITEM", row, item, name=name)
        return ABSENT
    if not windowed[row] and (name == "actions" or "actions" not in draft.flat.rows[row]):  # once a row
        draft.report("ATTRIBUTION_FALLBACK", row, item, name=name)
    windowed[row] = True
    parts = read_numbers(stated, DECIMALS, lambda *_: None)
    return int(parts.values.sum()) / DECIMALS.factor if parts.known.all() else stated[0]


def _encode(types: Labels) -> tuple[Ints, tuple[str, ...]]:
    lowered = [(raw or "").lower() for raw in types.labels]
    distinct = tuple(sorted(set(lowered)))
    place = {name: index for index, name in enumerate(distinct)}
    return np.array([place[name] for name in lowered], np.int64)[types.codes], distinct


def _not_repeated(draft: Draft, name: str, items: _Items, codes: Ints, width: int) -> Mask:
    """False for items that repeat an earlier one of their row to the letter."""
    kept = np.ones(len(codes), np.bool_)
    cell = items.rows * max(width, 1) + codes
    if not width or (counts := np.bincount(cell)).max() <= 1:
        return kept
    seen: dict[int, list[Stat]] = {}
    for line in np.flatnonzero(counts[cell] > 1).tolist():
        earlier, item = seen.setdefault(int(cell[line]), []), items.at(line)
        if item in earlier:
            kept[line] = False
            draft.report("DUPLICATE_ACTION", int(items.rows[line]), item, name=name)
        earlier.append(item)
    return kept
