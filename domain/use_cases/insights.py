"""Insights: KPIs across platforms, each fact counted once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from domain.errors import InvalidInputError
from domain.insights.dimensions import settle_dimensions
from domain.insights.level_gap import level_gap
from domain.insights.totals import Totals, fold_totals
from domain.metrics import METRIC_NAMES
from domain.ports import RecordStore
from domain.reading import RowFilter
from domain.summation.needs import Depth, Reason
from domain.summation.reading import Reading, need_of, read_guarded
from domain.use_cases.submission import check_period
from domain.vocabulary import Direction, OrgId

MAX_ROWS = 10_000
MONEY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class InsightsRequest:
    """What to show: dimension and metric names in the API's capitals and lower case."""

    rows: RowFilter = field(default_factory=RowFilter)
    group_by: tuple[str, ...] = ("DATA_SOURCE",)
    order_by: str = "spend"
    direction: Direction = Direction.DESC
    limit: int = 1000


@dataclass(frozen=True, slots=True)
class Excluded:
    """Rows left out of the totals; `spend` is missing where several currencies meet or none reports any."""

    reason: Reason
    rows: int
    spend: float | None


@dataclass(frozen=True, slots=True)
class InsightsReport:
    """`rows`: dimension columns, `currency`, metrics as float64; totals over all rows, not only those shown."""

    rows: pa.Table
    total_rows: int
    totals: Totals
    excluded: list[Excluded]


@dataclass(frozen=True, slots=True)
class Insights:
    """KPIs grouped as asked."""

    store: RecordStore

    def __call__(self, org: OrgId, request: InsightsRequest) -> InsightsReport:
        """Groups, totals and what was left out of them."""
        _check(request)
        dimensions = settle_dimensions(request.group_by)
        reading = read_guarded(self.store, org, request.rows, need_of(request.rows, dimensions))
        query = reading.query(dimensions, order_by=request.order_by, direction=request.direction, limit=request.limit)
        rows = self.store.parts(org, query)
        total_rows = rows.num_rows if rows.num_rows < request.limit else self.store.group_count(org, query)
        totals = fold_totals(self.store.parts(org, reading.query(fold=False)))
        return InsightsReport(rows, total_rows, totals, self._excluded(org, reading))

    def _excluded(self, org: OrgId, reading: Reading) -> list[Excluded]:
        found = reading.left_out
        if reading.need.depth is not Depth.CAMPAIGN:
            plain = read_guarded(self.store, org, reading.rows, replace(reading.need, depth=Depth.CAMPAIGN))
            found = pa.concat_tables([found, level_gap(self.store, org, plain, reading).cast(found.schema)])
        return summarize_excluded(found)


def summarize_excluded(left_out: pa.Table) -> list[Excluded]:
    """By reason, the largest first; money only where it is of one currency."""
    frame = left_out.to_pandas()
    found: list[Excluded] = []
    for reason, rows in frame.groupby("reason"):
        spends = rows.dropna(subset=["spend_sum"])
        one_currency = spends["currency"].nunique(dropna=False) == 1
        spend = round(float(spends["spend_sum"].sum()), MONEY_DIGITS) if one_currency else None
        found.append(Excluded(Reason(int(np.int64(reason))), int(rows["row_count"].sum()), spend))
    found = [entry for entry in found if entry.rows > 0]
    return sorted(found, key=lambda entry: (-entry.rows, entry.reason))


def _check(request: InsightsRequest) -> None:
    check_period(request.rows.period, ("input", "filter", "dateRange"))
    if not 1 <= request.limit <= MAX_ROWS:
        raise InvalidInputError(f"limit is {request.limit}.", hint=f"Send 1 to {MAX_ROWS}.", field=("input", "limit"))
    if request.order_by not in METRIC_NAMES:
        raise InvalidInputError(
            f"orderBy metric {request.order_by!r} is not known.",
            hint=f"Send one of: {', '.join(METRIC_NAMES)}.",
            field=("input", "orderBy"),
        )
