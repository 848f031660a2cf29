"""Whether geos tell more than a national panel, and periods more than one snapshot."""

from __future__ import annotations

import numpy as np
import pandas as pd

from domain.causal.columns import Role
from domain.causal.diagnostics.reading import Floats, floats, varies
from domain.causal.finding_kinds import FINDING_KINDS
from domain.causal.panel import Finding, Panel

MOST = 0.95


def geo_findings(panel: Panel) -> list[Finding]:
    """Media that the period, or the geo, explains nearly alone."""
    if len(panel.geos) < 2:  # noqa: PLR2004 - one geo is a national panel
        return []
    found = []
    people = next((floats(panel.frame, name) for name in panel.names(Role.POPULATION)), None)
    for name in panel.names(Role.PAID_SPEND, Role.ORGANIC):
        values = floats(panel.frame, name)
        if not varies(values):
            continue
        by_time = explained_by(_to_own_mean(panel, values), panel.frame["date"])
        if by_time > MOST:
            message = f"The period alone explains {by_time:.1%} of {name}, each geo to its own mean."
            found.append(FINDING_KINDS["TIME_COLLINEAR"].found(message, name, value=by_time, threshold=MOST))
        if people is None or not np.isfinite(people).all() or not (people > 0).all():
            continue
        by_geo = explained_by(values / people, panel.frame["geo"])
        if by_geo > MOST:
            message = f"The geo alone explains {by_geo:.1%} of {name} per head."
            found.append(FINDING_KINDS["GEO_COLLINEAR"].found(message, name, value=by_geo, threshold=MOST))
    return found


def _to_own_mean(panel: Panel, values: Floats) -> Floats:
    means = pd.Series(values).groupby(panel.frame["geo"].to_numpy()).transform("mean").to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled: Floats = np.where(means > 0, values / means, np.nan)
    return scaled


def explained_by(values: Floats, groups: pd.Series) -> float:
    """R2 of a column on the dummies of a grouping: the variance between groups over the whole; 0 for a constant."""
    table = pd.DataFrame({"value": values, "group": groups.to_numpy()}).dropna()
    whole = float(((table["value"] - table["value"].mean()) ** 2).sum())
    if whole == 0 or table.empty:
        return 0.0
    within = table["value"] - table.groupby("group")["value"].transform("mean")
    return 1 - float((within**2).sum()) / whole
