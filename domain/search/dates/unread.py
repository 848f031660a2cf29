"""Times that one range of days cannot be: left out, coming again, or further back than there are days."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.search.dates import words as say
from domain.search.dates.ranges import Doubt
from domain.search.dates.spans import OPEN_START
from domain.search.dates.text import DateText
from domain.search.text import fold_word
from domain.vocabulary import Period

_LONGEST_COUNT, _LONG = 3650, 5
_TIMES = (say.MONTHS.words | say.WEEKDAYS.words) - say.DOUBTFUL_MONTHS
APART = "names times apart from each other"
"""What is said of a list that leaves days out between its times."""


class Unread(NamedTuple):
    """Words that name such a time, and what is to be said of them."""

    size: int
    note: str
    """A sentence behind the words in quotes."""
    period: Period | None = None
    """What is searched instead."""


def unread(words: DateText, place: int, size: int) -> Unread | None:
    """Such a time at a place; `size`: number of words of the time that can be read there, 0 where none can."""
    repeated = _repeated(words, place)
    if repeated and repeated.size >= size:
        return repeated
    found = _endless(words, place)
    return found if found and found.size > size else None


def negation(words: DateText, place: int) -> int:
    """The place behind `not`, `not active`, `outside`; the same place where nothing is left out."""
    said = words.at(say.NOT_IN, place)
    return words.after(say.RAN, place + said[0]) if said else place


def left_out(size: int) -> Unread:
    """A time that is not wanted: not in March."""
    return Unread(size, "leaves days out, which one range of days cannot: it is not applied")


def doubt_of(doubt: Doubt, period: Period) -> str:
    """What is said of a range that is not quite what was written."""
    if doubt is Doubt.SWAPPED:
        return f"names its end first: {period.start} to {period.end} is searched"
    return f"{APART}: all of {period.start} to {period.end} is searched"


def _repeated(words: DateText, place: int) -> Unread | None:
    """Every Monday, on weekends, jeden Freitag."""
    every = words.at(say.EVERY, place)
    start = place + every[0] if every else words.after(say.DURING, place)
    is_told = start > place or words.at(say.OF, start + 1) is not None  # on Mondays; weekends in March
    if not every and (not is_told or words.word(start) not in say.REPEATED):
        return None
    unit = words.at(say.UNITS, start)
    named = words.at(say.WEEKDAYS, start)
    is_season = words.at(say.SEASONS, start) is not None
    other = int(words.word(start) in say.REPEATED or words.month(start) is not None or is_season)
    size = unit[0] if unit and unit[1] == "weekend" else named[0] if named else other
    if not size:
        return None
    return Unread(start + size - place, "comes again and again, which one range of days cannot: it is left out")


def _endless(words: DateText, place: int) -> Unread | None:
    """Last 99999999999 days."""
    last = words.at(say.LAST, place)
    start = place + last[0] if last else place
    is_long = words.word(start).isdecimal() and words.word(start).isascii() and start not in words.amounts
    unit = words.at(say.UNITS, start + 1) if is_long and int(words.word(start)[:5]) > _LONGEST_COUNT else None
    behind = words.at(say.AGO, start + 1 + unit[0]) if unit and not last else None
    if not unit or not (last or behind):
        return None
    size = start + 1 + unit[0] + (behind[0] if behind else 0) - place
    note = "reaches further back than any day that is kept: all days are searched"
    return Unread(size, note, Period(OPEN_START, words.as_of) if last else None)


def unheard(words: Sequence[str]) -> list[str]:
    """Words of time among those of a question that nothing was made of: Monday, January, 14 days.

    >>> unheard(["the", "Monday", "or", "14", "days", "may"])
    ['Monday', '14 days']
    """
    folded = [fold_word(word) for word in words]
    found = [words[place] for place, word in enumerate(folded) if len(word) >= _LONG and word in _TIMES]
    counted = [
        f"{words[place]} {words[place + 1]}"
        for place, (word, unit) in enumerate(pairwise(folded))
        if word.isdecimal() and len(unit) > 1 and unit in say.UNITS.words
    ]
    return found + counted
