"""A file that holds a whole request: its rows under `data_entries`, and beside them what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from domain.errors import InvalidInputError
from domain.files.formats import entries_of, first_entries
from domain.files.parts import ROWS_OF_REQUEST, FilePart
from domain.normalize.payloads import MARK, decode_row

_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_SEVERAL = InvalidInputError(
    "The file holds a list of requests, and each may say something else of its rows.",
    hint="Send one request per file, or the rows alone.",
    field=("input", "dataEntries"),
)


@dataclass(frozen=True, slots=True)
class FiledRequest:
    """`said`: what the request says besides its rows, by the names that it uses. `rows`: these, in this part."""

    said: Mapping[str, object]
    rows: FilePart


def request_in(part: FilePart) -> FiledRequest | None:
    """The request that a part of a file is; None where it is rows or answers.

    The rows stay undecoded where they are JSON by the letter. Raises InvalidInputError for several requests.
    """
    if not isinstance(part.content, bytes):
        _refuse_list(part.content)
        return None
    if not any(name.encode() in part.content for name in ROWS_OF_REQUEST):
        return None
    text = part.content.removeprefix(MARK).lstrip()
    if text[:1] != b"{":
        _refuse_list(first_entries(part, 1))
        return None
    try:
        members: Mapping[str, object] = _MEMBERS.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        whole = entries_of(part)  # not JSON by the letter, e.g. with NaN in it
        if not isinstance(whole, dict):
            _refuse_list(whole)
            return None
        members = whole
    return _opened(members, part)


def _opened(members: Mapping[str, object], part: FilePart) -> FiledRequest | None:
    names = [name for name in ROWS_OF_REQUEST if name in members]
    if not names:
        return None
    if len(names) > 1:
        raise InvalidInputError(
            f"The request in the file has rows under {' and '.join(names)}.",
            hint="Put all of them under one name.",
            field=("input", "dataEntries"),
        )
    rows = members[names[0]]
    said = {name: _value(value) for name, value in members.items() if name != names[0]}
    return FiledRequest(said, replace(part, content=_content(rows)))


def _value(value: object) -> object:
    return decode_row(value) if isinstance(value, msgspec.Raw) else value


def _content(rows: object) -> bytes | list[object]:
    if isinstance(rows, msgspec.Raw):
        return bytes(rows)
    return rows if isinstance(rows, list) else [rows]


def _refuse_list(entries: object) -> None:
    first = entries[0] if isinstance(entries, list) and entries else None
    if isinstance(first, dict) and not first.keys().isdisjoint(ROWS_OF_REQUEST):
        raise _SEVERAL
