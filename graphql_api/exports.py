"""Reading export files: JSON as one value, NDJSON as one value per line."""

from __future__ import annotations

from pathlib import Path

from domain.errors import UnreadableBatchError
from domain.normalize.payloads import decode_payload


def read_export(file: Path) -> object:
    """The payload of a file; raises UnreadableBatchError saying what the file holds instead."""
    return decode_payload(read_content(file))


def read_content(file: Path) -> bytes:
    """The bytes of a file; raises UnreadableBatchError where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise unreadable(error) from error


def unreadable(error: OSError) -> UnreadableBatchError:
    """The error of a file that cannot be opened or read."""
    return UnreadableBatchError(f"It cannot be read: {error.strerror or error}.", hint="Check the path.")
