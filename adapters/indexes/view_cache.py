"""Views in memory, a bounded number of bytes of them, brought up to date by what changed since."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import starmap
from pathlib import Path
from threading import Lock

from adapters.indexes import statements
from adapters.indexes.organization_file import READ_WAIT_S, OrganizationFile, held
from adapters.indexes.rows import Kept, kept_of
from adapters.indexes.segment import segment_of
from adapters.indexes.statements import Change
from adapters.indexes.view import SegmentedView
from domain.search.documents import EntityKey
from domain.vocabulary import OrgId

CACHE_BYTES = 3 * 2**30
"""Memory for views, all organizations together: about 1.3 million documents of 256 dimensions."""

MOST_OPEN = 64
"""Organizations whose files are kept open and whose views stay in memory, at most."""

EMPTY = SegmentedView(0)


@dataclass(frozen=True)
class Written:
    """What a write changed: the version it made, documents, and keys that are gone."""

    version: int
    changes: Sequence[Change]
    removed: Sequence[EntityKey]


@dataclass
class Place:
    """An organization's file, and its view where that is in memory."""

    file: OrganizationFile
    refreshing: Lock = field(default_factory=Lock)
    view: SegmentedView | None = None


@dataclass
class Following:
    """A view on its way after a write: made of what was written, while the disk takes it, and shown only after that."""

    before: SegmentedView | None
    written: Written | None = None
    after: SegmentedView | None = None

    def prepare(self) -> None:
        """Make the view as it will be, where there is one in memory."""
        if self.before is not None and self.written is not None:
            self.after = followed(self.before, self.written)


class ViewCache:
    """Files and views by organization; of views the least recently used are given up beyond `most_bytes`."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._places: dict[OrgId, Place] = {}
        self._recent: OrderedDict[OrgId, Place] = OrderedDict()

    def file(self, org: OrgId) -> OrganizationFile:
        """Give the organization's file."""
        return self._used(org).file

    def view(self, org: OrgId) -> SegmentedView:
        """Give the newest view; who finds another bringing it up to date takes the one before, and never waits."""
        place = self._used(org)
        kept = place.view
        if kept is not None and place.refreshing.locked():
            return kept
        return self._brought_up(place)

    def following(self, org: OrgId) -> Following:
        """Begin a write; it is handed to `refresh` when it is on disk."""
        return Following(self._used(org).view)

    def refresh(self, org: OrgId, following: Following | None = None) -> None:
        """Bring the view up to date after a write, if it is in memory: by what was written, or by the file."""
        place = self._used(org)
        if place.view is None:
            return
        if following is not None and following.after is not None:
            with held(place.refreshing, place.file.path, READ_WAIT_S):
                if place.view is following.before:
                    place.view = following.after
        self._brought_up(place)

    def erase(self, org: OrgId) -> None:
        """Take the file away, and the view."""
        place = self._used(org)
        with held(place.refreshing, place.file.path, READ_WAIT_S):
            place.view = None
            place.file.erase()

    def close(self) -> None:
        """Give all up."""
        with self._lock:
            places = list(self._places.values())
        for place in places:
            give_up(place)

    def _used(self, org: OrgId) -> Place:
        with self._lock:
            place = self._places.get(org)
            if place is None:
                place = self._places[org] = Place(OrganizationFile(self._folder, org))
            self._recent[org] = place
            self._recent.move_to_end(org)
            oldest = self._recent.popitem(last=False)[1] if len(self._recent) > MOST_OPEN else None
        if oldest is not None:
            give_up(oldest)
        return place

    def _brought_up(self, place: Place) -> SegmentedView:
        with held(place.refreshing, place.file.path, READ_WAIT_S), place.file.reading() as connection:
            if connection is None:
                place.view = None
                return EMPTY
            before, view = place.view, newest(connection, place.view)
            place.view = view
        if view is not before:
            self._trim(place)
        return view

    def _trim(self, newest_place: Place) -> None:
        """Give up the views that were used longest ago until the rest fits; the newest always stays."""
        with self._lock:
            kept = 0
            given_up = []
            for place in reversed(self._recent.values()):
                view = place.view
                kept += view.nbytes if view else 0
                if view and kept > self._most_bytes and place is not newest_place:
                    given_up.append(place)
        for place in given_up:
            give_up(place)


def give_up(place: Place) -> None:
    """Let go of view and connections."""
    place.view = None
    place.file.close()


def followed(view: SegmentedView, written: Written) -> SegmentedView:
    """Give the view after a write, where it is the one that the write followed; else the same."""
    if view.version != written.version - 1:
        return view
    rows = [kept_after(change, view) for change in written.changes]
    return view.with_changes(written.version, segment_of(rows) if rows else None, written.removed)


def kept_after(change: Change, before: SegmentedView) -> Kept:
    """A document as a write left it, its vector where it stays included."""
    row, vector, keeps_vector = change
    kept = before.vector_of(row.document.key) if vector is None and keeps_vector else vector
    return Kept(row.json, row.document, row.words, kept)


def newest(connection: sqlite3.Connection, view: SegmentedView | None) -> SegmentedView:
    """Give the view of what the file has: the same one, one brought up to date, or one made from all documents."""
    version = statements.version_of(connection)
    if view is None or view.version < statements.horizon_of(connection):
        return whole(connection, version)
    if view.version == version:
        return view
    rows = list(starmap(kept_of, connection.execute(statements.CHANGED, (view.version,)).fetchall()))
    gone = connection.execute(statements.GONE, (view.version,)).fetchall()
    changed = segment_of(rows) if rows else None
    return view.with_changes(version, changed, [EntityKey(key) for (key,) in gone])


def whole(connection: sqlite3.Connection, version: int) -> SegmentedView:
    """Make a view from all documents."""
    rows = list(starmap(kept_of, connection.execute(statements.ALL).fetchall()))
    return SegmentedView(version).with_changes(version, segment_of(rows) if rows else None, ())
