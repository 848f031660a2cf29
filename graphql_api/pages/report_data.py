"""What report.js draws, as JSON: series, marks, statuses and correlations by place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from domain.causal.cells import FILLS
from domain.causal.picture import Picture
from domain.causal.picture.marks import Mark
from domain.causal.picture.series import Series
from graphql_api.pages.numbers import probability, span

SLOTS = 10
"""Colours of channels in report.css; slot 0 is that of what is added up."""
KNOWN = {"meta_business": 1, "google_ads": 2, "klaviyo": 3}
"""Colours that the start page gives these data sources too."""


def drawing_data(picture: Picture) -> dict[str, object]:
    """Plain values; `slot` is the number of a colour."""
    slots = colour_slots([one.channel for one in picture.series if one.channel])
    return {
        "step": picture.step,
        "periods": picture.periods,
        "geos": picture.geos if any(one.by_geo for one in picture.series) else [],
        "series": [_series(one, slots) for one in picture.series],
        "marks": [_mark(picture, list(met)) for _, met in _by_place(picture)],
        "heldBack": picture.held_back,
        "statuses": FILLS,
        "tracks": [
            {
                "title": track.title,
                "spans": [[FILLS.index(one.status), one.first, one.size] for one in track.spans],
            }
            for track in picture.tracks
        ],
        "columns": picture.square.titles,
        "pairs": [
            [pair.left, pair.right, _rounded(pair.found.pearson), probability(pair.found.q_value), pair.found.n]
            for pair in picture.square.pairs
        ],
    }


def colour_slots(channels: Sequence[str]) -> dict[str, int]:
    """A colour for each channel: the known ones have theirs, the others the next that is free.

    >>> colour_slots(["tiktok_ads", "google_ads", "brand"])
    {'tiktok_ads': 1, 'google_ads': 2, 'brand': 3}
    """
    distinct = list(dict.fromkeys(channels))
    found = {channel: KNOWN[channel] for channel in distinct if channel in KNOWN}
    free = (slot for slot in range(1, SLOTS + 1) if slot not in found.values())
    return {channel: found.get(channel) or next(free, 0) for channel in distinct}


def _series(series: Series, slots: dict[str, int]) -> dict[str, object]:
    return {
        "title": series.title,
        "measure": series.measure,
        "unit": series.unit,
        "slot": slots.get(series.channel or "", 0),
        "total": series.total,
        "byGeo": series.by_geo,
    }


def _by_place(picture: Picture) -> groupby[tuple[int, str, str], Mark]:
    return groupby(picture.marks, key=lambda mark: (mark.place, mark.kind, mark.country))


def _mark(picture: Picture, marks: Sequence[Mark]) -> list[object]:
    """Place, kind, country, names; with their days where a period has several."""
    is_week, first = picture.step == "week", marks[0]
    names = [f"{one.name}, {span(one.first, one.last)}" if is_week else one.name for one in marks]
    return [first.place, first.kind, first.country, names]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
