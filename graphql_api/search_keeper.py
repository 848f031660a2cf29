"""A thread that lets search catch up where a write could not: after an outage, a crash, or with another embedder."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from domain.errors import MarketingMemoryError
from domain.use_cases.catch_up import CatchUp
from domain.vocabulary import OrgId

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
log = structlog.get_logger()


class Turns:
    """Lets one thread at a time do something for an organization."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[OrgId, threading.Lock] = {}

    def __call__(self, org: OrgId) -> threading.Lock:
        """The organization's lock, to be held in a `with`."""
        with self._guard:
            return self._locks.setdefault(org, threading.Lock())


class SearchKeeper:
    """Works on one organization after the other, and waits longer after each round in which something failed.

    `first_of_all` is done once before, and ends early where what it is given says that the keeper is closed.
    """

    def __init__(
        self,
        catch_up: CatchUp,
        on_failure: Callable[[str, OrgId, MarketingMemoryError], None],
        *,
        first_wait_s: float = FIRST_WAIT_S,
        first_of_all: Callable[[Callable[[], bool]], None] = lambda _goes_on: None,
    ) -> None:
        self._catch_up, self._on_failure = catch_up, on_failure
        self._first_of_all = first_of_all
        self._first_wait_s = first_wait_s
        self._due: set[OrgId] = set()
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._work, name="search-keeper", daemon=True)
        self._thread.start()

    def wake(self, org: OrgId) -> None:
        """Look after an organization soon."""
        with self._changed:
            self._due.add(org)
            self._changed.notify()

    def is_due(self, org: OrgId) -> bool:
        """Whether something of the organization is left to do."""
        with self._changed:
            return org in self._due

    def close(self, wait_s: float = 5.0) -> None:
        """Stop after what is under way; what is left is done after the next start."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join(wait_s)

    def _goes_on(self) -> bool:
        with self._changed:
            return not self._is_closed

    def _begin(self) -> None:
        try:
            self._first_of_all(self._goes_on)
        except Exception as error:  # noqa: BLE001 - what is not ready before it is asked for is made then
            log.warning("search_not_ready_before_asked", error=type(error).__name__)

    def _work(self) -> None:
        self._begin()
        wait_s = self._first_wait_s
        while True:
            with self._changed:
                while not self._due and not self._is_closed:
                    self._changed.wait()
                if self._is_closed:
                    return
                due = sorted(self._due)
            failed = [org for org in due if not self._look_after(org)]
            wait_s = min(wait_s * 2, LONGEST_WAIT_S) if failed else self._first_wait_s
            if failed:
                self._rest(wait_s)

    def _rest(self, wait_s: float) -> None:
        with self._changed:
            if not self._is_closed:
                self._changed.wait(wait_s)

    def _look_after(self, org: OrgId) -> bool:
        """Everything that is left to do for an organization; gives whether all of it was done."""
        with self._changed:
            if self._is_closed:
                return True
            self._due.discard(org)
        is_done = False
        try:
            is_done = self._catch_up.complete(org)
        except MarketingMemoryError as error:
            self._on_failure("search_lags", org, error)
        except Exception as error:  # noqa: BLE001 - the thread must live on, and the next round tries again
            log.error("search_keeper_broke", org_id=org, error=type(error).__name__)  # noqa: TRY400 - messages quote rows
        if not is_done:
            with self._changed:
                self._due.add(org)
        return is_done
