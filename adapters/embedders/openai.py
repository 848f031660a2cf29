"""Vectors by a model of OpenAI's, or of a service that speaks like it (Ollama, vLLM, LM Studio, ...).

A request holds at most 2,048 texts of 8,192 tokens, 300,000 tokens together. Tokens are counted by bytes, of which each
token has one at least: a bound that needs no tokenizer to be fetched, and that never sends too much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from adapters.embedders.kept_vectors import KeptVectors
from adapters.embedders.openai_answer import read_vectors
from adapters.openai_service.failures import Refusal, ServiceRefusedError, ServiceUnavailableError
from adapters.openai_service.service import OpenAIService, Patience
from domain.errors import EmbedderRefusedError, EmbedderUnavailableError
from domain.ports.health import Health

if TYPE_CHECKING:
    from openai import OpenAI

MODEL = "text-embedding-3-small"
DIMENSIONS = 256
MOST_TEXTS = 2_048
MOST_TEXT_BYTES = 8_192
MOST_REQUEST_BYTES = 300_000
KEPT_BYTES = 32 * 1024**2
DIMENSIONS_SETTING = "MARKETING_MEMORY_EMBEDDING_DIMENSIONS"
HINTS = {
    Refusal.KEY: "Mend LLM_API_KEY, then start again.",
    Refusal.QUOTA: "The account of LLM_API_KEY has no credit left: add some, or take LLM_API_KEY away.",
    Refusal.NAME: "See that the service has this model (MARKETING_MEMORY_EMBEDDING_MODEL), and that LLM_BASE_URL is right.",
    Refusal.LENGTH: f"Set {DIMENSIONS_SETTING} to the length that the model gives, then ./run reindex.",
    Refusal.REQUEST: "See that MARKETING_MEMORY_EMBEDDING_MODEL names a model for embeddings.",
}
REFUSABLE = {"dimensions": ("dimension", "matryoshka"), "encoding_format": ("encoding_format", "base64")}
"""What not every service knows, with the words by which such a one tells so."""


class OpenAIEmbedder:
    """`Embedder` by a service over HTTP. Nothing is sent before the first text comes.

    A call of one text is taken for a question that somebody waits for, and fails sooner. Vectors of texts seen before
    come from memory, also while the service is away.
    """

    def __init__(
        self,
        api_key: str,
        *,
        model: str = MODEL,
        dimensions: int = DIMENSIONS,
        base_url: str | None = None,
        patience: Patience | None = None,
        kept_bytes: int = KEPT_BYTES,
    ) -> None:
        self._service = OpenAIService(api_key, base_url, patience)
        self._model = model
        self._dimensions = dimensions
        self._kept = KeptVectors(f"{model} {dimensions}", kept_bytes // (4 * dimensions))
        self._unknown_there: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The model."""
        return f"openai {self._model}"

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row of unit length per text (zeros for a blank one), in order; of a very long text its first 8,192 bytes."""
        places: dict[str, list[int]] = {}
        for place, text in enumerate(map(shortened, texts)):
            if text:
                places.setdefault(text, []).append(place)
        vectors = np.zeros((len(texts), self._dimensions), np.float32)
        found = self._kept.find(places)
        for text, vector in found.items():
            vectors[places[text]] = vector
        for batch in batches([text for text in places if text not in found]):
            for text, vector in zip(batch, self._ask(batch, hurried=len(texts) == 1), strict=True):
                vectors[places[text]] = vector
                self._kept.keep(text, vector)
        return vectors

    def ping(self) -> Health:
        """How the last request went: a request only to see costs money and time."""
        trouble = self._service.trouble
        return Health("embedder", ok=not trouble, detail=trouble and f"{self._service.url}: {trouble}")

    def close(self) -> None:
        """Close the connections."""
        self._service.close()

    def _ask(self, texts: list[str], *, hurried: bool) -> npt.NDArray[np.float32]:
        without = self._unknown_there
        try:
            return self._service.ask(partial(self._try, texts, without), hurried=hurried)
        except ServiceRefusedError as refused:
            if refused.refusal is Refusal.REQUEST and self._learns_from(refused.said, without):
                return self._ask(texts, hurried=hurried)
            raise EmbedderRefusedError(
                f"The embedding service {self._service.url} refuses {self._model}: {refused.said}.",
                hint=HINTS[refused.refusal],
            ) from refused
        except ServiceUnavailableError as failed:
            raise EmbedderUnavailableError(
                f"The embedding service {self._service.url} is not available: {failed.said}.",
                hint="Vectors catch up by themselves.",
            ) from failed

    def _try(
        self, texts: list[str], without: frozenset[str], client: OpenAI, timeout_s: float
    ) -> npt.NDArray[np.float32]:
        from openai import omit  # noqa: PLC0415 - as the client itself: only who has a key needs it

        answer = client.embeddings.with_raw_response.create(
            input=texts,
            model=self._model,
            dimensions=omit if "dimensions" in without else self._dimensions,
            encoding_format="float" if "encoding_format" in without else "base64",
            timeout=timeout_s,
        )
        return read_vectors(answer.content, len(texts), self._dimensions)

    def _learns_from(self, said: str, without: frozenset[str]) -> bool:
        """Whether the service did not know a part of the request that it can do without, and that was not left out."""
        told = {part for part, words in REFUSABLE.items() if any(word in said.lower() for word in words)}
        self._unknown_there |= told
        return not told <= without


def shortened(text: str) -> str:
    """As much of a text as is surely not too long; nothing where it is blank."""
    return text.encode(errors="replace")[:MOST_TEXT_BYTES].decode(errors="ignore") if text.strip() else ""


def batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in order, in requests that are surely not too large."""
    batch: list[str] = []
    size = 0
    for text in texts:
        more = len(text.encode())
        if batch and (len(batch) == MOST_TEXTS or size + more > MOST_REQUEST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += more
    if batch:
        yield batch
