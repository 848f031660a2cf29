"""Correlations as a square: which columns, and what each pair has in common."""

from __future__ import annotations

from dataclasses import dataclass

from domain.causal.columns import Role
from domain.causal.diagnostics import Correlation
from domain.causal.picture.wording import column_title
from domain.causal.report import CausalReport

MOST_COLUMNS = 24
MOST_LISTED = 12
_FIRST = (Role.KPI, Role.REVENUE, Role.PAID_SPEND, Role.PAID_EXPOSURE, Role.ORGANIC)
_THEN = (Role.CONTROL, Role.SEASONALITY, Role.MEDIATOR)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two columns by their places, `left` before `right`."""

    left: int
    right: int
    found: Correlation


@dataclass(frozen=True, slots=True)
class Square:
    """`titles` of the columns, every pair of them, and how many columns did not fit."""

    titles: tuple[str, ...]
    pairs: tuple[Pair, ...]
    left_out: int

    @property
    def strongest(self) -> tuple[Pair, ...]:
        """Pairs by the size of r, at most MOST_LISTED."""
        known = [pair for pair in self.pairs if pair.found.pearson is not None]
        return tuple(sorted(known, key=lambda pair: (-abs(pair.found.pearson or 0.0), pair.left, pair.right)))[
            :MOST_LISTED
        ]

    @property
    def rows(self) -> tuple[int, int]:
        """Fewest and most rows that a pair has."""
        sizes = [pair.found.n for pair in self.pairs] or [0]
        return min(sizes), max(sizes)


def square_of(report: CausalReport, titles: dict[str, str]) -> Square:
    """Outcomes and media before controls, seasons and what follows the media; each group in the panel's order."""
    measured = {(one.x, one.y): one for one in report.diagnostics.correlations}
    met = {name for pair in measured for name in pair}
    order = (*_FIRST, *_THEN)
    columns = [column for column in report.panel.columns if column.name in met]
    columns.sort(key=lambda column: order.index(column.role) if column.role in order else len(order))
    shown = columns[:MOST_COLUMNS]
    names = [column.name for column in shown]
    pairs = [
        Pair(left, right, found)
        for right, y in enumerate(names)
        for left, x in enumerate(names[:right])
        if (found := measured.get((x, y)) or measured.get((y, x))) is not None
    ]
    named = tuple(column_title(column, titles, report.request.target) for column in shown)
    return Square(named, tuple(pairs), len(columns) - len(shown))
