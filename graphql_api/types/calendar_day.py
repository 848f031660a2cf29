"""The type of a day, over the domain's rows: a field for each of theirs."""

from __future__ import annotations

from typing import Any

import strawberry

from domain.calendar import CALENDAR_FIELDS


def _calendar_day() -> Any:
    namespace: dict[str, Any] = {"__annotations__": {f.name: f.annotation for f in CALENDAR_FIELDS}}
    namespace |= {f.name: strawberry.field(description=f.meaning) for f in CALENDAR_FIELDS}
    namespace |= {"__module__": __name__, "is_type_of": classmethod(lambda *_: True)}
    return strawberry.type(
        type("CalendarDay", (), namespace), description="One day, and all that the calendar says of it."
    )


CalendarDay = _calendar_day()
