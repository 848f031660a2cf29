"""The registry of loaders: one line adds a tool."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.causal.loaders.effects import causalpy, dowhy, econml, geolift, prophet, statsmodels
from domain.causal.loaders.facts import Block, Facts, facts_of
from domain.causal.loaders.mmm import meridian, pymc_marketing, robyn
from domain.causal.panel import Panel

LOADERS: dict[str, Callable[[Facts], Block]] = {
    "meridian": meridian,
    "pymc_marketing": pymc_marketing,
    "robyn": robyn,
    "dowhy": dowhy,
    "prophet": prophet,
    "geolift": geolift,
    "causalpy": causalpy,
    "econml": econml,
    "statsmodels": statsmodels,
}


def loaders_of(panel: Panel, roles: dict[str, Any], gml: str) -> dict[str, Block]:
    """Keyword arguments by tool and call, `notes`, and `missing` where a model column has nulls."""
    facts = facts_of(panel, roles, gml)
    return {tool: load(facts) for tool, load in LOADERS.items()}
