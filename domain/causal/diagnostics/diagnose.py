"""All checks of a panel, the gravest finding first."""

from __future__ import annotations

from dataclasses import dataclass

from domain.causal.diagnostics.amount import amount_findings
from domain.causal.diagnostics.correlations import Correlation, collinear_findings, correlate
from domain.causal.diagnostics.geos import geo_findings
from domain.causal.diagnostics.hints import hint_findings
from domain.causal.diagnostics.inflation import inflation, inflation_findings
from domain.causal.diagnostics.integrity import integrity_findings
from domain.causal.diagnostics.media import media_findings
from domain.causal.diagnostics.summary import ColumnSummary, summarize
from domain.causal.diagnostics.unexplained import residual_findings
from domain.causal.finding_kinds import SEVERITY_MEANINGS
from domain.causal.panel import Finding, Panel


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """`findings`: the gravest first; `correlations` and `summaries` in the panel's order of columns."""

    findings: list[Finding]
    correlations: list[Correlation]
    summaries: list[ColumnSummary]


def diagnose(panel: Panel) -> Diagnostics:
    """What is wrong with the panel's numbers, and how they hang together.

    Statistics over time need one row per geo and period: they are left out where rows repeat or lack. An empty panel has none.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - comes with scikit-learn

    if panel.frame.empty:
        return Diagnostics([], [], summarize(panel, {}))
    with threadpool_limits(limits=1, user_api="blas"):  # small matrices: threads cost more than they bring, and bits
        return _diagnosed(panel)


def _diagnosed(panel: Panel) -> Diagnostics:
    findings = integrity_findings(panel)
    is_grid = not any(finding.code in {"DUPLICATE_ROWS", "PERIODS_ABSENT"} for finding in findings)
    correlations, factors = correlate(panel), inflation(panel)
    findings += [*amount_findings(panel), *media_findings(panel)]
    collinear = collinear_findings(panel, correlations)
    findings += [*collinear, *inflation_findings(panel, factors, collinear), *geo_findings(panel)]
    if is_grid:
        findings += [*residual_findings(panel), *hint_findings(panel)]
    order = list(SEVERITY_MEANINGS)
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
    return Diagnostics(ranked, correlations, summarize(panel, factors))
