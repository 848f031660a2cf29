"""Which of equals comes first: by name, then by key, whatever the order in which they were stored."""

from __future__ import annotations

from heapq import nsmallest

import numpy as np
import numpy.typing as npt

from domain.ports.search import CatalogView

Ints = npt.NDArray[np.int64]
MOST_NAMED = 256
"""Equals beyond so many are told apart by their keys alone: to read every name takes too long."""


def in_order(positions: Ints, *keys: npt.NDArray[np.generic]) -> tuple[Ints, Ints]:
    """(positions by ascending keys, the most important first; a number per group of equals).

    >>> placed, equals = in_order(np.array([7, 8, 9]), np.array([2, 1, 2]))
    >>> placed.tolist(), equals.tolist()
    ([8, 7, 9], [0, 1, 1])
    """
    order = np.lexsort(tuple(reversed(keys)))
    differs = np.zeros(len(order), np.bool_)
    for key in keys:
        differs[1:] |= key[order][1:] != key[order][:-1]
    return positions[order], np.cumsum(differs)


def first_places(view: CatalogView, positions: Ints, equals: Ints, most: int) -> list[int]:
    """Places in `positions` of the first ones, groups of equals each in the order of names and keys."""
    found: list[int] = []
    while len(found) < min(most, len(positions)):
        start = len(found)
        end = int(np.searchsorted(equals, equals[start], side="right"))
        found += _ordered(view, positions, range(start, end), most - start)
    return found[:most]


def _ordered(view: CatalogView, positions: Ints, places: range, most: int) -> list[int]:
    """The places of one group."""
    if len(places) == 1:
        return [*places]
    keys = view.keys
    if len(places) > MOST_NAMED:
        return nsmallest(most, places, key=lambda place: keys[int(positions[place])])
    documents = view.documents([int(positions[place]) for place in places])
    named = {place: (one.name or "", one.key) for place, one in zip(places, documents, strict=True)}
    return sorted(places, key=named.__getitem__)
