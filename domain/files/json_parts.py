"""JSON and NDJSON in parts: rows, envelopes, lists of envelopes, one value per line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO

import msgspec

from domain.errors import TooLargeError
from domain.files.json_scan import MOST_ENTRY_BYTES, find_rows, split_array
from domain.files.parts import PART_BYTES, ROWS_OF_REQUEST, WHOLE_BYTES, FilePart
from domain.normalize.payloads import not_json, read_lines

MOST_AROUND_ROWS = 1024 * 1024
"""What an envelope may hold besides its rows: it is repeated with each part."""
PAGE_NAMES = frozenset({"data", "results", *ROWS_OF_REQUEST})
"""Names under which answers, and requests, hold their rows."""


def json_parts(file: IO[bytes], part_bytes: int = PART_BYTES, whole_bytes: int = WHOLE_BYTES) -> Iterator[FilePart]:
    """A file of JSON or NDJSON; raises UnreadableBatchError where it is neither, TooLargeError for entries too large."""
    text = file.read(whole_bytes + 1)
    if len(text) <= whole_bytes:
        yield FilePart(text)
        return
    bare = text.removeprefix(b"\xef\xbb\xbf").lstrip()
    file.seek(len(text) - len(bare))
    if bare.startswith(b"["):
        file.read(1)
        yield from _array_parts(file, part_bytes)
    elif _is_value(bare.partition(b"\n")[0]):
        yield from _line_parts(file, part_bytes)
    elif bare.startswith(b"{"):
        yield from _envelope_parts(file, part_bytes)
    else:
        raise not_json(f"it begins with {bare[:20]!r}")


def _array_parts(file: IO[bytes], part_bytes: int) -> Iterator[FilePart]:
    yield from (FilePart(b"[" + text + b"]") for text in _joined(split_array(file), part_bytes))
    _expect_end(file)


def _envelope_parts(file: IO[bytes], part_bytes: int) -> Iterator[FilePart]:
    """One object: its longest list in parts, each with everything else that the object says."""
    first = file.tell()
    span = find_rows(file)
    size = file.seek(0, 2) - first
    if span is None or size - (span[1] - span[0]) > MOST_AROUND_ROWS:
        if size > MOST_ENTRY_BYTES:
            raise TooLargeError(
                f"The file is one JSON object of {size:,} bytes without rows that could be read in parts.",
                hint="Send a list of rows, or pages.",
            )
        file.seek(first)
        yield FilePart(file.read())
        return
    start, end = span
    file.seek(first + end + 1)
    after = file.read()
    file.seek(first)
    before = file.read(start + 1)
    if _is_tables(before + b"]" + after):
        raise TooLargeError(
            f"The file is several tables in one JSON object of {size:,} bytes: they are joined, so all are needed at once.",
            hint=f"Send at most {WHOLE_BYTES:,} bytes of them at a time, e.g. fewer days.",
        )
    for text in _joined(split_array(file), part_bytes):
        yield FilePart(before + text + b"]" + after)


def _is_tables(outline: bytes) -> bool:
    """Whether an object is nothing but lists by the names of tables, and no page of an answer."""
    try:
        members = msgspec.json.decode(outline, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    lists = [bytes(memoryview(value)[:1]) == b"[" for value in members.values()]
    return len(lists) > 1 and all(lists) and members.keys().isdisjoint(PAGE_NAMES)


def _line_parts(file: IO[bytes], part_bytes: int) -> Iterator[FilePart]:
    first = 1
    while lines := file.readlines(part_bytes):
        if any(len(line) > MOST_ENTRY_BYTES for line in lines):
            raise TooLargeError(f"A line is larger than {MOST_ENTRY_BYTES:,} bytes.", hint="Send one row per line.")
        yield FilePart(list(read_lines(lines, first)))
        first += len(lines)


def _joined(texts: Iterable[bytes], part_bytes: int) -> Iterator[bytes]:
    """Runs of elements put together until they make a part; an array without elements is one empty part."""
    held: list[bytes] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= part_bytes:
            yield b",".join(held)
            held, size = [], 0
    if held and (size == 0 or b"".join(held).strip()):
        yield b",".join(held)


def _expect_end(file: IO[bytes]) -> None:
    rest = file.read(64).strip()
    if rest:
        raise not_json(f"after its end comes {rest[:20]!r}")


def _is_value(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
