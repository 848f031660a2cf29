"""OpenAI's client, whose answers end in time and stay of a size that memory can hold."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx2
from openai import DefaultHttpx2Client, OpenAI

CONNECT_S = 5.0
MOST_BYTES = 256 * 1024**2
"""Of an answer: 2,048 vectors of 4,096 numbers as text are 180 MB."""
MOST_CONNECTIONS = 16


class BoundedStream(httpx2.SyncByteStream):
    """An answer's body that must end by a deadline: the client's own time-out starts anew with each piece."""

    def __init__(self, stream: httpx2.SyncByteStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        for piece in self._stream:
            read += len(piece)
            if time.monotonic() > self._deadline:
                raise httpx2.ReadTimeout("the answer does not end")
            if read > MOST_BYTES:
                raise httpx2.ReadError(f"the answer is longer than {MOST_BYTES} bytes")
            yield piece

    def close(self) -> None:
        """Give the connection back."""
        self._stream.close()


def bound_answer(response: httpx2.Response) -> None:
    """Let an answer that began end within the time-out of its request."""
    timeout_s = response.request.extensions["timeout"]["read"]
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = BoundedStream(response.stream, time.monotonic() + timeout_s)


def open_client(api_key: str, url: str) -> OpenAI:
    """A client that tries once: how often, and how long, is the caller's to say."""
    limits = httpx2.Limits(max_connections=MOST_CONNECTIONS, max_keepalive_connections=MOST_CONNECTIONS)
    transport = DefaultHttpx2Client(event_hooks={"response": [bound_answer]}, limits=limits)
    return OpenAI(api_key=api_key, base_url=url, max_retries=0, http_client=transport)
