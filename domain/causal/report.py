"""What a causal export gives: the panel, and everything that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.causal.graph import Graph
from domain.causal.panel import Finding, Panel
from domain.causal.request import CausalRequest
from domain.insights.left_out import Excluded


class Examined(Protocol):
    """What diagnostics found out about a panel; those that compute statistics give these as well."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What is wrong with the numbers."""
        ...


@dataclass(frozen=True, slots=True)
class CausalReport:
    """A panel with everything that explains it; plain values are as JSON has them."""

    request: CausalRequest
    panel: Panel
    examined: Examined | None
    """The diagnostics, where there are any; their findings are in `findings` too."""
    findings: list[Finding]
    excluded: list[Excluded]
    roles: dict[str, Any]
    loaders: dict[str, Any]
    graph: Graph
    holidays: list[dict[str, Any]]
    split: dict[str, Any]
    provenance: dict[str, Any]
