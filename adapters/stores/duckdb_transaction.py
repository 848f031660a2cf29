"""The words that every part of a write uses: one connection, one organization, one open transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from domain.arrow import key_array
from domain.records import COLUMNS, Kind
from domain.restatement import DELETED_AT
from domain.vocabulary import OrgId

SCOPE = ["data_source", "account_id", "campaign_id"]
"""What the choice of counted rows is made for."""


@dataclass(slots=True)
class Transaction:
    """An open write of one organization; the caller begins and commits."""

    connection: duckdb.DuckDBPyConnection
    org: OrgId
    left_scopes: list[pa.Table] = field(default_factory=list)
    """Campaigns that rows were taken from, removed or to be stored anew: their choice changes too."""

    @contextmanager
    def table(self, name: str, table: pa.Table) -> Iterator[None]:
        """Let SQL see an Arrow table under a name."""
        self.connection.register(name, table)
        try:
            yield
        finally:
            self.connection.unregister(name)

    def insert(self, name: str, table: pa.Table) -> None:
        """Append rows to a table by the names of its columns.

        DuckDB finds `rows_in` among the variables of this function. A registered table would be kept until the
        transaction ends, which adds up where a batch comes in many parts.
        """
        if table.num_rows:
            rows_in = table  # noqa: F841 - read by DuckDB
            self.connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM rows_in")

    def insert_records(self, name: str, table: pa.Table) -> None:
        """Append records in date order, so that a range of days lies together."""
        ordered = table.sort_by([("date_start", "ascending"), ("data_source", "ascending")])
        self.insert(name, ordered.add_column(0, "org_id", pa.array([self.org] * table.num_rows, pa.string())))

    def take_out_moving(self) -> pa.Table | None:
        """Remove and return all versions of the keys in the temporary table `moving`; None where there are none.

        The record's columns and `deleted_at`.
        """
        [(keys,)] = self.connection.execute("SELECT count(*) FROM moving").fetchall()
        if not keys:
            return None
        versions = self._versions_of_moving()
        self.left_scopes.append(versions.select(SCOPE))
        for table in ("records", "superseded"):
            self.connection.execute(
                f"DELETE FROM {table} WHERE org_id = ? AND key IN (SELECT key FROM moving)", [self.org]
            )
        return versions

    def _versions_of_moving(self) -> pa.Table:
        names = ", ".join(["CAST(key AS VARCHAR) AS key", *(column.name for column in COLUMNS)])
        where = "WHERE org_id = $org AND key IN (SELECT key FROM moving)"
        table = self.connection.sql(
            f"SELECT {names}, CAST(NULL AS TIMESTAMPTZ) AS {DELETED_AT} FROM records {where} "
            f"UNION ALL SELECT {names}, {DELETED_AT} FROM superseded {where}",
            params={"org": self.org},
        ).to_arrow_table()
        return with_own_types(table)


def date_range(table: pa.Table) -> dict[str, object]:
    """First and last day of some records, as the parameters `first` and `last`."""
    stop = table["date_stop"] if "date_stop" in table.column_names else table["date_start"]
    return {"first": pc.min(table["date_start"]).as_py(), "last": pc.max(stop).as_py()}


def own_keys(texts: pa.ChunkedArray) -> pa.Array:
    """Keys that were read as text, as 16 bytes again."""
    return key_array([bytes.fromhex(key.replace("-", "")) for key in texts.to_pylist()])


def with_own_types(table: pa.Table) -> pa.Table:
    """Keys as 16 bytes again, and instants in the record's own type."""
    table = table.set_column(0, "key", own_keys(table["key"]))
    kinds = [*((column.name, column.kind) for column in COLUMNS), (DELETED_AT, Kind.INSTANT)]
    for place, (name, kind) in enumerate(kinds, 1):
        if table.schema.field(place).type != kind.arrow:
            table = table.set_column(place, name, table[name].cast(kind.arrow))
    return table
