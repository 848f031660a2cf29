"""Meta's figures besides conversions: clicks by kind, video, hours, view-through conversions, date basis."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

import msgspec
import numpy as np

from domain.conversions import ClickBasis, ConversionRules, LastTier
from domain.issue_log import IssueLog
from domain.normalize.columns import Column
from domain.normalize.draft import Draft
from domain.normalize.numbers import ABSENT, BEYOND, COUNTS, DECIMALS, Numbers
from domain.records import MICROS
from domain.sources.meta_actions import ActionTable, read_actions
from domain.sources.meta_counts import count_families, count_primary
from domain.vocabulary import DateBasis

STAT_COLUMNS: Mapping[str, str] = {
    "outbound_clicks": "outbound_clicks",
    "video_views": "video_play_actions",
    "video_p25": "video_p25_watched_actions",
    "video_p50": "video_p50_watched_actions",
    "video_p75": "video_p75_watched_actions",
    "video_p95": "video_p95_watched_actions",
    "video_p100": "video_p100_watched_actions",
    "thruplays": "video_thruplay_watched_actions",
}
"""Counts that Insights gives as a list of action stats, and exports as a number."""
HOURLY = ("hourly_stats_aggregated_by_advertiser_time_zone", "hourly_stats_aggregated_by_audience_time_zone")
VIEW = "1d_view"
_HOUR = re.compile(r"\s*([01]?\d|2[0-3]):[0-5]\d")
_BY_CONVERSION = frozenset({"conversion", "mixed"})
"""`mixed` books delivery by impression and conversions by their own day."""


def settle_clicks(draft: Draft, actions: ActionTable) -> None:
    """`clicks` as the rules want them, and link clicks from their field or the action."""
    clicks = draft.number("clicks")
    link_clicks = draft.number("link_clicks").filled(_whole(actions.of_type("link_click")))
    only_link = ~clicks.known & draft.number("link_clicks").known
    draft.numbers["link_clicks"] = link_clicks
    if draft.rules.click_basis is ClickBasis.LINK:
        _count_link_clicks(draft, clicks, link_clicks)
        return
    draft.numbers["clicks"] = clicks.filled(Numbers(link_clicks.values, only_link))
    draft.texts["click_basis"] = ["LINK" if link else "ALL" for link in only_link.tolist()]


def _count_link_clicks(draft: Draft, clicks: Numbers, link_clicks: Numbers) -> None:
    """All clicks do not stand in for link clicks: where these are unknown, so are `clicks`."""
    for position in np.flatnonzero(clicks.known & ~link_clicks.known).tolist():
        draft.report("LINK_CLICKS_MISSING", position, int(clicks.values[position]), name="clicks")
    draft.numbers["clicks"] = Numbers(link_clicks.values.copy(), link_clicks.known.copy())
    draft.texts["click_basis"] = [ClickBasis.LINK.value] * len(draft)


def settle_counts(draft: Draft) -> None:
    """Outbound clicks, video plays and quartiles: the sum of each list, or the number that stands in its place."""
    for column, name in STAT_COLUMNS.items():
        if name in draft.names:
            draft.numbers[column] = draft.number(column).filled(_read_count(draft, name))


def _read_count(draft: Draft, name: str) -> Numbers:
    numbers, lists = apart(draft, name)
    listed = _whole(read_actions(lists, name).total())
    return listed if numbers is None else numbers.read_number(name, COUNTS).filled(listed)


def apart(draft: Draft, name: str) -> tuple[Draft | None, Draft]:
    """The field's numbers, None where it has none, and its lists: one batch may hold rows of both kinds."""
    column = draft.column(name)
    if column.holds_lists and not column.loose:
        return None, draft
    cells = column.cells()
    plain = [
        type(cell) in {int, float, bool} or (type(cell) is str and not cell.lstrip().startswith(("[", "{")))
        for cell in cells
    ]
    if not any(plain):
        return None, draft
    numbers = [cell if is_plain else ABSENT for cell, is_plain in zip(cells, plain, strict=True)]
    lists = [ABSENT if is_plain else cell for cell, is_plain in zip(cells, plain, strict=True)]
    return (
        replace(draft, columns={name: Column.of(name, numbers)}),
        replace(draft, columns={name: Column.of(name, lists)}),
    )


def _whole(micros: Numbers) -> Numbers:
    """Counts of figures in micros; a sum that is out of range stays so."""
    beyond = np.abs(micros.values) > DECIMALS.limit
    return Numbers(np.where(beyond, BEYOND, micros.values // MICROS * COUNTS.factor), micros.known)


def settle_hours(draft: Draft) -> None:
    """The hour of "13:00:00 - 13:59:59" is 13. The field stays a breakdown: the two clocks are two reports."""
    hours = draft.number("hour")
    for name in HOURLY:
        if name in draft.names:
            hours = hours.filled(_hours_of(draft.cells(name)))
    draft.numbers["hour"] = hours


def _hours_of(cells: list[object]) -> Numbers:
    matches = [_HOUR.match(cell) if isinstance(cell, str) else None for cell in cells]
    known = np.array([match is not None for match in matches], np.bool_)
    return Numbers(np.array([int(match[1]) if match else 0 for match in matches], np.int64), known)


def settle_date_basis(draft: Draft) -> None:
    """CONVERSION where the report was asked by the day of conversions, as the row or the caller says."""
    name = "action_report_time"
    told = draft.context.metadata.get(name)
    if name not in draft.names and told is None:
        return
    stated = [cell if isinstance(cell, str) else told for cell in draft.cells(name)]
    by_conversion = [str(cell or "").strip().lower() in _BY_CONVERSION for cell in stated]
    default = draft.spec.date_basis.value
    draft.texts["date_basis"] = [DateBasis.CONVERSION.value if by else default for by in by_conversion]


def settle_view_through(draft: Draft) -> None:
    """The 1-day-view part of the primary conversions, where a row's action stats tell it."""
    column = draft.column("actions")
    if not _may_have_windows(column):
        return
    lists = [_opened(cell) for cell in column.cells()]
    viewed = [any(isinstance(item, dict) and item.get(VIEW) is not None for item in items) for items in lists]
    if not any(viewed):
        return
    parts: list[object] = [
        [_view_part(item) for item in items if isinstance(item, dict)] if has else ABSENT
        for items, has in zip(lists, viewed, strict=True)
    ]
    silent = replace(draft, columns={"actions": Column.of("actions", parts)}, log=IssueLog())
    seen = _count_views(silent, replace(draft.rules, last_tier=LastTier.SUM))
    draft.numbers["view_through_conversions"] = Numbers(seen.values, seen.known & np.asarray(viewed, np.bool_))


def _count_views(draft: Draft, rules: ConversionRules) -> Numbers:
    counts, nothing = read_actions(draft, "actions"), read_actions(draft, "action_values")
    primary = count_primary(count_families(counts, nothing, rules), counts, nothing, rules)
    return primary.counts if primary else Numbers.missing(len(draft))


def _view_part(item: Mapping[str, object]) -> dict[str, object]:
    """The item with its view count for a value; a window without conversions is left out by the platform."""
    seen = item.get(VIEW)
    return {**item, "value": 0 if seen is None else seen}


def _may_have_windows(column: Column) -> bool:
    """False where every item has a type and a value and nothing else: most reports, told at a glance."""
    if column.holds_lists:
        inner = column.parsed.type.value_type
        names = {inner.field(place).name for place in range(inner.num_fields)}
        return VIEW in names or _hold_more(list(column.loose.values()))
    return _hold_more(column.cells())


def _hold_more(cells: list[object]) -> bool:
    kinds = set(map(type, cells))
    if str in kinds:
        return True
    lists = cells if kinds == {list} else [cell for cell in cells if type(cell) is list]
    try:
        return not set(map(len, chain.from_iterable(lists))) <= {2}  # type: ignore[arg-type]
    except TypeError:  # an item without a length
        return True


def _opened(cell: object) -> list[object]:
    if isinstance(cell, str):
        try:
            cell = msgspec.json.decode(cell)
        except msgspec.DecodeError:
            return []
    return cell if isinstance(cell, list) else []
