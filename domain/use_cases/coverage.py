"""Coverage: from when to when rows are stored, and what is missing in between."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from domain.ports import RecordStore
from domain.reading import RowFilter
from domain.use_cases.submission import check_period
from domain.vocabulary import OrgId


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is stored, per data source and level."""

    store: RecordStore

    def __call__(self, org: OrgId, rows: RowFilter) -> pa.Table:
        """`data_source, level, row_count, first_date, last_date, missing_days, last_ingested_at`, in that order."""
        check_period(rows.period, ("filter", "dateRange"))
        return self.store.coverage(org, rows)
