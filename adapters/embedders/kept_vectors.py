"""Vectors of texts seen lately, in memory: what costs money and time is asked once."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt


class KeptVectors:
    """The last `most` vectors by what made them and the hash of their text; the text itself is not kept.

    On no disk: documents keep their vectors in the index, and an organization that is erased leaves nothing here for
    longer than the process. Safe to share by threads.
    """

    def __init__(self, made_by: str, most: int) -> None:
        self._made_by = made_by.encode()
        self._most = most
        self._vectors: OrderedDict[bytes, npt.NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._vectors)

    def find(self, texts: Iterable[str]) -> dict[str, npt.NDArray[np.float32]]:
        """The vectors that are there, by text."""
        keys = {text: self._key(text) for text in texts}
        with self._lock:
            found = {text: self._vectors[key] for text, key in keys.items() if key in self._vectors}
            for text in found:
                self._vectors.move_to_end(keys[text])
        return found

    def keep(self, text: str, vector: npt.NDArray[np.float32]) -> None:
        """Keep a copy of a vector, and forget the one not used for longest where there are too many."""
        with self._lock:
            self._vectors[self._key(text)] = vector.copy()
            if len(self._vectors) > self._most:
                self._vectors.popitem(last=False)

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._made_by + b"\0" + text.encode()).digest()
