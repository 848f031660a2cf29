"""Objects put together name by name are the ones that an encoder writes row by row."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.labels import Labels
from domain.normalize.identity import encode
from domain.normalize.pieces import Pieces

documents = st.lists(
    st.dictionaries(st.sampled_from(['a"b', "é", "z", "a"]), st.sampled_from(["x", 'q"', 1, 2.5, [1], {}, ",,"])),
    max_size=5,
)


@given(documents)
def test_objects_are_those_of_the_encoder(rows: list[dict[str, object]]) -> None:
    pieces = Pieces(len(rows))
    for name in {name for row in rows for name in row}:
        known = np.array([name in row for row in rows], np.bool_)
        pieces.put(name, known, Labels.of([encode(row[name]) if name in row else None for row in rows]))
    assert pieces.documents().texts() == [encode(row) if row else None for row in rows]


def test_single_values_and_inner_objects_find_their_rows() -> None:
    pieces = Pieces(3)
    pieces.put_one("b", 2, "1")
    inner = pieces.within("a")
    inner.put("count", np.array([True, False, False]), Labels.constant("4", 3))
    assert pieces.documents().texts() == ['{"a":{"count":4}}', None, '{"b":1}']


def test_what_is_put_later_takes_the_place_of_what_was_put_before() -> None:
    pieces = Pieces(2)
    pieces.put("a", np.array([True, True]), Labels.constant("1", 2))
    pieces.put("a", np.array([False, True]), Labels.constant("2", 2))
    assert [json.loads(text or "") for text in pieces.documents().texts()] == [{"a": 1}, {"a": 2}]
