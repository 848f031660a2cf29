"""Adding sums and choosing labels, against the same in plain Python, line by line."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights.parts import Parts
from domain.insights.sums import Block, Sums, in_units
from domain.insights.table import latest_label

amounts = st.none() | st.integers(-10, 10) | st.integers(-(2**63), 2**63 - 1)
lines = st.lists(st.tuples(st.integers(0, 4), amounts, amounts), max_size=12)
SIZE = 5


def block(columns: Mapping[str, list[int | None]]) -> Block:
    size = len(next(iter(columns.values())))
    sums = {
        name: Sums(
            np.array([value or 0 for value in values], np.int64), np.array([v is not None for v in values], np.bool_)
        )
        for name, values in columns.items()
    }
    return Block.of(sums, size)


def values(sums: Sums) -> list[int | None]:
    return [int(unit) if known else None for unit, known in zip(sums.units, sums.known, strict=True)]


def added(pairs: list[tuple[int, int | None]]) -> list[int | None]:
    found: list[int | None] = [None] * SIZE
    for code, amount in pairs:
        if amount is not None:
            found[code] = (found[code] or 0) + amount
    return found


@given(lines)
def test_sums_are_exact_and_unknown_where_nothing_is_known(rows: list[tuple[int, int | None, int | None]]) -> None:
    made = block({"clicks": [first for _, first, _ in rows], "sent": [second for _, _, second in rows]})
    codes = np.array([code for code, _, _ in rows], np.int64)
    sums = made.add(codes, SIZE)
    assert values(sums["clicks"]) == added([(code, first) for code, first, _ in rows])
    assert values(sums["sent"]) == added([(code, second) for code, _, second in rows])


@given(lines)
def test_lines_several_times_over_add_up_to_as_many_times_the_sum(
    rows: list[tuple[int, int | None, int | None]],
) -> None:
    made, codes = block({"clicks": [first for _, first, _ in rows]}), np.array([code for code, _, _ in rows], np.int64)
    thrice = values(made.repeat(3).add(np.tile(codes, 3), SIZE)["clicks"])
    assert thrice == [
        None if total is None else 3 * total for total in added([(code, first) for code, first, _ in rows])
    ]


def test_a_block_without_columns_or_lines_adds_up_to_nothing() -> None:
    assert len(Block.of({}, 3).add(np.zeros(3, np.int64), 1)) == 0
    assert values(block({"clicks": []}).add(np.zeros(0, np.int64), 2)["clicks"]) == [None, None]


def test_money_is_in_micros_and_missing_is_missing() -> None:
    amounts = in_units("spend", block({"spend": [12_500_000, None]})["spend"])
    assert amounts.tolist() == [12.5, pytest.approx(np.nan, nan_ok=True)]


seen_labels = st.lists(
    st.tuples(st.integers(0, 3), st.none() | st.tuples(st.integers(0, 3), st.sampled_from(["a", "b", "é", "Z", ""]))),
    max_size=12,
)


@given(seen_labels)
def test_the_label_seen_last_is_shown_and_of_several_the_last_by_alphabet(
    rows: list[tuple[int, tuple[int, str] | None]],
) -> None:
    keys = pa.table(
        {
            "ad_name": pa.array([label and label[1] for _, label in rows], pa.string()),
            "ad_name_seen": pa.array([label and label[0] for _, label in rows], pa.int64()),
        }
    )
    found = latest_label(keys, "ad_name", np.array([code for code, _ in rows], np.int64), 4).to_pylist()
    known = [[label for owner, label in rows if owner == code and label is not None] for code in range(4)]
    assert found == [max(labels)[1] if labels else None for labels in known]


def test_collapsed_parts_keep_the_codes_of_their_keys() -> None:
    table = pa.table(
        {
            "part_source": ["x", "y", "x", "y"],
            "part_channel": [None, "email", None, "sms"],
            "clicks_sum": pa.array([1, 2, 3, None], pa.int64()),
        }
    )
    coarse = Parts.of(table).collapse(["part_source", "part_channel"])
    assert coarse.keys.to_pylist() == [
        {"part_source": "x", "part_channel": None},
        {"part_source": "y", "part_channel": "email"},
        {"part_source": "y", "part_channel": "sms"},
    ]
    assert values(coarse.sums["clicks"]) == [4, 2, None]
    assert len(set(coarse.cells.tolist())) == 3
    assert len(set(coarse.codes(["part_source"]).tolist())) == 2
