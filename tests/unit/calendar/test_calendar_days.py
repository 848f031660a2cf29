"""The calendar against published dates, hand arithmetic and other libraries."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.tseries.offsets import FY5253

from domain.calendar import CALENDAR_FIELDS, CalendarRow, calendar_basis, calendar_rows, knows_country
from domain.calendar.holiday_rules import country_codes, subdivision_codes
from domain.errors import InvalidInputError
from domain.use_cases.calendar import AskedDay, days_of_records, show_range, show_year

PLACES = [("US", None), ("GB", "SCT"), ("AU", "NSW"), ("AE", None), ("IL", None), ("JP", None), ("DE", "BY")]


def on(day: str, country: str = "US", subdivision: str | None = None, fiscal: int = 1, zone: str | None = None) -> Any:
    [row] = calendar_rows(calendar_basis(country, subdivision, fiscal, zone), [date.fromisoformat(day)])
    return row


def holidays(year: int, country: str, subdivision: str | None = None) -> list[str]:
    rows = show_year(calendar_basis(country, subdivision), year)
    return [row["date"].strftime("%m-%d") for row in rows if row["is_holiday"]]


def days_with(event: str, year: int, country: str) -> list[str]:
    rows = show_year(calendar_basis(country), year)
    return [row["date"].strftime("%m-%d") for row in rows if event in row["retail_events"]]


# --- holidays: the United States Office of Personnel Management, gov.uk, mygov.scot ---


def test_us_federal_holidays_of_2024_and_2021_with_observed_days() -> None:
    assert holidays(2024, "US") == "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25".split()
    # 2021: Juneteenth on a Saturday, Independence Day on a Sunday, Christmas and New Year 2022 on Saturdays.
    found = holidays(2021, "US")
    assert {"06-18", "06-19", "07-04", "07-05", "12-24", "12-25", "12-31"} <= set(found)
    assert on("2021-07-05")["is_observed_holiday"]
    assert not on("2021-07-04")["is_observed_holiday"]


def test_bank_holidays_of_scotland_in_2024() -> None:
    assert holidays(2024, "GB", "SCT") == "01-01 01-02 03-29 05-06 05-27 08-05 11-30 12-02 12-25 12-26".split()
    assert "04-01" in holidays(2024, "GB", "ENG")
    assert "08-26" in holidays(2024, "GB", "ENG")
    assert "04-01" not in holidays(2024, "GB")


def test_weekends_are_the_countrys_own() -> None:
    friday, saturday, sunday = (on(f"2024-06-0{day}", "SA") for day in (7, 8, 9))
    assert (friday["is_weekend"], saturday["is_weekend"], sunday["is_weekend"]) == (True, True, False)
    assert on("2024-06-09", "US")["is_weekend"]


def test_business_days_bridges_and_long_weekends() -> None:
    # January 2024 has 23 weekdays, two of them holidays.
    assert on("2024-01-31")["business_day_of_month"] == 21
    assert on("2024-01-01")["business_days_remaining"] == 21
    assert on("2024-07-05", "US")["is_bridge_day"]  # Friday after Thursday 4 July
    assert on("2024-05-10", "DE")["is_bridge_day"]  # Friday after Ascension Day
    assert [on(f"2024-05-{day}")["is_long_weekend"] for day in (24, 25, 26, 27, 28)] == [False, True, True, True, False]
    assert (on("2024-12-20")["days_to_next_holiday"], on("2024-12-31")["days_since_last_holiday"]) == (5, 6)
    assert on("2024-12-25")["days_to_next_holiday"] == 0


def test_paydays_move_to_the_business_day_before() -> None:
    # 15 June 2024 is a Saturday, 30 June a Sunday.
    paydays = [
        row["day"] for row in show_year(calendar_basis(), 2024) if row["is_payday_us_semimonthly"] and row["month"] == 6
    ]
    assert paydays == [14, 28]
    assert on("2024-06-28")["is_last_business_day_of_month"]


# --- retail ---


@pytest.mark.parametrize(
    ("year", "day"),
    [
        *((2020, 27), (2021, 26), (2022, 25), (2023, 24), (2024, 29), (2025, 28), (2026, 27), (2027, 26)),
        *((2028, 24), (2029, 23), (2030, 29)),
    ],
)
def test_black_friday_and_the_days_around_it(year: int, day: int) -> None:
    black = date(year, 11, day)
    rows = show_range(calendar_basis(), black - timedelta(2), black + timedelta(4))
    assert [row["days_to_black_friday"] for row in rows] == [2, 1, 0, -1, -2, -3, -4]
    assert [row["is_cyber_five"] for row in rows] == [False, True, True, True, True, True, False]
    assert [row["is_black_friday"] for row in rows].index(True) == 2
    assert [row["is_cyber_monday"] for row in rows].index(True) == 5


def test_mothers_and_fathers_day_by_country() -> None:
    found = {country: days_with("Mother's Day", 2024, country) for country in "US GB FR ES NO AR MX PL".split()}
    assert found == {
        "US": ["05-12"],
        "GB": ["03-10"],
        "FR": ["05-26"],
        "ES": ["05-05"],
        "NO": ["02-11"],
        "AR": ["10-20"],
        "MX": ["05-10"],
        "PL": ["05-26"],
    }
    assert days_with("Mother's Day", 2023, "FR") == ["06-04"]  # the last Sunday of May was Pentecost
    fathers = {country: days_with("Father's Day", 2024, country) for country in "US DE AU IT SE BR".split()}
    assert fathers == {
        "US": ["06-16"],
        "DE": ["05-09"],
        "AU": ["09-01"],
        "IT": ["03-19"],
        "SE": ["11-10"],
        "BR": ["08-11"],
    }


def test_announced_events_are_null_where_nobody_knows() -> None:
    assert days_with("Prime Day", 2024, "US") == ["07-16", "07-17"]
    assert (on("2024-07-16")["is_prime_day"], on("2024-07-18")["is_prime_day"]) == (True, False)
    later = on("2040-07-16")
    assert (later["is_prime_day"], later["is_super_bowl"]) == (None, None)
    assert later["retail_events_unknown"] == ["Prime Day", "Prime Big Deal Days", "Super Bowl"]
    assert on("2024-07-16", "BR")["is_prime_day"] is None


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2000, "04-23"),
        (2008, "03-23"),
        (2011, "04-24"),
        (2019, "04-21"),
        (2024, "03-31"),
        (2025, "04-20"),
        (2038, "04-25"),
    ],
)
def test_easter_of_published_tables(year: int, easter: str) -> None:
    assert on(f"{year}-{easter}")["days_to_easter"] == 0
    assert on(f"{year}-12-31")["days_to_christmas"] == -6


@pytest.mark.parametrize("year", [*range(2000, 2031), 1950, 2090])
def test_retail_years_begin_where_pandas_begins_them(year: int) -> None:
    ends = FY5253(weekday=5, startingMonth=1, variation="nearest")
    start = (ends.rollforward(pd.Timestamp(year, 1, 20)) + pd.Timedelta(days=1)).date()
    first, before = on(start.isoformat()), on((start - timedelta(1)).isoformat())
    assert (first["retail_year"], first["retail_month"], first["retail_week"]) == (year, 1, 1)
    assert (before["retail_year"], before["retail_month"]) == (year - 1, 12)


def test_retail_years_of_53_weeks() -> None:
    long = [year for year in range(2010, 2030) if on(f"{year}-06-01")["retail_weeks_in_year"] == 53]
    assert long == [2012, 2017, 2023, 2028]
    last = on("2024-02-03")
    assert (last["retail_year"], last["retail_week"], last["retail_month"], last["is_retail_week53"]) == (
        2023,
        53,
        12,
        True,
    )
    assert last["comparable_date_retail"] is None
    assert on("2024-02-04")["retail_week_start"] == date(2024, 2, 4)
    weeks = [0] * 13
    for row in show_range(calendar_basis(), date(2024, 2, 4), date(2025, 2, 1)):
        weeks[row["retail_month"]] += 1
    assert [days // 7 for days in weeks[1:]] == [4, 5, 4] * 4


def test_comparable_days() -> None:
    black = on("2024-11-29")
    assert black["same_day_last_year364"] == date(2023, 12, 1)
    assert black["comparable_date_holiday"] == date(2023, 11, 24)
    assert on("2024-03-31")["comparable_date_holiday"] == date(2023, 4, 9)
    assert on("2024-02-04")["comparable_date_retail"] == date(2023, 1, 29)


# --- weeks, fiscal years, seasons, clocks ---


def test_iso_and_us_weeks_around_new_year() -> None:
    labels = {day: on(day)["iso_week_label"] for day in ("2020-12-31", "2021-01-03", "2024-12-30", "2023-01-01")}
    assert labels == {
        "2020-12-31": "2020-W53",
        "2021-01-03": "2020-W53",
        "2024-12-30": "2025-W01",
        "2023-01-01": "2022-W52",
    }
    assert on("2020-06-01")["iso_weeks_in_year"] == 53
    # 1 January 2022 is a Saturday: week 1 is that day alone.
    assert [on(day)["us_week"] for day in ("2022-01-01", "2022-01-02", "2000-12-31")] == [1, 2, 54]
    assert on("2024-12-29")["us_week_start"] == date(2024, 12, 29)


@pytest.mark.parametrize("start", range(1, 13))
def test_fiscal_years_are_named_by_their_end_as_pandas_names_them(start: int) -> None:
    month_before = pd.Timestamp(2024, (start - 2) % 12 + 1, 1).strftime("%b").upper()
    for row in show_year(calendar_basis(fiscal_start=start), 2024):
        period = pd.Period(pd.Timestamp(row["date"]), freq=f"Q-{month_before}")
        assert (row["fiscal_year"], row["fiscal_quarter"]) == (period.qyear, period.quarter)
        assert row["fiscal_year_start"] <= row["date"] <= row["fiscal_year_end"]


@pytest.mark.parametrize("start", range(1, 13))
def test_fiscal_months_partition_the_fiscal_year(start: int) -> None:
    first = date(2023, start, 1)
    rows = show_range(calendar_basis(fiscal_start=start), first, date(2024, start, 1) - timedelta(1))
    months = [row["fiscal_month"] for row in rows]
    assert months == sorted(months)
    assert set(months) == set(range(1, 13))
    assert len({row["fiscal_year"] for row in rows}) == 1


def test_seasons_of_both_hemispheres() -> None:
    # Equinoxes and solstices of 2024, United States Naval Observatory: 20 March, 20 June, 22 September, 21 December.
    starts = {"03-19": "winter", "03-20": "spring", "06-19": "spring", "06-20": "summer", "09-21": "summer"}
    starts |= {"09-22": "fall", "12-20": "fall", "12-21": "winter"}
    assert {day: on(f"2024-{day}")["astronomical_season"] for day in starts} == starts
    south = on("2024-12-31", "AU")
    assert (south["season"], south["hemisphere"], south["season_year"], south["day_of_season"]) == (
        "summer",
        "southern",
        2025,
        31,
    )
    assert south["astronomical_season"] == "summer"
    assert (
        on("2024-03-18", zone="America/Los_Angeles")["astronomical_season"] == "winter"
    )  # 03:06 UTC is 19 March there
    assert on("2024-03-19", zone="America/Los_Angeles")["astronomical_season"] == "spring"


def test_hours_of_days_when_clocks_change() -> None:
    def changes(country: str, zone: str) -> dict[str, float]:
        rows = show_year(calendar_basis(country, timezone=zone), 2024)
        return {row["date"].strftime("%m-%d"): row["hours_in_day"] for row in rows if row["is_dst_change"]}

    assert changes("US", "America/New_York") == {"03-10": 23, "11-03": 25}
    assert changes("GB", "Europe/London") == {"03-31": 23, "10-27": 25}
    assert changes("AU", "Australia/Lord_Howe") == {"04-07": 24.5, "10-06": 23.5}
    assert changes("US", "UTC") == {}
    summer = on("2024-07-01", zone="America/New_York")
    assert (summer["utc_offset_start"], summer["is_dst"]) == (-4, True)


# --- laws ---


@settings(deadline=None, max_examples=25)
@given(year=st.integers(1970, 2060), place=st.sampled_from(PLACES), fiscal=st.integers(1, 12))
def test_every_day_of_a_year_comes_once_and_its_flags_agree(
    year: int, place: tuple[str, str | None], fiscal: int
) -> None:
    rows = show_year(calendar_basis(*place, fiscal), year)
    assert [row["date"] for row in rows] == [date(year, 1, 1) + timedelta(n) for n in range(len(rows))]
    assert len(rows) == (366 if rows[0]["is_leap_year"] else 365)
    assert sum(row["is_month_start"] for row in rows) == sum(row["is_month_end"] for row in rows) == 12
    assert sum(row["is_quarter_start"] for row in rows) == sum(row["is_quarter_end"] for row in rows) == 4
    assert (sum(row["is_black_friday"] for row in rows), sum(row["is_cyber_five"] for row in rows)) == (1, 5)
    for row in rows:
        assert row["is_business_day"] != (row["is_weekend"] or row["is_holiday"])
        assert row["is_holiday"] == bool(row["holiday_names"]) == ("public" in row["holiday_categories"])
        assert not (row["is_bridge_day"] and not row["is_business_day"])
        assert set(row) == {field.name for field in CALENDAR_FIELDS}
    months = [(one["is_business_day"], one["business_days_remaining"], two) for one, two in pairwise(rows)]
    assert all(
        two["business_days_remaining"] == left - two["is_business_day"]
        for _, left, two in months
        if not two["is_month_start"]
    )


def test_the_year_and_the_range_are_the_same_days() -> None:
    basis = calendar_basis("GB", "SCT", 4, "Europe/London")
    assert show_year(basis, 2024) == show_range(basis, date(2024, 1, 1), date(2024, 12, 31))


# --- arguments ---


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        (("XX",), "country", "Valid: AD, AE"),
        (("Germany",), "country", "'Germany'"),
        (("GB", "SCX"), "subdivision", "Did you mean SCT? Valid for GB: ENG, NIR, SCT, WLS."),
        (("US", "Californa"), "subdivision", "Did you mean CA"),
        (("US", None, 13), "fiscalYearStartMonth", "1 (January) to 12"),
        (("US", None, 1, "Europe/Lodnon"), "timezone", "Did you mean Europe/London"),
    ],
)
def test_arguments_that_are_not_known_are_refused_with_the_valid_ones(said: Any, field: str, words: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        calendar_basis(*said)
    assert refused.value.field == (field,)
    assert words in str(refused.value)


def test_codes_are_taken_in_any_spelling() -> None:
    assert calendar_basis("gb", "gb-sct") == calendar_basis("GBR", "Scotland") == calendar_basis("GB", "SCT")
    assert knows_country("us")
    assert not knows_country("ECB")


def test_years_and_ranges_beyond_the_bounds_are_refused() -> None:
    for year in (1899, 2100):
        with pytest.raises(InvalidInputError, match="1900 to 2099"):
            show_year(calendar_basis(), year)
    with pytest.raises(InvalidInputError, match="3660 are allowed"):
        show_range(calendar_basis(), date(2000, 1, 1), date(2020, 1, 1))
    with pytest.raises(InvalidInputError, match="is after end"):
        show_range(calendar_basis(), date(2000, 1, 2), date(2000, 1, 1))
    assert len(show_year(calendar_basis(), 1900)) == len(show_year(calendar_basis(), 2099)) == 365


def test_a_records_day_takes_its_own_country_unless_told_otherwise() -> None:
    day = date(2024, 8, 5)
    asked = [
        AskedDay(day),
        AskedDay(day, "au"),
        AskedDay(day, "ZZ"),
        AskedDay(day, "AU", country="GB", subdivision="SCT"),
    ]
    found: list[Any] = list(days_of_records(asked))
    assert [row["holiday_country"] for row in found] == ["US", "AU", "US", "GB"]
    assert [row["season"] for row in found] == ["summer", "winter", "summer", "summer"]
    assert [row["is_holiday"] for row in found] == [False, False, False, True]
    beyond: list[CalendarRow | InvalidInputError | None] = days_of_records([AskedDay(date(1850, 1, 1))])
    assert beyond == [None]


# --- found by reading the calendar line by line ---


def test_summer_time_is_that_of_the_clock_also_where_the_law_calls_winter_the_exception() -> None:
    # Irish law: standard time in summer, an hour less in winter.
    assert [on(f"2024-{day}", "IE", zone="Europe/Dublin")["is_dst"] for day in ("01-15", "07-15")] == [False, True]
    assert [on(f"2024-{day}", "AU", zone="Australia/Sydney")["is_dst"] for day in ("01-15", "07-15")] == [True, False]
    # Morocco: an hour less in Ramadan alone, which is no summer time.
    assert [on(f"2024-{day}", "MA", zone="Africa/Casablanca")["is_dst"] for day in ("03-20", "07-15")] == [False, False]
    # Turkey stayed at its summer clock in 2016, as its standard from then on.
    assert [on(f"2016-{day}", "TR", zone="Europe/Istanbul")["is_dst"] for day in ("07-15", "12-15")] == [True, False]


@pytest.mark.parametrize(
    ("country", "code"), [("FR", "Zone A"), ("BE", "Flemish"), ("IT", "Andria"), ("BR", "São Paulo Capital")]
)
def test_parts_whose_codes_are_words_are_taken_in_any_spelling(country: str, code: str) -> None:
    for said in (code, code.lower(), code.upper()):
        assert calendar_basis(country, said).subdivision == code


def test_every_part_that_is_said_to_be_valid_is_taken() -> None:
    for country in country_codes():
        for code in subdivision_codes(country):
            assert calendar_basis(country, code).subdivision == code


def test_the_nth_day_of_an_event_is_compared_with_the_nth_day_of_the_year_before() -> None:
    assert on("2024-07-17")["comparable_date_holiday"] == date(2023, 7, 12)  # second day of Prime Day
    assert on("2025-07-11")["comparable_date_holiday"] == date(2024, 7, 17)  # fourth day; there were two
    saturday, monday = on("2024-11-30"), on("2024-12-02")  # of the weekend after Thanksgiving
    assert saturday["comparable_date_holiday"] == date(2023, 11, 25)
    assert monday["comparable_date_holiday"] == date(2023, 11, 27)
    # Christmas of 2021 was a Saturday, kept on Friday; 2022's a Sunday, kept on Monday.
    assert on("2022-12-25")["comparable_date_holiday"] == date(2021, 12, 25)
    assert on("2022-12-26")["comparable_date_holiday"] == date(2021, 12, 24)
    assert on("2024-02-11", "CN")["comparable_date_holiday"] == date(2023, 1, 23)  # second day of the new year
