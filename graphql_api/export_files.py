"""Files of an export as the API and the command line hand them out: the bundle has the report in it."""

from __future__ import annotations

from domain.causal.files import ExportFormat, export_file
from domain.causal.report import CausalReport
from graphql_api.pages.export_report import REPORT_FILE, report_file


def make_file(report: CausalReport, file_format: ExportFormat) -> bytes:
    """The file's bytes, the same for the same report."""
    more = {REPORT_FILE: report_file(report)} if file_format is ExportFormat.BUNDLE else None
    return export_file(report, file_format, more)
