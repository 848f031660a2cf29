"""Where engines differ in words; the queries themselves are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from domain.calendar.seasons import NORTHERN, OPPOSITE, SOUTHERN_COUNTRIES


@dataclass(frozen=True, slots=True)
class Dialect:
    """Words of one engine."""

    parameter: Callable[[str], str]
    """A named parameter."""
    start_of: Callable[[str, str], str]
    """First day of the bucket (second argument) that holds a day."""
    iso_day_of_week: Callable[[str], str]
    month_of: Callable[[str], str]
    latest: Callable[[str, str], str]
    """Value of the first expression where the second is largest; rows with a missing value do not count."""
    seen_order: str
    """Whole number that grows with `last_observed_at`, then with `date_stop`."""
    json_text: Callable[[str, str], str]
    """Text under a name of a JSON column."""
    shift_right: Callable[[str, int], str]
    floating: Callable[[str], str]
    """The expression as a double."""

    def calendar(self, expression: str) -> str:
        """A calendar column over `date_start`."""
        if expression == "day":
            return "date_start"
        if expression == "day_of_week":
            return self.iso_day_of_week("date_start")
        if expression == "season":
            return self._season()
        return self.start_of("date_start", expression)

    def _season(self) -> str:
        countries = ", ".join(f"'{country}'" for country in sorted(SOUTHERN_COUNTRIES))
        month = self.month_of("date_start")
        north = " ".join(f"WHEN {number} THEN '{name}'" for number, name in enumerate(NORTHERN, 1))
        south = " ".join(f"WHEN {number} THEN '{OPPOSITE[name]}'" for number, name in enumerate(NORTHERN, 1))
        return (
            f"CASE WHEN upper(country) IN ({countries}) THEN CASE {month} {south} END ELSE CASE {month} {north} END END"
        )


@dataclass(slots=True)
class Binder:
    """Collects parameters; a value never becomes SQL text."""

    dialect: Dialect
    values: dict[str, object] = field(default_factory=dict)

    def bind(self, value: object) -> str:
        """The parameter that stands for one value."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return self.dialect.parameter(name)

    def bind_list(self, values: Iterable[object]) -> str:
        """The parameters of a list, in parentheses; an empty list matches nothing."""
        return "(" + (", ".join(self.bind(value) for value in values) or "NULL") + ")"
