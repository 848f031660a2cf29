"""Interrupting readers whose time is up: one thread for all of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from domain.errors import StoreUnavailableError

AGAIN_S = 0.05
"""An interrupt that falls between two statements is lost, so it is given until the reader stops."""
CLOSING_S = 5.0


class Deadlines:
    """Interrupts what runs longer than `timeout_s`. Its thread starts with a reader and ends when none is left."""

    def __init__(self, timeout_s: float) -> None:
        self.timeout_s = timeout_s
        self._running: dict[object, tuple[float, duckdb.DuckDBPyConnection]] = {}
        self._changed = threading.Condition()
        self._is_watched = False
        self._is_closed = False

    @contextmanager
    def watching(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """The cursor is interrupted, again and again, when the block takes too long; never after it."""
        ticket = object()
        self._begin(ticket, cursor)
        try:
            yield
        except duckdb.InterruptException as error:
            raise self._stopped() from error
        finally:
            with self._changed:
                del self._running[ticket]

    def close(self) -> None:
        """Stop whoever reads, and wait for them; from now on nobody can begin."""
        with self._changed:
            self._is_closed = True
            until = time.monotonic() + CLOSING_S
            while self._running and time.monotonic() < until:
                self._interrupt(float("inf"))
                self._changed.wait(AGAIN_S)
            self._changed.notify_all()

    def _begin(self, ticket: object, cursor: duckdb.DuckDBPyConnection) -> None:
        with self._changed:
            if self._is_closed:
                raise closed()
            self._running[ticket] = (time.monotonic() + self.timeout_s, cursor)
            if not self._is_watched:
                self._is_watched = True
                threading.Thread(target=self._watch, name="duckdb-deadlines", daemon=True).start()

    def _watch(self) -> None:
        """Sleep until the oldest deadline: later readers have later ones, so they need not wake anybody."""
        with self._changed:
            while self._running:
                now = time.monotonic()
                self._interrupt(now)
                oldest, _ = next(iter(self._running.values()))
                self._changed.wait(max(oldest - now, AGAIN_S))
            self._is_watched = False

    def _interrupt(self, now: float) -> None:
        for deadline, cursor in self._running.values():
            if deadline > now:
                return
            with suppress(duckdb.ConnectionException):  # closed meanwhile: nothing runs on it
                cursor.interrupt()

    def _stopped(self) -> StoreUnavailableError:
        if self._is_closed:
            return closed()
        return StoreUnavailableError(
            f"The query took longer than {self.timeout_s:g} s and was stopped.",
            hint="Narrow the date range or group by less.",
        )


def closed() -> StoreUnavailableError:
    """What a reader is told that comes too late."""
    return StoreUnavailableError("The store is closed.", hint="Start the server again.")
