"""Putting rankings together."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
CONSTANT = 60
"""How little the first places differ from one another (Cormack, Clarke and Buettcher, 2009)."""


def fuse(rankings: Iterable[npt.NDArray[np.floating]]) -> Floats:
    """Reciprocal rank fusion: the sum of 1 / (60 + place) over rankings by score; scores of 0 and less have no place.

    Equal scores share the better place. The answer is 1 where something is first in all of them.

    >>> fuse([np.array([2.0, 1.0, 0.0])]).round(3).tolist()
    [1.0, 0.984, 0.0]
    """
    given = [np.asarray(scores, np.float64) for scores in rankings]
    if not given:
        return np.zeros(0)
    total = np.zeros(len(given[0]))
    for scores in given:
        found = np.flatnonzero(scores > 0)
        ordered = np.sort(-scores[found])
        total[found] += 1.0 / (CONSTANT + 1 + np.searchsorted(ordered, -scores[found], side="left"))
    return total * (CONSTANT + 1) / len(given)
