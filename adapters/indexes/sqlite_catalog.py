"""The embedded entity catalog: a SQLite file per organization, and views of it in memory."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from adapters.indexes import statements
from adapters.indexes.organization_file import connected, explained, table_count
from adapters.indexes.places import org_named
from adapters.indexes.rows import Matrix, blobs_of, document_of, in_order, json_of, matrix_of, row_of, text_hash_of
from adapters.indexes.statements import Change
from adapters.indexes.view_cache import CACHE_BYTES, ViewCache, Written
from domain.errors import StoreUnavailableError
from domain.ports.health import Health
from domain.ports.search import CatalogView, IndexStamp
from domain.search.documents import EntityDocument, EntityKey
from domain.vocabulary import OrgId

MOST_SENT_REMOVALS = 1_000
"""Removals that the remote index knows are forgotten when there are more: only views older than that need them."""

SPOILED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class SqliteCatalog:
    """Implements `EntityCatalog` in `folder`, which is made with the first write.

    Views are kept in memory, the least recently used given up beyond `cache_bytes` (about 2.2 kB per document with
    256 dimensions). A write brings a view that is in memory up to date before it returns.
    """

    def __init__(self, folder: Path, *, cache_bytes: int = CACHE_BYTES) -> None:
        self._folder = folder
        self._views = ViewCache(folder, cache_bytes)

    def write(
        self,
        org: OrgId,
        documents: Sequence[EntityDocument],
        vectors: Matrix | None,
        removed: Sequence[EntityKey] = (),
        *,
        stamp: IndexStamp | None = None,
    ) -> None:
        """Put documents in the place of those with their keys and take others out, in one transaction."""
        told = with_vectors(documents, vectors)
        following = self._views.following(org)
        with self._views.file(org).writing(following.prepare) as connection:
            if not settle_stamp(connection, stamp, vectors):
                told = with_vectors(documents, None)
            changed = list(only_changed(connection, told))
            gone = statements.present(connection, [key for key in removed if key not in told])
            if not changed and not gone:
                return
            version = statements.next_version(connection)
            statements.put(connection, version, changed)
            statements.take_out(connection, version, gone)
            connection.executemany(statements.RAISE, [(change.row.key,) for change in changed])
            following.written = Written(version, changed, gone)
        self._views.refresh(org, following)

    def view(self, org: OrgId) -> CatalogView:
        """Give what is there now; later writes do not change it."""
        return self._views.view(org)

    def make_ready(self, most_bytes: int, goes_on: Callable[[], bool]) -> None:
        """Load views before they are asked for, those written to last first, until `most_bytes` or `goes_on` is over."""
        loaded = 0
        for path in last_written(self._folder):
            org = organization_in(path) if goes_on() else None
            if org is None:
                continue
            loaded += self._views.view(org).made_ready().nbytes
            if loaded >= most_bytes:
                return

    def without_vectors(self, org: OrgId, limit: int) -> list[EntityDocument]:
        """Give documents whose vectors are still to come."""
        with self._views.file(org).reading() as connection:
            found = connection.execute(statements.WITHOUT_VECTORS, (limit,)).fetchall() if connection else []
        return [document_of(json) for (json,) in found]

    def give_vectors(self, org: OrgId, documents: Sequence[EntityDocument], vectors: Matrix) -> None:
        """Take vectors of documents that still want one, where their text has not changed since."""
        told = with_vectors(documents, vectors)
        with self._views.file(org).writing() as connection:
            if not settle_stamp(connection, None, vectors):
                return
            version = statements.next_version(connection)
            given = [(blob, version, key, text_hash_of(document)) for key, (document, blob) in told.items()]
            connection.executemany(statements.GIVE_VECTOR, given)
        self._views.refresh(org)

    def unsent(self, org: OrgId, limit: int) -> tuple[list[EntityDocument], Matrix, list[EntityKey]]:
        """Give what a remote index does not have yet: documents with their vectors, and keys that it must forget."""
        with self._views.file(org).reading() as connection:
            if connection is None:
                return [], np.empty((0, 0), np.float32), []
            found = connection.execute(statements.UNSENT, (limit,)).fetchall()
            gone = connection.execute(statements.FORGOTTEN_UNSENT, (limit,)).fetchall()
        vectors = matrix_of([vector for _, vector in found])
        return [document_of(json) for json, _ in found], vectors, [EntityKey(key) for (key,) in gone]

    def mark_sent(
        self,
        org: OrgId,
        documents: Sequence[EntityDocument],
        forgotten: Sequence[EntityKey],
        refused: Sequence[EntityDocument] = (),
    ) -> None:
        """Note that the remote index took these, or refused them, where they have not changed since."""
        with self._views.file(org).writing() as connection:
            statements.mark(connection, statements.SENT, documents)
            statements.mark(connection, statements.REFUSED, refused)
            connection.executemany(statements.MARK_FORGOTTEN, [(key,) for key in forgotten])
            forget_old_removals(connection)

    def refused(self, org: OrgId) -> int:
        """Count documents that the remote index refused, and that are set aside."""
        with self._views.file(org).reading() as connection:
            return statements.refused(connection) if connection else 0

    def send_refused_again(self, org: OrgId) -> None:
        """Let documents that are set aside be sent once more."""
        if self.refused(org):
            with self._views.file(org).writing() as connection:
                connection.execute(statements.UNMARK_REFUSED)

    def organizations(self) -> list[OrgId]:
        """Organizations that have documents, in the order of their names."""
        found = (organization_in(path) for path in sorted(self._folder.glob("*.sqlite")))
        return sorted(org for org in found if org is not None)

    def stamp(self, org: OrgId) -> IndexStamp | None:
        """Give what the documents were made with; None where there are none yet."""
        with self._views.file(org).reading() as connection:
            return statements.stamp_of(connection) if connection else None

    def replace_all(
        self, org: OrgId, stamp: IndexStamp, documents: Sequence[EntityDocument], vectors: Matrix | None
    ) -> None:
        """Make everything anew in one transaction; a file that is spoiled is made anew, too."""
        rows = [Change(row_of(document), blob) for document, blob in with_vectors(documents, vectors).values()]
        try:
            self._replace(org, stamp, rows)
        except StoreUnavailableError as error:
            if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF not in SPOILED:
                raise
            self._views.erase(org)
            self._replace(org, stamp, rows)
        self._views.refresh(org)

    def erase(self, org: OrgId) -> None:
        """Forget the organization: its file is taken away."""
        self._views.erase(org)

    def ping(self) -> Health:
        """Whether the folder can be written to; `detail` says why not."""
        place = next(folder for folder in (self._folder, *self._folder.parents) if folder.exists())
        if os.access(place, os.W_OK | os.X_OK):
            return Health("search", ok=True)
        return Health("search", ok=False, detail=f"{place} cannot be written to by the user who runs this.")

    def close(self) -> None:
        """Give files and memory back."""
        self._views.close()

    def _replace(self, org: OrgId, stamp: IndexStamp, rows: Sequence[Change]) -> None:
        with self._views.file(org).writing() as connection:
            version = statements.next_version(connection)
            statements.set_stamp(connection, stamp)
            connection.execute(statements.BURY_ALL, (version,))
            connection.execute("DELETE FROM documents")
            statements.put(connection, version, rows)
            connection.execute(statements.RAISE_LIVING)
            statements.tell(connection, horizon=version)


def with_vectors(
    documents: Sequence[EntityDocument], vectors: Matrix | None
) -> dict[EntityKey, tuple[EntityDocument, bytes | None]]:
    """Give documents, in order, with their vectors by key; of two with one key the later counts."""
    if vectors is not None and len(vectors) != len(documents):
        raise ValueError(f"{len(documents)} documents came with {len(vectors)} vectors.")
    blobs: Sequence[bytes | None] = [None] * len(documents) if vectors is None else blobs_of(vectors)
    return {document.key: (document, blob) for document, blob in zip(map(in_order, documents), blobs, strict=True)}


def settle_stamp(
    connection: sqlite3.Connection, stamp: IndexStamp | None, vectors: npt.NDArray[np.float32] | None
) -> bool:
    """Whether these vectors go with those that are there; the first stamp told is kept.

    Vectors of another embedder, or of another length, never mix with what is there: they are still to come until
    everything is made anew.
    """
    kept = statements.stamp_of(connection)
    if kept is None and stamp is not None:
        statements.set_stamp(connection, stamp)
        kept = stamp
    if kept is None or vectors is None:
        return True
    return (stamp is None or stamp == kept) and vectors.shape[1] == kept.dimensions


def only_changed(
    connection: sqlite3.Connection, told: Mapping[EntityKey, tuple[EntityDocument, bytes | None]]
) -> Iterator[Change]:
    """Give what is new, is not as the file has it, or brings a vector that it lacks."""
    known = statements.known(connection, list(told))
    for key, (document, vector) in told.items():
        kept, json = known.get(key), json_of(document)
        if kept is None or kept.json != json or (vector is not None and not kept.has_vector):
            row = row_of(document, json)
            yield Change(row, vector, kept is not None and kept.has_vector and kept.text_hash == row.text_hash)


def forget_old_removals(connection: sqlite3.Connection) -> None:
    """Drop removals that the remote index knows of, when they are many; views older than now are then made anew."""
    count: int = connection.execute("SELECT count(*) FROM removed WHERE sent = 1").fetchone()[0]
    if count > MOST_SENT_REMOVALS:
        connection.execute("DELETE FROM removed WHERE sent = 1")
        statements.tell(connection, horizon=statements.version_of(connection))


def last_written(folder: Path) -> list[Path]:
    """Files of organizations, those written to last first."""
    times = {
        path: max(written_at(path), written_at(path.with_name(f"{path.name}-wal"))) for path in folder.glob("*.sqlite")
    }
    return sorted(times, key=lambda path: (-times[path], path))


def written_at(path: Path) -> float:
    """When a file was written to, in seconds; 0 where there is none."""
    return path.stat().st_mtime if path.exists() else 0.0


def organization_in(path: Path) -> OrgId | None:
    """Organization whose documents a file has; None where it has none."""
    with explained(path):
        connection = connected(path)
        try:
            if not table_count(connection) or not connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone():
                return None
            raw = statements.about(connection)["org"]
        finally:
            connection.close()
    assert isinstance(raw, bytes)  # noqa: S101 - written so by organization_file
    return org_named(raw)
