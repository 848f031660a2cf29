from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.raw_frames import MAX_BYTES, MAX_ROWS, pack_frames


@given(st.lists(st.integers(1, 400_000), max_size=40))
def test_every_row_is_found_at_its_place_and_frames_keep_their_bounds(sizes: list[int]) -> None:
    rows = [bytes([65 + place % 26]) * size for place, size in enumerate(sizes)]
    frames, frame_of, row_of = pack_frames(rows)
    assert [frames[f].rows[r] for f, r in zip(frame_of.tolist(), row_of.tolist(), strict=True)] == rows
    for frame in frames:
        assert len(frame.rows) == 1 or sum(map(len, frame.rows)) <= MAX_BYTES


def test_small_rows_fill_frames_of_500() -> None:
    frames, _, _ = pack_frames([b"{}"] * 1200)
    assert [len(frame.rows) for frame in frames] == [MAX_ROWS, MAX_ROWS, 200]


def test_no_rows_give_no_frames() -> None:
    frames, frame_of, row_of = pack_frames([])
    assert (frames, len(frame_of), len(row_of)) == ([], 0, 0)
