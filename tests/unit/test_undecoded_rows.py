"""Rows of a request stay the bytes that came, and all else is what it was."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphql_api.request_body import decode_json
from graphql_api.types.scalars import SCALARS, JsonValue
from graphql_api.undecoded_rows import decode_around_rows, payload_of, whole_value

PARSE = SCALARS[JsonValue].parse_value
NAMES = st.sampled_from(["dataEntries", "input", "metadata", "a"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


def body(**input_said: Any) -> bytes:
    return json.dumps({"query": "mutation", "variables": {"input": input_said}}).encode()


def opened(value: object) -> object:
    """The value with its undecoded rows decoded by another reader."""
    if isinstance(value, msgspec.Raw):
        return json.loads(bytes(value))
    if isinstance(value, dict):
        return {name: opened(one) for name, one in value.items()}
    return value


@given(st.dictionaries(NAMES | st.just("variables"), VALUES | st.dictionaries(NAMES, VALUES), max_size=3))
def test_nothing_of_a_body_is_changed(sent: dict[str, Any]) -> None:
    assert opened(decode_around_rows(json.dumps(sent).encode())) == sent


def test_rows_come_as_bytes_to_the_letter() -> None:
    text = b'{"query": "q", "variables": {"input": {"dataEntries": [ {"spend": 1.10, "id": 12345678901234567890} ]}}}'
    found: Any = decode_around_rows(text)
    rows = found["variables"]["input"]["dataEntries"]
    assert payload_of(rows) == b'[ {"spend": 1.10, "id": 12345678901234567890} ]'


@pytest.mark.parametrize("rows", [None, 7, "text", True])
def test_what_is_no_rows_is_decoded_so_that_it_is_refused_as_what_it_is(rows: object) -> None:
    found: Any = decode_around_rows(body(dataEntries=rows))
    assert found["variables"]["input"]["dataEntries"] == rows


def test_a_json_value_of_the_callers_own_is_decoded_whole() -> None:
    found: Any = decode_around_rows(body(dataEntries=[{"a": 1}], b=2))
    assert PARSE(found["variables"]["input"]) == {"dataEntries": [{"a": 1}], "b": 2}
    assert whole_value([1]) == [1]


@pytest.mark.parametrize(
    "rows", [b"[1,]", b"[01]", b'["\\x"]', b"[nul]", b'{"a"}', b"[1", b"[1]]", b"[\xff]", b'["\xff"]', b"[" * 100_000]
)
def test_a_body_that_is_not_json_is_refused_as_before(rows: bytes) -> None:
    text = b'{"query": "q", "variables": {"input": {"dataEntries": ' + rows + b"}}}"
    with pytest.raises((msgspec.MsgspecError, UnicodeDecodeError, RecursionError)):
        decode_around_rows(text)
    with pytest.raises(Exception, match=r"not JSON|nested too deeply"):
        decode_json(text)
