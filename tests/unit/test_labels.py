"""Columns by their labels hold the same texts as lists do."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from domain.labels import Labels, joined, joint_codes

texts = st.lists(st.sampled_from([None, "", "a", "b", "é"]), max_size=8)
pairs = st.lists(st.tuples(st.sampled_from([None, "a", "b"]), st.sampled_from([None, "", "x"])), max_size=8)


@given(texts)
def test_texts_come_back_as_they_were(column: list[str | None]) -> None:
    labels = Labels.of(column)
    assert labels.texts() == column
    assert labels.array().to_pylist() == labels.encoded().to_pylist() == column
    assert Labels.read(labels.encoded()).texts() == column
    assert labels.known.tolist() == [text is not None for text in column]
    assert labels.equal("a").tolist() == [text == "a" for text in column]
    assert labels.used() == {text for text in column if text is not None}


@given(pairs)
def test_gaps_are_filled_row_by_row(rows: list[tuple[str | None, str | None]]) -> None:
    first, second = (Labels.of([row[place] for row in rows]) for place in (0, 1))
    filled = first.filled(second)
    assert filled.texts() == filled.distinct().texts() == [a if a is not None else b for a, b in rows]


@given(pairs)
def test_combinations_are_joined_once_each(rows: list[tuple[str | None, str | None]]) -> None:
    columns = [Labels.of([row[place] for row in rows]) for place in (0, 1)]
    together = joined(columns, lambda a, b: f"{a}/{b}")
    assert together.texts() == [f"{a}/{b}" for a, b in rows]
    assert len(together.labels) == len(set(rows))


def test_codes_of_combinations_are_numbered_by_first_appearance() -> None:
    codes, places = joint_codes(np.array([5, 0, 5, 5]), np.array([1, 1, 1, 0]))
    assert (codes.tolist(), places.tolist()) == ([0, 1, 0, 2], [0, 1, 3])
    empty = np.zeros(0, np.int64)
    assert [found.tolist() for found in joint_codes(empty, empty)] == [[], []]


def test_some_rows_are_patched_and_chunks_are_read_as_one() -> None:
    labels = Labels.read(pa.chunked_array([["a"], ["b", None]], pa.string()))
    assert labels.patched(np.array([0, 2]), [None, "c"]).texts() == [None, "b", "c"]
    assert labels.texts() == ["a", "b", None]
    assert Labels.read(pa.chunked_array([], pa.string())).texts() == []
    assert labels.map(lambda text: text and text * 2).taken(np.array([1, 1])).texts() == ["bb", "bb"]
