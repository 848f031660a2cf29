"""Revenue as a multiple of the spend, which is ROAS: at least twice the spend, 4 times what we put in, $3 back for every $1."""

from __future__ import annotations

from domain.search.interpretation import Comparison, MetricFilter
from domain.search.phrases import phrases
from domain.search.understanding import comparators as say
from domain.search.understanding.amounts import CURRENCY_WORDS, Amount, amount_at
from domain.search.understanding.comparisons import TURNED
from domain.search.understanding.metric_words import metric_phrases
from domain.search.understanding.money_compared import EARNED, SPENT
from domain.search.understanding.question import Question

_MULTIPLES = phrases(
    "0.5: half | half of | la mitad de | die halfte | la moitie de | metade de\n"
    "2: twice | double | doppelt | das doppelte | el doble | le double | o dobro\n3: triple | treble | das dreifache"
)
_MULTIPLIED = phrases(
    "2: doubled | doubling | doubles | duplicaron | verdoppelt | verdoppelten | duplicaram\n"
    "3: tripled | tripling | triples | triplicaron | verdreifacht | triplicaram\n4: quadrupled | quadrupling"
)
_TIMES = phrases("times: times | x | fold | mal | veces | fois | vezes")
_SMALL = frozenset(
    "the their its our as much as of what we they it that was were in than for on der die das el la lo que le ce o i he she more many de du wie so viel autant".split()
)
_SPENT = phrases(
    "spent: spend | spent | cost | costs | put in | invested | paid | ad spend | budget | investment | money | gasto | gastado"
    " | invertido | ausgegeben | ausgaben | kosten | depense | gasto | investido"
)
_BACK = phrases(
    "back: back | returned | earned | made | in revenue | in sales | in return | revenue | of revenue | in income | de vuelta"
    " | de ingresos | zuruck | umsatz | de revenus | de retour | de receita | de volta"
)
_EACH = phrases(
    "each: for every | for each | per | on every | on each | out of every | from every | por cada | pro | fur jeden | pour chaque | par | por"
)
_SPENT_BEHIND = frozenset(
    {"spent", "invested", "spend", "put", "gastado", "invertido", "ausgegeben", "depense", "gasto", "investido"}
)


def read_multiple(question: Question, place: int) -> MetricFilter | None:
    """The comparison with the spend whose multiple begins at a place; marks its words."""
    return _times_the_spend(question, place) or _multiplied(question, place) or _for_each(question, place)


def _times_the_spend(question: Question, place: int) -> MetricFilter | None:
    """Revenue at least twice the spend; got back 4 times what we put in."""
    found = _multiple(question, place)
    if not found:
        return None
    end, value = found
    while end < len(question) and question.words[end] in _SMALL and not question.taken[end]:
        end += 1
    inside = question.at(metric_phrases(), end)
    if inside and inside[1] == "revenue":
        return _of_revenue(question, place, end + inside[0], value) or _times_the_revenue(question, place, end, value)
    spent = question.at(_SPENT, end) or question.at(SPENT, end)
    said = question.ending(say.COMPARATORS, place)
    start = place - (said[0] if said else 0)
    earned = next((one for one in (say.EARNED, EARNED, metric_phrases()) if question.ending(one, start)), None)
    before = question.ending(earned, start) if earned else None
    if not spent or not before or before[1] != "revenue":
        return None
    words = question.take(start - before[0], end + spent[0])
    return MetricFilter("roas", said[1] if said else Comparison.AT_LEAST, value, words=words)


def _times_the_revenue(question: Question, place: int, end: int, value: float) -> MetricFilter | None:
    """Spend at least double the revenue: ROAS of at most a half."""
    said, inside = question.ending(say.COMPARATORS, place), question.at(metric_phrases(), end)
    start = place - (said[0] if said else 0)
    before = question.ending(SPENT, start) or question.ending(metric_phrases(), start)
    if not before or before[1] != "spend" or not inside or value <= 0:
        return None
    words = question.take(start - before[0], end + inside[0])
    return MetricFilter("roas", TURNED[said[1] if said else Comparison.AT_LEAST], 1 / value, words=words)


def _of_revenue(question: Question, place: int, end: int, value: float) -> MetricFilter | None:
    """Twice as much revenue as spend."""
    while end < len(question) and question.words[end] in _SMALL and not question.taken[end]:
        end += 1
    spent = question.at(_SPENT, end)
    said = question.ending(say.COMPARATORS, place)
    if not spent:
        return None
    words = question.take(place - (said[0] if said else 0), end + spent[0])
    return MetricFilter("roas", said[1] if said else Comparison.AT_LEAST, value, words=words)


def _multiple(question: Question, place: int) -> tuple[int, float] | None:
    """(place after, multiple)."""
    named = question.at(_MULTIPLES, place)
    if named:
        return place + named[0], float(named[1])
    amount = amount_at(question, place)
    if not amount or amount.money or amount.percent:
        return None
    end = place + amount.size
    times = question.at(_TIMES, end)
    return (end + (times[0] if times else 0), amount.value) if times or amount.times else None


def _multiplied(question: Question, place: int) -> MetricFilter | None:
    """Doubled our money."""
    said = question.at(_MULTIPLIED, place)
    end = place + said[0] if said else place
    while said and end < len(question) and question.words[end] in _SMALL and not question.taken[end]:
        end += 1
    spent = question.at(_SPENT, end) if said else None
    if not said or not spent:
        return None
    return MetricFilter("roas", Comparison.AT_LEAST, float(said[1]), words=question.take(place, end + spent[0]))


def _for_each(question: Question, place: int) -> MetricFilter | None:
    """$3 back for every $1 spent, less than one euro back per euro."""
    amount = amount_at(question, place)
    if not amount or not amount.money:
        return None
    back = question.skip(_BACK, place + amount.size)
    each = question.at(_EACH, back)
    end = _past_unit(question, back + each[0]) if each else None
    if not each or end is None:
        return None
    end, is_spent = _past_spent(question, end)
    if not is_spent and back == place + amount.size:
        return None
    said = question.ending(say.COMPARATORS, place)
    words = question.take(place - (said[0] if said else 0), end)
    return MetricFilter("roas", said[1] if said else Comparison.AT_LEAST, amount.value, words=words)


def _past_unit(question: Question, place: int) -> int | None:
    """The place behind one unit of money: $1, euro, a dollar."""
    unit: Amount | None = amount_at(question, place)
    if unit:
        return place + unit.size if unit.money and unit.value == 1 else None
    named = question.at(CURRENCY_WORDS, place)
    return place + named[0] if named else None


def _past_spent(question: Question, place: int) -> tuple[int, bool]:
    end = place
    while end < len(question) and question.words[end] in _SMALL and not question.taken[end]:
        end += 1
    is_spent = end < len(question) and question.words[end] in _SPENT_BEHIND and not question.taken[end]
    return (end + 1, True) if is_spent else (place, False)
