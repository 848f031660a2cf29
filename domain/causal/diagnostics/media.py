"""Whether spend and what it bought go together, and whether every channel is large enough to be told apart."""

from __future__ import annotations

import numpy as np

from domain.causal.columns import Role
from domain.causal.diagnostics.reading import Floats, floats, varies
from domain.causal.finding_kinds import FINDING_KINDS, INFO, REVIEW, some
from domain.causal.panel import Finding, Panel
from domain.wording import counted

EXPOSURE_ENDS = ("_impressions", "_reach")
SMALL_SHARE = 0.01
WHISKER = 1.5
FAR = 10.0
"""Times the median, or a tenth of it: no auction does that, a wrong unit does."""
MIN_ROWS = 20
"""Rows with spend and exposure that a quartile needs."""


def media_findings(panel: Panel) -> list[Finding]:
    """Spend without exposure and the reverse, cost outliers, small channels."""
    found = []
    exposures = exposure_columns(panel)
    for channel, spend in panel.by_channel(Role.PAID_SPEND).items():
        if channel in exposures:
            found += _unmatched(panel, spend, exposures[channel])
            found += _cost_outliers(panel, spend, exposures[channel])
    return [*found, *_small_shares(panel)]


def exposure_columns(panel: Panel) -> dict[str, str]:
    """Channel to its impressions, whatever role they have."""
    roles = {Role.PAID_EXPOSURE, Role.MEDIATOR}
    return {
        column.channel: column.name
        for column in reversed(panel.columns)
        if column.channel and column.role in roles and column.name.endswith(EXPOSURE_ENDS)
    }


def _unmatched(panel: Panel, spend: str, exposure: str) -> list[Finding]:
    money, shown = floats(panel.frame, spend), floats(panel.frame, exposure)
    found = []
    for code, has, lacks, rows in (
        ("SPEND_WITHOUT_EXPOSURE", spend, exposure, (money > 0) & (shown == 0)),
        ("EXPOSURE_WITHOUT_SPEND", exposure, spend, (shown > 0) & (money == 0)),
    ):
        if rows.any():
            message = (
                f"{has} without {lacks} in {counted(int(rows.sum()), 'row', 'rows')}: {some(_dates(panel, rows))}."
            )
            found.append(FINDING_KINDS[code].found(message, spend, exposure, value=float(rows.sum()), threshold=0.0))
    return found


def _cost_outliers(panel: Panel, spend: str, exposure: str) -> list[Finding]:
    from scipy.stats import iqr  # noqa: PLC0415 - half a second, only where a panel is made

    money, shown = floats(panel.frame, spend), floats(panel.frame, exposure)
    both = (money > 0) & (shown > 0)
    if int(both.sum()) < MIN_ROWS:
        return []
    cost = np.full(len(money), np.nan)
    cost[both] = 1000 * money[both] / shown[both]
    low, middle, high = (float(q) for q in np.quantile(cost[both], (0.25, 0.5, 0.75)))
    reach = WHISKER * float(iqr(cost[both]))
    outside = both & ((cost < low - reach) | (cost > high + reach))
    far = both & ((cost > FAR * middle) | (cost < middle / FAR))
    rows = far if far.any() else outside
    if not rows.any():
        return []
    worst = float(cost[rows][np.abs(np.log(cost[rows] / middle)).argmax()])
    severity, bound = (REVIEW, FAR * middle) if far.any() else (INFO, high + reach)
    message = (
        f"{spend} per thousand {exposure} is {worst:,.4g} at worst, {middle:,.4g} usually; "
        f"{counted(int(rows.sum()), 'row stands', 'rows stand')} out: {some(_dates(panel, rows))}."
    )
    kind = FINDING_KINDS["COST_OUTLIERS"]
    return [kind.found(message, spend, exposure, value=worst, threshold=bound, severity=severity)]


def _small_shares(panel: Panel) -> list[Finding]:
    spends: dict[str, Floats] = {name: floats(panel.frame, name) for name in panel.names(Role.PAID_SPEND)}
    sums = {name: float(np.nansum(values)) for name, values in spends.items()}
    total = sum(sums.values())
    found = []
    for name, amount in sums.items():
        if total > 0 and amount < SMALL_SHARE * total and varies(spends[name]):
            message = f"{name} is {amount / total:.2%} of all spend ({amount:,.2f} of {total:,.2f})."
            kind = FINDING_KINDS["SMALL_SPEND_SHARE"]
            found.append(kind.found(message, name, value=amount / total, threshold=SMALL_SHARE))
    return found


def _dates(panel: Panel, rows: np.ndarray) -> list[str]:
    return sorted(set(panel.frame["date"].to_numpy()[rows].tolist()))
