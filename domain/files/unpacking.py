"""Taking gzip, zstd and zip off, told by the first bytes, never by a name."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import IO, Protocol

import pyarrow as pa

from domain.errors import TooLargeError, UnreadableBatchError

CHUNK_BYTES = 1024 * 1024
MOST_LAYERS = 3
"""E.g. a gzip file in a zip file, sent with `Content-Encoding: gzip`."""


class Packing(StrEnum):
    """How bytes are packed."""

    GZIP = "gzip"
    ZSTD = "zstd"
    ZIP = "zip"


_MAGIC = {b"\x1f\x8b": Packing.GZIP, b"\x28\xb5\x2f\xfd": Packing.ZSTD, b"PK\x03\x04": Packing.ZIP}


class Readable(Protocol):
    """What unpacking gives: bytes, a few at a time."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


def packing_of(head: bytes) -> Packing | None:
    r"""How a file is packed that begins with these bytes; None where it is not.

    >>> packing_of(b"\x1f\x8b\x08")
    <Packing.GZIP: 'gzip'>
    """
    return next((packing for magic, packing in _MAGIC.items() if head.startswith(magic)), None)


def unpacked(
    file: IO[bytes], new_file: Callable[[], IO[bytes]], most_bytes: int, layers: int = MOST_LAYERS
) -> IO[bytes]:
    """The file itself where it is not packed, else what is in it, in a new file, at its start.

    Raises TooLargeError where it expands to more than `most_bytes`, UnreadableBatchError where it is cut off or broken.
    """
    packing = packing_of(_head(file))
    if packing is None:
        return file
    if layers == 0:
        raise UnreadableBatchError(f"It is packed more than {MOST_LAYERS} times.", hint="Send it packed once.")
    inner = new_file()
    found = None
    try:
        _take_off(packing, file, inner, most_bytes)
        found = unpacked(inner, new_file, most_bytes, layers - 1)
    finally:
        if found is not inner:
            inner.close()
    return found


def _head(file: IO[bytes]) -> bytes:
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    return head


def _take_off(packing: Packing, file: IO[bytes], into: IO[bytes], most_bytes: int) -> None:
    size = 0
    for chunk in _chunks(packing, file):
        size += len(chunk)
        if size > most_bytes:
            raise TooLargeError(
                f"The file expands to more than {most_bytes:,} bytes; nothing was stored.", hint="Split it."
            )
        into.write(chunk)


def _chunks(packing: Packing, file: IO[bytes]) -> Iterator[bytes]:
    try:
        with _opened(packing, file) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                yield chunk
    except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UnreadableBatchError(
            f"Its {packing} packing is cut off or broken: {error}.", hint="Send the whole file again."
        ) from error


@contextmanager
def _opened(packing: Packing, file: IO[bytes]) -> Iterator[Readable]:
    if packing is not Packing.ZIP:
        yield pa.CompressedInputStream(file, packing.value)
        return
    with zipfile.ZipFile(file) as archive:
        names = [info.filename for info in archive.infolist() if not _is_beside(info)]
        if len(names) != 1:
            raise UnreadableBatchError(f"The zip archive holds {len(names)} files.", hint="Pack one file alone.")
        with archive.open(names[0]) as stream:
            yield stream


def _is_beside(info: zipfile.ZipInfo) -> bool:
    """Folders, and what macOS adds to every archive."""
    return info.is_dir() or info.filename.startswith("__MACOSX/")
