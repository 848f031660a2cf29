"""Looking at `control.sqlite` as a whole, without changing it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path


class SqliteInspection:
    """A `ControlInspection` of the file at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def faults(self) -> Sequence[str]:
        """What SQLite's own check finds; empty where the file is sound, or not there."""
        if not self._path.exists():
            return []
        try:
            with closing(sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=rw", uri=True)) as connection:
                said = [str(line) for (line,) in connection.execute("PRAGMA integrity_check").fetchall()]
        except sqlite3.Error as error:
            return [f"{self._path} cannot be read: {error}"]
        return [] if said == ["ok"] else said
