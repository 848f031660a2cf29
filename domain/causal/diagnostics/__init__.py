"""What is wrong with a panel, and how its columns hang together: findings, correlations, summaries."""

from __future__ import annotations

from domain.causal.diagnostics.correlations import Correlation
from domain.causal.diagnostics.diagnose import Diagnostics, diagnose
from domain.causal.diagnostics.kinds import FINDING_KINDS, FindingKind
from domain.causal.diagnostics.summary import ColumnSummary

__all__ = ["FINDING_KINDS", "ColumnSummary", "Correlation", "Diagnostics", "FindingKind", "diagnose"]
