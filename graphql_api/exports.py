"""Reading export files: JSON as one value, NDJSON as one value per line."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from domain.errors import UnreadableBatchError


def read_export(file: Path) -> object:
    """The payload of a file; raises UnreadableBatchError saying what the file holds instead."""
    return decode_export(read_content(file))


def read_content(file: Path) -> bytes:
    """The bytes of a file; raises UnreadableBatchError where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise unreadable(error) from error


def unreadable(error: OSError) -> UnreadableBatchError:
    """The error of a file that cannot be opened or read."""
    return UnreadableBatchError(f"It cannot be read: {error.strerror or error}.", hint="Check the path.")


def decode_export(content: bytes) -> object:
    """The payload that a file's bytes hold; raises UnreadableBatchError saying what they hold instead."""
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
        return _read_lines(content, whole)


def _read_lines(content: bytes, whole: ValueError) -> object:
    """One value per line; the first line tells whether the file is meant so."""
    values: list[object] = []
    for number, line in enumerate(content.splitlines(), 1):
        try:
            values += [json.loads(line)] if line.strip() else []
        except ValueError as error:
            why = f"line {number}: {error}" if values else str(whole)
            raise _not_json(why) from error
    return values


def _not_json(why: str) -> UnreadableBatchError:
    hint = "Send the platform's answer as it came."
    return UnreadableBatchError(f"It is neither JSON nor NDJSON: {why}.", hint=hint)
