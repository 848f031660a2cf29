"""What the audit log says of each write, whichever way it came in."""

from __future__ import annotations

from domain.ports import AccountDefault
from domain.use_cases.audit import Write
from domain.use_cases.ingest import IngestReport
from domain.use_cases.submission import Submission


def ingest_write(submission: Submission) -> Write[IngestReport]:
    """Rows in: the source and what was said of all rows; never a row."""
    period = submission.period
    detail = {
        "dataSource": submission.data_source,
        "dateRange": period and [period.start.isoformat(), period.end.isoformat()],
        "accountId": submission.account_id,
        "strict": submission.strict or None,
    }
    return Write("ingest", detail, _ingest_counts)


def account_default_write(default: AccountDefault) -> Write[AccountDefault]:
    """An account's defaults, as they are to be."""
    detail = {
        "dataSource": default.data_source,
        "accountId": default.account_id,
        "currency": default.currency,
        "timezone": default.timezone,
    }
    return Write("setAccountDefaults", detail, lambda _kept: {})


def _ingest_counts(report: IngestReport) -> dict[str, object]:
    counts = report.counts
    return {
        "batchId": report.batch_id,
        "received": report.received,
        "inserted": counts.inserted,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "stale": counts.stale,
        "rejected": report.rejected,
    }
