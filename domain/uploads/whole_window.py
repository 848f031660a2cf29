"""The window of a complete pull that comes in parts: it acts with the last one, when all rows are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from domain.ports import StoredBatch
from domain.vocabulary import Period
from domain.windows import ReplacedWindow, joined_window, window_of


def with_window(
    parts: Iterable[StoredBatch], count: int, period: Period, account_id: str | None
) -> Iterator[StoredBatch]:
    """The parts, the last of `count` with the kinds of rows of all of them; `account_id` as for `window_of`."""
    windows: list[ReplacedWindow] = []
    for part in parts:
        if part.records.num_rows:
            windows.append(window_of(part.records, period, account_id))
        if part.part < count - 1:
            yield part
        else:
            window = joined_window(windows) if windows else window_of(part.records, period, account_id)
            yield replace(part, window=window)
