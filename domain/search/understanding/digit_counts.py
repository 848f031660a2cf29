"""Sizes told by their digits or by a word: double-digit, five-figure, zweistellig, de tres cifras, in the thousands."""

from __future__ import annotations

import re

from domain.search.phrases import phrases
from domain.search.text import words_of
from domain.search.understanding.question import Question

_COUNTS = {
    word: count
    for count, said in enumerate(
        (
            "single one un uno una um ein",
            "double two dos deux dois zwei",
            "triple three tres trois drei",
            "four cuatro quatre quatro vier quadruple",
            "five cinco cinq funf",
            "six seis sechs",
            "seven siete sept sete sieben",
            "eight ocho huit oito acht",
        ),
        1,
    )
    for word in words_of(said)
}
DIGITS = phrases("digits: digit | figure | cifra | digito | chiffre | algarismo")
_AHEAD = frozenset("in de a en with low mid high the".split())
_GERMAN = re.compile(r"(?P<count>ein|zwei|drei|vier|funf|sechs|sieben|acht)stellig(?:e[nmrs]?)?")
_SIZES = {
    **dict.fromkeys(("hundreds",), 100.0),
    **dict.fromkeys(("thousands", "grands"), 1e3),
    **dict.fromkeys(("millions",), 1e6),
}
_TENS = re.compile(r"(?P<from>[1-9]0)s")
_IN_THE = ("in", "the")
_IN_THE_SIZE = 3


def digits_at(question: Question, place: int) -> tuple[int, float, float | None] | None:
    """(number of words, least, below what) of such a size that begins at a free word; None is no bound above."""
    if place >= len(question) or question.taken[place]:
        return None
    german = _GERMAN.fullmatch(question.words[place])
    if german:
        return (1, *_bounds(_COUNTS[german["count"]]))
    return _counted(question, place) or _in_the(question, place)


def _counted(question: Question, place: int) -> tuple[int, float, float] | None:
    start, words = place, question.words
    while start < len(question) and words[start] in _AHEAD and start - place < len(_IN_THE):
        start += 1
    count = _COUNTS.get(words[start]) if start < len(question) else None
    if count is None and start < len(question) and words[start].isdecimal() and len(words[start]) == 1:
        count = int(words[start])
    end = start + 2
    if not count or end > len(question) or question.at(DIGITS, start + 1) is None or not question.is_free(place, end):
        return None
    return (end - place, *_bounds(count))


def _in_the(question: Question, place: int) -> tuple[int, float, float | None] | None:
    """In the thousands; in the 40s."""
    end = place + _IN_THE_SIZE
    if tuple(question.words[place : place + 2]) != _IN_THE or not question.is_free(place, end):
        return None
    tens = _TENS.fullmatch(question.words[place + 2])
    if tens:
        return _IN_THE_SIZE, float(tens["from"]), float(tens["from"]) + 10
    size = _SIZES.get(question.words[place + 2])
    return (_IN_THE_SIZE, size, None) if size else None


def _bounds(count: int) -> tuple[float, float]:
    return 10.0 ** (count - 1), 10.0**count
