"""Room for uploads while they are read."""

from __future__ import annotations

from typing import IO, Protocol


class Spool(Protocol):
    """Room for what does not fit the memory."""

    def new_file(self) -> IO[bytes]:
        """An empty file to write and read, gone without a trace once it is closed, or its process has ended."""
        ...
