"""The column map of ./run ingest: JSON, or a file that holds it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from domain.column_map import ColumnMap, column_map_of
from domain.errors import InvalidInputError

OPTION = "--column-map"
MOST_BYTES = 1024 * 1024


def column_map_text(given: str | None) -> str | None:
    """The text of a map: itself where it is JSON, else the content of the file of that name."""
    if given is None or given.lstrip().startswith("{"):
        return given
    file = Path(given)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise InvalidInputError(f"{OPTION} {given} is larger than 1 MiB.", hint="Give a map of columns.")
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(
            f"{OPTION} is {given[:200]!r}: {error}.", hint="Give JSON, or a file that holds it."
        ) from error


def read_column_map(text: str | None) -> ColumnMap | None:
    """A map from JSON as the API takes it; raises InvalidInputError naming the option."""
    if text is None:
        return None
    try:
        document = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        hint = """Give a JSON object such as '{"Amount spent": {"column": "spend"}}'."""
        raise InvalidInputError(f"{OPTION} is {text[:64]!r}.", hint=hint) from error
    return column_map_of(document, (OPTION,))
