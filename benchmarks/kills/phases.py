"""Where a process is, told through memory that outlives it, so that a kill can be aimed and its place is known."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import Array, c_double, c_int
from dataclasses import dataclass
from functools import wraps
from multiprocessing.context import ForkServerContext
from typing import Any

from adapters.embedders.hashing import HashingEmbedder
from adapters.indexes.sqlite_catalog import SqliteCatalog
from adapters.stores.duckdb_entity_source import DuckDbEntitySource
from adapters.stores.duckdb_store import DuckDbStore

STARTING, OPENING, CHECKING, CLOSING = "starting", "opening search", "checking", "closing"
NORMALIZING, STORING, FOLLOWING, ACKNOWLEDGING = "normalizing", "storing records", "following", "acknowledging"
STEPS: tuple[tuple[type, str, str], ...] = (
    (DuckDbStore, "__init__", "opening records"),
    (DuckDbStore, "upsert", STORING),
    (DuckDbStore, "delete", STORING),
    (DuckDbEntitySource, "touched", "reading what changed"),
    (DuckDbEntitySource, "describe", "reading entities"),
    (HashingEmbedder, "embed", "embedding"),
    (SqliteCatalog, "write", "writing documents"),
    (DuckDbEntitySource, "settle", "settling"),
)
"""Parts of the application whose work is a phase of its own."""
PHASES = tuple(
    dict.fromkeys(
        (STARTING, OPENING, CHECKING, CLOSING, NORMALIZING, FOLLOWING, ACKNOWLEDGING, *(step[2] for step in STEPS))
    )
)
LEARNING = 0.2


@dataclass(frozen=True, slots=True)
class Watch:
    """The phase that the main thread is in, and about how many seconds each phase takes."""

    place: c_int
    typical_s: Array[c_double]

    @classmethod
    def shared(cls, context: ForkServerContext) -> Watch:
        """One that other processes of the context can be given."""
        return cls(context.RawValue(c_int, 0), context.RawArray(c_double, [0.005] * len(PHASES)))

    @property
    def phase(self) -> str:
        """Where the process is, or was when it died."""
        return PHASES[self.place.value]

    def enter(self, phase: str) -> None:
        """Say where the process is."""
        self.place.value = PHASES.index(phase)

    @contextmanager
    def during(self, phase: str) -> Iterator[None]:
        """Say where the process is during the block; other threads than the main one say nothing."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before, started = self.place.value, time.perf_counter()
        self.enter(phase)
        try:
            yield
        finally:
            taken, place = time.perf_counter() - started, PHASES.index(phase)
            self.typical_s[place] += LEARNING * (taken - self.typical_s[place])
            self.place.value = before

    def follow_steps(self) -> None:
        """Let the application's parts tell when they work, from now on in this process."""
        for owner, name, phase in STEPS:
            setattr(owner, name, self._told(getattr(owner, name), phase))

    def _told(self, work: Callable[..., Any], phase: str) -> Callable[..., Any]:
        @wraps(work)
        def told(*args: object, **kwargs: object) -> object:
            with self.during(phase):
                return work(*args, **kwargs)

        return told
