"""What the audit log says of each write, whichever way it came in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from domain.column_map import ColumnMap, stated_map
from domain.reading import RowFilter
from domain.said_rules import RuleShown, SaidRules
from domain.use_cases.accounts import KEPT, AccountChange, KeptDefault
from domain.use_cases.audit import Write
from domain.use_cases.deletion import DeletionReport
from domain.use_cases.ingest import IngestReport
from domain.use_cases.keys import NewKey
from domain.use_cases.own_keys import is_key_id
from domain.use_cases.renormalize import Plan, Renormalized
from domain.use_cases.submission import Submission
from domain.vocabulary import Scope


def ingest_write(submission: Submission) -> Write[IngestReport]:
    """Rows in: the source and what was said of all rows; never a row."""
    period = submission.period
    detail = {
        "dataSource": submission.data_source,
        "dateRange": period and [period.start.isoformat(), period.end.isoformat()],
        "accountId": submission.account_id,
        "strict": submission.strict or None,
        "replaceWindow": submission.replace_window or None,
    }
    return Write("ingest", detail, partial(_ingest_counts, shows_removed=submission.replace_window))


def renormalize_write(plan: Plan) -> Write[list[Renormalized]]:
    """Raw batches read once more: what was to be replayed, and what came of it; a dry run leaves a line too."""
    detail = {
        "dataSource": plan.data_source,
        "since": plan.since and plan.since.isoformat(),
        "rules": "current" if plan.uses_current_rules else "batch",
        "dryRun": plan.is_dry_run,
    }
    return Write("renormalize", detail, _renormalize_counts)


def _renormalize_counts(found: list[Renormalized]) -> dict[str, object]:
    differences = [one.difference for one in found]
    return {
        "batches": sum(one.batches for one in found),
        "changed": sum(d.changed for d in differences),
        "added": sum(d.added for d in differences),
        "gone": sum(d.gone for d in differences),
    }


def new_key_write(scopes: Iterable[Scope], expires_at: datetime | None) -> Write[NewKey]:
    """A new key: what it may do; not its name, which a person chose, nor its secret."""
    detail = {"scopes": sorted(scopes), "expiresAt": expires_at and expires_at.isoformat()}
    return Write("createApiKey", detail, lambda new: {"keyId": new.key.key_id})


def revoked_key_write(key_id: str) -> Write[str]:
    """The end of a key; what is no id is left out, for it may be the key's text with its secret."""
    return Write("revokeApiKey", {"keyId": key_id if is_key_id(key_id) else None}, lambda _revoked: {})


def account_default_write(change: AccountChange) -> Write[KeptDefault]:
    """An account's defaults, as they are to be; what stays as it was is left out."""
    said = {"currency": change.currency, "timezone": change.timezone}
    shown = {name: "none" if value is None else value for name, value in said.items() if value is not KEPT}
    detail = {"dataSource": change.data_source, "accountId": change.account_id, **shown}
    return Write("setAccountDefaults", detail, lambda kept: {"updated": kept.updated})


def rules_write(data_source: str, rules: SaidRules) -> Write[list[RuleShown]]:
    """Conversion rules, as they are to be."""
    return Write("setConversionRules", {"dataSource": data_source, "rules": rules.stated}, lambda _kept: {})


def column_map_write(data_source: str, column_map: ColumnMap) -> Write[ColumnMap]:
    """The map of columns, as it is to be."""
    return Write("setColumnMap", {"dataSource": data_source, "columnMap": stated_map(column_map)}, lambda _kept: {})


def deletion_write(rows: RowFilter, *, dry_run: bool) -> Write[DeletionReport]:
    """Records out: the filter and what it met; a dry run leaves a line too."""
    said = {name: value for name, value in dataclasses.asdict(rows).items() if value}
    period = rows.period and [rows.period.start.isoformat(), rows.period.end.isoformat()]
    detail = {"filter": {**said, "period": period}, "dryRun": dry_run}
    return Write("deleteRecords", detail, _deletion_counts)


def _deletion_counts(report: DeletionReport) -> dict[str, object]:
    return {"matched": report.matched, "deleted": report.deleted, "overlapping": report.overlapping}


def _ingest_counts(report: IngestReport, *, shows_removed: bool) -> dict[str, object]:
    counts = report.counts
    return {
        "batchId": report.batch_id,
        "received": report.received,
        "inserted": counts.inserted,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "stale": counts.stale,
        "removed": counts.removed if shows_removed else None,
        "rejected": report.rejected,
        "repeated": report.repeated or None,
    }
