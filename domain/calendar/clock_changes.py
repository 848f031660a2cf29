"""How long a day is in a time zone, and how far from UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

_HOUR = timedelta(hours=1)
_NO_TIME = timedelta()


@dataclass(frozen=True)
class ClockChanges:
    """A day in its time zone."""

    timezone: Annotated[str, "IANA time zone of the day; UTC where none was given."]
    hours_in_day: Annotated[float, "23, 24 or 25, in `timezone`; 24 where none was given."]
    utc_offset_start: Annotated[float, "Hours ahead of UTC when the day begins, in `timezone`."]
    is_dst: Annotated[bool, "Whether the clock is ahead for the summer at noon."]
    is_dst_change: Annotated[bool, "Whether the clock is changed on the day."]


def clock_changes(day: date, zone: str) -> ClockChanges:
    """A day in a time zone."""
    local = ZoneInfo(zone)
    start, end = _midnight(day, local), _midnight(day + timedelta(1), local)
    offset, next_offset = _offset(start), _offset(end)
    noon = datetime.combine(day, time(12), local)
    return ClockChanges(
        timezone=zone,
        # Two midnights of the same zone are subtracted by the wall clock; what the offset lost or won comes on top.
        hours_in_day=24 + (offset - next_offset) / _HOUR,
        utc_offset_start=offset / _HOUR,
        is_dst=_is_summer_time(noon),
        is_dst_change=offset != next_offset,
    )


def _is_summer_time(noon: datetime) -> bool:
    """Ahead of the standard; or at it, where the zone's winter is behind it (Ireland's law puts it so)."""
    if noon.dst():
        return (noon.dst() or _NO_TIME) > _NO_TIME
    new_years_day, july = (noon.replace(month=month, day=1) for month in (1, 7))
    return (new_years_day.dst() or _NO_TIME) < _NO_TIME and not july.dst()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()
