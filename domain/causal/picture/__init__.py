"""What a person sees of an export: series over time, marked days, coverage, correlations and the graph, ready to draw."""

from __future__ import annotations

from domain.causal.picture.picture import Picture, picture_of

__all__ = ["Picture", "picture_of"]
