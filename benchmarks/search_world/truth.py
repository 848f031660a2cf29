"""Metrics of an entity over days, by arithmetic of its own: sums of exact figures, and ratios of those sums."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from benchmarks.search_world.facts import FIRST_DAY, LAST_DAY, Entity

Span = tuple[date, date]
WHOLE: Span = (FIRST_DAY, LAST_DAY)
RATIOS: dict[str, tuple[str, str, int]] = {
    "cpm": ("spend", "impressions", 1000),
    "cpc": ("spend", "clicks", 1),
    "ctr": ("clicks", "impressions", 1),
    "conversion_rate": ("conversions", "clicks", 1),
    "cost_per_conversion": ("spend", "conversions", 1),
    "roas": ("revenue", "spend", 1),
    "average_order_value": ("revenue", "conversions", 1),
    "open_rate": ("unique_opens", "delivered", 1),
    "click_rate": ("unique_clicks", "delivered", 1),
    "click_to_open_rate": ("unique_clicks", "unique_opens", 1),
    "unsubscribe_rate": ("unsubscribes", "delivered", 1),
    "bounce_rate": ("bounces", "sent", 1),
    "revenue_per_recipient": ("revenue", "delivered", 1),
}
"""Numerator, denominator, factor."""
MONEY = {"spend": "spend_cents", "revenue": "revenue_cents"}
FEWEST_IMPRESSIONS, FEWEST_DELIVERED = 1000, 200
"""Below these a ratio says nothing yet."""


def is_active(entity: Entity, span: Span) -> bool:
    """Whether it has a day of figures in the span."""
    return bool(_places(entity, span))


def amount(entity: Entity, column: str, span: Span) -> float | None:
    """The sum of a column over the span, money in currency units; None where the platform does not report it."""
    values = entity.figures.columns.get(MONEY.get(column, column))
    places = _places(entity, span)
    if values is None or not places:
        return None
    total = int(values[places.start : places.stop].sum())
    return total / 100 if column in MONEY else float(total)


def metric(entity: Entity, name: str, span: Span) -> float | None:
    """A sum or a ratio of sums; None where it is not defined."""
    if name not in RATIOS:
        return amount(entity, name, span)
    top_name, bottom_name, factor = RATIOS[name]
    top, bottom = amount(entity, top_name, span), amount(entity, bottom_name, span)
    return None if top is None or not bottom else factor * top / bottom


def has_volume(entity: Entity, span: Span) -> bool:
    """Whether its ratios are worth ranking."""
    if is_message(entity):
        return (amount(entity, "delivered", span) or 0) >= FEWEST_DELIVERED
    return (amount(entity, "impressions", span) or 0) >= FEWEST_IMPRESSIONS


def is_message(entity: Entity) -> bool:
    """Whether it is sent, not shown."""
    return "delivered" in entity.figures.columns


def _places(entity: Entity, span: Span) -> range:
    days = entity.figures.days
    return range(bisect_left(days, span[0]), bisect_right(days, span[1]))
