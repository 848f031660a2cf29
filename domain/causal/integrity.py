"""What the making of a panel found: periods cut off, holes, money that does not say its currency, double counting.

What is wrong with the numbers themselves (constant, collinear, too short ...) is found by the diagnostics.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from domain.calendar.retail_events import events_of
from domain.calendar.work_days import Place
from domain.causal.cells import MISSING, Layout
from domain.causal.columns import Role
from domain.causal.counted import Counted
from domain.causal.finding_kinds import ERROR, FINDING_KINDS, REVIEW, some
from domain.causal.grid import Periods
from domain.causal.made import Made
from domain.causal.outcome import KPI, REVENUE_PER_KPI, Outcome
from domain.causal.panel import Finding, Trimmed
from domain.causal.reporting import Lifespan, Reporting
from domain.causal.request import NATIONAL, CausalRequest
from domain.insights.spine import EPOCH
from domain.wording import counted as say_counted


def trimmed_findings(
    trimmed: Trimmed, reporting: Reporting, start: int, stop: int, sources: Sequence[str]
) -> list[Finding]:
    """Which periods were cut off, and which source had not told of them.

    `start`, `stop`: places of the panel's first period, and after its last one, among those of `reporting`.
    """
    cut = [*trimmed.before, *trimmed.after]
    if not cut:
        return []
    outside = np.ones(reporting.periods.size, np.bool_)
    outside[start:stop] = False
    lacking = dict(zip(sources, (~reporting.covered & outside).sum(axis=1).tolist(), strict=True))
    who = [f"{source} lacks {periods}" for source, periods in lacking.items() if periods]
    partly = len(cut) - int(outside.sum())
    who += [f"{say_counted(partly, 'lies', 'lie')} only partly in the date range or in the rows"] if partly > 0 else []
    many = say_counted(len(cut), "period at the ends was", "periods at the ends were")
    message = f"{many} cut off ({some(cut)}): {', '.join(who)}."
    return [FINDING_KINDS["PERIODS_TRIMMED"].found(message, value=float(len(cut)), threshold=0.0)]


def missing_findings(columns: Sequence[Made], layout: Layout) -> list[Finding]:
    """Nulls in the KPI, in media columns and in what the caller gave, each with its periods."""
    found = []
    for code, roles in _HOLES.items():
        lacking = [made for made in columns if made.column.role in roles and _missing(made).any()]
        if lacking:
            found.append(_missing_finding(code, lacking, layout))
    return found


_HOLES = {
    "KPI_MISSING": (Role.KPI,),
    "MEDIA_MISSING": (Role.PAID_SPEND, Role.ORGANIC, Role.MEDIATOR),
    "CONTROL_MISSING": (Role.CONTROL,),
}


def _missing(made: Made) -> np.ndarray:
    return made.statuses == MISSING if made.statuses is not None else np.zeros(len(made.values), np.bool_)


def _missing_finding(code: str, lacking: Sequence[Made], layout: Layout) -> Finding:
    geos, labels = len(layout.counted.geos), layout.reporting.periods.labels
    rows = np.logical_or.reduce([_missing(made) for made in lacking])
    periods = [labels[place] for place in np.flatnonzero(rows.reshape(-1, geos).any(axis=1))]
    names = [made.name for made in lacking]
    message = (
        f"{some(names)} {'is' if len(names) == 1 else 'are'} missing in {len(periods)} of {say_counted(len(labels), 'period', 'periods')}: "
        f"{some(periods)}."
    )
    return FINDING_KINDS[code].found(message, *names, value=float(rows.sum()), threshold=0.0)


def population_finding(request: CausalRequest, population: Made | None, geos: Sequence[str]) -> list[Finding]:
    """A geo panel needs the people of every geo."""
    if request.geo == NATIONAL:
        return []
    lacking = (
        list(geos)
        if population is None
        else [geo for geo, value in zip(geos, population.values[: len(geos)], strict=True) if np.isnan(value)]
    )
    if population is not None and not lacking and not np.isnan(population.values).any():
        return []
    message = f"There is no population of {some(lacking) if lacking else 'some periods'}."
    columns = ["population"] if population is not None else []
    kind = FINDING_KINDS["POPULATION_MISSING"]
    return [kind.found(message, *columns, value=float(len(lacking)), threshold=0.0)]


def money_findings(counted: Counted) -> list[Finding]:
    """Money of no stated currency was added to other money."""
    rows, sources = counted.unnamed_money, counted.unnamed_sources
    if not rows or (counted.currency is None and len(sources) < 2):  # noqa: PLR2004 - one source, nothing to add it to
        return []
    named = ", ".join(sources)
    of = say_counted(rows, f"row of {named} has money and does not", f"rows of {named} have money and do not")
    as_what = "one and the same" if counted.currency is None else counted.currency
    return [
        FINDING_KINDS["CURRENCY_ASSUMED"].found(
            f"{of} say its currency; it was taken as {as_what}.",
            value=float(rows),
            threshold=0.0,
            severity=REVIEW if counted.currency is None else ERROR,
        )
    ]


def outcome_findings(outcome: Outcome, request: CausalRequest, rows: int) -> list[Finding]:
    """Several platforms that claim the same outcomes, and revenue per KPI that was filled in."""
    found = []
    if len(outcome.sources) > 1:
        message = (
            f"{request.target} are added over {', '.join(outcome.sources)}: each claims outcomes that others claim too."
        )
        kind = FINDING_KINDS["PLATFORMS_DOUBLE_COUNT"]
        found.append(kind.found(message, KPI, value=float(len(outcome.sources)), threshold=1.0))
    if outcome.imputed:
        of = say_counted(rows, "row", "rows")
        have = "has" if outcome.imputed == 1 else "have"
        message = (
            f"{outcome.imputed:,} of {of} {have} no KPI to divide by: revenue_per_kpi there is that of the sums before."
        )
        kind = FINDING_KINDS["REVENUE_PER_KPI_IMPUTED"]
        found.append(kind.found(message, REVENUE_PER_KPI, value=float(outcome.imputed), threshold=0.0))
    return found


def source_findings(request: CausalRequest, counted: Counted, spans: Mapping[str, Lifespan]) -> list[Finding]:
    """Sources of which no row is counted: those asked for by name, and those that have rows in the range."""
    named = [str(name) for name in request.rows.data_sources or ()]
    there = [name for name, span in spans.items() if name not in named and _overlaps(span, request)]
    return [
        *_silent([name for name in named if name not in counted.sources], request, ERROR),
        *_silent(sorted(name for name in there if name not in counted.sources), request, REVIEW),
    ]


def _overlaps(span: Lifespan, request: CausalRequest) -> bool:
    period = request.rows.period
    return period is None or (span.first <= (period.end - EPOCH).days and span.last >= (period.start - EPOCH).days)


def _silent(sources: Sequence[str], request: CausalRequest, severity: str) -> list[Finding]:
    if not sources:
        return []
    how = "that are counted" if request.geo == NATIONAL else "that are broken down by geo"
    verb = "has" if len(sources) == 1 else "have"
    message = (
        f"{', '.join(sources)} {verb} no rows {how}: the panel is without {'it' if len(sources) == 1 else 'them'}."
    )
    kind = FINDING_KINDS["SOURCE_WITHOUT_ROWS"]
    return [kind.found(message, value=float(len(sources)), threshold=0.0, severity=severity)]


def calendar_findings(unknown: Sequence[str], country: str) -> list[Finding]:
    """Geos without a calendar of their own."""
    if not unknown:
        return []
    message = f"{some(list(unknown))} has no calendar of its own and took that of {country}."
    kind = FINDING_KINDS["GEO_WITHOUT_CALENDAR"]
    return [kind.found(message, "is_holiday", value=float(len(unknown)), threshold=0.0)]


def event_findings(places: Sequence[Place], periods: Periods) -> list[Finding]:
    """Announced events of the panel's years whose days nobody knows: `retail_event` says 0 on them."""
    years = sorted({day.year for day in periods.days})
    countries = sorted({place.country for place in places})
    unknown = [f"{name} {year} ({one})" for one in countries for year in years for name in events_of(one, year).unknown]
    if not unknown:
        return []
    message = f"The days of {some(unknown)} are not known; retail_event says 0 on them."
    kind = FINDING_KINDS["RETAIL_EVENTS_UNKNOWN"]
    return [kind.found(message, "retail_event", value=float(len(unknown)), threshold=0.0)]
