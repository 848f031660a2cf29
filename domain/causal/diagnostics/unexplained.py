"""The KPI per period without what the calendar, media and controls explain: level shifts, odd days, memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.causal.columns import Role
from domain.causal.diagnostics.reading import (
    Floats,
    by_period,
    calendar_names,
    own_regressors,
    season_length,
    varies,
    varying,
)
from domain.causal.finding_kinds import FINDING_KINDS, some
from domain.causal.panel import Finding, Panel
from domain.vocabulary import Granularity
from domain.wording import counted

MIN_PERIODS = 30
PER_PARAMETER = 2
"""Periods per column: with fewer, a regression explains its own noise."""
FAR_OFF = 6.0
HALF = 0.5
MIN_SEGMENT = 4
"""Weeks."""
SHIFT = 3.0
SIGNIFICANT = 0.05
_MARKED = ("is_holiday", "retail_event")


@dataclass(frozen=True, slots=True)
class Unexplained:
    """`national`: one row per period (`reading.by_period`) where everything is known; `residual`: of the KPI, in its unit."""

    national: pd.DataFrame
    kpi: str
    residual: Floats

    @property
    def dates(self) -> list[str]:
        """First days of the periods."""
        return [str(day) for day in self.national.index]


def unexplained(panel: Panel, *, given_media: bool = True) -> Unexplained | None:
    """What a linear model leaves of the KPI; None where there is too little to tell."""
    (kpi,) = panel.names(Role.KPI)
    national = by_period(panel)
    names = [*calendar_names(panel), *(own_regressors(panel) if given_media else [])]
    used = varying(national, names)
    known = national.dropna(subset=[kpi, *used])
    if len(known) < max(MIN_PERIODS, PER_PARAMETER * (len(used) + 1)) or not varies(known[kpi].to_numpy()):
        return None
    return Unexplained(known, kpi, residual_of(known[kpi].to_numpy(), known[used].to_numpy()))


def residual_of(values: Floats, explaining: Floats) -> Floats:
    """What ordinary least squares on a constant and these columns leaves."""
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415 - 0.7 s, only where a panel is made

    design = np.column_stack([np.ones(len(values)), explaining])
    residual: Floats = np.asarray(OLS(values, design).fit().resid)
    return residual


def residual_findings(panel: Panel) -> list[Finding]:
    """Outliers, lasting shifts and autocorrelation of what is left of the KPI."""
    found = []
    by_season = unexplained(panel, given_media=False)
    if by_season is not None and varies(by_season.residual):
        found += _outliers(panel, by_season)
    left = unexplained(panel)
    if left is not None and varies(left.residual):
        found += [*_shifts(panel, left), *_memory(left)]
    return found


def _outliers(panel: Panel, left: Unexplained) -> list[Finding]:
    rest = _without_weekdays(panel, left.residual)
    scores = robust_scores(rest)
    marked = [*(name for name in _MARKED if name in left.national), *_own_marks(panel, left.national)]
    explained = (left.national[marked] > 0).any(axis=1).to_numpy() if marked else np.zeros(len(rest), np.bool_)
    far = (np.abs(scores) > FAR_OFF) & ~explained
    if not far.any():
        return []
    days = [f"{day} ({score:+.1f})" for day, score, odd in zip(left.dates, scores, far, strict=True) if odd]
    periods = counted(int(far.sum()), "period", "periods")
    message = f"{left.kpi} is far off what season and trend say in {periods}: {some(days)}."
    worst = float(scores[far][np.abs(scores[far]).argmax()])
    return [FINDING_KINDS["OUTLIER"].found(message, left.kpi, value=worst, threshold=FAR_OFF)]


def _own_marks(panel: Panel, national: pd.DataFrame) -> list[str]:
    """Controls of the caller that mark some periods: above zero in the fewest."""
    own = set(own_regressors(panel)) & set(panel.names(Role.CONTROL))
    return [name for name in national if name in own and (national[name] == 0).mean() > HALF]


def _without_weekdays(panel: Panel, residual: Floats) -> Floats:
    """Daily residuals without the pattern of the week, told robustly (STL)."""
    from statsmodels.tsa.seasonal import STL  # noqa: PLC0415 - as above

    if panel.granularity is not Granularity.DAY:
        return residual
    seasonal: Floats = np.asarray(STL(residual, period=season_length(panel), robust=True).fit().seasonal)
    return residual - seasonal


def robust_scores(values: Floats) -> Floats:
    """Distance from the median in robust standard deviations; zeros where half of the values are the same."""
    from scipy.stats import median_abs_deviation  # noqa: PLC0415 - half a second, only where a panel is made

    spread = float(median_abs_deviation(values, scale="normal"))
    scores: Floats = (values - np.median(values)) / spread if spread > 0 else np.zeros(len(values))
    return scores


def _shifts(panel: Panel, left: Unexplained) -> list[Finding]:
    """Where the level changes for good: candidates by PELT on the weeks, kept where a regression with steps agrees."""
    length = 7 if panel.granularity is Granularity.DAY else 1
    weeks = len(left.residual) // length
    if weeks < MIN_PERIODS:
        return []
    weekly = left.residual[: weeks * length].reshape(-1, length).mean(axis=1)
    found = []
    for place, shift, by in _steps(panel, left, [week * length for week in _candidates(weekly)]):
        way = "higher" if shift > 0 else "lower"
        message = f"From {left.dates[place]} on, {left.kpi} is {way} by {abs(shift):,.4g} per period than season, trend and media say."
        found.append(FINDING_KINDS["CHANGE_POINT"].found(message, left.kpi, value=by, threshold=SHIFT))
    return found


def _candidates(weekly: Floats) -> list[int]:
    from ruptures import Pelt  # noqa: PLC0415 - as above

    scores = np.clip(robust_scores(weekly), -SHIFT, SHIFT)  # one odd week is no level
    if not varies(scores):
        return []
    return [
        int(end)
        for end in Pelt(model="l2", min_size=MIN_SEGMENT, jump=1).fit(scores).predict(pen=3 * np.log(len(scores)))
    ][:-1]


def _steps(panel: Panel, left: Unexplained, places: list[int]) -> list[tuple[int, float, float]]:
    """Place, size in the KPI's unit, and size in standard deviations of what then is left; the small ones drop out one by one.

    A step bends the trend that was fitted without it, so several candidates may stand for one.
    """
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415 - as above

    used = varying(left.national, [*calendar_names(panel), *own_regressors(panel)])
    known, values = left.national[used].to_numpy(), left.national[left.kpi].to_numpy()
    while places:
        steps = np.stack([(np.arange(len(values)) >= place).astype(np.float64) for place in places], axis=1)
        fit = OLS(values, np.column_stack([np.ones(len(values)), known, steps])).fit()
        sizes, spread = np.asarray(fit.params)[-len(places) :], float(np.sqrt(fit.mse_resid))
        smallest = int(np.abs(sizes).argmin())
        if spread > 0 and abs(sizes[smallest]) < SHIFT * spread:
            places = [place for number, place in enumerate(places) if number != smallest]
            continue
        return [(place, float(size), float(size / spread)) for place, size in zip(places, sizes, strict=True)]
    return []


def _memory(left: Unexplained) -> list[Finding]:
    from statsmodels.stats.diagnostic import acorr_ljungbox  # noqa: PLC0415 - as above

    lags = min(10, len(left.residual) // 5)
    p_value = float(acorr_ljungbox(left.residual, lags=[lags])["lb_pvalue"].iloc[0])
    if p_value >= SIGNIFICANT:
        return []
    message = f"What is left of {left.kpi} remembers its last {counted(lags, 'period', 'periods')} (Ljung-Box p = {p_value:.3g})."
    return [FINDING_KINDS["AUTOCORRELATION"].found(message, left.kpi, value=p_value, threshold=SIGNIFICANT)]
