"""The filter of every read, and what it means to the domain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import strawberry
from strawberry import UNSET

from domain import vocabulary
from domain.errors import InvalidInputError
from domain.money import parse_currency
from domain.normalize.texts import strip_noise
from domain.reading import RowFilter
from domain.sources.registry import SOURCES
from graphql_api.types.enums import DataSource, Level
from graphql_api.types.given import describe, given
from graphql_api.types.scalars import JsonValue

MAX_VALUES = 1000
_BREAKDOWN = re.compile(r"[A-Za-z0-9_.: -]{1,64}")


@strawberry.input(description="Both ends included.")
class DateRange:
    start: date = describe("First day.")
    end: date = describe("Last day, included.")

    def to_period(self) -> vocabulary.Period:
        """The same in the domain's words."""
        return vocabulary.Period(self.start, self.end)


@strawberry.input(description="Restricts any read. Absent means everything the caller may see.")
class RecordFilter:
    data_sources: list[DataSource] | None = describe("Only rows of these systems.", default=UNSET)
    date_range: DateRange | None = describe(
        "A row counts when its whole period lies inside; `records` also lists rows that overlap.", default=UNSET
    )
    account_ids: list[strawberry.ID] | None = describe("Only these accounts.", default=UNSET)
    campaign_ids: list[strawberry.ID] | None = describe("Only these campaigns and flows.", default=UNSET)
    levels: list[Level] | None = describe("Only rows of these levels.", default=UNSET)
    channels: list[str] | None = describe("Only these channels, e.g. paid_search.", default=UNSET)
    countries: list[str] | None = describe("Only rows broken down to these countries.", default=UNSET)
    currency: str | None = describe("Only money of this currency, ISO 4217.", default=UNSET)
    breakdowns: JsonValue | None = describe(
        'Values per breakdown, e.g. {"age": ["25-34"]}. Totals then read the rows broken down by it.', default=UNSET
    )
    as_of: datetime | None = describe(
        "The newest version of each row with observedAt <= asOf: the numbers as they were known then.", default=UNSET
    )


def to_row_filter(sent: RecordFilter | None, path: tuple[str, ...]) -> RowFilter:
    """The filter in the domain's words; raises InvalidInputError naming the field."""
    if not sent:
        return RowFilter()
    levels = _texts(given(sent.levels), (*path, "levels"))
    sources = _texts(given(sent.data_sources), (*path, "dataSources"))
    return RowFilter(
        None if sources is None else tuple(vocabulary.DataSource(name) for name in sources),
        sent.date_range.to_period() if sent.date_range else None,
        _accounts(given(sent.account_ids), (*path, "accountIds")),
        _texts(given(sent.campaign_ids), (*path, "campaignIds")),
        None if levels is None else tuple(vocabulary.Level(name) for name in levels),
        _channels(given(sent.channels), (*path, "channels")),
        _texts(given(sent.countries), (*path, "countries")),
        _currency(given(sent.currency), (*path, "currency")),
        _breakdowns(given(sent.breakdowns), (*path, "breakdowns")),
        given(sent.as_of),
    )


def _texts(values: list[Any] | None, path: tuple[str, ...]) -> tuple[str, ...] | None:
    if values is None:
        return None
    if len(values) > MAX_VALUES:
        raise InvalidInputError(f"{path[-1]} has {len(values)} values.", hint=f"Send at most {MAX_VALUES}.", field=path)
    return tuple(str(getattr(value, "value", value)) for value in values)


def _accounts(values: list[Any] | None, path: tuple[str, ...]) -> tuple[str, ...] | None:
    """Accounts as stored: `act_1` and `123-456` name the same ones as at ingest."""
    written = _texts(values, path)
    if written is None:
        return None
    stripped = (strip_noise(text, spec.account_noise) for spec in SOURCES.values() for text in written)
    return tuple(dict.fromkeys((*written, *stripped)))


def _currency(text: str | None, path: tuple[str, ...]) -> str | None:
    code = None if text is None else parse_currency(text)
    if text is not None and code is None:
        raise InvalidInputError(
            f"currency {text!r} is not an ISO 4217 code.", hint="Send one such as 'USD'.", field=path
        )
    return code


def _channels(values: list[str] | None, path: tuple[str, ...]) -> tuple[str, ...] | None:
    known = [channel.value for channel in vocabulary.Channel]
    unknown = next((value for value in values or [] if value not in known), None)
    if unknown is not None:
        raise InvalidInputError(
            f"channel {unknown!r} is not known.", hint=f"Send some of: {', '.join(known)}.", field=path
        )
    return _texts(values, path)


def _breakdowns(value: object, path: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    if value is None:
        return {}
    good = isinstance(value, dict) and all(
        isinstance(names, list) and names and all(isinstance(name, str) for name in names) for names in value.values()
    )
    if not good or not isinstance(value, dict):
        raise InvalidInputError(
            f"breakdowns is {str(value)[:64]}.", hint='Send lists of values by name: {"age": ["25-34"]}.', field=path
        )
    _check_names(value, path)
    return {str(name): _texts(names, path) or () for name, names in value.items()}


def to_breakdowns(names: list[str] | None, path: tuple[str, ...]) -> tuple[str, ...]:
    """Names of breakdowns; raises InvalidInputError for what can be none."""
    _check_names(names or [], path)
    return tuple(names or [])


def _check_names(names: Iterable[object], path: tuple[str, ...]) -> None:
    unknown = next((str(name) for name in names if not _BREAKDOWN.fullmatch(str(name))), None)
    if unknown is not None:
        raise InvalidInputError(
            f"breakdown {unknown[:64]!r} cannot be one.",
            hint="Send names such as age or publisher_platform.",
            field=path,
        )
