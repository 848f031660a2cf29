"""Reading a request: exact numbers, every refusal with its status, and nothing that a body can do to break it."""

import json
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message

from graphql_api.json_out import encode_body
from graphql_api.request_body import GraphQLRequest, UnreadableRequestError, decode_json, read_request


def posting(*chunks: bytes, content_type: str = "application/json") -> Request:
    parts = iter(chunks)
    left = len(chunks)

    async def receive() -> Message:
        nonlocal left
        left -= 1
        return {"type": "http.request", "body": next(parts), "more_body": left > 0}

    headers = [(b"content-type", content_type.encode())]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


def getting(query_string: str) -> Request:
    return Request({"type": "http", "method": "GET", "headers": [], "query_string": query_string.encode()})


# --- numbers and texts ---


@pytest.mark.parametrize("number", [2**53 + 1, 2**63 - 1, 2**64, -(2**63), 120208814532970417, 10**40])
def test_whole_numbers_keep_every_digit(number: int) -> None:
    decoded = decode_json(f'{{"id": {number}}}'.encode())
    assert decoded == {"id": number}
    assert isinstance(decoded["id"], int)


def test_nan_and_infinity_reach_the_rows() -> None:
    assert repr(decode_json(b"[NaN, Infinity, -Infinity]")) == "[nan, inf, -inf]"


def test_half_a_character_is_let_through_in_rows_alone() -> None:
    assert decode_json(b'{"dataEntries": [{"a": "\\ud800"}]}') == {"dataEntries": [{"a": "\ud800"}]}
    for body in (b'{"query": "\\ud800"}', b'{"variables": {"a": ["\\udfff"]}}', b'{"\\ud800": 1}'):
        with pytest.raises(UnreadableRequestError, match="half a character"):
            decode_json(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b'{"query": "\xff"}',
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b"{'a': 1}",
        b"1" * 5000,
    ],
)
def test_what_is_no_json_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(UnreadableRequestError) as refused:
        decode_json(body)
    assert (refused.value.status, refused.value.code) == (400, "BAD_REQUEST")
    assert len(refused.value.message) < 300


def test_what_goes_out_can_be_read_again() -> None:
    body: dict[str, Any] = {
        "id": 10**40,
        "half": "\ud800",
        "ratio": float("nan"),
        "rows": [{"spend": 12.5, "none": None}],
    }
    assert json.loads(encode_body(body)) == body | {"ratio": None}
    assert encode_body({"a": [1, "ü"]}) == '{"a":[1,"ü"]}'.encode()


# --- requests ---


@pytest.mark.anyio
async def test_a_post_in_pieces_is_one_request() -> None:
    sent = await read_request(posting(b'{"query": "{ a', b' }", "variables": {"b": 1}', b', "operationName": ""}'))
    assert sent == GraphQLRequest("{ a }", {"b": 1}, None, None)


@pytest.mark.anyio
async def test_a_get_carries_variables_as_json() -> None:
    sent = await read_request(getting("query=%7Ba%7D&variables=%7B%22id%22%3A120208814532970417%7D&operationName=A"))
    assert sent == GraphQLRequest("{a}", {"id": 120208814532970417}, "A", None)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "1",
        "null",
        "{}",
        '{"query": 1}',
        '{"query": ""}',
        '{"query": "{a}", "variables": "x"}',
        '{"query": "{a}", "operationName": 1}',
        '{"query": "{a}", "extensions": []}',
    ],
)
async def test_what_is_no_request_is_refused(body: str) -> None:
    with pytest.raises(UnreadableRequestError) as refused:
        await read_request(posting(body.encode()))
    assert refused.value.status == 400


@pytest.mark.anyio
@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/graphql", "application/jsonp"]
)
async def test_only_json_is_taken_so_that_no_form_of_another_site_can_send(content_type: str) -> None:
    with pytest.raises(UnreadableRequestError) as refused:
        await read_request(posting(b'{"query": "{a}"}', content_type=content_type))
    assert refused.value.status == 415


@pytest.mark.anyio
async def test_json_with_a_charset_is_taken() -> None:
    assert (
        await read_request(posting(b'{"query": "{a}"}', content_type="Application/JSON; charset=utf-8"))
    ).query == "{a}"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("query", "mebibytes", "taken"),
    [
        ("{a}", 0.9, True),
        ("{a}", 1.1, False),
        ("{ingest}", 1.1, True),
        ("{transformPreview}", 15.9, True),
        ("{ingest}", 16.1, False),
        ("{ingested}", 1.1, False),
    ],
)
async def test_size_is_bounded_by_what_the_operation_takes(query: str, mebibytes: float, taken: bool) -> None:  # noqa: FBT001
    padding = b"x" * int(mebibytes * 1024 * 1024)
    request = posting(b'{"query": "' + query.encode() + b'", "extensions": {"p": "', padding, b'"}}')
    if taken:
        assert (await read_request(request)).query == query
        return
    with pytest.raises(UnreadableRequestError) as refused:
        await read_request(request)
    assert (refused.value.status, refused.value.code) == (413, "TOO_LARGE")
