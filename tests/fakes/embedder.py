"""An embedder of few dimensions that counts letters, and can be told to fail."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from domain.errors import MarketingMemoryError
from domain.ports.health import Health

LETTERS = 26


class LetterEmbedder:
    """Implements `domain.ports.embedder.Embedder`; `failure`, where set, is raised instead of an answer."""

    name = "letters"
    dimensions = LETTERS + 1

    def __init__(self) -> None:
        self.failure: MarketingMemoryError | None = None
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self.failure is not None:
            raise self.failure
        self.embedded += texts
        counts = np.array([letter_counts(text) for text in texts], np.float32).reshape(len(texts), self.dimensions)
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        return (counts / np.where(lengths > 0, lengths, 1)).astype(np.float32)

    def ping(self) -> Health:
        return Health("embedder", ok=self.failure is None, detail=self.failure.message if self.failure else "")


def letter_counts(text: str) -> list[int]:
    """How often each letter from a to z occurs, and how many other letters and signs there are."""
    bare = "".join(text.lower().split())
    known = [bare.count(chr(ord("a") + number)) for number in range(LETTERS)]
    return [*known, len(bare) - sum(known)]
