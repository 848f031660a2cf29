"""Packed files: told by their first bytes, bounded, and refused where they are cut off."""

import gzip
import io
import zipfile

import pytest
import zstandard

from domain.errors import TooLargeError, UnreadableBatchError
from domain.files.unpacking import unpacked

TEXT = b'[{"spend": "1.25"}]' * 1000


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def unpack(content: bytes, most_bytes: int = 10**6) -> bytes:
    return unpacked(io.BytesIO(content), io.BytesIO, most_bytes).read()


@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        gzip.compress(TEXT),
        gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:]),
        zstandard.compress(TEXT),
        zstandard.compress(TEXT[:500]) + zstandard.compress(TEXT[500:]),
        zipped(export=TEXT),
        gzip.compress(zipped(export=gzip.compress(TEXT))),
    ],
)
def test_what_is_in_it_comes_out(content: bytes) -> None:
    assert unpack(content) == TEXT


@pytest.mark.parametrize("packed", [gzip.compress(TEXT), zstandard.compress(TEXT), zipped(export=TEXT)])
@pytest.mark.parametrize("cut", [1, 9, 30])
def test_what_is_cut_off_is_refused(packed: bytes, cut: int) -> None:
    with pytest.raises(UnreadableBatchError, match="cut off or broken"):
        unpack(packed[:-cut])


def test_what_expands_beyond_the_bound_is_refused_before_it_is_all_there() -> None:
    with pytest.raises(TooLargeError, match="expands to more than 1,000,000 bytes"):
        unpack(gzip.compress(b"\0" * 50_000_000))


def test_an_archive_of_two_files_is_refused() -> None:
    with pytest.raises(UnreadableBatchError, match="holds 2 files"):
        unpack(zipped(a=TEXT, b=TEXT))


def test_what_is_packed_too_often_is_refused() -> None:
    content = TEXT
    for _ in range(4):
        content = gzip.compress(content)
    with pytest.raises(UnreadableBatchError, match="packed more than 3 times"):
        unpack(content)
