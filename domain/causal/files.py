"""An export as files: the panel alone, everything as JSON, or a zip of all parts; identical bytes for identical exports."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from domain.causal.holidays_table import HOLIDAY_COLUMNS
from domain.causal.readme import readme
from domain.causal.report import CausalReport
from domain.causal.tables import panel_arrow, panel_columns, panel_csv, panel_jsonl, panel_parquet, to_csv


class ExportFormat(StrEnum):
    """What file an export is."""

    JSON = "JSON"
    JSONL = "JSONL"
    CSV = "CSV"
    PARQUET = "PARQUET"
    ARROW = "ARROW"
    BUNDLE = "BUNDLE"


@dataclass(frozen=True, slots=True)
class FileKind:
    """`suffix` of the file's name, its media type, and what is in it."""

    suffix: str
    media_type: str
    meaning: str


FILES: dict[ExportFormat, FileKind] = {
    ExportFormat.JSON: FileKind(
        "json", "application/json", "Everything: panel, columns, findings, roles, loaders, ..."
    ),
    ExportFormat.JSONL: FileKind("jsonl", "application/x-ndjson", "The panel, one JSON object per row."),
    ExportFormat.CSV: FileKind("csv", "text/csv; charset=utf-8", "The panel; empty where missing."),
    ExportFormat.PARQUET: FileKind("parquet", "application/vnd.apache.parquet", "The panel, typed."),
    ExportFormat.ARROW: FileKind("arrow", "application/vnd.apache.arrow.file", "The panel as an Arrow IPC file."),
    ExportFormat.BUNDLE: FileKind("zip", "application/zip", "A zip of the panel and everything that explains it."),
}
CORRELATION_COLUMNS = ("x", "y", "pearson", "spearman", "p_value", "q_value", "n")
SUMMARY_COLUMNS = ("column", "count", "missing", "zeros", "mean", "std", "min", "median", "max", "vif")
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def format_of(suffix: str) -> ExportFormat | None:
    """The format of a file name's ending."""
    return next((name for name, kind in FILES.items() if kind.suffix == suffix.lower()), None)


def export_file(report: CausalReport, file_format: ExportFormat, more: Mapping[str, bytes] | None = None) -> bytes:
    """The file; `more`: further files of a bundle, by name."""
    panel = report.panel
    match file_format:
        case ExportFormat.JSON:
            return _json(document(report))
        case ExportFormat.JSONL:
            return panel_jsonl(panel)
        case ExportFormat.CSV:
            return panel_csv(panel)
        case ExportFormat.PARQUET:
            return panel_parquet(panel)
        case ExportFormat.ARROW:
            return panel_arrow(panel)
        case ExportFormat.BUNDLE:
            return _zip({**_bundle(report), **(more or {})})


def document(report: CausalReport) -> dict[str, Any]:
    """Everything in one plain object, named as in the API."""
    return {
        "recordsCount": len(report.panel.frame),
        "columns": dictionary(report),
        "panel": panel_columns(report.panel.frame),
        "fillStatus": panel_columns(report.panel.fill_status),
        "roles": report.roles,
        "findings": [msgspec.to_builtins(finding) for finding in report.findings],
        "correlations": [msgspec.to_builtins(one) for one in report.diagnostics.correlations],
        "statisticalSummary": [msgspec.to_builtins(one) for one in report.diagnostics.summaries],
        "excluded": [{"reason": one.reason.name, "rows": one.rows, "spend": one.spend} for one in report.excluded],
        "loaders": report.loaders,
        "graph": {"gml": report.graph.gml, "dot": report.graph.dot},
        "holidays": report.holidays,
        "split": report.split,
        "provenance": report.provenance,
    }


def dictionary(report: CausalReport) -> list[dict[str, Any]]:
    """What each column is, one line per column."""
    return [
        {
            "name": column.name,
            "role": column.role.value,
            "channel": column.channel,
            "dtype": column.dtype,
            "unit": column.unit,
            "aggregation": column.aggregation,
            "source": column.source,
            "nullMeans": column.null_means,
            "description": column.description,
        }
        for column in report.panel.columns
    ]


def _bundle(report: CausalReport) -> dict[str, bytes]:
    whole = document(report)
    return {
        "README.md": readme(report).encode(),
        "panel.csv": panel_csv(report.panel),
        "panel.parquet": panel_parquet(report.panel),
        "fill_status.csv": to_csv(whole["fillStatus"]),
        "dictionary.csv": to_csv(_as_columns(whole["columns"])),
        "roles.json": _json(report.roles),
        "loaders.json": _json(report.loaders),
        "findings.json": _json({"findings": whole["findings"], "excluded": whole["excluded"]}),
        "correlations.csv": to_csv(_as_columns(whole["correlations"], CORRELATION_COLUMNS)),
        "summary.csv": to_csv(_as_columns(whole["statisticalSummary"], SUMMARY_COLUMNS)),
        "graph.gml": report.graph.gml.encode(),
        "graph.dot": report.graph.dot.encode(),
        "holidays.csv": to_csv(_as_columns(report.holidays, HOLIDAY_COLUMNS)),
        "split.json": _json(report.split),
        "provenance.json": _json(report.provenance),
    }


def _as_columns(lines: list[dict[str, Any]], names: tuple[str, ...] | None = None) -> dict[str, list[Any]]:
    return {name: [line[name] for line in lines] for name in names or tuple(lines[0])}


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _zip(files: Mapping[str, bytes]) -> bytes:
    """No times and no machine in it: the same files give the same bytes."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, body)
    return sink.getvalue()
