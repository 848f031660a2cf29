"""Klaviyo's events as lines: what was delivered, opened, clicked, ordered, and to which message that is credited.

Layouts: the Events API's objects (also as Airbyte lands them), the same flattened by dlt, and Fivetran's table `event`.
A person is never read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.event_lines import EventLine
from domain.issue_log import IssueLog
from domain.money import parse_currency
from domain.normalize.numbers import parse_number
from domain.records import MONEY_LIMIT
from domain.sources.klaviyo_metrics import channel_of, meaning_of, part_of, text_of
from domain.sources.spec import BatchContext

EventRow = Mapping[str, object]
BOT = "bot clicks"
"""A click by a scanner: kept, since orders may be credited to it, and counted nowhere."""
_SIX_DIGITS = Decimal("0.000001")
_MILLISECONDS_FROM = 10**11
_GRACE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Zone:
    """The account's days: in its time zone, else in UTC, which is said."""

    name: str | None
    zone: tzinfo

    @classmethod
    def of(cls, context: BatchContext) -> Zone:
        """What the caller says, else what settings say of the account, or of the only one that they know."""
        known = context.account_timezones
        name = context.timezone or known.get(context.account_id or "")
        if name is None and context.account_id is None and len(known) == 1:
            name = next(iter(known.values()))
        return cls(name, ZoneInfo(name) if name else UTC)


def is_event(row: EventRow) -> bool:
    """Whether a row is an event of the API, or of Fivetran's table of them."""
    of_api = row.get("type") == "event" and isinstance(row.get("attributes"), Mapping)
    return of_api or {"metric_id", "person_id"} <= row.keys()


def read_event(
    row: EventRow, metrics: Mapping[str, str], context: BatchContext, zone: Zone, index: int, log: IssueLog
) -> EventLine | None:
    """The line of one event; None where it cannot be read, which is reported."""
    event_id, metric = text_of(row.get("id")) or text_of(row.get("uuid")), _metric_of(row, metrics)
    if event_id is None:
        log.add("MISSING_ENTITY", index, path="id", detail="The event has no id: it could not be told from others.")
        return None
    if metric is None:
        log.add("KLAVIYO_METRIC_MISSING", index, path="relationships.metric.data.id", value=_metric_id(row))
        return None
    when = _moment(row, zone.zone, context, index, log)
    value, is_right = _value(row, index, log)
    currency = text_of(_property(row, "$value_currency", "value_currency", "$currency_code"))
    if currency is not None and parse_currency(currency) is None:
        log.add("BAD_CURRENCY", index, path="attributes.event_properties.$value_currency", value=currency)
        return None
    if when is None or not is_right:
        return None
    return _line(row, event_id, metric, when, value, currency, context, zone)


def _line(
    row: EventRow,
    event_id: str,
    metric: str,
    day: date,
    value: Decimal | None,
    currency: str | None,
    context: BatchContext,
    zone: Zone,
) -> EventLine:
    meaning = meaning_of(metric)
    is_bot = meaning.measure == "clicks" and is_true(_property(row, "Bot Click"))
    message, campaign, kind, name = _message_of(row)
    channel = meaning.channel.value if meaning.channel else _channel_of(row)
    return EventLine(
        event_id,
        metric,
        day,
        day,
        metric_id=_metric_id(row),
        measure=BOT if is_bot else meaning.measure,
        account_id=context.account_id,
        account_timezone=zone.name,
        campaign_id=campaign,
        campaign_name=name,
        campaign_type=kind,
        message_id=message,
        message_name=text_of(_property(row, "Subject")),
        channel=channel,
        attributed_id=_attributed_id(row),
        currency=parse_currency(currency) if currency else context.currency,
        event_value=value,
        apple_count=int(is_true(_property(row, "Apple Privacy Open"))) if meaning.measure == "opens" else None,
    )


def _property(row: EventRow, *names: str) -> object:
    """The first of these properties that an event has; Fivetran writes them `property_value`, Airbyte nested."""
    properties = part_of(row, "attributes", "event_properties") or row.get("event_properties")
    for name in names:
        for found in (_told(properties, name), row.get("property" + _snake("$" + name.removeprefix("$")))):
            if found is not None and found != "":
                return found
    return None


def _told(document: object, name: str) -> object:
    """What a document says under a name, or under the one that landed tables make of it."""
    found = part_of(document, name)
    return found if found is not None else part_of(document, _snake(name))


def _snake(name: str) -> str:
    """`$value` and `Bot Click` as dlt writes them.

    >>> _snake("$value"), _snake("Bot Click")
    ('_value', 'bot_click')
    """
    return name.replace("$", "_").replace(" ", "_").lower()


def is_true(value: object) -> bool:
    """Whether a flag is set, as JSON or as a word.

    >>> is_true("True"), is_true("false"), is_true(None)
    (True, False, False)
    """
    return value is True or str(value).casefold() in {"true", "1", "yes"}


def _metric_id(row: EventRow) -> str | None:
    return text_of(part_of(row, "relationships", "metric", "data", "id")) or text_of(row.get("metric_id"))


def _metric_of(row: EventRow, metrics: Mapping[str, str]) -> str | None:
    """The metric's name: by its id, on the event itself, or the only one that the caller names."""
    own = part_of(row, "attributes", "metric", "name") or row.get("metric_name") or part_of(row, "metric", "name")
    of_table = row.get("type") if "attributes" not in row and row.get("type") != "event" else None
    return metrics.get(_metric_id(row) or "") or text_of(own) or text_of(of_table) or metrics.get("")


def _moment(row: EventRow, zone: tzinfo, context: BatchContext, index: int, log: IssueLog) -> date | None:
    """The day of an event in the account's time zone."""
    stated = part_of(row, "attributes", "datetime") or row.get("datetime")
    stated = stated or part_of(row, "attributes", "timestamp") or row.get("timestamp")
    if stated is None or stated == "":
        log.add("MISSING_DATE", index, path="attributes.datetime")
        return None
    instant = _instant(stated)
    if instant is None:
        log.add("BAD_DATE", index, path="attributes.datetime", value=stated)
        return None
    day = instant.astimezone(zone).date()
    if day > context.today + _GRACE:
        log.add("FUTURE_DATE", index, path="attributes.datetime", value=day.isoformat())
        return None
    return day


def _instant(stated: object) -> datetime | None:
    """An instant from ISO text, or from seconds or milliseconds since 1970; text without a zone is UTC."""
    try:
        if isinstance(stated, int | float) and not isinstance(stated, bool):
            return datetime.fromtimestamp(stated / 1000 if stated >= _MILLISECONDS_FROM else stated, UTC)
        if isinstance(stated, str) and stated.strip().isdigit():
            return _instant(int(stated))
        read = datetime.fromisoformat(str(stated).strip())
    except (ValueError, OverflowError, OSError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _value(row: EventRow, index: int, log: IssueLog) -> tuple[Decimal | None, bool]:
    """The event's value with its sign, and whether what was stated is a number."""
    stated = _property(row, "$value", "value")
    if stated is None:
        return None, True
    path = "attributes.event_properties.$value" if "attributes" in row else "property_value"
    code, number = parse_number(stated)
    if code is not None:
        log.add(code, index, path=path, value=stated)
    if number is None:
        return None, code == "EMPTY_METRIC"
    if abs(number) >= MONEY_LIMIT:
        log.add("OUT_OF_RANGE", index, path=path, value=stated)
        return None, False
    return number.quantize(_SIX_DIGITS), index not in log.rejected


def _message_of(row: EventRow) -> tuple[str | None, str | None, str | None, str | None]:
    """Message, campaign or flow, its type and name: as told on the event, else in its attribution."""
    credited = _credit(row)
    flow = text_of(_property(row, "$flow")) or text_of(_told(credited, "$flow")) or text_of(row.get("flow_id"))
    campaign = text_of(_told(credited, "$campaign")) or text_of(row.get("campaign_id"))
    message = (
        text_of(_property(row, "$message"))
        or text_of(_told(credited, "$message"))
        or text_of(row.get("flow_message_id"))
        or text_of(row.get("campaign_message_id"))
    )
    name = text_of(_property(row, "Campaign Name")) if not flow else None
    return message, flow or campaign, "FLOW" if flow else "CAMPAIGN" if campaign else None, name


def _credit(row: EventRow) -> object:
    """What an event says of the message that it is credited to; empty where it is credited to none."""
    return _property(row, "$attribution", "attribution")


def _attributed_id(row: EventRow) -> str | None:
    return (
        text_of(_told(_credit(row), "$attributed_event_id"))
        or text_of(part_of(_credit(row), "attributed_event_id"))
        or text_of(_property(row, "$attributed_event_id", "attributed_event_id"))
        or text_of(part_of(row, "relationships", "attributed-event", "data", "id"))
    )


def _channel_of(row: EventRow) -> str | None:
    told = _told(_credit(row), "$channel") or _told(_credit(row), "$attributed_channel")
    return channel_of(told or _property(row, "$attributed_channel"))
