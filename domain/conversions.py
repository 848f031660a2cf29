"""Which of the things that people did count as `conversions` and `revenue`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConversionRules:
    """How platform actions become conversions; the defaults are those a shop expects."""

    primary: str = "purchase"
    """Family of Meta's actions that counts."""
    metric_name: str = "Placed Order"
    """Name of Klaviyo's conversion metric that totals read by default."""


DEFAULT_RULES = ConversionRules()
