"""Where JSON text can be cut: commas of one array, found by whole blocks and not byte by byte.

A JSON reader wants the whole text in memory. This looks only for quotes, brackets and commas; what lies between two
cuts is read by a real JSON reader, which also finds whatever is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np
import numpy.typing as npt

from domain.errors import TooLargeError, UnreadableBatchError

BLOCK_BYTES = 4 * 1024 * 1024
MOST_ENTRY_BYTES = 32 * 1024 * 1024
"""One entry, e.g. a page of an answer, is held in memory whole."""
_QUOTE, _COMMA = ord('"'), ord(",")
_STRUCTURE = np.zeros(256, np.bool_)
_STRUCTURE[list(b'"[]{},')] = True
_STEP = np.zeros(256, np.int32)
_STEP[list(b"[{")], _STEP[list(b"]}")] = 1, -1
_ESCAPED = re.compile(rb"\\.", re.DOTALL)
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Structure:
    """Brackets and commas of a text outside of its strings: their places, what they are, and the depth after each."""

    places: Places
    kinds: npt.NDArray[np.uint8]
    depths: npt.NDArray[np.int64]
    in_string: bool
    """Whether the text ends inside a string."""


def structure_of(text: bytes, depth: int = 0, *, in_string: bool = False) -> Structure:
    """The structure of a text that begins at this depth; it must not end after a single backslash."""
    plain = _ESCAPED.sub(b"..", text) if b"\\" in text else text
    codes = np.frombuffer(plain, np.uint8)
    places = np.flatnonzero(_STRUCTURE[codes])
    kinds = codes[places]
    quotes = kinds == _QUOTE
    inside = (np.cumsum(quotes, dtype=np.int64) + in_string) & 1
    outside = (inside == 0) & ~quotes
    places, kinds = places[outside], kinds[outside]
    depths = depth + np.cumsum(_STEP[kinds], dtype=np.int64)
    return Structure(places, kinds, depths, bool(inside[-1]) if len(inside) else in_string)


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    """The rest of a file in blocks that do not end between a backslash and what it escapes."""
    while block := file.read(BLOCK_BYTES):
        while _ends_amid_escape(block) and (more := file.read(1)):
            block += more
        yield block


def _ends_amid_escape(block: bytes) -> bool:
    return (len(block) - len(block.rstrip(b"\\"))) % 2 == 1


def split_array(file: IO[bytes]) -> Iterator[bytes]:
    """Runs of whole elements, commas between them, of the array inside which the file stands; stops behind its end."""
    carry = b""
    for block in blocks(file):
        text = carry + block
        found = structure_of(text)
        ended = np.flatnonzero(found.depths < 0)
        if len(ended):
            end = int(found.places[ended[0]])
            file.seek(end + 1 - len(text), 1)
            yield text[:end]
            return
        commas = found.places[(found.kinds == _COMMA) & (found.depths == 0)]
        cut = int(commas[-1]) if len(commas) else -1
        if cut >= 0:
            yield text[:cut]
        carry = text[cut + 1 :]
        if len(carry) > MOST_ENTRY_BYTES:
            raise TooLargeError(
                f"One entry of the file is larger than {MOST_ENTRY_BYTES:,} bytes.", hint="Send rows, or smaller pages."
            )
    raise UnreadableBatchError("The JSON text is cut off: its array has no end.", hint="Send the whole file again.")


def find_rows(file: IO[bytes]) -> tuple[int, int] | None:
    """First and last byte of the longest array that is a member of the file's one object; None where it has none.

    `{"data": [...], "paging": {}}` is such an object; its rows can be read in parts. Raises UnreadableBatchError where
    another value follows the object: what stands there would be lost.
    """
    best, start, base, ends = None, -1, 0, 0
    depth, in_string = 0, False
    for text in blocks(file):
        found = structure_of(text, depth, in_string=in_string)
        for place, kind, after in _members(found):
            if kind == ord("["):
                start = base + place
            elif start >= 0 and after == 1:
                best = max(best or (0, 0), (start, base + place), key=lambda span: span[1] - span[0])
                start = -1
        ends += int(((found.depths == 0) & (_STEP[found.kinds] < 0)).sum())
        if ends > 1:
            raise UnreadableBatchError(
                "The file holds several JSON objects that are not on a line each.",
                hint="Send a list of them, or NDJSON.",
            )
        depth = int(found.depths[-1]) if len(found.depths) else depth
        in_string, base = found.in_string, base + len(text)
    return best


def _members(found: Structure) -> Iterator[tuple[int, int, int]]:
    """Openings and ends of arrays that are members of the outermost object."""
    opening = (found.kinds == ord("[")) & (found.depths == 2)  # noqa: PLR2004 - inside the object, inside the array
    closing = (found.kinds == ord("]")) & (found.depths == 1)
    here = opening | closing
    kept = (found.places[here].tolist(), found.kinds[here].tolist(), found.depths[here].tolist())
    yield from zip(*kept, strict=True)
