"""What every loader asks of a panel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from domain.causal.columns import MODEL_ROLES, Role
from domain.causal.panel import Panel
from domain.insights.spine import Mask
from domain.vocabulary import Granularity

Block = dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """A panel, its roles (`roles_of`) and its graph as GML."""

    panel: Panel
    roles: dict[str, Any]
    gml: str
    holes: list[int] = field(default_factory=list)
    """Rows in which a model column is null."""
    whole: tuple[str, str] | None = None
    """First and last date of the longest run of periods without any."""

    @property
    def is_geo(self) -> bool:
        """Whether there are several geos."""
        return len(self.panel.geos) > 1

    @property
    def is_weekly(self) -> bool:
        """Whether periods are weeks."""
        return self.panel.granularity is Granularity.WEEK

    @property
    def spend(self) -> list[str]:
        """Columns of paid spend."""
        return [paid["spend"] for paid in self.roles["paid"]]

    @property
    def exposure(self) -> list[str]:
        """The exposure of each, in the same order; spend where there is none."""
        return [paid["exposure"] for paid in self.roles["paid"]]

    @property
    def channels(self) -> list[str]:
        """Names of the paid channels."""
        return [paid["channel"] for paid in self.roles["paid"]]

    @property
    def calendar(self) -> list[str]:
        """Controls that come of the calendar's flags."""
        return [c.name for c in self.panel.columns if c.role is Role.CONTROL and c.source == "calendar"]

    @property
    def own_controls(self) -> list[str]:
        """Controls that the caller gave."""
        return [name for name in self.roles["controls"] if name not in self.calendar]

    def gaps(self, how: str) -> Block:
        """What to do about nulls, where there are any: `how` this tool gets rid of them."""
        if not self.holes:
            return {}
        return {"missing": {"rows": self.holes, "longest_run": list(self.whole or ()), "advice": how}}


def facts_of(panel: Panel, roles: dict[str, Any], gml: str) -> Facts:
    """The panel with what is missing from it."""
    names = panel.names(*(MODEL_ROLES - {Role.POPULATION}))
    holes = panel.frame[names].isna().any(axis=1).to_numpy()
    good: Mask = np.asarray(~holes.reshape(-1, len(panel.geos)).any(axis=1), np.bool_)
    return Facts(panel, roles, gml, np.flatnonzero(holes).tolist(), _longest_run(good, list(panel.periods)))


def _longest_run(good: Mask, labels: list[str]) -> tuple[str, str] | None:
    """The first of the longest runs of good periods."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], good, [False]]).astype(np.int8)))
    starts, stops = edges[::2], edges[1::2]
    if not len(starts):
        return None
    best = int(np.argmax(stops - starts))
    return labels[int(starts[best])], labels[int(stops[best]) - 1]
