"""Which of Google's conversions count: the column, the day basis, and the conversion actions of segmented rows."""

from __future__ import annotations

import numpy as np

from domain.conversions import ConversionColumn
from domain.normalize.draft import Draft, Texts
from domain.normalize.numbers import DECIMALS, Numbers
from domain.normalize.texts import read_texts
from domain.vocabulary import DateBasis
from domain.wording import counted

ACTION_NAMES = ("segments.conversion_action_name", "segments.conversion_action")
"""What a row by conversion action calls it: its name before its resource name."""
BASIS = "date_basis"
"""Where `flatten` says that a row's conversions are booked to their own day."""
ALL = ("metrics.all_conversions", "metrics.all_conversions_value")
BY_DATE = ("metrics.conversions_by_conversion_date", "metrics.conversions_value_by_conversion_date")
ALL_BY_DATE = ("metrics.all_conversions_by_conversion_date", "metrics.all_conversions_value_by_conversion_date")
COLUMNS = {ConversionColumn.ALL_CONVERSIONS: ALL, ConversionColumn.CONVERSIONS_BY_CONVERSION_DATE: BY_DATE}
"""Count and value; the column CONVERSIONS is read as every field is."""
_PRIMARY, _ALL = ("conversions", "revenue"), ("all_conversions", "all_conversions_value")


def settle_conversions(draft: Draft) -> None:
    """Conversions and revenue under the batch's rules; all of a row's own go to its conversions by type."""
    _settle_basis(draft)
    _take_column(draft)
    names = [read_texts(draft.cells(name)) for name in ACTION_NAMES if name in draft.names]
    if names:
        called = [first or second for first, second in zip(names[0], names[-1], strict=True)]
        draft.named.append((called, draft.number("conversions"), draft.number("revenue")))
    if draft.rules.action_types:
        _count_wanted(draft, names or [[None] * len(draft)])


def _settle_basis(draft: Draft) -> None:
    """Conversions by their own day, in the rows that hold nothing else, or in all where the rules ask for them."""
    everywhere = draft.rules.conversion_column is ConversionColumn.CONVERSIONS_BY_CONVERSION_DATE
    bases = read_texts(draft.cells(BASIS)) if BASIS in draft.names else [None] * len(draft)
    later = np.asarray([everywhere or basis == DateBasis.CONVERSION for basis in bases], np.bool_)
    if not later.any():
        return
    for columns, names in ((_PRIMARY, BY_DATE), (_ALL, ALL_BY_DATE)):
        for column, name in zip(columns, names, strict=True):
            given, own = draft.read_number(name, DECIMALS), draft.number(column)
            values, known = np.where(later, given.values, own.values), np.where(later, given.known, own.known)
            draft.numbers[column] = Numbers(values, known)
    own_basis = draft.spec.date_basis
    draft.texts["date_basis"] = [(DateBasis.CONVERSION if late else own_basis).value for late in later.tolist()]


def _take_column(draft: Draft) -> None:
    column = draft.rules.conversion_column
    if column is ConversionColumn.ALL_CONVERSIONS:
        for ours, theirs in zip(_PRIMARY, _ALL, strict=True):
            draft.numbers[ours] = draft.number(theirs)
    if column in COLUMNS and not draft.names.intersection(COLUMNS[column]):
        detail = f"No row has {COLUMNS[column][0]}: conversions are unknown."
        draft.log.add("NO_PRIMARY_CONVERSIONS", detail=detail)


def _count_wanted(draft: Draft, names: list[Texts]) -> None:
    """Of an action that does not count, 0 conversions; of rows over all actions nobody knows how many."""
    wants = draft.rules.wants
    pairs = list(zip(*names, strict=True))
    wanted = np.asarray([any(n is not None and wants(n.lower()) for n in pair) for pair in pairs], np.bool_)
    whole = np.asarray([all(n is None for n in pair) for pair in pairs], np.bool_)
    unknown = int((whole & draft.number("conversions").known).sum())
    if unknown:
        detail = f"{counted(unknown, 'row does not name its', 'rows do not name their')} conversion action: how many conversions count there is unknown."
        draft.log.add("CONVERSION_ACTION_UNKNOWN", detail=detail)
    for column in _PRIMARY:
        numbers = draft.number(column)
        draft.numbers[column] = Numbers(np.where(wanted, numbers.values, 0), numbers.known & ~whole)
