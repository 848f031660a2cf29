"""Metrics compared with amounts: ROAS above 3, more than 100 clicks, CPA between 5 and 10, no conversions."""

from __future__ import annotations

from dataclasses import dataclass

from domain.metrics import RATIO_BY_NAME
from domain.search.dates.spans import FIRST_YEAR, LAST_YEAR
from domain.search.dates.words import MONTHS, UNITS
from domain.search.interpretation import Comparison, MetricFilter
from domain.search.understanding import comparators as say
from domain.search.understanding.amounts import Amount, amount_at
from domain.search.understanding.metric_words import LOWER_IS_BETTER, RATES, metric_phrases
from domain.search.understanding.question import Question
from domain.search.understanding.superlative_words import TOP_WORDS

_RATE_OF_COUNT = {
    "conversions": "conversion_rate",
    "clicks": "ctr",
    "opens": "open_rate",
    "unique_opens": "open_rate",
    "unique_clicks": "click_rate",
    "unsubscribes": "unsubscribe_rate",
    "bounces": "bounce_rate",
}
_SMALL_RATES = {"ctr": 0.3, "unsubscribe_rate": 0.2, "bounce_rate": 0.5}
"""Above these a bare number must be in percent: nobody asks for a CTR of 50 %."""


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


def amount_places(question: Question) -> frozenset[int]:
    """Places of numbers that are amounts of something, and so no years or days."""
    spans = [(clause.start, clause.end) for start in range(len(question)) if (clause := _clause(question, start))]
    spans += [
        (start, start + amount.size)
        for start in range(len(question))
        if (amount := amount_at(question, start)) and (amount.money or amount.percent)
    ]
    return frozenset(place for span in spans for place in range(*span) if question.tokens[place].word[:1].isdigit())


def read_metric_filters(question: Question, *, of_messages: bool) -> list[MetricFilter]:
    """Every comparison of a metric with an amount; marks their words. `of_messages`: rates are those of email."""
    found = []
    for place in range(len(question)):
        clause = _clause(question, place)
        if clause:
            words = question.take(clause.start, clause.end)
            found.append(_filter(clause, words, of_messages=of_messages))
    return [*found, *_presence(question)]


def _clause(question: Question, place: int) -> _Clause | None:
    compared = _compared(question, place)
    if not compared or _is_date(question, compared):
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
    sign = next(
        (s for s in (question.tokens[place].before[:2], question.tokens[place].before[:1]) if s in say.SIGNS), ""
    )
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
    return _Compared(start, after, _negated(question, start, comparison), amount)


def question_start(question: Question, place: int) -> int:
    """The place before an article in front of an amount: `above the 3`."""
    return (
        place - 1 if place and question.words[place - 1] in {"the", "a", "an", "of", "de", "um", "el", "von"} else place
    )


def _negated(question: Question, start: int, comparison: Comparison | None) -> Comparison | None:
    if comparison and start and question.words[start - 1] in {"not", "never", "no", "nicht", "nao"}:
        return {
            Comparison.OVER: Comparison.AT_MOST,
            Comparison.UNDER: Comparison.AT_LEAST,
            Comparison.AT_LEAST: Comparison.UNDER,
            Comparison.AT_MOST: Comparison.OVER,
        }.get(comparison, comparison)
    return comparison


def _is_top(question: Question, place: int, amount: Amount) -> bool:
    """Top 5, the 5 best."""
    after = place + amount.size
    before = question.stems[place - 1] if place else ""
    return before in TOP_WORDS or (after < len(question) and question.stems[after] in TOP_WORDS)


def _is_date(question: Question, compared: _Compared) -> bool:
    """Up to 10 March, more than 2 weeks ago; until 2024."""
    amount = compared.upper or compared.amount
    after = question.at(MONTHS, compared.end) is not None or question.at(UNITS, compared.end) is not None
    before = question.ending(MONTHS, compared.start, 1)
    is_year = FIRST_YEAR <= amount.value <= LAST_YEAR and compared.comparison in {
        None,
        Comparison.AT_MOST,
        Comparison.BETWEEN,
    }
    is_plain = not (amount.money or amount.percent)
    metric_follows = question.at(metric_phrases(), compared.end) is not None
    return is_plain and not metric_follows and (after or before is not None or is_year)


# --- the metric that is compared ---


def _with_metric(question: Question, compared: _Compared) -> _Clause | None:
    before = _metric_before(question, compared.start)
    after = _metric_after(question, compared.end)
    if before and (compared.comparison or not after):
        return _Clause(before[0], _behind(question, compared, compared.end), before[1], compared)
    if after:
        return _Clause(compared.start, _behind(question, compared, after[0]), after[1], compared)
    return _without_metric(question, compared)


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
    metric = _RATE_OF_COUNT.get(clause.metric, clause.metric) if percent else clause.metric
    if of_messages and metric == "ctr":
        metric = "click_rate"
    value = in_unit(metric, compared.amount.value, percent=percent)
    upper = in_unit(metric, compared.upper.value, percent=percent) if compared.upper else None
    if upper is not None and upper < value:
        value, upper = upper, value
    return MetricFilter(metric, _comparison(metric, value, compared, words), value, upper, words)


def _comparison(metric: str, value: float, compared: _Compared, words: str) -> Comparison:
    if compared.comparison:
        return compared.comparison
    behind = [said for phrase, said in _BEHIND_ENDS if words.lower().endswith(phrase)]
    if behind:
        return behind[0]
    if value == 0:
        return Comparison.EQUALS
    return Comparison.AT_MOST if metric in LOWER_IS_BETTER and metric in RATIO_BY_NAME else Comparison.AT_LEAST


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


def in_unit(metric: str, value: float, *, percent: bool) -> float:
    """A number as people say it in the metric's own unit: 2 % and 2 of a rate are 0.02; 300 % of ROAS are 3.

    >>> in_unit("ctr", 2, percent=False), in_unit("ctr", 0.02, percent=False), in_unit("roas", 300, percent=True)
    (0.02, 0.02, 3.0)
    """
    is_rate = metric in RATES and value > 0
    if percent and (metric in RATES or metric == "roas"):
        return round(value / 100, 12)
    if is_rate and (value >= 1 or value > _SMALL_RATES.get(metric, 1.0)):
        return round(value / 100, 12)
    return value


# --- something or nothing at all ---

_NOTHING = frozenset("nothing none nada nichts rien".split())


def _presence(question: Question) -> list[MetricFilter]:
    """Without conversions, converted, with sales: nothing, or more than nothing."""
    return [found for place in range(len(question)) if (found := _present_at(question, place))]


def _present_at(question: Question, place: int) -> MetricFilter | None:
    verb = question.at(say.VERBS, place)
    if verb:
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
        if metric_at and metric_at[1] not in RATIO_BY_NAME:
            return _present(question, place, start + metric_at[0], metric_at[1], is_some=is_some)
    return None


def _present(question: Question, start: int, end: int, metric: str, *, is_some: bool) -> MetricFilter:
    comparison = Comparison.OVER if is_some else Comparison.EQUALS
    return MetricFilter(metric, comparison, 0.0, words=question.take(start, end))
