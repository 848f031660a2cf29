"""Revenue as a multiple of the spend, which is ROAS: revenue at least twice the spend, earned three times what they cost."""

from __future__ import annotations

from domain.search.interpretation import Comparison, MetricFilter
from domain.search.phrases import phrases
from domain.search.understanding import comparators as say
from domain.search.understanding.amounts import amount_at
from domain.search.understanding.metric_words import metric_phrases
from domain.search.understanding.question import Question

_MULTIPLES = phrases(
    "2: twice | double | doppelt | das doppelte | el doble | le double | o dobro\n3: triple | treble | das dreifache"
)
_TIMES = phrases("times: times | x | mal | veces | fois | vezes")
_SMALL = frozenset(
    "the their its our as much as of what we they it that was were in than for on der die das el la lo que le ce o".split()
)
_SPENT = phrases("spent: spend | spent | cost | costs | put in | invested | paid | ad spend | budget | investment")


def read_multiple(question: Question, place: int) -> MetricFilter | None:
    """The comparison with the spend whose multiple begins at a place; marks its words."""
    found = _multiple(question, place)
    if not found:
        return None
    end, value = found
    while end < len(question) and question.words[end] in _SMALL and not question.taken[end]:
        end += 1
    spent = question.at(_SPENT, end)
    said = question.ending(say.COMPARATORS, place)
    start = place - (said[0] if said else 0)
    earned = question.ending(say.EARNED, start) or question.ending(metric_phrases(), start)
    if not spent or not earned or earned[1] != "revenue":
        return None
    words = question.take(start - earned[0], end + spent[0])
    return MetricFilter("roas", said[1] if said else Comparison.AT_LEAST, value, words=words)


def _multiple(question: Question, place: int) -> tuple[int, float] | None:
    """(place after, multiple)."""
    named = question.at(_MULTIPLES, place)
    if named:
        return place + named[0], float(named[1])
    amount = amount_at(question, place)
    if not amount or amount.money or amount.percent:
        return None
    end = place + amount.size
    times = question.at(_TIMES, end)
    return (end + (times[0] if times else 0), amount.value) if times or amount.times else None
