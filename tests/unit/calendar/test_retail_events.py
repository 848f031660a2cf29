"""Retail events against `holidays`, whose days are computed apart from ours, and announced dates against news of them."""

import re
from datetime import date, timedelta

import holidays
import pytest

from domain.calendar.dated_events import DATED_EVENTS
from domain.calendar.event_rules import RETAIL_EVENTS
from domain.calendar.holiday_rules import holidays_of
from domain.calendar.lunar import CHINA, KOREA, VIETNAM, lunar_new_year
from domain.calendar.retail_events import events_of

YEARS = range(2019, 2027)
KINDS = ("Mother's Day", "Father's Day", "Valentine's Day", "Halloween", "Thanksgiving", "Saint Patrick's Day")
COUNTRIES = sorted({country for event in RETAIL_EVENTS for country in event.countries})
_OTHER_DAYS = re.compile(r"observed|in lieu|Labor Thanksgiving|Homeland Thanksgiving", re.IGNORECASE)


def days_of(country: str, kind: str) -> set[date]:
    name = kind.replace("Saint", "St")
    return {day for year in YEARS for day, names in events_of(country, year).days.items() if name in names}


def listed(country: str, kind: str) -> set[date]:
    years = [holidays_of(country, None, year) for year in YEARS]
    return {
        day
        for year in years
        for names_by_day in (year.names, year.others)
        for day, names in names_by_day.items()
        if any(kind in name and not _OTHER_DAYS.search(name) for name in names)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_events_are_on_the_days_that_holidays_lists_wherever_both_know_them(kind: str) -> None:
    both = {country: (days_of(country, kind), listed(country, kind)) for country in COUNTRIES}
    compared = {country: pair for country, pair in both.items() if all(pair)}
    assert "US" in compared
    assert {country for country, (ours, theirs) in compared.items() if not theirs <= ours} == set()


@pytest.mark.parametrize(
    ("country", "hours", "first"),
    [("CN", CHINA, 1950), ("KR", KOREA, 1989), ("VN", VIETNAM, 1950), ("TW", CHINA, 2000)],
)
def test_the_lunar_year_begins_on_the_holiday_of_the_country(country: str, hours: int, first: int) -> None:
    for year in range(first, 2100):
        known = holidays.country_holidays(country, years=year, language="en_US", observed=False)
        assert re.search(r"New Year|Spring Festival", known.get(lunar_new_year(year, hours), "")), year


def test_korea_and_vietnam_keep_other_days_where_the_new_moon_is_near_midnight() -> None:
    # Korea Astronomy and Space Science Institute: 7 February 2027; Vietnam's calendar: 2 February 2030.
    assert lunar_new_year(2027, CHINA) == date(2027, 2, 6)
    assert lunar_new_year(2027, KOREA) == date(2027, 2, 7)
    assert (lunar_new_year(2030, VIETNAM), lunar_new_year(2030, CHINA)) == (date(2030, 2, 2), date(2030, 2, 3))
    assert "Lunar New Year" in events_of("KR", 2028).days[date(2028, 1, 27)]
    assert lunar_new_year(2034, CHINA) == date(2034, 2, 19)  # after the leap eleventh month of 2033


@pytest.mark.parametrize("country", ["GR", "CY", "RO", "BG", "RS"])
def test_orthodox_countries_keep_their_easter(country: str) -> None:
    for year in YEARS:
        known = holidays.country_holidays(country, years=year, language="en_US")
        [day] = [day for day, names in events_of(country, year).days.items() if "Easter Sunday" in names]
        assert any("Easter Monday" in name or name == "Easter" for name in known.get_list(day + timedelta(1)))


def test_announced_events_fall_on_the_weekdays_that_they_are_known_for() -> None:
    by_name = {event.name: event for event in DATED_EVENTS}
    bowl = by_name["Super Bowl"]
    games = [day for year in range(bowl.first_year, bowl.last_year + 1) for day in bowl.days(year) or ()]
    assert len(games) == bowl.last_year - bowl.first_year + 1
    assert {day.isoweekday() for day in games} == {7}
    assert all((2, 1) <= (day.month, day.day) <= (2, 14) for day in games)
    fall = by_name["Prime Big Deal Days"]
    assert {min(fall.days(year) or ()).isoweekday() for year in range(2022, 2027)} == {2}


def test_prime_day_of_2026_was_in_june() -> None:
    prime = next(event for event in DATED_EVENTS if event.name == "Prime Day")
    assert sorted(prime.days(2026) or ()) == [date(2026, 6, day) for day in (23, 24, 25, 26)]
    assert prime.days(2027) is None
