"""Klaviyo's answers: reports as flat rows, events and aggregates of them as event lines.

Values reports give one row each, series one per bucket: a series answer has `date_times` beside its results, and each
statistic is an array aligned to them. Objects of campaigns, lists and metrics only tell about others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.event_lines import Entity, EventLine
from domain.issue_log import IssueLog
from domain.normalize.texts import parse_day
from domain.sources.envelopes import page_contexts
from domain.sources.klaviyo_aggregates import is_aggregate, read_aggregate, read_buckets
from domain.sources.klaviyo_envelopes import CONTEXT_KEYS, unfold
from domain.sources.klaviyo_events import Zone, is_event, read_event
from domain.sources.klaviyo_metrics import metric_name, part_of, text_of
from domain.sources.klaviyo_objects import is_object, read_entities, tells_names
from domain.sources.spec import BatchContext, FlatBatch, FlatRow, RawBatch

NO_ROW = -1
"""Place of what no raw row tells."""
_INTERVALS = {"hour": "hourly", "day": "daily", "week": "weekly", "month": "monthly"}
ONE_DAY = timedelta(days=1)
SHORTEST_MONTH = 28


def flatten(raw: RawBatch, context: BatchContext, log: IssueLog) -> FlatBatch:
    """Flat rows: groupings and statistics side by side, and the conversion metric of their page; lines of events."""
    rows: list[FlatRow] = []
    flat = FlatBatch(rows, [], paths := dict[str, str]())
    said = {key: context.metadata[key] for key in CONTEXT_KEYS if key in context.metadata}
    pages, zone = page_contexts(raw), Zone.of(context)
    raw = replace(raw, rows=[unfold(row) for row in raw.rows])
    learned = _metrics_in(raw.rows)
    for index, row in enumerate(raw.rows):
        if not isinstance(row, dict):
            continue
        page = said | dict(pages[index])
        lines = _read_lines(row, page, learned, context, zone, index, log)
        if lines is not None:
            flat.lines.extend(lines)
            flat.line_origin.extend([index] * len(lines))
        elif not is_object(row):
            found = _flat_rows(row, page, context, index, log, paths)
            rows.extend(found)
            flat.origin.extend([index] * len(found))
    _read_objects(raw, said, pages, flat)
    flat = replace(flat, tells_of_others=any(isinstance(row, dict) and tells_names(row) for row in raw.rows))
    if zone.name is None and any(not line.is_aggregate for line in flat.lines):
        log.add("EVENT_DAYS_IN_UTC")
    return flat


def _read_objects(
    raw: RawBatch, said: Mapping[str, object], pages: Sequence[Mapping[str, object]], flat: FlatBatch
) -> None:
    """What objects tell of campaigns and messages, those beside the rows too."""
    beside = (said, *{id(page): page for page in pages}.values())
    entities, origin = read_entities(raw.rows, _names(beside, "audiences"))
    messages = [Entity("ad_id", told, name) for told, name in _names(beside, "messages").items()]
    flat.entities.extend([*messages, *entities])
    flat.entity_origin.extend([*[NO_ROW] * len(messages), *origin])


def _names(told: Iterable[Mapping[str, object]], key: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for page in told:
        names = page.get(key)
        found |= {str(i): str(name) for i, name in names.items()} if isinstance(names, dict) else {}
    return found


def _read_lines(
    row: Mapping[str, object],
    page: Mapping[str, object],
    learned: Mapping[str, str],
    context: BatchContext,
    zone: Zone,
    index: int,
    log: IssueLog,
) -> list[EventLine] | None:
    """Event lines of a row; None where it is none of those."""
    if is_event(row):
        line = read_event(row, {**learned, **_metrics_of(page)}, context, zone, index, log)
        return [] if line is None else [line]
    if not is_aggregate(row):
        return None
    dates = page.get("dates")
    stated = _INTERVALS.get(str(page.get("interval", "")).lower())
    buckets = (
        read_buckets(_buckets(dates, {**page, "interval": stated or ""}, context)) if isinstance(dates, list) else None
    )
    if buckets is None:
        log.add("MISSING_DATE", index, path="dates", detail="The aggregate has no readable `dates` beside its data.")
        return []
    return read_aggregate(row, page, buckets, context, index, log)


def _metrics_in(rows: Sequence[object]) -> dict[str, str]:
    """Names by id of the metrics that are rows themselves."""
    metrics = [row for row in rows if part_of(row, "type") == "metric"]
    return {i: n for row in metrics if (i := text_of(part_of(row, "id"))) and (n := metric_name(row))}


def _metrics_of(page: Mapping[str, object]) -> dict[str, str]:
    """Names of metrics by their id; under the empty id the only one that the caller names."""
    named = page.get("metrics")
    found = {str(i): n for i, told in named.items() if (n := metric_name(told))} if isinstance(named, dict) else {}
    name = metric_name(page.get("metric"))
    own = page.get("conversion_metric_id") or page.get("metric_id") or part_of(page.get("metric"), "id")
    return found | ({text_of(own) or "": name} if name else {})


def _flat_rows(
    row: Mapping[str, object],
    page: Mapping[str, object],
    context: BatchContext,
    index: int,
    log: IssueLog,
    paths: dict[str, str],
) -> list[Mapping[str, object]]:
    statistics, groupings = row.get("statistics"), row.get("groupings")
    if not isinstance(statistics, dict):
        return [{**_metric_of(page), **row}]
    paths.update({name: f"statistics.{name}" for name in statistics})
    beside = {name: value for name, value in row.items() if name not in {"statistics", "groupings"}}
    named = {**_metric_of(page), **beside, **(groupings if isinstance(groupings, dict) else {})}
    paths.update({name: f"groupings.{name}" for name in named if name not in beside})
    if "opens" in statistics or "opens_unique" in statistics:
        named["opens_include_mpp"] = True  # Apple's privacy opens cannot be taken out of a report
    date_times = page.get("date_times")
    if isinstance(date_times, list) and any(isinstance(values, list) for values in statistics.values()):
        return _series_rows(named, statistics, _buckets(date_times, page, context), index, log)
    return [_timeframe_of(page) | named | statistics]


def _timeframe_of(page: Mapping[str, object]) -> dict[str, object]:
    """The days of a report whose rows carry none, where the caller names its timeframe."""
    timeframe = page.get("timeframe")
    if isinstance(timeframe, dict) and timeframe.get("start") and timeframe.get("end"):
        return {"date": timeframe["start"], "date_stop": timeframe["end"]}
    return {}


def _metric_of(page: Mapping[str, object]) -> dict[str, object]:
    metric = page.get("metric")
    name = metric.get("name") if isinstance(metric, dict) else metric
    told: dict[str, object] = {}
    if page.get("conversion_metric_id"):
        told["conversion_metric_id"] = page["conversion_metric_id"]
    if isinstance(name, str) and name:
        told["conversion_metric_name"] = name
    return told


def _series_rows(
    named: dict[str, object],
    statistics: Mapping[str, object],
    buckets: list[dict[str, object]],
    index: int,
    log: IssueLog,
) -> list[Mapping[str, object]]:
    for name, values in statistics.items():
        if not isinstance(values, list) or len(values) != len(buckets):
            length = len(values) if isinstance(values, list) else 1
            detail = f"{length} values for {len(buckets)} dates."
            log.add("SERIES_LENGTH", index, path=f"statistics.{name}", value=length, detail=f"{name} has {detail}")
            return []
    return [
        named | bucket | {name: values[place] for name, values in statistics.items() if isinstance(values, list)}
        for place, bucket in enumerate(buckets)
    ]


def _buckets(
    date_times: Sequence[object], page: Mapping[str, object], context: BatchContext
) -> list[dict[str, object]]:
    """Day, period or hour of each bucket: its length is said by the caller, or is the distance to the next one."""
    days = [parse_day(value)[1] for value in date_times]
    interval = str(page.get("interval", "")).lower()
    if interval == "hourly" or len(set(days)) < len(days):
        return [{"date": value, "hour": _hour_of(value)} for value in date_times]
    ends = [after - ONE_DAY if after is not None else None for after in _starts_after(days, interval)]
    latest = _latest_day(page, context)
    if len(days) == 1 and not interval and (context.period is not None or _timeframe_of(page)):
        ends = [latest]  # one bucket over the whole report
    return [
        {
            "date": value,
            "date_stop": value if end is None or start is None else max(start, min(end, latest)).isoformat(),
        }
        for value, start, end in zip(date_times, days, ends, strict=True)
    ]


def _latest_day(page: Mapping[str, object], context: BatchContext) -> date:
    """A bucket that is still running ends today, or with the report's timeframe."""
    end = parse_day(_timeframe_of(page).get("date_stop"))[1]
    known = [day for day in (end, context.period.end if context.period else None, context.today) if day is not None]
    return min(known)


def _hour_of(value: object) -> object:
    return int(str(value)[11:13]) if str(value)[11:13].isdigit() else None


def _starts_after(days: Sequence[date | None], interval: str) -> list[date | None]:
    """Start of the bucket that follows each one."""
    following = [*days[1:], None]
    if days and days[-1] is not None:
        following[-1] = _after_last([day for day in days if day is not None], interval)
    return following


def _after_last(known: Sequence[date], interval: str) -> date:
    """Start of the bucket that would follow the last one: as said, or the same distance again."""
    last = known[-1]
    distance = known[-1] - known[-2] if len(known) > 1 else {"weekly": ONE_DAY * 7}.get(interval, ONE_DAY)
    monthly = interval == "monthly" or (interval != "weekly" and distance.days >= SHORTEST_MONTH and last.day == 1)
    return (last.replace(day=1) + ONE_DAY * 32).replace(day=1) if monthly else last + distance
