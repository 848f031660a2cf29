"""Words that were not read and change what is meant; expectations made by hand."""

import pytest

from tests.unit.search.test_figures_asked import ask, compared, ordered


@pytest.mark.parametrize(
    ("query", "unread"),
    [
        ("didn't frobnicate more than 80 clicks", ("didn't",)),
        ("top 0 by ROAS", ("0",)),
        ("ROAS above nan", ("above",)),
        ("spent the most but converted the least", ("least",)),
        ("campaigns without conversions", ()),
        ("which campaigns did best last month", ()),
        ("how are the ads doing", ()),
    ],
)
def test_numbers_comparators_and_denials_that_are_left_lower_the_confidence(
    query: str, unread: tuple[str, ...]
) -> None:
    read = ask(query)
    assert read.unread == unread
    assert (read.confidence < 1) == bool(unread)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ROAS > -1", "roas > -1"),
        ("ROAS above -1", "roas > -1"),
        ("spend over -$10", "spend > -10"),
        ("spend 500 - 900", "spend between 500 900"),
        ("spend - 500", "spend >= 500"),
        ("CPC below 35p", "cpc < 0.35"),
        ("CPC between 20p and 40p", "cpc between 0.2 0.4"),
        ("revenue per recipient over 10c", "revenue_per_recipient > 0.1"),
        ("spend over " + "9" * 45, "spend > 1e+45"),
        ("spend over " + "9" * 400, "spend > 1.7976931e+308"),
    ],
)
def test_numbers_below_nothing_small_money_and_numbers_beyond_all(query: str, expected: str) -> None:
    assert compared(query) == expected
    assert ask(query).missing == ()


def test_more_than_there_can_be_are_all_and_a_long_number_alone_is_an_id() -> None:
    assert ordered("top 1000000 by spend") == "spend DESC top 1000"
    assert [one.kind for one in ask("12345678901234567890 spend").missing] == ["id"]
