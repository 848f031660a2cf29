"""Time series: KPIs per calendar bucket without gaps, each fact counted once."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from domain.errors import InvalidInputError, TooLargeError
from domain.insights.dimensions import DIMENSIONS, settle_dimensions
from domain.insights.left_out import Excluded, left_out_of
from domain.insights.series import lay_out_series
from domain.insights.series_parts import PERIOD, days_covered, read_series_parts
from domain.insights.spine import Spine, spine_of
from domain.insights.spread import Spread, parse_spread
from domain.metrics import METRIC_NAMES
from domain.ports import Clock, RecordStore
from domain.reading import Dimension, RowFilter
from domain.summation.reading import Reading, need_of, read_guarded
from domain.use_cases.insights import summarize_excluded
from domain.use_cases.submission import check_period
from domain.vocabulary import Granularity, OrgId

MAX_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class TimeSeriesRequest:
    """What to show: dimension names and `spread` in the API's capitals; of the metrics only `metrics` are computed."""

    rows: RowFilter = field(default_factory=RowFilter)
    granularity: Granularity = Granularity.DAY
    group_by: tuple[str, ...] = ()
    spread: str = "NONE"
    limit: int = MAX_ROWS
    metrics: tuple[str, ...] = METRIC_NAMES


@dataclass(frozen=True, slots=True)
class TimeSeriesReport:
    """`rows`: as `lay_out_series` gives them."""

    rows: pa.Table
    granularity: Granularity
    excluded: list[Excluded]


@dataclass(frozen=True, slots=True)
class TimeSeries:
    """One row for every bucket of every group, also where nothing is known: missing is not zero.

    Buckets run over the date range, else from the first to the last day that is counted in any group. A bucket is
    complete when it is over (before today, UTC) and its group has counted rows on every day of it.
    """

    store: RecordStore
    clock: Clock

    def __call__(self, org: OrgId, request: TimeSeriesRequest) -> TimeSeriesReport:
        """The series and what was left out of it; a series is never cut: more rows than `limit` are refused."""
        spread = _check(request)
        dimensions = settle_dimensions(request.group_by)
        kept_whole = () if spread is Spread.EVEN else (DIMENSIONS[request.granularity.value],)
        need = need_of(request.rows, (*dimensions, *kept_whole))
        reading = read_guarded(self.store, org, request.rows, need)
        rows = self._rows(org, request, reading, dimensions)
        return TimeSeriesReport(rows, request.granularity, summarize_excluded(left_out_of(self.store, org, reading)))

    def _rows(
        self, org: OrgId, request: TimeSeriesRequest, reading: Reading, dimensions: tuple[Dimension, ...]
    ) -> pa.Table:
        self._check_size(org, request, reading, dimensions)
        query = reading.query(dimensions, request.metrics)
        parts = read_series_parts(self.store, org, reading, query, request.granularity)
        spine, today = _spine(request, parts.keys), self.clock.today()
        return lay_out_series(parts, dimensions, request.metrics, spine, today, ungrouped=not request.group_by)

    def _check_size(
        self, org: OrgId, request: TimeSeriesRequest, reading: Reading, dimensions: tuple[Dimension, ...]
    ) -> None:
        """Refuse before anything large is read."""
        days = self.store.parts(org, reading.query((PERIOD,), ()))
        buckets, groups = _spine(request, days).size, self.store.group_count(org, reading.query(dimensions))
        if buckets * max(groups, not request.group_by) > request.limit:
            raise TooLargeError(
                f"The series has {buckets * max(groups, 1):,} rows ({buckets:,} buckets of {max(groups, 1):,} groups and "
                f"currencies); limit is {request.limit:,}.",
                hint=f"Send a coarser granularity, a shorter dateRange, fewer groups, or a limit up to {MAX_ROWS:,}.",
                field=("input", "limit"),
            )


def _spine(request: TimeSeriesRequest, keys: pa.Table) -> Spine:
    period = request.rows.period or days_covered(keys)
    return spine_of(period, request.granularity) if period else Spine(request.granularity, 0, 0)


def _check(request: TimeSeriesRequest) -> Spread:
    check_period(request.rows.period, ("input", "filter", "dateRange"))
    calendar = next((name for name in request.group_by if DIMENSIONS[name].bucket), None)
    if calendar is not None:
        raise InvalidInputError(
            f"groupBy has {calendar}, which is of the calendar.",
            hint=f"Leave it out: granularity says it. Send one of: {', '.join(Granularity)}; insights groups by {calendar}.",
            field=("input", "groupBy"),
        )
    if not 1 <= request.limit <= MAX_ROWS:
        raise InvalidInputError(f"limit is {request.limit}.", hint=f"Send 1 to {MAX_ROWS}.", field=("input", "limit"))
    return parse_spread(request.spread, ("input", "spread"))
