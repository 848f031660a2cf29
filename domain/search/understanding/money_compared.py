"""Revenue compared with the spend, which is ROAS compared with 1: more revenue than spend, cost more than they earned, break even."""

from __future__ import annotations

from domain.search.interpretation import Comparison, MetricFilter
from domain.search.phrases import mapped, phrases
from domain.search.understanding import comparators as say
from domain.search.understanding.comparisons import negated
from domain.search.understanding.metric_words import metric_phrases
from domain.search.understanding.question import Question

MORE = mapped(
    """
over: more than | higher than | greater than | bigger than | larger than | exceeds | exceed | exceeded | exceeding | above | over | beats | beat | outweighs | outweigh | outweighed | tops | mas que | mas de lo que | mas de los que | mayor que | mayores que | supera a | supera | superan | superan a | mehr als | hoher als | grosser als | ubersteigt | ubersteigen | plus que | plus qu | superieur au | superieure aux | superieur aux | superieurs aux | depasse | depassent | mais que | mais do que | maior que | maior do que | supera o | superam
under: less than | lower than | smaller than | below | under | doesn't cover | don't cover | didn't cover | does not cover | do not cover | did not cover | not covering | menos que | menos de lo que | menor que | menores que | no cubre | no cubren | weniger als | niedriger als | kleiner als | geringer als | moins que | moins qu | inferieur au | inferieurs aux | menos do que | menor do que
at_least: covers | cover | covered | covering | deckt | decken | cubre | cubren | couvre | couvrent | cobre | cobrem
""",
    {"over": Comparison.OVER, "under": Comparison.UNDER, "at_least": Comparison.AT_LEAST},
)
_SIGNS = {"<": Comparison.UNDER, ">": Comparison.OVER, "<=": Comparison.AT_MOST, ">=": Comparison.AT_LEAST}
_HALVES = {"over": frozenset("more higher greater bigger mas mehr plus mais mayor maior".split())}
_LESS = frozenset("less lower fewer smaller menos weniger moins menor".split())
_THAN = frozenset("than que als qu do".split())
SPENT = phrases(
    "spend: spent | gastamos | gastaron | gastan | gastam | gastaram | depensons | depense | ausgegeben | invertimos | investimos | investieren | spend | spends | cost | costs | costed | paid | put in | invested | costaron | cuestan | kosteten | gekostet"
)
EARNED = phrases(
    "revenue: made | make | makes | earned | earn | earns | brought in | bring in | brings in | brought us | generated | generate | returning | bringing in | making | earning"
    " | generates | returned | return | returns | gave back | got back | get back | give back | took in | get back | gets back | getting back | recouped | recovered | generan | generaron"
    " | ingresaron | ingresan | einbrachten | einbringen | einspielen | eingebracht | rapportent | rapporte | renderam | rendem"
)
_SMALL = frozenset(
    "the their its our it they we that what was were is are us in for them has have der die das sie el la lo los las que ce ils elles on"
    " o a os as total ad media".split()
)
EVEN = phrases(
    "even: make a profit | made a profit | makes a profit | making a profit | turn a profit | turned a profit | turning a profit | break even | broke even | breaks even | breaking even | break-even | breakeven | break even point | breakeven point"
    " | break even roas | breakeven roas | punto de equilibrio | seuil de rentabilite | ponto de equilibrio | gewinnschwelle"
)
_SHORT = frozenset(
    "below under beneath barely almost hardly nearly unter debajo bajo abaixo sous not never without".split()
)
_PAST = frozenset("above over beyond past uber encima acima".split())
_BACK = 3
"""Words before `break even` that may deny it."""


def read_money_compared(question: Question) -> list[MetricFilter]:
    """Every comparison of what was earned with what was spent; marks their words."""
    return [
        found
        for place in range(len(question))
        if (found := _compared(question, place) or _halved(question, place) or _even(question, place))
    ]


def _compared(question: Question, place: int) -> MetricFilter | None:
    """Revenue exceeds spend, spent more than they earned, revenue < spend."""
    said, sign = question.at(MORE, place), _sign(question, place)
    if not said and not sign:
        return None
    comparison, end = (said[1], place + said[0]) if said else (sign, place)
    left, right = _money_before(question, place), _money_at(question, end)
    if not left or not right or left[1] == right[1] or comparison is None:
        return None
    return _of_roas(question, left[0], right[0], comparison, earned_first=left[1] == "revenue")


def _halved(question: Question, place: int) -> MetricFilter | None:
    """More revenue than spend."""
    if question.taken[place] or question.words[place] not in _HALVES["over"] | _LESS:
        return None
    left = _money_at(question, place + 1)
    if not left or left[0] >= len(question) or question.words[left[0]] not in _THAN:
        return None
    right = _money_at(question, left[0] + 1)
    if not right or right[1] == left[1]:
        return None
    comparison = Comparison.UNDER if question.words[place] in _LESS else Comparison.OVER
    return _of_roas(question, place, right[0], comparison, earned_first=left[1] == "revenue")


def _even(question: Question, place: int) -> MetricFilter | None:
    """Break even: at least as much revenue as spend; below it: less; above it: more."""
    said = question.at(EVEN, place)
    if not said:
        return None
    start, comparison = place, Comparison.AT_LEAST
    if question.words[max(0, place - 2) : place] == ["at", "least"] and question.is_free(place - 2, place):
        start = place - 2
    for back in range(place - 1, max(-1, place - 1 - _BACK), -1):
        if question.taken[back]:
            break
        denied = negated(question, back + 1)
        if denied or question.words[back] in _SHORT:
            start, comparison = back + 1 - max(denied, 1), Comparison.UNDER
        elif question.words[back] in _PAST:
            start, comparison = back, Comparison.OVER
    return MetricFilter("roas", comparison, 1.0, words=question.take(start, place + said[0]))


def _of_roas(question: Question, start: int, end: int, comparison: Comparison, *, earned_first: bool) -> MetricFilter:
    if not earned_first:
        comparison = {
            Comparison.OVER: Comparison.UNDER,
            Comparison.UNDER: Comparison.OVER,
            Comparison.AT_LEAST: Comparison.AT_MOST,
            Comparison.AT_MOST: Comparison.AT_LEAST,
        }[comparison]
    return MetricFilter("roas", comparison, 1.0, words=question.take(start, end))


def _sign(question: Question, place: int) -> Comparison | None:
    return None if question.taken[place] else _SIGNS.get(question.tokens[place].before)


def _money_before(question: Question, place: int) -> tuple[int, str] | None:
    """(place, spend or revenue) of what ends before a place."""
    start = place
    while start and question.words[start - 1] in _SMALL and not question.taken[start - 1]:
        start -= 1
    for table in (EARNED, SPENT, say.EARNED, metric_phrases()):
        found = question.ending(table, start)
        if found and found[1] in {"spend", "revenue"}:
            return start - found[0], found[1]
    return None


def _money_at(question: Question, place: int) -> tuple[int, str] | None:
    """(place after, spend or revenue) of what begins at a place."""
    while place < len(question) and question.words[place] in _SMALL and not question.taken[place]:
        place += 1
    for table in (EARNED, SPENT, say.EARNED, metric_phrases()):
        found = question.at(table, place)
        if found and found[1] in {"spend", "revenue"}:
            return place + found[0], found[1]
    return None
