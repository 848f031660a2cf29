"""Groups of a batch's own event lines: what its records would be if nothing else were stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.event_lines import EventState, Group

Line = dict[str, object]
_FIGURES = ("event_count", "event_value", "unique_count", "apple_count")
_SERIES = ("metric", "metric_id", "measure", "is_aggregate", "currency")
_LABELS = ("account_timezone", "campaign_id", "campaign_name", "campaign_type", "message_id", "message_name")
_SHARED = ("account_id", "entity", "channel", "date_start", "date_stop", "hour", "breakdowns")


def group_lines(lines: pa.Table) -> tuple[list[Group], npt.NDArray[np.int64]]:
    """The groups in the order of their first line, and the place of that line.

    As the store does it: of an event that came twice the first counts, of a cell of an aggregate the last; a line that
    names no message belongs to the event that it is credited to, else to the account.
    """
    kept = _once_each(lines.to_pylist())
    resolved = _resolve([line for _, line in kept])
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, line in enumerate(resolved):
        groups.setdefault(tuple(line[name] for name in _SHARED), []).append(number)
    places = np.asarray([kept[members[0]][0] for members in groups.values()], np.int64)
    return [_group_of([resolved[number] for number in members]) for members in groups.values()], places


def _once_each(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    found: dict[object, tuple[int, Line]] = {}
    for place, line in enumerate(lines):
        if line["is_aggregate"] or line["event_id"] not in found:
            found[line["event_id"]] = (place, line)
    return sorted(found.values(), key=lambda entry: entry[0])


def _resolve(lines: Sequence[Line]) -> list[Line]:
    """Each line with the entity, channel and account that it belongs to."""
    named = {line["event_id"]: line for line in lines if line["message_id"] or line["campaign_id"]}
    placed = [line if line["event_id"] in named else _credited(line, named) for line in lines]
    carriers = _agreed((line["message_id"], line["channel"]) for line in lines)
    for line in placed:
        line["entity"] = f"m{line['message_id']}" if line["message_id"] else f"c{line['campaign_id'] or ''}"
        line["entity"] = line["entity"] if line["entity"] != "c" else ""
        usual = "email" if line["entity"] else "other"
        line["channel"] = line["channel"] or min(carriers.get(line["message_id"], {usual}))
    accounts = _agreed((line["entity"], line["account_id"]) for line in placed)
    for line in placed:
        known = accounts.get(line["entity"], set())
        line["account_id"] = line["account_id"] or (next(iter(known)) if len(known) == 1 else None)
    return placed


def _credited(line: Line, named: Mapping[object, Line]) -> Line:
    credit = named.get(line["attributed_id"])
    if credit is None:
        return line
    taken = {name: credit[name] for name in ("message_id", "campaign_id", "campaign_type")}
    return line | taken | {"channel": line["channel"] or credit["channel"]}


def _agreed(pairs: Iterable[tuple[object, object]]) -> dict[object, set[str]]:
    found: dict[object, set[str]] = {}
    for name, value in pairs:
        if name is not None and value is not None:
            found.setdefault(name, set()).add(str(value))
    return found


def _group_of(members: Sequence[Line]) -> Group:
    labels = {name: max((str(m[name]) for m in members if m[name] is not None), default=None) for name in _LABELS}
    series: dict[tuple[object, ...], list[Line]] = {}
    for member in members:
        series.setdefault(tuple(member[name] for name in _SERIES), []).append(member)
    states = [
        EventState(**dict(zip(_SERIES, names, strict=True)), **{f: _total(of_one, f) for f in _FIGURES})  # type: ignore[arg-type]
        for names, of_one in series.items()
    ]
    return {name: members[0][name] for name in _SHARED} | labels, states


def _total(lines: Sequence[Line], figure: str) -> int | Decimal | None:
    known = [value for line in lines if isinstance(value := line[figure], int | Decimal)]
    return sum(known) if known else None
