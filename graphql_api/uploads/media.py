"""What the headers of an upload say of its format and its packing."""

from __future__ import annotations

from typing import IO

from starlette.requests import Request

from domain.errors import UnreadableBatchError
from domain.files.formats import BY_MEDIA_TYPE, FileFormat
from domain.files.unpacking import packing_of
from graphql_api.request_body import UnreadableRequestError

ENCODINGS = ("gzip", "zstd", "identity")
BY_CONTENT = frozenset(
    {
        *("", "*/*", "application/octet-stream", "text/plain", "application/x-www-form-urlencoded"),
        *("application/gzip", "application/x-gzip", "application/zstd", "application/zip"),
    }
)
"""Types that say nothing of the format: the first bytes tell it. The form type is what curl sends unless told otherwise."""


def check_packing(file: IO[bytes], request: Request) -> None:
    """Refuse a body that is not packed as its `Content-Encoding` says; raises UnreadableBatchError."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    file.seek(0)
    if encoding != "identity" and packing_of(file.read(4)) != encoding:
        raise UnreadableBatchError(
            f"The body is not {encoding}, as Content-Encoding says.", hint="Leave the header out."
        )


def told_format(request: Request) -> FileFormat | None:
    """The format that the headers tell; None where the content is to tell it; raises UnreadableRequestError with 415."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ENCODINGS:
        raise _unsupported(f"Content-Encoding {encoding[:40]} is not supported. Send {', '.join(ENCODINGS)}.")
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type in BY_CONTENT:
        return None
    if media_type not in BY_MEDIA_TYPE:
        known = ", ".join([*BY_MEDIA_TYPE, "application/octet-stream"])
        raise _unsupported(f"Content-Type {media_type[:80]} is not supported. Send one of: {known}.")
    return BY_MEDIA_TYPE[media_type]


def _unsupported(message: str) -> UnreadableRequestError:
    return UnreadableRequestError(415, "UNSUPPORTED_MEDIA_TYPE", message)
