"""How many are asked for beside a superlative, and from which place on: top 5, the 3 best, top 10 %, bottom quartile, second best."""

from __future__ import annotations

from dataclasses import dataclass

from domain.search.understanding.amounts import Amount, amount_at
from domain.search.understanding.count_words import FRACTIONS, NTH, ORDINALS
from domain.search.understanding.question import Question

_MOST_ASKED = 1000
_ALL = 10_000
"""As many as this are all that there are; below it a number may be a year."""
_WHOLE = 100
_OF_TIME = frozenset("quarter half viertel quart quarto halfte mitad moitie metade".split())
_ENDS = frozenset(
    "top bottom upper lower obere oberen oberes untere unteren unteres oberste obersten unterste untersten".split()
)
"""The best quarter is one of a year; the top quarter is a part."""


@dataclass(frozen=True, slots=True)
class Count:
    """Where the words begin and end, and what they ask for."""

    start: int
    end: int
    top: int | None = None
    share: float | None = None
    """The part of all that can be ranked, 0 to 1."""
    skipped: int = 0
    """How many stand before the first that is asked for: 1 of the second best."""


def count_around(question: Question, start: int, end: int) -> Count:
    """What stands before and behind the words of a superlative."""
    after = amount_at(question, end)
    if after and is_count(after):
        return Count(start, end + after.size, top=int(after.value))
    if after and not after.money and not after.percent and after.value >= _ALL:
        return Count(start, end + after.size, top=_MOST_ASKED)
    if after and after.percent and 0 < after.value < _WHOLE:
        return Count(start, end + after.size, share=after.value / _WHOLE)
    fraction = question.at(FRACTIONS, end)
    if fraction and not (question.stems[end] in _OF_TIME and question.words[start] not in _ENDS):
        return Count(start, end + fraction[0], share=float(fraction[1]))
    return _before(question, start, end)


def is_count(amount: Amount) -> bool:
    """Whether a number can say how many hits are asked for."""
    return not amount.percent and not amount.money and 1 <= amount.value <= _MOST_ASKED and amount.value.is_integer()


def _before(question: Question, start: int, end: int) -> Count:
    for place in range(start - 1, max(-1, start - 3), -1):
        before = amount_at(question, place)
        if not before or place + before.size != start:
            continue
        if is_count(before) and before.size == 1:
            is_top = place > 0 and question.words[place - 1] == "top" and not question.taken[place - 1]
            return Count(place - is_top, end, top=int(before.value))
        if before.percent and 0 < before.value < _WHOLE:
            return Count(place, end, share=before.value / _WHOLE)
    nth = question.ending(ORDINALS, start, 2)
    if nth:
        return Count(start - nth[0], end, top=1, skipped=int(nth[1]) - 1)
    german = next((place for said, place in NTH.items() if question.words[start].startswith(said)), 1)
    return Count(start, end, top=1 if german > 1 else None, skipped=german - 1)
