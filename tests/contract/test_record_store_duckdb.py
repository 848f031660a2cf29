"""The embedded store holds the contract; what is DuckDB's own: one process, one writer, readers that never wait."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from adapters.stores.duckdb_schema import DUCKDB, MIGRATIONS
from adapters.stores.duckdb_store import DuckDbStore
from domain.errors import StoreUnavailableError
from domain.ports import RecordStore
from domain.reading import RowFilter
from domain.records import Kind
from domain.sql.dialect import Binder
from domain.vocabulary import OrgId
from tests.contract.record_defaults import RecordDefaultsContract
from tests.contract.record_removal import RecordRemovalContract
from tests.contract.record_store import RecordStoreContract
from tests.contract.record_window import RecordWindowContract
from tests.stored import ACME, batch, instant, listed, opened, put, row, spend

ROOT = Path(__file__).parents[2]


class TestDuckDbStore(RecordStoreContract, RecordRemovalContract, RecordDefaultsContract, RecordWindowContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[RecordStore]:
        with opened(tmp_path) as store:
            yield store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DuckDbStore]:
    with opened(tmp_path) as found:
        yield found


def test_a_new_file_is_brought_to_the_newest_version_and_opens_again(tmp_path: Path) -> None:
    with closing(DuckDbStore(tmp_path / "new" / "folder" / "records.duckdb")) as store:
        put(store, row())
    with opened(tmp_path / "new" / "folder") as store:
        assert spend(store) == 10


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    with duckdb.connect(str(tmp_path / "records.duckdb")) as connection:
        connection.execute("INSERT INTO schema_version VALUES (999, 'tomorrow', now())")
    with pytest.raises(StoreUnavailableError, match=r"newer version.*schema 999"):
        DuckDbStore(tmp_path / "records.duckdb")


def test_a_second_process_is_refused_and_told_why(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from adapters.stores.duckdb_store import DuckDbStore\n"
        "try: DuckDbStore(Path(sys.argv[1]))\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    with opened(tmp_path):
        answer = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "records.duckdb")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert answer.stdout.startswith(f"StoreLockedError The data folder {tmp_path} is in use by another process.")


def test_an_error_in_the_middle_of_a_batch_changes_nothing(store: DuckDbStore) -> None:
    put(store, row())
    before = listed(store)
    good = batch([row(spend=11), row(2, currency="EUR")], at=1, batch_id="broken")
    keys = [good.records["key"].to_pylist()[0].bytes, None]
    without_key = pa.ExtensionArray.from_storage(Kind.KEY.arrow, pa.array(keys, pa.binary(16)))
    with pytest.raises(StoreUnavailableError, match="could not write"):
        store.upsert(ACME, replace(good, records=good.records.set_column(0, "key", without_key)))
    assert (listed(store), store.raw_rows(ACME, [("broken", 0, 0)])) == (before, [None])
    assert put(store, row(spend=12), at=2).updated == 1


def test_a_reader_sees_the_state_before_while_a_batch_is_being_written(store: DuckDbStore) -> None:
    put(store, row())
    written, read = threading.Event(), threading.Event()

    def write(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("BEGIN")
        connection.execute("DELETE FROM org_1.records")
        written.set()
        assert read.wait(20)
        connection.execute("COMMIT")

    writer = threading.Thread(target=store._in_writer, args=(write,))
    writer.start()
    assert written.wait(20)
    during = spend(store)
    read.set()
    writer.join(20)
    assert (during, spend(store)) == (10, 0)


def test_a_query_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    store = DuckDbStore(tmp_path / "records.duckdb", read_timeout_s=0.2)
    with pytest.raises(StoreUnavailableError, match=r"longer than 0\.2 s"):
        store._table(
            ACME, "SELECT sum(a.range * b.range) FROM range(1000000000) a, range(1000000000) b", Binder(DUCKDB)
        )
    assert store.ping().ok
    store.close()


def test_a_closed_store_says_so(store: DuckDbStore) -> None:
    store.close()
    assert "closed" in store.ping().detail
    with pytest.raises(StoreUnavailableError, match="closed"):
        put(store, row())


def test_each_organization_has_tables_of_its_own_and_an_unknown_one_reads_none(store: DuckDbStore) -> None:
    put(store, row())
    put(store, row(spend=7), org=OrgId("beta"))
    cursor = store._connection.cursor()
    held = [cursor.table(f"org_{n}.records").select("org_id").fetchall() for n in (0, 1, 2)]
    assert held == [[], [(ACME,)], [("beta",)]]
    assert [spend(store, org=OrgId(name)) for name in (ACME, "beta", "gamma")] == [10, 7, 0]


def test_a_failed_first_batch_leaves_no_tables_behind(store: DuckDbStore) -> None:
    with pytest.raises(StoreUnavailableError, match="could not write"):
        store.write(OrgId("beta"), lambda connection: connection.execute("SELECT nonsense"))
    assert store._organizations.known() == []
    assert put(store, row(), org=OrgId("beta")).inserted == 1


def test_removals_of_an_older_file_are_deletions(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        put(store, row(), at=1)
        store.delete(ACME, RowFilter(), instant(5))
    with duckdb.connect(str(tmp_path / "records.duckdb")) as connection:
        for schema in ("org_0", "org_1"):
            connection.execute(f"DROP TABLE {schema}.replaced_windows; DROP TABLE {schema}.earlier_readings")
            connection.execute(f"ALTER TABLE {schema}.superseded DROP COLUMN deleted_at")
            connection.execute(f"DROP TABLE {schema}.touched_campaigns")
        connection.execute("DROP SEQUENCE touches")
        connection.execute("DELETE FROM schema_version WHERE version >= 6")
    with opened(tmp_path) as store:
        assert put(store, row(spend=11), at=4).stale == 1
        assert put(store, row(), at=6).inserted == 1


def test_a_file_of_the_first_version_is_split_by_organization(tmp_path: Path) -> None:
    file = tmp_path / "records.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE schema_version (version BIGINT, title VARCHAR, applied_at TIMESTAMPTZ)")
        MIGRATIONS[0][2](connection)
        connection.execute("INSERT INTO schema_version VALUES (1, 'first', now())")
        for org, money in (("acme", 3), ("beta", 4), ("acme", 5)):
            connection.execute(
                "INSERT INTO records (org_id, key, data_source, level, date_start, date_stop, spend, counted_mask) "
                "VALUES (?, uuid(), 'meta_business', 'CAMPAIGN', DATE '2024-01-01', DATE '2024-01-01', ?, 0)",
                [org, money],
            )
        connection.execute("INSERT INTO batches VALUES ('gamma', 'b', 'klaviyo', now(), now(), '{}')")
    with opened(tmp_path) as store:
        assert [spend(store, org=OrgId(name)) for name in ("acme", "beta", "gamma")] == [8, 4, 0]
        assert store._organizations.known() == ["acme", "beta", "gamma"]
