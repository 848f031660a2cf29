"""Opening the DuckDB file: one process at a time, nothing downloaded, instants in UTC."""

from __future__ import annotations

from pathlib import Path

import duckdb

from domain.errors import StoreLockedError, StoreUnavailableError

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


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
