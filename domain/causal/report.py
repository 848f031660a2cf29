"""What a causal export gives: the panel, and everything that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.causal.diagnostics import Diagnostics
from domain.causal.graph import Graph
from domain.causal.panel import Finding, Panel
from domain.causal.request import CausalRequest
from domain.insights.left_out import Excluded


@dataclass(frozen=True, slots=True)
class CausalReport:
    """A panel with everything that explains it; plain values are as JSON has them."""

    request: CausalRequest
    panel: Panel
    diagnostics: Diagnostics
    """Their findings are in `findings` too."""
    findings: list[Finding]
    excluded: list[Excluded]
    roles: dict[str, Any]
    loaders: dict[str, Any]
    graph: Graph
    holidays: list[dict[str, Any]]
    split: dict[str, Any]
    provenance: dict[str, Any]
