"""What is said of an upload in the query of its URL, in the words of `IngestInput`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from types import MappingProxyType

import msgspec
from starlette.datastructures import QueryParams

from domain.column_map import column_map_of
from domain.errors import InvalidInputError
from domain.said_rules import api_name, said_rules_of
from domain.use_cases.submission import Submission
from domain.vocabulary import ConflictPolicy, DataSource, Period
from graphql_api.commands.instants import read_instant

SHOWN = 64


@dataclass(frozen=True, slots=True)
class UploadOptions:
    """A submission without its rows, and what concerns this request alone."""

    submission: Submission
    observed_at: datetime | None
    idempotency_key: str | None


def read_options(source: DataSource, query: QueryParams) -> UploadOptions:
    """The options of a request; raises InvalidInputError naming the parameter that cannot be used."""
    said = _said(query)
    submission = replace(
        Submission(source, None),
        period=_period(said),
        account_id=said.get("accountId"),
        currency=said.get("currency"),
        timezone=said.get("timezone"),
        number_locale=said.get("numberLocale"),
        **{field: read(said[name], name) for name, (field, read) in _READ.items() if name in said},  # type: ignore[arg-type] # each reads its own field
    )
    return UploadOptions(submission, read_instant(said.get("observedAt"), "observedAt"), said.get("idempotencyKey"))


def _said(query: QueryParams) -> Mapping[str, str]:
    said: dict[str, str] = {}
    for stated, text in query.multi_items():
        name = api_name(stated) if "_" in stated else stated
        if name not in PARAMETERS:
            close = get_close_matches(name, PARAMETERS, n=1)
            meant = f"Did you mean {close[0]}? " if close else ""
            raise _wrong(name, f"There is no parameter {name[:SHOWN]!r}.", f"{meant}Known: {', '.join(PARAMETERS)}.")
        if name in said:
            raise _wrong(name, f"{name} was given more than once.", "Give it once.")
        said[name] = text
    return said


def _period(said: Mapping[str, str]) -> Period | None:
    start, end = said.get("dateStart"), said.get("dateEnd")
    if start is None and end is None:
        return None
    try:
        return Period(date.fromisoformat(start or ""), date.fromisoformat(end or ""))
    except ValueError as error:
        raise _wrong(
            "dateRange", f"dateStart is {start!r} and dateEnd {end!r}.", "Give both, as YYYY-MM-DD, the end included."
        ) from error


def _truth(text: str, name: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise _wrong(name, f"{name} is {text[:SHOWN]!r}.", "Give true or false.")
    return text.lower() == "true"


def _policy(text: str, name: str) -> ConflictPolicy:
    try:
        return ConflictPolicy(text.upper())
    except ValueError as error:
        raise _wrong(name, f"{name} is {text[:SHOWN]!r}.", f"Give one of: {', '.join(ConflictPolicy)}.") from error


def _document(text: str, name: str) -> dict[str, object]:
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.DecodeError, ValueError) as error:
        raise _wrong(name, f"{name} is {text[:SHOWN]!r}.", "Give a JSON object, percent-encoded.") from error


def _wrong(name: str, message: str, hint: str) -> InvalidInputError:
    return InvalidInputError(message, hint=hint, field=("input", name))


_READ: Mapping[str, tuple[str, Callable[[str, str], object]]] = MappingProxyType(
    {
        "metadata": ("metadata", _document),
        "strict": ("strict", _truth),
        "replaceWindow": ("replace_window", _truth),
        "onConflict": ("on_conflict", _policy),
        "columnMap": ("column_map", lambda text, name: column_map_of(_document(text, name), ("input", name))),
        "conversionRules": ("rules", lambda text, name: said_rules_of(_document(text, name), ("input", name))),
    }
)
PARAMETERS = (
    *("dateStart", "dateEnd", "accountId", "currency", "timezone", "numberLocale", "observedAt", "idempotencyKey"),
    *_READ,
)
"""A new field of `IngestInput` is named here, or in `_READ` where it is no plain text."""
