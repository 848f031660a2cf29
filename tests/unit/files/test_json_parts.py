"""JSON of any size in parts: nothing lost, nothing twice, whatever the text looks like and wherever it is cut."""

import io
import json
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import TooLargeError, UnreadableBatchError
from domain.files import json_scan
from domain.files.formats import entries_of
from domain.files.json_parts import json_parts
from domain.files.parts import WHOLE_BYTES

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
ROWS = st.lists(st.dictionaries(st.text(), JSON, max_size=4), min_size=1, max_size=12)
TRICKY = [
    {"a": 'quote " and \\ backslash \\"', "b": "brackets ]}{[ and , commas"},
    {"c": [{"d": "\\"}, [], {}, ["]"]], "e": "\u00e9\U0001f600"},
    {},
    {"f": None, "g": [1, 2.5, True]},
]


def payloads(content: bytes, part_bytes: int, block_bytes: int, whole_bytes: int | None = None) -> list[object]:
    whole = part_bytes if whole_bytes is None else whole_bytes
    with patch.object(json_scan, "BLOCK_BYTES", block_bytes):
        return [entries_of(part) for part in json_parts(io.BytesIO(content), part_bytes, whole)]


def rows_of(payloads_read: list[object]) -> Iterator[object]:
    for payload in payloads_read:
        assert isinstance(payload, list)
        yield from payload


@given(ROWS, st.sampled_from([None, 1]), st.sampled_from(["ascii", "utf-8"]), st.integers(1, 200), st.integers(1, 200))
def test_an_array_comes_in_parts_as_it_was(
    rows: list[object], indent: int | None, kind: str, part_bytes: int, block_bytes: int
) -> None:
    content = json.dumps(rows, indent=indent, ensure_ascii=kind == "ascii").encode("utf-8", "surrogatepass")
    assert list(rows_of(payloads(content, part_bytes, block_bytes))) == rows


@pytest.mark.parametrize("block_bytes", [1, 2, 3, 7, 50, 1000])
@pytest.mark.parametrize("part_bytes", [1, 20, 90])
@pytest.mark.parametrize("layout", ["array", "lines", "envelope", "envelope first"])
def test_text_full_of_quotes_and_brackets_is_cut_between_rows(layout: str, part_bytes: int, block_bytes: int) -> None:
    rows = TRICKY * 3
    around = {"paging": {"cursors": [1, "]"]}, "n": 1}
    texts = {
        "array": json.dumps(rows),
        "lines": "\n".join(json.dumps(row) for row in rows),
        "envelope": json.dumps({**around, "data": rows}),
        "envelope first": json.dumps({"data": rows, **around}, indent=2),
    }
    read = payloads(texts[layout].encode(), part_bytes, block_bytes, whole_bytes=150)
    if layout.startswith("envelope"):
        assert all(isinstance(page, dict) and page["paging"] == around["paging"] for page in read)
        read = [page["data"] for page in read if isinstance(page, dict)]
    assert list(rows_of(read)) == rows


def test_a_file_of_one_part_goes_through_undecoded() -> None:
    content = b' {"data": [{"spend": 1.10}]} '
    assert [part.content for part in json_parts(io.BytesIO(content))] == [content]


@pytest.mark.parametrize("content", [b'[{"a":1},{"b":', b'[{"a":1},{"b":2}', b'[{"a":1},{"b":"x'])
def test_an_array_that_is_cut_off_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableBatchError, match="cut off"):
        payloads(content, 4, 4)


@pytest.mark.parametrize("content", [b'[{"a":1},{"b":2}] x', b'[{"a":1},,{"b":2}]', b'[{"a":1} {"b":2},3]'])
def test_an_array_that_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableBatchError, match="neither JSON nor NDJSON"):
        payloads(content, 4, 4)


def test_several_objects_over_several_lines_each_are_refused_rather_than_read_in_part() -> None:
    rows = [{"data": [1, 2, 3]}, {"data": [4]}, {"data": [5, 6]}]
    content = "\n".join(json.dumps(row, indent=1) for row in rows).encode()
    for whole_bytes in (10, 30):
        with pytest.raises(UnreadableBatchError, match=r"several JSON objects|one JSON object|neither"):
            payloads(content, 5, 8, whole_bytes)


def test_a_bad_line_is_named() -> None:
    with pytest.raises(UnreadableBatchError, match="line 3"):
        payloads(b'{"a":1}\n{"b":2}\n{"c":\n{"d":4}\n', 9, 9)


def test_numbers_that_are_none_stay_for_the_row_to_be_rejected() -> None:
    [first, second] = rows_of(payloads(b'[{"a":NaN},{"b":1e999}]', 8, 8))
    assert str(first) == "{'a': nan}"
    assert second == {"b": float("inf")}


def test_an_entry_beyond_the_bound_is_refused() -> None:
    with patch.object(json_scan, "MOST_ENTRY_BYTES", 100), pytest.raises(TooLargeError, match="larger than 100 bytes"):
        payloads(json.dumps([{"a": "x" * 500}, {"b": 1}]).encode(), 50, 50)


def tables(around: dict[str, object], size: int = WHOLE_BYTES) -> bytes:
    """One object: a landed report, the table of its actions, and whatever else, a little larger than `size`."""
    report = [{"ad_id": "1", "date": "2024-01-01", "spend": "1.10", "_fivetran_id": "a"}]
    actions = [{"ad_id": "1", "date": "2024-01-01", "action_type": "purchase", "value": "1", "_fivetran_id": "a"}]
    bare = len(json.dumps(actions[0])) + 2
    return json.dumps({"basic_ad": report, "basic_ad_actions": actions * (size // bare + 1), **around}).encode()


def test_tables_in_one_object_beyond_a_whole_part_are_refused_for_their_rows_need_one_another() -> None:
    content = tables({})
    assert WHOLE_BYTES < len(content) < WHOLE_BYTES + 1000
    with pytest.raises(TooLargeError, match=f"several tables in one JSON object of {len(content):,} bytes") as refused:
        list(json_parts(io.BytesIO(content)))
    assert "at most 16,777,216 bytes of them" in (refused.value.hint or "")


def test_tables_that_fit_a_whole_part_go_through_undecoded() -> None:
    content = tables({}, size=10_000)
    assert [part.content for part in json_parts(io.BytesIO(content))] == [content]


@pytest.mark.parametrize("around", [{"data": []}, {"results": [{"a": 1}]}, {"paging": {}}, {"total": 1}])
def test_one_object_that_is_an_answer_with_several_lists_is_no_tables(around: dict[str, object]) -> None:
    parts = payloads(tables(around, size=10_000), 4000, 1000)
    assert len(parts) > 1
    assert all(isinstance(part, dict) and len(part["basic_ad"]) == 1 for part in parts)
