"""Which of Google's conversions count: the column, and the conversion actions where rows are segmented by them."""

from __future__ import annotations

import numpy as np

from domain.conversions import ConversionColumn
from domain.normalize.draft import Draft
from domain.normalize.numbers import DECIMALS, Numbers
from domain.normalize.texts import read_texts
from domain.vocabulary import DateBasis

ACTION_NAME = "segments.conversion_action_name"
COLUMNS: dict[ConversionColumn, tuple[tuple[str, str], tuple[str, str]]] = {
    ConversionColumn.ALL_CONVERSIONS: (
        ("metrics.all_conversions", "all_conversions"),
        ("metrics.all_conversions_value", "all_conversions_value"),
    ),
    ConversionColumn.CONVERSIONS_BY_CONVERSION_DATE: (
        ("metrics.conversions_by_conversion_date", "conversions_by_conversion_date"),
        ("metrics.conversions_value_by_conversion_date", "conversions_value_by_conversion_date"),
    ),
}
"""Names of counts and of values, the preferred one first; the column CONVERSIONS is read as every field is."""
COLUMN_NAMES: frozenset[str] = frozenset(name for pair in COLUMNS.values() for names in pair for name in names)


def settle_conversions(draft: Draft) -> None:
    """Conversions and revenue under the batch's rules; all of a row's own go to its conversions by type."""
    _take_column(draft)
    if ACTION_NAME in draft.names:
        actions = read_texts(draft.cells(ACTION_NAME))
        draft.named.append((actions, draft.number("conversions"), draft.number("revenue")))
    else:
        actions = [None] * len(draft)
    if draft.rules.action_types:
        _count_wanted(draft, actions)


def _take_column(draft: Draft) -> None:
    column = draft.rules.conversion_column
    if column not in COLUMNS:
        return
    counts, values = COLUMNS[column]
    draft.numbers["conversions"], draft.numbers["revenue"] = _read(draft, counts), _read(draft, values)
    if not draft.names.intersection(counts):
        draft.log.add("NO_PRIMARY_CONVERSIONS", detail=f"No row has {counts[0]}: conversions are unknown.")
    if column is ConversionColumn.CONVERSIONS_BY_CONVERSION_DATE:
        draft.texts["date_basis"] = [DateBasis.CONVERSION.value] * len(draft)


def _read(draft: Draft, names: tuple[str, ...]) -> Numbers:
    found = Numbers.missing(len(draft))
    for name in names:
        if name in draft.names:
            found = found.filled(draft.read_number(name, DECIMALS))
    return found


def _count_wanted(draft: Draft, actions: list[str | None]) -> None:
    """Of an action that does not count, 0 conversions; of rows over all actions nobody knows how many."""
    wanted = np.asarray([name is not None and draft.rules.wants(name.lower()) for name in actions], np.bool_)
    whole = np.asarray([name is None for name in actions], np.bool_)
    unknown = int((whole & draft.number("conversions").known).sum())
    if unknown:
        detail = f"{unknown} rows do not name their conversion action: how many of their conversions count is unknown."
        draft.log.add("CONVERSION_ACTION_UNKNOWN", detail=detail)
    for column in ("conversions", "revenue"):
        numbers = draft.number(column)
        draft.numbers[column] = Numbers(np.where(wanted, numbers.values, 0), numbers.known & ~whole)
