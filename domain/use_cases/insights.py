"""Insights: KPIs across platforms, each fact counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa

from domain.errors import InvalidInputError
from domain.insights.comparison import align, beside
from domain.insights.day_labels import NOTHING_SAID, SaidCalendar, label_days, stored_dimensions
from domain.insights.dimensions import settle_dimensions
from domain.insights.left_out import Excluded, left_out_of
from domain.insights.notes import Note, notes_of
from domain.insights.parts import Parts
from domain.insights.table import best, tabulate
from domain.insights.totals import MONEY_SUMS, Totals, fold_totals
from domain.metrics import METRIC_NAMES
from domain.ports import RecordStore
from domain.reading import Dimension, RowFilter, key_names
from domain.summation.needs import Reason
from domain.summation.reading import Reading, need_of, read_guarded
from domain.use_cases.submission import check_period
from domain.vocabulary import Direction, OrgId, Period

MAX_ROWS = 10_000
MAX_BREAKDOWNS = 10
MONEY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class InsightsRequest:
    """What to show: dimension names in the API's capitals, metric names in lower case.

    `metrics`: those that will be looked at; only these are computed. `compare_to`: a range to compute beside the filter's.
    """

    rows: RowFilter = field(default_factory=RowFilter)
    group_by: tuple[str, ...] = ("DATA_SOURCE",)
    order_by: str = "spend"
    direction: Direction = Direction.DESC
    limit: int = 1000
    breakdowns: tuple[str, ...] = ()
    compare_to: Period | None = None
    metrics: tuple[str, ...] = METRIC_NAMES
    calendar: SaidCalendar = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Side:
    """One range: its totals, and what was left out of them."""

    totals: Totals
    excluded: list[Excluded]


@dataclass(frozen=True, slots=True)
class InsightsReport:
    """`rows`: dimension columns, `currency`, metrics as float64; totals are over all rows, not only those shown.

    `previous_rows`: the same groups in the range compared with, row by row; None unless asked for, as is `previous`.
    """

    rows: pa.Table
    previous_rows: pa.Table | None
    total_rows: int
    breakdowns: dict[str, str]
    """Name of each breakdown asked for, by the column of `rows` that holds it."""
    current: Side
    previous: Side | None

    @property
    def totals(self) -> Totals:
        """Totals of the range asked for."""
        return self.current.totals

    def data_source_summary(self) -> tuple[pa.Table, pa.Table | None]:
        """One row per data source and currency, and the same rows in the range compared with."""
        here = self.current.totals.by_data_source
        if self.previous is None:
            return here, None
        return beside(here, self.previous.totals.by_data_source, ("data_source", "currency"))

    @property
    def excluded(self) -> list[Excluded]:
        """What was left out of them."""
        return self.current.excluded


@dataclass(frozen=True, slots=True)
class Insights:
    """KPIs grouped as asked."""

    store: RecordStore

    def __call__(self, org: OrgId, request: InsightsRequest) -> InsightsReport:
        """Groups, totals and what was left out of them."""
        _check(request)
        dimensions = _dimensions(request)
        table, current = self._side(org, request, request.rows, dimensions)
        previous_table, previous = None, None
        if request.compare_to is not None:
            there = replace(request.rows, period=request.compare_to)
            previous_table, previous = self._side(org, request, there, dimensions)
            if request.rows.period is not None:
                previous_table = align(previous_table, dimensions, request.rows.period, request.compare_to)
            table, previous_table = beside(table, previous_table, _identity(dimensions))
        shown = pa.array(
            best(
                table, request.order_by, request.direction, [*_identity(dimensions)[-2::-1], "currency"], request.limit
            )
        )
        previous_rows = None if previous_table is None else previous_table.take(shown)
        cells = {dimension.columns[0]: dimension.cell for dimension in dimensions if dimension.cell}
        return InsightsReport(table.take(shown), previous_rows, table.num_rows, cells, current, previous)

    def notes(self, org: OrgId, request: InsightsRequest) -> list[Note]:
        """What must be known to read the totals of the range asked for rightly."""
        dimensions = _dimensions(request)
        reading = read_guarded(self.store, org, request.rows, need_of(request.rows, dimensions))
        return notes_of(self.store, org, reading, dimensions, request.calendar)

    def _side(
        self, org: OrgId, request: InsightsRequest, rows: RowFilter, dimensions: tuple[Dimension, ...]
    ) -> tuple[pa.Table, Side]:
        metrics = read_metrics(request)
        reading, parts = read_parts(self.store, org, rows, dimensions, metrics, request.calendar)
        excluded = summarize_excluded(left_out_of(self.store, org, reading))
        return tabulate(parts, dimensions, metrics), Side(fold_totals(parts, metrics), excluded)


def read_metrics(request: InsightsRequest) -> tuple[str, ...]:
    """What is computed: the metrics asked for, the one that orders the rows, and every sum of money.

    All money always: whether several currencies meet in a total must not depend on what is looked at.
    """
    return tuple(name for name in METRIC_NAMES if name in {*request.metrics, request.order_by, *MONEY_SUMS})


def read_parts(
    store: RecordStore,
    org: OrgId,
    rows: RowFilter,
    dimensions: tuple[Dimension, ...],
    metrics: tuple[str, ...],
    calendar: SaidCalendar = NOTHING_SAID,
) -> tuple[Reading, Parts]:
    """The counted rows, each fact once, and their sums by the dimensions."""
    reading = read_guarded(store, org, rows, need_of(rows, dimensions))
    table = store.parts(org, reading.query(stored_dimensions(dimensions, calendar), metrics))
    return reading, Parts.of(label_days(table, dimensions, calendar))


def _dimensions(request: InsightsRequest) -> tuple[Dimension, ...]:
    return settle_dimensions(request.group_by, request.breakdowns, request.calendar)


def summarize_excluded(left_out: pa.Table) -> list[Excluded]:
    """By reason, the largest first; money only where it is of one currency."""
    by_reason: dict[int, list[tuple[int, str | None, float | None]]] = {}
    columns = (left_out[name].to_pylist() for name in ("reason", "row_count", "currency", "spend_sum"))
    for reason, *line in zip(*columns, strict=True):
        by_reason.setdefault(reason, []).append(tuple(line))
    found = [
        Excluded(Reason(reason), sum(count for count, _, _ in lines), _spend_of(lines))
        for reason, lines in by_reason.items()
    ]
    return sorted((entry for entry in found if entry.rows > 0), key=lambda entry: (-entry.rows, entry.reason))


def _spend_of(lines: list[tuple[int, str | None, float | None]]) -> float | None:
    spends = [(currency, spend) for _, currency, spend in lines if spend is not None]
    if len({currency for currency, _ in spends}) != 1:
        return None
    return round(sum(spend for _, spend in spends), MONEY_DIGITS)


def _identity(dimensions: Sequence[Dimension]) -> list[str]:
    return [*key_names(tuple(dimensions)), "currency"]


def _check(request: InsightsRequest) -> None:
    check_period(request.rows.period, ("input", "filter", "dateRange"))
    check_period(request.compare_to, ("input", "compareTo"))
    if not 1 <= request.limit <= MAX_ROWS:
        raise InvalidInputError(f"limit is {request.limit}.", hint=f"Send 1 to {MAX_ROWS}.", field=("input", "limit"))
    check_metric(request.order_by, ("input", "orderBy"))
    if len(request.breakdowns) > MAX_BREAKDOWNS:
        raise InvalidInputError(
            f"breakdowns has {len(request.breakdowns)} names.",
            hint=f"Send at most {MAX_BREAKDOWNS}.",
            field=("input", "breakdowns"),
        )
    calendar = next((d.name for d in settle_dimensions(request.group_by) if d.bucket), None)
    if request.compare_to is not None and request.rows.period is None and calendar is not None:
        raise InvalidInputError(
            f"compareTo needs filter.dateRange where groupBy has {calendar}.",
            hint="Send both ranges: their days are compared place by place.",
            field=("input", "compareTo"),
        )


def check_metric(name: str, path: tuple[str, ...]) -> None:
    """Refuse what is no metric."""
    if name not in METRIC_NAMES:
        raise InvalidInputError(
            f"{path[-1]} metric {name!r} is not known.", hint=f"Send one of: {', '.join(METRIC_NAMES)}.", field=path
        )
