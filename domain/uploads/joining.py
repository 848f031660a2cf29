"""Parts put together again, for sources whose raw rows must be seen all at once."""

from __future__ import annotations

from collections.abc import Iterable

from domain.errors import TooLargeError
from domain.files.formats import entries_of
from domain.files.parts import FilePart

MOST_ROWS_AT_ONCE = 200_000


def joined_payload(parts: Iterable[FilePart], most_rows: int = MOST_ROWS_AT_ONCE) -> list[object]:
    """The entries of all parts in one list; raises TooLargeError where they are more than fit the memory."""
    entries: list[object] = []
    for part in parts:
        payload = entries_of(part)
        entries += payload if isinstance(payload, list) else [payload]
        if len(entries) > most_rows:
            raise TooLargeError(
                f"The file has more than {most_rows:,} rows, which of this data source must be read at once.",
                hint="Split it.",
            )
    return entries
