"""The grammar of dates, by hand from a calendar; as of Wednesday 19 March 2025, in the United States."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.search.date_reading import days, read


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # explicit days
        ("2024-03-05", "2024-03-05 2024-03-05"),
        ("on 5 March 2024", "2024-03-05 2024-03-05"),
        ("March 5, 2024", "2024-03-05 2024-03-05"),
        ("March 5th", "2025-03-05 2025-03-05"),
        ("the 5th of March", "2025-03-05 2025-03-05"),
        ("5.3.2024", "2024-03-05 2024-03-05"),
        ("03/05/2024", "2024-03-05 2024-03-05"),
        ("20240305", "2024-03-05 2024-03-05"),
        ("20 March", "2024-03-20 2024-03-20"),
        ("2024-03", "2024-03-01 2024-03-31"),
        # ranges
        ("from 3 to 9 March", "2025-03-03 2025-03-09"),
        ("3-9 March 2024", "2024-03-03 2024-03-09"),
        ("between 10 and 20 March", "2025-03-10 2025-03-20"),
        ("Jan 1-15", "2025-01-01 2025-01-15"),
        ("between Jan and Mar 2024", "2024-01-01 2024-03-31"),
        ("from November to February", "2024-11-01 2025-02-28"),
        ("2024-01-05 to 2024-02-10", "2024-01-05 2024-02-10"),
        ("Dec 2024 through Jan 2025", "2024-12-01 2025-01-31"),
        ("Q1 to Q3 2024", "2024-01-01 2024-09-30"),
        ("2023-2024", "2023-01-01 2024-12-31"),
        # months, quarters, halves, years, weeks
        ("in January", "2025-01-01 2025-01-31"),
        ("in April", "2024-04-01 2024-04-30"),
        ("Feb 2024", "2024-02-01 2024-02-29"),
        ("Q4 2024", "2024-10-01 2024-12-31"),
        ("2024 Q4", "2024-10-01 2024-12-31"),
        ("Q4'24", "2024-10-01 2024-12-31"),
        ("Q4", "2024-10-01 2024-12-31"),
        ("fourth quarter of 2023", "2023-10-01 2023-12-31"),
        ("Q4 last year", "2024-10-01 2024-12-31"),
        ("H1 2024", "2024-01-01 2024-06-30"),
        ("second half of 2024", "2024-07-01 2024-12-31"),
        ("second half of January", "2025-01-16 2025-01-31"),
        ("in 2023", "2023-01-01 2023-12-31"),
        ("week 12", "2025-03-17 2025-03-23"),
        ("W1 2025", "2024-12-30 2025-01-05"),
        ("week of March 4", "2025-03-03 2025-03-09"),
        ("first week of March", "2025-03-01 2025-03-07"),
        ("last 10 days of January", "2025-01-22 2025-01-31"),
        ("early March", "2025-03-01 2025-03-10"),
        ("mid-February", "2025-02-11 2025-02-20"),
        ("end of January", "2025-01-21 2025-01-31"),
        # from today
        ("today", "2025-03-19 2025-03-19"),
        ("yesterday", "2025-03-18 2025-03-18"),
        ("last 30 days", "2025-02-18 2025-03-19"),
        ("past two weeks", "2025-03-06 2025-03-19"),
        ("over the last 7 days", "2025-03-13 2025-03-19"),
        ("L30D", "2025-02-18 2025-03-19"),
        ("last week", "2025-03-10 2025-03-16"),
        ("this week", "2025-03-17 2025-03-19"),
        ("last month", "2025-02-01 2025-02-28"),
        ("last 3 months", "2024-12-20 2025-03-19"),
        ("last quarter", "2024-10-01 2024-12-31"),
        ("last year", "2024-01-01 2024-12-31"),
        ("last weekend", "2025-03-15 2025-03-16"),
        ("month to date", "2025-03-01 2025-03-19"),
        ("ytd", "2025-01-01 2025-03-19"),
        ("three days ago", "2025-03-16 2025-03-16"),
        ("two months ago", "2025-01-01 2025-01-31"),
        # open ends
        ("since mid October", "2024-10-15 2025-03-19"),
        ("from October onwards", "2024-10-01 2025-03-19"),
        ("after Feb 10", "2025-02-11 2025-03-19"),
        ("until February", "2000-01-01 2025-02-28"),
        ("before 5 May 2024", "2000-01-01 2024-05-04"),
        ("since January until February", "2025-01-01 2025-02-28"),
        # seasons and events
        ("summer 2024", "2024-06-01 2024-08-31"),
        ("last winter", "2024-12-01 2025-02-28"),
        ("on Black Friday", "2024-11-29 2024-11-29"),
        ("around Black Friday", "2024-11-22 2024-12-06"),
        ("during BFCM", "2024-11-29 2024-12-02"),
        ("during Cyber week", "2024-11-25 2024-12-02"),
        ("the week before Christmas", "2024-12-18 2024-12-24"),
        ("the fortnight before Halloween", "2024-10-17 2024-10-30"),
        ("the days before Halloween", "2024-10-24 2024-10-30"),
        ("the Sunday before Christmas", "2024-12-22 2024-12-22"),
        ("spend in November, December and January", "2024-11-01 2025-01-31"),
        ("February's revenue", "2025-02-01 2025-02-28"),
        ("week commencing 3 February", "2025-02-03 2025-02-09"),
        ("June '24", "2024-06-01 2024-06-30"),
        ("running Feb 3-5", "2025-02-03 2025-02-05"),
        ("two weeks after Valentine's Day", "2025-02-15 2025-02-28"),
        ("leading up to Christmas", "2024-12-11 2024-12-24"),
        ("on Mother's Day", "2024-05-12 2024-05-12"),
        ("Prime Day 2024", "2024-07-16 2024-07-17"),
        ("last year's Black Friday", "2024-11-29 2024-11-29"),
        ("over Thanksgiving week", "2024-11-25 2024-12-01"),
        ("during back to school", "2024-07-15 2024-09-05"),
        # no dates
        ("Black Friday campaigns", "none"),
        ("summer sale", "none"),
        ("I may want more", "none"),
        ("2000 euros", "none"),
        ("ad sets", "none"),
        ("version 3", "none"),
    ],
)
def test_dates_in_english(said: str, expected: str) -> None:
    assert days(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("el mes pasado", "2025-02-01 2025-02-28"),
        ("la semana pasada", "2025-03-10 2025-03-16"),
        ("en los últimos 30 días", "2025-02-18 2025-03-19"),
        ("3 de marzo de 2024", "2024-03-03 2024-03-03"),
        ("del 3 al 9 de marzo", "2025-03-03 2025-03-09"),
        ("desde mediados de octubre", "2024-10-15 2025-03-19"),
        ("hace dos meses", "2025-01-01 2025-01-31"),
        ("letzten Monat", "2025-02-01 2025-02-28"),
        ("in den letzten 30 Tagen", "2025-02-18 2025-03-19"),
        ("im März 2024", "2024-03-01 2024-03-31"),
        ("vom 3. bis 9. März 2024", "2024-03-03 2024-03-09"),
        ("seit Mitte Oktober", "2024-10-15 2025-03-19"),
        ("KW 12", "2025-03-17 2025-03-23"),
        ("rund um Black Friday", "2024-11-22 2024-12-06"),
        ("die Woche vor Weihnachten", "2024-12-18 2024-12-24"),
        ("le mois dernier", "2025-02-01 2025-02-28"),
        ("les 30 derniers jours", "2025-02-18 2025-03-19"),
        ("au premier trimestre 2024", "2024-01-01 2024-03-31"),
        ("du 3 au 9 mars", "2025-03-03 2025-03-09"),
        ("hier", "2025-03-18 2025-03-18"),
        ("mês passado", "2025-02-01 2025-02-28"),
        ("nos últimos 7 dias", "2025-03-13 2025-03-19"),
        ("em fevereiro", "2025-02-01 2025-02-28"),
    ],
)
def test_dates_in_other_languages(said: str, expected: str) -> None:
    assert days(said, "DE") == expected


def test_slashes_are_month_first_in_the_united_states_alone() -> None:
    assert days("03/05/2024", "US") == "2024-03-05 2024-03-05"
    assert days("03/05/2024", "GB") == "2024-05-03 2024-05-03"
    assert days("15/01/2024", "US") == "2024-01-15 2024-01-15"


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.dates(date(2015, 1, 1), date(2030, 12, 31)))
def test_a_written_date_is_that_day_in_every_form(day: date, as_of: date) -> None:
    month = day.strftime("%B")
    forms = [
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%Y%m%d}",
    ]
    for form in forms:
        found = read(form, as_of)
        assert found is not None, form
        assert found.period is not None, form
        assert (found.period.start, found.period.end) == (day, day), form


@given(
    st.sampled_from("January March Q4 H1 Christmas Easter summer".split()), st.dates(date(2016, 1, 1), date(2029, 1, 1))
)
def test_without_a_year_the_latest_is_meant_that_has_begun(name: str, as_of: date) -> None:
    found = read(f"in {name}", as_of)
    assert found is not None
    assert found.period is not None
    assert found.period.start <= as_of
    assert (as_of - found.period.start).days <= 396  # Easter comes up to five weeks later than the year before
