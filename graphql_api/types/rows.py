"""Flat rows: types whose fields are the columns of the domain, and tables turned into them.

Rows travel as plain dictionaries by column name; nothing is instantiated per row.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa
import strawberry

from domain.arrow import to_floats
from domain.metrics import METRIC_NAMES, metric_column
from domain.records import BY_NAME, COLUMNS, PROVENANCE, Column, Kind, Role
from graphql_api.types.calendar import calendar_of_record
from graphql_api.types.calendar_day import CalendarDay
from graphql_api.types.enums import DataSource, Level
from graphql_api.types.scalars import JsonValue, Long

Row = dict[str, Any]


class FieldOf(NamedTuple):
    """One field of a flat type."""

    name: str
    annotation: Any
    meaning: str
    resolver: Any = None
    """What gives the value, where it is not the row's own."""


def make_type(name: str, meaning: str, fields: Iterable[FieldOf], *, interface: Any = None) -> Any:
    """An object type (or, without `interface` and named Metrics, see `make_interface`) over dictionaries."""
    return strawberry.type(_class(name, fields, (interface,) if interface else ()), description=meaning)


def make_interface(name: str, meaning: str, fields: Iterable[FieldOf]) -> Any:
    """An interface whose implementations are flat rows."""
    return strawberry.interface(_class(name, fields, ()), description=meaning)


def _class(name: str, fields: Iterable[FieldOf], bases: tuple[Any, ...]) -> type:
    listed = list(fields)
    namespace: dict[str, Any] = {"__annotations__": {f.name: f.annotation for f in listed}, "__module__": __name__}
    namespace |= {f.name: strawberry.field(resolver=f.resolver, description=f.meaning) for f in listed}
    namespace["is_type_of"] = classmethod(lambda *_: True)
    return type(name, bases, namespace)


def _metric_field(name: str) -> FieldOf:
    column = metric_column(name)
    if isinstance(column, Column):
        annotation = Long if column.kind is Kind.COUNT else float
        return FieldOf(name, annotation | None, f"{column.meaning} Unit: {column.unit}. Null where no row reports it.")
    meaning = f"{column.formula}: {column.meaning} Unit: {column.unit}. Null where undefined."
    return FieldOf(name, float | None, meaning)


METRIC_FIELDS: tuple[FieldOf, ...] = tuple(_metric_field(name) for name in METRIC_NAMES)
Metrics = make_interface(
    "Metrics",
    "Sums, and ratios of sums over the (data source, channel)s that report both parts. "
    "Null is missing, which is not zero.",
    METRIC_FIELDS,
)
MetricValues = make_type("MetricValues", "Metrics alone.", METRIC_FIELDS, interface=Metrics)

_ANNOTATIONS: dict[str, Any] = {"data_source": DataSource, "level": Level, "hour": int, "revision": int}
_BY_KIND: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.DATE: date,
    Kind.INSTANT: datetime,
    Kind.COUNT: Long,
    Kind.DECIMAL: float,
    Kind.JSON: JsonValue,
}


def column_field(name: str, *, required: bool = False, group: str = "") -> FieldOf:
    """The field of one column of the record."""
    column = BY_NAME[name]
    annotation: Any = strawberry.ID if name.endswith("_id") else _ANNOTATIONS.get(name, _BY_KIND[column.kind])
    return FieldOf(name, annotation if required else annotation | None, column.meaning + group)


_GROUPED = " Null unless grouped by."
_STAMPED = " Null in a preview."
_INSIGHT_COLUMNS = (
    *("data_source", "account_id", "account_name", "campaign_id", "campaign_name", "ad_group_id", "ad_group_name"),
    *("ad_id", "ad_name", "channel", "objective", "status", "country", "device"),
)
_BUCKETS = (
    FieldOf("day", date | None, "The day." + _GROUPED),
    FieldOf("week", date | None, "First day of the ISO week." + _GROUPED),
    FieldOf("month", date | None, "First day of the month." + _GROUPED),
    FieldOf("quarter", date | None, "First day of the quarter." + _GROUPED),
    FieldOf("year", date | None, "First day of the year." + _GROUPED),
    FieldOf("day_of_week", int | None, "ISO, 1 Monday to 7 Sunday." + _GROUPED),
    FieldOf("season", str | None, "Meteorological: winter, spring, summer, fall." + _GROUPED),
    FieldOf("fiscal_year", int | None, "Named by the calendar year in which it ends." + _GROUPED),
    FieldOf("fiscal_quarter", int | None, "Quarter of the fiscal year, 1 to 4." + _GROUPED),
    FieldOf("fiscal_month", int | None, "Month of the fiscal year, 1 to 12." + _GROUPED),
    FieldOf("retail_year", int | None, "Year of the 4-5-4 calendar." + _GROUPED),
    FieldOf("retail_quarter", int | None, "Quarter of the retail year, 1 to 4." + _GROUPED),
    FieldOf("retail_month", int | None, "Month of the retail year, 1 to 12." + _GROUPED),
    FieldOf("retail_week", int | None, "Week of the retail year, 1 to 53." + _GROUPED),
    FieldOf("is_weekend", bool | None, "Whether the days are of the country's weekend." + _GROUPED),
    FieldOf("is_business_day", bool | None, "Neither weekend nor public holiday." + _GROUPED),
    FieldOf("holiday", str | None, "Public holiday, several names joined by ' + '. Null: none, or not grouped by."),
    FieldOf("retail_event", str | None, "Retail event, several names joined by ' + '. Null: none, or not grouped by."),
    FieldOf("retail_season", str | None, "Season of the shops, e.g. holiday. Null: none, or not grouped by."),
)
InsightRow = make_type(
    "InsightRow",
    "One flat row. A dimension is null unless grouped by; `currency` is always that of the row's money: "
    "a group with several gives a row each.",
    (
        *(column_field(name, group=_GROUPED) for name in _INSIGHT_COLUMNS),
        FieldOf("currency", str | None, "Currency of the row's money, ISO 4217; null where nobody said."),
        *_BUCKETS,
        FieldOf("breakdowns", JsonValue | None, "Values of the breakdowns, by their names." + _GROUPED),
        *METRIC_FIELDS,
        FieldOf("previous", MetricValues | None, "The same group in `compareTo`; null unless asked."),
    ),
    interface=Metrics,
)

TimeSeriesRow = make_type(
    "TimeSeriesRow",
    "One bucket of one group. A dimension is null unless grouped by; a group with several currencies gives a row each. "
    "Metrics are null where nothing was counted: missing is not zero.",
    (
        FieldOf("date", date, "First day of the bucket; it may lie before the range, and `complete` is false then."),
        FieldOf("time", datetime, "First instant of the bucket, UTC."),
        *(column_field(name, group=_GROUPED) for name in _INSIGHT_COLUMNS),
        FieldOf("currency", str | None, "Currency of the row's money, ISO 4217; null where nobody said."),
        *METRIC_FIELDS,
        FieldOf(
            "complete",
            bool,
            "False while the bucket is not over (it is when its last day is before today, UTC), where the range cuts it, "
            "and where on one of its days no row of this group and currency is counted; rows of several days cover all "
            "of theirs.",
        ),
    ),
    interface=Metrics,
)

_REQUIRED = frozenset({"data_source", "level", "date_start", "date_stop", "breakdowns", "attribution", "date_basis"})
_JSON_REQUIRED = frozenset({"breakdowns", "platform_metrics", "conversions_by_type"})
_DESCRIBING = {Role.IDENTITY, Role.ATTRIBUTE}
_RECORD_COLUMNS = tuple(column.name for column in COLUMNS if column.public and column.role in _DESCRIBING)
_PROVENANCE = tuple(column.name for column in PROVENANCE if column.public)
Record = make_type(
    "Record",
    "One normalized row: one entity, one period, one breakdown cell, one attribution basis.",
    (
        FieldOf("id", strawberry.ID, "Natural key of the row: the same for every version of it."),
        *(column_field(name, required=name in _REQUIRED) for name in _RECORD_COLUMNS),
        *METRIC_FIELDS,
        *(column_field(name, required=True) for name in ("platform_metrics", "conversions_by_type")),
        FieldOf("raw", JsonValue | None, "The row as received."),
        *(column_field(name, group="" if name == "warnings" else _STAMPED) for name in _PROVENANCE),
        FieldOf(
            "superseded_at",
            datetime | None,
            "In `recordHistory`: when the next version was first observed, or the row removed; null for what holds.",
        ),
        FieldOf(
            "removed_at", datetime | None, "In `recordHistory`: when the row was removed, if that ended this version."
        ),
        FieldOf(
            "reread_at",
            datetime | None,
            "In `recordHistory`: set on a version as it was read before `./run renormalize`, which was then; no total counts it.",
        ),
        FieldOf(
            "calendar",
            CalendarDay | None,
            "The calendar day of `dateStart`, in the row's `accountTimezone`. Null before 1900 and after 2099.",
            calendar_of_record,
        ),
    ),
    interface=Metrics,
)


def to_rows(table: pa.Table) -> list[Row]:
    """A table as dictionaries: enums as members, JSON columns opened, money as numbers."""
    columns = {name: _values(name, table[name]) for name in table.column_names}
    blank = dict.fromkeys(_EVERY_FIELD)
    return [blank | dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


_EVERY_FIELD = tuple(
    dict.fromkeys(
        [
            *_INSIGHT_COLUMNS,
            *_RECORD_COLUMNS,
            *(bucket.name for bucket in _BUCKETS),
            *METRIC_NAMES,
            *_PROVENANCE,
            *("previous", "platform_metrics", "conversions_by_type", "raw", "superseded_at", "removed_at", "reread_at"),
        ]
    )
)
_ENUMS: dict[str, Any] = {"data_source": DataSource, "level": Level}


def _floats(column: pa.ChunkedArray) -> list[Any]:
    return [None if math.isnan(value) else value for value in to_floats(column).tolist()]


def _values(name: str, column: pa.ChunkedArray) -> list[Any]:
    values: list[Any] = _floats(column) if pa.types.is_decimal(column.type) else column.to_pylist()
    if name in _ENUMS:
        return [None if value is None else _ENUMS[name](value) for value in values]
    if name in BY_NAME and BY_NAME[name].kind is Kind.JSON:
        empty: dict[str, Any] | None = {} if name in _JSON_REQUIRED else None
        return [empty if value is None else msgspec.json.decode(value) for value in values]
    return values
