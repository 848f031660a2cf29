"""A question as the date grammar reads it: words by place, numbers, years, and the times they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from domain.search.dates.spans import FIRST_YEAR, LAST_YEAR, Edge, Yearly, edge_of
from domain.search.dates.words import FISCAL, FOREIGN, MONTHS, NUMBERS, OF, ORDINALS, THE, UNITS
from domain.search.phrases import Phrases
from domain.search.text import Token
from domain.vocabulary import Period

T = TypeVar("T")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ere|e|eme|o|a)?")
_SHORT_YEAR = re.compile(r"(?:fy|cy)(\d{2}|20\d{2})")
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})(?:\2\d{2,4})?(?![\d/-])")
_MOST_DAYS, _MOST_MONTHS = 3650, 12
_MONTH_FIRST = frozenset("US PH".split())


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
    edge: Edge = Edge.NONE
    """Which day is meant where a longer time begins or ends here: since mid October."""
    monthly: bool = False
    """Whether it is the day of a month that nobody named: the 25th."""
    weekly: bool = False
    """Whether it is a day of the week without a date: Friday; with `dated`, last Friday."""
    impossible: bool = False
    """A day that no calendar has, 31 February: `period` is then the last day of that month."""

    @property
    def first(self) -> date:
        """Where a time begins that begins here."""
        return edge_of(self.period, self.edge) or self.period.start

    @property
    def last(self) -> date:
        """Where a time ends that ends here."""
        return edge_of(self.period, self.edge) or self.period.end


@dataclass(frozen=True, slots=True)
class DateText:
    """Words, and the day that relative dates count from."""

    text: str
    tokens: Sequence[Token]
    stems: Sequence[str]
    as_of: date
    country: str
    readers: Sequence[Callable[[DateText, int], Moment | None]]
    """One for each form of a name of a time."""
    amounts: frozenset[int] = frozenset()
    """Places of numbers that are amounts, not years."""
    seen: dict[int, Moment | None] = field(default_factory=dict)
    """What `moment` found, by place."""

    def moment(self, place: int) -> Moment | None:
        """The longest name of a time that begins at a word."""
        if place >= len(self.tokens):
            return None
        if place not in self.seen:
            found = [one for read in self.readers if (one := read(self, place))]
            self.seen[place] = max(found, key=lambda one: one.size, default=None)
        return self.seen[place]

    def at(self, table: Phrases[T], place: int) -> tuple[int, T] | None:
        """(number of words, value) of the longest phrase at a place."""
        return table.at(self.stems, place)

    def after(self, table: Phrases[str], place: int) -> int:
        """The place after a word of the table, or the same place."""
        found = table.at(self.stems, place)
        return place + found[0] if found else place

    def past_article(self, place: int) -> int:
        """The place of the time that an article, or a `de la`, introduces; the same place where none does."""
        if self.moment(place) is not None:
            return place
        start = self.after(THE, place)
        if start == place:
            start = self.after(THE, self.after(OF, place))
            start += start == place and self.word(place) == "a"  # Portuguese: e a Black Friday
        return start

    def word(self, place: int) -> str:
        """The folded word there; empty behind the last."""
        return self.tokens[place].word if place < len(self.tokens) else ""

    def stem(self, place: int) -> str:
        """The same, corrected, in the singular."""
        return self.stems[place] if place < len(self.stems) else ""

    def before(self, place: int) -> str:
        """The signs in front of a word."""
        return self.tokens[place].before if place < len(self.tokens) else ""

    def sign_behind(self, place: int) -> str:
        """The sign directly behind a word; empty where there is a space, or nothing."""
        end = self.tokens[place].end if place < len(self.tokens) else len(self.text)
        return self.text[end : end + 1].strip()

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
        """(1, year): 2024, '24, FY24."""
        word = self.word(place)
        short = _SHORT_YEAR.fullmatch(word)
        if short:
            return 1, 2000 + int(short.group(1)) % 100
        if not word.isdecimal() or place in self.amounts:
            return None
        if len(word) == 4 and FIRST_YEAR <= int(word) <= LAST_YEAR:  # noqa: PLR2004 - digits of a year
            return 1, int(word)
        is_short = len(word) == 2 and self.before(place)[-1:] in {"'", "’", "‘"}  # noqa: PLR2004
        return (1, 2000 + int(word)) if is_short else None

    def year_after(self, place: int, *, short: bool = False) -> tuple[int, int] | None:
        """(number of words, year) that belongs to what ends at a place: `of 2024`, `2024`, `'24`, `of fiscal 2024`.

        `short`: also of two digits, where they cannot be anything else.
        """
        start = self.after(FISCAL, self.after(OF, place))
        found = self.year(start) or (self._short_year(start) if short else None)
        return (start - place + found[0], found[1]) if found else None

    def _short_year(self, place: int) -> tuple[int, int] | None:
        word = self.word(place)
        is_year = word.isdecimal() and len(word) == 2 and place not in self.amounts  # noqa: PLR2004
        is_near = is_year and abs(2000 + int(word) - self.as_of.year) <= 10  # noqa: PLR2004 - else a number of something
        is_counted = self.month(place + 1) is not None or self.at(UNITS, place + 1) is not None
        return (1, 2000 + int(word)) if is_near and not is_counted else None

    def is_month_first(self, sign: str) -> bool:
        """Whether 03/05 is in March: in the United States, unless the question itself tells otherwise."""
        if sign == "." or self.country not in _MONTH_FIRST:
            return False
        pairs = [(int(one.group(1)), int(one.group(3))) for one in _SLASHED.finditer(self.text)]
        is_day_first = any(one > _MOST_MONTHS >= two for one, two in pairs)
        is_month_first = any(two > _MOST_MONTHS >= one for one, two in pairs)
        if is_day_first != is_month_first:
            return is_month_first
        return not any(token.word in FOREIGN or token.text == "de" for token in self.tokens)
