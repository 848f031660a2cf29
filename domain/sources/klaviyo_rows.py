"""Klaviyo's reports as flat rows: values reports one to one, series one row per bucket.

A series answer has `date_times` beside its results, and each statistic is an array aligned to them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from domain.issues import IssueLog
from domain.normalize.texts import parse_day
from domain.sources.envelopes import Opened
from domain.sources.spec import BatchContext, FlatBatch, RawBatch

CONTEXT_KEYS = ("conversion_metric_id", "metric", "by", "timeframe")


def open_envelope(entry: Mapping[str, object]) -> Opened | None:
    """Results of a report answer, its dates, and whether more pages follow."""
    data = entry.get("data")
    attributes = data.get("attributes") if isinstance(data, dict) else None
    if not isinstance(attributes, dict) or not isinstance(attributes.get("results"), list):
        return _open_bare_results(entry)
    context = {key: entry[key] for key in CONTEXT_KEYS if key in entry}
    context |= {key: attributes[key] for key in (*CONTEXT_KEYS, "date_times") if key in attributes}
    links = entry.get("links")
    return attributes["results"], context, isinstance(links, dict) and bool(links.get("next"))


def _open_bare_results(entry: Mapping[str, object]) -> Opened | None:
    results = entry.get("results")
    if not isinstance(results, list):
        return None
    return results, {key: entry[key] for key in (*CONTEXT_KEYS, "date_times") if key in entry}, False


def flatten(raw: RawBatch, context: BatchContext, log: IssueLog) -> FlatBatch:
    """Flat rows: groupings and statistics side by side, and the conversion metric of their page."""
    rows: list[Mapping[str, object]] = []
    origin: list[int] = []
    paths: dict[str, str] = {}
    said = {key: context.metadata[key] for key in CONTEXT_KEYS if key in context.metadata}
    pages = _page_of_each_row(raw)
    for index, row in enumerate(raw.rows):
        if isinstance(row, dict):
            found = _flat_rows(row, said | dict(pages[index]), index, log, paths)
            rows.extend(found)
            origin.extend([index] * len(found))
    return FlatBatch(rows, origin, paths)


def _page_of_each_row(raw: RawBatch) -> list[Mapping[str, object]]:
    contexts: list[Mapping[str, object]] = [{}] * len(raw.rows)
    bounds = [*(page.first_row for page in raw.pages[1:]), len(raw.rows)]
    for page, end in zip(raw.pages, bounds, strict=False):
        contexts[page.first_row : end] = [page.context] * (end - page.first_row)
    return contexts


def _flat_rows(
    row: Mapping[str, object], page: Mapping[str, object], index: int, log: IssueLog, paths: dict[str, str]
) -> list[Mapping[str, object]]:
    statistics, groupings = row.get("statistics"), row.get("groupings")
    if not isinstance(statistics, dict):
        return [{**_metric_of(page), **row}] if page else [row]
    paths.update({name: f"statistics.{name}" for name in statistics})
    named = (groupings if isinstance(groupings, dict) else {}) | _metric_of(page) | {"reported": True}
    paths.update({name: f"groupings.{name}" for name in named})
    date_times = page.get("date_times")
    if isinstance(date_times, list) and any(isinstance(values, list) for values in statistics.values()):
        return _series_rows(named, statistics, date_times, index, log)
    return [named | statistics]


def _metric_of(page: Mapping[str, object]) -> dict[str, object]:
    metric = page.get("metric")
    told: dict[str, object] = {}
    if page.get("conversion_metric_id"):
        told["conversion_metric_id"] = page["conversion_metric_id"]
    if isinstance(metric, dict) and metric.get("name"):
        told["conversion_metric_name"] = metric["name"]
    return told


def _series_rows(
    named: dict[str, object],
    statistics: Mapping[str, object],
    date_times: Sequence[object],
    index: int,
    log: IssueLog,
) -> list[Mapping[str, object]]:
    for name, values in statistics.items():
        if not isinstance(values, list) or len(values) != len(date_times):
            length = len(values) if isinstance(values, list) else 1
            detail = f"{length} values for {len(date_times)} dates."
            log.add("SERIES_LENGTH", index, path=f"statistics.{name}", value=length, detail=detail)
            return []
    buckets = _buckets(date_times)
    return [
        named | bucket | {name: values[place] for name, values in statistics.items() if isinstance(values, list)}
        for place, bucket in enumerate(buckets)
    ]


def _buckets(date_times: Sequence[object]) -> list[dict[str, object]]:
    """Day, period or hour of each bucket, from the distance to the next one."""
    days = [parse_day(value)[1] for value in date_times]
    if len(set(days)) < len(days):
        return [{"date": value, "hour": _hour_of(value)} for value in date_times]
    return [{"date": value, "date_stop": _last_day(days, place) or value} for place, value in enumerate(date_times)]


def _hour_of(value: object) -> object:
    return int(str(value)[11:13]) if str(value)[11:13].isdigit() else None


def _last_day(days: Sequence[date | None], place: int) -> str | None:
    start, after = days[place], days[place + 1] if place + 1 < len(days) else None
    if start is None:
        return None
    if after is None:
        after = _after_last(days)
    return (after - timedelta(days=1)).isoformat() if after is not None and after > start else None


def _after_last(days: Sequence[date | None]) -> date | None:
    """Start of the bucket that would follow: the same distance again, or the next month for monthly ones."""
    known = [day for day in days if day is not None]
    if len(known) <= 1:
        return None
    last, distance = known[-1], known[-1] - known[-2]
    if distance.days < 28 or last.day != 1:  # noqa: PLR2004 - the shortest month
        return last + distance
    return (last.replace(day=1) + timedelta(days=32)).replace(day=1)
