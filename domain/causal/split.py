"""Which periods to fit on and which to hold back: by time, never at random."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from domain.causal.columns import PanelColumn, Role
from domain.causal.made import Made

HELD_BACK = 0.15
"""Share of the periods at the end."""
FOLDS = 5
FEWEST = 8
"""Periods below which nothing is held back."""


def held_back(size: int) -> int:
    """Number of periods held back at the end.

    >>> held_back(104), held_back(8), held_back(7)
    (16, 1, 0)
    """
    return 0 if size < FEWEST else max(1, round(size * HELD_BACK))


def train_column(size: int, geos: int) -> Made:
    """1 in periods to fit on, 0 in those held back at the end."""
    values = np.repeat((np.arange(size) < size - held_back(size)).astype(np.int64), geos)
    about = "1 in periods to fit on, 0 in those held back at the end to test a model on."
    return Made(PanelColumn("train", Role.SPLIT, "int64", "0..1", "rule", about, source="rule"), values)


def split_of(labels: Sequence[str]) -> dict[str, Any]:
    """The time split, and folds for blocked cross-validation: each fits on all periods before those it tests.

    Folds as sklearn's TimeSeriesSplit cuts them.
    """
    size, last = len(labels), held_back(len(labels))
    train, test = labels[: size - last], labels[size - last :]
    length = size // (FOLDS + 1)
    begins = [size - (FOLDS - fold) * length for fold in range(FOLDS)] if length else []
    folds = [{"train": _span(labels[:at]), "test": _span(labels[at : at + length])} for at in begins]
    return {"column": "train", "train": _span(train), "test": _span(test), "folds": folds}


def _span(labels: Sequence[str]) -> dict[str, Any] | None:
    return {"start": labels[0], "end": labels[-1], "periods": len(labels)} if labels else None
