"""Metrics compared with amounts: ROAS above 3, more than 100 clicks, CPA between 5 and 10, no conversions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.metrics import RATIO_BY_NAME
from domain.search.dates.spans import FIRST_YEAR, LAST_YEAR
from domain.search.dates.words import MONTHS, UNITS
from domain.search.interpretation import Comparison, MetricFilter
from domain.search.text import words_of
from domain.search.understanding import comparators as say
from domain.search.understanding.amounts import Amount, amount_at
from domain.search.understanding.attribute_words import CHANNELS, LEVELS
from domain.search.understanding.metric_words import LOWER_IS_BETTER, metric_phrases
from domain.search.understanding.multiples import read_multiple
from domain.search.understanding.presence import read_presence
from domain.search.understanding.question import Question
from domain.search.understanding.scales import RATE_OF_COUNT, in_unit
from domain.search.understanding.superlative_words import OF_THEM, TOP_WORDS


@dataclass(frozen=True, slots=True)
class _Compared:
    """An amount with its comparison: where the words begin and end."""

    start: int
    end: int
    comparison: Comparison | None
    amount: Amount
    upper: Amount | None = None


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    metric: str
    compared: _Compared


def amount_places(question: Question, days: Callable[[], frozenset[int]]) -> frozenset[int]:
    """Places of numbers that are amounts of something, and so no years or days.

    `days`: the places of numbers that dates could be made of; they are asked for where only a metric stands beside a
    number: `5 October clicks`, `clicks 11/29`.
    """
    clauses = [clause for start in range(len(question)) if (clause := _clause(question, start))]
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


def _is_bare(question: Question, compared: _Compared) -> bool:
    """Whether no word or sign says how an amount is compared: `5 clicks`, `5-12 clicks`."""
    is_hyphenated = question.tokens[compared.start].word[:1].isdigit()
    return compared.comparison is None or (compared.comparison is Comparison.BETWEEN and is_hyphenated)


def read_metric_filters(question: Question, *, of_messages: bool) -> list[MetricFilter]:
    """Every comparison of a metric with an amount; marks their words. `of_messages`: rates are those of email."""
    found = [one for place in range(len(question)) if (one := read_multiple(question, place))]
    for place in range(len(question)):
        clause = _clause(question, place)
        if clause:
            words = question.take(clause.start, clause.end)
            found.append(_filter(clause, words, of_messages=of_messages))
    return [*found, *read_presence(question)]


def _clause(question: Question, place: int) -> _Clause | None:
    compared = _compared(question, place)
    if not compared or _is_date(question, compared) or _is_number_of_hits(question, compared):
        return None
    return _with_metric(question, compared)


# --- the amount and its comparator ---


def _compared(question: Question, place: int) -> _Compared | None:
    """The comparison whose first amount begins at a place."""
    amount = amount_at(question, place)
    if not amount or _is_top(question, place, amount):
        return None
    after = place + amount.size
    second = _second(question, after)
    if second:
        opened = question.ending(say.BETWEEN, place)
        hyphen = "-" in question.tokens[after].before or "–" in question.tokens[after].before
        if opened or hyphen:
            return _Compared(place - (opened[0] if opened else 0), second[0], Comparison.BETWEEN, amount, second[1])
    return _with_comparator(question, place, after, amount)


def _second(question: Question, place: int) -> tuple[int, Amount] | None:
    """(place after, amount) of `and 200`, `-200`."""
    start = question.skip(say.AND, place)
    amount = amount_at(question, start)
    is_joined = start > place or (place < len(question) and set(question.tokens[place].before) & {"-", "–"})
    return (start + amount.size, amount) if amount and is_joined else None


def _with_comparator(question: Question, place: int, after: int, amount: Amount) -> _Compared:
    signs = question.tokens[place].before.lstrip(":")
    sign = next((s for s in (signs[:2], signs[:1]) if s in say.SIGNS), "")
    if sign:
        return _Compared(place, after, say.SIGNS[sign], amount)
    said = question.ending(say.COMPARATORS, place) or question.ending(say.COMPARATORS, question_start(question, place))
    start = place
    if said:
        start = (place if question.ending(say.COMPARATORS, place) else question_start(question, place)) - said[0]
    behind = question.at(say.BEHIND, after)
    if behind and not said:
        return _Compared(start, after + behind[0], behind[1], amount)
    tail = question.tokens[after].before if after < len(question) else question.text[question.tokens[after - 1].end :]
    if not said and tail.strip()[:1] == "+":
        return _Compared(start, after, Comparison.AT_LEAST, amount)
    comparison = said[1] if said else None
    if comparison in _OPPOSITES and start and question.words[start - 1] in _NOT and not question.taken[start - 1]:
        return _Compared(start - 1, after, _OPPOSITES[comparison], amount)
    return _Compared(start, after, comparison, amount)


def question_start(question: Question, place: int) -> int:
    """The place before an article in front of an amount: `above the 3`."""
    return (
        place - 1 if place and question.words[place - 1] in {"the", "a", "an", "of", "de", "um", "el", "von"} else place
    )


_NOT = frozenset("not never no nicht nao".split())
_OPPOSITES = {
    Comparison.OVER: Comparison.AT_MOST,
    Comparison.UNDER: Comparison.AT_LEAST,
    Comparison.AT_LEAST: Comparison.UNDER,
    Comparison.AT_MOST: Comparison.OVER,
}


def _is_top(question: Question, place: int, amount: Amount) -> bool:
    """Top 5, the 5 best."""
    after = place + amount.size
    before = question.stems[place - 1] if place else ""
    return before in TOP_WORDS or (after < len(question) and question.stems[after] in TOP_WORDS)


def _is_date(question: Question, compared: _Compared) -> bool:
    """Up to 10 March, more than 2 weeks ago; until 2024, Easter 2024 revenue. `ROAS above 3, March` is none."""
    amount = compared.upper or compared.amount
    if amount.money or amount.percent:
        return False
    is_year = FIRST_YEAR <= amount.value <= LAST_YEAR and compared.comparison in {
        None,
        Comparison.AT_MOST,
        Comparison.BETWEEN,
    }
    if is_year and compared.comparison is None and not _metric_before(question, compared.start):
        return True
    if question.at(metric_phrases(), compared.end) is not None:
        return False
    return is_year or _is_of_day(question, compared)


def _is_number_of_hits(question: Question, compared: _Compared) -> bool:
    """Just five emails, 3 campaigns: how many are asked for."""
    if compared.comparison or compared.amount.money or compared.amount.percent:
        return False
    return any(question.at(table, compared.end) for table in (LEVELS, CHANNELS, OF_THEM))


def _is_of_day(question: Question, compared: _Compared) -> bool:
    """Whether a month or a unit of time belongs to a number."""
    if question.ending(MONTHS, compared.start, 1) is not None:
        return True
    of = compared.end < len(question) and question.words[compared.end] in {"of", "de", "d"}
    behind = question.at(MONTHS, compared.end + of) is not None
    is_apart = compared.end < len(question) and "," in question.tokens[compared.end].before
    is_of_metric = compared.comparison in _OPPOSITES and _metric_before(question, compared.start) is not None
    return (behind and not is_apart and not is_of_metric) or question.at(UNITS, compared.end) is not None


# --- the metric that is compared ---


def _with_metric(question: Question, compared: _Compared) -> _Clause | None:
    before = _metric_before(question, compared.start)
    after = _metric_after(question, compared.end)
    if before and not compared.comparison and not after:
        said = question.ending(say.COMPARATORS, _past_article(question, before[0]))
        if said:
            start = _past_article(question, before[0]) - said[0]
            told = _Compared(start, compared.end, said[1], compared.amount, compared.upper)
            return _Clause(start, compared.end, before[1], told)
    if before and (compared.comparison or not after):
        return _Clause(before[0], _behind(question, compared, compared.end), before[1], compared)
    if after:
        is_count = not compared.amount.money and question.words[compared.end] in _COUNTED_SALES
        metric = "conversions" if is_count else after[1]
        return _Clause(compared.start, _behind(question, compared, after[0]), metric, compared)
    return _without_metric(question, compared)


_COUNTED_SALES = frozenset("sales sale ventas ventes vendas verkaufe".split())
"""Directly behind a number without currency: how many there were."""


def _past_article(question: Question, place: int) -> int:
    """The place before an article: `exceed a CPA of 30`."""
    return (
        place - 1 if place and question.words[place - 1] in {"a", "an", "the", "un", "una", "einen", "uma"} else place
    )


def _behind(question: Question, compared: _Compared, end: int) -> int:
    """The end of `100 clicks or more`."""
    said = question.at(say.BEHIND, end) if compared.comparison is None else None
    return end + said[0] if said else end


def _metric_before(question: Question, place: int) -> tuple[int, str] | None:
    """(place, metric) of the metric that ends before a place, small words between them left out."""
    start = place
    for _ in range(3):
        found = question.ending(metric_phrases(), start)
        if found:
            return start - found[0], found[1]
        between = question.ending(say.BEFORE_COMPARATOR, start, 2)
        behind_date = _past_taken(question, start)
        if not between and behind_date == start:
            return None
        start = start - between[0] if between else behind_date
    return None


def _past_taken(question: Question, place: int) -> int:
    """The place before words that are understood already: `revenue last month over 2000`."""
    while place and question.taken[place - 1]:
        place -= 1
    return place


def _metric_after(question: Question, place: int) -> tuple[int, str] | None:
    """(place after, metric) of the metric that begins at a place, small words left out."""
    start = place
    for _ in range(2):
        found = question.at(metric_phrases(), start)
        if found:
            return start + found[0], found[1]
        start = question.skip(say.AFTER_AMOUNT, start)
    return None


def _without_metric(question: Question, compared: _Compared) -> _Clause | None:
    """More than $500: spend, or what was earned where a word says so; converting above 3 %."""
    behind = question.at(say.BEHIND, compared.end)
    if compared.amount.times and (compared.comparison or behind):
        return _Clause(compared.start, compared.end + (behind[0] if behind else 0), "roas", compared)
    if compared.comparison is None:
        return None
    earned = question.ending(say.EARNED, compared.start)
    if compared.amount.money or earned:
        metric = "revenue" if earned else "spend"
        return _Clause(compared.start - (earned[0] if earned else 0), compared.end, metric, compared)
    place = compared.start
    if place and question.words[place - 1] in {"at", "a", "con", "mit", "avec", "com"}:
        place -= 1
    verb = question.ending(say.VERBS, place)
    if verb and compared.amount.percent and verb[1] == "conversions":
        return _Clause(place - verb[0], compared.end, "conversion_rate", compared)
    return None


# --- the filter ---


def _filter(clause: _Clause, words: str, *, of_messages: bool) -> MetricFilter:
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


def _comparison(metric: str, value: float, compared: _Compared, words: str) -> Comparison:
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


_WORTH = frozenset("better worse besser schlechter mejor peor meilleur pire melhor pior".split())
_TURNED = {Comparison.OVER: Comparison.UNDER, Comparison.UNDER: Comparison.OVER}
"""A cost that is worse than another is above it."""
_BEHIND_ENDS = (
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
