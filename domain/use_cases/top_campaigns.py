"""Top campaigns: the first ones by a metric, each fact counted once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from domain.errors import InvalidInputError
from domain.insights.comparison import beside
from domain.insights.dimensions import settle_dimensions
from domain.insights.table import best, tabulate
from domain.metrics import METRIC_NAMES
from domain.ports import RecordStore
from domain.reading import RowFilter, key_names
from domain.use_cases.insights import check_metric, read_parts
from domain.vocabulary import Direction, OrgId, Period

MAX_CAMPAIGNS = 1000


@dataclass(frozen=True, slots=True)
class TopRequest:
    """Which campaigns: the `first` by the metric `by`, of those that spent at least `min_spend` in their currency."""

    rows: RowFilter = field(default_factory=RowFilter)
    by: str = "roas"
    first: int = 10
    min_spend: float = 0
    direction: Direction = Direction.DESC
    compare_to: Period | None = None
    metrics: tuple[str, ...] = METRIC_NAMES


@dataclass(frozen=True, slots=True)
class TopCampaigns:
    """Campaigns (and flows) in order of a metric; those without it are in no list."""

    store: RecordStore

    def __call__(self, org: OrgId, request: TopRequest) -> tuple[pa.Table, pa.Table | None]:
        """Rows as those of insights by campaign, and the same campaigns in the range compared with, where asked for."""
        _check(request)
        campaign = settle_dimensions(["CAMPAIGN"])
        metrics = tuple(name for name in METRIC_NAMES if name in {*request.metrics, request.by, "spend"})
        table = tabulate(read_parts(self.store, org, request.rows, campaign, metrics)[1], campaign, metrics)
        table = table.filter(pc.and_(pc.is_valid(table[request.by]), _spent(table, request.min_spend)))
        keys = [*key_names(campaign), "currency"]
        table = table.take(
            pa.array(best(table, request.by, request.direction, [*keys[-2::-1], "currency"], request.first))
        )
        if request.compare_to is None:
            return table, None
        there = replace(request.rows, period=request.compare_to)
        earlier = tabulate(read_parts(self.store, org, there, campaign, metrics)[1], campaign, metrics)
        size = table.num_rows
        _, previous = beside(table, earlier, keys)
        return table, previous.slice(0, size)


def _spent(table: pa.Table, least: float) -> pa.ChunkedArray | pa.Array:
    if least <= 0:
        return pa.array(np.ones(table.num_rows, np.bool_))
    return pc.fill_null(pc.greater_equal(table["spend"], least), fill_value=False)


def _check(request: TopRequest) -> None:
    check_metric(request.by, ("by",))
    if not 1 <= request.first <= MAX_CAMPAIGNS:
        raise InvalidInputError(f"first is {request.first}.", hint=f"Send 1 to {MAX_CAMPAIGNS}.", field=("first",))
    if not math.isfinite(request.min_spend) or request.min_spend < 0:
        raise InvalidInputError(
            f"minSpend is {request.min_spend}.",
            hint="Send an amount from 0, in the campaigns' currency.",
            field=("minSpend",),
        )
