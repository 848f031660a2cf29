"""Days of feasts, against the public holidays that another library knows."""

from datetime import timedelta

import holidays
import pytest

from domain.search.dates.events import event_days
from domain.search.dates.feasts import FEAST_NAMES, feast_days

YEARS = range(2021, 2028)


def days_in(country: str, name: str, year: int, **options: object) -> list[str]:
    """Days of a holiday whose English name begins so, observed ones left out."""
    known = holidays.country_holidays(country, years=year, observed=False, **{"language": "en_US", **options})  # type: ignore[arg-type]
    return [day.isoformat() for day, said in sorted(known.items()) for one in said.split("; ") if one.startswith(name)]


@pytest.mark.parametrize(
    ("feast", "country", "name"),
    [
        ("Martin Luther King Day", "US", "Martin Luther King"),
        ("Juneteenth", "US", "Juneteenth"),
        ("Columbus Day", "US", "Columbus Day"),
        ("Veterans Day", "US", "Veterans Day"),
        ("Canada Day", "CA", "Canada Day"),
        ("Good Friday", "DE", "Good Friday"),
        ("Easter Monday", "DE", "Easter Monday"),
        ("May Day", "DE", "Labor Day"),
        ("Ascension", "DE", "Ascension Day"),
        ("German Unity Day", "DE", "German Unity Day"),
        ("Bastille Day", "FR", "National Day"),
        ("Assumption", "FR", "Assumption"),
        ("All Saints", "FR", "All Saints"),
        ("Hispanic Day", "ES", "National Day"),
        ("Portuguese Republic Day", "PT", "Republic Day"),
        ("Brazilian Independence Day", "BR", "Independence Day"),
        ("Diwali", "IN", "Diwali"),
    ],
)
def test_a_feast_falls_on_the_public_holiday(feast: str, country: str, name: str) -> None:
    for year in YEARS:
        found = feast_days(feast, year)
        told = days_in(country, name, year)
        assert found is not None
        assert found.start.isoformat() in told, year


@pytest.mark.parametrize(
    ("feast", "expected"),
    [
        ("Canadian Thanksgiving", "2024-10-14 2024-10-14"),
        ("Whit Monday", "2024-05-20 2024-05-20"),
        ("August Bank Holiday", "2024-08-26 2024-08-26"),
        ("Spring Bank Holiday", "2024-05-27 2024-05-27"),
        ("Victoria Day", "2024-05-20 2024-05-20"),
        ("Grandparents' Day", "2024-09-08 2024-09-08"),
        ("Oktoberfest", "2024-09-21 2024-10-06"),
        ("Election Day", "2024-11-05 2024-11-05"),
        ("Buen Fin", "2024-11-15 2024-11-18"),
        ("Cyber Five", "2024-11-28 2024-12-02"),
        ("Giving Tuesday", "2024-12-03 2024-12-03"),
        ("First Advent", "2024-12-01 2024-12-01"),
        ("Fourth Advent", "2024-12-22 2024-12-22"),
        ("Shrove Monday", "2024-02-12 2024-02-12"),
        ("Hanukkah", "2024-12-25 2025-01-02"),
        ("Ramadan", "2025-03-01 2025-03-29"),
        ("Eid al-Fitr", "2024-04-10 2024-04-10"),
    ],
)
def test_feasts_by_rule(feast: str, expected: str) -> None:
    days = feast_days(feast, int(expected[:4]))
    assert days is not None
    assert f"{days.start} {days.end}" == expected


def test_every_feast_has_days_and_what_nobody_knows_is_none() -> None:
    for name in FEAST_NAMES:
        days = event_days(name, "US", 2025)
        assert days is not None, name
        assert days.end - days.start < timedelta(31), name
    assert feast_days("Diwali", 2019) is None
    assert feast_days("Black Friday", 2024) is None
