"""Readers beside one another: each in its own organization, whatever others ask, fail at, wait for or close."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from adapters.stores.duckdb_deadlines import Deadlines
from adapters.stores.duckdb_reader import LONGEST_STATEMENT, MOST_IDLE, MOST_STATEMENTS, Cursors
from adapters.stores.duckdb_schema import DUCKDB
from adapters.stores.duckdb_store import READ_TIMEOUT_S, DuckDbStore
from domain.errors import StoreUnavailableError
from domain.reading import RowFilter
from domain.sql.dialect import Binder
from domain.vocabulary import OrgId
from tests.stored import ACME, account, days, instant, opened, put, row, spend

ENDLESS = "SELECT sum(a.range * b.range) AS spend FROM range(1000000000) a, range(1000000000) b"
SHORT_S = 0.3
WAIT_S = 20


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DuckDbStore]:
    with opened(tmp_path) as found:
        yield found


def ask(store: DuckDbStore, sql: str, org: OrgId = ACME) -> list[object]:
    """The first column of the answer to a statement of our own."""
    found: list[object] = store._table(org, sql, Binder(DUCKDB))[0].to_pylist()
    return found


def path_of(cursor: duckdb.DuckDBPyConnection) -> str:
    [(path,)] = cursor.execute("SELECT current_setting('search_path')").fetchall()
    return str(path)


def idle(store: DuckDbStore) -> list[tuple[str, duckdb.DuckDBPyConnection]]:
    return store._reader._cursors._idle


def orgs(count: int) -> list[OrgId]:
    return [OrgId(f"org{number}") for number in range(count)]


# --- apart


def test_each_of_many_readers_at_once_sees_its_own_organization(store: DuckDbStore) -> None:
    owners = orgs(5)
    for number, org in enumerate(owners, 1):
        put(store, row(spend=number), account(2, spend=100 * number), org=org)  # the mask leaves account rows open
        put(store, row(spend=2 * number), at=2, org=org)
    before = RowFilter(as_of=instant(1))
    barrier = threading.Barrier(8)

    def read(place: int) -> list[float]:
        barrier.wait(WAIT_S)
        return [
            spend(store, rows, org=owners[(place + turn) % 5]) for turn in range(10) for rows in (RowFilter(), before)
        ]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(read, range(8)))
    for place, found in enumerate(answers):
        numbers = [(place + turn) % 5 + 1 for turn in range(10)]
        assert found == [total for number in numbers for total in (102 * number, 101 * number)]


def test_a_cursor_stays_in_its_schema_whoever_had_it_before(store: DuckDbStore) -> None:
    for org in orgs(3):
        put(store, row(), org=org)
    cursors = store._reader._cursors
    for schema in ("org_1", "org_2", "org_1", "org_0", "org_3", "org_2", "org_1"):
        with cursors.lent(schema) as cursor, cursors.lent(schema) as second:
            assert cursor is not second
            assert [path_of(cursor), path_of(second)] == [f"{schema},main"] * 2
    assert {path_of(cursor) for schema, cursor in idle(store) if schema == "org_2"} == {"org_2,main"}
    assert all(path_of(cursor) == f"{schema},main" for schema, cursor in idle(store))


def test_a_cursor_is_lent_again_to_the_same_schema_alone(store: DuckDbStore) -> None:
    put(store, row())
    put(store, row(), org=OrgId("beta"))
    cursors = store._reader._cursors
    with cursors.lent("org_1") as first:
        pass
    with cursors.lent("org_2") as other, cursors.lent("org_1") as again:
        assert again is first
        assert other is not first


def test_an_organization_that_read_before_it_had_rows_sees_its_first_ones(store: DuckDbStore) -> None:
    assert spend(store) == 0
    put(store, row(spend=3))
    put(store, row(spend=4), org=OrgId("beta"))
    assert (spend(store), spend(store, org=OrgId("beta"))) == (3, 4)


def test_keys_chosen_for_one_reading_are_gone_for_the_next(store: DuckDbStore) -> None:
    put(store, account(spend=5), account(2, spend=6))
    assert spend(store, RowFilter(period=days(1, 1))) == 5
    with pytest.raises(StoreUnavailableError, match="selected_keys"):
        ask(store, "SELECT key FROM selected_keys")
    assert spend(store, RowFilter(period=days(2, 2))) == 6


def test_readers_of_more_organizations_than_are_kept_are_answered(store: DuckDbStore) -> None:
    owners = orgs(MOST_IDLE + 3)
    for number, org in enumerate(owners):
        put(store, row(spend=number), org=org)
    for _ in range(2):
        assert [spend(store, org=org) for org in owners] == list(range(MOST_IDLE + 3))
    assert len(idle(store)) == MOST_IDLE


def test_a_query_too_long_to_be_kept_is_answered(store: DuckDbStore) -> None:
    put(store, row(spend=8))
    question = "SELECT CAST(sum(spend) AS DOUBLE) FROM records".ljust(LONGEST_STATEMENT + 1)
    for _ in range(2):
        assert ask(store, question) == [8]
    assert len(store._reader._statements) == 0


def test_no_more_statements_are_kept_than_the_bound(store: DuckDbStore) -> None:
    for number in range(MOST_STATEMENTS + 5):
        assert ask(store, f"SELECT {number}") == [number]
    assert len(store._reader._statements) == MOST_STATEMENTS
    assert ask(store, "SELECT 0") == [0]


# --- after something went wrong


def test_a_query_that_fails_leaves_the_next_ones_alone(store: DuckDbStore) -> None:
    put(store, row(spend=8))
    spend(store)
    [(_, kept)] = idle(store)
    for wrong in (
        "SELECT nonsense FROM records",
        "SELEC",
        "SELECT CAST(level AS BIGINT) FROM records",
        "SELECT error('no')",
    ):
        with pytest.raises(StoreUnavailableError, match="could not answer"):
            ask(store, wrong)
        assert spend(store) == 8
    assert all(cursor is not kept for _, cursor in idle(store))


def test_a_query_stopped_in_time_leaves_the_next_ones_and_those_beside_it_alone(tmp_path: Path) -> None:
    store = DuckDbStore(tmp_path / "records.duckdb", read_timeout_s=SHORT_S)
    put(store, row(spend=8))
    put(store, row(spend=9), org=OrgId("beta"))
    stopped: list[str] = []

    def wait() -> None:
        with pytest.raises(StoreUnavailableError) as caught:
            ask(store, ENDLESS)
        stopped.append(caught.value.message)

    waiting = threading.Thread(target=wait)
    waiting.start()
    while waiting.is_alive():
        assert (spend(store), spend(store, org=OrgId("beta"))) == (8, 9)
    assert stopped == ["The query took longer than 0.3 s and was stopped."]
    assert (spend(store), spend(store, org=OrgId("beta"))) == (8, 9)
    store.close()


def test_each_of_several_queries_is_stopped_in_its_own_time(tmp_path: Path) -> None:
    store = DuckDbStore(tmp_path / "records.duckdb", read_timeout_s=SHORT_S)

    def stop(delay_s: float) -> float:
        time.sleep(delay_s)
        started = time.monotonic()
        with pytest.raises(StoreUnavailableError, match="longer than"):
            ask(store, ENDLESS)
        return time.monotonic() - started

    with ThreadPoolExecutor(3) as pool:
        for took in pool.map(stop, (0, 0.1, 0.2)):
            assert SHORT_S <= took < WAIT_S
    assert store.ping().ok
    store.close()


def test_an_interrupt_that_comes_after_the_end_does_not_stop_the_next_query(store: DuckDbStore) -> None:
    put(store, row(spend=8))
    spend(store)
    for _, cursor in idle(store):
        cursor.interrupt()
    assert spend(store) == 8


def test_nobody_is_interrupted_after_the_end() -> None:
    connection = duckdb.connect()
    deadlines = Deadlines(0.05)
    with deadlines.watching(connection):
        pass
    assert connection.execute("SELECT count(*) FROM range(300000000)").fetchall() == [(300000000,)]
    with pytest.raises(StoreUnavailableError, match="longer"), deadlines.watching(connection):
        connection.execute(ENDLESS).fetchall()
    connection.close()


def test_an_interrupt_between_two_statements_is_given_again() -> None:
    connection = duckdb.connect()

    def pause_and_run() -> None:
        with Deadlines(0.05).watching(connection):
            time.sleep(0.2)
            connection.execute(ENDLESS).fetchall()

    with pytest.raises(StoreUnavailableError, match="longer"):
        pause_and_run()
    connection.close()


def test_the_watching_thread_ends_when_there_is_nobody_to_watch() -> None:
    connection = duckdb.connect()
    deadlines = Deadlines(WAIT_S)
    before = set(threading.enumerate())
    with deadlines.watching(connection):
        [thread] = set(threading.enumerate()) - before
    deadlines.close()
    thread.join(WAIT_S)
    assert not thread.is_alive()
    assert refused(lambda: deadlines.watching(connection).__enter__())
    connection.close()


# --- closing


def refused(work: Callable[[], object]) -> bool:
    with pytest.raises(StoreUnavailableError, match="closed"):
        work()
    return True


def test_a_closed_store_answers_nobody_and_lets_go_of_the_file(store: DuckDbStore, tmp_path: Path) -> None:
    put(store, row())
    put(store, account(2))
    spend(store)
    store.close()
    assert refused(lambda: spend(store))
    assert refused(lambda: spend(store, org=OrgId("beta")))
    # Another configuration is refused while anything of this process still holds the file.
    with duckdb.connect(str(tmp_path / "records.duckdb"), read_only=True) as other:
        assert other.execute("SELECT count(*) FROM org_1.records").fetchall() == [(2,)]


def test_a_reader_at_work_while_the_store_closes_is_told_so_and_lets_go_of_the_file(
    store: DuckDbStore, tmp_path: Path
) -> None:
    put(store, row())
    started = threading.Event()

    def read() -> None:
        started.set()
        assert refused(lambda: ask(store, ENDLESS))

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        assert started.wait(WAIT_S)
        time.sleep(0.1)
        began = time.monotonic()
        store.close()
        assert time.monotonic() - began < READ_TIMEOUT_S / 2
        reading.result(WAIT_S)
    assert idle(store) == []
    with duckdb.connect(str(tmp_path / "records.duckdb"), read_only=True) as other:
        assert other.execute("SELECT count(*) FROM org_1.records").fetchall() == [(1,)]


def test_a_cursor_that_comes_back_after_the_end_is_not_kept(store: DuckDbStore) -> None:
    put(store, row())
    cursors: Cursors = store._reader._cursors
    with cursors.lent("org_1"):
        cursors.close()
    assert idle(store) == []


def test_one_connection_closed_under_the_watch_does_not_end_the_watch_of_others() -> None:
    closed, connection = duckdb.connect(), duckdb.connect()
    closed.close()
    deadlines = Deadlines(0.05)
    with (
        deadlines.watching(closed),
        pytest.raises(StoreUnavailableError, match="longer"),
        deadlines.watching(connection),
    ):
        connection.execute(ENDLESS).fetchall()
    connection.close()
