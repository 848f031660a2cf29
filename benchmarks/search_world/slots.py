"""Wordings with slots: what a set of questions says around a threshold, a number of places, a month or a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slots:
    """A wording of a test or a ranking: metric, and whether it is the high or the low end; `{x}` is the number."""

    text: str
    metric: str
    high: bool
    percent: bool = False
    or_equal: bool = False

    @property
    def how(self) -> str:
        """The comparison that a test means."""
        return (">" if self.high else "<") + ("=" if self.or_equal else "")


@dataclass(frozen=True, slots=True)
class SlotSet:
    """The wordings of one set; `months` pairs a wording with its month, `named` has `{name}`."""

    tests: tuple[Slots, ...]
    rankings: tuple[Slots, ...]
    months: tuple[tuple[str, str], ...]
    named: tuple[str, ...]
