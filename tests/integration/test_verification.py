"""`./run verify`: a sound folder passes, and each planted defect is named with its place and what to do."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from adapters.control.inspection import SqliteInspection
from adapters.stores.duckdb_inspection import DuckDbInspection, count_rows
from adapters.stores.duckdb_store import DuckDbStore
from domain.reading import RowFilter
from domain.use_cases.verification import MOST_SHOWN, Verdict, Verify
from domain.verification import Check
from domain.vocabulary import OrgId
from graphql_api.bootstrap import CONTROL_FILE, RECORDS_FILE, open_keys
from graphql_api.cli import app
from tests.integration.test_removal_laws import WANTED, distinct
from tests.integration.test_totals_laws import any_row
from tests.stored import ACME, OTHER, account, ad, batch, days, instant, opened, put, row

NO_SHRINKING = (Phase.explicit, Phase.generate)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two organizations: versions, a removal and its return, campaigns with ads, an account, a week."""
    folder = tmp_path_factory.mktemp("made")
    with opened(folder) as store:
        put(store, row(spend=10), ad(spend=4), row(2), account(3), row((8, 14)), at=1)
        put(store, row(spend=11), at=2)
        store.delete(ACME, RowFilter(period=days(2, 2)), instant(3))
        put(store, row(2, spend=12), at=4)
        put(store, row(spend=12), at=1.5)
        put(store, row(), org=OTHER)
    keys, _ = open_keys(folder)
    keys.close()
    return folder


@pytest.fixture
def folder(tmp_path: Path, made: Path) -> Path:
    """A copy of it for each test."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def said(folder: Path) -> Result:
    return CliRunner().invoke(app, ["verify", "--data", str(folder)])


def plant(folder: Path, sql: str) -> None:
    """Break the tables of the first organization."""
    with duckdb.connect(str(folder / RECORDS_FILE)) as connection:
        connection.execute("SET search_path = 'org_1,main'")
        for statement in sql.split(";"):
            connection.execute(statement)


def test_a_sound_folder_passes_with_what_was_looked_at(folder: Path) -> None:
    result = said(folder)
    assert result.exit_code == 0
    lines = [line.split() for line in result.output.splitlines()[1:]]
    assert {tuple(line[-2:]) for line in lines if line[0] == "acme" and "current" in line} == {("5", "0")}
    assert {tuple(line[-2:]) for line in lines if line[0] == "acme" and "versions" in line} == {("8", "0")}
    assert {line[0] for line in lines} == {"acme", "other", "-"}
    assert {line[-1] for line in lines} == {"0"}


COPY = "INSERT INTO {0} SELECT * FROM {0} WHERE key = (SELECT min(key) FROM {0})"


@pytest.mark.parametrize(
    ("sql", "check", "words"),
    [
        (COPY.format("records"), Check.ONE_ROW_PER_KEY, "2 current rows"),
        (
            "UPDATE records SET org_id = 'other' WHERE spend = 4",
            Check.OWN_ROWS,
            "records: 1 rows of organization other",
        ),
        ("UPDATE records SET revision = 7 WHERE level = 'ACCOUNT'", Check.HISTORY, "revision 7 is the 1. version"),
        ("DELETE FROM superseded WHERE revision = 1", Check.HISTORY, "revision 2 is the 1. version"),
        (
            "UPDATE superseded SET superseded_at = superseded_at + INTERVAL 1 HOUR WHERE removed_at IS NULL",
            Check.HISTORY,
            "overlaps the next one",
        ),
        (
            "UPDATE superseded SET superseded_at = superseded_at - INTERVAL 1 HOUR WHERE removed_at IS NULL",
            Check.HISTORY,
            "ends before the next one begins",
        ),
        (
            "UPDATE superseded SET removed_at = removed_at - INTERVAL 1 HOUR",
            Check.HISTORY,
            "ends before or after its removal",
        ),
        (
            "UPDATE superseded SET superseded_at = observed_at - INTERVAL 1 HOUR WHERE removed_at IS NULL",
            Check.HISTORY,
            "was seen after its end",
        ),
        ("UPDATE records SET seen_at = []", Check.HISTORY, "contradict one another"),
        (
            "UPDATE records SET last_observed_at = last_observed_at + INTERVAL 1 HOUR",
            Check.HISTORY,
            "contradict one another",
        ),
        (
            "DELETE FROM records WHERE key IN (SELECT key FROM superseded WHERE removed_at IS NULL)",
            Check.HISTORY,
            "ended, yet no later one is there",
        ),
        (
            (
                "UPDATE records SET revision = 2 WHERE level = 'ACCOUNT'; "
                "INSERT INTO superseded BY NAME SELECT * REPLACE (3 AS revision), now() AS superseded_at, now() AS removed_at "
                "FROM records WHERE level = 'ACCOUNT'; "
                "INSERT INTO superseded BY NAME SELECT * REPLACE (1 AS revision), observed_at AS superseded_at "
                "FROM records WHERE level = 'ACCOUNT'"
            ),
            Check.HISTORY,
            "is current, yet a later one is there",
        ),
        (
            "INSERT INTO superseded BY NAME SELECT *, now() AS superseded_at, now() AS removed_at FROM records",
            Check.HISTORY,
            "is the 2. version",
        ),
        ("UPDATE raw_frames SET body = 'spoiled'", Check.RAW_FRAMES, "cannot be opened of 1"),
        ("UPDATE raw_frames SET row_count = 3", Check.RAW_FRAMES, "has 1 row of 3"),
        ("DELETE FROM raw_frames", Check.RAW_ROWS, "which is not there"),
        ("UPDATE records SET raw_row = 1", Check.RAW_ROWS, "row 1, which is not there"),
        ("UPDATE records SET batch_id = NULL", Check.RAW_ROWS, "comes from nowhere"),
        ("UPDATE records SET counted_mask = 0 WHERE level = 'AD'", Check.COUNTED, "is 0/0/0, made anew it is 1/0/0"),
        ("UPDATE records SET counted_mask = NULL WHERE level = 'AD'", Check.COUNTED, "is missing"),
    ],
)
def test_a_planted_defect_is_named(folder: Path, sql: str, check: Check, words: str) -> None:
    plant(folder, sql)
    result = said(folder)
    assert result.exit_code == 1
    assert f"\nacme: {check}\n" in result.output
    assert words in result.output
    assert f"\nother: {check}\n" not in result.output


def test_a_spoiled_control_file_is_named(folder: Path) -> None:
    (folder / CONTROL_FILE).write_bytes(b"SQLite format 3\0" + b"spoiled " * 512)
    result = said(folder)
    assert (result.exit_code, "control.sqlite cannot be read" in result.output) == (1, True)


def test_a_broken_index_of_the_control_file_is_named(folder: Path) -> None:
    file = folder / CONTROL_FILE
    content = bytearray(file.read_bytes())
    content[4096 + 100 :] = bytes(len(content) - 4096 - 100)
    file.write_bytes(content)
    assert list(SqliteInspection(file).faults())


def test_a_folder_without_a_control_file_has_no_fault_there(tmp_path: Path) -> None:
    assert list(SqliteInspection(tmp_path / CONTROL_FILE).faults()) == []


def test_of_many_breaches_the_first_are_named_and_all_are_counted(folder: Path) -> None:
    with opened(folder) as store:
        put(store, *(row(campaign_id=f"n{number}") for number in range(30)))
    plant(folder, "UPDATE records SET counted_mask = NULL, raw_row = 5")
    output = said(folder).output
    assert output.count(f"... and {35 - MOST_SHOWN} more") == 2


def test_a_server_s_folder_is_left_alone_and_the_reason_said(folder: Path) -> None:
    from tests.e2e.server import run_command  # noqa: PLC0415 - a process of its own, for this test alone

    with opened(folder):
        done = run_command("verify", "--data", str(folder))
    assert done.returncode == 1
    assert "in use by a server" in done.stderr
    assert "Stop it" in done.stderr


def test_a_folder_without_records_says_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["verify", "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_an_older_version_is_left_alone(folder: Path) -> None:
    plant(folder, "DELETE FROM main.schema_version WHERE version > 2")
    result = CliRunner().invoke(app, ["verify", "--data", str(folder)])
    assert (result.exit_code, "older version" in result.output) == (1, True)


def test_verifying_changes_nothing(folder: Path) -> None:
    before = (folder / RECORDS_FILE).read_bytes()
    assert said(folder).exit_code == 0
    assert (folder / RECORDS_FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("body", "rows"), [(b"", None), (b"\x28\xb5\x2f\xfd", None), (b"nonsense", None)], ids=["empty", "cut", "other"]
)
def test_a_frame_that_is_none_cannot_be_opened(body: bytes, rows: int | None) -> None:
    assert count_rows(body) == rows


# --- laws ---


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDbStore]:
    with opened(tmp_path_factory.mktemp("verified")) as opened_store:
        yield opened_store


def verdicts(store: DuckDbStore, org: OrgId, piece_rows: int) -> list[Verdict]:
    inspection = DuckDbInspection(store._connection.cursor(), piece_rows=piece_rows)
    try:
        every = Verify(inspection, SqliteInspection(Path("nowhere")))()
        return [verdict for verdict in every if verdict.org == org]
    finally:
        inspection.close()


@settings(max_examples=15, phases=NO_SHRINKING)
@given(st.lists(st.lists(any_row, min_size=1, max_size=8), min_size=2, max_size=4), st.data())
def test_whatever_is_stored_updated_and_removed_is_sound(
    store: DuckDbStore, batches: list[list[dict[str, object]]], data: st.DataObject
) -> None:
    org = OrgId("any")
    store.delete(org, RowFilter(), instant(1000))
    for rows in batches:
        at = data.draw(st.integers(1001, 1010))
        store.upsert(org, batch(distinct(rows), at, org=org))
        store.delete(org, data.draw(st.sampled_from(WANTED)), instant(data.draw(st.integers(1001, 1010))))
    for piece_rows in (1, 200_000):
        found = verdicts(store, org, piece_rows)
        assert [(v.check, v.examined.breaches) for v in found if v.examined.failed] == []
        assert {v.check for v in found} == set(Check) - {Check.CONTROL_FILE}
