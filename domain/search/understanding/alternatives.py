"""Conditions of which one is enough: ROAS below 1 or no conversions, either CPA above 50 or ROAS below 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.search.interpretation import MetricFilter
from domain.search.understanding.question import Question

_OR = frozenset("or oder o u ou bzw either entweder".split())
_SMALL = frozenset("else with those that which campaigns ads emails a an".split())


def joined_by_or(question: Question, filters: Sequence[MetricFilter]) -> list[MetricFilter]:
    """The filters in the order of their words; each that an `or` joins to the one before says so."""
    placed = sorted(((_place(question, one), one) for one in filters), key=lambda each: each[0][0])
    found: list[MetricFilter] = []
    before = -1
    for (start, end), one in placed:
        found.append(replace(one, either=True) if found and _is_or(question, before, start) else one)
        before = end
    return found


def _place(question: Question, condition: MetricFilter) -> tuple[int, int]:
    """(first word, word after) of a filter's words, which are as written."""
    first = question.text.find(condition.words)
    end = first + len(condition.words)
    inside = [place for place, token in enumerate(question.tokens) if first <= token.start and token.end <= end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _is_or(question: Question, start: int, end: int) -> bool:
    """Whether between two filters stands an `or`, and nothing else that means anything."""
    words = [question.words[place] for place in range(start, end)]
    return not _OR.isdisjoint(words) and all(word in _OR | _SMALL for word in words)
