"""Reading export files: JSON as one value, NDJSON as one value per line."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from domain.errors import UnreadableBatchError


def read_export(file: Path) -> object:
    """The payload of a file; raises UnreadableBatchError saying what the file holds instead."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnreadableBatchError(f"{file}: {error.strerror or error}.", hint="Check the path.") from error
    if not content.strip():
        raise UnreadableBatchError(f"{file} is empty.", hint="Export the report again.")
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _read_leniently(file, content)
    except RecursionError as error:
        raise _not_json(file, "nested too deeply") from error


def _read_leniently(file: Path, content: bytes) -> object:
    """NDJSON, or JSON with NaN in it."""
    try:
        return json.loads(content)
    except RecursionError as error:
        raise _not_json(file, "nested too deeply") from error
    except ValueError as whole:
        lines = [line for line in content.splitlines() if line.strip()]
        try:
            return [json.loads(line) for line in lines]
        except ValueError as error:
            raise _not_json(file, str(whole)) from error


def _not_json(file: Path, why: str) -> UnreadableBatchError:
    hint = "Send the platform's answer as it came."
    return UnreadableBatchError(f"{file} is neither JSON nor NDJSON: {why}.", hint=hint)
