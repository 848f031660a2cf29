"""Reading a DuckDB file: cursors that stay in one organization's tables, statements parsed once, a time limit.

To parse a query of insights costs about as much as to run it over a month, so what was parsed is kept.
"""

from __future__ import annotations

import threading
import warnings
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa

from adapters.stores.duckdb_deadlines import Deadlines, closed
from adapters.stores.duckdb_organizations import Organizations, use_schema
from domain.errors import StoreUnavailableError
from domain.sql.parts import SELECTED
from domain.vocabulary import OrgId

MOST_IDLE = 16
"""Cursors kept for the next reader."""
MOST_STATEMENTS = 256
LONGEST_STATEMENT = 16 * 1024
"""Characters of a query that is kept parsed."""

# Asking `sql()` for Arrow saves a copy of the answer but binds every query twice, which costs more than it saves.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result", category=UserWarning)


class Cursors:
    """Idle cursors, each of one schema for life: its search path is set once, when it is made.

    A cursor comes back only after everything went well with it; any other is closed.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._idle: list[tuple[str, duckdb.DuckDBPyConnection]] = []
        self._changed = threading.Lock()
        self._is_closed = False

    @contextmanager
    def lent(self, schema: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that reads the schema's tables, for one reader at a time."""
        cursor = self._take(schema) or self.open(schema)
        try:
            yield cursor
        except BaseException:
            cursor.close()
            raise
        self._give_back(schema, cursor)

    def open(self, schema: str) -> duckdb.DuckDBPyConnection:
        """A new cursor; raises StoreUnavailableError where the file is closed."""
        try:
            cursor = self._connection.cursor()
        except duckdb.Error as error:
            raise closed() from error
        use_schema(cursor, schema)
        return cursor

    def close(self) -> None:
        """Close the idle ones now and the others as they come back."""
        with self._changed:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for _, cursor in idle:
            cursor.close()

    def _take(self, schema: str) -> duckdb.DuckDBPyConnection | None:
        with self._changed:
            place = next((n for n in reversed(range(len(self._idle))) if self._idle[n][0] == schema), None)
            return None if place is None else self._idle.pop(place)[1]

    def _give_back(self, schema: str, cursor: duckdb.DuckDBPyConnection) -> None:
        left_over: duckdb.DuckDBPyConnection | None = cursor
        with self._changed:
            if not self._is_closed:
                self._idle.append((schema, cursor))
                left_over = self._idle.pop(0)[1] if len(self._idle) > MOST_IDLE else None
        if left_over is not None:
            left_over.close()


class Statements:
    """Queries parsed once. They name no organization: whose tables are meant is decided by the cursor that runs them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, duckdb.Statement] = OrderedDict()
        self._changed = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def parsed(self, cursor: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
        """The one statement of a text; those used last are kept."""
        with self._changed:
            if (known := self._kept.get(sql)) is not None:
                self._kept.move_to_end(sql)
                return known
        [statement] = cursor.extract_statements(sql)
        if len(sql) <= LONGEST_STATEMENT:
            with self._changed:
                self._kept[sql] = statement
                if len(self._kept) > MOST_STATEMENTS:
                    self._kept.popitem(last=False)
        return statement


class Reader:
    """Answers from one organization's tables; any number of threads at a time."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, organizations: Organizations, *, timeout_s: float
    ) -> None:
        self._organizations = organizations
        self._cursors = Cursors(connection)
        self._statements = Statements()
        self._deadlines = Deadlines(timeout_s)

    def table(self, org: OrgId, sql: str, values: Mapping[str, object], selected: pa.Array | None = None) -> pa.Table:
        """The whole answer. `selected`: keys, as text, that the query reads from `SELECTED`."""
        with self._asking(org, sql, values, selected) as answer:
            return answer.to_arrow_table()

    def lines(self, org: OrgId, sql: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """The whole answer as Python values: for answers of a few lines in half the time of a table."""
        with self._asking(org, sql, values) as answer:
            return answer.fetchall()

    def close(self) -> None:
        """Stop whoever reads and let go of the file."""
        self._deadlines.close()
        self._cursors.close()

    @contextmanager
    def _asking(
        self, org: OrgId, sql: str, values: Mapping[str, object], selected: pa.Array | None = None
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A statement under way; its answer is to be fetched inside."""
        schema = self._organizations.schema_of(org)
        try:
            with self._cursor(schema, selected) as cursor:
                yield cursor.execute(self._statements.parsed(cursor, sql), dict(values))
        except duckdb.Error as error:
            raise StoreUnavailableError(f"The store could not answer: {error}.", hint="Try again.") from error

    @contextmanager
    def _cursor(self, schema: str, selected: pa.Array | None) -> Iterator[duckdb.DuckDBPyConnection]:
        if selected is None:
            with self._cursors.lent(schema) as cursor, self._deadlines.watching(cursor):
                yield cursor
            return
        cursor = self._cursors.open(schema)  # never lent again: the keys are of this one reading
        try:
            with self._deadlines.watching(cursor):
                cursor.register("selected_keys", pa.table({"key": selected}))
                cursor.execute(f"CREATE TEMP VIEW {SELECTED} AS SELECT CAST(key AS UUID) AS key FROM selected_keys")
                yield cursor
        finally:
            cursor.close()
