"""Exact sums of additive columns: whole units, micros of money and of fractions, and where they are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.records import BY_NAME, MICROS, Kind

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sums:
    """Whole units of one column and where they are known; int64, or Python's own integers where those are too small."""

    units: npt.NDArray[Any]
    known: Mask


@dataclass(frozen=True)
class Block(Mapping[str, Sums]):
    """Sums of several columns over the same lines: `units` and `known` have a row per column and a column per line.

    Units are int64, or Python's own integers where those are too small; 0 where they are not known.
    """

    names: tuple[str, ...]
    units: npt.NDArray[Any]
    known: Mask

    @classmethod
    def of(cls, sums: Mapping[str, Sums], lines: int) -> Block:
        """The columns stacked."""
        if not sums:
            return cls((), np.zeros((0, lines), np.int64), np.zeros((0, lines), np.bool_))
        known = np.array([column.known for column in sums.values()])
        return cls(tuple(sums), np.where(known, np.array([column.units for column in sums.values()]), 0), known)

    def __getitem__(self, name: str) -> Sums:
        place = self.places[name]
        return Sums(self.units[place], self.known[place])

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def places(self) -> dict[str, int]:
        """Row of each column."""
        return {name: place for place, name in enumerate(self.names)}

    def rows(self, names: Iterable[str]) -> list[int]:
        """Rows of some columns."""
        return [self.places[name] for name in names]

    def repeat(self, times: int) -> Block:
        """The same lines several times over."""
        return Block(self.names, np.tile(self.units, times), np.tile(self.known, times))

    def add(self, codes: Ints, size: int) -> Block:
        """One line per code: the sums of what is known in it, exactly; unknown where nothing is."""
        if not len(self.names) or not len(codes):
            return Block(self.names, np.zeros((len(self), size), np.int64), np.zeros((len(self), size), np.bool_))
        order = np.argsort(codes, kind="stable")
        ordered = codes[order]
        starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
        units = self.units if _fits(self.units) else self.units.astype(object)
        totals, reported = np.zeros((len(self), size), units.dtype), np.zeros((len(self), size), np.bool_)
        totals[:, ordered[starts]] = np.add.reduceat(units[:, order], starts, axis=1)
        reported[:, ordered[starts]] = np.logical_or.reduceat(self.known[:, order], starts, axis=1)
        return Block(self.names, totals, reported)


def _fits(units: npt.NDArray[Any]) -> bool:
    """Whether no sum of a row's numbers can come near the end of their kind."""
    return units.dtype == object or float(np.abs(units.astype(np.float64)).sum(axis=1).max()) < _OVERFLOW


_OVERFLOW = 2.0**62
"""Sums that may come near the end of 64 bits are added as Python's integers."""


def in_units(name: str, column: Sums) -> Floats:
    """A sum as doubles in its own unit; NaN where missing."""
    return np.where(column.known, np.where(column.known, column.units, 0).astype(np.float64) / _scale(name), np.nan)


def all_in_units(names: Sequence[str], sums: Block) -> Floats:
    """As `in_units`, a row per name; `sums` has the rows in their order."""
    scales = np.array([[_scale(name)] for name in names], np.float64)
    return np.where(sums.known, sums.units.astype(np.float64) / scales.reshape(-1, 1), np.nan)


def _scale(name: str) -> int:
    return MICROS if name in BY_NAME and BY_NAME[name].kind is Kind.DECIMAL else 1
