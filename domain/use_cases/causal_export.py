"""Causal export: one panel that loads into every causal tool, and everything that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from domain.causal.building import Built, build_panel
from domain.causal.counted import read_counted
from domain.causal.diagnostics import diagnose
from domain.causal.finding_kinds import ERROR
from domain.causal.graph import graph_of
from domain.causal.grid import PeriodRule
from domain.causal.holidays_table import holidays_table
from domain.causal.loaders import loaders_of
from domain.causal.panel import Finding
from domain.causal.provenance import provenance_of, read_basis, timezones_of
from domain.causal.report import CausalReport
from domain.causal.reporting import lifespans
from domain.causal.request import CausalRequest, settle_request
from domain.causal.roles import roles_of
from domain.causal.split import split_of
from domain.causal.tables import panel_csv
from domain.errors import PanelRefusedError
from domain.insights.left_out import Excluded
from domain.ports import RecordStore
from domain.records import MICROS
from domain.summation.needs import Reason
from domain.use_cases.insights import summarize_excluded
from domain.use_cases.submission import check_period
from domain.vocabulary import OrgId


@dataclass(frozen=True, slots=True)
class CausalExport:
    """Every geo in every period, each fact counted once; what is in no cell is in `excluded`, to the micro."""

    store: RecordStore

    def __call__(self, org: OrgId, asked: CausalRequest) -> CausalReport:
        """The export; raises InvalidInputError naming the field, PanelRefusedError where `strict` meets errors."""
        check_period(asked.rows.period, ("input", "filter", "dateRange"))
        request = settle_request(asked)
        built = self._build(org, request)
        diagnostics = diagnose(built.panel)
        findings = [*built.findings, *diagnostics.findings]
        _refuse_errors(request, findings)
        basis = read_basis(self.store, org, built)
        roles = roles_of(built.panel, request.target, request.country, timezones_of(basis))
        graph = graph_of(built.panel)
        labels = built.layout.reporting.periods.labels
        return CausalReport(
            request,
            built.panel,
            diagnostics,
            findings,
            _excluded(built),
            roles,
            loaders_of(built.panel, roles, graph.gml),
            graph,
            holidays_table(built.places, *_years(built)),
            split_of(labels),
            provenance_of(org, request, built, basis, self._watermarks(org, request), panel_csv(built.panel)),
        )

    def _build(self, org: OrgId, request: CausalRequest) -> Built:
        rule = PeriodRule(request.granularity, request.week_start)
        counted = read_counted(self.store, org, request, rule)
        return build_panel(counted, request, rule, lifespans(self._coverage(org, request)))

    def _coverage(self, org: OrgId, request: CausalRequest) -> pa.Table:
        return self.store.coverage(org, replace(request.rows, period=None))

    def _watermarks(self, org: OrgId, request: CausalRequest) -> dict[str, datetime]:
        """When rows of each source last came."""
        found: dict[str, datetime] = {}
        for line in self._coverage(org, request).to_pylist():
            source, instant = line["data_source"], line["last_ingested_at"]
            found[source] = max(found.get(source, instant), instant)
        return found


def _refuse_errors(request: CausalRequest, findings: Sequence[Finding]) -> None:
    errors = [finding for finding in findings if finding.severity == ERROR]
    if request.strict and errors:
        raise PanelRefusedError(
            "The panel has errors: " + " ".join(f"{finding.code}: {finding.message}" for finding in errors),
            hint=" ".join(dict.fromkeys(finding.advice for finding in errors)),
            field=("input", "strict"),
        )


def _excluded(built: Built) -> list[Excluded]:
    """What the guards left out, then periods that are not complete, then spend below zero."""
    lost = built.layout.lost()
    found = summarize_excluded(_in_one_currency(built))
    if lost.rows:
        spend = lost.spend_units / MICROS if lost.has_spend else None
        found.append(Excluded(Reason.INCOMPLETE_PERIOD, lost.rows, spend))
    if built.clamped:
        rows, units = (sum(getattr(one, name) for one in built.clamped) for name in ("rows", "units"))
        found.append(Excluded(Reason.NEGATIVE_SPEND, rows, units / MICROS))
    return found


def _in_one_currency(built: Built) -> pa.Table:
    """What the guards left out; money of no stated currency is taken as the panel's there too, so that sums add up."""
    left_out, currency = built.layout.counted.left_out, built.layout.counted.currency
    if currency is None:
        return left_out
    place = left_out.schema.get_field_index("currency")
    named = pc.fill_null(left_out["currency"].cast(pa.string()), currency)
    return left_out.set_column(place, "currency", named)


def _years(built: Built) -> tuple[int, int]:
    days = built.layout.reporting.periods.days
    return days[0].year, days[-1].year
