"""Klaviyo's metric aggregates as lines: one per dimension and bucket of their dates.

The answer names neither its metric nor what it is broken down by: the caller does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from domain.event_lines import EventLine
from domain.issue_log import IssueLog
from domain.normalize.numbers import parse_number
from domain.normalize.texts import parse_day
from domain.records import COUNT_LIMIT, MONEY_LIMIT
from domain.sources.klaviyo_metrics import channel_of, meaning_of, metric_name, text_of
from domain.sources.spec import BatchContext

_ENTITY = {
    "$message": "message_id",
    "$attributed_message": "message_id",
    "campaign_message_id": "message_id",
    "flow_message_id": "message_id",
    "$flow": "flow_id",
    "$attributed_flow": "flow_id",
    "flow_id": "flow_id",
    "$campaign": "campaign_id",
    "$attributed_campaign": "campaign_id",
    "campaign_id": "campaign_id",
    "$attributed_channel": "channel",
    "$campaign_channel": "channel",
    "$flow_channel": "channel",
    "$channel": "channel",
    "send_channel": "channel",
}
"""Dimensions that name an entity; others are breakdowns."""
_SHOWN = {"$attributed_variation": "variation", "$variation": "variation"}
MEASUREMENTS = ("count", "sum_value", "unique")
_ENCODE = msgspec.json.Encoder(order="sorted").encode
Buckets = Sequence[tuple[date, date, int | None]]


def is_aggregate(row: Mapping[str, object]) -> bool:
    """Whether a row is one dimension of an aggregate."""
    return {"dimensions", "measurements"} <= row.keys()


def read_aggregate(
    row: Mapping[str, object],
    page: Mapping[str, object],
    buckets: Buckets,
    context: BatchContext,
    index: int,
    log: IssueLog,
) -> list[EventLine]:
    """The lines of one dimension; none where it cannot be read, which is reported."""
    metric, told = metric_name(page.get("metric")), _dimensions(row, page, index, log)
    if metric is None:
        log.add(
            "KLAVIYO_METRIC_MISSING", index, path="metric", detail="The aggregate does not say of which metric it is."
        )
        return []
    figures = _figures(row, len(buckets), index, log)
    if told is None or figures is None:
        return []
    entity, breakdowns = told
    metric_id = text_of(page.get("conversion_metric_id")) or text_of(page.get("metric_id"))
    return [
        _line(
            metric,
            metric_id,
            entity,
            breakdowns,
            bucket,
            tuple(figures[name][place] for name in MEASUREMENTS),
            page,
            context,
        )
        for place, bucket in enumerate(buckets)
    ]


def _dimensions(
    row: Mapping[str, object], page: Mapping[str, object], index: int, log: IssueLog
) -> tuple[dict[str, str], dict[str, str]] | None:
    """Entity and breakdown cell of a row; an empty dimension belongs to none."""
    values, by = row.get("dimensions"), page.get("by")
    names = [by] if isinstance(by, str) else by if isinstance(by, list) else []
    values = [values] if isinstance(values, str) else values
    if not isinstance(values, list) or (values and len(values) != len(names)):
        size = len(values) if isinstance(values, list) else 1
        detail = f"It has {size} dimensions, and `by` names {len(names)}."
        log.add("KLAVIYO_BY_MISSING", index, path="dimensions", value=values, detail=detail)
        return None
    entity, breakdowns = dict[str, str](), dict[str, str]()
    for name, value in zip(map(str, names), map(text_of, values), strict=False):
        if value is None:
            continue
        if name in _ENTITY:
            entity[_ENTITY[name]] = value
        else:
            breakdowns[_SHOWN.get(name, name.removeprefix("$"))] = value
    return entity, breakdowns


def _figures(row: Mapping[str, object], size: int, index: int, log: IssueLog) -> dict[str, list[Decimal | None]] | None:
    """Each measurement by bucket; what is not asked for is unknown."""
    told = row.get("measurements")
    found: dict[str, list[Decimal | None]] = {}
    for name in MEASUREMENTS:
        values = told.get(name) if isinstance(told, Mapping) else None
        values = [None] * size if values is None else values if isinstance(values, list) else [values]
        if len(values) != size:
            detail = f"{name} has {len(values)} values for {size} dates."
            log.add("SERIES_LENGTH", index, path=f"measurements.{name}", value=len(values), detail=detail)
            return None
        found[name] = [_number(value, name, index, log) for value in values]
    return None if index in log.rejected else found


def _number(value: object, name: str, index: int, log: IssueLog) -> Decimal | None:
    if value is None:
        return None
    path = f"measurements.{name}"
    code, number = parse_number(value)
    if code is not None:
        log.add(code, index, path=path, value=value)
    if number is None:
        return None
    if name != "sum_value" and (number < 0 or number != number.to_integral_value()):
        log.add("NEGATIVE_COUNT" if number < 0 else "NOT_AN_INTEGER", index, path=path, value=value)
        return None
    if abs(number) >= (MONEY_LIMIT if name == "sum_value" else COUNT_LIMIT):
        log.add("OUT_OF_RANGE", index, path=path, value=value)
        return None
    return number


def _line(
    metric: str,
    metric_id: str | None,
    entity: Mapping[str, str],
    breakdowns: Mapping[str, str],
    bucket: tuple[date, date, int | None],
    figures: tuple[Decimal | None, ...],
    page: Mapping[str, object],
    context: BatchContext,
) -> EventLine:
    start, stop, hour = bucket
    count, value, unique = figures
    meaning = meaning_of(metric)
    flow, campaign, message = (entity.get(name) for name in ("flow_id", "campaign_id", "message_id"))
    whose = ["m", message] if message else ["c", flow or campaign or "", entity.get("channel") or ""]
    cell = [metric.casefold(), context.account_id, whose, sorted(breakdowns.items()), start, stop, hour]
    zone = text_of(page.get("timezone")) or context.timezone
    return EventLine(
        f"aggregate {_ENCODE(cell).decode()}",
        metric,
        start,
        stop,
        metric_id=metric_id,
        measure=meaning.measure,
        is_aggregate=True,
        account_id=context.account_id,
        account_timezone=zone,
        campaign_id=flow or campaign,
        campaign_type="FLOW" if flow else "CAMPAIGN" if campaign else None,
        message_id=message,
        channel=channel_of(entity.get("channel")) or (meaning.channel.value if meaning.channel else None),
        breakdowns=_ENCODE(dict(breakdowns)).decode() if breakdowns else None,
        hour=hour,
        currency=context.currency,
        event_count=None if count is None else int(count),
        event_value=None if value is None else value.quantize(Decimal("0.000001")),
        unique_count=None if unique is None else int(unique),
    )


def read_buckets(stated: Sequence[Mapping[str, object]]) -> list[tuple[date, date, int | None]] | None:
    """First and last day and hour of each bucket; None where a date cannot be read."""
    found: list[tuple[date, date, int | None]] = []
    for bucket in stated:
        start = parse_day(bucket.get("date"))[1]
        stop = parse_day(bucket["date_stop"])[1] if bucket.get("date_stop") else start
        hour = bucket.get("hour")
        if start is None or stop is None:
            return None
        found.append((start, stop, hour if isinstance(hour, int) else None))
    return found
