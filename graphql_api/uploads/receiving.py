"""Receiving a body of any size into a file, as long as it keeps coming."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import IO

from starlette.requests import ClientDisconnect, Request

from graphql_api.request_body import UnreadableRequestError

MAX_UPLOAD_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one body may take."""

    file_bytes: int = MAX_UPLOAD_BYTES
    chunk_timeout_s: float = 30.0
    """Longest silence."""
    total_timeout_s: float = 3600.0
    heartbeat_s: float = 5.0
    """For those who are told how the work goes on."""


USUAL_BOUNDS = Bounds()


async def receive(request: Request, into: IO[bytes], bounds: Bounds) -> int:
    """Write the body into a file and give its size; raises UnreadableRequestError where it is too large or stops coming."""
    size = 0
    async for chunk in chunks(request, bounds):
        size += len(chunk)
        if size > bounds.file_bytes:
            raise too_large(bounds.file_bytes)
        into.write(chunk)
    return size


async def chunks(request: Request, bounds: Bounds) -> AsyncIterator[bytes]:
    """The body as it comes."""
    stream = aiter(request.stream())
    loop = asyncio.get_running_loop()
    end = loop.time() + bounds.total_timeout_s
    try:
        while (chunk := await asyncio.wait_for(anext(stream, None), _patience(bounds, end - loop.time()))) is not None:
            yield chunk
    except TimeoutError as error:
        raise UnreadableRequestError(
            408, "TIMEOUT", f"Nothing more of the file came within {bounds.chunk_timeout_s:.0f} s."
        ) from error
    except ClientDisconnect as error:
        raise UnreadableRequestError(400, "BAD_REQUEST", "The client went away.") from error


def _patience(bounds: Bounds, left_s: float) -> float:
    if left_s <= 0:
        raise UnreadableRequestError(
            408, "TIMEOUT", f"The body did not arrive within {bounds.total_timeout_s:.0f} s. Send it in smaller files."
        )
    return min(bounds.chunk_timeout_s, left_s)


def too_large(bound: int) -> UnreadableRequestError:
    """The refusal of a body beyond the bound."""
    return UnreadableRequestError(413, "TOO_LARGE", f"The file is larger than {bound} bytes. Split it.")
