"""Numbers as people and platforms write them. Expected values are typed in by hand or come from `decimal`."""

from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.normalize.columns import Column
from domain.normalize.numbers import (
    ABSENT,
    COUNTS,
    DECIMALS,
    MICRO_AMOUNTS,
    Numbers,
    Scale,
    _read_one,
    parse_number,
    read_column,
    read_numbers,
)

Heard = list[tuple[str, int]]


def read(*values: object, scale: Scale = DECIMALS) -> tuple[list[int | None], Heard]:
    """The column as whole numbers (None where missing), and the codes that were reported with their places."""
    heard: Heard = []
    numbers = read_numbers(values, scale, lambda code, place, _: heard.append((code, place)))
    pairs = zip(numbers.values.tolist(), numbers.known.tolist(), strict=True)
    return [value if known else None for value, known in pairs], heard


def read_carefully(value: object, scale: Scale) -> tuple[list[int | None], Heard]:
    """What the slow way through `Decimal` makes of a single value."""
    heard: Heard = []
    return [_read_one(value, scale, lambda code, place, _: heard.append((code, place)), 0)], heard


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1250.50", "1250.50"),
        ("$1,234.56", "1234.56"),
        ("US$ 1,234.56", "1234.56"),
        ("€12.30", "12.30"),
        ("12.30 EUR", "12.30"),
        ("USD 12.30", "12.30"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("12,34,567.89", "1234567.89"),
        ("1 234.56", "1234.56"),
        ("1\u00a0234.56", "1234.56"),
        ("1\u202f234.56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("-$5.25", "-5.25"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e3", "1000"),
        ("  12  ", "12"),
        (12, "12"),
        (0.1, "0.1"),
        (10**15, "1000000000000000"),
    ],
)
def test_a_number_is_read_however_it_is_written(written: object, number: str) -> None:
    assert parse_number(written) == (None, Decimal(number))


@pytest.mark.parametrize(
    ("written", "code", "number"),
    [
        ("1.234,56", "DECIMAL_COMMA", "1234.56"),
        ("12,5", "DECIMAL_COMMA", "12.5"),
        ("0,123", "DECIMAL_COMMA", "0.123"),
        ("1.234.567,8", "DECIMAL_COMMA", "1234567.8"),
        ("1,234", "AMBIGUOUS_NUMBER", "1234"),
        ("-1,234", "AMBIGUOUS_NUMBER", "-1234"),
    ],
)
def test_a_comma_is_read_and_said(written: str, code: str, number: str) -> None:
    assert parse_number(written) == (code, Decimal(number))


def test_in_a_column_of_whole_numbers_a_comma_can_only_be_thousands() -> None:
    assert parse_number("12,345", whole=True) == (None, Decimal(12345))


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("45.000", 45_000),
        ("1.234", 1234),
        (" 999.999 ", 999_999),
        ("-1.234", -1234),
        ("\v1.000", 1000),
        ("٤٥.٠٠٠", 45_000),
    ],
)
def test_three_decimals_of_a_count_in_text_are_thousands_and_said(written: str, count: int) -> None:
    assert read(written, "7", scale=COUNTS) == ([count, 7], [("AMBIGUOUS_NUMBER", 0)])
    column = Column.of("clicks", [written, "7", "10.0"])
    heard: Heard = []
    numbers = read_column(column, COUNTS, lambda code, place, _: heard.append((code, place)))
    assert (numbers.values.tolist(), heard) == ([count, 7, 10], [("AMBIGUOUS_NUMBER", 0)])


def test_several_groups_of_thousands_in_a_count_leave_no_doubt() -> None:
    assert read("1.234.567", "12.345.678", scale=COUNTS) == ([1_234_567, 12_345_678], [])


@pytest.mark.parametrize("written", ["0.000", "10.00", "45.0000", "1234.000", 45.0, "45."])
def test_other_whole_counts_with_a_point_are_what_they_say(written: object) -> None:
    assert read(written, scale=COUNTS) == ([int(float(str(written)))], [])


def test_a_count_below_one_is_no_group_of_thousands() -> None:
    assert read("0.123", "01.234", scale=COUNTS) == ([None, None], [("NOT_AN_INTEGER", 0), ("NOT_AN_INTEGER", 1)])


def test_decimals_and_micros_keep_their_point() -> None:
    assert read("45.000", scale=DECIMALS) == ([45_000_000], [])
    assert read("45.000", scale=MICRO_AMOUNTS) == ([45], [])


@pytest.mark.parametrize("written", ["", "  ", "--", "-", "N/A", "n/a", "null", "—", None])
def test_an_empty_metric_is_unknown_and_not_zero(written: object) -> None:
    assert read(written) == ([None], [("EMPTY_METRIC", 0)])


@pytest.mark.parametrize(
    "written", ["abc", "12abc", "1_000", "1,2,3", "1..2", "12.3%", "0x10", True, False, [], {}, ["5"]]
)
def test_what_is_no_number_is_refused(written: object) -> None:
    assert read(written) == ([None], [("NOT_A_NUMBER", 0)])


@pytest.mark.parametrize("written", [float("nan"), float("inf"), -float("inf"), "NaN", "Infinity", "-inf"])
def test_what_is_not_finite_is_refused(written: object) -> None:
    assert read(written) == ([None], [("NOT_FINITE", 0)])


def test_an_absent_value_is_missing_without_a_word() -> None:
    assert read(ABSENT, "5") == ([None, 5_000_000], [])


def test_money_is_counted_in_whole_micros() -> None:
    assert read("0.1", "0.2", 0.3, "12.345678") == ([100_000, 200_000, 300_000, 12_345_678], [])


def test_a_seventh_decimal_is_rounded_half_to_even() -> None:
    assert read("0.0000005", "0.0000015", "0.00000051", "-0.0000025")[0] == [0, 2, 1, -2]


def test_large_money_keeps_every_cent() -> None:
    assert read("123456789012.34", "999999999999.999999")[0] == [123_456_789_012_340_000, 999_999_999_999_999_999]


@pytest.mark.parametrize("written", ["1000000000000", "-1000000000000", 10**20, "1e30", "1e400"])
def test_money_that_the_store_cannot_hold_is_out_of_range(written: object) -> None:
    assert read(written) == ([None], [("OUT_OF_RANGE", 0)])


@pytest.mark.parametrize("written", ["1e305", 1e305, "-1e308"])
def test_money_near_the_end_of_floats_is_out_of_range_without_a_numpy_warning(written: object) -> None:
    assert read(written) == ([None], [("OUT_OF_RANGE", 0)])


def test_counts_are_whole_up_to_the_last_number_that_json_keeps() -> None:
    assert read("9007199254740991", scale=COUNTS) == ([9_007_199_254_740_991], [])
    assert read("9007199254740992", scale=COUNTS) == ([None], [("OUT_OF_RANGE", 0)])


@pytest.mark.parametrize("written", ["10.0", 10.0, "10", 10, "1e1"])
def test_a_whole_count_is_accepted_in_any_notation(written: object) -> None:
    assert read(written, scale=COUNTS) == ([10], [])


@pytest.mark.parametrize("written", ["10.5", 10.5, "0.1"])
def test_a_fraction_of_a_count_is_refused(written: object) -> None:
    assert read(written, scale=COUNTS) == ([None], [("NOT_AN_INTEGER", 0)])


def test_micros_are_taken_as_they_are_and_have_no_fraction() -> None:
    assert read("2500000000", 1_500_000, scale=MICRO_AMOUNTS) == ([2_500_000_000, 1_500_000], [])
    assert read(1.5, "1.5", scale=MICRO_AMOUNTS) == (
        [None, None],
        [("MICROS_NOT_INTEGER", 0), ("MICROS_NOT_INTEGER", 1)],
    )


def test_one_odd_value_leaves_the_rest_of_the_column_as_it_was() -> None:
    assert read("1.10", "abc", "2.20", None, "3.30") == (
        [1_100_000, None, 2_200_000, None, 3_300_000],
        [("NOT_A_NUMBER", 1), ("EMPTY_METRIC", 3)],
    )


def test_an_empty_column_is_empty() -> None:
    assert read() == ([], [])


def test_a_column_is_filled_only_where_it_is_missing() -> None:
    first = read_numbers(["1", ABSENT, ABSENT], COUNTS, lambda *_: None)
    second = read_numbers(["7", "8", ABSENT], COUNTS, lambda *_: None)
    filled = first.filled(second)
    assert (filled.values.tolist(), filled.known.tolist()) == ([1, 8, 0], [True, True, False])


def test_a_missing_column_knows_nothing() -> None:
    assert Numbers.missing(2).known.tolist() == [False, False]


decimal_texts = st.decimals(-(10**11), 10**11, allow_nan=False, allow_infinity=False, places=6).map(str)
fine_texts = st.decimals(-(10**6), 10**6, allow_nan=False, allow_infinity=False, places=9).map(str)


@given(st.lists(decimal_texts | fine_texts))
def test_a_column_equals_what_decimal_makes_of_it(texts: list[str]) -> None:
    expected = [int((Decimal(text) * 1_000_000).to_integral_value(ROUND_HALF_EVEN)) for text in texts]
    assert read(*texts) == (expected, [])


@given(st.floats(-(10.0**11), 10.0**11).map(lambda number: round(number, 6)))
def test_a_float_counts_as_the_decimal_that_it_shows(number: float) -> None:
    expected = int((Decimal(repr(number)) * 1_000_000).to_integral_value(ROUND_HALF_EVEN))
    assert read(number) == ([expected], [])


@given(st.integers(-(2**60), 2**60) | decimal_texts | fine_texts | st.floats())
def test_the_fast_way_gives_what_the_careful_way_gives(value: object) -> None:
    for scale in (DECIMALS, COUNTS, MICRO_AMOUNTS):
        assert read(value, scale=scale) == read_carefully(value, scale)


@given(st.lists(st.text() | st.integers() | st.floats() | st.booleans() | st.none() | st.just(ABSENT)))
def test_any_column_is_read_and_every_missing_value_explained(values: list[object]) -> None:
    numbers, heard = read(*values)
    unexplained = {place for place, number in enumerate(numbers) if number is None} - {place for _, place in heard}
    assert unexplained == {place for place, value in enumerate(values) if value is ABSENT}
