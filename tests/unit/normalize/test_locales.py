"""Numbers as languages write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInputError
from domain.normalize.locales import decimal_mark, plain_number, told_mark
from domain.normalize.numbers import parse_number
from domain.use_cases.submission import Submission, read_submission
from domain.vocabulary import DataSource
from tests.builders import ORG, TODAY, codes, meta_row, normalized, only


@pytest.mark.parametrize(
    ("locale", "mark"),
    [
        ("de-DE", ","),
        ("de_AT", ","),
        ("de-CH", "."),
        ("en-US", "."),
        ("en", "."),
        ("fr-CA", ","),
        ("es-ES", ","),
        ("es-MX", "."),
        ("pt-BR", ","),
        ("ja-JP", "."),
        (" de-de ", ","),
        ("xx-YY", None),
        ("", None),
        ("german", None),
    ],
)
def test_the_decimal_mark_of_a_locale(locale: str, mark: str | None) -> None:
    assert decimal_mark(locale) == mark


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 6), st.sampled_from(".'  \u00a0\u202f"))
def test_a_number_written_with_a_decimal_comma_is_read_as_itself(number: Decimal, places: int, space: str) -> None:
    rounded = round(number, places)
    text = f"{rounded:,.{places}f}".replace(",", "t").replace(".", ",").replace("t", space)
    assert parse_number(plain_number(text, ",")) == (None, rounded)


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 6))
def test_a_number_written_with_a_decimal_point_is_read_as_itself(number: Decimal, places: int) -> None:
    rounded = round(number, places)
    assert parse_number(plain_number(f"{rounded:,.{places}f}", ".")) == (None, rounded)


@given(st.text(max_size=80), st.sampled_from(",."))
def test_any_text_gives_a_text(text: str, mark: str) -> None:
    assert isinstance(plain_number(text, mark), str)
    assert told_mark([text]) in {None, ",", "."}


@pytest.mark.parametrize(("locale", "spend"), [("de-DE", "1.234"), ("en-US", "1234"), (None, "1234")])
def test_a_locale_settles_what_is_ambiguous_for_every_source(locale: str | None, spend: str) -> None:
    batch = normalized([meta_row(spend="1,234")], number_locale=locale)
    assert only(batch)["spend"] == Decimal(spend)
    assert codes(batch) == ({} if locale else {"AMBIGUOUS_NUMBER": 1})


def test_a_value_that_is_no_number_is_quoted_as_it_came() -> None:
    batch = normalized([meta_row(impressions="12,5")], number_locale="de-DE")
    [issue] = batch.log.shown()
    assert (issue.code, issue.value) == ("NOT_AN_INTEGER", "12,5")


@pytest.mark.parametrize("source", ["meta_business", "microsoft_ads"])
def test_without_a_locale_a_count_of_three_decimals_is_thousands(source: str) -> None:
    row = meta_row(impressions="45.000", clicks="1.234")
    if source == "microsoft_ads":
        row = {"CampaignId": "1", "TimePeriod": "2024-01-01", "Impressions": "45.000", "Clicks": "1.234"}
    batch = normalized([row], source, currency="EUR")
    assert (only(batch)["impressions"], only(batch)["clicks"]) == (45_000, 1234)
    assert codes(batch) == {"AMBIGUOUS_NUMBER": 2}
    assert codes(normalized([row], source, currency="EUR", strict=True))["AMBIGUOUS_NUMBER"]


def test_a_locale_says_what_a_point_in_a_count_is() -> None:
    german = normalized([meta_row(impressions="45.000", clicks="1.234")], number_locale="de-DE")
    assert (only(german)["impressions"], only(german)["clicks"], codes(german)) == (45_000, 1234, {})
    american = normalized([meta_row(impressions="45.000", clicks="7")], number_locale="en-US")
    assert (only(american)["impressions"], codes(american)) == (45, {})
    assert codes(normalized([meta_row(clicks="1.234")], number_locale="en-US")) == {"NOT_AN_INTEGER": 1}
    assert codes(normalized([meta_row(clicks="1,234")], number_locale="de-DE")) == {"NOT_AN_INTEGER": 1}


def test_a_locale_that_nobody_knows_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="numberLocale 'german' is not a locale"):
        read_submission(ORG, Submission(DataSource("meta_business"), [meta_row()], number_locale="german"), TODAY)
