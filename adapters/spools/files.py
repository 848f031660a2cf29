"""Files without a name in a folder: nobody else can open them, and they are gone when closed or when the process ends."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from domain.errors import StoreUnavailableError


@dataclass(frozen=True, slots=True)
class FileSpool:
    """`Spool` in a folder, which has the room that the uploads need; the system's own one often lies in memory."""

    folder: Path

    def new_file(self) -> IO[bytes]:
        """An empty file to write and read."""
        try:
            return cast("IO[bytes]", tempfile.TemporaryFile(dir=self.folder))
        except OSError as error:
            raise StoreUnavailableError(
                f"No file can be made in {self.folder}: {error.strerror or error}.", hint="Check its room and rights."
            ) from error
