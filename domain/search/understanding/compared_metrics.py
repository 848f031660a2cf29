"""The metric that a comparison is of: ROAS above 3, more than 100 clicks, over $500, 40 dollars a lead."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.metrics import RATIO_BY_NAME
from domain.search.dates.spans import FIRST_YEAR, LAST_YEAR
from domain.search.dates.words import MONTHS, UNITS
from domain.search.interpretation import Comparison
from domain.search.phrases import phrases
from domain.search.understanding import comparators as say
from domain.search.understanding.attribute_words import CHANNELS, LEVELS
from domain.search.understanding.comparisons import (
    OPPOSITES,
    Compared,
    compared_at,
    denial_before,
    is_after_month,
    turned_by_denial,
)
from domain.search.understanding.metric_words import is_inside_metric, metric_phrases
from domain.search.understanding.question import Question
from domain.search.understanding.superlative_words import OF_THEM, PRICED


@dataclass(frozen=True, slots=True)
class Clause:
    """A comparison with its metric: where the words begin and end."""

    start: int
    end: int
    metric: str
    compared: Compared


def clause_at(question: Question, place: int) -> Clause | None:
    """The comparison of a metric whose amount begins at a place."""
    compared = compared_at(question, place) if not _is_somebody(question, place) else None
    if not compared or is_inside_metric(question.stems, place):
        return None
    if compared.comparison is None and compared.amount.value >= _SHORTEST_ID:
        return None
    split = _split(question, compared)
    if split:
        return split
    if _is_date(question, compared) or _is_number_of_hits(question, compared):
        return None
    clause = _with_metric(question, compared)
    return _denied(question, clause) if clause else None


def _is_somebody(question: Question, place: int) -> bool:
    """No one bought: nobody, not one."""
    return question.words[place] == "one" and place > 0 and question.words[place - 1] in {"no", "any", "some", "every"}


def _split(question: Question, compared: Compared) -> Clause | None:
    """More clicks than 3000, a lower CPC than 0.4: the metric inside of its comparator."""
    than = compared.start - 1
    if compared.comparison or than < 0 or question.taken[than] or question.words[than] not in _THAN:
        return None
    than -= than > 0 and question.words[than - 1] == "do"  # mais cliques do que
    metric = question.ending(metric_phrases(), than)
    head = question.ending(say.HEADS, than - metric[0], 1) if metric else None
    if not metric or not head:
        return None
    start = than - metric[0] - head[0]
    told = turned_by_denial(question, replace(compared, start=start, comparison=head[1]))
    return Clause(told.start, told.end, metric[1], told)


def _denied(question: Question, clause: Clause) -> Clause:
    """The opposite where a verb before it is denied: doesn't spend more than 400, no generaron más de 80 clics."""
    compared = clause.compared
    if compared.comparison not in OPPOSITES or not compared.comparison:
        return clause
    is_verb = question.words[clause.start] in _VERBS
    if clause.start < compared.start and not is_verb:
        return clause
    first = denial_before(question, clause.start, _VERBS)
    if first == clause.start:
        return clause
    return replace(clause, start=first, compared=replace(compared, comparison=OPPOSITES[compared.comparison]))


_SHORTEST_ID = 1e15
"""Numbers as long as this are ids where nothing says how they compare."""
_THAN = frozenset("than als que de do qu".split())
_VERBS = frozenset(
    """earn produce produced deliver delivered genere fait ausgegeben spend spends spent spending cost costs costing burn burned burnt invest invested make makes made making earn earns earned
    earning generate generates generated generating bring brings brought sell sells sold selling gross grossed gastan gastaron
    gastado kosten depense gastaram gastam generaron generieren rapporte faturaram converted convert""".split()
)
"""Verbs of metrics, which a denial before them denies."""


def _is_date(question: Question, compared: Compared) -> bool:
    """Up to 10 March, more than 2 weeks ago; until 2024, Easter 2024 revenue. `ROAS above 3, March` is none."""
    ends = [compared.amount, *([compared.upper] if compared.upper else [])]
    if any(amount.money or amount.percent for amount in ends):
        return False
    before = _metric_before(question, compared.start)
    is_year = all(FIRST_YEAR <= amount.value <= LAST_YEAR for amount in ends) and _can_be_year(question, compared)
    if is_year and compared.comparison is None and not before:
        return True
    if question.at(metric_phrases(), compared.end) is not None:
        return False
    return is_year or _is_of_day(question, compared)


def _can_be_year(question: Question, compared: Compared) -> bool:
    """Whether words around a number leave it a year: clicks 2024, up to 2024, from 2023 to 2024; not CPA at most 2000."""
    if compared.comparison is Comparison.AT_MOST:
        return any(word in _UNTIL for word in question.words[compared.start : compared.end])
    return compared.comparison in {None, Comparison.BETWEEN}


def _is_number_of_hits(question: Question, compared: Compared) -> bool:
    """Just five emails, 3 campaigns: how many are asked for."""
    if compared.comparison or compared.amount.money or compared.amount.percent:
        return False
    return any(question.at(table, compared.end) for table in (LEVELS, CHANNELS, OF_THEM))


def _is_of_day(question: Question, compared: Compared) -> bool:
    """Whether a month or a unit of time belongs to a number."""
    if is_after_month(question, compared):
        return True
    of = compared.end < len(question) and question.words[compared.end] in {"de", "of", "d"}
    behind = question.at(MONTHS, compared.end + of) is not None
    is_apart = compared.end < len(question) and "," in question.tokens[compared.end].before
    is_of_time = not _SINCE.isdisjoint(question.words[compared.start : compared.end])
    is_of_metric = (
        not is_of_time and compared.comparison in OPPOSITES and _metric_before(question, compared.start) is not None
    )
    return (behind and not is_apart and not is_of_metric) or question.at(UNITS, compared.end) is not None


# --- the metric that is compared ---


def _with_metric(question: Question, compared: Compared) -> Clause | None:
    before = _metric_before(question, compared.start)
    each = _cost_each(question, compared)
    if each:
        start = before[0] if before and before[1] in _MONEY else compared.start
        return Clause(start, _behind(question, compared, each[0]), each[1], compared)
    after = _metric_after(question, compared.end)
    if before and not compared.comparison and not after:
        said = question.ending(say.COMPARATORS, _past_article(question, before[0]))
        if said:
            start = _past_article(question, before[0]) - said[0]
            told = Compared(start, compared.end, said[1], compared.amount, compared.upper)
            return Clause(start, compared.end, before[1], told)
    if before and (compared.comparison or not after):
        return Clause(before[0], _behind(question, compared, compared.end), before[1], compared)
    if after:
        is_count = not compared.amount.money and question.words[compared.end] in _COUNTED_SALES
        metric = "conversions" if is_count else after[1]
        return Clause(compared.start, _behind(question, compared, after[0]), metric, compared)
    return _without_metric(question, compared)


_COUNTED_SALES = frozenset("sales sale ventas ventes vendas verkaufe".split())
"""Directly behind a number without currency: how many there were."""


_MONEY = frozenset({"spend", "revenue"})
_EACH = phrases(
    "each: per | a | an | each | every | per each | for each | for every | for every single | for each single | every single | for a | for an"
    " | for one | pro | je | fur jeden | fur jede | fur jedes | jeder | jede | jeden | por | cada | por cada | par | chaque | pour chaque"
)
_UNTIL = frozenset("up hasta jusqu ate bis until".split())
_SINCE = _UNTIL | frozenset("ab partir starting within".split())
"""Words that compare days as well as figures."""


def _cost_each(question: Question, compared: Compared) -> tuple[int, str] | None:
    """(place after, metric) of `40 dollars a lead`, `2 per click`, `0.20 per recipient`."""
    place = compared.end
    each = question.at(_EACH, place)
    if not each:
        return None
    whole = question.at(metric_phrases(), place)
    if whole and question.words[place] != "a":
        return (place + whole[0], whole[1]) if whole[1] in RATIO_BY_NAME else None
    of = question.at(metric_phrases(), place + each[0])
    if not of or of[1] not in PRICED or not compared.amount.money:
        return None
    metric = "cost_per_conversion" if of[1] == "revenue" else PRICED[of[1]]  # a sale is one of them, and no money
    return place + each[0] + of[0], metric


def _past_article(question: Question, place: int) -> int:
    """The place before an article: `exceed a CPA of 30`."""
    return (
        place - 1 if place and question.words[place - 1] in {"a", "an", "the", "un", "una", "einen", "uma"} else place
    )


def _behind(question: Question, compared: Compared, end: int) -> int:
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


def _without_metric(question: Question, compared: Compared) -> Clause | None:
    """More than $500: spend, or what was earned where a word says so; converting above 3 %."""
    behind = question.at(say.BEHIND, compared.end)
    if compared.amount.times and (compared.comparison or behind):
        return Clause(compared.start, compared.end + (behind[0] if behind else 0), "roas", compared)
    if compared.comparison is None:
        return None
    earned = question.ending(say.EARNED, compared.start)
    if compared.amount.money or earned:
        metric = "revenue" if earned else "spend"
        return Clause(compared.start - (earned[0] if earned else 0), compared.end, metric, compared)
    place = compared.start
    if place and question.words[place - 1] in {"at", "a", "con", "mit", "avec", "com"}:
        place -= 1
    verb = question.ending(say.VERBS, place)
    if verb and compared.amount.percent and verb[1] == "conversions":
        return Clause(place - verb[0], compared.end, "conversion_rate", compared)
    return None
