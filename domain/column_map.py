"""What the columns of somebody's own rows mean: each a target, a unit and, for days, a form.

A map is `{"Amount spent": {"column": "spend", "unit": "UNITS"}, "Day": {"column": "date_start", "dateFormat": "DD.MM.YYYY"}}`;
a text in place of an object is the target alone. It comes with a batch or is stored for an organization.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from domain.dates import check_date_format
from domain.errors import InvalidInputError
from domain.records import ADDITIVE, BY_NAME, Column, Kind, Role
from domain.sources.spec import Unit

ColumnMap = Mapping[str, "ColumnUse"]
Path = tuple[str, ...]
BREAKDOWN, METRIC, IGNORE = "breakdown:", "platformMetric:", "ignore"
MOST_COLUMNS = 500
MOST_CHARACTERS = 200
NAMES = ("column", "unit", "dateFormat")
UNITS = {unit.name: unit for unit in Unit}
_TEXTS = """account_id account_name account_timezone campaign_id campaign_name ad_group_id ad_group_name ad_id ad_name
campaign_type channel objective status landing_url utm_source utm_medium utm_campaign utm_content utm_term country device
currency""".split()
_DAYS = ("date_start", "date_stop")
_SHORT = {"date": "date_start", "day": "date_start", "time_zone": "account_timezone"}
"""Other words for targets."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What one column means: `target` is a canonical column, `breakdown:NAME`, `platformMetric:NAME` or `ignore`."""

    target: str
    unit: Unit = Unit.UNITS
    date_format: str | None = None

    @property
    def stated(self) -> dict[str, str]:
        """As the API spells it."""
        form = {"dateFormat": self.date_format} if self.date_format else {}
        return {"column": self.target, **({"unit": self.unit.name} if _is_money(self.target) else {}), **form}


def targets() -> tuple[str, ...]:
    """Canonical columns that a column may fill, in the order of the record."""
    wanted = {*_TEXTS, *_DAYS, "hour", *(column.name for column in ADDITIVE)}
    return tuple(name for name in BY_NAME if name in wanted)


def column_map_of(document: object, field: Path) -> dict[str, ColumnUse]:
    """A map from JSON; raises InvalidInputError naming the column that cannot be used, and what was meant."""
    if not isinstance(document, Mapping):
        raise InvalidInputError(f"The column map is {_cut(document)}.", hint="Give an object.", field=field)
    if len(document) > MOST_COLUMNS:
        raise InvalidInputError(
            f"The column map has {len(document)} columns.", hint=f"Give at most {MOST_COLUMNS}.", field=field
        )
    found = {str(name): _use_of(value, (*field, str(name))) for name, value in document.items()}
    _check_once(found, field)
    return found


def over(stored: ColumnMap, sent: ColumnMap) -> dict[str, ColumnUse]:
    """The stored map with the sent one over it: a target that was sent leaves its stored column without one."""
    wanted = {use.target for use in sent.values()} - {IGNORE}
    return {name: use for name, use in stored.items() if use.target not in wanted} | dict(sent)


def stated_map(uses: ColumnMap) -> dict[str, dict[str, str]]:
    """A map as the API spells it."""
    return {name: use.stated for name, use in uses.items()}


def _use_of(value: object, field: Path) -> ColumnUse:
    said = {"column": value} if isinstance(value, str) else value
    if not isinstance(said, Mapping):
        raise InvalidInputError(f"{field[-1]} is {_cut(value)}.", hint="Give a target or an object.", field=field)
    for name, part in said.items():
        if name not in NAMES:
            raise _unknown("A part", name, NAMES, field)
        if part is not None and not isinstance(part, str):
            raise InvalidInputError(f"{name} is {_cut(part)}.", hint="Give a text.", field=(*field, str(name)))
    target = _target_of(str(said.get("column") or ""), field)
    unit = str(said.get("unit") or "UNITS").upper()
    if unit not in UNITS:
        raise _unknown("unit", said.get("unit"), tuple(UNITS), (*field, "unit"))
    if unit != "UNITS" and not _is_money(target):
        raise InvalidInputError(
            f"unit is {unit}, and {target} is no money.", hint="Leave the unit out.", field=(*field, "unit")
        )
    return ColumnUse(target, UNITS[unit], _form_of(said.get("dateFormat"), target, field))


def _target_of(text: str, field: Path) -> str:
    for prefix in (BREAKDOWN, METRIC):
        if text.startswith(prefix):
            name = text.removeprefix(prefix).strip()
            if not name or len(name) > MOST_CHARACTERS or "," in name:
                raise InvalidInputError(
                    f"column is {_cut(text)}.", hint=f"Give a name without commas behind {prefix}", field=field
                )
            return prefix + name
    bare = _snake(text)
    if bare == IGNORE:
        return IGNORE
    target = _SHORT.get(bare, bare)
    if target not in targets():
        raise _unknown("column", text, (*targets(), *_SHORT, "breakdown:NAME", "platformMetric:NAME", IGNORE), field)
    return target


def _form_of(form: object, target: str, field: Path) -> str | None:
    if form is None:
        return None
    if target not in _DAYS:
        raise InvalidInputError(
            f"dateFormat is {_cut(form)}, and {target} is no day.",
            hint="Leave it out.",
            field=(*field, "dateFormat"),
        )
    return check_date_format(str(form), (*field, "dateFormat"))


def _check_once(uses: ColumnMap, field: Path) -> None:
    """One column for one target: two would need a rule for which of them counts."""
    taken: dict[str, str] = {}
    for name, use in uses.items():
        first = taken.setdefault(use.target, name)
        if first != name and use.target != IGNORE:
            raise InvalidInputError(
                f"{first!r} and {name!r} both give {use.target}.",
                hint=f"Map one of them to {IGNORE!r}, or to platformMetric:NAME.",
                field=(*field, name),
            )


def _is_money(target: str) -> bool:
    column: Column | None = BY_NAME.get(target)
    return column is not None and column.role is Role.ADDITIVE and column.kind is Kind.DECIMAL and column.money


def _snake(text: str) -> str:
    """`campaignName` as `campaign_name`."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in text.strip()).lstrip("_").replace(" ", "_")


def _unknown(what: str, value: object, known: tuple[str, ...], field: Path) -> InvalidInputError:
    names = {name.lower(): name for name in known}
    close = get_close_matches(
        _snake(str(value)) if str(value) != str(value).upper() else str(value).lower(), names, n=1
    )
    meant = f"Did you mean {names[close[0]]}? " if close else ""
    return InvalidInputError(f"{what} is {_cut(value)}.", hint=f"{meant}Give one of: {', '.join(known)}.", field=field)


def _cut(value: object) -> str:
    text = repr(value)
    return text if len(text) <= MOST_CHARACTERS else f"{text[:60]}…"
