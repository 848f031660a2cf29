"""Uploads: from what can be read once only, within bounds, and put together where they must not be taken apart."""

import io
import os
import threading
from typing import IO

import pytest

from domain.errors import TooLargeError
from domain.files.parts import FilePart
from domain.uploads.joining import joined_payload
from domain.uploads.upload import open_upload


class Memory:
    """A spool in memory."""

    def new_file(self) -> IO[bytes]:
        return io.BytesIO()


def test_a_pipe_is_read_like_a_file() -> None:
    source, sink = os.pipe()

    def write() -> None:
        with os.fdopen(sink, "wb") as end:
            end.write(b'[{"a": 1}]')

    writing = threading.Thread(target=write)
    writing.start()
    with os.fdopen(source, "rb") as pipe:
        upload = open_upload(pipe, Memory(), 100)
    writing.join(10)
    assert [part.content for part in upload.parts()] == [b'[{"a": 1}]']


def test_the_same_bytes_have_the_same_hash_whatever_they_are_read_from() -> None:
    one, other = (open_upload(io.BytesIO(content), Memory(), 100) for content in (b"[1]", b"[2]"))
    assert one.sha256 == open_upload(io.BytesIO(b"[1]"), Memory(), 100).sha256 != other.sha256


def test_a_file_beyond_the_bound_is_refused() -> None:
    with pytest.raises(TooLargeError, match="larger than 100 bytes"):
        open_upload(io.BytesIO(b" " * 101), Memory(), 100)


def test_parts_are_put_together_in_their_order() -> None:
    parts = [FilePart(b"[1, 2]"), FilePart(b'{"data": []}'), FilePart([3])]
    assert joined_payload(parts) == [1, 2, {"data": []}, 3]
    with pytest.raises(TooLargeError, match="more than 3 rows"):
        joined_payload(parts, 3)
