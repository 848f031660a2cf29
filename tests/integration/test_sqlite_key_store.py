"""`control.sqlite` among processes, crashes, and files that are not as they should be."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.control.database import ControlDatabase, unavailable
from adapters.control.migrations import MIGRATIONS
from adapters.control.sqlite import SqliteKeyStore
from domain.errors import StoreUnavailableError
from domain.ports import ApiKey
from domain.vocabulary import OrgId, Scope

ACME = OrgId("acme")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[2]

ADD_KEYS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from adapters.control.sqlite import SqliteKeyStore
from domain.ports import ApiKey
from domain.vocabulary import OrgId, Scope

path, name, count = sys.argv[1:]
store = SqliteKeyStore(Path(path))
for number in range(int(count)):
    key = ApiKey(f"{name}{number}", OrgId("acme"), name, frozenset(Scope), datetime(2026, 3, 1, tzinfo=UTC))
    store.add(key.org, key, bytes(32))
    print(key.key_id, flush=True)
store.close()
"""


def start_writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    """Another process that adds keys and prints the id of each once it is kept."""
    command = [sys.executable, "-c", ADD_KEYS, str(path), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def api_key(key_id: str = "aaaaaaaa") -> ApiKey:
    return ApiKey(key_id, ACME, "nightly", frozenset({Scope.READ}), NOON)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "control.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteKeyStore]:
    store = SqliteKeyStore(path)
    yield store
    store.close()


@pytest.fixture
def other_writer(store: SqliteKeyStore, path: Path) -> Iterator[sqlite3.Connection]:
    """A stranger in the middle of a write, which began once the store had its key."""
    store.add(ACME, api_key(), bytes(32))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


# --- the file ---


def test_a_new_file_and_its_companions_are_for_their_owner_only(store: SqliteKeyStore, path: Path) -> None:
    store.add(ACME, api_key(), bytes(32))
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {"control.sqlite": 0o600, "control.sqlite-wal": 0o600, "control.sqlite-shm": 0o600}


def test_the_file_is_in_wal_mode_and_writes_reach_the_disk(path: Path) -> None:
    database = ControlDatabase(path)
    with database.writing() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    database.close()


def test_a_closed_store_leaves_one_file_with_everything_in_it(path: Path) -> None:
    store = SqliteKeyStore(path)
    store.add(ACME, api_key(), bytes(32))
    store.close()
    assert [file.name for file in path.parent.iterdir()] == ["control.sqlite"]
    with closing(SqliteKeyStore(path)) as reopened:
        assert reopened.list(ACME) == [api_key()]


def test_a_closed_store_says_so(store: SqliteKeyStore) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreUnavailableError, match=r"control\.sqlite was closed"):
        store.find("aaaaaaaa")
    assert store.ping().ok is False


# --- several processes ---


def test_two_processes_that_open_a_new_file_at_once_lose_no_key(path: Path) -> None:
    writers = [start_writer(path, name, 25) for name in ("left", "right")]
    outcomes = [(*writer.communicate(timeout=50), writer.returncode) for writer in writers]
    assert [(error, code) for _, error, code in outcomes] == [("", 0), ("", 0)]
    expected = {f"{name}{number}" for name in ("left", "right") for number in range(25)}
    with closing(SqliteKeyStore(path)) as store:
        assert {key.key_id for key in store.list(ACME)} == expected


def test_a_key_made_by_another_process_is_seen_at_once(store: SqliteKeyStore, path: Path) -> None:
    assert store.find("other0") is None
    assert start_writer(path, "other", 1).communicate(timeout=50) == ("other0\n", "")
    assert store.find("other0") is not None


def test_what_was_kept_survives_the_kill_of_its_writer(path: Path) -> None:
    with start_writer(path, "key", 1_000_000) as writer:
        assert writer.stdout is not None
        kept = [writer.stdout.readline().strip() for _ in range(50)]
        os.kill(writer.pid, signal.SIGKILL)
        kept += writer.stdout.read().split()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with closing(SqliteKeyStore(path)) as store:
        assert set(kept) <= {key.key_id for key in store.list(ACME)}
        store.add(ACME, api_key(), bytes(32))


def test_a_reader_does_not_wait_for_a_writer(store: SqliteKeyStore, other_writer: sqlite3.Connection) -> None:
    other_writer.execute("DELETE FROM api_keys")
    assert store.list(ACME) == [api_key()]
    assert store.ping().ok is True


@pytest.mark.usefixtures("other_writer")
def test_a_use_is_not_noted_while_another_process_writes(store: SqliteKeyStore) -> None:
    started = datetime.now(UTC)
    store.touch(ACME, "aaaaaaaa", NOON)
    assert datetime.now(UTC) - started < timedelta(seconds=2)  # a write would wait 5 seconds
    assert store.list(ACME) == [api_key()]


def test_the_next_use_is_noted_again(store: SqliteKeyStore, other_writer: sqlite3.Connection) -> None:
    store.touch(ACME, "aaaaaaaa", NOON)
    other_writer.execute("ROLLBACK")
    store.touch(ACME, "aaaaaaaa", NOON)
    assert [key.last_used_at for key in store.list(ACME)] == [NOON]


def test_only_a_use_that_is_noted_takes_the_write_lock(store: SqliteKeyStore) -> None:
    store.add(ACME, api_key(), bytes(32))
    store.touch(ACME, "aaaaaaaa", NOON)
    statements: list[str] = []
    store._database._idle[-1].set_trace_callback(statements.append)
    store.touch(ACME, "aaaaaaaa", NOON + timedelta(seconds=59))
    assert statements
    assert "BEGIN IMMEDIATE" not in statements
    store.touch(ACME, "aaaaaaaa", NOON + timedelta(seconds=60))
    assert "BEGIN IMMEDIATE" in statements


# --- trouble ---


def test_a_write_that_waits_too_long_says_who_is_in_the_way(path: Path) -> None:
    with (
        closing(ControlDatabase(path)) as database,
        database.writing(),
        pytest.raises(StoreUnavailableError, match="is locked") as caught,
        database.writing(wait_ms=10),
    ):
        pytest.fail("two writers at once")
    assert caught.value.hint == "Another process is writing to it; try again."
    assert caught.value.retryable


def test_a_file_that_is_no_database_is_named_with_a_way_out(path: Path) -> None:
    path.write_text("key,org\n" * 200)
    with pytest.raises(
        StoreUnavailableError, match=r"control\.sqlite cannot be used: file is not a database\."
    ) as caught:
        SqliteKeyStore(path)
    assert "Restore it from a backup" in caught.value.hint
    assert isinstance(caught.value.__cause__, sqlite3.DatabaseError)


def test_a_file_with_spoilt_pages_is_named_with_a_way_out(store: SqliteKeyStore, path: Path) -> None:
    store.close()
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * (size - 4096))
    with pytest.raises(StoreUnavailableError, match="malformed") as caught:
        SqliteKeyStore(path)
    assert "Restore it from a backup" in caught.value.hint


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match=r"nowhere/control\.sqlite cannot be used: No such file") as caught:
        SqliteKeyStore(tmp_path / "nowhere" / "control.sqlite")
    assert "See that the folder exists" in caught.value.hint


def test_a_folder_in_place_of_the_file_is_named(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreUnavailableError, match=r"control\.sqlite cannot be used: unable to open"):
        SqliteKeyStore(path)


def test_a_read_only_file_asks_for_the_right_to_write(store: SqliteKeyStore, path: Path) -> None:
    store.close()
    with (
        closing(
            sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        ) as connection,  # root may write to any file: ask SQLite not to
        pytest.raises(sqlite3.OperationalError) as caught,
    ):
        connection.execute("DELETE FROM api_keys")
    shown = unavailable(path, caught.value)
    assert str(shown).endswith("readonly database. Let the user who runs this write to the file and to its folder.")


# --- versions ---


def test_an_empty_file_is_brought_to_the_newest_version(path: Path) -> None:
    path.touch()
    with closing(SqliteKeyStore(path)) as store:
        store.add(ACME, api_key(), bytes(32))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [
            (number,) for number in range(1, len(MIGRATIONS) + 1)
        ]


def test_a_new_table_is_one_more_entry_and_keeps_the_keys(store: SqliteKeyStore, path: Path) -> None:
    store.add(ACME, api_key(), bytes(32))
    newer = (*MIGRATIONS, ("CREATE TABLE settings (org_id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",))
    for _ in range(2):
        with closing(ControlDatabase(path, migrations=newer)) as database, database.writing() as connection:
            connection.execute("INSERT INTO settings VALUES ('acme', '{}') ON CONFLICT DO NOTHING")
    assert store.list(ACME) == [api_key()]


def test_a_migration_that_fails_leaves_the_version_before_it(path: Path) -> None:
    broken = (*MIGRATIONS, ("CREATE TABLE settings (org_id TEXT)", "CREATE TABLE api_keys (again TEXT)"))
    with pytest.raises(StoreUnavailableError, match="api_keys already exists"):
        ControlDatabase(path, migrations=broken)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []


def test_a_file_of_a_newer_release_is_left_alone(store: SqliteKeyStore, path: Path) -> None:
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO schema_version VALUES (99)")
    with pytest.raises(
        StoreUnavailableError, match=f"has version 99 of its tables; this release knows {len(MIGRATIONS)}"
    ):
        SqliteKeyStore(path)
