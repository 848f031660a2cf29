"""Orders that are said without a superlative: sorted by CPC, campaigns by revenue, spend in June; and how many hits."""

from __future__ import annotations

from domain.metrics import RATIO_BY_NAME
from domain.search.interpretation import Ranking
from domain.search.understanding import superlative_words as say
from domain.search.understanding.amounts import amount_at
from domain.search.understanding.attribute_words import CHANNELS, LEVELS
from domain.search.understanding.counts import is_count
from domain.search.understanding.metric_words import LOWER_IS_BETTER, is_inside_metric, metric_phrases
from domain.search.understanding.question import Question
from domain.search.understanding.superlatives import direction_of, is_metric_said, past_articles
from domain.vocabulary import Direction

_DOUBTFUL = frozenset(
    """sent sends opened bought value result results return returns money budget budgets purchase order conversion sale sales
    open click view play plays seen viewed displayed recipients geoffnet gesendet versendet enviados abiertos envoyes ouverts
    vus vues entregues abertos ventas ventes vendas compras pedidos bounce bounced unsubscribe failed destinatarios
    destinataires empfanger cost costs ca cr clicked spends costing burned burnt invested
    verkaufe verkaufen investieren bestellung kauf buchung reservation reservations reservas buchungen reservierungen inscripciones ordered outlay expenditure geklickt geklickten geklickte
    abgemeldet abmelden paid unsubscribers invertido investiert lead leads signup signups registrations bookings registros cadastros inscriptions anmeldungen paying rev imp""".split()
)
"""Words that are metrics beside a number or a superlative; by themselves they say something else as often."""
_NO_FIGURES = frozenset({"result", "results", "value", "money", "play", "view", "sends"})
_LIMIT = frozenset("limit limited limita limitado limite show fetch first".split())
_BY_OR_OF = frozenset("by of nach por par de".split())
_VERBS = frozenset({"sent", "opened", "clicked", "seen", "gesendet", "versendet", "enviados", "envoyes"})
"""What is said of messages themselves: emails sent last week."""


def sorted_by(question: Question, place: int) -> Ranking | None:
    """Sorted by CPC descending; CPC ascending; in descending order of revenue."""
    said = question.at(say.SORT, place)
    metric = question.at(metric_phrases(), past_articles(question, place + said[0])) if said else None
    if said and metric:
        end = past_articles(question, place + said[0]) + metric[0]
        end, direction = _direction(question, end, metric[1])
        default = Direction.ASC if metric[1] in LOWER_IS_BETTER and metric[1] != "spend" else Direction.DESC
        return Ranking(metric[1], direction or default, words=question.take(place, end))
    return _directed(question, place)


def _directed(question: Question, place: int) -> Ranking | None:
    """A metric with its direction behind or before: spend desc, highest to lowest ROAS, descending by revenue."""
    metric = question.at(metric_phrases(), place)
    if metric:
        end, direction = _direction(question, place + metric[0], metric[1])
    else:
        told = question.at(say.DIRECTIONS, place)
        by = place + told[0] if told else place
        by += by < len(question) and question.words[by] in _BY_OR_OF
        metric = question.at(metric_phrases(), past_articles(question, by)) if told else None
        end = past_articles(question, by) + metric[0] if metric else place
        direction = _as_direction(told[1], metric[1]) if told and metric else None
    return Ranking(metric[1], direction, words=question.take(place, end)) if metric and direction else None


def _direction(question: Question, end: int, metric: str) -> tuple[int, Direction | None]:
    """(place after, direction) of what stands behind a metric."""
    said = question.at(say.DIRECTIONS, end)
    return (end + said[0], _as_direction(said[1], metric)) if said else (end, None)


def _as_direction(said: str, metric: str) -> Direction:
    return Direction(said.upper()) if said in {"asc", "desc"} else direction_of(said, metric)


def by_metric(question: Question, place: int) -> Ranking | None:
    """A metric after `by`, with no superlative: campaigns by revenue."""
    if question.words[place] not in {"by", "nach", "por", "par"} or question.taken[place]:
        return None
    if is_inside_metric(question.stems, place):
        return None
    found = question.at(metric_phrases(), past_articles(question, place + 1))
    if not found:
        return None
    end, direction = _direction(question, past_articles(question, place + 1) + found[0], found[1])
    return Ranking(found[1], direction or direction_of("best", found[1]), words=question.take(place, end))


def bare_metric(question: Question) -> Ranking | None:
    """The first metric that is said with no number and no superlative: spend in the second half, CTR last month."""
    for place in range(len(question)):
        said = question.at(metric_phrases(), place)
        if not said or not is_metric_said(question, place, said[0]):
            continue
        if _is_doubtful(question, place, said[0]):
            continue
        kind = "best" if said[1] in RATIO_BY_NAME else "most"
        return Ranking(said[1], direction_of(kind, said[1]), words=question.take(place, place + said[0]))
    return None


def _is_doubtful(question: Question, place: int, size: int) -> bool:
    """Whether words say something else as often; what a date follows is a figure: sales in May."""
    word, end = question.words[place + size - 1], place + size
    if word in _VERBS:
        return True
    is_dated = end < len(question) and question.taken[end]
    return size == 1 and word in _DOUBTFUL and (not is_dated or word in _NO_FIGURES)


def count_apart(question: Question) -> int | None:
    """How many hits are asked for where no superlative stands beside the number: 3 campaigns, just five emails."""
    for place in range(len(question)):
        amount = amount_at(question, place)
        if not amount or not is_count(amount):
            continue
        end = place + amount.size
        if place and question.words[place - 1] in _LIMIT and not question.taken[place - 1]:
            question.take(place - 1, end)
            return int(amount.value)
        if question.at(LEVELS, end) or question.at(CHANNELS, end) or question.at(say.OF_THEM, end):
            question.take(place, end)
            return int(amount.value)
    return None
