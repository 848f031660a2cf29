"""Rows shared out over their days: every unit arrives once, no day is favoured, days add up to weeks and months."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInputError
from domain.insights.spine import EPOCH, Ints, Spine, spine_of
from domain.insights.spread import Spread, cut, parse_spread, share_out
from domain.vocabulary import Granularity, Period

amounts = st.integers(-(10**18), 10**18) | st.integers(0, 50)
lengths = st.integers(1, 400)
turns = st.integers(0, 2**32)
granularities = st.sampled_from(list(Granularity))


def whole(value: int) -> Ints:
    return np.asarray([value], np.int64)


def calendar(start: date, length: int, granularity: Granularity) -> tuple[Spine, Ints, Ints]:
    """The spine of one row, its first and its last day."""
    first = (start - EPOCH).days
    period = Period(start, start + timedelta(days=length - 1))
    return spine_of(period, granularity), whole(first), whole(first + length - 1)


def shared(amount: int, length: int, turn: int = 0, granularity: Granularity = Granularity.DAY) -> list[int]:
    """The shares of a row that begins on a Wednesday."""
    pieces = cut(*calendar(date(2024, 1, 31), length, granularity))
    return [int(share) for share in share_out(whole(amount), whole(length), whole(turn % length), pieces)]


@pytest.mark.parametrize(
    ("amount", "length", "turn", "days"),
    [
        (10, 4, 0, [3, 3, 2, 2]),
        (10, 4, 3, [3, 2, 2, 3]),
        (2, 5, 4, [1, 0, 0, 0, 1]),
        (6, 3, 1, [2, 2, 2]),
        (0, 3, 2, [0, 0, 0]),
        (-5, 3, 0, [-1, -2, -2]),
        (7, 1, 0, [7]),
        (1_000_000, 3, 2, [333_333, 333_333, 333_334]),
    ],
)
def test_what_is_left_over_goes_to_days_in_turn(amount: int, length: int, turn: int, days: list[int]) -> None:
    assert shared(amount, length, turn) == days


def test_a_row_over_a_months_end_has_a_piece_for_each_month() -> None:
    # 2024-01-31 to 2024-03-01: one day of January, 29 of February, one of March
    assert shared(31 * 5, 31, 0, Granularity.MONTH) == [5, 29 * 5, 5]


@given(amounts, lengths, turns, granularities)
def test_the_shares_of_a_row_add_up_to_it(amount: int, length: int, turn: int, granularity: Granularity) -> None:
    assert sum(shared(amount, length, turn, granularity)) == amount


@given(amounts, lengths, turns)
def test_no_day_has_more_than_one_unit_more_than_another(amount: int, length: int, turn: int) -> None:
    days = shared(amount, length, turn)
    assert max(days) - min(days) <= 1


@given(amounts, lengths, turns, granularities, st.dates(date(1999, 1, 1), date(2031, 1, 1)))
def test_a_bucket_has_what_its_days_have(
    amount: int, length: int, turn: int, granularity: Granularity, start: date
) -> None:
    by_day, by_bucket = (
        share_out(whole(amount), whole(length), whole(turn % length), cut(*calendar(start, length, kind))).tolist()
        for kind in (Granularity.DAY, granularity)
    )
    spine, first, last = calendar(start, length, granularity)
    added = [0] * spine.size
    for place, share in zip(spine.places(np.arange(first[0], last[0] + 1)).tolist(), by_day, strict=True):
        added[place] += share
    assert by_bucket == added


@given(st.integers(0, 1000), st.integers(0, 1000), lengths, turns)
def test_of_two_amounts_of_a_row_the_larger_one_is_nowhere_the_smaller(
    one: int, other: int, length: int, turn: int
) -> None:
    """Unique opens stay below deliveries on each day."""
    low, high = sorted([one, other])
    assert all(a <= b for a, b in zip(shared(low, length, turn), shared(high, length, turn), strict=True))


def test_over_all_turns_each_day_gets_the_same() -> None:
    assert np.sum([shared(3, 7, turn) for turn in range(7)], axis=0).tolist() == [3] * 7


def test_rows_are_cut_each_by_its_own_days() -> None:
    period = Period(date(2024, 1, 1), date(2024, 1, 21))
    starts = np.asarray([(date(2024, 1, n) - EPOCH).days for n in (7, 10, 1)])
    stops = starts + np.asarray([1, 0, 20])
    pieces = cut(spine_of(period, Granularity.WEEK), starts, stops)
    assert pieces.rows.tolist() == [0, 0, 1, 2, 2, 2]
    assert pieces.buckets.tolist() == [0, 1, 1, 0, 1, 2]
    assert pieces.skipped.tolist() == [0, 1, 0, 0, 7, 14]
    assert pieces.days.tolist() == [1, 1, 1, 7, 7, 7]


@pytest.mark.parametrize("text", ["even", "LINEAR", "", "EVEN "])
def test_an_unknown_way_to_spread_is_refused_with_the_known_ones(text: str) -> None:
    with pytest.raises(InvalidInputError, match=r"Send one of: NONE, EVEN\.") as refusal:
        parse_spread(text, ("input", "spread"))
    assert repr(text) in str(refusal.value)
    assert refusal.value.field == ("input", "spread")


def test_the_known_ways_to_spread_are_taken() -> None:
    assert [parse_spread(way.value, ()) for way in Spread] == list(Spread)
