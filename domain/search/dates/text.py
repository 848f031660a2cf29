"""A question as the date grammar reads it: words by place, numbers, years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from domain.search.dates.spans import FIRST_YEAR, LAST_YEAR, Yearly
from domain.search.dates.words import MONTHS, NUMBERS, OF, ORDINALS
from domain.search.phrases import Phrases
from domain.search.text import Token
from domain.vocabulary import Period

T = TypeVar("T")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ere|e|eme|o|a)?")
_MOST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that words name, and what else they leave open."""

    size: int
    """Number of words."""
    period: Period
    yearly: Yearly | None = None
    """Its period by year, where no year was said."""
    clear: bool = True
    """Whether it is a date in any place; else only after a word such as `in`."""
    event: bool = False
    dated: bool = False
    """Whether an event was told with its year."""


@dataclass(frozen=True, slots=True)
class DateText:
    """Words, and the day that relative dates count from."""

    text: str
    tokens: Sequence[Token]
    stems: Sequence[str]
    as_of: date
    country: str
    amounts: frozenset[int] = frozenset()
    """Places of numbers that are amounts, not years."""
    seen: dict[int, Moment | None] = field(default_factory=dict)
    """What `moment` found, by place."""

    def at(self, table: Phrases[T], place: int) -> tuple[int, T] | None:
        """(number of words, value) of the longest phrase at a place."""
        return table.at(self.stems, place)

    def after(self, table: Phrases[str], place: int) -> int:
        """The place after a word of the table, or the same place."""
        found = table.at(self.stems, place)
        return place + found[0] if found else place

    def word(self, place: int) -> str:
        """The folded word there; empty behind the last."""
        return self.tokens[place].word if place < len(self.tokens) else ""

    def before(self, place: int) -> str:
        """The signs in front of a word."""
        return self.tokens[place].before if place < len(self.tokens) else ""

    def count(self, place: int) -> tuple[int, int] | None:
        """(number of words, value) of a whole number in digits or words, 1 to 3650."""
        word = self.word(place)
        if word.isdecimal() and place not in self.amounts:
            return (1, int(word)) if len(word) <= len(str(_MOST_DAYS)) and 1 <= int(word) <= _MOST_DAYS else None
        return self.at(NUMBERS, place)

    def month(self, place: int) -> tuple[int, int] | None:
        """(1, month) of a month's name as it is: `sets` is no September."""
        word = self.word(place)
        if word.endswith("s") and place < len(self.tokens) and not self.tokens[place].text[-2:].isalpha():
            word = word[:-1]  # November's
        return self.at(MONTHS, place) if word in MONTHS.words else None

    def day(self, place: int) -> tuple[int, int] | None:
        """(1, day of a month): 3, 3rd, 1er."""
        found = _ORDINAL.fullmatch(self.word(place))
        if self.year(place):
            return None
        if not found or place in self.amounts:
            named = self.at(ORDINALS, place)
            return named if named and self.word(place)[:1].isdigit() else None
        day = int(found.group(1))
        return (1, day) if 1 <= day <= 31 else None  # noqa: PLR2004 - days of the longest month

    def year(self, place: int) -> tuple[int, int] | None:
        """(1, year): 2024, '24."""
        word = self.word(place)
        if not word.isdecimal() or place in self.amounts:
            return None
        if len(word) == 4 and FIRST_YEAR <= int(word) <= LAST_YEAR:  # noqa: PLR2004 - digits of a year
            return 1, int(word)
        is_short = len(word) == 2 and self.before(place)[-1:] in {"'", "’", "‘"}  # noqa: PLR2004
        return (1, 2000 + int(word)) if is_short else None

    def year_after(self, place: int) -> tuple[int, int] | None:
        """(number of words, year) that belongs to what ends at a place: `of 2024`, `2024`, `'24`."""
        start = self.after(OF, place)
        found = self.year(start)
        return (start - place + found[0], found[1]) if found else None
