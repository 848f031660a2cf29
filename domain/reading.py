"""What a reading asks of the store, and what it gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import pyarrow as pa

from domain.calendar.named_periods import NamedPeriod
from domain.metrics import METRIC_NAMES
from domain.summation.needs import Bucket, Depth
from domain.vocabulary import DataSource, Level, Period


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Restricts any read; what is absent does not restrict."""

    data_sources: tuple[DataSource, ...] | None = None
    period: Period | None = None
    account_ids: tuple[str, ...] | None = None
    campaign_ids: tuple[str, ...] | None = None
    levels: tuple[Level, ...] | None = None
    channels: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None
    currency: str | None = None
    breakdowns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something to group by: the columns that hold it, those that label it, and what it asks of the rows."""

    name: str
    columns: tuple[str, ...]
    meaning: str
    labels: tuple[str, ...] = ()
    expression: str | None = None
    """Name of a calendar expression over `date_start`, where the column is computed."""
    depth: Depth = Depth.CAMPAIGN
    bucket: Bucket | NamedPeriod | None = None
    breakdown: frozenset[str] | None = None
    cell: str | None = None
    """Name of a breakdown whose value the column holds."""
    of_day: str | None = None
    """Name of a label of days (`domain.insights.day_labels`): read by day, and named after the reading."""


def key_names(dimensions: tuple[Dimension, ...]) -> list[str]:
    """Columns that hold the dimensions, once each."""
    return list(dict.fromkeys(column for dimension in dimensions for column in dimension.columns))


def label_names(dimensions: tuple[Dimension, ...]) -> list[str]:
    """Columns that label the dimensions, once each."""
    return list(dict.fromkeys(label for dimension in dimensions for label in dimension.labels))


@dataclass(frozen=True, slots=True)
class PartsQuery:
    """Sums of counted rows, apart by the dimensions, by currency and by (data source, channel).

    `selected`: keys counted besides those that the stored mask counts. With `by_mask` False only those count.
    `metrics`: what is to be known of the groups; only their sums are read. `other_metrics`: data source, id and name of
    conversion metrics whose conversions and revenue are not added.
    """

    rows: RowFilter
    dimensions: tuple[Dimension, ...] = ()
    depth: Depth = Depth.CAMPAIGN
    selected: pa.Array | None = None
    by_mask: bool = True
    metrics: tuple[str, ...] = METRIC_NAMES
    other_metrics: tuple[tuple[str, str, str], ...] = ()


LEFT_OUT = pa.schema(
    [("reason", pa.int64()), ("currency", pa.string()), ("row_count", pa.int64()), ("spend_sum", pa.float64())]
)
"""Lines of what is left out of a reading: rows and their money by reason (a number) and currency."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page of records: `after` is the (date_start, key) of the last record seen."""

    rows: RowFilter
    first: int = 100
    after: tuple[date, str] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Records in order, whether more follow, and how many there are in all."""

    records: pa.Table
    has_next: bool
    total: int
