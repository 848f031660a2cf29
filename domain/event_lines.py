"""Event lines: single events, and cells of aggregates of them, from which EVENT-basis records of a day are folded.

A day's record is upserted whole, events add up: they are kept one by one, once each by their id, and the records of
the days that they touch are folded anew. No line names a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

import pyarrow as pa

from domain.records import Kind


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event, or one cell of an aggregate: how often a metric happened, to whom, on which days.

    `measure`: the counted column that the metric means, None for kinds of conversion. `attributed_id`: the event that
    it is credited to, where the line does not name its message itself. An aggregate's newer cell takes the place of
    the older one of the same id.
    """

    event_id: str
    metric: str
    date_start: date
    date_stop: date
    metric_id: str | None = None
    measure: str | None = None
    is_aggregate: bool = False
    account_id: str | None = None
    account_timezone: str | None = None
    campaign_id: str | None = None
    campaign_name: str | None = None
    campaign_type: str | None = None
    message_id: str | None = None
    message_name: str | None = None
    channel: str | None = None
    breakdowns: str | None = None
    attributed_id: str | None = None
    hour: int | None = None
    currency: str | None = None
    event_count: int | None = 1
    event_value: Decimal | None = None
    unique_count: int | None = None
    apple_count: int | None = None


_KINDS = {
    "date_start": Kind.DATE,
    "date_stop": Kind.DATE,
    "is_aggregate": Kind.FLAG,
    "hour": Kind.COUNT,
    "event_count": Kind.COUNT,
    "event_value": Kind.DECIMAL,
    "unique_count": Kind.COUNT,
    "apple_count": Kind.COUNT,
}
EVENT_KINDS: dict[str, Kind] = {field.name: _KINDS.get(field.name, Kind.TEXT) for field in fields(EventLine)}
"""Columns of event lines as the platform told them."""
EVENT_PROVENANCE: dict[str, Kind] = {
    "observed_at": Kind.INSTANT,
    "ingested_at": Kind.INSTANT,
    "batch_id": Kind.TEXT,
    "raw_frame": Kind.COUNT,
    "raw_row": Kind.COUNT,
    "normalizer_version": Kind.COUNT,
}
"""When a line was first observed, and where its raw row is."""


def line_table(lines: Sequence[EventLine]) -> pa.Table:
    """The lines as columns, in their order."""
    columns = {name: pa.array([getattr(line, name) for line in lines], k.arrow) for name, k in EVENT_KINDS.items()}
    return pa.table(columns)


@dataclass(frozen=True, slots=True)
class EventState:
    """What one metric of a group came to at an instant: a group is an entity, its days and its breakdown cell."""

    metric: str
    metric_id: str | None
    measure: str | None
    is_aggregate: bool
    currency: str | None
    event_count: int | None
    event_value: Decimal | None
    unique_count: int | None
    apple_count: int | None


@dataclass(frozen=True, slots=True)
class Entity:
    """What an object of the platform tells of a campaign or message: `column` names it on records."""

    column: str
    entity_id: str
    name: str | None = None
    status: str | None = None
    audiences: str | None = None
    """Lists and segments included and excluded, as JSON."""


Group = tuple[Mapping[str, object], Sequence[EventState]]
"""A group of lines, by the columns that they share, and what its metrics came to."""


def preferred(states: Iterable[EventState]) -> list[EventState]:
    """Of each metric the aggregate where there is one: it is of the same events, and complete."""
    found = list(states)
    aggregated = {state.metric for state in found if state.is_aggregate}
    return [state for state in found if state.is_aggregate or state.metric not in aggregated]
