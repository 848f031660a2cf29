"""Fiscal years that begin with any month, named by the calendar year in which they end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

_MONTHS, _QUARTER = 12, 3


@dataclass(frozen=True)
class Fiscal:
    """The fiscal year of a day."""

    fiscal_year: Annotated[int, "Named by the calendar year in which it ends."]
    fiscal_quarter: Annotated[int, "Quarter of the fiscal year, 1 to 4."]
    fiscal_month: Annotated[int, "Month of the fiscal year, 1 to 12."]
    fiscal_label: Annotated[str, "Fiscal year and quarter, e.g. FY2025-Q1."]
    fiscal_year_start: Annotated[date, "First day of the fiscal year."]
    fiscal_year_end: Annotated[date, "Last day of the fiscal year."]


def fiscal(day: date, start_month: int) -> Fiscal:
    """The fiscal year of a day, where it begins with `start_month`.

    >>> fiscal(date(2024, 10, 1), 10).fiscal_label
    'FY2025-Q1'
    """
    start_year = day.year - (day.month < start_month)
    month = (day.month - start_month) % _MONTHS + 1
    quarter = (month - 1) // _QUARTER + 1
    last = date(start_year + 1, start_month, 1) - timedelta(1)
    return Fiscal(
        fiscal_year=last.year,
        fiscal_quarter=quarter,
        fiscal_month=month,
        fiscal_label=f"FY{last.year}-Q{quarter}",
        fiscal_year_start=date(start_year, start_month, 1),
        fiscal_year_end=last,
    )
