"""What is wrong with a panel, and how its columns hang together: findings, correlations, summaries."""

from __future__ import annotations

from domain.causal.diagnostics.correlations import Correlation
from domain.causal.diagnostics.diagnose import Diagnostics, diagnose
from domain.causal.diagnostics.summary import ColumnSummary
from domain.causal.finding_kinds import FINDING_KINDS, FindingKind

__all__ = ["FINDING_KINDS", "ColumnSummary", "Correlation", "Diagnostics", "FindingKind", "diagnose"]
