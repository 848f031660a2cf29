from __future__ import annotations

from datetime import date

import pytest

from domain.calendar.seasons import SOUTHERN_COUNTRIES, season


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 2, 29), "winter"),
        (date(2024, 3, 1), "spring"),
        (date(2024, 5, 31), "spring"),
        (date(2024, 6, 1), "summer"),
        (date(2024, 8, 31), "summer"),
        (date(2024, 9, 1), "fall"),
        (date(2024, 11, 30), "fall"),
        (date(2024, 12, 1), "winter"),
    ],
)
def test_seasons_are_whole_months_and_northern_by_default(day: date, expected: str) -> None:
    assert season(day) == expected
    assert season(day, "US") == expected


def test_a_southern_country_has_the_opposite_season_in_any_spelling() -> None:
    assert season(date(2024, 1, 15), "AU") == "summer"
    assert season(date(2024, 7, 15), "br") == "winter"
    assert season(date(2024, 4, 15), "ZA") == "fall"


def test_countries_on_the_equator_and_north_of_it_stay_northern() -> None:
    assert not {"KE", "EC", "SG", "ID", "CO", "MX", "IN"} & SOUTHERN_COUNTRIES
