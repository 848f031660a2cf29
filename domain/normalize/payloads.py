"""From the bytes of a payload to its value, or to slices of them: one for each raw row, left undecoded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from domain.errors import UnreadableBatchError
from domain.sources.spec import RawBatch, SourceSpec

RawRow = bytes | msgspec.Raw
"""A raw row as JSON, by itself or as a slice of its payload."""
_ENTRIES = msgspec.json.Decoder(list[msgspec.Raw])
_PAGE = msgspec.json.Decoder(dict[str, msgspec.Raw])
MARK = b"\xef\xbb\xbf"
"""The mark that some programs put before UTF-8."""
ROWS_OF_PAGE = "data"
"""Name under which pages hold their rows, where these are flat."""


def decode_payload(content: bytes) -> object:
    """The value that the bytes hold: JSON, JSON with NaN in it, or one value per line.

    Raises UnreadableBatchError saying what they hold instead.
    """
    content = content.removeprefix(MARK)
    if not content.strip():
        raise UnreadableBatchError("It is empty.", hint="Export the report again.")
    try:
        return msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _read_leniently(content)
    except RecursionError as error:
        raise not_json("nested too deeply") from error


def decode_start(content: bytes, most: int) -> object:
    """The value that the bytes hold; of a list no more than its first entries."""
    try:
        return (
            [decode_row(entry) for entry in _ENTRIES.decode(content)[:most]]
            if content[:1] == b"["
            else decode_payload(content)
        )
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return decode_payload(content)


def decode_row(row: RawRow) -> object:
    """The value of one raw row that is known to be JSON, or to have been written by Python's own writer.

    NaN is kept as it came, half a character as its escape; a number beyond all doubles is infinite.
    """
    try:
        return msgspec.json.decode(row)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return json.loads(bytes(row))


def _read_leniently(content: bytes) -> object:
    """NDJSON, or JSON with NaN in it."""
    try:
        return json.loads(content)
    except RecursionError as error:
        raise not_json("nested too deeply") from error
    except ValueError as whole:
        return list(read_lines(content.splitlines(), 1, str(whole)))


def read_lines(lines: Iterable[bytes], first: int, whole: str | None = None) -> Iterator[object]:
    """One value per line that is not blank; `whole` says what is wrong where not even the first line is one."""
    seen = first > 1
    for number, line in enumerate(lines, first):
        if line.strip():
            try:
                yield msgspec.json.decode(line)
            except (msgspec.MsgspecError, ValueError, RecursionError):
                yield _read_line(line, number, None if seen else whole)
            seen = True


def _read_line(line: bytes, number: int, whole: str | None) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise not_json(whole or f"line {number}: {error}") from error


def not_json(why: str) -> UnreadableBatchError:
    """The error of bytes that hold something else."""
    hint = "Send the platform's answer as it came."
    return UnreadableBatchError(f"It is neither JSON nor NDJSON: {why}.", hint=hint)


def split_payload(content: bytes, spec: SourceSpec) -> tuple[Sequence[object], RawBatch | None] | None:
    """Undecoded rows, and the batch of the pages that they came in; None where the bytes are neither rows nor pages.

    Rows that came in no pages may be envelopes still.
    """
    try:
        entries = [msgspec.Raw(content)] if content[:1] == b"{" else _ENTRIES.decode(content)
        if not entries or not is_text(content):
            return None
        if not _is_page(entries[0]):
            return entries, None
        pages = [_open_page(entry) for entry in entries]
    except (msgspec.MsgspecError, RecursionError):
        return None
    batch = spec.unwrap(pages) if None not in pages else None
    return (batch.rows, batch) if batch is not None else None


def _is_page(entry: msgspec.Raw) -> bool:
    return bytes(memoryview(entry)[:1]) == b"{" and _open_page(entry) is not None


def _open_page(entry: msgspec.Raw) -> dict[str, object] | None:
    """A page whose rows are undecoded; None where it has no list of rows."""
    page = _PAGE.decode(entry)
    rows = page.get(ROWS_OF_PAGE)
    if rows is None or bytes(memoryview(rows)[:1]) != b"[":
        return None
    return {name: _ENTRIES.decode(value) if value is rows else decode_row(value) for name, value in page.items()}


def is_text(content: bytes) -> bool:
    """Whether the bytes are UTF-8."""
    try:
        return content.isascii() or bool(content.decode()) or not content
    except UnicodeDecodeError:
        return False
