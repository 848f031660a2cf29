"""The causal graph in layers: causes at the left, one row per channel, what has the same effects in one box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.causal.columns import PanelColumn
from domain.causal.graph import Edge
from domain.causal.picture.wording import column_title, plain
from domain.causal.report import CausalReport

Arrow = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """`titles`: its columns, several where they have the same effects and no cause; `row`: its channel's, else None."""

    layer: int
    row: int | None
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layers:
    """Boxes and the arrows between them, by places; `rows`: channels; `left_out`: channels that are not drawn."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    rows: int
    left_out: int


def layers_of(report: CausalReport, titles: dict[str, str], shown: Sequence[str]) -> Layers:
    """The graph of the shown channels."""
    columns = {column.name: column for column in report.panel.columns}
    drawn = [name for name in report.graph.nodes if columns[name].channel in {None, *shown}]
    edges = [(cause, effect) for cause, effect in report.graph.edges if cause in drawn and effect in drawn]
    groups = _groups(drawn, edges)
    place = {name: number for number, names in enumerate(groups) for name in names}
    arrows = tuple(dict.fromkeys((place[cause], place[effect]) for cause, effect in edges))
    depth = _depths(len(groups), arrows)
    rows = {channel: row for row, channel in enumerate(shown)}
    boxes = tuple(
        Box(
            depth[number],
            rows.get(columns[names[0]].channel or ""),
            tuple(_title(columns[name], edges, columns, titles, report.request.target) for name in names),
        )
        for number, names in enumerate(groups)
    )
    return Layers(boxes, arrows, len(shown), len(titles) - len(shown))


def _title(
    column: PanelColumn, edges: Sequence[Edge], columns: dict[str, PanelColumn], titles: dict[str, str], target: str
) -> str:
    """Full names; what follows another column of its channel stands beside it, and needs only its measure."""
    follows = any(effect == column.name and columns[cause].channel == column.channel for cause, effect in edges)
    if column.channel and follows:
        return plain(column.name.removeprefix(f"{column.channel}_"))
    return column_title(column, titles, target)


def _groups(names: Sequence[str], edges: Sequence[Edge]) -> list[tuple[str, ...]]:
    """Causes without a cause of their own, together where their effects are the same; everything else alone."""
    caused = {effect for _, effect in edges}
    effects = {name: tuple(effect for cause, effect in edges if cause == name) for name in names}
    found: dict[object, list[str]] = {}
    for name in names:
        key: object = name if name in caused else effects[name]
        found.setdefault(key, []).append(name)
    return [tuple(group) for group in found.values()]


def _depths(size: int, arrows: Sequence[Arrow]) -> list[int]:
    """Longest way from a cause without a cause; the graph has no cycle."""
    depth = [0] * size
    for _ in range(size):
        changed = False
        for cause, effect in arrows:
            if depth[effect] <= depth[cause]:
                depth[effect], changed = depth[cause] + 1, True
        if not changed:
            break
    return depth
