"""Superlatives and vague qualities: the worst CPC, top 5 by revenue, underperforming, expensive clicks."""

from __future__ import annotations

from domain.search.interpretation import Ranking
from domain.search.understanding import superlative_words as say
from domain.search.understanding.amounts import amount_at
from domain.search.understanding.metric_words import LOWER_IS_BETTER, metric_phrases
from domain.search.understanding.question import Question
from domain.vocabulary import Direction

_ARTICLES = frozenset("the a an el la los las le les der die das den dem o os as of de der von do da".split())
_FARTHEST = 30
_MOST_ASKED = 1000
_QUALITIES = frozenset({"performance", "engagement", "efficiency", "cost", "clicked"})
_FOR_ADS = {
    "performance": "roas",
    "efficiency": "roas",
    "engagement": "ctr",
    "cost": "cost_per_conversion",
    "clicked": "clicks",
}
_FOR_MESSAGES = {
    "performance": "revenue_per_recipient",
    "efficiency": "revenue_per_recipient",
    "engagement": "click_rate",
    "cost": "unsubscribe_rate",
    "clicked": "click_rate",
}


def metric_for(quality: str, *, of_messages: bool) -> str:
    """The metric that a vague quality means for ads, or for messages.

    >>> metric_for("performance", of_messages=False), metric_for("performance", of_messages=True)
    ('roas', 'revenue_per_recipient')
    """
    return (_FOR_MESSAGES if of_messages else _FOR_ADS)[quality]


def read_rankings(question: Question, *, of_messages: bool) -> list[Ranking]:
    """Orders that are asked for, in the order of their words; marks these. `of_messages`: email is asked about."""
    found = [
        ranking
        for read in (_of_own_metric, _extreme, _vague, _graded, _sorted, _counted_only)
        for place in range(len(question))
        if (ranking := read(question, place))
    ]
    settled = [_settled(one, of_messages=of_messages) for one in found]
    merged = _with_count(settled)
    return list({(one.metric, one.direction, one.quality, one.band): one for one in merged}.values())


def _settled(ranking: Ranking, *, of_messages: bool) -> Ranking:
    """Email has its own measures; where email is not named the planner decides by kind of entity."""
    metric = ranking.metric
    if metric is None and of_messages:
        metric = metric_for(ranking.quality, of_messages=True)
    elif metric is None and ranking.quality == "clicked":
        metric = metric_for("clicked", of_messages=False)
    elif metric == "ctr" and of_messages:
        metric = "click_rate"
    quality = "performance" if ranking.quality == "clicked" else ranking.quality
    return Ranking(metric, ranking.direction, ranking.top, ranking.band, ranking.words, quality)


def _with_count(rankings: list[Ranking]) -> list[Ranking]:
    """A number of hits that was said apart (`show 5 campaigns`) belongs to the first order."""
    orders = [one for one in rankings if one.words or one.top is None]
    count = next((one.top for one in rankings if one.top), None)
    if orders and count and orders[0].top is None:
        first = orders[0]
        orders[0] = Ranking(first.metric, first.direction, count, first.band, first.words, first.quality)
    return orders


# --- readers ---


def _sorted(question: Question, place: int) -> Ranking | None:
    """Sorted by CPC descending."""
    said = question.at(say.SORT, place)
    metric = question.at(metric_phrases(), place + said[0]) if said else None
    if not said or not metric:
        return None
    end = place + said[0] + metric[0]
    up, down = question.at(say.ASCENDING, end), question.at(say.DESCENDING, end)
    end += (up or down or (0, ""))[0]
    direction = (
        Direction.ASC if up or (not down and metric[1] in LOWER_IS_BETTER and metric[1] != "spend") else Direction.DESC
    )
    return Ranking(metric[1], direction, words=question.take(place, end))


def _of_own_metric(question: Question, place: int) -> Ranking | None:
    """Cheapest clicks, most profitable, highest spending, least opened."""
    said = question.at(say.OWN_METRIC, place)
    if not said:
        return None
    start, end, top = _count_around(question, place, place + said[0])
    head, _, way = said[1].partition(" ")
    if head in {"cheap", "expensive"}:
        return _priced(question, start, end, top, is_cheap=head == "cheap", band=False)
    metric = None if head in _QUALITIES else head
    words = question.take(start, end)
    return Ranking(metric, Direction(way), top, words=words, quality=head if metric is None else "performance")


def _priced(question: Question, start: int, end: int, top: int | None, *, is_cheap: bool, band: bool) -> Ranking:
    of = question.at(metric_phrases(), end)
    priced = say.PRICED.get(of[1], of[1]) if of else ""
    direction = Direction.ASC if is_cheap else Direction.DESC
    if priced == "roas":
        direction = Direction.DESC if is_cheap else Direction.ASC
    fallback = "cost_per_conversion" if is_cheap else "spend"
    words = question.take(start, end + (of[0] if of else 0))
    return Ranking(priced or fallback, direction, top, band, words, "cost")


def _extreme(question: Question, place: int) -> Ranking | None:
    said = question.at(say.EXTREMES, place)
    if not said:
        return None
    start, end, top = _count_around(question, place, place + said[0])
    metric, first, last = _metric_near(question, start, end)
    kind = said[1]
    if metric is None and kind in {"most", "least"}:
        return None
    direction = _direction(kind, metric)
    words = _words_of(question, start, end, first, last)
    return Ranking(metric, direction, top, words=words)


def _direction(kind: str, metric: str | None) -> Direction:
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
    if after and not after.percent and not after.money and 1 <= after.value <= _MOST_ASKED and after.value.is_integer():
        return start, end + after.size, int(after.value)
    before = amount_at(question, start - 1) if start else None
    if (
        before
        and before.size == 1
        and not before.percent
        and 1 <= before.value <= _MOST_ASKED
        and before.value.is_integer()
    ):
        return start - 1, end, int(before.value)
    return start, end, None


def _metric_near(question: Question, start: int, end: int) -> tuple[str | None, int, int]:
    """(metric, its place, place after) of the metric that a superlative is about."""
    first = _past_articles(question, end)
    found = question.at(metric_phrases(), first)
    if found:
        return found[1], end, first + found[0]
    back = start - 1 if start and question.words[start - 1] in _ARTICLES else start
    found = question.ending(metric_phrases(), back)
    if found:
        return found[1], back - found[0], start
    return _metric_behind(question, end)


def _past_articles(question: Question, place: int) -> int:
    while place < len(question) and question.words[place] in _ARTICLES and not question.taken[place]:
        place += 1
    return place


def _metric_behind(question: Question, end: int) -> tuple[str | None, int, int]:
    """Top 5 campaigns by revenue."""
    for place in range(end, min(end + _FARTHEST, len(question))):
        by = question.at(say.BY, place)
        start = _past_articles(question, place + by[0]) if by else 0
        found = question.at(metric_phrases(), start) if by else None
        if found:
            return found[1], place, start + found[0]
    return None, 0, 0


def _vague(question: Question, place: int) -> Ranking | None:
    """High performing, wasting money, engaging."""
    said = question.at(say.QUALITIES, place)
    if not said:
        return None
    head, _, way = said[1].partition(" ")
    metric = None if head in _QUALITIES else head
    start, end = place, place + said[0]
    direction = Direction(way)
    if start and question.words[start - 1] in {"not", "nicht", "no", "nao", "pas"} and not question.taken[start - 1]:
        start, direction = start - 1, Direction.ASC if direction is Direction.DESC else Direction.DESC
    words = question.take(start, end)
    return Ranking(metric, direction, band=True, words=words, quality=head if metric is None else "performance")


def _graded(question: Question, place: int) -> Ranking | None:
    """High CTR, poor open rate, expensive clicks; ROAS alto, CTR is high."""
    said = question.at(say.GRADES, place)
    if not said:
        return None
    end = place + said[0]
    if said[1] in {"cheap", "expensive"}:
        return _priced(question, place, end, None, is_cheap=said[1] == "cheap", band=True)
    found = question.at(metric_phrases(), _past_articles(question, end))
    first, last = place, _past_articles(question, end) + (found[0] if found else 0)
    if not found:
        back = place
        while back and question.words[back - 1] in {
            "is",
            "was",
            "are",
            "were",
            "muy",
            "very",
            "ist",
            "est",
            "too",
            "really",
        }:
            back -= 1
        found = question.ending(metric_phrases(), back)
        first, last = (back - found[0], end) if found else (place, end)
    if not found:
        return None
    kind = {"high": "most", "low": "least", "good": "best", "bad": "worst"}[said[1]]
    return Ranking(found[1], _direction(kind, found[1]), band=True, words=question.take(first, last))


def _counted_only(question: Question, place: int) -> Ranking | None:
    """A metric after `by`, with no superlative: campaigns by revenue."""
    if question.words[place] not in {"by", "nach", "por", "par"} or question.taken[place]:
        return None
    found = question.at(metric_phrases(), _past_articles(question, place + 1))
    if not found:
        return None
    end = _past_articles(question, place + 1) + found[0]
    return Ranking(found[1], _direction("best", found[1]), words=question.take(place, end))
