"""What the catalog says to an organization's file; everything here happens in the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from adapters.indexes.rows import Row, in_order, json_of
from domain.ports.search import IndexStamp
from domain.search.documents import EntityDocument, EntityKey

FETCH_ROWS = 5_000

UPSERT = """
INSERT INTO documents (key, version, text_hash, document, words, vector) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET
    version = excluded.version, sent = 0, text_hash = excluded.text_hash, document = excluded.document,
    words = excluded.words,
    vector = CASE
        WHEN excluded.vector IS NOT NULL THEN excluded.vector
        WHEN documents.text_hash = excluded.text_hash THEN documents.vector
    END
"""
KNOWN = """
SELECT key, document, text_hash, vector IS NOT NULL FROM documents WHERE key IN (SELECT value FROM json_each(?))
"""
PRESENT = "SELECT key FROM documents WHERE key IN (SELECT value FROM json_each(?))"
TAKE_OUT = "DELETE FROM documents WHERE key = ?"
BURY = """
INSERT INTO removed (key, version) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET version = excluded.version, sent = 0
"""
BURY_ALL = """
INSERT INTO removed (key, version) SELECT key, ? FROM documents WHERE true
ON CONFLICT (key) DO UPDATE SET version = excluded.version, sent = 0
"""
RAISE_LIVING = "DELETE FROM removed WHERE key IN (SELECT key FROM documents)"
RAISE = "DELETE FROM removed WHERE key = ?"
GIVE_VECTOR = (
    "UPDATE documents SET vector = ?, version = ?, sent = 0 WHERE key = ? AND text_hash = ? AND vector IS NULL"
)
WITHOUT_VECTORS = "SELECT document FROM documents WHERE vector IS NULL ORDER BY place LIMIT ?"
UNSENT = "SELECT document, vector FROM documents WHERE sent = 0 AND vector IS NOT NULL ORDER BY place LIMIT ?"
FORGOTTEN_UNSENT = "SELECT key FROM removed WHERE sent = 0 ORDER BY version, key LIMIT ?"
SENT, REFUSED = 1, 2
"""What `sent` of a document says where it is not 0: the remote index has it as it is, or will not take it as it is."""
MARK = "UPDATE documents SET sent = ? WHERE key = ? AND document = ?"
COUNT_REFUSED = "SELECT count(*) FROM documents WHERE sent = 2"
UNMARK_REFUSED = "UPDATE documents SET sent = 0 WHERE sent = 2"
MARK_FORGOTTEN = "UPDATE removed SET sent = 1 WHERE key = ?"
ALL = "SELECT document, words, vector FROM documents ORDER BY place"
CHANGED = "SELECT document, words, vector FROM documents WHERE version > ? ORDER BY place"
GONE = "SELECT key FROM removed WHERE version > ?"

KeptRow = tuple[bytes, bytes, bytes | None]
"""Document as JSON, packed words, vector."""


class Known(NamedTuple):
    """What the file has of a key."""

    json: bytes
    text_hash: bytes
    has_vector: bool


class Change(NamedTuple):
    """A document to be written. Where `vector` is None, the file's own one stays if `keeps_vector`."""

    row: Row
    vector: bytes | None
    keeps_vector: bool = False


def about(connection: sqlite3.Connection) -> dict[str, int | str | bytes]:
    """Give what the file says of itself: org, format, version, horizon, and the stamp's parts."""
    return dict(connection.execute("SELECT name, value FROM about").fetchall())


def tell(connection: sqlite3.Connection, **facts: int | str) -> None:
    """Change what the file says of itself."""
    connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", list(facts.items()))


def version_of(connection: sqlite3.Connection) -> int:
    """Give the version of the documents."""
    version: int = connection.execute("SELECT value FROM about WHERE name = 'version'").fetchone()[0]
    return version


def horizon_of(connection: sqlite3.Connection) -> int:
    """Give the version from which on all removals are known."""
    horizon: int = connection.execute("SELECT value FROM about WHERE name = 'horizon'").fetchone()[0]
    return horizon


def next_version(connection: sqlite3.Connection) -> int:
    """Count the version on."""
    version = version_of(connection) + 1
    tell(connection, version=version)
    return version


def stamp_of(connection: sqlite3.Connection) -> IndexStamp | None:
    """Give the stamp; None where the file has none."""
    told = about(connection)
    if "embedder" not in told:
        return None
    return IndexStamp(str(told["embedder"]), int(told["dimensions"]), int(told["document_format"]))


def set_stamp(connection: sqlite3.Connection, stamp: IndexStamp) -> None:
    """Write the stamp."""
    tell(connection, embedder=stamp.embedder, dimensions=stamp.dimensions, document_format=stamp.document_format)


def known(connection: sqlite3.Connection, keys: Sequence[str]) -> dict[str, Known]:
    """Give what the file has of these keys."""
    found = connection.execute(KNOWN, (as_json(keys),)).fetchall()
    return {key: Known(json, text_hash, bool(has_vector)) for key, json, text_hash, has_vector in found}


def put(connection: sqlite3.Connection, version: int, changes: Iterable[Change]) -> None:
    """Put documents with their vectors in the place of those with their keys."""
    connection.executemany(
        UPSERT, [(row.key, version, row.text_hash, row.json, row.packed, vector) for row, vector, _ in changes]
    )


def present(connection: sqlite3.Connection, keys: Sequence[EntityKey]) -> list[EntityKey]:
    """Give those of these keys that the file has."""
    return [EntityKey(key) for (key,) in connection.execute(PRESENT, (as_json(keys),)).fetchall()]


def take_out(connection: sqlite3.Connection, version: int, keys: Sequence[EntityKey]) -> None:
    """Take documents out that are there, and remember that a remote index must forget them."""
    connection.executemany(TAKE_OUT, [(key,) for key in keys])
    connection.executemany(BURY, [(key, version) for key in keys])


def mark(connection: sqlite3.Connection, sent: int, documents: Sequence[EntityDocument]) -> None:
    """Say of documents whether the remote index has them, where they have not changed since."""
    connection.executemany(MARK, [(sent, document.key, json_of(in_order(document))) for document in documents])


def refused(connection: sqlite3.Connection) -> int:
    """Count documents that the remote index refused."""
    count: int = connection.execute(COUNT_REFUSED).fetchone()[0]
    return count


def as_json(keys: Sequence[str]) -> str:
    """Give keys as one parameter."""
    return msgspec.json.encode(list(keys)).decode()
