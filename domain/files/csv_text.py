"""What a table in text is written with: its encoding, the sign between its cells, and where its header is."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from domain.errors import UnreadableBatchError

csv.field_size_limit(32 * 1024 * 1024)  # the module's own 128 KiB would refuse a file for one long cell
SAMPLE_CHARACTERS = 128 * 1024
"""The header lies within these; titles above it are a few lines."""
CHUNK_BYTES = 1024 * 1024
DELIMITERS = (",", "\t", ";", "|")
ANSI = "cp1252"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FIGURE = re.compile(r"[\W\d_]*")
"""No letter in it: a number, a date in digits, a dash."""


@dataclass(frozen=True, slots=True)
class Table:
    """How to read a table: `header_at` is the index of its header among the lines that are not blank."""

    delimiter: str
    header_at: int
    names: tuple[str, ...]


def encoding_of(file: IO[bytes]) -> str:
    """The encoding of a text file: by its mark, else UTF-8 where all of it is, else Windows-1252.

    UTF-16 without a mark is known by its zero bytes. Raises UnreadableBatchError where it is none of them.
    """
    file.seek(0)
    head = file.read(4096)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if head[::2].count(0) > len(head) // 4:
        return "utf-16-be"
    for name in ("utf-8", ANSI):
        if _decodes(file, name):
            return name
    raise UnreadableBatchError("It is neither UTF-8, UTF-16 nor Windows-1252 text.", hint="Save it as UTF-8.")


def _decodes(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK_BYTES):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def find_table(sample: str) -> Table:
    r"""The table at whose beginning the sample was taken; raises UnreadableBatchError where no line looks like a header.

    The header is the first line that is as wide as the table and whose cells are names. What stands above it, such as
    a title and the days of the report, is no row.

    >>> find_table("Campaign report\n1 May - 2 May\nDay;Cost;Clicks\n2024-05-01;1,5;3\n")
    Table(delimiter=';', header_at=2, names=('Day', 'Cost', 'Clicks'))
    """
    found = [table for delimiter in DELIMITERS if (table := _table_with(sample, delimiter)) is not None]
    if not found:
        first = next((line for line in sample.splitlines() if line.strip()), "")
        raise UnreadableBatchError(
            f"No line looks like the header of a table; the first line is {first[:64]!r}.",
            hint="Send CSV with a line of column names, JSON, NDJSON or Parquet.",
        )
    return max(found, key=lambda scored: scored[0])[1]


def _table_with(sample: str, delimiter: str) -> tuple[tuple[int, int], Table] | None:
    rows = [row for row in sample_rows(sample, delimiter) if any(cell.strip() for cell in row)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return None
    width = max(widths, key=lambda wide: (widths[wide] * wide, wide))
    for place, row in enumerate(rows):
        if len(row) == width and _is_header(row):
            return (widths[width] * width, width), Table(delimiter, place, unique_names(row))
    return None


def sample_rows(sample: str, delimiter: str) -> Iterator[list[str]]:
    """Rows of the sample as far as they can be read."""
    yield from csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)


def _is_header(row: Sequence[str]) -> bool:
    named = [cell for cell in row if cell.strip()]
    return len(named) * 2 > len(row) and len(named) > 1 and not any(_FIGURE.fullmatch(cell) for cell in named)


def unique_names(header: Sequence[str]) -> tuple[str, ...]:
    """Names of the columns: the first of equal ones keeps its name, the others are numbered; nameless ones as well.

    >>> unique_names(["Cost", " Clicks", "Cost", ""])
    ('Cost', 'Clicks', 'Cost (2)', 'column 4')
    """
    seen: Counter[str] = Counter()
    names: list[str] = []
    for place, cell in enumerate(header, 1):
        name = cell.strip().removeprefix("\ufeff") or f"column {place}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)
