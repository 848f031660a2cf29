"""Roles: which columns a model may use for what."""

from __future__ import annotations

from typing import Any

from domain.causal.columns import Role
from domain.causal.panel import Panel


def roles_of(panel: Panel, target: str, country: str, timezones: list[str]) -> dict[str, Any]:
    """Column names by role, and what a loader must know besides; lists are in the panel's order."""
    spend, impressions = panel.by_channel(Role.PAID_SPEND), _impressions(panel)
    return {
        "date": "date",
        "geo": "geo",
        "population": _one(panel, Role.POPULATION),
        "kpi": "kpi",
        "kpi_type": panel.kpi_type,
        "target_metric": target,
        "revenue": _one(panel, Role.REVENUE),
        "revenue_per_kpi": _one(panel, Role.REVENUE_PER_KPI),
        "paid": [
            {"channel": channel, "spend": column, "exposure": impressions.get(channel, column)}
            for channel, column in spend.items()
        ],
        "organic": panel.names(Role.ORGANIC),
        "controls": panel.names(Role.CONTROL),
        "seasonality": panel.names(Role.SEASONALITY),
        "mediators": panel.names(Role.MEDIATOR),
        "derived": panel.names(Role.DERIVED),
        "split": "train",
        "granularity": panel.granularity.value,
        "week_start": panel.week_start,
        "country": country,
        "currency": panel.currency,
        "timezones": timezones,
    }


def _one(panel: Panel, role: Role) -> str | None:
    return next(iter(panel.names(role)), None)


def _impressions(panel: Panel) -> dict[str, str]:
    """Impressions of each channel: the exposure of tools that want one beside spend."""
    return {
        column.channel: column.name
        for column in panel.columns
        if column.channel and column.name == f"{column.channel}_impressions"
    }
