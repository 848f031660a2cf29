"""Tables that Fivetran and dlt land Insights in: reports in one, their action stats in others, a row for each item.

`{"basic_ad": [...], "basic_ad_actions": [...], "basic_ad_action_values": [...]}` becomes rows of reports with their
lists. Rows of actions alone would take the place of the delivery of the same ad and day: they are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from domain.normalize.bookkeeping import is_bookkeeping
from domain.normalize.numbers import ABSENT

Row = Mapping[str, object]
LISTS = (
    "actions",
    "action_values",
    "conversions",
    "conversion_values",
    "purchase_roas",
    "outbound_clicks",
    "video_play_actions",
    "video_p25_watched_actions",
    "video_p50_watched_actions",
    "video_p75_watched_actions",
    "video_p95_watched_actions",
    "video_p100_watched_actions",
    "video_thruplay_watched_actions",
)
_WINDOW = re.compile(r"_(\d+)_?d_(click|view|ev)")
_OF_ITEMS = frozenset({"action_type", "value", "index", "inline", "dda", "_dlt_list_idx"})
_PARENT, _ID = "_dlt_parent_id", "_dlt_id"


def is_action_row(keys: frozenset[str]) -> bool:
    """Whether a row is one action of a landed table, without a report around it.

    >>> is_action_row(frozenset({"ad_id", "date", "index", "action_type", "value", "_fivetran_id"}))
    True
    """
    return (
        "action_type" in keys and bool(keys & {"value", _PARENT, "index"}) and keys.isdisjoint({"spend", "impressions"})
    )


def join_tables(payload: object) -> object:
    """The rows of reports with their lists, where `payload` is tables by name; else the payload itself."""
    if not isinstance(payload, dict) or "data" in payload or "error" in payload:
        return payload
    tables = {name: rows for name, rows in payload.items() if isinstance(name, str) and isinstance(rows, list)}
    children = {name: list_of(name) for name in tables if list_of(name)}
    if len(tables) != len(payload) or not children:
        return payload
    if len(children) == len(tables):  # none has the reports: each item is refused by itself
        return [item for items in tables.values() for item in items]
    rows: list[object] = [row for name in tables if name not in children for row in tables[name]]
    for name, stats in children.items():
        if stats is not None:
            rows = _attach(rows, tables[name], stats)
    return rows


def list_of(table: str) -> str | None:
    """The list that a table of items holds.

    >>> list_of("basic_ad_action_values"), list_of("facebook_insights__actions"), list_of("basic_ad")
    ('action_values', 'actions', None)
    """
    name = table.lower()
    return next((stats for stats in sorted(LISTS, key=len, reverse=True) if name.endswith(f"_{stats}")), None)


def _attach(rows: Sequence[object], items: Sequence[object], stats: str) -> list[object]:
    """The rows with the items of one table; items whose report has no row become a row of their own."""
    stated = [item for item in items if isinstance(item, dict)]
    names = _joining(rows, stated)
    by_key: dict[tuple[object, ...], list[Row]] = {}
    for item in stated:
        by_key.setdefault(_key(item, names, child=True), []).append(item)
    joined: list[object] = []
    for row in rows:
        own = by_key.pop(_key(row, names), []) if isinstance(row, dict) else None
        joined.append(row if own is None or not isinstance(row, dict) else {**row, stats: _to_stats(own)})
    late = [{**_entity(own[0]), stats: _to_stats(own)} for own in by_key.values() if _to_stats(own)]
    return [*joined, *late, *(item for item in items if not isinstance(item, dict))]


def _joining(rows: Sequence[object], items: Sequence[Row]) -> tuple[str, ...]:
    """Names by which items know their row: dlt's parent, else what both say of ad, day and breakdown."""
    if any(_PARENT in item for item in items):
        return (_PARENT,)
    of_rows = {name for row in rows if isinstance(row, dict) for name in row}
    of_items = {name for item in items for name in _entity(item)}
    shared = tuple(sorted(of_rows & of_items)) if of_rows else tuple(sorted(of_items))
    keys = [_key(row, shared) for row in rows if isinstance(row, dict)]
    both = "_fivetran_id" in of_rows and any("_fivetran_id" in item for item in items)
    return (*shared, "_fivetran_id") if both and len(set(keys)) < len(keys) else shared


def _key(row: Row, names: Sequence[str], *, child: bool = False) -> tuple[object, ...]:
    if names == (_PARENT,) and not child:
        return (_plain(row.get(_ID)),)
    return tuple(_plain(row.get(name)) for name in names)


def _plain(value: object) -> object:
    """Ids and days compare as text: one tool writes 7, another "7"; a day may have a time behind it."""
    return None if value is None or value is ABSENT else str(value).split("T")[0].removesuffix(" 00:00:00")


def _entity(item: Row) -> dict[str, object]:
    """What an item says of its report."""
    return {
        name: value
        for name, value in item.items()
        if name not in _OF_ITEMS
        and not name.startswith("action_")
        and not is_bookkeeping(name)
        and not _WINDOW.fullmatch(name)
        and name != "id"
    }


def _to_stats(items: Sequence[Row]) -> list[dict[str, object]]:
    """Items as Insights writes them; a row without type and value stands for an empty list."""
    return [_to_stat(item) for item in items if item.get("action_type") is not None or item.get("value") is not None]


def _to_stat(item: Row) -> dict[str, object]:
    stat: dict[str, object] = {}
    for name, value in item.items():
        window = _WINDOW.fullmatch(name)
        if window:
            name = f"{window[1]}d_{window[2]}"  # noqa: PLW2901
        elif name not in {"value", "inline", "dda"} and not name.startswith("action_"):
            continue
        if value is not None:
            stat[name] = value
    return stat
