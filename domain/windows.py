"""Replaced windows: what a complete pull claims to hold, so that stored rows that it lacks were taken back.

A window is part of what was observed: it says of every row inside it whether the platform still had it at that
instant. It is kept, so that a row which arrives later, but was observed before, finds that it was taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from domain.records import Kind
from domain.vocabulary import Period

KIND_COLUMNS: tuple[str, ...] = ("level", "breakdown_set", "attribution", "date_basis", "conversion_metric")
"""What a pull is a report of, besides its account: rows of another kind it cannot hold, so it says nothing of them."""
WINDOW_COLUMNS: tuple[str, ...] = ("account_id", *KIND_COLUMNS)
_TEXT = Kind.TEXT.arrow


@dataclass(frozen=True, slots=True)
class ReplacedWindow:
    """The days of a complete pull and, one per line of `kinds`, the accounts and kinds of rows that it holds.

    `kinds`: WINDOW_COLUMNS, all text and none missing, except that a line without a `level` is of all kinds.
    """

    period: Period
    kinds: pa.Table


def window_of(records: pa.Table, period: Period, account_id: str | None) -> ReplacedWindow:
    """The window of a pull with these records; each account stands for the kinds that its own rows have.

    `account_id`: the one account that was asked for, which stands for all kinds where there are no records.
    """
    if not records.num_rows:
        line = {name: pa.array([account_id if name == "account_id" else None], _TEXT) for name in WINDOW_COLUMNS}
        return ReplacedWindow(period, pa.table(line))
    columns = {name: pc.fill_null(records[name], "") for name in WINDOW_COLUMNS}
    if account_id is not None:
        columns["account_id"] = pa.array([account_id] * records.num_rows, _TEXT)
    kinds = pa.table(columns).group_by(list(WINDOW_COLUMNS)).aggregate([])
    return ReplacedWindow(period, kinds.select(list(WINDOW_COLUMNS)))


def joined_window(windows: Sequence[ReplacedWindow]) -> ReplacedWindow:
    """The window of a pull that came in parts, each with its own records: at least one part."""
    kinds = pa.concat_tables([window.kinds for window in windows]).group_by(list(WINDOW_COLUMNS)).aggregate([])
    return ReplacedWindow(windows[0].period, kinds.select(list(WINDOW_COLUMNS)))
