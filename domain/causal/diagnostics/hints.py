"""What an analyst likes to know before modelling: nothing here is an effect, and nothing needs mending."""

from __future__ import annotations

import warnings

import numpy as np

from domain.causal.columns import Role
from domain.causal.diagnostics.reading import Floats, calendar_names, varies, varying
from domain.causal.diagnostics.unexplained import Unexplained, residual_of, unexplained
from domain.causal.finding_kinds import FINDING_KINDS
from domain.causal.panel import Finding, Panel
from domain.vocabulary import Granularity

MAX_CHANNELS = 20
"""Channels with the most spend."""
LAGS = {Granularity.DAY: 28, Granularity.WEEK: 8}
MEMORY = {Granularity.DAY: 7, Granularity.WEEK: 4}
DECAYS = (0.0, 0.2, 0.4, 0.6, 0.8)
HALVES = (0.25, 0.5, 0.75)
"""Half saturation, as quantiles of adstocked spend."""
SEED = 0


def hint_findings(panel: Panel) -> list[Finding]:
    """Associations of spend and KPI, lags, memory, stationarity; all of them INFO."""
    left = unexplained(panel, given_media=False)
    if left is None or not varies(left.residual):
        return []
    national = left.national
    whole = [name for name in panel.names(Role.PAID_SPEND) if national[name].notna().all()]  # lags need every period
    spends = sorted(varying(national, whole), key=lambda n: (-float(national[n].to_numpy().sum()), n))
    channels = spends[:MAX_CHANNELS]
    return [
        *_stationarity(panel, left),
        *(found for name in channels for found in _of_channel(panel, left, name)),
        *_dependence(left, channels),
    ]


def _of_channel(panel: Panel, left: Unexplained, name: str) -> list[Finding]:
    spend = left.national[name].to_numpy()
    calendar = varying(left.national, calendar_names(panel))
    own = residual_of(spend, left.national[calendar].to_numpy())
    found = [_lag(panel, left, name, spend)]
    if varies(own):
        found = [_partial(left, name, own), *found, _preview(left, name, spend)]
    return [finding for finding in found if finding is not None]


def _partial(left: Unexplained, name: str, own: Floats) -> Finding:
    from scipy.stats import pearsonr  # noqa: PLC0415 - half a second, only where a panel is made

    measured = pearsonr(own, left.residual)
    message = (
        f"Given the calendar, {name} and {left.kpi} correlate by {measured.statistic:.3f} (p = {measured.pvalue:.3g})."
    )
    return FINDING_KINDS["PARTIAL_CORRELATION"].found(message, name, left.kpi, value=float(measured.statistic))


def _lag(panel: Panel, left: Unexplained, name: str, spend: Floats) -> Finding | None:
    """Both are filtered by the spend's own autoregression, so that its memory does not look like a lag (Box-Jenkins)."""
    from scipy.signal import lfilter  # noqa: PLC0415 - as above
    from statsmodels.tsa.ar_model import AutoReg  # noqa: PLC0415 - as above
    from statsmodels.tsa.stattools import ccf  # noqa: PLC0415 - as above

    memory, lags = MEMORY[panel.granularity], LAGS[panel.granularity]
    weights = np.asarray(AutoReg(spend, lags=memory, trend="c").fit().params)[1:]
    taps = np.concatenate([[1.0], -weights])
    white, answer = (lfilter(taps, [1.0], x - x.mean())[memory:] for x in (spend, left.residual))
    if not (varies(white) and varies(answer)) or len(white) <= 2 * lags:
        return None
    together = np.asarray(ccf(answer, white, adjusted=False))[: lags + 1]
    lag = int(np.abs(together).argmax())
    unit = "days" if panel.granularity is Granularity.DAY else "weeks"
    message = f"{left.kpi} follows {name} most after {lag} {unit} (r = {together[lag]:.3f}, prewhitened)."
    kind = FINDING_KINDS["LAGGED_CORRELATION"]
    return kind.found(message, name, left.kpi, value=float(lag), threshold=float(1.96 / np.sqrt(len(white))))


def _preview(left: Unexplained, name: str, spend: Floats) -> Finding:
    from scipy.signal import lfilter  # noqa: PLC0415 - as above

    tried = []
    for decay in DECAYS:
        stock = lfilter([1.0], [1.0, -decay], spend)
        for half in np.quantile(stock[stock > 0], HALVES):
            curve = stock / (stock + half)
            if varies(curve):
                tried.append((float(np.corrcoef(curve, left.residual)[0, 1]), decay, float(half)))
    r, decay, half = max(tried, key=lambda one: (abs(one[0]), -one[1]), default=(0.0, 0.0, 0.0))
    message = f"Not an estimate: {left.kpi} goes with {name} most at decay {decay:g} and half saturation {half:,.4g} (r = {r:.3f})."
    return FINDING_KINDS["ADSTOCK_PREVIEW"].found(message, name, left.kpi, value=decay)


def _stationarity(panel: Panel, left: Unexplained) -> list[Finding]:
    from statsmodels.tsa.stattools import adfuller, kpss  # noqa: PLC0415 - as above

    values, memory = left.national[left.kpi].to_numpy(), 2 * MEMORY[panel.granularity]
    adf = float(adfuller(values, maxlag=memory, regression="ct", autolag="AIC", result_object=True).pvalue)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # p-values beyond KPSS's table are cut at its ends, as the message says
        level = float(kpss(values, regression="ct", nlags="auto")[1])
    message = f"{left.kpi}, with a trend: ADF p = {adf:.3g} (under 0.05: stationary), KPSS p = {level:.2g} (0.01 to 0.1; under 0.05: not)."
    return [FINDING_KINDS["STATIONARITY"].found(message, left.kpi, value=adf, threshold=0.05)]


def _dependence(left: Unexplained, channels: list[str]) -> list[Finding]:
    from sklearn.feature_selection import mutual_info_regression  # noqa: PLC0415 - as above

    if not channels:
        return []
    shared = mutual_info_regression(left.national[channels].to_numpy(), left.residual, random_state=SEED)
    kind = FINDING_KINDS["NONLINEAR_DEPENDENCE"]
    return [
        kind.found(f"{name} and {left.kpi} share {nats:.3f} nats.", name, left.kpi, value=float(nats))
        for name, nats in zip(channels, shared, strict=True)
    ]
