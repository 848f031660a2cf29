"""The causal graph: what the columns are to one another, as GML and DOT.

Every confounder is a column (a latent `season` would leave no backdoor set). Email sends are decided upon demand, so
they have the confounders of spend.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from domain.causal.columns import Role
from domain.causal.panel import Panel

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the panel's order; edges from cause to effect."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]

    @property
    def gml(self) -> str:
        """As networkx and DoWhy read it."""
        place = {name: number for number, name in enumerate(self.nodes)}
        nodes = [f'  node [\n    id {number}\n    label "{name}"\n  ]' for name, number in place.items()]
        edges = [f"  edge [\n    source {place[a]}\n    target {place[b]}\n  ]" for a, b in self.edges]
        return "\n".join(["graph [", "  directed 1", *nodes, *edges, "]", ""])

    @property
    def dot(self) -> str:
        """As Graphviz reads it."""
        lines = [f"  {name};" for name in self.nodes] + [f"  {a} -> {b};" for a, b in self.edges]
        return "\n".join(["digraph causal {", *lines, "}", ""])


def graph_of(panel: Panel) -> Graph:
    """Confounders -> treatments and KPI; spend -> impressions -> clicks -> KPI; KPI -> revenue."""
    edges = list(dict.fromkeys(_edges(panel)))
    met = {name for edge in edges for name in edge} | {"kpi"}
    return Graph(tuple(column.name for column in panel.columns if column.name in met), tuple(edges))


def _edges(panel: Panel) -> Iterator[Edge]:
    treatments = panel.names(Role.PAID_SPEND, Role.ORGANIC)
    confounders = panel.names(Role.CONTROL, Role.SEASONALITY)
    confounders = [*(["geo"] if len(panel.geos) > 1 else []), *confounders]
    for cause in confounders:
        yield from ((cause, treatment) for treatment in treatments)
        yield (cause, "kpi")
    for treatment in treatments:
        channel = next(column.channel for column in panel.columns if column.name == treatment)
        yield from _chain(treatment, _mediators(panel, channel))
    yield from (("kpi", name) for name in panel.names(Role.REVENUE) if panel.kpi_type != "revenue")


def _mediators(panel: Panel, channel: str | None) -> list[str]:
    """Impressions before clicks, as the panel has them."""
    return [column.name for column in panel.columns if column.channel == channel and column.role is Role.MEDIATOR]


def _chain(treatment: str, mediators: list[str]) -> Iterator[Edge]:
    """Each to the next; what is seen may also lead to the KPI without a click, and so may a message."""
    steps = [treatment, *mediators]
    yield from pairwise(steps)
    yield from ((step, "kpi") for step in mediators or steps)
    if treatment.endswith("_sends") and mediators:
        yield (treatment, "kpi")
