"""A file's rows in parts that fit the memory: each is read, normalized and let go before the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.errors import TooLargeError

WHOLE_BYTES = 16 * 1024 * 1024
"""A JSON file up to this size is one part: the same bytes as the body of an `ingest` mutation."""
PART_BYTES = 4 * 1024 * 1024
"""Text that is read at a time from a larger one; rows of 1 KB take about ten times as much while they are read."""
PART_ROWS = 10_000
"""Rows of a table that are read at a time."""
MOST_ROWS = 5_000_000
"""Rows of one upload: their keys are held in memory until all are known."""

ROWS_OF_REQUEST = ("data_entries", "dataEntries")
"""Names under which a request that is sent as a file holds its rows."""


class MisfitRow(list[str]):
    """Cells of a line that does not fit its table: rejected by the normalizer, which says `detail`."""

    def __init__(self, cells: Sequence[str], detail: str) -> None:
        super().__init__(cells)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class FilePart:
    """Some of a file's entries, values as written.

    `content`: the text of a JSON value, or entries. `lines`: the line of each entry, where the file has lines.
    """

    content: bytes | list[object]
    lines: Sequence[int] = field(default=(), repr=False)


def too_many_rows() -> TooLargeError:
    """The error of an upload beyond the bound."""
    return TooLargeError(f"The file has more than {MOST_ROWS:,} rows; nothing was stored.", hint="Split it.")
