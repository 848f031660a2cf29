"""Superlatives: the worst CPC, top 5 by revenue, cheapest clicks, most profitable."""

from __future__ import annotations

from domain.search.concepts.lexicon import concept_phrases
from domain.search.interpretation import Ranking
from domain.search.understanding import superlative_words as say
from domain.search.understanding.amounts import Amount, amount_at
from domain.search.understanding.comparators import EARNED
from domain.search.understanding.metric_words import LOWER_IS_BETTER, metric_phrases
from domain.search.understanding.question import Question
from domain.vocabulary import Direction

QUALITIES = frozenset({"performance", "engagement", "efficiency", "cost", "clicked"})
_ARTICLES = frozenset("the a an el la los las le les der die das den dem o os as of de der von do da".split())
_SMALL = _ARTICLES | frozenset(
    "number total totals amount overall average avg our their share numero total zahl nombre".split()
)
_NOUNS = frozenset(
    "campaign ad email flow objective goal newsletter mail campana kampagne anzeige campagne annonce campanha".split()
)
_FARTHEST = 30
_MOST_ASKED = 1000


def of_own_metric(question: Question, place: int) -> Ranking | None:
    """Cheapest clicks, most profitable, highest spending, least opened."""
    said = question.at(say.OWN_METRIC, place)
    if not said or _is_longer(question, place, said[0]):
        return None
    start, end, top = _count_around(question, place, place + said[0])
    head, _, way = said[1].partition(" ")
    if head in {"cheap", "expensive"}:
        return priced(question, start, end, top, is_cheap=head == "cheap", band=False)
    metric = None if head in QUALITIES else head
    words = question.take(start, end)
    return Ranking(metric, Direction(way), top, words=words, quality=head if metric is None else "performance")


def priced(question: Question, start: int, end: int, top: int | None, *, is_cheap: bool, band: bool) -> Ranking:
    """Expensive and cheap are of what is named behind: clicks by their CPC, conversions by their cost."""
    of = question.at(metric_phrases(), end)
    priced = say.PRICED.get(of[1], of[1]) if of else ""
    direction = Direction.ASC if is_cheap else Direction.DESC
    if priced == "roas":
        direction = Direction.DESC if is_cheap else Direction.ASC
    fallback = "cost_per_conversion" if is_cheap else "spend"
    words = question.take(start, end + (of[0] if of else 0))
    return Ranking(priced or fallback, direction, top, band, words, "cost")


def extreme(question: Question, place: int) -> Ranking | None:
    """The worst CPC, most conversions, best campaigns by ROAS."""
    said = question.at(say.EXTREMES, place)
    if not said or _is_longer(question, place, said[0]):
        return None
    start, end, top = _count_around(question, place, place + said[0])
    metric, first, last = _metric_near(question, start, end)
    if metric is None:
        metric, first, last = _metric_apart(question, start, end)
    kind = said[1]
    if metric is None and kind in {"most", "least"}:
        return None
    direction = direction_of(kind, metric)
    words = _words_of(question, start, end, first, last)
    return Ranking(metric, direction, top, words=words)


def _is_longer(question: Question, place: int, size: int) -> bool:
    """Whether more words than these name a concept, or a metric: top of funnel, best return on ad spend."""
    concept = concept_phrases().at(question.stems[: question.free_from(place)], place)
    if concept is not None and concept[0] > size:
        return True
    inside = (question.at(metric_phrases(), one) for one in range(place + 1, place + size))
    return any(found and one + found[0] > place + size for one, found in enumerate(inside, place + 1))


def _metric_apart(question: Question, start: int, end: int) -> tuple[str | None, int, int]:
    """The nearest metric elsewhere: revenue this month, best first; which campaigns cost us the most; earned the most."""
    for table in (metric_phrases(), EARNED):
        found = [
            (max(place - end, start - place - said[0], 0), place, said)
            for place in range(len(question))
            if not start <= place < end
            and (said := question.at(table, place))
            and is_metric_said(question, place, said[0])
        ]
        if found:
            _, place, said = min(found)
            return said[1], place, place + said[0]
    return None, 0, 0


def is_metric_said(question: Question, place: int, size: int) -> bool:
    """Whether words that can be a metric are no part of a longer concept, and of no kind of campaign: summer sales."""
    for start in range(max(0, place - 3), place + 1):
        concept = concept_phrases().at(question.stems, start)
        if concept and start + concept[0] >= place + size and concept[0] > size:
            return False
    after = question.stems[place + size] if place + size < len(question) else ""
    return size > 1 or after not in _NOUNS


def direction_of(kind: str, metric: str | None) -> Direction:
    """Most and least are of the number; best and worst are of what it means: the worst CPC is the highest."""
    is_lower_better = metric in LOWER_IS_BETTER and metric != "spend"
    is_top = kind == "most" or (kind == "best" and not is_lower_better) or (kind == "worst" and is_lower_better)
    return Direction.DESC if is_top else Direction.ASC


def _words_of(question: Question, start: int, end: int, first: int, last: int) -> str:
    if last == 0 or first <= end <= last or last == start:
        low, high = min([start, *([first] if last else [])]), max(end, last)
        return question.take(low, high)
    said = question.take(start, end), question.take(first, last)
    return " ".join(said if start < first else said[::-1])


def _count_around(question: Question, start: int, end: int) -> tuple[int, int, int | None]:
    """(start, end, how many) of `top 5` and of `5 best`."""
    after = amount_at(question, end)
    if after and is_count(after):
        return start, end + after.size, int(after.value)
    before = amount_at(question, start - 1) if start else None
    if before and before.size == 1 and is_count(before):
        return start - 1, end, int(before.value)
    return start, end, None


def is_count(amount: Amount) -> bool:
    """Whether a number can say how many hits are asked for."""
    return not amount.percent and not amount.money and 1 <= amount.value <= _MOST_ASKED and amount.value.is_integer()


def _metric_near(question: Question, start: int, end: int) -> tuple[str | None, int, int]:
    """(metric, its place, place after) of the metric that a superlative is about."""
    first = past_articles(question, end)
    found = question.at(metric_phrases(), first)
    if found:
        return found[1], end, first + found[0]
    back = start - 1 if start and question.words[start - 1] in _ARTICLES else start
    found = question.ending(metric_phrases(), back)
    if found:
        return found[1], back - found[0], start
    return _metric_behind(question, end)


def past_articles(question: Question, place: int) -> int:
    """The place behind articles, and behind `number of`."""
    while place < len(question) and question.words[place] in _SMALL and not question.taken[place]:
        place += 1
    return place


def _metric_behind(question: Question, end: int) -> tuple[str | None, int, int]:
    """Top 5 campaigns by revenue."""
    for place in range(end, min(end + _FARTHEST, len(question))):
        by = question.at(say.BY, place)
        start = past_articles(question, place + by[0]) if by else 0
        found = question.at(metric_phrases(), start) if by else None
        if found:
            return found[1], place, start + found[0]
    return None, 0, 0
