"""What a media column stands for: a data source, a channel or a campaign."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from domain.causal.names import distinct_names
from domain.insights.parts import Parts, group
from domain.insights.spine import Ints
from domain.insights.table import latest_label
from domain.reading import Dimension

NOT_SAID = "unassigned"


@dataclass(frozen=True, slots=True)
class Channel:
    """`name` is that of its columns, `title` what people call it, `sources` the data sources that report it."""

    name: str
    title: str
    sources: tuple[str, ...]


def find_channels(parts: Parts, dimension: Dimension) -> tuple[Ints, list[Channel]]:
    """Channel of each part, and the channels by name."""
    met, first = group(parts.codes(dimension.columns))
    keys = parts.keys.select(dimension.columns).take(pa.array(first)).to_pylist()
    ids = ["_".join(str(value) for value in key.values() if value is not None) or NOT_SAID for key in keys]
    titles = _titles(parts, dimension, met, ids)
    names = distinct_names(titles, ids)
    order = sorted(range(len(names)), key=names.__getitem__)
    sources = _sources(parts, met, len(first))
    channels = [Channel(names[place], titles[place], sources[place]) for place in order]
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places[met], channels


def _titles(parts: Parts, dimension: Dimension, met: Ints, ids: list[str]) -> list[str]:
    if dimension.name != "CAMPAIGN":
        return ids
    labels = latest_label(parts.keys, "campaign_name", met, len(ids)).to_pylist()
    return [label or number for label, number in zip(labels, ids, strict=True)]


def _sources(parts: Parts, met: Ints, size: int) -> list[tuple[str, ...]]:
    found: list[set[str]] = [set() for _ in range(size)]
    for place, source in zip(met.tolist(), parts.keys["part_source"].to_pylist(), strict=True):
        found[place].add(source)
    return [tuple(sorted(sources)) for sources in found]
