"""Texts to vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from domain.ports.health import Health


class Embedder(Protocol):
    """Vectors whose cosine tells how alike texts are; the same text gives the same vector."""

    @property
    def name(self) -> str:
        """Model and settings, as stamped on what is made with it."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row of unit length per text (zeros for an empty one), in order.

        Raises EmbedderUnavailableError (retryable) where the service does not answer in time, EmbedderRefusedError where
        it refuses the key or the model.
        """
        ...

    def ping(self) -> Health:
        """Whether texts can be embedded."""
        ...
