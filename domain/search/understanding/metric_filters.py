"""Metrics compared with amounts: ROAS above 3, more than 100 clicks, CPA between 5 and 10, no conversions."""

from __future__ import annotations

from domain.metrics import RATIO_BY_NAME
from domain.search.interpretation import Comparison, MetricFilter
from domain.search.text import words_of
from domain.search.understanding.alternatives import joined_by_or
from domain.search.understanding.compared_metrics import Clause, clause_at
from domain.search.understanding.comparisons import Compared, compared_at
from domain.search.understanding.metric_words import LOWER_IS_BETTER
from domain.search.understanding.money_compared import read_money_compared
from domain.search.understanding.multiples import read_multiple
from domain.search.understanding.presence import read_presence
from domain.search.understanding.question import Question
from domain.search.understanding.scales import RATE_OF_COUNT, in_unit


def read_metric_filters(question: Question, *, of_messages: bool) -> list[MetricFilter]:
    """Every comparison of a metric with an amount; marks their words. `of_messages`: rates are those of email."""
    found = [one for place in range(len(question)) if (one := read_multiple(question, place))]
    found += read_money_compared(question)
    last: Clause | None = None
    for place in range(len(question)):
        clause = clause_at(question, place) or _carried(question, place, last) or _shared(question, place)
        if clause:
            words, last = question.take(clause.start, clause.end), clause
            found.append(_filter(clause, words, of_messages=of_messages))
    return joined_by_or(question, [*found, *read_presence(question)])


def _carried(question: Question, place: int, last: Clause | None) -> Clause | None:
    """A further comparison of the metric that was compared directly before: ROAS above 2 but below 4, 3 < ROAS < 5."""
    compared = compared_at(question, place) if last else None
    if not last or not compared or not compared.comparison or compared.start < last.end:
        return None
    between = range(last.end, compared.start)
    if any(question.words[one] not in _AND or question.taken[one] for one in between):
        return None
    return Clause(compared.start, compared.end, last.metric, compared)


def _shared(question: Question, place: int) -> Clause | None:
    """A comparison of the metric that is told with the next one: at least 2 and at most 5 ROAS."""
    compared = compared_at(question, place)
    if not compared or not compared.comparison or compared.amount.money:
        return None
    start = compared.end
    while start < len(question) and question.words[start] in _AND and not question.taken[start]:
        start += 1
    nearby = range(start, min(start + _NEAR, len(question)))
    following = next((one for each in nearby if (one := clause_at(question, each))), None)
    if not following or following.start != start or not following.compared.comparison:
        return None
    return Clause(compared.start, compared.end, following.metric, compared)


def _filter(clause: Clause, words: str, *, of_messages: bool) -> MetricFilter:
    compared = clause.compared
    percent = compared.amount.percent or bool(compared.upper and compared.upper.percent)
    metric = RATE_OF_COUNT.get(clause.metric, clause.metric) if percent else clause.metric
    if of_messages and metric == "ctr":
        metric = "click_rate"
    value = in_unit(metric, compared.amount.value, percent=percent)
    upper = in_unit(metric, compared.upper.value, percent=percent) if compared.upper else None
    if upper is not None and upper < value:
        value, upper = upper, value
    return MetricFilter(metric, _comparison(metric, value, compared, words), value, upper, words)


def _comparison(metric: str, value: float, compared: Compared, words: str) -> Comparison:
    if compared.comparison and metric in LOWER_IS_BETTER and not _WORTH.isdisjoint(words_of(words)):
        return _TURNED.get(compared.comparison, compared.comparison)
    if compared.comparison:
        return compared.comparison
    behind = [said for phrase, said in _BEHIND_ENDS if words.lower().endswith(phrase)]
    if behind:
        return behind[0]
    if value == 0:
        return Comparison.EQUALS
    return Comparison.AT_MOST if metric in LOWER_IS_BETTER and metric in RATIO_BY_NAME else Comparison.AT_LEAST


_NEAR = 5
"""Words within which the next comparison begins its number."""
_AND = frozenset("and but yet or also und aber y e pero o et mais mas ou while though".split())
_WORTH = frozenset("better worse besser schlechter mejor peor meilleur pire melhor pior".split())
_TURNED = {
    Comparison.OVER: Comparison.UNDER,
    Comparison.UNDER: Comparison.OVER,
    Comparison.AT_LEAST: Comparison.AT_MOST,
    Comparison.AT_MOST: Comparison.AT_LEAST,
}
"""A cost that is worse than another is above it."""
_BEHIND_ENDS = (
    *((end, Comparison.EQUALS) for end in ("exactly", "precisely", "exactamente", "genau", "exactement", "exatamente")),
    *(
        (end, Comparison.AT_LEAST)
        for end in (
            "more",
            "higher",
            "above",
            "over",
            "up",
            "better",
            "plus",
            "mas",
            "más",
            "mehr",
            "mais",
            "minimum",
            "at least",
        )
    ),
    *(
        (end, Comparison.AT_MOST)
        for end in ("less", "lower", "below", "fewer", "under", "menos", "weniger", "moins", "maximum", "at most")
    ),
)
