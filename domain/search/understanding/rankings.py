"""Superlatives and vague qualities: the worst CPC, top 5 by revenue, underperforming, expensive clicks."""

from __future__ import annotations

from dataclasses import replace

from domain.search.interpretation import Ranking
from domain.search.text import words_of
from domain.search.understanding import superlative_words as say
from domain.search.understanding.attribute_words import CHANNELS, LEVELS
from domain.search.understanding.counts import Count
from domain.search.understanding.metric_words import metric_phrases
from domain.search.understanding.money_compared import SPENT
from domain.search.understanding.praise import denied_before, read_praise
from domain.search.understanding.question import Question
from domain.search.understanding.scales import RATE_OF_COUNT, RELATIVE
from domain.search.understanding.sorting import bare_metric, by_metric, count_apart, sorted_by
from domain.search.understanding.superlatives import (
    QUALITIES,
    direction_of,
    extreme,
    most_money,
    of_own_metric,
    past_articles,
    priced,
    quality_of_metric,
    runner_up,
)
from domain.vocabulary import Direction

_FOR_ADS = {
    "performance": "roas",
    "efficiency": "roas",
    "engagement": "ctr",
    "attention": "ctr",
    "cost": "cost_per_conversion",
    "clicked": "clicks",
}
_FOR_MESSAGES = {
    "performance": "revenue_per_recipient",
    "efficiency": "revenue_per_recipient",
    "engagement": "click_rate",
    "attention": "open_rate",
    "cost": "unsubscribe_rate",
    "clicked": "click_rate",
}


_OPPOSITE = {"high": "low", "low": "high", "good": "bad", "bad": "good"}
_BETWEEN = 2
"""Words that may stand between a grade and the kind that it is of: strong retargeting campaigns."""


_NAMES_OF_ROAS = frozenset({"roas", "roi", "return", "returns"})
_LITTLE = frozenset("little hardly barely poco poca peu pouco pouca wenig kaum nada less menos moins".split())
"""Before praise these blame: peu rentables."""


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
        for read in (most_money, of_own_metric, sorted_by, runner_up, extreme, read_praise, _vague, _graded, by_metric)
        for place in range(len(question))
        if (ranking := read(question, place))
    ]
    found = _as_rates(question, found)
    bare = None if any(not one.band for one in found) else bare_metric(question)
    found += [bare] if bare else []
    count = count_apart(question) if found and not any(one.top for one in found) else None
    found[:1] = [replace(one, top=count) if count else one for one in found[:1]]
    settled = [_settled(one, of_messages=of_messages) for one in _with_bare_top(found)]
    merged = _with_count(settled)
    return list({(one.metric, one.direction, one.quality, one.band): one for one in merged}.values())


def _as_rates(question: Question, rankings: list[Ranking]) -> list[Ranking]:
    """The most bounces in relative terms: the rate of what is counted; marks the words that say so."""
    if not any(one.metric in RATE_OF_COUNT for one in rankings):
        return rankings
    for place in range(len(question)):
        said = RELATIVE.at(question.stems, place)  # inside of an order too: the highest share of unsubscribes
        if said:
            words = question.take(place, place + said[0])
            return [
                replace(one, metric=RATE_OF_COUNT.get(one.metric or "", one.metric), words=f"{one.words} {words}")
                for one in rankings
            ]
    return rankings


def _settled(ranking: Ranking, *, of_messages: bool) -> Ranking:
    """Email has its own measures; where email is not named the planner decides by kind of entity."""
    metric = ranking.metric
    if metric is None and of_messages:
        metric = metric_for(ranking.quality, of_messages=True)
    elif metric == "roas" and of_messages and _NAMES_OF_ROAS.isdisjoint(words_of(ranking.words)):
        metric = metric_for("performance", of_messages=True)  # emails that make money: they have no spend
    elif metric is None and ranking.quality == "clicked":
        metric = metric_for("clicked", of_messages=False)
    elif metric == "ctr" and of_messages:
        metric = "click_rate"
    quality = "performance" if ranking.quality == "clicked" else ranking.quality
    return replace(ranking, metric=metric, quality=quality)


def _with_bare_top(rankings: list[Ranking]) -> list[Ranking]:
    """A top without a metric says how many of the order that has one: most leads, top 3."""
    bare = next((one for one in rankings if one.metric is None and one.top and one.direction is Direction.DESC), None)
    named = next((one for one in rankings if one.metric and not one.band and not one.top), None)
    if not bare or not named or bare.skipped or bare.quality != "performance":
        return rankings
    told = replace(named, top=bare.top, words=f"{named.words} {bare.words}")
    return [told if one is named else one for one in rankings if one is not bare]


def _with_count(rankings: list[Ranking]) -> list[Ranking]:
    """A number of hits that was said apart (`show 5 campaigns`) belongs to the first order."""
    orders = [one for one in rankings if one.words or one.top is None]
    count = next((one.top for one in rankings if one.top), None)
    if orders and count and orders[0].top is None:
        orders[0] = replace(orders[0], top=count)
    return orders


# --- readers ---


def _vague(question: Question, place: int) -> Ranking | None:
    """High performing, wasting money, engaging."""
    said = question.at(say.QUALITIES, place)
    if not said:
        return None
    head, _, way = said[1].partition(" ")
    metric = None if head in QUALITIES else head
    start, end = place, place + said[0]
    is_good = Direction(way) is Direction.DESC
    start, is_denied = denied_before(question, start)
    if not is_denied and start and question.words[start - 1] in _LITTLE and not question.taken[start - 1]:
        start, is_denied = start - 1, True
    is_good = is_good != is_denied
    spent = question.at(SPENT, end)
    end += spent[0] if spent and spent[1] == "spend" and head != "engagement" else 0
    told = quality_of_metric(question, end, good=is_good) if head in QUALITIES else None
    words = question.take(start, end)
    if told:
        return Ranking(told[0], told[1], band=True, words=f"{words} {question.take(told[2], told[3])}")
    direction = Direction.DESC if is_good else Direction.ASC
    return Ranking(metric, direction, band=True, words=words, quality=head if metric is None else "performance")


def _graded(question: Question, place: int) -> Ranking | None:
    """High CTR, poor open rate, expensive clicks; ROAS alto, CTR is high."""
    said = question.at(say.GRADES, place)
    if not said:
        return None
    end, (denied, is_denied) = place + said[0], denied_before(question, place)
    if said[1] in {"cheap", "expensive"}:
        return priced(question, Count(place, end), is_cheap=said[1] == "cheap", band=True)
    found = question.at(metric_phrases(), past_articles(question, end))
    first, last = place, past_articles(question, end) + (found[0] if found else 0)
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
        return _graded_kind(question, denied, end, _OPPOSITE[said[1]] if is_denied else said[1])
    kind = {"high": "most", "low": "least", "good": "best", "bad": "worst"}[
        _OPPOSITE[said[1]] if is_denied else said[1]
    ]
    first = min(first, denied)
    is_asked = place > 0 and question.words[place - 1] == "how"  # how many clicks: no grade
    return Ranking(found[1], direction_of(kind, found[1]), band=not is_asked, words=question.take(first, last))


def _graded_kind(question: Question, place: int, end: int, grade: str) -> Ranking | None:
    """Weak emails, good campaigns, poor performers."""
    if grade not in {"good", "bad"}:
        return None
    performers = question.at(say.PERFORMERS, end)
    behind_noun = any(question.ending(table, place) for table in (LEVELS, CHANNELS))
    behind = range(end, min(end + _BETWEEN + 1, question.free_from(end)))
    if (
        not performers
        and not behind_noun
        and not any(question.at(table, one) for table in (LEVELS, CHANNELS) for one in behind)
    ):
        return None
    direction, end = Direction.DESC if grade == "good" else Direction.ASC, end + (performers or (0, ""))[0]
    told = quality_of_metric(question, end, good=grade == "good")
    words = question.take(place, end)
    if told:
        return Ranking(told[0], told[1], band=True, words=f"{words} {question.take(told[2], told[3])}")
    return Ranking(None, direction, band=True, words=words)
