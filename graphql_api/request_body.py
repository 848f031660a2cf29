"""Reading a GraphQL request from HTTP, with bounds on size and time."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import ClientDisconnect, Request

from graphql_api.undecoded_rows import ROWS, decode_around_rows

MAX_BODY_BYTES = 1024 * 1024
MAX_INGEST_BODY_BYTES = 16 * 1024 * 1024
BODY_TIMEOUT_S = 30.0
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_TAKES_ROWS = re.compile(r"\b(?:ingest|transformPreview)\b")


class UnreadableRequestError(Exception):
    """The HTTP request is no GraphQL request: status, code and what to do."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """One operation as sent."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None

    @property
    def takes_rows(self) -> bool:
        """Whether the operation takes raw rows: its body and its time may be larger."""
        return bool(_TAKES_ROWS.search(self.query))


async def read_request(request: Request) -> GraphQLRequest:
    """The operation of a GET or POST; raises UnreadableRequestError."""
    if request.method == "GET":
        return _to_request(_from_query_string(request))
    content_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if content_type != "application/json":
        raise UnreadableRequestError(415, "UNSUPPORTED_MEDIA_TYPE", "Send the request as application/json.")
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding != "identity":
        raise UnreadableRequestError(
            415, "UNSUPPORTED_MEDIA_TYPE", f"Content-Encoding {encoding[:20]} is not supported."
        )
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > MAX_INGEST_BODY_BYTES:
        raise _too_large(MAX_INGEST_BODY_BYTES)
    body = await _read_body(request)
    sent = _to_request(_decode_body(body))
    if len(body) > MAX_BODY_BYTES and not sent.takes_rows:
        raise _too_large(MAX_BODY_BYTES)
    return sent


def _decode_body(body: bytes) -> object:
    """As `decode_json`, the rows undecoded."""
    try:
        return decode_around_rows(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return decode_json(body)


def decode_json(body: bytes) -> object:
    """The JSON value, numbers exact: integers of any length, and NaN where a client wrote one."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _decode_leniently(body)
    except RecursionError as error:
        raise UnreadableRequestError(400, "BAD_REQUEST", "The body is nested too deeply.") from error


def _decode_leniently(body: bytes) -> object:
    """Python's own reader takes NaN and Infinity, which then are rejected row by row instead of as a whole."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableRequestError(400, "BAD_REQUEST", f"The body is not JSON: {error}.") from error
    if _holds_half_a_character(value):
        raise UnreadableRequestError(400, "BAD_REQUEST", "A text outside the rows holds half a character (\\ud800).")
    return value


def _holds_half_a_character(value: object) -> bool:
    """Whether a text cannot be written as UTF-8; rows are not looked into, they are rejected one by one."""
    if isinstance(value, dict):
        return any(
            _holds_half_a_character(name) or (name != ROWS and _holds_half_a_character(item))
            for name, item in value.items()
        )
    if isinstance(value, list):
        return any(_holds_half_a_character(item) for item in value)
    return isinstance(value, str) and _HALF_A_CHARACTER.search(value) is not None


async def _read_body(request: Request) -> bytes:
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            async for chunk in request.stream():
                size += len(chunk)
                if size > MAX_INGEST_BODY_BYTES:
                    raise _too_large(MAX_INGEST_BODY_BYTES)
                chunks.append(chunk)
    except TimeoutError as error:
        raise UnreadableRequestError(
            408, "TIMEOUT", f"The body did not arrive within {BODY_TIMEOUT_S:.0f} s."
        ) from error
    except ClientDisconnect as error:
        raise UnreadableRequestError(400, "BAD_REQUEST", "The client went away.") from error
    return b"".join(chunks)


def _too_large(bound: int) -> UnreadableRequestError:
    hint = (
        "Send fewer rows at a time."
        if bound == MAX_INGEST_BODY_BYTES
        else "Only ingest and transformPreview take more."
    )
    return UnreadableRequestError(413, "TOO_LARGE", f"The body is larger than {bound} bytes. {hint}")


def _from_query_string(request: Request) -> dict[str, object]:
    sent: dict[str, object] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in sent:
            sent[name] = decode_json(str(sent[name]).encode())
    return sent


def _to_request(sent: object) -> GraphQLRequest:
    if not isinstance(sent, dict):
        raise UnreadableRequestError(400, "BAD_REQUEST", "The request is not a JSON object; batches are not taken.")
    query, variables = sent.get("query"), sent.get("variables")
    name, extensions = sent.get("operationName"), sent.get("extensions")
    if not isinstance(query, str) or not query.strip():
        raise UnreadableRequestError(400, "BAD_REQUEST", "`query` is missing: send the document as text.")
    for key, value, kind in (
        ("variables", variables, dict),
        ("operationName", name, str),
        ("extensions", extensions, dict),
    ):
        if value is not None and not isinstance(value, kind):
            raise UnreadableRequestError(400, "BAD_REQUEST", f"`{key}` is {type(value).__name__}.")
    return GraphQLRequest(query, variables, name or None, extensions)
