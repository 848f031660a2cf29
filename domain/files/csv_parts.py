"""Tables in text: CSV and its kin. Every cell stays the text that it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO

from domain.errors import TooLargeError, UnreadableBatchError
from domain.files.csv_text import SAMPLE_CHARACTERS, Table, encoding_of, find_table
from domain.files.parts import MOST_ROWS, PART_BYTES, PART_ROWS, FilePart, MisfitRow, too_many_rows

UNFINISHED = "unexpected end of data"
MOST_LINE_CHARACTERS = 32 * 1024 * 1024


def csv_parts(file: IO[bytes], part_rows: int = PART_ROWS) -> Iterator[FilePart]:
    """A file of text in columns; raises UnreadableBatchError where no table is found in it.

    Lines above the header and blank lines are no rows. A line that is wider or narrower than the header is a
    `MisfitRow`: one of its values may stand under the wrong name, or be cut off.
    """
    encoding = encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        table = find_table(_whole_lines(text.read(SAMPLE_CHARACTERS)))
        text.seek(0)
        yield from _parts(text, table, part_rows)
    except UnicodeDecodeError as error:
        raise UnreadableBatchError(f"It is not {error.encoding} text throughout.", hint="Save it as UTF-8.") from error
    finally:
        text.detach()


def _whole_lines(sample: str) -> str:
    """The sample without a last line that may go on behind it."""
    cut = max(sample.rfind("\n"), sample.rfind("\r"))
    return sample[: cut + 1] if len(sample) >= SAMPLE_CHARACTERS and cut > 0 else sample


def _parts(text: io.TextIOWrapper, table: Table, part_rows: int) -> Iterator[FilePart]:
    rows: list[object] = []
    lines: list[int] = []
    size = received = 0
    for line, row, length in _rows(text, table):
        rows.append(row)
        lines.append(line)
        size += length
        if len(rows) >= part_rows or size >= PART_BYTES:
            received += len(rows)
            yield FilePart(rows, lines)
            rows, lines, size = [], [], 0
        if received > MOST_ROWS:
            raise too_many_rows()
    if rows or not received:
        yield FilePart(rows, lines)


def _rows(text: io.TextIOWrapper, table: Table) -> Iterator[tuple[int, object, int]]:
    """Line, row and length of everything behind the header that is not blank."""
    for place, (line, cells) in enumerate(_filled_lines(text, table.delimiter)):
        if place > table.header_at:
            yield line, _row(cells, table.names), sum(map(len, cells))


def _row(cells: list[str], names: tuple[str, ...]) -> object:
    if isinstance(cells, MisfitRow):
        return cells
    if len(cells) != len(names):
        return MisfitRow(cells, f"The line has {len(cells)} cells, and the header has {len(names)}.")
    return dict(zip(names, cells, strict=True))


def _filled_lines(text: io.TextIOWrapper, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Cells of each line that is not blank, with the line at which they begin."""
    reader = csv.reader(_bounded(text), delimiter=delimiter, strict=True)
    begin = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = _broken(error, begin)
        if any(cell and not cell.isspace() for cell in cells):
            yield begin, cells
        begin = reader.line_num + 1


def _broken(error: csv.Error, line: int) -> MisfitRow:
    """A line with a quote in the wrong place; one whose quote has no end has swallowed the lines behind it."""
    if UNFINISHED in str(error) or "field larger" in str(error):
        raise UnreadableBatchError(
            f"The quote that opens in line {line} has no end.", hint="Export the table again, or mend that line."
        ) from error
    return MisfitRow([str(error)], f"The line cannot be read: {error}.")


def _bounded(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(MOST_LINE_CHARACTERS):
        if len(line) >= MOST_LINE_CHARACTERS:
            raise TooLargeError(f"A line has more than {MOST_LINE_CHARACTERS:,} characters.", hint="Is it CSV?")
        yield line
