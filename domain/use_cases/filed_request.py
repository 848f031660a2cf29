"""What a request in a file says of its rows fills what the caller did not say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from itertools import chain
from types import MappingProxyType

from domain.column_map import column_map_of
from domain.errors import InvalidInputError
from domain.files.parts import FilePart
from domain.files.requests import request_in
from domain.said_rules import api_name, said_rules_of
from domain.use_cases.submission import Submission
from domain.vocabulary import ConflictPolicy, DataSource, Period

SHOWN = 64
Field = tuple[str, ...]


def opened_request(submission: Submission, parts: Iterator[FilePart]) -> tuple[Submission, Iterator[FilePart]]:
    """The submission with what the file says of itself, and the parts of its rows; both as they are where it is rows.

    Raises InvalidInputError where the request cannot be used, or is of another data source.
    """
    first = next(parts)
    request = request_in(first)
    if request is None:
        return submission, chain([first], parts)
    return filled(submission, request.said), map(_rows_of, chain([first], parts))


def _rows_of(part: FilePart) -> FilePart:
    request = request_in(part)
    return part if request is None else request.rows


def source_said(part: FilePart) -> DataSource | None:
    """The data source that a request in a file names; None where there is none."""
    request = request_in(part)
    said = None if request is None else _by_api_name(request.said).get("dataSource")
    return None if said is None else DataSource(_text(said, ("input", "dataSource")).lower())


def filled(submission: Submission, said: Mapping[str, object]) -> Submission:
    """The submission with what a request says where the caller said nothing.

    >>> filled(Submission(DataSource("klaviyo"), []), {"account_id": "A1", "currency": "EUR"}).account_id
    'A1'
    """
    named = _by_api_name(said)
    _check_source(submission.data_source, named.pop("dataSource", None))
    found: dict[str, object] = {"period": _period(named)}
    for name, value in named.items():
        field, read = _READ[name]
        found[field] = read(value, ("input", name))
    bare = Submission(submission.data_source, submission.payload)
    unsaid = {
        field: value
        for field, value in found.items()
        if value is not None and getattr(submission, field) == getattr(bare, field)
    }
    return replace(submission, **unsaid)  # type: ignore[arg-type] # each was read for its own field


def _by_api_name(said: Mapping[str, object]) -> dict[str, object]:
    """What is said by the names of `IngestInput`; null says nothing."""
    named: dict[str, object] = {}
    for stated, value in said.items():
        name = api_name(stated) if "_" in stated else stated
        if name not in NAMES:
            close = get_close_matches(name, NAMES, n=1)
            meant = f"Did you mean {close[0]}? " if close else ""
            raise _wrong(
                name, f"The request in the file says {stated[:SHOWN]!r}.", f"{meant}Known: {', '.join(NAMES)}."
            )
        if name in named:
            raise _wrong(name, f"The request in the file says {name} twice.", "Say it once.")
        if value is not None:
            named[name] = value
    return named


def _check_source(asked: DataSource, said: object) -> None:
    if said is not None and _text(said, ("input", "dataSource")).lower() != asked:
        raise _wrong(
            "dataSource",
            f"The request in the file is of {said}, and it was sent as {asked}.",
            f"Send it as {said}, or mend its data_source. Nothing was stored.",
        )


def _period(named: dict[str, object]) -> Period | None:
    """The days that are said, either way; they are taken out of `named`."""
    span = named.pop("dateRange", None)
    start, end = named.pop("dateRangeStart", None), named.pop("dateRangeEnd", None)
    if span is None and start is None and end is None:
        return None
    if span is not None:
        days = _document(span, ("input", "dateRange"))
        if start is not None or end is not None:
            raise _wrong("dateRange", "The request in the file says its days twice.", "Say them once.")
        start, end = days.get("start"), days.get("end")
    try:
        return Period(date.fromisoformat(str(start)), date.fromisoformat(str(end)))
    except ValueError as error:
        raise _wrong(
            "dateRange",
            f"The request in the file says that its days start {start!r} and end {end!r}.",
            "Say date_range_start and date_range_end, both as YYYY-MM-DD, the end included.",
        ) from error


def _text(value: object, field: Field) -> str:
    if not isinstance(value, str):
        raise _wrong(field[-1], f"{field[-1]} in the file is {str(value)[:SHOWN]}.", "Give it as text.")
    return value


def _truth(value: object, field: Field) -> bool:
    if not isinstance(value, bool):
        raise _wrong(field[-1], f"{field[-1]} in the file is {str(value)[:SHOWN]!r}.", "Give true or false.")
    return value


def _policy(value: object, field: Field) -> ConflictPolicy:
    try:
        return ConflictPolicy(str(value).upper())
    except ValueError as error:
        hint = f"Give one of: {', '.join(ConflictPolicy)}."
        raise _wrong(field[-1], f"{field[-1]} in the file is {str(value)[:SHOWN]!r}.", hint) from error


def _document(value: object, field: Field) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _wrong(field[-1], f"{field[-1]} in the file is {str(value)[:SHOWN]!r}.", "Give an object.")
    return value


def _wrong(name: str, message: str, hint: str) -> InvalidInputError:
    return InvalidInputError(message, hint=hint, field=("input", name))


_READ: Mapping[str, tuple[str, Callable[[object, Field], object]]] = MappingProxyType(
    {
        "accountId": ("account_id", _text),
        "currency": ("currency", _text),
        "timezone": ("timezone", _text),
        "numberLocale": ("number_locale", _text),
        "metadata": ("metadata", _document),
        "strict": ("strict", _truth),
        "onConflict": ("on_conflict", _policy),
        "columnMap": ("column_map", column_map_of),
        "conversionRules": ("rules", said_rules_of),
    }
)
NAMES = ("dataSource", "dateRange", "dateRangeStart", "dateRangeEnd", *_READ)
"""What a request in a file may say besides its rows, in the words of `IngestInput`; what removes rows is said at the door."""
