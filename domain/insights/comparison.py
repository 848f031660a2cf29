"""Two tables of the same groups side by side: a range and the one it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from domain.calendar.named_periods import FISCAL, RETAIL, NamedPeriod
from domain.insights.parts import codes_of
from domain.reading import Dimension
from domain.summation.needs import Bucket
from domain.vocabulary import Period

_MONTHS = {Bucket.MONTH: 1, Bucket.QUARTER: 3, Bucket.YEAR: 12}


def beside(current: pa.Table, previous: pa.Table, keys: Sequence[str]) -> tuple[pa.Table, pa.Table]:
    """Both with the same rows: those of `current`, then groups that only `previous` has, whose metrics are missing.

    `keys` tell the groups, once each in either table; the columns of both are the same.
    """
    size = current.num_rows
    codes = codes_of(pa.concat_tables([current.select(keys), previous.select(keys)]), keys)
    place_of = {code: place for place, code in enumerate(codes[:size].tolist())}
    matches = [place_of.get(code) for code in codes[size:].tolist()]
    only_previous = np.flatnonzero([match is None for match in matches])
    source = np.full(size + len(only_previous), -1, np.int64)
    for place, match in enumerate(matches):
        if match is not None:
            source[match] = place
    source[size:] = only_previous
    gone = previous.take(pa.array(only_previous))
    blank = [
        pa.nulls(gone.num_rows, field.type) if pa.types.is_floating(field.type) else gone[field.name]
        for field in current.schema
    ]
    together = pa.concat_tables([current, pa.table(blank, schema=current.schema)])
    return together, previous.take(pa.array(source, mask=source < 0))


def align(previous: pa.Table, dimensions: Sequence[Dimension], here: Period, there: Period) -> pa.Table:
    """The previous table with the days, weeks, months, ... of its range named after those at the same place in the other.

    The third day is compared with the third day, the first ISO week with the first. Days of the week, seasons,
    holidays, events and whether it is a weekend stay.
    """
    previous = _align_named(previous, dimensions, here, there)
    for dimension in dimensions:
        bucket = dimension.bucket
        if dimension.expression and isinstance(bucket, Bucket) and dimension.expression == bucket.value:
            column = dimension.columns[0]
            if bucket is Bucket.SEASON:
                continue
            moved = [_moved(day, bucket, here.start, there.start) for day in previous[column].to_pylist()]
            place = previous.schema.get_field_index(column)
            previous = previous.set_column(place, column, pa.array(moved, pa.date32()))
    return previous


def _align_named(previous: pa.Table, dimensions: Sequence[Dimension], here: Period, there: Period) -> pa.Table:
    """Fiscal and retail periods named after those at the same place; of one year's parts the shortest decides."""
    asked = {d.bucket.unit: d.bucket for d in dimensions if isinstance(d.bucket, NamedPeriod)}
    for units in (FISCAL, RETAIL):
        periods = [asked[unit] for unit in units if unit in asked]
        if periods:
            previous = _move_named(previous, periods, here.start, there.start)
    return previous


def _move_named(previous: pa.Table, periods: Sequence[NamedPeriod], here: date, there: date) -> pa.Table:
    """`periods`: parts of one year, from the longest to the shortest."""
    shortest = periods[-1]
    columns = list(dict.fromkeys(column for period in periods for column in period.columns))
    by = shortest.number(shortest.values(here)) - shortest.number(shortest.values(there))
    lines = previous.select(columns).to_pylist()
    moved = [line if None in line.values() else shortest.named(shortest.number(line) + by) for line in lines]
    for column in columns:
        values = pa.array([line[column] for line in moved], pa.int64())
        previous = previous.set_column(previous.schema.get_field_index(column), column, values)
    return previous


def _moved(day: date, bucket: Bucket, here: date, there: date) -> date:
    """The bucket as far from the one of `here` as `day`, the first day of one, is from the one of `there`."""
    if bucket is Bucket.DAY:
        return here + (day - there)
    if bucket is Bucket.WEEK:
        return _monday(here) + (day - _monday(there))
    width = _MONTHS[bucket]
    months = _month_number(day) + (_month_number(here) // width - _month_number(there) // width) * width
    return date(months // 12, months % 12 + 1, 1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1
