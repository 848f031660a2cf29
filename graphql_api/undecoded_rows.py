"""The rows of a request as the bytes that came: the domain reads them faster than as Python's own values.

Only a member `dataEntries` of a variable stays undecoded. Where a variable is a JSON value of the caller's own, such
a member is decoded after all, by its scalar.
"""

from __future__ import annotations

import msgspec

from domain.files.parts import ROWS_OF_REQUEST
from domain.normalize.payloads import decode_row, is_text

ROWS = ROWS_OF_REQUEST[1]
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])


def decode_around_rows(body: bytes) -> object:
    """The value of a request's body, rows undecoded; raises msgspec.MsgspecError or RecursionError where it cannot be read so."""
    if ROWS.encode() not in body or not is_text(body):
        return msgspec.json.decode(body)
    return {
        name: _variables(value) if name == "variables" else msgspec.json.decode(value)
        for name, value in _MEMBERS.decode(body).items()
    }


def _variables(sent: msgspec.Raw) -> object:
    if not _is_object(sent):
        return msgspec.json.decode(sent)
    return {name: _variable(value) for name, value in _MEMBERS.decode(sent).items()}


def _variable(sent: msgspec.Raw) -> object:
    if not _is_object(sent):
        return msgspec.json.decode(sent)
    members = _MEMBERS.decode(sent)
    return {name: _rows(value) if name == ROWS else msgspec.json.decode(value) for name, value in members.items()}


def _rows(sent: msgspec.Raw) -> object:
    """Lists and objects as they came; anything else is no rows, and is refused as what it is."""
    return sent if bytes(memoryview(sent)[:1]) in {b"[", b"{"} else msgspec.json.decode(sent)


def _is_object(sent: msgspec.Raw) -> bool:
    return bytes(memoryview(sent)[:1]) == b"{"


def payload_of(rows: object) -> object:
    """What a submission takes: undecoded rows as bytes, any others as they are."""
    return bytes(rows) if isinstance(rows, msgspec.Raw) else rows


def whole_value(value: object) -> object:
    """A JSON value with nothing left undecoded but itself, where it is a request's rows."""
    if isinstance(value, dict) and isinstance(value.get(ROWS), msgspec.Raw):
        return {name: decode_row(one) if isinstance(one, msgspec.Raw) else one for name, one in value.items()}
    return value
