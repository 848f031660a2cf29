"""The calendar."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry
from strawberry import UNSET

from domain.calendar import calendar_basis
from domain.use_cases.calendar import show_range, show_year
from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.types.calendar import Calendar, to_calendar
from graphql_api.types.calendar_words import COUNTRY, FISCAL_START, SUBDIVISION
from graphql_api.types.given import given

Country = Annotated[str, strawberry.argument(description=COUNTRY)]
Subdivision = Annotated[str | None, strawberry.argument(description=SUBDIVISION)]
FiscalStart = Annotated[int, strawberry.argument(description=FISCAL_START)]
TimeZone = Annotated[
    str | None,
    strawberry.argument(description="IANA time zone, for hours, summer time and equinoxes; UTC if left out."),
]


@strawberry.type
class CalendarQueries:
    """Days, the same for every organization."""

    @strawberry.field(description="One row per day of a year.")
    async def calendar(
        self,
        info: Info,
        year: Annotated[int, strawberry.argument(description="1900 to 2099.")],
        country: Country = "US",
        subdivision: Subdivision = UNSET,
        fiscal_year_start_month: FiscalStart = 1,
        timezone: TimeZone = UNSET,
    ) -> Calendar | None:
        """The days of a year."""
        require(info.context.principal, Scope.READ)
        said = (country, given(subdivision), fiscal_year_start_month, given(timezone))
        basis = await in_thread(calendar_basis, *said)
        return to_calendar(basis, await in_thread(show_year, basis, year))

    @strawberry.field(description="One row per day of a range, both ends included; at most 3,660 days.")
    async def calendar_range(
        self,
        info: Info,
        start: Annotated[date, strawberry.argument(description="First day.")],
        end: Annotated[date, strawberry.argument(description="Last day, included.")],
        country: Country = "US",
        subdivision: Subdivision = UNSET,
        fiscal_year_start_month: FiscalStart = 1,
        timezone: TimeZone = UNSET,
    ) -> Calendar | None:
        """The days of a range."""
        require(info.context.principal, Scope.READ)
        said = (country, given(subdivision), fiscal_year_start_month, given(timezone))
        basis = await in_thread(calendar_basis, *said)
        return to_calendar(basis, await in_thread(show_range, basis, start, end))
