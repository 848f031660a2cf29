"""Which data source a payload is of, told by the shape of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, islice

from domain.errors import UnreadableBatchError
from domain.sources.registry import SOURCES
from domain.sources.spec import SourceSpec
from domain.vocabulary import DataSource

MOST_ROWS = 1000
"""Rows that are looked at; foreign ones further on are rejected row by row, as always."""
NAMES_SHOWN = 4


def detect_source(payload: object) -> DataSource:
    """The one data source whose signature rows of the payload have.

    Raises UnreadableBatchError where no source fits, or several do, with what was looked for or found.

    >>> detect_source([{"campaign_id": "1", "date_start": "2024-01-01", "spend": "12.50"}])
    'meta_business'
    """
    counts = {name: _count_fitting(payload, spec) for name, spec in SOURCES.items()}
    fitting = {name: count for name, count in counts.items() if count}
    if len(fitting) == 1:
        return next(iter(fitting))
    raise _several(fitting) if fitting else _none(payload)


def telling_names(spec: SourceSpec) -> list[str]:
    """Field names by which a row is known to be of this source; two are joined by `and` where one is not enough.

    >>> telling_names(SOURCES[DataSource("meta_business")])[:2]
    ['adset_id', 'adset_name']
    """
    names = dict.fromkeys(
        [*(name for field in spec.fields for name in field.names), *sorted(spec.consumed | spec.kept)]
    )
    alone = [name for name in names if spec.signature(frozenset({name}))]
    together = combinations([name for name in names if name not in alone], 2)
    pairs = (" and ".join(pair) for pair in together if spec.signature(frozenset(pair)))
    return alone or list(islice(pairs, NAMES_SHOWN))


def _count_fitting(payload: object, spec: SourceSpec) -> int:
    rows = spec.unwrap(payload).rows
    return sum(spec.signature(shape) for shape in _shapes(rows))


def _shapes(rows: Sequence[object]) -> Iterable[frozenset[str]]:
    return (frozenset(row) for row in islice(rows, MOST_ROWS) if isinstance(row, dict))


def _several(fitting: Mapping[DataSource, int]) -> UnreadableBatchError:
    found = ", ".join(f"{count:,} like {name}" for name, count in fitting.items())
    return UnreadableBatchError(
        f"Its rows look like several data sources: {found}.",
        hint="Export one platform to a file, or name its data source.",
        field=("input", "dataSource"),
    )


def _none(payload: object) -> UnreadableBatchError:
    told = {name: spec for name, spec in SOURCES.items() if not spec.takes_any}
    looked_for = "; ".join(f"{name}: {', '.join(telling_names(spec)[:NAMES_SHOWN])}" for name, spec in told.items())
    any_row = " or ".join(name for name in SOURCES if name not in told)
    return UnreadableBatchError(
        f"Its data source cannot be told. {_looks_of(payload)}. Looked for, by data source: {looked_for}.",
        hint=f"Name the data source, one of: {', '.join(SOURCES)}; {any_row} takes any table.",
        field=("input", "dataSource"),
    )


def _looks_of(payload: object) -> str:
    """What there is instead; an envelope that one source opens is a row to the others."""
    shapes = [next(iter(_shapes(spec.unwrap(payload).rows)), frozenset()) for spec in SOURCES.values()]
    if not all(shapes):
        return "It holds no rows"
    return f"Its first row has: {', '.join(sorted(shapes[0])[:NAMES_SHOWN])}"
