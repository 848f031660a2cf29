"""`control.sqlite` as a place to read and write: connections, transactions, versions, and errors people can act on."""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from adapters.control.migrations import MIGRATIONS, Migration
from domain.errors import StoreUnavailableError

WAIT_MS = 5_000
"""How long a statement waits for another process's write."""

WHOLE_CODE = 0xFF  # SQLite's extended codes carry the kind of error in the lowest byte

HINTS = {
    sqlite3.SQLITE_BUSY: "Another process is writing to it; try again.",
    sqlite3.SQLITE_LOCKED: "Another connection is writing to it; try again.",
    sqlite3.SQLITE_CORRUPT: "Restore it from a backup, or move it away and make new keys: ./run keys create --org ORG",
    sqlite3.SQLITE_NOTADB: "Restore it from a backup, or move it away and make new keys: ./run keys create --org ORG",
    sqlite3.SQLITE_READONLY: "Let the user who runs this write to the file and to its folder.",
    sqlite3.SQLITE_CANTOPEN: "See that the folder exists and that the user who runs this may write to it.",
    sqlite3.SQLITE_FULL: "Free some space on its disk.",
    sqlite3.SQLITE_IOERR: "Look at the disk: reading or writing failed.",
}


class ControlDatabase:
    """The control file, opened and brought to the newest version; safe to share by threads and processes.

    Readers never wait for a writer (WAL), and a write that returned is on disk (synchronous=FULL). A new file has
    mode 0600, and so do its `-wal` and `-shm`. Idle connections are kept: at most as many as there were threads at
    once. Do not carry one over a fork: SQLite forbids it. Every failure is a `StoreUnavailableError`.
    """

    def __init__(self, path: Path, *, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self.path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False
        try:
            self._prepare(migrations)
        except StoreUnavailableError:
            self.close()
            raise

    @contextmanager
    def reading(self, *, wait_ms: int = WAIT_MS) -> Iterator[sqlite3.Connection]:
        """Lend a connection for single statements, each its own transaction."""
        with self._explained():
            connection = self._borrow()
            try:
                connection.execute(f"PRAGMA busy_timeout = {wait_ms}")
                yield connection
            except BaseException:
                connection.close()  # which also rolls back
                raise
            self._give_back(connection)

    @contextmanager
    def writing(self, *, wait_ms: int = WAIT_MS) -> Iterator[sqlite3.Connection]:
        """Lend a connection inside a write transaction: committed at the end of the block, rolled back on any error."""
        with self.reading(wait_ms=wait_ms) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close all connections; those in use close when their block ends, and later use is an error."""
        self._closed = True
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def _prepare(self, migrations: Sequence[Migration]) -> None:
        with self._explained(), suppress(FileExistsError):
            self.path.touch(mode=0o600, exist_ok=False)
        with self.reading() as connection:
            switch_to_wal(connection)
        with self.writing() as connection:
            self._migrate(connection, migrations)

    def _borrow(self) -> sqlite3.Connection:
        if self._closed:
            raise StoreUnavailableError(f"{self.path} was closed.", hint="This server is stopping; try again.")
        try:
            return self._idle.pop()
        except IndexError:
            return self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        self._idle.append(connection)
        if self._closed:
            self.close()

    def _migrate(self, connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
        """Bring the tables to the newest version, inside the caller's transaction: all steps or none."""
        connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY) STRICT")
        version = connection.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchone()[0]
        if version > len(migrations):
            raise StoreUnavailableError(
                f"{self.path} has version {version} of its tables; this release knows {len(migrations)}.",
                hint="Use the release that wrote it, or a newer one.",
            )
        for number, statements in enumerate(migrations[version:], start=version + 1):
            for statement in statements:
                connection.execute(statement)
            connection.execute("INSERT INTO schema_version VALUES (?)", (number,))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise unavailable(self.path, error) from error


def switch_to_wal(connection: sqlite3.Connection) -> None:
    """Put the file into WAL mode, for good. Raises the last error of SQLite after `WAIT_MS`.

    Several processes may meet here on a new file, and SQLite does not apply its busy timeout to this one switch.
    """
    deadline = time.monotonic() + WAIT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def is_busy(error: sqlite3.OperationalError) -> bool:
    """Whether another connection's lock was in the way."""
    return kind_of(error) == sqlite3.SQLITE_BUSY


def kind_of(error: sqlite3.Error | OSError) -> int | None:
    """SQLite's primary result code; None for errors that are not from SQLite itself."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & WHOLE_CODE


def unavailable(path: Path, error: sqlite3.Error | OSError) -> StoreUnavailableError:
    """Say which file, what SQLite or the system said, what to do."""
    said = error.strerror if isinstance(error, OSError) else str(error)
    kind = sqlite3.SQLITE_CANTOPEN if isinstance(error, OSError) else kind_of(error)
    hint = HINTS.get(kind, "") if kind is not None else ""
    return StoreUnavailableError(f"{path} cannot be used: {said}.", hint=hint)
