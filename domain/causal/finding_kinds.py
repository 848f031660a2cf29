"""Every kind of finding: its code, how serious it is, what it means and what to do; those of the panel's making first.

Bounds are Meridian's where it has one (collinearity, VIF, variance, observations per parameter), Robyn's for rows per
column, else stated with their reason. One definition: findings and docs/reference/findings.md are made of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.causal.panel import Finding

ERROR, REVIEW, INFO = "ERROR", "REVIEW", "INFO"

SEVERITY_MEANINGS = {
    ERROR: "A model of this panel would be wrong; `strict: true` refuses.",
    REVIEW: "Look at it before fitting.",
    INFO: "Worth knowing; nothing to mend.",
}


@dataclass(frozen=True, slots=True)
class FindingKind:
    """`severities`: those that it can have, the worst first; `rule`: when it is found, with its bounds."""

    code: str
    severities: tuple[str, ...]
    rule: str
    advice: str

    def found(
        self,
        message: str,
        *columns: str,
        value: float | None = None,
        threshold: float | None = None,
        severity: str | None = None,
    ) -> Finding:
        """A finding of this kind; the worst severity where none is given."""
        return Finding(self.code, severity or self.severities[0], columns, message, self.advice, value, threshold)


_ALL = (
    FindingKind(
        "SOURCE_WITHOUT_ROWS",
        (ERROR, REVIEW),
        "A source has rows, but none that the panel counts: none by geo, say, or none within one period. ERROR where `filter.dataSources` names it.",
        "Ingest its rows by day, or by geo for a geo panel; or name the other sources in filter.dataSources.",
    ),
    FindingKind(
        "PERIODS_TRIMMED",
        (INFO,),
        "Periods at the ends were cut off, because not every source has told all of them.",
        "Leave a source that began late or ended early out with filter.dataSources, or ingest its missing days.",
    ),
    FindingKind(
        "KPI_MISSING",
        (ERROR,),
        "The KPI is null in periods of which a source that reports it has not told all.",
        "Ingest the missing days, or take the rows out as `loaders` say; a KPI is never made up.",
    ),
    FindingKind(
        "MEDIA_MISSING",
        (ERROR,),
        "Spend, messages, impressions or clicks are null in periods of which their source has not told all.",
        "Ingest the missing days of the source.",
    ),
    FindingKind(
        "CONTROL_MISSING",
        (ERROR,),
        "A control that the caller gave has no value for some periods.",
        "Send a value for every period of the panel.",
    ),
    FindingKind(
        "POPULATION_MISSING",
        (REVIEW,),
        "A geo panel lacks the population of a geo or period.",
        'Send `population`, e.g. {"us": 331000000}: Meridian needs it, and it makes geos comparable.',
    ),
    FindingKind(
        "NEGATIVE_SPEND",
        (REVIEW,),
        "Spend of a cell adds up to less than zero: the panel shows 0, and `excluded` has the amount.",
        "Credits and refunds belong to the days of the spend that they correct: book them there, or leave it so.",
    ),
    FindingKind(
        "CURRENCY_ASSUMED",
        (ERROR, REVIEW),
        "Money of no stated currency was added to money of the panel's (ERROR), or to that of other sources which state none either (REVIEW).",
        "Set the account's currency with setAccountDefaults, or send filter.currency to leave such rows out.",
    ),
    FindingKind(
        "PLATFORMS_DOUBLE_COUNT",
        (INFO,),
        "The KPI adds up what several platforms claim.",
        "Better take the KPI of a shop system: ingest its orders, and name that source in filter.dataSources.",
    ),
    FindingKind(
        "REVENUE_PER_KPI_IMPUTED",
        (INFO,),
        "Rows without a KPI to divide by have the revenue_per_kpi of the sums before.",
        "Nothing: Meridian takes no null here. revenue_per_kpi_imputed marks the rows.",
    ),
    FindingKind(
        "GEO_WITHOUT_CALENDAR",
        (REVIEW,),
        "A geo is no country, or part of one, whose holidays are known, and took those of the request's country.",
        "Break reports down by ISO 3166-1 country code, e.g. US.",
    ),
    FindingKind(
        "RETAIL_EVENTS_UNKNOWN",
        (INFO,),
        "Nobody has announced the days of a retail event in the panel's years; `retail_event` says 0 on them.",
        'Send them as a control, e.g. {"prime_day": {"2026-07-07": 1}}.',
    ),
    FindingKind(
        "DUPLICATE_ROWS",
        (ERROR,),
        "A geo has several rows of one period.",
        "Keep one row per geo and period: PyMC-Marketing adds them up silently, Meridian and Robyn refuse.",
    ),
    FindingKind(
        "PERIODS_ABSENT",
        (ERROR,),
        "A geo lacks a row of a period that others have, or the step between periods changes.",
        "Add the missing rows: PyMC-Marketing takes them as KPI = 0, GeoLift drops the geo, Meridian refuses.",
    ),
    FindingKind(
        "VALUES_MISSING",
        (ERROR,),
        "A column that a model reads is null, and no hole in the data received explains it.",
        "Give a value for every row, or leave the column out.",
    ),
    FindingKind(
        "NEGATIVE_MEDIA",
        (ERROR,),
        "Spend, impressions or messages below zero.",
        "Book credits to the spend that they correct; Meridian and Robyn refuse negative media.",
    ),
    FindingKind(
        "POPULATION_VARIES",
        (ERROR,),
        "A geo's population is not the same in all periods.",
        "Send one number per geo: Meridian takes varying ones without a word and scales each period differently.",
    ),
    FindingKind(
        "CONSTANT_COLUMN",
        (ERROR, REVIEW),
        "The column hardly varies: standard deviation under 0.0001 of its largest value. ERROR for the KPI and paid media, else REVIEW.",
        "Leave the column out: what never changes explains nothing, and Robyn refuses it.",
    ),
    FindingKind(
        "MOSTLY_ZERO",
        (REVIEW,),
        "More than 80 % of the values of a KPI, of paid or organic media are zero.",
        "Join the channel with another one, or use longer periods.",
    ),
    FindingKind(
        "SPEND_WITHOUT_EXPOSURE",
        (REVIEW,),
        "Spend in rows without impressions.",
        "Ingest reports with impressions for these days, or use spend itself as the media column.",
    ),
    FindingKind(
        "EXPOSURE_WITHOUT_SPEND",
        (REVIEW,),
        "Impressions in rows without spend.",
        "Ingest the spend of these days; unpaid impressions belong to organic media.",
    ),
    FindingKind(
        "COST_OUTLIERS",
        (REVIEW, INFO),
        "Cost per impression outside 1.5 interquartile ranges of the channel's own. REVIEW where it is over ten times, or under a tenth of, the median.",
        "Look at these rows: a wrong unit or a half ingested day looks like this.",
    ),
    FindingKind(
        "SMALL_SPEND_SHARE",
        (REVIEW,),
        "A channel has under 1 % of all spend.",
        "Join it with another channel: a model cannot tell its effect from noise.",
    ),
    FindingKind(
        "SHORT_HISTORY",
        (ERROR, REVIEW),
        "Under 52 weeks (ERROR), or under 104 (REVIEW): seasons cannot be told from trend.",
        "Ingest older data, or take more geos.",
    ),
    FindingKind(
        "FEW_OBSERVATIONS",
        (ERROR, REVIEW),
        "Rows per parameter (channels, organic media, controls, seasonality) under 4 (ERROR, Meridian) or under 10 (REVIEW, Robyn).",
        "Take fewer channels (channelBy), daily periods, or geos.",
    ),
    FindingKind(
        "COLLINEAR",
        (ERROR, REVIEW),
        "Two regressors of different channels go together: |Pearson r| over 0.999 (ERROR) or 0.9 (REVIEW).",
        "Join the two, leave one out, or calibrate with an experiment: no model can tell their effects apart.",
    ),
    FindingKind(
        "HIGH_VIF",
        (ERROR, REVIEW),
        "Other media and controls explain a regressor: variance inflation factor over 1000 (ERROR) or 10 (REVIEW), where no single pair does.",
        "Leave out or join columns until it falls.",
    ),
    FindingKind(
        "CONDITION_NUMBER",
        (INFO,),
        "Condition number of the standardized media and controls.",
        "Over 30, coefficients move with small changes of the data.",
    ),
    FindingKind(
        "CHANGE_POINT",
        (REVIEW,),
        "The KPI's level, without what calendar, media and controls explain, shifts lastingly by 3 or more standard deviations.",
        "Ask what changed that day (price, tracking, product), and send it as a control.",
    ),
    FindingKind(
        "OUTLIER",
        (REVIEW,),
        "A period's KPI is more than 6 robust standard deviations off what season and trend say, and no holiday, retail event or marking control explains it.",
        "Look at the day: mend it, or send a control that marks it.",
    ),
    FindingKind(
        "TIME_COLLINEAR",
        (REVIEW,),
        "The period alone explains over 95 % of a media column over the geos.",
        "Geos add nothing here: vary the budgets by geo, or use a national panel.",
    ),
    FindingKind(
        "GEO_COLLINEAR",
        (REVIEW,),
        "The geo alone explains over 95 % of a media column per head.",
        "The channel hardly varies over time within a geo: vary its budget.",
    ),
    FindingKind(
        "PARTIAL_CORRELATION",
        (INFO,),
        "Correlation of spend and KPI, given the calendar.",
        "An association: neither an effect nor its size.",
    ),
    FindingKind(
        "LAGGED_CORRELATION",
        (INFO,),
        "The lag at which prewhitened spend and KPI go together most (0 to 8 weeks, or 28 days).",
        "A hint at how long adstock lasts.",
    ),
    FindingKind(
        "AUTOCORRELATION",
        (INFO,),
        "The KPI, without what the calendar explains, remembers the period before (Ljung-Box p under 0.05).",
        "Use errors that allow for it (HAC), or a model with lags.",
    ),
    FindingKind(
        "STATIONARITY",
        (INFO,),
        "Augmented Dickey-Fuller and KPSS tests of the KPI, both p-values.",
        "Where they disagree, keep the trend in the model.",
    ),
    FindingKind(
        "NONLINEAR_DEPENDENCE",
        (INFO,),
        "Mutual information of each channel's spend and the KPI, in nats.",
        "High beside a low correlation means saturation or thresholds.",
    ),
    FindingKind(
        "ADSTOCK_PREVIEW",
        (INFO,),
        "The decay and half saturation at which transformed spend goes with the KPI most. Not an estimate.",
        "Use it to choose priors at most.",
    ),
)

FINDING_KINDS: dict[str, FindingKind] = {kind.code: kind for kind in _ALL}
"""Kinds by code, from the making of the panel to hints."""


def some(names: list[str], shown: int = 5) -> str:
    """The first few, and how many more.

    >>> some(["a", "b", "c"], shown=2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - shown:,} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more
