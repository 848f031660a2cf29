"""Reading numbers as people and platforms write them: whole columns at once, doubtful values one by one.

A column becomes whole numbers in a scale: 1 for counts, 1,000,000 for money and quantities. A float carries
a decimal of up to six places exactly up to 1e8; what is larger, finer or odd takes the careful way through
`Decimal`, so both ways give the same number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from domain.money import parse_currency
from domain.records import COUNT_LIMIT, MICROS, MONEY_LIMIT, Kind

if TYPE_CHECKING:
    from domain.normalize.columns import Column

Report = Callable[[str, int, object], None]


class Absent:
    """Type of `ABSENT`: the row does not have the field, which is not the same as an empty one."""


ABSENT: Final = Absent()
EMPTY_WORDS = frozenset({"", "--", "-", "—", "n/a", "na", "null", "none", "(not set)"})
BEYOND: Final = 2**62 - 1
"""Stands for all that is larger: no column holds so much, and two of it still fit in 64 bits."""
_EXACT_BELOW = 1e8
_CLEAR_MARGIN = 0.05
_MOST_DIGITS = 30
_SPACES = re.compile(r"[\s\u00a0\u202f'’]+")
_SIGN = re.compile(r"(?:US|A|C|NZ|HK|R)?[$€£¥₹]")
_LETTERS = re.compile(r"^([A-Za-z]{3})(?=[-+\d.,])|(?<=[\d.,])([A-Za-z]{3})$")
_PLAIN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PLAIN_DECIMAL = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$"
_POINT_THOUSANDS = re.compile(r"[-+]?(?!0)\d{1,3}\.\d{3}")
_POINT_GROUPED = r"^[\s\v]*[-+]?[1-9][0-9]{0,2}\.[0-9]{3}[\s\v]*$"
"""The same for whole columns, with the spaces that Arrow overlooks."""
_GROUPED = re.compile(r"[-+]?[\d.,]*\d[\d.,]*")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}|[-+]?\d{1,3}")


@dataclass(slots=True)
class Numbers:
    """A typed column: `values` int64 in the column's scale, `known` where the row reports one."""

    values: npt.NDArray[np.int64]
    known: npt.NDArray[np.bool_]

    @classmethod
    def missing(cls, size: int) -> Numbers:
        """A column in which nothing is reported."""
        return cls(np.zeros(size, np.int64), np.zeros(size, np.bool_))

    def filled(self, other: Numbers) -> Numbers:
        """This column, and `other` where this one is missing."""
        return Numbers(np.where(self.known, self.values, other.values), self.known | other.known)

    def plus(self, other: Numbers) -> Numbers:
        """The sum of both; where one is missing, the other. Beyond what fits, it stays out of every range."""
        return Numbers(np.clip(self.values + other.values, -BEYOND, BEYOND), self.known | other.known)


@dataclass(frozen=True, slots=True)
class Scale:
    """How a column counts: `factor` per unit, the code for a fraction that does not fit, the limit in scaled units.

    `grouped`: the text 45.000 is forty-five thousand, for nobody writes three decimals of what has none.
    """

    factor: int
    fraction_code: str | None
    limit: int
    grouped: bool = False

    def plain(self) -> Scale:
        """For texts whose decimal mark is known to be a point."""
        return replace(self, grouped=False) if self.grouped else self


COUNTS = Scale(1, "NOT_AN_INTEGER", COUNT_LIMIT, grouped=True)
DECIMALS = Scale(MICROS, None, MONEY_LIMIT * MICROS - 1)
MICRO_AMOUNTS = Scale(1, "MICROS_NOT_INTEGER", MONEY_LIMIT * MICROS - 1)


def read_numbers(values: Sequence[object], scale: Scale, report: Report) -> Numbers:
    """The column as whole numbers in `scale`; `report(code, position, value)` hears of what is odd.

    Rejected values come back as missing.
    """
    present = np.array([value is not ABSENT for value in values], np.bool_)
    floats = to_floats(values)
    if scale.grouped:
        floats[[place for place, value in enumerate(values) if _is_point_grouped(value)]] = math.nan
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = floats * scale.factor
        rounded = np.rint(scaled)
        clear = (np.abs(floats) < _EXACT_BELOW) & (np.abs(scaled - rounded) <= _margin(scale))
    numbers = np.where(clear, rounded, 0).astype(np.int64)
    known = present & clear
    for position in np.flatnonzero(present & ~clear).tolist():
        number = _read_one(values[position], scale, report, position)
        if number is not None:
            numbers[position], known[position] = number, True
    return Numbers(np.where(known, numbers, 0), known)


def read_column(column: Column, scale: Scale, report: Report) -> Numbers:
    """As `read_numbers`, of a whole column: plain numbers in text at once, all others as `read_numbers` reads them."""
    floats = _parsed_floats(column)
    if floats is None:
        return read_numbers(column.cells(), scale, report)
    if scale.grouped and column.holds_texts:
        floats = np.where(_point_grouped(column.parsed), np.nan, floats)
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = floats * scale.factor
        rounded = np.rint(scaled)
        known = (np.abs(floats) < _EXACT_BELOW) & (np.abs(scaled - rounded) <= _margin(scale))
        numbers = np.where(known, rounded, 0).astype(np.int64)
    doubtful = np.flatnonzero(column.present & ~known)
    if len(doubtful):
        places = doubtful.tolist()
        told = read_numbers(
            [column.at(place) for place in places], scale, lambda code, index, v: report(code, places[index], v)
        )
        numbers[doubtful], known[doubtful] = told.values, told.known
    return Numbers(numbers, known)


def sums_by_row(rows: npt.NDArray[np.int64], figures: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.int64]:
    """Sums of the figures of each of `size` rows; `BEYOND` stands for those that do not fit in 64 bits."""
    sums = np.zeros(size, np.int64)
    np.add.at(sums, rows, figures)
    if len(figures) and float(np.abs(figures).max()) * len(figures) > BEYOND:
        near = np.bincount(rows, weights=figures.astype(np.float64), minlength=size)
        sums = np.where(np.abs(near) < BEYOND, sums, np.where(near < 0, -BEYOND, BEYOND))
    return sums


def limit_of(kind: Kind) -> int:
    """The largest figure that a column of this kind holds, in its scale."""
    return COUNTS.limit if kind is Kind.COUNT else DECIMALS.limit


def column_floats(column: Column) -> npt.NDArray[np.float64]:
    """As `to_floats`, of a whole column, but NaN for what is absent."""
    floats = _parsed_floats(column)
    if floats is None:
        return np.where(column.present, to_floats(column.cells()), np.nan)
    floats = floats.copy()
    doubtful = np.flatnonzero(np.isnan(floats) & column.present)
    if len(doubtful):
        floats[doubtful] = to_floats([column.at(place) for place in doubtful.tolist()])
    return floats


def _parsed_floats(column: Column) -> npt.NDArray[np.float64] | None:
    """What Arrow holds as doubles, NaN for all that needs a look; None where most of the column does."""
    parsed = column.parsed
    if column.holds_lists or len(column.loose) * 2 > len(parsed):
        return None
    if column.holds_texts:
        try:
            parsed = pc.cast(parsed, pa.float64())
        except pa.ArrowInvalid:
            plain = pc.match_substring_regex(parsed, _PLAIN_DECIMAL)
            parsed = pc.cast(pc.if_else(plain, parsed, None), pa.float64())
    floats: npt.NDArray[np.float64] = pc.cast(parsed, pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    return floats


def _point_grouped(texts: pa.Array) -> npt.NDArray[np.bool_]:
    """Which texts look like 45.000; few columns have a point at all."""
    if not pc.any(pc.match_substring(texts, ".")).as_py():
        return np.zeros(len(texts), np.bool_)
    found: npt.NDArray[np.bool_] = (
        pc.match_substring_regex(texts, _POINT_GROUPED).fill_null(False).to_numpy(zero_copy_only=False)
    )
    return found


def _is_point_grouped(value: object) -> bool:
    return isinstance(value, str) and "." in value and bool(_POINT_THOUSANDS.fullmatch(value.strip()))


def _margin(scale: Scale) -> float:
    return _CLEAR_MARGIN if scale.factor > 1 else 0.0


def to_floats(values: Sequence[object]) -> npt.NDArray[np.float64]:
    """The values as floats; NaN for what needs a careful look, 0 for what is absent."""
    types = set(map(type, values))
    if types <= {str, int, float, Absent} and not (str in types and _has_underscore(values)):
        try:
            return np.array([0.0 if v is ABSENT else float(v) for v in values], np.float64)  # type: ignore[arg-type]
        except (ValueError, OverflowError):
            pass  # some value is odd: look at each
    return np.array([_float_or_nan(value) for value in values], np.float64)


def _has_underscore(values: Sequence[object]) -> bool:
    return "_" in "".join([v for v in values if isinstance(v, str)])


def _float_or_nan(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return math.nan
    try:
        return math.nan if isinstance(value, str) and "_" in value else float(value)
    except (ValueError, OverflowError):
        return math.nan


def _read_one(value: object, scale: Scale, report: Report, position: int) -> int | None:
    code, number = parse_number(value, whole=scale.fraction_code is not None, grouped=scale.grouped)
    if code is not None:
        report(code, position, value)
    if number is None:
        return None
    if number and number.adjusted() > _MOST_DIGITS:
        report("OUT_OF_RANGE", position, value)
        return None
    scaled = (number * scale.factor).to_integral_value(ROUND_HALF_EVEN)
    if scale.fraction_code and scaled != number * scale.factor:
        report(scale.fraction_code, position, value)
        return None
    if abs(scaled) > scale.limit:
        report("OUT_OF_RANGE", position, value)
        return None
    return int(scaled)


def parse_number(value: object, *, whole: bool = False, grouped: bool = False) -> tuple[str | None, Decimal | None]:
    """An issue code (or None) and the number (or None) that `value` stands for.

    `whole`: the column holds whole numbers, so that '12,345' cannot be a decimal comma. `grouped`: nor can '45.000'
    be three decimals.

    >>> parse_number("1.234,56"), parse_number("12,345", whole=True)
    (('DECIMAL_COMMA', Decimal('1234.56')), (None, Decimal('12345')))
    """
    if value is None or (isinstance(value, str) and value.strip().lower() in EMPTY_WORDS):
        return "EMPTY_METRIC", None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return "NOT_A_NUMBER", None
    if isinstance(value, float):
        return (None, Decimal(repr(value))) if math.isfinite(value) else ("NOT_FINITE", None)
    if isinstance(value, int):
        return None, Decimal(value)
    return _parse_text(value, whole=whole, grouped=grouped)


def _parse_text(text: str, *, whole: bool, grouped: bool) -> tuple[str | None, Decimal | None]:
    bare = _LETTERS.sub(_drop_currency, _SIGN.sub("", _SPACES.sub("", text)))
    if grouped and _POINT_THOUSANDS.fullmatch(bare):
        return _as_thousands(bare, "AMBIGUOUS_NUMBER")
    if _PLAIN.fullmatch(bare):
        return None, Decimal(bare)
    if bare.lower().lstrip("+-") in {"nan", "inf", "infinity"}:
        return "NOT_FINITE", None
    if not _GROUPED.fullmatch(bare):
        return "NOT_A_NUMBER", None
    return _parse_grouped(bare, whole=whole)


def _drop_currency(match: re.Match[str]) -> str:
    return "" if parse_currency(match[0]) else match[0]


def _parse_grouped(text: str, *, whole: bool) -> tuple[str | None, Decimal | None]:
    last = max(text.rfind("."), text.rfind(","))
    mark, other = text[last], "." if text[last] == "," else ","
    head, tail = text[:last], text[last + 1 :]
    if other not in head and (mark in head or (mark == "," and len(tail) == 3 and not _is_zero(head))):  # noqa: PLR2004
        code = "AMBIGUOUS_NUMBER" if mark not in head and not whole else None
        return _as_thousands(text, code)
    groups = head.lstrip("+-").isdigit() or bool(_THOUSANDS.fullmatch(head or "0"))
    if mark in head or not groups or not tail.isdigit():
        return "NOT_A_NUMBER", None
    number = Decimal(f"{head.replace(other, '') or '0'}.{tail}")
    return ("DECIMAL_COMMA" if mark == "," else None), number


def _is_zero(head: str) -> bool:
    return head.lstrip("+-0") == ""


def _as_thousands(text: str, code: str | None) -> tuple[str | None, Decimal | None]:
    if not _THOUSANDS.fullmatch(text):
        return "NOT_A_NUMBER", None
    return code, Decimal(text.replace(",", "").replace(".", ""))
