"""The file formats: one line each adds one. Which one a file has is told by its media type, else by its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO

from domain.errors import UnreadableBatchError
from domain.files.csv_parts import csv_parts
from domain.files.json_parts import json_parts
from domain.files.parquet_parts import parquet_parts
from domain.files.parts import FilePart
from domain.normalize.payloads import decode_payload, decode_start

PARQUET_MAGIC = b"PAR1"
HEAD_BYTES = 4096
_MARKS = b"\xef\xbb\xbf \t\r\n\xff\xfe\x00"


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format: how people call it, the media types that say it, and how to read it."""

    name: str
    media_types: tuple[str, ...]
    read: Callable[[IO[bytes]], Iterator[FilePart]]


JSON = FileFormat(
    "JSON", ("application/json", "application/x-ndjson", "application/ndjson", "application/jsonl"), json_parts
)
CSV = FileFormat("CSV", ("text/csv", "text/tab-separated-values"), csv_parts)
PARQUET = FileFormat("Parquet", ("application/vnd.apache.parquet", "application/x-parquet"), parquet_parts)
FORMATS = (JSON, CSV, PARQUET)
BY_MEDIA_TYPE: Mapping[str, FileFormat] = MappingProxyType(
    {media_type: known for known in FORMATS for media_type in known.media_types}
)


def format_of(head: bytes) -> FileFormat:
    """The format of a file that begins with these bytes.

    >>> format_of(b'[{"spend": "1"}]').name, format_of(b"Day,Cost").name
    ('JSON', 'CSV')
    """
    if head.startswith(PARQUET_MAGIC):
        return PARQUET
    return JSON if head.lstrip(_MARKS)[:1] in {b"[", b"{"} else CSV


def read_parts(file: IO[bytes], told: FileFormat | None = None) -> Iterator[FilePart]:
    """A file's entries, at least one part; raises UnreadableBatchError or TooLargeError where it cannot be read."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if not head.strip(_MARKS):
        raise UnreadableBatchError("It is empty.", hint="Export the report again.")
    return (told or format_of(head)).read(file)


def first_entries(part: FilePart, most: int) -> object:
    """A part's value; of a list of entries no more than the first ones."""
    return decode_start(part.content, most) if isinstance(part.content, bytes) else part.content[:most]


def entries_of(part: FilePart) -> object:
    """A part's value, decoded."""
    return decode_payload(part.content) if isinstance(part.content, bytes) else part.content
