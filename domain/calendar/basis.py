"""What a calendar is made for: country, subdivision, first month of the fiscal year, time zone; checked once, here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from domain.calendar.holiday_rules import (
    country_code,
    country_codes,
    subdivision_codes,
    subdivision_names,
)
from domain.errors import InvalidInputError
from domain.zones import is_time_zone

FIRST_YEAR, LAST_YEAR = 1900, 2099
DEFAULT_COUNTRY = "US"
DEFAULT_ZONE = "UTC"
_MONTHS = 12
_LONGEST_SHOWN = 64


@dataclass(frozen=True, slots=True)
class CalendarBasis:
    """Valid by construction through `calendar_basis`."""

    country: str = DEFAULT_COUNTRY
    """ISO 3166-1 alpha-2."""
    subdivision: str | None = None
    """Second part of ISO 3166-2, e.g. SCT; None: what holds in the whole country."""
    fiscal_start: int = 1
    """First month of the fiscal year."""
    timezone: str = DEFAULT_ZONE
    """IANA zone of the days."""


@lru_cache(maxsize=1024)
def calendar_basis(
    country: str = DEFAULT_COUNTRY,
    subdivision: str | None = None,
    fiscal_start: int = 1,
    timezone: str | None = None,
) -> CalendarBasis:
    """The arguments in one spelling; raises InvalidInputError naming the valid ones."""
    known = _country(country)
    return CalendarBasis(known, _subdivision(known, subdivision), _fiscal_start(fiscal_start), _zone(timezone))


@lru_cache(maxsize=1024)
def knows_country(country: str) -> bool:
    """Whether there are holidays for that ISO 3166-1 code."""
    return country_code(country) is not None


def check_subdivision(country: str | None, subdivision: str | None) -> None:
    """Refuse a part without its country where rows have countries of their own: few of these have that part."""
    if subdivision and subdivision.strip() and not country:
        raise InvalidInputError(
            f"subdivision is {subdivision[:_LONGEST_SHOWN]!r}, but country is left out, which means each row's own.",
            hint="Send country with subdivision, e.g. country US with subdivision CA.",
            field=("subdivision",),
        )


def _country(said: str) -> str:
    code = country_code(said)
    if code is None:
        raise InvalidInputError(
            f"country is {said[:_LONGEST_SHOWN]!r}, which is no ISO 3166-1 alpha-2 code of a country with known holidays.",
            hint=f"{_meant(said.upper(), country_codes())}Valid: {', '.join(country_codes())}.",
            field=("country",),
        )
    return code


def _subdivision(country: str, said: str | None) -> str | None:
    if said is None or not said.strip():
        return None
    codes = subdivision_codes(country)
    wanted = re.sub(rf"^{country}[-_]", "", said.strip().upper())
    named = {name.upper(): code for name, code in subdivision_names(country).items()}
    known = named | {code.upper(): code for code in codes}
    if wanted in known:
        return known[wanted]
    if not codes:
        hint = f"The holidays of {country} are the same everywhere: leave subdivision out."
    else:
        hint = f"{_meant(wanted, [*codes, *named], named)}Valid for {country}: {', '.join(codes)}."
    raise InvalidInputError(
        f"subdivision is {said[:_LONGEST_SHOWN]!r}, which {country} does not have.", hint=hint, field=("subdivision",)
    )


def _meant(said: str, valid: list[str] | tuple[str, ...], named: dict[str, str] | None = None) -> str:
    close = get_close_matches(said[:_LONGEST_SHOWN], valid, n=3, cutoff=0.5)
    codes = dict.fromkeys((named or {}).get(one, one) for one in close)
    return f"Did you mean {' or '.join(codes)}? " if codes else ""


def _fiscal_start(month: int) -> int:
    if not 1 <= month <= _MONTHS:
        raise InvalidInputError(
            f"fiscalYearStartMonth is {month}.",
            hint="Send the month in which the fiscal year begins, 1 (January) to 12 (December).",
            field=("fiscalYearStartMonth",),
        )
    return month


def _zone(name: str | None) -> str:
    if name is None or not name.strip():
        return DEFAULT_ZONE
    if not is_time_zone(name):
        from zoneinfo import available_timezones  # noqa: PLC0415 - reads a folder, and only to help

        close = get_close_matches(name[:_LONGEST_SHOWN], sorted(available_timezones()), n=3, cutoff=0.5)
        meant = f"Did you mean {' or '.join(close)}? " if close else ""
        raise InvalidInputError(
            f"timezone is {name[:_LONGEST_SHOWN]!r}.",
            hint=f"{meant}Send an IANA name such as America/New_York.",
            field=("timezone",),
        )
    return name
