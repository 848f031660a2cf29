"""Media columns: what each channel spent and sent, and what came of it before the KPI."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.causal.cells import Cells, Layout, clamp
from domain.causal.channels import Channel
from domain.causal.columns import Role
from domain.causal.finding_kinds import FINDING_KINDS
from domain.causal.made import Made, made_of_cells
from domain.causal.panel import Finding
from domain.wording import counted as say_counted

SENDS = ("sent", "delivered")


@dataclass(frozen=True, slots=True)
class Clamped:
    """Spend below zero of one column that the panel shows as 0."""

    column: str
    cells: int
    rows: int
    units: int


def media_columns(layout: Layout, target: str) -> tuple[list[Made], list[Clamped]]:
    """Columns of every channel in order; one that reports no media of its own has none."""
    made: list[Made] = []
    clamped: list[Clamped] = []
    for number, channel in enumerate(layout.counted.channels):
        spend = layout.of_channel(number, "spend")
        if spend.is_observed:
            spend, below = clamp(spend)
            name = f"{channel.name}_spend"
            if below.any():
                lost = int(layout.of_channel(number, "spend").units[below].sum())
                clamped.append(Clamped(name, int(below.sum()), int(layout.row_counts(number)[below].sum()), lost))
            about = f"Money spent on {channel.title}."
            made.append(made_of_cells(spend, name, Role.PAID_SPEND, layout.counted.currency, about, channel.name))
        made += _rest(layout, number, channel, target, paid=spend.is_observed)
    return made, clamped


def _rest(layout: Layout, number: int, channel: Channel, target: str, *, paid: bool) -> Iterator[Made]:
    sends = _sends(layout, number)
    if sends is not None:
        about = f"Messages of {channel.title} that were {sends.metric}: email is organic media."
        yield _column(sends, f"{channel.name}_sends", Role.ORGANIC, about, channel)
    for metric in ("impressions", "clicks"):
        cells = layout.of_channel(number, metric)
        if not cells.is_observed or (metric == "impressions" and sends is not None and not paid):
            continue  # the impressions of a message are its deliveries
        is_media = metric == "impressions" and not paid
        role = Role.DERIVED if metric == target else Role.ORGANIC if is_media else Role.MEDIATOR
        about = f"{metric.capitalize()} of {channel.title}"
        about += {
            Role.DERIVED: ": part of the KPI, not a cause of it.",
            Role.ORGANIC: ": nobody paid for them.",
            Role.MEDIATOR: ": they follow the spend, so they are no controls.",
        }[role]
        yield _column(cells, f"{channel.name}_{metric}", role, about, channel)


def _sends(layout: Layout, number: int) -> Cells | None:
    """Messages sent; delivered where some are known by their delivery alone."""
    sent, delivered = (layout.of_channel(number, metric) for metric in SENDS)
    known_by_delivery = ((delivered.fills == 0) & (sent.fills != 0)).any()
    best = delivered if known_by_delivery else sent
    return best if best.is_observed else None


def _column(cells: Cells, name: str, role: Role, about: str, channel: Channel) -> Made:
    return made_of_cells(cells, name, role, None, about, channel.name)


def clamped_finding(clamped: Clamped, currency: str | None) -> Finding:
    """Spend below zero is never hidden."""
    amount = clamped.units / 1_000_000
    message = (
        f"{say_counted(clamped.cells, 'cell', 'cells')} of {clamped.column} added up to less than zero ({amount:,.2f} {currency or ''}".rstrip()
        + "): shown as 0 in the panel, and the amount is in `excluded`."
    )
    return FINDING_KINDS["NEGATIVE_SPEND"].found(message, clamped.column, value=amount, threshold=0.0)
