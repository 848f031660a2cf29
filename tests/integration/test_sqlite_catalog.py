"""What only the embedded catalog has: files, memory, threads, and files that are spoiled."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from adapters.indexes.sqlite_catalog import SqliteCatalog
from domain.errors import StoreUnavailableError
from domain.ports.search import IndexStamp
from domain.search.documents import EntityKey
from domain.vocabulary import OrgId
from tests.entities import entity, unit_vectors

ACME = OrgId("acme")
STAMP = IndexStamp("hashing", 2, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "search"


@pytest.fixture
def catalog(folder: Path) -> Iterator[SqliteCatalog]:
    catalog = SqliteCatalog(folder)
    yield catalog
    catalog.close()


def keys(catalog: SqliteCatalog, org: OrgId = ACME) -> list[str]:
    return sorted(catalog.view(org).keys)


def test_reading_makes_no_file(catalog: SqliteCatalog, folder: Path) -> None:
    assert (keys(catalog), catalog.stamp(ACME), catalog.organizations()) == ([], None, [])
    assert not folder.exists()


def test_files_are_their_owners_alone(catalog: SqliteCatalog, folder: Path) -> None:
    catalog.write(ACME, [entity()], None)
    assert (folder / "acme.sqlite").stat().st_mode & 0o777 == 0o600


def test_an_erased_organization_leaves_no_file(catalog: SqliteCatalog, folder: Path) -> None:
    catalog.write(ACME, [entity()], None)
    catalog.view(ACME)
    catalog.erase(ACME)
    assert list(folder.iterdir()) == []
    catalog.erase(ACME)


def test_what_an_interrupted_erasure_left_is_not_read_again(catalog: SqliteCatalog, folder: Path) -> None:
    catalog.write(ACME, [entity("old")], None)
    left = (folder / "acme.sqlite-wal").read_bytes()
    catalog.erase(ACME)
    (folder / "acme.sqlite-wal").write_bytes(left)
    assert keys(catalog) == []
    catalog.write(ACME, [entity("new")], None)
    assert keys(catalog) == ["new"]


def test_a_spoiled_file_is_said_and_made_again(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "acme.sqlite").write_bytes(b"no database at all" * 1000)
    catalog = SqliteCatalog(folder)
    with pytest.raises(StoreUnavailableError, match=r"acme\.sqlite cannot be used: file is not a database.*reindex"):
        catalog.view(ACME)
    with pytest.raises(StoreUnavailableError, match="reindex"):
        catalog.write(ACME, [entity()], None)
    catalog.replace_all(ACME, STAMP, [entity("c1")], unit_vectors((1.0, 0.0)))
    assert keys(catalog) == ["c1"]
    catalog.close()


def test_another_process_sees_what_was_written(catalog: SqliteCatalog, folder: Path) -> None:
    other = SqliteCatalog(folder)
    assert keys(other) == []
    catalog.write(ACME, [entity("c1")], None)
    assert keys(other) == ["c1"]
    catalog.write(ACME, [entity("c2")], None, [EntityKey("c1")])
    assert keys(other) == ["c2"]
    other.close()


def test_views_from_before_removals_were_forgotten_are_made_anew(catalog: SqliteCatalog, folder: Path) -> None:
    other = SqliteCatalog(folder)
    many = [entity(f"c{number}") for number in range(1_001)]
    catalog.write(ACME, [*many, entity("left")], None)
    assert len(keys(other)) == 1_002
    gone = [document.key for document in many]
    catalog.write(ACME, [], None, gone)
    catalog.mark_sent(ACME, [], gone)
    assert keys(other) == keys(catalog) == ["left"]
    other.close()


def test_views_are_given_up_when_memory_is_full(folder: Path) -> None:
    catalog = SqliteCatalog(folder, cache_bytes=100_000)
    orgs = [OrgId(f"org{number}") for number in range(5)]
    for org in orgs:
        catalog.write(org, [entity(f"{org}-{number}") for number in range(100)], None)
        assert len(catalog.view(org).keys) == 100
    kept = [org for org in orgs if catalog._views._places[org].view is not None]
    assert kept[-1] == orgs[-1]
    assert len(kept) < len(orgs)
    assert all(keys(catalog, org)[0].startswith(org) for org in orgs)
    catalog.close()


def test_more_organizations_than_may_be_open_are_all_there(folder: Path) -> None:
    catalog = SqliteCatalog(folder)
    orgs = [OrgId(f"org{number:03d}") for number in range(80)]
    for org in orgs:
        catalog.write(org, [entity(str(org))], None)
    assert [keys(catalog, org) for org in orgs] == [[str(org)] for org in orgs]
    assert catalog.organizations() == orgs
    catalog.close()


def test_readers_beside_a_writer_see_whole_writes_and_what_was_acknowledged(catalog: SqliteCatalog) -> None:
    acknowledged = [0]
    seen: list[tuple[int, set[str], int]] = []
    stopped = threading.Event()

    def read_on() -> None:
        while not stopped.is_set():
            before = acknowledged[0]
            view = catalog.view(ACME)
            names = {str(document.name) for document in view.documents(range(len(view.keys)))}
            seen.append((before, names, len(view.similar_to(np.ones(2, np.float32)))))

    catalog.write(ACME, [entity(f"c{place}", "0") for place in range(30)], unit_vectors(*[(1.0, 0.0)] * 30))
    readers = [threading.Thread(target=read_on) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 40):
        documents = [entity(f"c{place}", str(number)) for place in range(30)]
        catalog.write(ACME, documents, unit_vectors(*[(1.0, number)] * 30))
        acknowledged[0] = number
    stopped.set()
    for reader in readers:
        reader.join(timeout=30)
    assert len(seen) > 3
    for before, names, size in seen:
        assert (len(names), size) == (1, 30)
        assert int(min(names)) >= before


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    catalog = SqliteCatalog(tmp_path / "file" / "search")
    with pytest.raises(StoreUnavailableError, match=r"acme\.sqlite cannot be used"):
        catalog.write(ACME, [entity()], None)
    assert not catalog.ping().ok


def test_organizations_written_to_last_are_ready_before_they_are_asked(catalog: SqliteCatalog, folder: Path) -> None:
    for number, name in enumerate(("old", "middle", "new")):
        catalog.write(OrgId(name), [entity("c1")], unit_vectors((1.0, 0.0)))
        for path in folder.glob(f"{name}.sqlite*"):
            os.utime(path, (number, number))
    asked = []

    def goes_on() -> bool:
        asked.append(1)
        return len(asked) < 3

    other = SqliteCatalog(folder)
    other.make_ready(10**9, goes_on)
    assert loaded(other) == {"new", "middle"}
    other.close()
    one = SqliteCatalog(folder)
    one.make_ready(1, lambda: True)
    assert loaded(one) == {"new"}
    one.close()
    SqliteCatalog(folder / "none").make_ready(1, lambda: True)


def loaded(catalog: SqliteCatalog) -> set[str]:
    """Organizations whose views are in memory."""
    places = catalog._views._places
    return {str(org) for org, place in places.items() if place.view is not None}
