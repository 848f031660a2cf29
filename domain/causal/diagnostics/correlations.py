"""How columns go together: Pearson and Spearman of every pair, with p, FDR-corrected q and n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from domain.causal.columns import Role
from domain.causal.diagnostics.reading import Floats, floats, own_regressors, varying
from domain.causal.finding_kinds import ERROR, FINDING_KINDS, REVIEW
from domain.causal.panel import Finding, Panel
from domain.wording import counted

MAX_COLUMNS = 60
"""1,770 pairs. Where there are more columns, those with the largest sums of each role are paired."""
SAME, CLOSE = 0.999, 0.9
MIN_ROWS = 3
_PAIRED = frozenset(
    {
        Role.KPI,
        Role.REVENUE,
        Role.PAID_SPEND,
        Role.PAID_EXPOSURE,
        Role.ORGANIC,
        Role.CONTROL,
        Role.SEASONALITY,
        Role.MEDIATOR,
    }
)


@dataclass(frozen=True, slots=True)
class Correlation:
    """Of two columns over the `n` rows that have both; None where one of them is constant there.

    `p_value`: of Pearson's r, two-sided; `q_value`: corrected for the number of pairs (Benjamini-Yekutieli).
    """

    x: str
    y: str
    pearson: float | None
    spearman: float | None
    p_value: float | None
    q_value: float | None
    n: int


def correlate(panel: Panel) -> list[Correlation]:
    """Every pair of the columns that a model may look at, in the panel's order."""
    from scipy.stats import false_discovery_control  # noqa: PLC0415 - half a second, only where a panel is made

    names = _paired_columns(panel)
    frame = pd.DataFrame({name: floats(panel.frame, name) for name in names})
    usable = set(varying(frame, names))
    whole = [name for name in names if name in usable and not frame[name].isna().any()]
    measured = _of_whole_columns(frame, whole)
    pairs = list(combinations(names, 2))
    for x, y in pairs:
        if (x, y) not in measured:
            measured[x, y] = _of_a_pair(frame, x, y)
    tested = [pair for pair in pairs if measured[pair].p_value is not None]
    corrected = false_discovery_control([measured[pair].p_value for pair in tested], method="by") if tested else []
    q_values = dict(zip(tested, corrected, strict=True))
    return [_with_q(measured[pair], q_values.get(pair)) for pair in pairs]


def _paired_columns(panel: Panel) -> list[str]:
    names = panel.names(*_PAIRED)
    if len(names) <= MAX_COLUMNS:
        return names
    decisive = [name for name in names if name in panel.names(Role.KPI, Role.CONTROL, Role.SEASONALITY)]
    rest = sorted(set(names) - set(decisive), key=lambda name: (-float(np.nansum(floats(panel.frame, name))), name))
    kept = {*decisive[:MAX_COLUMNS], *rest[: max(MAX_COLUMNS - len(decisive), 0)]}
    return [name for name in names if name in kept]


def _of_whole_columns(frame: pd.DataFrame, names: Sequence[str]) -> dict[tuple[str, str], Correlation]:
    """All pairs at once: the same numbers as one by one, without a call per pair."""
    from scipy.stats import pearsonr, rankdata  # noqa: PLC0415 - as above

    values = frame[list(names)].to_numpy()
    count = len(values)
    if count < MIN_ROWS:
        return {}
    ranks = rankdata(values, axis=0)
    found = {}
    for place, x in enumerate(names[:-1]):
        others = values[:, place + 1 :]
        here = np.repeat(values[:, [place]], others.shape[1], axis=1)
        straight = pearsonr(here, others, axis=0)
        by_rank = pearsonr(np.repeat(ranks[:, [place]], others.shape[1], axis=1), ranks[:, place + 1 :], axis=0)
        columns = (straight.statistic, by_rank.statistic, straight.pvalue)
        for y, r, rho, p in zip(names[place + 1 :], *columns, strict=True):
            found[x, y] = Correlation(x, y, _known(r), _known(rho), _known(p), None, count)
    return found


def _of_a_pair(frame: pd.DataFrame, x: str, y: str) -> Correlation:
    from scipy.stats import pearsonr, spearmanr  # noqa: PLC0415 - as above

    both = frame[[x, y]].dropna()
    if len(both) < MIN_ROWS or len(varying(both, [x, y])) < 2:  # noqa: PLR2004 - both of a pair
        return Correlation(x, y, None, None, None, None, len(both))
    straight = pearsonr(both[x], both[y])
    rho = spearmanr(both[x], both[y]).statistic
    return Correlation(x, y, _known(straight.statistic), _known(rho), _known(straight.pvalue), None, len(both))


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _with_q(found: Correlation, q_value: float | None) -> Correlation:
    q = None if q_value is None else float(q_value)
    return Correlation(found.x, found.y, found.pearson, found.spearman, found.p_value, q, found.n)


def collinear_findings(panel: Panel, correlations: Sequence[Correlation]) -> list[Finding]:
    """Pairs of regressors that no model can tell apart; a channel's own exposure follows its spend and is no such pair."""
    regressors = set(own_regressors(panel))
    found = []
    for pair in correlations:
        if pair.pearson is None or not {pair.x, pair.y} <= regressors or abs(pair.pearson) <= CLOSE:
            continue
        severity, bound = (ERROR, SAME) if abs(pair.pearson) > SAME else (REVIEW, CLOSE)
        message = f"{pair.x} and {pair.y} go together: r = {pair.pearson:.4f} over {counted(pair.n, 'row', 'rows')}."
        kind = FINDING_KINDS["COLLINEAR"]
        found.append(kind.found(message, pair.x, pair.y, value=pair.pearson, threshold=bound, severity=severity))
    return found


def deviations(values: Floats) -> Floats:
    """Values with mean 0 and standard deviation 1."""
    scaled: Floats = (values - values.mean()) / values.std()
    return scaled
