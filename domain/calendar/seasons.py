"""Meteorological seasons: three whole months each, northern unless a country says otherwise."""

from __future__ import annotations

from datetime import date

NORTHERN: tuple[str, ...] = (
    *("winter", "winter", "spring", "spring", "spring", "summer"),
    *("summer", "summer", "fall", "fall", "fall", "winter"),
)
"""Season of each month, January first."""
OPPOSITE = {"winter": "summer", "spring": "fall", "summer": "winter", "fall": "spring"}
SOUTHERN_COUNTRIES: frozenset[str] = frozenset(
    """
    AO AR AS AU BO BR BW CC CK CL CX FJ FK KM LS MG MU MW MZ NA NC NF NU NZ PE PF PG PN PY RE RW SB SC SH SZ TK TL TO TZ UY VU WF WS ZA ZM ZW BI
    """.split()
)
"""ISO 3166 countries whose people live south of the equator; those that live about it (EC, ID, KE, ...) are northern."""


def season(day: date, country: str | None = None) -> str:
    """Meteorological season of a day in a country (ISO 3166 alpha-2); northern when the country is unknown.

    >>> season(date(2024, 12, 1)), season(date(2024, 12, 1), "AU")
    ('winter', 'summer')
    """
    northern = NORTHERN[day.month - 1]
    return OPPOSITE[northern] if (country or "").upper() in SOUTHERN_COUNTRIES else northern
