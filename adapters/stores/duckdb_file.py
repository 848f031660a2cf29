"""Opening the DuckDB file: one process at a time, nothing downloaded, instants in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from domain.errors import StoreLockedError, StoreUnavailableError

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


LARGE_WRITE_BYTES = 256 * 1024 * 1024
"""What a write of many parts may hold in memory, over what the file's readers hold."""


@contextmanager
def bounded_memory(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let DuckDB write to its temporary folder, beside the file, what is more: it would hold a whole transaction."""
    [(held,)] = connection.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchall()
    connection.execute(f"SET memory_limit = '{(int(held) + LARGE_WRITE_BYTES) // 1024} KiB'")
    try:
        yield
    finally:
        connection.execute("RESET memory_limit")


def connect(file: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to the file; raises StoreLockedError where another process holds it."""
    try:
        connection = duckdb.connect(str(file), read_only=read_only, config=_SETTINGS)
    except duckdb.Error as error:
        if "lock" in str(error).lower() and isinstance(error, duckdb.IOException):
            raise StoreLockedError(
                f"The data folder {file.parent} is in use by another process.",
                hint="One server process can use it at a time: stop the other one, or give this one another --data folder.",
            ) from error
        raise StoreUnavailableError(f"Cannot open {file}: {error}.", hint="Check the folder and its rights.") from error
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return connection
