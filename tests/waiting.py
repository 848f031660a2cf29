"""Waiting for what happens in another thread."""

import time
from collections.abc import Callable

PATIENCE_S = 20.0


def until(is_so: Callable[[], bool]) -> None:
    """Return as soon as it is so; fails after a while."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "It did not come about."
        time.sleep(0.01)
