"""The calendar, and the days of records."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from domain.calendar import CalendarBasis, CalendarRow
from domain.errors import InvalidInputError
from domain.use_cases.calendar import AskedDay
from graphql_api.context import Info
from graphql_api.types.calendar_day import CalendarDay
from graphql_api.types.calendar_words import FISCAL_START, JANUARY, SUBDIVISION
from graphql_api.types.given import describe, given


@strawberry.type(description="Days in order, without gaps.")
class Calendar:
    rows: list[CalendarDay] = describe("One row per day.")
    total_days: int = describe("Number of days.")
    country: str = describe("Country, ISO 3166-1 alpha-2.")
    subdivision: str | None = describe("Its part, e.g. CA or SCT; null: what holds in the whole country.")
    fiscal_year_start_month: int = describe("First month of the fiscal year.")
    timezone: str = describe("IANA time zone of the days; UTC where none was given.")


def to_calendar(basis: CalendarBasis, rows: list[CalendarRow]) -> Calendar:
    """A calendar in the API's type."""
    return Calendar(
        rows=rows,
        total_days=len(rows),
        country=basis.country,
        subdivision=basis.subdivision,
        fiscal_year_start_month=basis.fiscal_start,
        timezone=basis.timezone,
    )


async def calendar_of_record(
    root: strawberry.Parent[Any],
    info: Info,
    country: Annotated[
        str | None,
        strawberry.argument(description="Left out: the row's own country; US where it has none with known holidays."),
    ] = UNSET,
    subdivision: Annotated[
        str | None, strawberry.argument(description=f"{SUBDIVISION} Send `country` with it.")
    ] = UNSET,
    fiscal_year_start_month: Annotated[
        int | None, strawberry.argument(description=f"{FISCAL_START} January if left out.")
    ] = UNSET,
) -> CalendarDay | None:
    """The calendar day of a record's first day."""
    asked = AskedDay(
        root["date_start"],
        root["country"],
        root["account_timezone"],
        given(country),
        given(subdivision),
        JANUARY if (first := given(fiscal_year_start_month)) is None else first,
    )
    try:
        return await info.context.calendar_days.load(asked)
    except InvalidInputError as error:
        _tell_once(info, error)
        return None


def _tell_once(info: Info, error: InvalidInputError) -> None:
    """Raise what is wrong with the arguments for the first row alone: they are the same for all."""
    told = (*(key for key in info.path.as_list() if isinstance(key, str)), error.message)
    if told not in info.context.told:
        info.context.told.add(told)
        raise error
