"""What each channel, the KPI and given columns have of each period, and the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from domain.causal.cells import FILLS, MISSING, OBSERVED, ZERO_FILLED
from domain.causal.columns import Role
from domain.causal.picture.wording import plain
from domain.causal.report import CausalReport

MOST_TRACKS = 30
_ALONE = frozenset({Role.KPI, Role.REVENUE, Role.CONTROL, Role.POPULATION})


@dataclass(frozen=True, slots=True)
class Span:
    """Periods in a row of one status: place of the first, how many."""

    status: str
    first: int
    size: int


@dataclass(frozen=True, slots=True)
class Track:
    """A channel or a column: a period is `missing` where any of its cells is, else `observed` where any is."""

    title: str
    spans: tuple[Span, ...]

    def count(self, status: str) -> int:
        """Periods of a status."""
        return sum(span.size for span in self.spans if span.status == status)

    @property
    def gaps(self) -> tuple[Span, ...]:
        """Missing periods."""
        return tuple(span for span in self.spans if span.status == MISSING)


def tracks_of(report: CausalReport, titles: dict[str, str]) -> tuple[Track, ...]:
    """KPI and revenue, then channels, then given columns: at most MOST_TRACKS, those with most missing if there are more."""
    members = _members(report)
    made = [Track(_title(key, titles, report), _spans(report, names)) for key, names in members.items()]
    if len(made) > MOST_TRACKS:
        kept = sorted(range(len(made)), key=lambda place: (-made[place].count(MISSING), place))[:MOST_TRACKS]
        made = [made[place] for place in sorted(kept)]
    return tuple(made)


def _members(report: CausalReport) -> dict[str, list[str]]:
    """Columns with a status, by channel, or alone."""
    found: dict[str, list[str]] = {}
    for column in report.panel.columns:
        if column.name in report.panel.fill_status and (column.channel or column.role in _ALONE):
            found.setdefault(column.channel or column.name, []).append(column.name)
    return found


def _title(key: str, titles: dict[str, str], report: CausalReport) -> str:
    return plain(report.request.target) if key == "kpi" else titles.get(key) or plain(key)


def _spans(report: CausalReport, names: Sequence[str]) -> tuple[Span, ...]:
    statuses = report.panel.fill_status[list(names)].to_numpy(str)
    by_period = statuses.reshape(len(report.panel.periods), -1)
    codes = np.where(_any(by_period, MISSING), 2, np.where(_any(by_period, OBSERVED), 0, 1)).tolist()
    spans, place = [], 0
    for code, run in groupby(codes):
        size = len(list(run))
        spans.append(Span(FILLS[code], place, size))
        place += size
    return tuple(spans)


def _any(statuses: npt.NDArray[np.str_], status: str) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = (statuses == status).any(axis=1)
    return found


STATUS_WORDS = {
    OBSERVED: "rows say so",
    ZERO_FILLED: "true zero: the source was there, nothing happened",
    MISSING: "not received",
}
