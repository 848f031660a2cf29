"""What the calendar says of each geo and period: weekends, holidays, retail events, trend and the seasons' waves.

Each geo has the calendar of its own country. Columns that are the same in every row explain nothing and are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from domain.calendar.fiscal import fiscal
from domain.calendar.retail_events import events_of
from domain.calendar.waves import waves
from domain.calendar.work_days import Place
from domain.causal.cells import Floats
from domain.causal.columns import PanelColumn, Role
from domain.causal.grid import Periods
from domain.causal.made import Made
from domain.insights.spine import Ints, Mask
from domain.vocabulary import Granularity

HARMONICS = 2
"""Waves of the year: half a year is the shortest."""
_FLAGS = {
    "is_weekend": "Whether the day is of the country's weekend",
    "is_holiday": "Whether the day is a public holiday of the geo's country, also an observed one",
    "retail_event": "Whether shops of the country have an event, e.g. Black Friday",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`constant`: columns that were left out because they are the same in every row."""

    made: list[Made]
    constant: list[str]


def calendar_columns(periods: Periods, places: Sequence[Place], fiscal_start: int) -> Surroundings:
    """Controls, seasonality and fiscal labels; `places` are the countries of the geos, in their order."""
    flags = [_flag(name, periods, places) for name in _FLAGS]
    varying = [made for made in flags if _varies(made)]
    constant = [made.name for made in flags if not _varies(made)]
    made = [*varying, *_seasonality(periods, len(places)), *_fiscal(periods, len(places), fiscal_start)]
    return Surroundings(made, constant)


def _varies(made: Made) -> bool:
    return bool((made.values != made.values[0]).any())


def _flag(name: str, periods: Periods, places: Sequence[Place]) -> Made:
    rules: dict[str, Callable[[date, Place], bool]] = {
        "is_weekend": lambda day, place: day in place.year(day.year).weekend,
        "is_holiday": lambda day, place: place.is_holiday(day),
        "retail_event": lambda day, place: day in events_of(place.country, day.year).days,
    }
    days, rule = periods.days, rules[name]
    by_place = {
        place: _added(np.asarray([rule(day, place) for day in days], np.bool_), periods) for place in set(places)
    }
    values = np.stack([by_place[place] for place in places], axis=1).reshape(-1)
    is_day = periods.rule.granularity is Granularity.DAY
    about = f"{_FLAGS[name]}." if is_day else f"{_FLAGS[name]}: number of such days in the week."
    unit = "0..1" if is_day else "days"
    return Made(PanelColumn(name, Role.CONTROL, "int64", unit, "sum", about, source="calendar"), values)


def _added(flags: Mask, periods: Periods) -> Ints:
    added: Ints = flags.astype(np.int64).reshape(periods.size, periods.rule.length).sum(axis=1)
    return added


def _seasonality(periods: Periods, geos: int) -> list[Made]:
    found = [waves(day) for day in periods.days]
    trend = np.asarray([one.trend_index for one in found])
    made = [_wave("trend", trend - trend[0], periods, geos, "years", "Years since the first day of the panel.")]
    for k in range(HARMONICS):
        about = f"Wave {k + 1} of the year, the same for a day in every panel."
        made.append(_wave(f"yearly_sin_{k + 1}", [one.yearly_sin[k] for one in found], periods, geos, "-1..1", about))
        made.append(_wave(f"yearly_cos_{k + 1}", [one.yearly_cos[k] for one in found], periods, geos, "-1..1", about))
    return made


def _wave(name: str, values: Sequence[float] | Floats, periods: Periods, geos: int, unit: str, about: str) -> Made:
    means = np.asarray(values).reshape(periods.size, periods.rule.length).mean(axis=1)
    column = PanelColumn(name, Role.SEASONALITY, "float64", unit, "mean", about, source="calendar")
    return Made(column, np.repeat(means, geos))


def _fiscal(periods: Periods, geos: int, start: int) -> list[Made]:
    firsts = [fiscal(day, start) for day in periods.days[:: periods.rule.length]]
    named = {
        "fiscal_year": ([one.fiscal_year for one in firsts], "Fiscal year of the period's first day"),
        "fiscal_quarter": ([one.fiscal_quarter for one in firsts], "Fiscal quarter of the period's first day"),
    }
    return [
        Made(
            PanelColumn(
                name, Role.DERIVED, "int64", None, "first", f"{about}: a label, not a regressor.", source="calendar"
            ),
            np.repeat(np.asarray(values, np.int64), geos),
        )
        for name, (values, about) in named.items()
    ]
