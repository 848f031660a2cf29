"""Superlatives: the worst CPC, top 5 by revenue, cheapest clicks, most profitable."""

from __future__ import annotations

from dataclasses import replace

from domain.search.concepts.lexicon import concept_phrases
from domain.search.interpretation import Ranking
from domain.search.understanding import superlative_words as say
from domain.search.understanding.amounts import amount_at
from domain.search.understanding.attribute_words import CHANNELS
from domain.search.understanding.comparators import EARNED
from domain.search.understanding.count_words import FRACTIONS, RUNNER_UP, UPPER
from domain.search.understanding.counts import Count, count_around
from domain.search.understanding.metric_words import LOWER_IS_BETTER, metric_phrases
from domain.search.understanding.money_compared import SPENT
from domain.search.understanding.praise_words import BURN, CASH
from domain.search.understanding.question import Question
from domain.vocabulary import Direction

QUALITIES = frozenset({"performance", "engagement", "attention", "efficiency", "cost", "clicked"})
_ARTICLES = frozenset("the a an el la los las le les der die das den dem o os as of de der von do da".split())
_SMALL = _ARTICLES | frozenset(
    "number total totals amount overall average avg our their share numero total zahl nombre".split()
)
_PART = frozenset("d parte part teil del".split())
"""The largest part of the money."""
_NOUNS = frozenset(
    "campaign ad email flow objective goal newsletter mail campana kampagne anzeige campagne annonce campanha".split()
)
_SMALL_BEFORE = _ARTICLES | frozenset(
    "us you me nos uns is are was were too very so way es son ist sind est sont e sao".split()
)
_FARTHEST = 30


def of_own_metric(question: Question, place: int) -> Ranking | None:
    """Cheapest clicks, most profitable, highest spending, least opened."""
    said = question.at(say.OWN_METRIC, place)
    if not said or _is_longer(question, place, said[0]):
        return None
    count = count_around(question, place, place + said[0])
    head, _, way = said[1].partition(" ")
    if head in {"cheap", "expensive"}:
        return priced(question, count, is_cheap=head == "cheap", band=False)
    if head in QUALITIES and (told := quality_of_metric(question, count.end, good=Direction(way) is Direction.DESC)):
        words = _words_of(question, count.start, count.end, told[2], told[3])
        return _counted(Ranking(told[0], told[1], words=words), count)
    metric = None if head in QUALITIES else head
    words = question.take(count.start, count.end)
    quality = head if metric is None else "performance"
    return _counted(Ranking(metric, Direction(way), words=words, quality=quality), count)


def most_money(question: Question, place: int) -> Ranking | None:
    """Which campaign lost, or cost, the most money; most wasted spend. That which made the most is of its own metric."""
    said = question.at(say.EXTREMES, place)
    if not said or said[1] not in {"most", "least"}:
        return None
    end = place + said[0]
    cash, wasted = question.at(CASH, end), question.at(BURN, end)
    before = past_before(question, place)
    burnt, spent = question.ending(BURN, before), question.ending(SPENT, before)
    if wasted and (money := question.at(CASH, end + wasted[0])):
        cash, burnt, spent, end = money, (0, "burn"), None, end + wasted[0]
    if not cash and said[1] == "most":
        first = end
        while first < len(question) and question.words[first] in _SMALL | _PART and not question.taken[first]:
            first += 1
        cash, burnt = question.at(CASH, first), None
        spent, end = spent or question.ending(BURN, before) or question.ending(say.GONE, before), first
    if cash and not burnt and not spent and (behind := question.at(say.GONE, end + cash[0])):
        return Ranking("spend", Direction.DESC, words=question.take(place, end + cash[0] + behind[0]))
    spent = spent or question.ending(say.GONE, before)
    if not cash or not (burnt or spent):
        return None
    start = before - (burnt or spent or (0, ""))[0] if not wasted else place
    metric, is_most = ("roas", False) if burnt else ("spend", True)
    direction = Direction.DESC if is_most == (said[1] == "most") else Direction.ASC
    return Ranking(metric, direction, words=question.take(start, end + cash[0]))


def past_before(question: Question, place: int) -> int:
    """The place before small words: `cost us the` most."""
    while place and question.words[place - 1] in _SMALL_BEFORE and not question.taken[place - 1]:
        place -= 1
    return place


def quality_of_metric(question: Question, end: int, *, good: bool) -> tuple[str, Direction, int, int] | None:
    """(metric, direction, its place, place after) of what a quality is told of: most efficient by CPA, doing well on CTR."""
    metric, first, last = _metric_behind(question, end)
    if metric is None:
        return None
    return metric, direction_of("best" if good else "worst", metric), first, last


def priced(question: Question, count: Count, *, is_cheap: bool, band: bool) -> Ranking:
    """Expensive and cheap are of what is named behind: clicks by their CPC, conversions by their cost; or of `by CPM`."""
    first, of = count.end, question.at(metric_phrases(), past_articles(question, count.end))
    last = past_articles(question, count.end) + of[0] if of else count.end
    named = of[1] if of else None
    before = past_before(question, count.start)
    ahead = question.ending(say.PRICED_NOUNS, before) if named is None else None
    ahead = ahead or (question.ending(metric_phrases(), before) if named is None else None)
    of_noun = question.at(say.PRICED_NOUNS, past_articles(question, count.end)) if named is None else None
    if of_noun:
        named, last = of_noun[1], past_articles(question, count.end) + of_noun[0]
    elif ahead and (ahead[1] in say.PRICED or ahead[1] in LOWER_IS_BETTER):
        named, first, last = ahead[1], before - ahead[0], count.start
    elif named is None:
        named, first, last = _metric_behind(question, count.end)
    metric = say.PRICED.get(named or "", named) or ("cost_per_conversion" if is_cheap else "spend")
    is_low = is_cheap != (metric == "roas")
    words = _words_of(question, count.start, count.end, first, last)
    direction = Direction.ASC if is_low else Direction.DESC
    return _counted(Ranking(metric, direction, band=band, words=words, quality="cost"), count)


def extreme(question: Question, place: int) -> Ranking | None:
    """The worst CPC, most conversions, best campaigns by ROAS; second best; the upper quartile by CTR."""
    said = question.at(say.EXTREMES, place) or _upper(question, place)
    if not said or _is_longer(question, place, said[0]):
        return None
    count = count_around(question, place, place + said[0])
    start, end = count.start, count.end
    if question.words[place] == "top" and count.top and question.at(say.EXTREMES, end):
        return None  # the top 3 worst are the worst
    metric, first, last = _metric_near(question, start, end)
    if metric is None:
        metric, first, last = _metric_apart(question, start, end)
    kind = said[1]
    if metric is None and kind in {"most", "least"}:
        return None
    words = _words_of(question, start, end, first, last)
    return _counted(Ranking(metric, direction_of(kind, metric), words=words), count)


def runner_up(question: Question, place: int) -> Ranking | None:
    """The runner-up by revenue."""
    said = question.at(RUNNER_UP, place)
    if not said:
        return None
    end = place + said[0]
    metric, first, last = _metric_near(question, place, end)
    words = _words_of(question, place, end, first, last)
    return Ranking(metric, direction_of("best", metric), 1, words=words, skipped=int(said[1]) - 1)


def _upper(question: Question, place: int) -> tuple[int, str] | None:
    """Upper and lower are of a part alone: the upper quartile, not upper funnel."""
    said = question.at(UPPER, place)
    amount = amount_at(question, place + said[0]) if said else None
    is_part = said and (question.at(FRACTIONS, place + said[0]) or (amount and amount.percent))
    return said if is_part else None


def _counted(ranking: Ranking, count: Count) -> Ranking:
    return replace(ranking, top=count.top, share=count.share, skipped=count.skipped)


def _is_longer(question: Question, place: int, size: int) -> bool:
    """Whether more words than these name a concept, or a metric: top of funnel, best return on ad spend."""
    concept = concept_phrases().at(question.stems[: question.free_from(place)], place)
    if concept is not None and concept[0] > size:
        return True
    channel = question.at(CHANNELS, place - 1) if place else None
    if channel and channel[0] > size:  # performance max
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


def is_of_concept(question: Question, place: int, size: int) -> bool:
    """Whether words are a part of a longer concept: summer sales, lead magnet."""
    found = ((start, concept_phrases().at(question.stems, start)) for start in range(max(0, place - 3), place + 1))
    return any(one and start + one[0] >= place + size and one[0] > size for start, one in found)


def is_metric_said(question: Question, place: int, size: int) -> bool:
    """Whether words that can be a metric are no part of a longer concept, and of no kind of campaign: summer sales."""
    if is_of_concept(question, place, size):
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


def _metric_near(question: Question, start: int, end: int) -> tuple[str | None, int, int]:
    """(metric, its place, place after) of the metric that a superlative is about."""
    for first in (end, past_articles(question, end)):
        found = question.at(metric_phrases(), first)
        if found and not is_of_concept(question, first, found[0]):
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
