"""A report as something to look at: plain values in the order in which they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from domain.causal.picture.coverage import Track, tracks_of
from domain.causal.picture.layers import Layers, layers_of
from domain.causal.picture.marks import Mark, marks_of
from domain.causal.picture.pairs import Square, square_of
from domain.causal.picture.series import Series, largest_channels, series_of
from domain.causal.picture.wording import asked_in_words, channel_titles, plain
from domain.causal.report import CausalReport
from domain.vocabulary import Granularity


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown of an export; series, tracks and marks are by place in `periods`."""

    title: str
    asked: str
    report: CausalReport
    periods: tuple[str, ...]
    geos: tuple[str, ...]
    series: tuple[Series, ...]
    marks: tuple[Mark, ...]
    held_back: int | None
    """Place of the first period that is kept to test a model on."""
    tracks: tuple[Track, ...]
    square: Square
    layers: Layers

    @property
    def step(self) -> str:
        """`day` or `week`."""
        return "day" if self.report.panel.granularity is Granularity.DAY else "week"

    def of(self, measure: str) -> tuple[Series, ...]:
        """Series of a measure."""
        return tuple(one for one in self.series if one.measure == measure)


def picture_of(report: CausalReport) -> Picture:
    """The picture of a report; the same for the same report."""
    titles = channel_titles(report)
    shown = largest_channels(report, titles)
    periods = tuple(report.panel.periods)
    test = report.split["test"]
    step = "day" if report.panel.granularity is Granularity.DAY else "week"
    return Picture(
        f"{plain(report.request.target)} and media by {step}",
        asked_in_words(report.request),
        report,
        periods,
        tuple(report.panel.geos),
        series_of(report, titles, shown),
        marks_of(report),
        periods.index(test["start"]) if test else None,
        tracks_of(report, titles),
        square_of(report, titles),
        layers_of(report, titles, shown),
    )
