"""Opening export files of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from domain.errors import UnreadableBatchError


def open_export(file: Path) -> IO[bytes]:
    """The file, opened to be read; raises UnreadableBatchError where it cannot be."""
    try:
        return file.open("rb")
    except OSError as error:
        raise unreadable(error) from error


def unreadable(error: OSError) -> UnreadableBatchError:
    """The error of a file that cannot be opened or read."""
    return UnreadableBatchError(f"It cannot be read: {error.strerror or error}.", hint="Check the path.")
