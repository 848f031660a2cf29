"""The vectors in an answer of the embedding service, whichever way it writes them."""

from __future__ import annotations

import base64
import binascii

import msgspec
import numpy as np
import numpy.typing as npt

from adapters.openai_service.failures import Refusal, ServiceRefusedError, ServiceUnavailableError


class Embedding(msgspec.Struct):
    """One vector: little-endian float32 in base64 as asked for, or a list of numbers from services that know only that."""

    index: int
    embedding: str | list[float]


class EmbeddingAnswer(msgspec.Struct):
    """The answer to one request; its vectors may come in any order."""

    data: list[Embedding]


def read_vectors(answer: bytes, count: int, dimensions: int) -> npt.NDArray[np.float32]:
    """Shape (count, dimensions), unit length, in the order asked.

    Raises ServiceRefusedError where the vectors have another length, ServiceUnavailableError where the answer makes no
    sense, cut off for example.
    """
    try:
        given = msgspec.json.decode(answer, type=EmbeddingAnswer).data
        vectors = [_numbers(one.embedding) for one in sorted(given, key=lambda one: one.index)]
    except (msgspec.MsgspecError, UnicodeDecodeError, binascii.Error, ValueError) as error:
        raise ServiceUnavailableError(f"its answer cannot be read ({error})") from error
    if sorted(one.index for one in given) != list(range(count)):
        raise ServiceUnavailableError(f"its answer has {len(given)} vectors that do not belong to the {count} texts")
    lengths = {len(vector) for vector in vectors}
    if lengths != {dimensions}:
        given_lengths = ", ".join(map(str, sorted(lengths)))
        raise ServiceRefusedError(Refusal.LENGTH, f"it gives vectors of {given_lengths} numbers, not {dimensions}")
    return _at_unit_length(np.array(vectors, np.float64))


def _numbers(written: str | list[float]) -> npt.NDArray[np.float32]:
    if isinstance(written, str):
        return np.frombuffer(base64.b64decode(written, validate=True), "<f4")
    return np.array(written, np.float32)


def _at_unit_length(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    lengths = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
    if not (np.isfinite(lengths) & (lengths > 0)).all():
        raise ServiceUnavailableError("its answer has vectors without a direction")
    unit: npt.NDArray[np.float32] = (vectors / lengths).astype(np.float32)
    return unit
