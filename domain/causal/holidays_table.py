"""The holidays table that Prophet and Robyn take: one line per holiday and day of the panel's years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.calendar.work_days import Place

HOLIDAY_COLUMNS = ("ds", "holiday", "country", "year")


def holidays_table(places: Sequence[Place], first_year: int, last_year: int) -> list[dict[str, Any]]:
    """`ds` (YYYY-MM-DD), `holiday`, `country`, `year`, by country and day; whole years, so that nothing is cut off."""
    lines = {
        (place.country, day.isoformat(), name, day.year)
        for place in set(places)
        for year in range(first_year, last_year + 1)
        for day, names in place.year(year).names.items()
        for name in names
    }
    return [{"ds": ds, "holiday": name, "country": country, "year": year} for country, ds, name, year in sorted(lines)]
