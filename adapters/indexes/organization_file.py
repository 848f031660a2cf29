"""One organization's SQLite file: connections, transactions, tables, and errors people can act on."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from adapters.indexes.places import file_stem, raw_name
from domain.errors import StoreUnavailableError
from domain.vocabulary import OrgId

WAIT_S = 5.0
"""How long a write waits for another one."""

READ_WAIT_S = 60.0
"""How long the first readers wait for the view that one of them makes."""

PAGE_BYTES = 8_192
"""A document with its vector takes 2 to 8 kB. Larger pages waste less of the file, and make random writes larger."""

CACHE_KB = 8_192

FORMAT = 1
"""Of the tables; a file of another format is made again."""

TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
    place INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    sent INTEGER NOT NULL DEFAULT 0,
    text_hash BLOB NOT NULL,
    document BLOB NOT NULL,
    words BLOB NOT NULL,
    vector BLOB
) STRICT;
CREATE INDEX documents_by_version ON documents (version);
CREATE INDEX documents_without_vector ON documents (place) WHERE vector IS NULL;
CREATE INDEX documents_unsent ON documents (place) WHERE sent = 0 AND vector IS NOT NULL;
CREATE TABLE removed (
    key TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    sent INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX removed_by_version ON removed (version);
"""
LATER_INDEXES = "CREATE INDEX IF NOT EXISTS documents_refused ON documents (place) WHERE sent = 2"
"""What files of earlier releases lack; it changes nothing of what they hold."""
LEFTOVERS = ("-wal", "-shm")


class OrganizationFile:
    """The file of `org` in `folder`, made with the first write; a write that returned is on disk (synchronous=FULL).

    One writer and one reader connection: writes come one after another, and a reading never waits for a write (WAL).
    Failures are `StoreUnavailableError`.
    """

    def __init__(self, folder: Path, org: OrgId) -> None:
        self.org = org
        self.path = folder / f"{file_stem(org)}.sqlite"
        self._write_lock, self._read_lock = Lock(), Lock()
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None

    @contextmanager
    def writing(self, meanwhile: Callable[[], None] | None = None) -> Iterator[sqlite3.Connection]:
        """Lend a connection in a write transaction: committed at the end of the block, rolled back on any error.

        `meanwhile` is done while the disk takes the commit.
        """
        with held(self._write_lock, self.path, WAIT_S), explained(self.path):
            connection = self._writer = self._writer or self._made()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                commit(connection, meanwhile)
            except BaseException:
                connection.rollback()
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """Lend a connection that sees one instant; None where the organization has no file."""
        with held(self._read_lock, self.path, READ_WAIT_S), explained(self.path):
            self._reader = self._reader or self._opened()
            if self._reader is None:
                yield None
                return
            self._reader.execute("BEGIN")
            try:
                yield self._reader
            finally:
                self._reader.rollback()

    def erase(self) -> None:
        """Take the file away."""
        with (
            held(self._write_lock, self.path, WAIT_S),
            held(self._read_lock, self.path, READ_WAIT_S),
            explained(self.path),
        ):
            self._close_both()
            for path in (self.path, *self._leftovers()):  # the file first: what is left of it is swept by the next
                path.unlink(missing_ok=True)
            sync_folder(self.path.parent)

    def close(self) -> None:
        """Give the connections back; the next use opens them again."""
        with held(self._write_lock, self.path, WAIT_S), held(self._read_lock, self.path, READ_WAIT_S):
            self._close_both()

    def _close_both(self) -> None:
        for connection in (self._reader, self._writer):
            if connection is not None:
                connection.close()
        self._reader = self._writer = None

    def _leftovers(self) -> list[Path]:
        return [self.path.with_name(self.path.name + ending) for ending in LEFTOVERS]

    def _opened(self) -> sqlite3.Connection | None:
        return connected(self.path) if self.path.exists() and has_tables(self.path) else None

    def _made(self) -> sqlite3.Connection:
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for path in self._leftovers():
                path.unlink(missing_ok=True)
            self.path.touch(mode=0o600)
            sync_folder(self.path.parent)
        connection = connected(self.path)
        with closing_on_error(connection):
            connection.execute("PRAGMA journal_mode = WAL")
            self._make_tables(connection)
        return connection

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        if not table_count(connection):
            for statement in TABLES.split(";"):
                connection.execute(statement)
            # Versions begin at the time in ms, so that they grow past those before an erasure, too.
            first = time.time_ns() // 1_000_000
            about = [("org", raw_name(self.org)), ("format", FORMAT), ("version", first), ("horizon", first)]
            connection.executemany("INSERT INTO about VALUES (?, ?)", about)
        connection.execute(LATER_INDEXES)
        connection.execute("COMMIT")


def commit(connection: sqlite3.Connection, meanwhile: Callable[[], None] | None) -> None:
    """Commit, and do something else beside it: the commit mostly waits for the disk."""
    if meanwhile is None:
        connection.execute("COMMIT")
        return
    with ThreadPoolExecutor(1, "search-commit") as beside:
        committing = beside.submit(connection.execute, "COMMIT")
        meanwhile()
        committing.result()


@contextmanager
def held(lock: Lock, path: Path, wait_s: float) -> Iterator[None]:
    """Hold a lock; StoreUnavailableError where it is not free in time."""
    if not lock.acquire(timeout=wait_s):
        raise StoreUnavailableError(f"{path} is busy.", hint="Another use of it takes long; try again.")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def closing_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    """Close the connection where the block fails."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the system into ours."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailableError(
            f"{path} cannot be used: {error}.",
            hint="Look at the disk and at who may write there; a spoiled file can be made again: ./run reindex",
        ) from error


def connected(path: Path) -> sqlite3.Connection:
    """Open a connection."""
    connection = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None, check_same_thread=False)
    with closing_on_error(connection):
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # of a new file; an old one keeps its own
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    return connection


def has_tables(path: Path) -> bool:
    """Whether the file was ever written; a file that is just being made has none."""
    connection = connected(path)
    with closing_on_error(connection):
        found = table_count(connection)
    connection.close()
    return bool(found)


def table_count(connection: sqlite3.Connection) -> int:
    """Count tables."""
    count: int = connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").fetchone()[0]
    return count


def sync_folder(folder: Path) -> None:
    """See that names made or taken away stay so after a power cut; some systems cannot."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
