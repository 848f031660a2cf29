"""Metrics of which there is something, or nothing at all: converted, without sales, spent but no conversions."""

from __future__ import annotations

from domain.metrics import RATIO_BY_NAME
from domain.search.interpretation import Comparison, MetricFilter
from domain.search.understanding import comparators as say
from domain.search.understanding.attribute_words import NOT, OBJECTIVE
from domain.search.understanding.metric_words import metric_phrases
from domain.search.understanding.praise_words import OFTEN, SCARCELY, WELL
from domain.search.understanding.presence_words import SOMEBODY_DID
from domain.search.understanding.question import Question
from domain.search.understanding.superlative_words import EXTREMES, GRADES, OWN_METRIC
from domain.search.understanding.superlatives import is_of_concept

_THOSE = frozenset("the those ones any all campaigns ads emails that which are were with".split())
_NEARLY = frozenset("almost nearly practically virtually next to casi fast beinahe presque quase".split())
_NOTHING = frozenset("nothing none nada nichts rien".split())


def read_presence(question: Question) -> list[MetricFilter]:
    """Without conversions, converted, with sales: nothing, or more than nothing."""
    return [found for place in range(len(question)) if (found := _present_at(question, place))]


def _present_at(question: Question, place: int) -> MetricFilter | None:
    verb = question.at(say.VERBS, place) or question.at(SOMEBODY_DID, place)
    if (
        verb
        and not _is_nearly(question, place)
        and not (place and question.at(OWN_METRIC, place - 1))
        and not _is_graded(question, place, place + verb[0])
    ):
        metric = verb[1].removeprefix("not ")
        return _present(question, place, place + verb[0], metric, is_some=metric == verb[1])
    said_first = question.at(metric_phrases(), place) or question.at(say.EARNED, place)
    end = place + said_first[0] if said_first else 0
    if said_first and end < len(question) and question.words[end] in _NOTHING and not question.taken[end]:
        return _present(question, place, end + 1, said_first[1], is_some=False)
    for table, is_some in ((say.NONE, False), (say.SOME, True)):
        said = question.at(table, place)
        start = place + said[0] if said else 0
        while (
            said
            and start < len(question)
            and question.words[start] in {"any", "some", "a", "single", "de", "no"}
            and is_some is False
        ):
            start += 1
        metric_at = question.at(metric_phrases(), start) if said else None
        if metric_at and metric_at[1] not in RATIO_BY_NAME and _is_metric(question, start, metric_at[0]):
            first = _denied(question, place) if not is_some else place
            return _present(question, first, start + metric_at[0], metric_at[1], is_some=is_some or first < place)
    return None


def _is_nearly(question: Question, place: int) -> bool:
    """Whether nobody is not quite nobody: almost no one bought, next to nobody opened."""
    return place > 0 and question.words[place - 1] in _NEARLY


def _is_metric(question: Question, place: int, size: int) -> bool:
    """Whether words are no part of a concept or an objective: with lead magnets, with a sales objective."""
    return not is_of_concept(question, place, size) and question.at(OBJECTIVE, place + size) is None


def _denied(question: Question, place: int) -> int:
    """The place where what is left out begins: ignoring those without a sale."""
    first = place
    while first and question.words[first - 1] in _THOSE and not question.taken[first - 1]:
        first -= 1
    said = question.ending(NOT, first)
    return first - said[0] if said else place


def _is_graded(question: Question, start: int, end: int) -> bool:
    """Whether it is told how well: converted the least, converting poorly, rarely converted, high converting."""
    first = end
    while first < len(question) and question.words[first] in {"the", "so", "very", "really", "am", "le", "lo"}:
        first += 1
    behind = any(question.at(table, first) for table in (EXTREMES, WELL, OFTEN, SCARCELY))
    return behind or any(question.ending(table, start) for table in (SCARCELY, WELL, GRADES))


def _present(question: Question, start: int, end: int, metric: str, *, is_some: bool) -> MetricFilter:
    comparison = Comparison.OVER if is_some else Comparison.EQUALS
    return MetricFilter(metric, comparison, 0.0, words=question.take(start, end))
