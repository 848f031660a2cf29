"""Deletion: records out, their history kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from domain.errors import InvalidInputError
from domain.ports import Clock, RecordStore
from domain.reading import RowFilter
from domain.use_cases.searchable import SearchFollows, nothing_follows
from domain.use_cases.submission import check_period
from domain.vocabulary import DataSource, Level, OrgId


@dataclass(frozen=True, slots=True)
class MetRows:
    """Rows of one data source and level that a deletion meets.

    `matched` ones lie wholly inside the filter, from `first_date` to `last_date`; `overlapping` ones only reach into
    its date range and stay.
    """

    data_source: DataSource
    level: Level
    matched: int
    overlapping: int
    first_date: date | None
    last_date: date | None


@dataclass(frozen=True, slots=True)
class DeletionReport:
    """What a deletion met, and whether it took it."""

    met: tuple[MetRows, ...]
    is_dry_run: bool
    notice: str | None = None
    """What is still to come although the records are removed."""

    @property
    def matched(self) -> int:
        """Records wholly inside the filter."""
        return sum(rows.matched for rows in self.met)

    @property
    def deleted(self) -> int:
        """Records removed."""
        return 0 if self.is_dry_run else self.matched

    @property
    def overlapping(self) -> int:
        """Records that only reach into the date range: they stay."""
        return sum(rows.overlapping for rows in self.met)


@dataclass(frozen=True, slots=True)
class DeleteRecords:
    """Removes the records inside a filter: they leave every total, and `as_of` before still shows them."""

    store: RecordStore
    clock: Clock
    search_follows: SearchFollows = nothing_follows

    def __call__(
        self, org: OrgId, rows: RowFilter, *, dry_run: bool = True, everything: bool = False
    ) -> DeletionReport:
        """What was met, and removed unless `dry_run`.

        Raises InvalidInputError for a filter that looks into the past, and for one that restricts nothing unless
        `everything` says that this is meant.
        """
        check_period(rows.period, ("input", "filter", "dateRange"))
        check_deletable(rows, everything=everything)
        met = self.store.deletable(org, rows) if dry_run else self.store.delete(org, rows, self.clock.now())
        notice = None if dry_run else self.search_follows(org)
        return DeletionReport(tuple(_lines(met)), dry_run, notice)


def check_deletable(rows: RowFilter, *, everything: bool) -> None:
    """Refuse a filter of the past, and an empty one that is not said to be meant."""
    if rows.as_of is not None:
        raise InvalidInputError(
            f"asOf is {rows.as_of.isoformat()}: what was known then cannot be deleted.",
            hint="Leave asOf out; what was known before the deletion stays readable with asOf.",
            field=("input", "filter", "asOf"),
        )
    if rows == RowFilter() and not everything:
        raise InvalidInputError(
            "The filter restricts nothing: all records of the organization would be deleted.",
            hint="Name data sources, accounts or a dateRange, or say `everything: true`.",
            field=("input", "filter"),
        )


def _lines(met: pa.Table) -> list[MetRows]:
    return [
        MetRows(
            DataSource(line["data_source"]),
            Level(line["level"]),
            line["matched"],
            line["overlapping"],
            line["first_date"],
            line["last_date"],
        )
        for line in met.to_pylist()
    ]
