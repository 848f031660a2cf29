"""Looking at raw rows before they are read: objects only, of bearable size, of the right platform."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from domain.files.parts import MisfitRow
from domain.issue_log import IssueLog
from domain.normalize.payloads import RawRow
from domain.sources.spec import RawBatch, SourceSpec

MAX_ROW_BYTES = 256 * 1024
MAX_DEPTH = 32
_encode = msgspec.json.Encoder().encode


def encode_rows(rows: Sequence[object]) -> list[RawRow]:
    """Each raw row as JSON, as it is kept for ever: undecoded rows as they came."""
    return [row if isinstance(row, msgspec.Raw) else _encoded(row) for row in rows]


def _encoded(row: object) -> bytes:
    try:
        encoded = _encode(row)
        # msgspec writes NaN as null: read again, the row would say that a figure is unknown, not that it is none
        return json.dumps(row).encode() if b"null" in encoded and _holds_no_number(row) else encoded
    except UnicodeEncodeError:  # half a character, e.g. an emoji cut in two: kept as the escape that it came as
        return json.dumps(row).encode()


def _holds_no_number(node: object) -> bool:
    """Whether a value, or one inside it, is NaN or infinite."""
    if isinstance(node, float):
        return not math.isfinite(node)
    return any(_holds_no_number(child) for child in _members(node))


def _is_broken(row: object, encoded: RawRow) -> bool:
    if b"\\ud" not in bytes(encoded):
        return False
    try:
        _encode(row)
    except UnicodeEncodeError:
        return True
    return False


def screen(
    raw: RawBatch, encoded: Sequence[RawRow], specs: Sequence[SourceSpec], spec: SourceSpec, log: IssueLog
) -> RawBatch:
    """The batch with None in place of rows that are no rows of this source; each is reported.

    Undecoded rows were screened when they were read.
    """
    foreign: dict[frozenset[str], str | None] = {}
    rows: list[object] = []
    for index, row in enumerate(raw.rows):
        if isinstance(row, msgspec.Raw):
            rows.append(row)
            continue
        if isinstance(row, MisfitRow):
            log.add("ROW_WIDTH", index, value=row, detail=row.detail)
            rows.append(None)
            continue
        if not isinstance(row, dict):
            log.add("NOT_AN_OBJECT", index, value=row if row is not None else "null")
            rows.append(None)
            continue
        if len(encoded[index]) > MAX_ROW_BYTES or _is_too_deep(row, encoded[index]):
            log.add("ROW_TOO_LARGE", index, value=f"{len(encoded[index])} bytes")
            rows.append(None)
            continue
        if _is_broken(row, encoded[index]):
            log.add("BAD_TEXT", index)
            rows.append(None)
            continue
        shape = frozenset(row)
        if shape not in foreign:
            foreign[shape] = other_source(shape, specs, spec)
        rows.append(_accept(row, foreign[shape], index, log))
    return replace(raw, rows=rows)


def _accept(row: object, other: str | None, index: int, log: IssueLog) -> object:
    if other is None:
        return row
    log.add("WRONG_SOURCE", index, value=other, detail=f"The row has the shape of {other}.")
    return None


def other_source(shape: frozenset[str], specs: Sequence[SourceSpec], spec: SourceSpec) -> str | None:
    """The other source that rows with such names are of; None where they may be of this one."""
    if spec.takes_any or spec.signature(shape):
        return None
    return next((other.name for other in specs if other is not spec and other.signature(shape)), None)


def _is_too_deep(row: object, encoded: RawRow) -> bool:
    if bytes(encoded).count(b"{") + bytes(encoded).count(b"[") <= MAX_DEPTH:
        return False
    layer: list[object] = [row]
    for _ in range(MAX_DEPTH):
        layer = [child for node in layer for child in _children(node)]
        if not layer:
            return False
    return True


def _children(node: object) -> list[object]:
    return [value for value in _members(node) if isinstance(value, dict | list)]


def _members(node: object) -> list[object]:
    if isinstance(node, dict):
        return list(node.values())
    return node if isinstance(node, list) else []
