"""The cells of a panel: exact sums by channel, geo and period, what is true zero and what is missing.

Everything that was counted ends in a cell, or in what the panel leaves out: periods of which a source has not every
day, and spend below zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from domain.causal.counted import Counted
from domain.causal.reporting import Reporting
from domain.insights.spine import Ints, Mask
from domain.insights.sums import Block, Sums
from domain.records import BY_NAME, MICROS, Kind

OBSERVED, ZERO_FILLED, MISSING = FILLS = ("observed", "zero_filled", "missing")
Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Cells:
    """One metric, one row per geo and period, by period, then geo: `units` are whole, as in `Sums`.

    `fills`: places in FILLS. Units are 0 where nothing is known.
    """

    metric: str
    units: npt.NDArray[np.int64]
    fills: npt.NDArray[np.int8]

    @property
    def values(self) -> Floats:
        """In the metric's own unit; NaN where missing."""
        return np.where(self.fills == FILLS.index(MISSING), np.nan, self.units / scale_of(self.metric))

    @property
    def statuses(self) -> Texts:
        """`observed`, `zero_filled` or `missing`."""
        return np.asarray(FILLS)[self.fills]

    @property
    def is_observed(self) -> bool:
        """Whether any row has it."""
        return bool((self.fills == 0).any())


@dataclass(frozen=True, slots=True)
class Lost:
    """What was counted but is not in the cells: rows, and units of spend."""

    rows: int
    spend_units: int
    has_spend: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of `Counted` placed on a grid of geos and periods; `missing` per channel and period."""

    counted: Counted
    reporting: Reporting
    place: Ints
    inside: Mask
    missing: Mask
    by_channel: Block
    """Sums of each channel's rows of the grid, one channel after the other."""
    overall: Block

    @property
    def rows(self) -> int:
        """Rows of the grid."""
        return len(self.counted.geos) * self.reporting.periods.size

    def of_channel(self, channel: int, metric: str) -> Cells:
        """A metric of one channel."""
        return self._cells(metric, self._rows_of(channel, metric), self.missing[channel])

    def of_all(self, metric: str) -> Cells:
        """A metric over all channels; missing where a source that reports it has not told of the period."""
        missing: Mask = np.logical_not(self.reporting.covered[self.sources_of(metric)].all(axis=0))
        return self._cells(metric, self.overall[metric], missing)

    def nothing(self, metric: str) -> Cells:
        """A metric that no source reports."""
        return Cells(metric, np.zeros(self.rows, np.int64), np.full(self.rows, FILLS.index(MISSING), np.int8))

    def sources_of(self, metric: str) -> Mask:
        """Sources that report a metric anywhere."""
        found = np.zeros(len(self.counted.sources), np.bool_)
        found[self.counted.source[self.counted.sums[metric].known]] = True
        return found

    def row_counts(self, channel: int) -> Ints:
        """Number of counted rows in each cell of a channel."""
        return self._rows_of(channel, "row_count").units

    def lost(self) -> Lost:
        """What is in no cell of its channel."""
        gone, sums = self._gone_by_channel(), self.counted.sums
        spend, rows = sums["spend"], sums["row_count"]
        return Lost(int(rows.units[gone].sum()), int(spend.units[gone].sum()), bool(spend.known[gone].any()))

    def lost_units(self, metric: str, channel: int | None) -> int:
        """Units of a metric in periods that are not complete: of one channel, or of what `of_all` leaves out."""
        units = self.counted.sums[metric].units
        if channel is not None:
            return int(units[self._gone_by_channel() & (self.counted.channel == channel)].sum())
        missing: Mask = np.logical_not(self.reporting.covered[self.sources_of(metric)].all(axis=0))
        return int(units[~self.inside | missing[self._periods()]].sum())

    def _gone_by_channel(self) -> Mask:
        return ~self.inside | self.missing[self.counted.channel, self._periods()]

    def _periods(self) -> Ints:
        """Period of each line; some period of the panel for lines outside it."""
        return np.clip(self.reporting.periods.places(self.counted.day), 0, self.reporting.periods.size - 1)

    def _rows_of(self, channel: int, metric: str) -> Sums:
        whole, begin = self.by_channel[metric], channel * self.rows
        return Sums(whole.units[begin : begin + self.rows], whole.known[begin : begin + self.rows])

    def _cells(self, metric: str, sums: Sums, missing: Mask) -> Cells:
        fills = np.where(sums.known, 0, 1).astype(np.int8)
        fills[np.repeat(missing, len(self.counted.geos))] = FILLS.index(MISSING)
        return Cells(metric, np.where(fills == 0, sums.units, 0), fills)


def lay_out(counted: Counted, reporting: Reporting) -> Layout:
    """The lines on the grid of the reporting's periods."""
    periods = reporting.periods
    place = periods.places(counted.day)
    inside = (place >= 0) & (place < periods.size)
    of_source = {source: number for number, source in enumerate(counted.sources)}
    missing = [
        ~reporting.covered[[of_source[source] for source in channel.sources]].all(axis=0)
        for channel in counted.channels
    ]
    rows, place = len(counted.geos) * periods.size, place * len(counted.geos) + counted.geo
    lines = Block(counted.sums.names, counted.sums.units[:, inside], counted.sums.known[:, inside])
    by_channel = lines.add(counted.channel[inside] * rows + place[inside], len(counted.channels) * rows)
    overall = lines.add(place[inside], rows)
    return Layout(counted, reporting, place, inside, np.array(missing), by_channel, overall)


def clamp(cells: Cells) -> tuple[Cells, Mask]:
    """The cells with 0 for what is below it, and where that was."""
    below = cells.units < 0
    return replace(cells, units=np.where(below, 0, cells.units)), below


def scale_of(metric: str) -> int:
    """Units of a metric in one: micros of money and fractions, whole counts."""
    return MICROS if metric in BY_NAME and BY_NAME[metric].kind is Kind.DECIMAL else 1
