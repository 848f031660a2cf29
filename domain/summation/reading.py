"""The guards under every read: from a filter and dimensions to the rows that are counted and those left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from domain.arrow import to_floats
from domain.metrics import METRIC_NAMES
from domain.ports import RecordStore
from domain.reading import LEFT_OUT, Dimension, PartsQuery, RowFilter
from domain.summation.candidates import GUARD_COLUMNS, LATER_BASES, read_candidates
from domain.summation.guard import choose, later_bases
from domain.summation.metric import SOURCES_WITH_METRICS, Metric, other_metrics, rows_left_out
from domain.summation.needs import COUNTRY_BREAKDOWNS, Depth, Need, Reason
from domain.vocabulary import Level, OrgId


@dataclass(frozen=True, slots=True)
class Reading:
    """Which rows one read counts: those of the stored mask (`by_mask`) and the `selected` ones."""

    rows: RowFilter
    need: Need
    by_mask: bool
    selected: pa.Array | None
    left_out: pa.Table
    """`reason`, `currency`, `row_count`, `spend_sum` of what is left out."""
    other_metrics: tuple[Metric, ...] = ()
    """Conversion metrics whose conversions and revenue are left out, while the rest of their rows counts."""

    def query(self, dimensions: tuple[Dimension, ...] = (), metrics: tuple[str, ...] = METRIC_NAMES) -> PartsQuery:
        """A query over the counted rows."""
        depth, others = self.need.depth, self.other_metrics
        return PartsQuery(self.rows, dimensions, depth, self.selected, self.by_mask, metrics, others)


def need_of(rows: RowFilter, dimensions: Iterable[Dimension]) -> Need:
    """What a filter and dimensions ask of the rows."""
    chosen = tuple(dimensions)
    breakdowns = [d.breakdown for d in chosen if d.breakdown] + [frozenset({name}) for name in sorted(rows.breakdowns)]
    if rows.countries is not None:
        breakdowns.append(COUNTRY_BREAKDOWNS)
    return Need(
        max((d.depth for d in chosen), default=Depth.CAMPAIGN),
        tuple(dict.fromkeys(breakdowns)),
        frozenset(d.bucket for d in chosen if d.bucket),
        frozenset(rows.levels) if rows.levels is not None else None,
    )


def read_guarded(store: RecordStore, org: OrgId, rows: RowFilter, need: Need) -> Reading:
    """Choose the rows to count, and the one conversion metric that is added up over them."""
    reading = _choose_rows(store, org, rows, need)
    sources = [name for name in SOURCES_WITH_METRICS if rows.data_sources is None or name in rows.data_sources]
    found = store.conversion_metrics(org, reading.query(), sources) if sources else None
    others = other_metrics(found) if found is not None else ()
    if found is None or not others:
        return reading
    lost = rows_left_out(found, others)
    lines = [pa.array([int(Reason.CONVERSION_METRIC)] * lost.num_rows, pa.int64()), lost["currency"], lost["row_count"]]
    summary = pa.table([*lines, pa.nulls(lost.num_rows, pa.float64())], schema=LEFT_OUT)
    return replace(reading, left_out=pa.concat_tables([reading.left_out, summary]), other_metrics=others)


def _choose_rows(store: RecordStore, org: OrgId, rows: RowFilter, need: Need) -> Reading:
    """The stored mask answers plain reads; the rest is chosen here, by the same rules."""
    if not need.is_plain or rows.as_of is not None:
        selected, left_out = _choose(store, org, rows, need, undecided_only=False)
        return Reading(rows, need, by_mask=False, selected=selected, left_out=left_out)
    by_mask = store.left_out(org, rows, need.depth)
    undecided = pc.equal(by_mask["reason"], int(Reason.UNDECIDED))
    if not pc.any(undecided).as_py():
        return Reading(rows, need, by_mask=True, selected=None, left_out=by_mask)
    selected, left_out = _choose(store, org, rows, need, undecided_only=True)
    decided = by_mask.filter(pc.invert(undecided))
    return Reading(rows, need, True, selected if len(selected) else None, pa.concat_tables([left_out, decided]))


def _choose(
    store: RecordStore, org: OrgId, rows: RowFilter, need: Need, *, undecided_only: bool
) -> tuple[pa.Array, pa.Table]:
    """Keys of the rows to count among those that the mask does not decide, and a summary of the others."""
    table = store.candidates(org, rows, undecided_only=undecided_only)
    reasons = _reasons(store, org, rows, need, table)
    matches = table["matches"].to_numpy()
    counted = pa.array((reasons == Reason.COUNTED) & matches)
    summary = _summarize(table, reasons, matches)
    return table["key"].filter(counted).combine_chunks(), summary


def _reasons(store: RecordStore, org: OrgId, rows: RowFilter, need: Need, table: pa.Table) -> npt.NDArray[np.int64]:
    inside = _inside(rows, table)
    reasons = np.full(table.num_rows, int(Reason.PARTIAL_PERIOD), np.int64)
    kept = table.filter(pa.array(inside))
    occupied = _occupied(store, org, rows, need, kept)
    behind = _behind(store, org, rows, need, kept)
    reasons[inside] = choose(read_candidates(kept), need, occupied, behind)
    return reasons


def _behind(
    store: RecordStore, org: OrgId, rows: RowFilter, need: Need, table: pa.Table
) -> npt.NDArray[np.bool_] | None:
    """Rows of a later date basis than their campaign has on any day, in the range or not; None where the rows tell."""
    later = pc.any(pc.is_in(table["date_basis"], pa.array(LATER_BASES)))
    if not later.as_py():
        return None
    elsewhere = store.mixed_bases(org, replace(rows, period=None))
    if not elsewhere.num_rows:
        return None
    together = pa.concat_tables([table.select(GUARD_COLUMNS), elsewhere], promote_options="permissive")
    return later_bases(read_candidates(together), need)[: table.num_rows]


def _inside(rows: RowFilter, table: pa.Table) -> npt.NDArray[np.bool_]:
    if rows.period is None:
        return np.ones(table.num_rows, np.bool_)
    starts, stops = (table[name].to_numpy().astype("datetime64[D]") for name in ("date_start", "date_stop"))
    inside: npt.NDArray[np.bool_] = (starts >= np.datetime64(rows.period.start)) & (
        stops <= np.datetime64(rows.period.end)
    )
    return inside


def _occupied(store: RecordStore, org: OrgId, rows: RowFilter, need: Need, table: pa.Table) -> npt.NDArray[np.bool_]:
    """Rows without a campaign of their own on whose days the account has rows that come first."""
    occupied = np.zeros(table.num_rows, np.bool_)
    floating = pc.is_null(table["campaign_id"])
    if need.depth is not Depth.CAMPAIGN:
        floating = pc.and_(floating, pc.equal(table["level"], Level.ACCOUNT.value))
    if need.levels is not None or not pc.any(floating).as_py():
        return occupied
    few = table.select(["level", *_SPAN]).filter(floating)
    lower, campaigns = _days_by_account(store.occupied_spans(org, rows))
    lines = zip(*(few[name].to_pylist() for name in few.column_names), strict=True)
    occupied[floating.to_numpy()] = [
        _touches((lower if level == Level.ACCOUNT.value else campaigns).get((source, account), set()), start, stop)
        for level, source, account, start, stop in lines
    ]
    return occupied


def _touches(days: set[date], start: date, stop: date) -> bool:
    return any(start + timedelta(days=n) in days for n in range((stop - start).days + 1))


_SPAN = ("data_source", "account_id", "date_start", "date_stop")
Days = dict[tuple[str, str | None], set[date]]


def _days_by_account(spans: pa.Table) -> tuple[Days, Days]:
    """Days on which an account has rows below its own level, and those on which it has campaigns' own rows."""
    lower: Days = {}
    campaigns: Days = {}
    levels = spans["level"].to_pylist()
    for level, source, account, start, stop in zip(levels, *(spans[n].to_pylist() for n in _SPAN), strict=True):
        days = {start + timedelta(days=n) for n in range((stop - start).days + 1)}
        lower.setdefault((source, account), set()).update(days)
        if level == Level.CAMPAIGN.value:
            campaigns.setdefault((source, account), set()).update(days)
    return lower, campaigns


def _summarize(table: pa.Table, reasons: npt.NDArray[np.int64], matches: npt.NDArray[np.bool_]) -> pa.Table:
    """Rows left out by reason and currency; money is added exactly, then shown as a double."""
    left = pa.array((reasons != Reason.COUNTED) & matches)
    lost = pa.table({"reason": reasons, "currency": table["currency"], "spend": table["spend"]})
    grouped = (
        lost.filter(left)
        .group_by(["reason", "currency"], use_threads=False)
        .aggregate([("reason", "count"), ("spend", "sum")])
    )
    named = grouped.rename_columns(["reason", "currency", "row_count", "spend_sum"])
    spend = pa.array(to_floats(named["spend_sum"]), pa.float64(), from_pandas=True)
    return (
        named.set_column(named.schema.get_field_index("spend_sum"), "spend_sum", spend)
        .select(LEFT_OUT.names)
        .cast(LEFT_OUT)
    )
