"""What the making of a panel found: periods cut off, holes, money that does not say its currency, double counting.

What is wrong with the numbers themselves (constant, collinear, too short ...) is found by the diagnostics.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from domain.calendar.retail_events import events_of
from domain.calendar.work_days import Place
from domain.causal.cells import MISSING, Layout
from domain.causal.columns import Role
from domain.causal.counted import Counted
from domain.causal.grid import Periods
from domain.causal.made import Made
from domain.causal.outcome import KPI, REVENUE_PER_KPI, Outcome
from domain.causal.panel import Finding, Trimmed
from domain.causal.reporting import Reporting
from domain.causal.request import NATIONAL, CausalRequest

ERROR, REVIEW, INFO = "ERROR", "REVIEW", "INFO"
SHOWN = 5


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
    who += [f"{partly} lie only partly in the date range or in the rows"] if partly > 0 else []
    return [
        Finding(
            "PERIODS_TRIMMED",
            INFO,
            (),
            f"{len(cut)} periods at the ends ({_some(cut)}) were cut off: {', '.join(who)}.",
            "Leave a source that began late or ended early out with filter.dataSources, or ingest its missing days.",
            value=float(len(cut)),
            threshold=0.0,
        )
    ]


def missing_findings(columns: Sequence[Made], layout: Layout) -> list[Finding]:
    """Nulls in the KPI, in media columns and in what the caller gave, each with its periods."""
    found = []
    for code, roles, advice in (
        (
            "KPI_MISSING",
            (Role.KPI,),
            "Ingest the missing days, or take the rows out as `loaders` say; a KPI is never made up.",
        ),
        ("MEDIA_MISSING", (Role.PAID_SPEND, Role.ORGANIC, Role.MEDIATOR), "Ingest the missing days of the source."),
        ("CONTROL_MISSING", (Role.CONTROL,), "Send a value for every period of the panel."),
    ):
        lacking = [made for made in columns if made.column.role in roles and _missing(made).any()]
        if lacking:
            found.append(_missing_finding(code, lacking, layout, advice))
    return found


def _missing(made: Made) -> np.ndarray:
    return made.statuses == MISSING if made.statuses is not None else np.zeros(len(made.values), np.bool_)


def _missing_finding(code: str, lacking: Sequence[Made], layout: Layout, advice: str) -> Finding:
    geos, labels = len(layout.counted.geos), layout.reporting.periods.labels
    rows = np.logical_or.reduce([_missing(made) for made in lacking])
    periods = [labels[place] for place in np.flatnonzero(rows.reshape(-1, geos).any(axis=1))]
    names = tuple(made.name for made in lacking)
    return Finding(
        code,
        ERROR,
        names,
        f"{_some(names)} {'is' if len(names) == 1 else 'are'} missing in {len(periods)} of {len(labels)} periods: "
        f"{_some(periods)}.",
        advice,
        value=float(rows.sum()),
        threshold=0.0,
    )


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
    return [
        Finding(
            "POPULATION_MISSING",
            REVIEW,
            ("population",) if population is not None else (),
            f"There is no population of {_some(lacking) if lacking else 'some periods'}.",
            'Send `population`, e.g. {"us": 331000000}: Meridian needs it, and it makes geos comparable.',
            value=float(len(lacking)),
            threshold=0.0,
        )
    ]


def money_findings(counted: Counted) -> list[Finding]:
    """Money of no stated currency was added to that of the one which others state."""
    if not counted.unnamed_money:
        return []
    return [
        Finding(
            "CURRENCY_ASSUMED",
            REVIEW,
            (),
            f"{counted.unnamed_money:,} rows with money do not say its currency; they were taken as {counted.currency}.",
            "Set the account's currency with setAccountDefaults, or send filter.currency to leave them out.",
            value=float(counted.unnamed_money),
            threshold=0.0,
        )
    ]


def outcome_findings(outcome: Outcome, request: CausalRequest, rows: int) -> list[Finding]:
    """Several platforms that claim the same outcomes, and revenue per KPI that was filled in."""
    found = []
    if len(outcome.sources) > 1:
        found.append(
            Finding(
                "PLATFORMS_DOUBLE_COUNT",
                INFO,
                (KPI,),
                f"{request.target} are added over {', '.join(outcome.sources)}: each claims outcomes that others claim too.",
                "Better take the KPI of a shop system: ingest its orders, and name that source in filter.dataSources.",
                value=float(len(outcome.sources)),
                threshold=1.0,
            )
        )
    if outcome.imputed:
        found.append(
            Finding(
                "REVENUE_PER_KPI_IMPUTED",
                INFO,
                (REVENUE_PER_KPI,),
                f"{outcome.imputed} of {rows} rows have no KPI to divide by; their revenue_per_kpi is that of the sums before.",
                "Nothing: Meridian takes no null here. revenue_per_kpi_imputed marks the rows.",
                value=float(outcome.imputed),
                threshold=0.0,
            )
        )
    return found


def source_findings(request: CausalRequest, counted: Counted) -> list[Finding]:
    """Sources that were asked for by name and have no counted row."""
    silent = [str(name) for name in request.rows.data_sources or () if name not in counted.sources]
    if not silent:
        return []
    how = "" if request.geo == NATIONAL else " that are broken down by geo"
    return [
        Finding(
            "SOURCE_WITHOUT_ROWS",
            ERROR,
            (),
            f"{', '.join(silent)} has no rows{how}: the panel is without it.",
            "Ingest its rows, or take it out of filter.dataSources.",
            value=float(len(silent)),
            threshold=0.0,
        )
    ]


def calendar_findings(unknown: Sequence[str], country: str) -> list[Finding]:
    """Geos without a calendar of their own."""
    if not unknown:
        return []
    return [
        Finding(
            "GEO_WITHOUT_CALENDAR",
            REVIEW,
            ("is_holiday",),
            f"{_some(unknown)} has no calendar of its own and took that of {country}.",
            "Break reports down by ISO 3166-1 country code, e.g. US.",
            value=float(len(unknown)),
            threshold=0.0,
        )
    ]


def event_findings(places: Sequence[Place], periods: Periods) -> list[Finding]:
    """Announced events of the panel's years whose days nobody knows: `retail_event` says 0 on them."""
    years = sorted({day.year for day in periods.days})
    countries = sorted({place.country for place in places})
    unknown = [f"{name} {year} ({one})" for one in countries for year in years for name in events_of(one, year).unknown]
    if not unknown:
        return []
    return [
        Finding(
            "RETAIL_EVENTS_UNKNOWN",
            INFO,
            ("retail_event",),
            f"The days of {_some(unknown)} are not known; retail_event says 0 on them.",
            'Send them as a control, e.g. {"prime_day": {"2026-07-07": 1}}.',
            value=float(len(unknown)),
            threshold=0.0,
        )
    ]


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
