"""Which numbers of a question are amounts or numbers of hits, and so no years and no days."""

from __future__ import annotations

from collections.abc import Callable

from domain.search.interpretation import Comparison
from domain.search.understanding.amounts import amount_at
from domain.search.understanding.compared_metrics import clause_at
from domain.search.understanding.comparisons import Compared
from domain.search.understanding.question import Question
from domain.search.understanding.superlative_words import TOP_WORDS


def amount_places(question: Question, days: Callable[[], frozenset[int]]) -> frozenset[int]:
    """Places of numbers that are amounts of something, and so no years or days.

    `days`: the places of numbers that dates could be made of; they are asked for where only a metric stands beside a
    number: `5 October clicks`, `clicks 11/29`.
    """
    clauses = [clause for start in range(len(question)) if (clause := clause_at(question, start))]
    bare = [clause for clause in clauses if _is_bare(question, clause.compared)]
    of_days = days() if bare else frozenset()
    spans = [
        (one.start, one.end) for one in clauses if one not in bare or of_days.isdisjoint(range(one.start, one.end))
    ]
    spans += [
        (start, start + amount.size)
        for start in range(len(question))
        if (amount := amount_at(question, start)) and (amount.money or amount.percent)
    ]
    return frozenset(place for span in spans for place in range(*span) if question.tokens[place].word[:1].isdigit())


def top_places(question: Question) -> frozenset[int]:
    """Places of numbers of hits: the 5 of `top 5 October emails`."""
    return frozenset(
        place
        for place in range(1, len(question))
        if question.stems[place - 1] in TOP_WORDS and question.words[place].isdecimal()
    )


def _is_bare(question: Question, compared: Compared) -> bool:
    """Whether no word or sign says how an amount is compared: `5 clicks`, `5-12 clicks`."""
    is_hyphenated = question.tokens[compared.start].word[:1].isdigit()
    return compared.comparison is None or (compared.comparison is Comparison.BETWEEN and is_hyphenated)
