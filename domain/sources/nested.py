"""Rows of the platforms whose answers nest and spell names in several ways, as flat rows under one spelling.

`costInUsd`, `CostInUsd`, `COST_IN_USD` and `cost_in_usd` are one name; digits stand apart (`purchases_30_d`), as in
the tables that loaders land. What a loader keeps of its own (`_fivetran_synced`) is no fact and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from domain.issue_log import IssueLog
from domain.normalize.bookkeeping import is_bookkeeping
from domain.normalize.draft import Draft
from domain.sources.envelopes import page_contexts
from domain.sources.spec import BatchContext, FlatBatch, FlatRow, RawBatch
from domain.sources.total_rows import is_total

Row = Mapping[str, object]
Expand = Callable[[Row, Mapping[str, object]], Iterable[Row]]
"""The facts of one raw row, given what its page and the caller's `metadata` say."""

_EDGE = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_GAP = re.compile(r"[^0-9A-Za-z]+")
_INNER = "__"
"""How dlt joins the names of an object and of what is in it."""


@lru_cache(maxsize=16_384)
def spelled(name: str) -> str:
    """A name in the one spelling.

    >>> spelled("costInLocalCurrency"), spelled("SPEND_IN_MICRO_DOLLAR"), spelled("purchases30d")
    ('cost_in_local_currency', 'spend_in_micro_dollar', 'purchases_30_d')
    """
    return _GAP.sub("_", _EDGE.sub("_", name)).strip("_").lower()


@lru_cache(maxsize=4096)
def spelled_all(names: frozenset[str]) -> frozenset[str]:
    """Names in the one spelling, without those of loaders; of `metrics__spend` also the object, `metrics`."""
    own = [name for name in names if not is_bookkeeping(name)]
    return frozenset(spelled(part) for name in own for part in (name, name.partition(_INNER)[0]))


def _as_one(row: Row, page: Mapping[str, object]) -> Iterable[Row]:
    del page
    return (row,)


def _is_even(row: Row) -> None:
    del row


def flattener(
    expand: Expand = _as_one,
    *,
    lifted: frozenset[str] = frozenset(),
    null: frozenset[str] = frozenset(),
    uneven: Callable[[Row], str | None] = _is_even,
) -> Callable[[RawBatch, BatchContext, IssueLog], FlatBatch]:
    """How a source's rows become flat: `expand` gives the facts of each, objects become `outer_inner`.

    `lifted`: objects whose names stand for themselves. `null`: texts by which the platform says "no value".
    `uneven`: says which series of a row are not as long as the others, None where all are; such rows are refused.
    """

    def flatten(raw: RawBatch, context: BatchContext, log: IssueLog) -> FlatBatch:
        pages, said = page_contexts(raw), _said(context)
        rows: list[FlatRow] = []
        origin: list[int] = []
        paths: dict[str, str] = {}
        for index, row in enumerate(raw.rows):
            if isinstance(row, dict):
                ragged = uneven(row)
                if ragged is not None:
                    log.add("SERIES_LENGTH", index, detail=ragged)
                    continue
                facts = expand(_nested(row), {**said, **pages[index]})
                found = [_flat(fact, lifted, null, paths) for fact in facts]
                if len(found) == 1 and is_total(found[0]):
                    log.add("TOTAL_ROW_SKIPPED", index)
                    continue
                rows.extend(found)
                origin.extend([index] * len(found))
        return FlatBatch(rows, origin, paths)

    return flatten


def _said(context: BatchContext) -> Mapping[str, object]:
    """What the caller says of the rows: `metadata`, and the account's time zone where it is known."""
    zone = context.timezone or context.account_timezones.get(context.account_id or "")
    return {"timezone": zone, **context.metadata} if zone else context.metadata


def _nested(row: Row) -> Row:
    """A row whose objects a loader took apart, `dateRange__start__year`, with its objects."""
    if not any(_INNER in name for name in row):
        return row
    whole: dict[str, object] = {}
    for name, value in row.items():
        *outer, last = name.split(_INNER) if not is_bookkeeping(name) else (name,)
        place = whole
        for part in outer:
            inner = place.setdefault(part, {})
            place = inner if isinstance(inner, dict) else {}
        place[last] = value
    return whole


def _flat(row: Row, lifted: frozenset[str], null: frozenset[str], paths: dict[str, str]) -> dict[str, object]:
    flat: dict[str, object] = {}
    _spread(row, "", "", flat, lifted, paths)
    return (
        {name: value for name, value in flat.items() if not (isinstance(value, str) and value in null)}
        if null
        else flat
    )


def _spread(
    row: Row, prefix: str, path: str, flat: dict[str, object], lifted: frozenset[str], paths: dict[str, str]
) -> None:
    for key, value in row.items():
        if is_bookkeeping(key):
            continue
        name = prefix + spelled(key)
        if isinstance(value, dict):
            inner = prefix if key in lifted else f"{name}_"
            _spread(value, inner, f"{path}{key}.", flat, lifted, paths)
        elif value is not None or name not in flat:
            flat[name] = value
            paths.setdefault(name, path + key)


def hour_of(value: object) -> int | None:
    """The hour of a local time as written, `2024-03-01 13:00:00`, `2024-03-01T13` or `2024-03-01|13`.

    >>> hour_of("2024-03-01T13:00:00.000-08:00"), hour_of("2024-03-01")
    (13, None)
    """
    text = value[10:13] if isinstance(value, str) else ""
    return int(text[1:]) if text[:1] in {" ", "T", "|"} and text[1:].isdigit() else None


def day_of(value: object) -> object:
    """The day of a local time as written; what is no text stays as it is."""
    return value[:10] if isinstance(value, str) and hour_of(value) is not None else value


def leave_as_read(draft: Draft) -> None:
    """For sources whose fields say everything."""
    del draft


def channel_by_type(draft: Draft) -> None:
    """The channel of a row by its type of campaign, in any spelling; the source's own where the type says nothing."""
    channels = draft.spec.channels
    draft.texts["channel"] = [
        channels[spelled(kind)].value if kind and spelled(kind) in channels else None
        for kind in draft.text("campaign_type")
    ]
