"""An uploaded file: what a submission has for a payload where its rows may not fit the memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from domain.errors import TooLargeError
from domain.files.formats import FileFormat, read_parts
from domain.files.parts import FilePart
from domain.files.unpacking import unpacked
from domain.ports.spool import Spool

CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of rows, nothing packed any more, and the SHA-256 of the bytes that came."""

    file: IO[bytes] = field(repr=False)
    sha256: str
    told: FileFormat | None = None

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    def parts(self) -> Iterator[FilePart]:
        """Its entries from the first on; raises as `read_parts`."""
        return read_parts(self.file, self.told)


def open_upload(file: IO[bytes], spool: Spool, most_bytes: int, told: FileFormat | None = None) -> Upload:
    """The upload that a file holds, packed or not; raises as `unpacked` does. `file` may be closed with it.

    What it expands to is written into a new file of the spool.
    """
    copy = None if file.seekable() else spool.new_file()  # a pipe can be read once only
    found = None
    try:
        sha256 = _read_through(file, copy, most_bytes)
        found = unpacked(copy or file, spool.new_file, most_bytes)
    finally:
        if copy is not None and found is not copy:
            copy.close()
    return Upload(found, sha256, told)


def _read_through(file: IO[bytes], copy: IO[bytes] | None, most_bytes: int) -> str:
    """The SHA-256 of the whole file, which is written into `copy` besides where there is one."""
    digest, size = hashlib.sha256(), 0
    if copy is None:
        file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        size += len(chunk)
        if size > most_bytes:
            raise TooLargeError(f"The file is larger than {most_bytes:,} bytes.", hint="Split it.")
        digest.update(chunk)
        if copy is not None:
            copy.write(chunk)
    return digest.hexdigest()
