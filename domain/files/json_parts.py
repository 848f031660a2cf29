"""JSON and NDJSON in parts: rows, envelopes, lists of envelopes, one value per line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO

import msgspec

from domain.errors import TooLargeError, UnreadableBatchError
from domain.files.json_scan import MOST_ENTRY_BYTES, find_rows, split_array
from domain.files.parts import PART_BYTES, WHOLE_BYTES, FilePart

MOST_AROUND_ROWS = 1024 * 1024
"""What an envelope may hold besides its rows: it is repeated with each part."""
HINT = "Send the platform's answer as it came."


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
        raise _not_json(f"it begins with {bare[:20]!r}")


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
    for text in _joined(split_array(file), part_bytes):
        yield FilePart(before + text + b"]" + after)


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
        raise _not_json(f"after its end comes {rest[:20]!r}")


def _is_value(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def decode_json(content: bytes) -> object:
    """The payload of one part: a JSON value, or one value per line; raises UnreadableBatchError saying what it is instead."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not content.strip():
        raise UnreadableBatchError("It is empty.", hint="Export the report again.")
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _read_leniently(content)
    except RecursionError as error:
        raise _not_json("nested too deeply") from error


def _read_leniently(content: bytes) -> object:
    """NDJSON, or JSON with NaN in it."""
    try:
        return json.loads(content)
    except RecursionError as error:
        raise _not_json("nested too deeply") from error
    except ValueError as whole:
        return list(read_lines(content.splitlines(), 1, str(whole)))


def read_lines(lines: Iterable[bytes], first: int, whole: str | None = None) -> Iterator[object]:
    """One value per line that is not blank; `whole` says what is wrong where not even the first line is one."""
    seen = first > 1
    for number, line in enumerate(lines, first):
        if line.strip():
            try:
                yield msgspec.json.decode(line)
            except (msgspec.DecodeError, ValueError, RecursionError):
                yield _read_line(line, number, None if seen else whole)
            seen = True


def _read_line(line: bytes, number: int, whole: str | None) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _not_json(whole or f"line {number}: {error}") from error


def _not_json(why: str) -> UnreadableBatchError:
    return UnreadableBatchError(f"It is neither JSON nor NDJSON: {why}.", hint=HINT)
