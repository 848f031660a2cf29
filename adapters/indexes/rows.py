"""A document as a row of the file, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from domain.search.documents import EntityDocument
from domain.search.searched import said_in, searched_words

Matrix = npt.NDArray[np.float32]

DIGEST_BYTES = 16
VECTOR_TYPE = np.dtype("<f4")

_to_json = msgspec.json.Encoder().encode
_of_json = msgspec.json.Decoder(EntityDocument).decode
_to_words = msgspec.msgpack.Encoder().encode
_of_words = msgspec.msgpack.Decoder(dict[str, float]).decode


class Row(NamedTuple):
    """What the file keeps of a document: as JSON, its words with their weights, and what its vector is made of."""

    key: str
    json: bytes
    packed: bytes
    text_hash: bytes
    document: EntityDocument
    words: Mapping[str, float]


class Kept(NamedTuple):
    """A document as a block in memory takes it: with its JSON, words with weights, and vector, None where still to come."""

    json: bytes
    document: EntityDocument
    words: Mapping[str, float]
    vector: bytes | None


def row_of(document: EntityDocument, json: bytes | None = None) -> Row:
    """Give a document, which is `in_order`, as a row; `json`, where it is known already, is what `json_of` gives."""
    words = searched_words(document)
    return Row(document.key, json or json_of(document), _to_words(words), text_hash_of(document), document, words)


def kept_of(json: bytes, packed: bytes, vector: bytes | None) -> Kept:
    """Give back what a row of the file holds."""
    return Kept(json, _of_json(json), _of_words(packed), vector)


def in_order(document: EntityDocument) -> EntityDocument:
    """Give the document with its concepts and words sorted, and once each."""
    concepts, words = tuple(sorted(set(document.concepts))), tuple(sorted(set(document.words)))
    if (concepts, words) == (document.concepts, document.words):
        return document
    return msgspec.structs.replace(document, concepts=concepts, words=words)


def json_of(document: EntityDocument) -> bytes:
    """Give a document, which is `in_order`, as JSON: equal documents are equal bytes."""
    return _to_json(document)


def text_hash_of(document: EntityDocument) -> bytes:
    """Give a digest of what the vector of a document, which is `in_order`, is made of."""
    return blake2b(_to_json(said_in(document)), digest_size=DIGEST_BYTES).digest()


def document_of(json: bytes) -> EntityDocument:
    """Give back the document."""
    return _of_json(json)


def blobs_of(vectors: Matrix) -> list[bytes]:
    """Give rows of a matrix as bytes."""
    return [row.tobytes() for row in np.ascontiguousarray(vectors, VECTOR_TYPE)]


def blob_of(vector: Matrix) -> bytes:
    """Give one row as bytes."""
    return np.ascontiguousarray(vector, VECTOR_TYPE).tobytes()


def matrix_of(blobs: Sequence[bytes | None]) -> Matrix:
    """Give the matrix of these rows; those still to come, or of another length than most, are zeros.

    Without any vector it has no columns.
    """
    length = max((len(blob) for blob in blobs if blob), default=0)
    missing = bytes(length)
    joined = b"".join(blob if blob and len(blob) == length else missing for blob in blobs)
    width = length // VECTOR_TYPE.itemsize
    return np.frombuffer(joined, VECTOR_TYPE).astype(np.float32, copy=False).reshape(len(blobs), width)
