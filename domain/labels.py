"""Columns of texts that repeat themselves: each distinct text is kept, and looked at, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from domain.arrow import one_chunk

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Labels:
    """Row by row the place of its text in `labels`. None among them stands for missing; a label may come twice."""

    codes: Ints
    labels: list[str | None]

    @classmethod
    def of(cls, texts: Iterable[str | None]) -> Labels:
        """From texts row by row.

        >>> Labels.of(["a", None, "a"])
        Labels(codes=array([0, 1, 0]), labels=['a', None])
        """
        return cls.read(pa.array(texts, pa.string()))

    @classmethod
    def read(cls, column: pa.Array | pa.ChunkedArray) -> Labels:
        """From an Arrow column of texts, dictionary-encoded or not."""
        chunk = one_chunk(column)
        encoded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        labels: list[str | None] = encoded.dictionary.to_pylist()
        codes = encoded.indices
        if codes.null_count:
            codes, labels = codes.fill_null(len(labels)), [*labels, None]
        return cls(codes.to_numpy(zero_copy_only=False).astype(np.int64), labels)

    @classmethod
    def constant(cls, text: str | None, size: int) -> Labels:
        """One text in every row."""
        return cls(np.zeros(size, np.int64), [text])

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def known(self) -> Mask:
        """Where there is a text."""
        return self.where(lambda label: label is not None)

    def used(self) -> set[str]:
        """The distinct texts that some row has."""
        texts = (self.labels[code] for code in np.unique(self.codes).tolist())
        return {text for text in texts if text is not None}

    def where(self, test: Callable[[str | None], bool]) -> Mask:
        """Rows whose text passes the test."""
        return np.asarray([test(label) for label in self.labels], np.bool_)[self.codes]

    def equal(self, text: str) -> Mask:
        """Rows that have this text."""
        return self.where(lambda label: label == text)

    def map(self, change: Callable[[str | None], str | None]) -> Labels:
        """The texts, changed."""
        return Labels(self.codes, [change(label) for label in self.labels])

    def filled(self, other: Labels) -> Labels:
        """These texts, and the other ones where these are missing."""
        known = self.known
        return self if known.all() else self.chosen(known, other)

    def chosen(self, kept: Mask, other: Labels) -> Labels:
        """These texts in the rows that are marked, the other ones elsewhere."""
        codes = np.where(kept, self.codes, other.codes + len(self.labels))
        return Labels(codes, [*self.labels, *other.labels])

    def patched(self, places: Ints, texts: Sequence[str | None]) -> Labels:
        """These texts with others in some rows."""
        if not len(places):
            return self
        codes = self.codes.copy()
        codes[places] = np.arange(len(self.labels), len(self.labels) + len(texts))
        return Labels(codes, [*self.labels, *texts])

    def taken(self, places: Ints) -> Labels:
        """The texts of some rows."""
        return Labels(self.codes[places], self.labels)

    def texts(self) -> list[str | None]:
        """The texts row by row."""
        found: list[str | None] = np.asarray(self.labels, object)[self.codes].tolist()
        return found

    def array(self) -> pa.Array:
        """The texts as an Arrow column."""
        return pa.array(self.labels, pa.string()).take(pa.array(self.codes))

    def encoded(self) -> pa.Array:
        """The texts as a dictionary-encoded Arrow column."""
        missing = np.asarray([label is None for label in self.labels], np.bool_)[self.codes]
        indices = pa.array(self.codes.astype(np.int32), mask=missing if missing.any() else None)
        return pa.DictionaryArray.from_arrays(indices, pa.array([label or "" for label in self.labels], pa.string()))

    def distinct(self) -> Labels:
        """The same texts, each label once."""
        places: dict[str | None, int] = {}
        moved = np.fromiter(
            (places.setdefault(label, len(places)) for label in self.labels), np.int64, len(self.labels)
        )
        return self if len(places) == len(self.labels) else Labels(moved[self.codes], list(places))


def joint_codes(*columns: Ints) -> tuple[Ints, Ints]:
    """One code for each distinct row of columns of codes (0 and up), by first appearance, and that row's place.

    >>> codes, places = joint_codes(np.array([0, 0, 1]), np.array([2, 2, 2]))
    >>> codes.tolist(), places.tolist()
    ([0, 0, 1], [0, 2])
    """
    joint, found = np.zeros(len(columns[0]), np.int64), np.zeros(1, np.int64)
    for column in columns:
        if len(column) and (width := int(column.max()) + 1) > 1:
            joint, found = pd.factorize(joint * width + column)
    places = np.zeros(len(found), np.int64)
    places[joint[::-1]] = np.arange(len(joint))[::-1]
    return joint.astype(np.int64), places[: len(found) if len(joint) else 0]


def joined(columns: Sequence[Labels], join: Callable[..., str | None]) -> Labels:
    """A text made of those of several columns: `join` sees each distinct combination once."""
    codes, places = joint_codes(*(column.distinct().codes for column in columns))
    rows = zip(*([column.labels[code] for code in column.codes[places].tolist()] for column in columns), strict=True)
    return Labels(codes, [join(*row) for row in rows])
