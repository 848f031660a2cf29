"""Ids keep every digit; days are the account's own."""

from datetime import date

import pytest

from domain.normalize.numbers import ABSENT
from domain.normalize.texts import look_rounded, parse_day, read_days, read_ids, read_texts

Heard = list[tuple[str, int]]


def ids(*values: object, noise: tuple[str, ...] = ()) -> tuple[list[str | None], Heard]:
    heard: Heard = []
    return read_ids(values, lambda code, place, _: heard.append((code, place)), noise=noise), heard


def days(*values: object) -> tuple[list[date | None], Heard]:
    heard: Heard = []
    return read_days(values, lambda code, place, _: heard.append((code, place))), heard


def test_an_id_of_eighteen_digits_keeps_them_all() -> None:
    assert ids(120210000000000123, "120210000000000123") == (["120210000000000123"] * 2, [])


def test_a_missing_id_beside_a_long_one_does_not_change_it() -> None:
    assert ids(120210000000000123, None, ABSENT, "") == (["120210000000000123", None, None, None], [])


def test_leading_zeros_of_an_id_stay() -> None:
    assert ids("007") == (["007"], [])


@pytest.mark.parametrize("value", [1.2021e17, float(2**53), "1.2021E+17", "1.2021e17", float("nan"), 12.5])
def test_an_id_that_lost_digits_is_refused(value: object) -> None:
    assert ids(value) == ([None], [("ID_PRECISION_LOST", 0)])


def test_a_whole_float_below_two_to_the_53_is_an_id_and_said() -> None:
    assert ids(6215293444271.0) == (["6215293444271"], [("ID_WAS_FLOAT", 0)])


@pytest.mark.parametrize("value", [True, [1], {"id": 1}])
def test_what_is_neither_text_nor_a_whole_number_is_no_id(value: object) -> None:
    assert ids(value) == ([None], [("BAD_ID", 0)])


def test_letters_around_an_e_are_an_id_and_no_exponent() -> None:
    assert ids("12E456", "R4mXcv", "3e7") == (["12E456", "R4mXcv", "3e7"], [])


def test_a_prefix_is_stripped_at_the_start_and_a_sign_everywhere() -> None:
    assert ids("act_1", "1_act_", noise=("act_",)) == (["1", "1_act_"], [])
    assert ids("123-456-7890", "customers/123", noise=("customers/", "-")) == (["1234567890", "123"], [])


@pytest.mark.parametrize("value", ["--", "-", "   "])
def test_a_dash_is_no_id(value: str) -> None:
    assert ids(value) == ([None], [])


def test_three_ids_as_javascript_rounds_them_look_rounded() -> None:
    # doubles near 1.2e17 are 16 apart: ...128, ...208 and ...288, which JavaScript writes as ...130, ...210, ...290
    rounded = [120210000000000130, 120210000000000210, 120210000000000290]
    assert look_rounded(rounded)
    assert not look_rounded(rounded[:2])
    assert not look_rounded([*rounded, 120210000000000123])


def test_small_ids_texts_and_repeats_never_look_rounded() -> None:
    assert not look_rounded([10, 20, 30])
    assert not look_rounded([120210000000000130] * 3)
    assert not look_rounded(["120210000000000130", "120210000000000210", "120210000000000290"])


def test_names_are_trimmed_and_blank_ones_missing() -> None:
    assert read_texts([" Brand ", "", "  ", None, ABSENT, 5, True]) == ["Brand", None, None, None, None, "5", "true"]


@pytest.mark.parametrize(
    "written",
    [
        "2021-03-01",
        "20210301",
        "2021-03-01T00:00:00-0800",
        "2021-03-01T23:30:00+14:00",
        "2021-03-01 23:59:59",
        " 2021-03-01 ",
        20210301,
    ],
)
def test_the_local_day_is_taken_as_written(written: object) -> None:
    assert parse_day(written) == (None, date(2021, 3, 1))


@pytest.mark.parametrize("written", ["01/02/2024", "1.2.2024", "13/01/24", "01-02-2024"])
def test_day_and_month_that_may_be_swapped_are_refused(written: str) -> None:
    assert parse_day(written) == ("AMBIGUOUS_DATE", None)


@pytest.mark.parametrize(
    "written", ["yesterday", "2024-02-30", "2024-13-01", "2024-1-1", "20240230", True, 12.5, [], "2024"]
)
def test_what_is_no_day_is_refused(written: object) -> None:
    assert parse_day(written) == ("BAD_DATE", None)


@pytest.mark.parametrize(
    "written", ["2024-03-01 - 2024-03-07", "2024-03-01 to 2024-03-07", "2024-03-01 00:00 - 2024-03-02 00:00"]
)
def test_a_period_is_no_day(written: str) -> None:
    assert parse_day(written) == ("BAD_DATE", None)


@pytest.mark.parametrize("written", ["Mar 01, 2024", "March 1, 2024", "1 March 2024", "01-Mar-2024", " mar. 1, 2024"])
def test_a_month_in_words_leaves_no_doubt(written: str) -> None:
    assert parse_day(written) == (None, date(2024, 3, 1))


@pytest.mark.parametrize("written", ["Foo 1, 2024", "March 32, 2024", "Mar 1, 2024 - Mar 7, 2024", "March 2024"])
def test_words_that_name_no_day_are_refused(written: str) -> None:
    assert parse_day(written) == ("BAD_DATE", None)


def test_a_leap_day_is_a_day() -> None:
    assert parse_day("2024-02-29") == (None, date(2024, 2, 29))
    assert parse_day("2023-02-29") == ("BAD_DATE", None)


def test_every_row_with_a_bad_day_is_reported_though_days_are_read_once() -> None:
    assert days("2024-01-01", "nonsense", "nonsense") == (
        [date(2024, 1, 1), None, None],
        [("BAD_DATE", 1), ("BAD_DATE", 2)],
    )


@pytest.mark.parametrize("value", [None, ABSENT, ""])
def test_a_row_without_a_day_is_not_a_row_with_a_bad_one(value: object) -> None:
    assert days(value) == ([None], [])


def test_values_that_compare_equal_are_not_confused() -> None:
    assert days(20240101, "20240101", 20240101.0) == ([date(2024, 1, 1), date(2024, 1, 1), None], [("BAD_DATE", 2)])
