"""Where a panel came from: query, rows, watermark, attribution, and that its sums are those of the store."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
import pyarrow as pa

from domain.causal.building import Built
from domain.causal.cells import scale_of
from domain.causal.columns import PanelColumn
from domain.causal.request import CausalRequest
from domain.ports import RecordStore
from domain.reading import Dimension
from domain.vocabulary import OrgId

BASIS = Dimension(
    "BASIS",
    ("data_source", "attribution", "date_basis", "account_timezone"),
    "What the counted rows say of how and when they were counted.",
)


def read_basis(store: RecordStore, org: OrgId, built: Built) -> pa.Table:
    """Distinct `data_source, attribution, date_basis, account_timezone` of the counted rows, in order."""
    parts = store.parts(org, built.layout.counted.reading.query((BASIS,), ()))
    distinct = parts.group_by(list(BASIS.columns), use_threads=False).aggregate([])
    return distinct.sort_by([(name, "ascending") for name in BASIS.columns])


def timezones_of(basis: pa.Table) -> list[str]:
    """Time zones that the counted rows state, in order."""
    return sorted({zone for zone in basis["account_timezone"].to_pylist() if zone is not None})


def provenance_of(
    org: OrgId, request: CausalRequest, built: Built, basis: pa.Table, watermarks: dict[str, datetime], panel_csv: bytes
) -> dict[str, Any]:
    """Plain values, the same for the same request and rows; never what day it is."""
    counted, periods = built.layout.counted, built.layout.reporting.periods
    lines = basis.to_pylist()
    return {
        "organization": str(org),
        "query": msgspec.to_builtins(request),
        "period": {"start": periods.labels[0], "end": periods.labels[-1], "periods": periods.size},
        "trimmed": {"before": list(built.trimmed.before), "after": list(built.trimmed.after)},
        "geos": counted.geos,
        "channels": [
            {"name": channel.name, "title": channel.title, "dataSources": list(channel.sources)}
            for channel in counted.channels
        ],
        "recordsCount": len(built.panel.frame),
        "countedRows": int(counted.sums["row_count"].units.sum()),
        "sha256": hashlib.sha256(panel_csv).hexdigest(),
        "sha256Of": "the CSV file of the panel",
        "watermark": {source: instant.isoformat().replace("+00:00", "Z") for source, instant in watermarks.items()},
        "attribution": _distinct(lines, "attribution"),
        "dateBasis": _distinct(lines, "date_basis"),
        "currency": counted.currency,
        "timezones": timezones_of(basis),
        "truncated": False,
        "constantColumnsLeftOut": built.constant,
        "reconciliation": reconcile(built),
    }


def _distinct(lines: Sequence[dict[str, Any]], name: str) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for line in lines:
        found.setdefault(line["data_source"], set()).add(str(line[name]))
    return {source: sorted(values) for source, values in sorted(found.items())}


def reconcile(built: Built) -> dict[str, dict[str, float]]:
    """By column, in the metric's own unit: `counted` = `panel` + `incompletePeriods` + `belowZero`.

    Each is added up by itself: counted rows, the panel's cells, rows in periods of which a source has not every day,
    and spend below zero that the panel shows as 0.
    """
    clamped = {one.column: one.units for one in built.clamped}
    return {
        column.name: _balance(built, column, clamped.get(column.name, 0))
        for column in built.panel.columns
        if column.metric is not None
    }


def _balance(built: Built, column: PanelColumn, clamped: int) -> dict[str, float]:
    layout, metric = built.layout, str(column.metric)
    counted, scale = layout.counted, scale_of(metric)
    channel = next((place for place, one in enumerate(counted.channels) if one.name == column.channel), None)
    units = counted.sums[metric].units
    mine = units if channel is None else units[counted.channel == channel]
    shown = sum(round(value * scale) for value in built.panel.frame[column.name].dropna().tolist())
    return {
        "counted": int(mine.sum()) / scale,
        "panel": shown / scale,
        "incompletePeriods": layout.lost_units(metric, channel) / scale,
        "belowZero": clamped / scale,
    }
