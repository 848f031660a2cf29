"""Looking at a DuckDB file as a whole, without changing it, in pieces that fit into memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import duckdb
import pyarrow as pa
import zstandard

from adapters.stores.duckdb_file import connect
from adapters.stores.duckdb_organizations import Organizations
from adapters.stores.duckdb_schema import DUCKDB, check_version
from domain.errors import StoreUnavailableError
from domain.ports import RawFrameState
from domain.sql.dialect import Binder
from domain.sql.verification import breaches_sql, looked_at_sql
from domain.summation.candidates import GUARD_COLUMNS
from domain.verification import Breach, Check, Examined
from domain.vocabulary import OrgId

PIECE_ROWS = 200_000
"""Rows of an account whose choice is made at a time, unless one month has more."""
FRAMES_AT_ONCE = 16
READ_BYTES = 1024 * 1024


class DuckDbInspection:
    """A `RecordInspection` on a connection that may only read."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, piece_rows: int = PIECE_ROWS) -> None:
        check_version(connection)
        self._connection = connection
        self._piece_rows = piece_rows
        self._organizations = Organizations(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def organizations(self) -> Sequence[OrgId]:
        """Organizations that have tables."""
        return self._organizations.known()

    def examine(self, org: OrgId, check: Check, most: int) -> Examined:
        """A check that one query answers."""
        binder, counter = Binder(DUCKDB), Binder(DUCKDB)
        found = breaches_sql(check, org, binder)
        with self._reading(org) as cursor:
            [(looked_at,)] = cursor.execute(looked_at_sql(check, org, counter), counter.values).fetchall()
            rows = cursor.execute(
                f"SELECT place, what, count(*) OVER () FROM ({found}) ORDER BY place, what LIMIT {int(most)}",
                binder.values,
            ).fetchall()
        return Examined(looked_at, rows[0][2] if rows else 0, tuple(Breach(place, what) for place, what, _ in rows))

    def raw_frames(self, org: OrgId) -> Iterator[RawFrameState]:
        """Every frame, a few at a time."""
        with self._reading(org) as cursor:
            cursor.execute(
                "SELECT batch_id, frame, row_count, body FROM raw_frames WHERE org_id = ?",
                [org],
            )
            while frames := cursor.fetchmany(FRAMES_AT_ONCE):
                for batch, frame, row_count, body in frames:
                    yield RawFrameState(batch, frame, row_count, count_rows(body))

    def choices(self, org: OrgId) -> Iterator[pa.Table]:
        """Current rows by account and months, beside all rows of campaigns with several date bases."""
        chosen = ", ".join(["CAST(key AS VARCHAR) AS key", "counted_mask", *GUARD_COLUMNS])
        for source, account, first, last in self._pieces(org):
            with self._reading(org) as cursor:
                piece = cursor.sql(
                    f"SELECT {chosen}, date_start >= $first AND date_start <= $last AS own FROM records "
                    "WHERE org_id = $org AND data_source = $source AND account_id IS NOT DISTINCT FROM $account "
                    f"AND (date_stop >= $first AND date_start <= $last OR {_OF_SEVERAL_BASES})",
                    params={"org": org, "source": source, "account": account, "first": first, "last": last},
                ).to_arrow_table()
            yield piece

    def _pieces(self, org: OrgId) -> Iterator[tuple[object, ...]]:
        """Data source, account, first and last day of pieces of whole months."""
        with self._reading(org) as cursor:
            months = cursor.execute(
                "SELECT data_source, account_id, min(date_start), CAST(max(last_day(date_start)) AS DATE), count(*) "
                "FROM records WHERE org_id = ? GROUP BY data_source, account_id, date_trunc('month', date_start) "
                "ORDER BY data_source, account_id, 3",
                [org],
            ).fetchall()
        piece: list[object] = []
        size = 0
        for source, account, first, last, rows in months:
            if piece and (piece[:2] != [source, account] or size + rows > self._piece_rows):
                yield tuple(piece)
                piece, size = [], 0
            piece = [source, account, piece[2] if piece else first, last]
            size += rows
        if piece:
            yield tuple(piece)

    @contextmanager
    def _reading(self, org: OrgId) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._connection.cursor()
        try:
            self._organizations.enter(cursor, org)
            yield cursor
        except duckdb.Error as error:
            raise StoreUnavailableError(
                f"The store of organization {org} cannot be read: {error}.",
                hint="Restore the data folder from a backup.",
            ) from error
        finally:
            cursor.close()


_OF_SEVERAL_BASES = (
    "coalesce(campaign_id, '') IN (SELECT coalesce(campaign_id, '') FROM records WHERE org_id = $org "
    "AND data_source = $source AND account_id IS NOT DISTINCT FROM $account GROUP BY 1 HAVING count(DISTINCT date_basis) > 1)"
)
"""Campaigns whose choice of a date basis is one for all days."""


def open_inspection(file: Path) -> DuckDbInspection:
    """The file, for reading only; raises StoreLockedError where a process holds it."""
    return DuckDbInspection(connect(file, read_only=True))


def count_rows(body: bytes) -> int | None:
    """Rows of a frame, opened in small steps whatever size it claims; None where it cannot be opened."""
    lines, size = 1, 0
    try:
        claimed = zstandard.frame_content_size(body)
        with zstandard.ZstdDecompressor().stream_reader(BytesIO(body)) as reader:
            while piece := reader.read(READ_BYTES):
                lines, size = lines + piece.count(b"\n"), size + len(piece)
    except zstandard.ZstdError:
        return None
    return lines if size == claimed else None
