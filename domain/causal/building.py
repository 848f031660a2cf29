"""Building a panel: from the counted rows to columns on a complete grid, with what was found and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.calendar.work_days import Place
from domain.causal.cells import Layout, lay_out
from domain.causal.columns import PanelColumn, Role
from domain.causal.counted import Counted
from domain.causal.given_columns import control_columns, population_column
from domain.causal.grid import PeriodRule, Periods, day_text, periods_inside
from domain.causal.integrity import (
    calendar_findings,
    event_findings,
    missing_findings,
    money_findings,
    outcome_findings,
    population_finding,
    source_findings,
    trimmed_findings,
)
from domain.causal.made import Made
from domain.causal.media import Clamped, clamped_finding, media_columns
from domain.causal.outcome import outcome_columns
from domain.causal.panel import Finding, Panel, Trimmed
from domain.causal.places import places_of
from domain.causal.ratios import ratio_columns
from domain.causal.reporting import Lifespan, Reporting, report_by_period
from domain.causal.request import CausalRequest
from domain.causal.split import train_column
from domain.causal.surroundings import calendar_columns
from domain.errors import InvalidInputError, TooLargeError
from domain.insights.spine import EPOCH
from domain.vocabulary import Period

MOST_CELLS = 2_000_000
"""Cells of a panel: rows times columns."""
_PER_CHANNEL, _OTHERS = 7, 25
"""About how many columns a channel has, and how many there are besides."""


@dataclass(frozen=True, slots=True)
class Built:
    """A panel and how it came about."""

    panel: Panel
    findings: list[Finding]
    layout: Layout
    clamped: list[Clamped]
    trimmed: Trimmed
    constant: list[str]
    """Calendar columns that are the same in every row, and so were left out."""
    places: list[Place]
    """Country, and part of it, of the geos' calendars, each once."""


def build_panel(counted: Counted, request: CausalRequest, rule: PeriodRule, spans: Mapping[str, Lifespan]) -> Built:
    """The panel of the counted rows; raises InvalidInputError where no period is complete, TooLargeError over MOST_CELLS."""
    candidates = _candidates(counted, request.rows.period, rule)
    whole = report_by_period(counted, candidates, spans)
    start, stop = _complete_span(whole, counted, spans)
    reporting = whole.part(start, stop)
    _check_size(counted, reporting.periods)
    trimmed = _trimmed(counted, reporting.periods)
    layout = lay_out(counted, reporting)
    found = [
        *trimmed_findings(trimmed, whole, start, stop, counted.sources),
        *source_findings(request, counted, spans),
    ]
    return _assemble(layout, request, trimmed, found)


def _candidates(counted: Counted, period: Period | None, rule: PeriodRule) -> Periods:
    first, last = int(counted.day.min()), int(counted.day.max())
    if period is not None:
        first, last = ((day - EPOCH).days for day in (period.start, period.end))
    return periods_inside(rule, first, last)


def _complete_span(reporting: Reporting, counted: Counted, spans: Mapping[str, Lifespan]) -> tuple[int, int]:
    """From the first period of which every source has told to after the last one."""
    complete = np.flatnonzero(reporting.covered.all(axis=0))
    if len(complete):
        return int(complete[0]), int(complete[-1]) + 1
    days = [f"{source} {day_text(spans[source].first)} to {day_text(spans[source].last)}" for source in counted.sources]
    length = "day" if reporting.periods.rule.length == 1 else "week"
    raise InvalidInputError(
        f"There is no {length} of which every source has told all: {'; '.join(days)}.",
        hint="Name fewer in filter.dataSources, widen filter.dateRange, or ingest the missing days.",
        field=("input", "filter"),
    )


def _trimmed(counted: Counted, periods: Periods) -> Trimmed:
    """Periods with counted rows before and after those of the panel."""
    places = periods.places(np.asarray([counted.day.min(), counted.day.max()]))
    before, after = min(int(places[0]), 0), max(int(places[1]) + 1, periods.size)
    return Trimmed(
        tuple(periods.label(place) for place in range(before, 0)),
        tuple(periods.label(place) for place in range(periods.size, after)),
    )


def _check_size(counted: Counted, periods: Periods) -> None:
    rows = periods.size * len(counted.geos)
    cells = rows * (_OTHERS + _PER_CHANNEL * len(counted.channels))
    if cells > MOST_CELLS:
        raise TooLargeError(
            f"The panel has {rows:,} rows and {len(counted.channels):,} channels, about {cells:,} cells; "
            f"limit is {MOST_CELLS:,}.",
            hint="Send channelBy CHANNEL, granularity WEEK, a shorter dateRange, or fewer campaignIds: nothing is cut off.",
            field=("input", "channelBy"),
        )


def _assemble(layout: Layout, request: CausalRequest, trimmed: Trimmed, findings: list[Finding]) -> Built:
    counted, periods = layout.counted, layout.reporting.periods
    population = population_column(request.population, periods, counted.geos)
    outcome = outcome_columns(layout, request)
    media, clamped = media_columns(layout, request.target)
    calendars = places_of(counted, request)
    surroundings = calendar_columns(periods, calendars.places, request.fiscal_start)
    derived = ratio_columns(media, counted.currency)
    own = [*([population] if population else []), *outcome.made, *media, *surroundings.made, *derived]
    own.append(train_column(periods.size, len(counted.geos)))
    taken = frozenset(
        {"date", "geo", "population", "treated", "post", *(made.name for made in own), *surroundings.constant}
    )
    controls = control_columns(request.controls, periods, counted.geos, taken)
    columns = [*_keys(layout), *_in_order([*own, *controls])]
    findings = [
        *findings,
        *missing_findings(columns, layout),
        *(clamped_finding(one, counted.currency) for one in clamped),
        *population_finding(request, population, counted.geos),
        *money_findings(counted),
        *outcome_findings(outcome, request, layout.rows),
        *calendar_findings(calendars.unknown, request.country),
        *event_findings(calendars.places, periods),
    ]
    places = list(dict.fromkeys(calendars.places))
    panel = _panel(columns, request, counted.currency)
    return Built(panel, findings, layout, clamped, trimmed, surroundings.constant, places)


def _keys(layout: Layout) -> list[Made]:
    periods, geos = layout.reporting.periods, layout.counted.geos
    first_day = "The day" if periods.rule.length == 1 else f"The week's {periods.rule.week_start.capitalize()}"
    date = PanelColumn(
        "date", Role.DATE, "string", "day", "first", f"{first_day}, YYYY-MM-DD, in the account's time zone."
    )
    geo = PanelColumn(
        "geo", Role.GEO, "string", None, "key", "Country or region; `national` where there is one series."
    )
    return [
        Made(date, np.repeat(np.asarray(periods.labels, object), len(geos))),
        Made(geo, np.tile(np.asarray(geos, object), periods.size)),
    ]


_ORDER = (
    *(Role.POPULATION, Role.KPI, Role.REVENUE, Role.REVENUE_PER_KPI),
    *(Role.PAID_SPEND, Role.ORGANIC, Role.PAID_EXPOSURE, Role.MEDIATOR, Role.CONTROL, Role.SEASONALITY),
    *(Role.DERIVED, Role.SPLIT),
)


def _in_order(columns: Sequence[Made]) -> list[Made]:
    """By role; within one as they were made."""
    return sorted(columns, key=lambda made: _ORDER.index(made.column.role))


def _panel(columns: Sequence[Made], request: CausalRequest, currency: str | None) -> Panel:
    frame = pd.DataFrame({made.name: made.values for made in columns}).astype({"date": "str", "geo": "str"})
    statuses = pd.DataFrame({made.name: made.statuses for made in columns if made.statuses is not None})
    return Panel(
        frame,
        tuple(made.column for made in columns),
        statuses,
        request.granularity,
        request.week_start,
        currency,
        "revenue" if request.kpi_is_money else "non_revenue",
    )
