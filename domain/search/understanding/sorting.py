"""Orders that are said without a superlative: sorted by CPC, campaigns by revenue, spend in June; and how many hits."""

from __future__ import annotations

from domain.metrics import RATIO_BY_NAME
from domain.search.interpretation import Ranking
from domain.search.understanding import superlative_words as say
from domain.search.understanding.amounts import amount_at
from domain.search.understanding.attribute_words import CHANNELS, LEVELS
from domain.search.understanding.counts import is_count
from domain.search.understanding.metric_words import LOWER_IS_BETTER, metric_phrases
from domain.search.understanding.question import Question
from domain.search.understanding.superlatives import direction_of, is_metric_said, past_articles
from domain.vocabulary import Direction

_DOUBTFUL = frozenset(
    """sent sends opened bought value result results return returns money budget budgets purchase order conversion sale sales
    open click view play plays seen viewed displayed recipients geoffnet gesendet versendet enviados abiertos envoyes ouverts
    vus vues entregues abertos ventas ventes vendas compras pedidos bounce bounced unsubscribe failed destinatarios
    destinataires empfanger cost costs ca cr clicked spends costing burned burnt invested
    lead leads signup signups registrations bookings registros cadastros inscriptions anmeldungen paying rev imp""".split()
)
"""Words that are metrics beside a number or a superlative; by themselves they say something else as often."""
_NO_FIGURES = frozenset({"result", "results", "value", "money", "play", "view", "sends"})
_VERBS = frozenset({"sent", "opened", "clicked", "seen", "gesendet", "versendet", "enviados", "envoyes"})
"""What is said of messages themselves: emails sent last week."""


def sorted_by(question: Question, place: int) -> Ranking | None:
    """Sorted by CPC descending."""
    said = question.at(say.SORT, place)
    metric = question.at(metric_phrases(), past_articles(question, place + said[0])) if said else None
    if not said or not metric:
        return None
    end = past_articles(question, place + said[0]) + metric[0]
    up, down = question.at(say.ASCENDING, end), question.at(say.DESCENDING, end)
    end += (up or down or (0, ""))[0]
    direction = (
        Direction.ASC if up or (not down and metric[1] in LOWER_IS_BETTER and metric[1] != "spend") else Direction.DESC
    )
    return Ranking(metric[1], direction, words=question.take(place, end))


def by_metric(question: Question, place: int) -> Ranking | None:
    """A metric after `by`, with no superlative: campaigns by revenue."""
    if question.words[place] not in {"by", "nach", "por", "par"} or question.taken[place]:
        return None
    found = question.at(metric_phrases(), past_articles(question, place + 1))
    if not found:
        return None
    end = past_articles(question, place + 1) + found[0]
    return Ranking(found[1], direction_of("best", found[1]), words=question.take(place, end))


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
        if question.at(LEVELS, end) or question.at(CHANNELS, end) or question.at(say.OF_THEM, end):
            question.take(place, end)
            return int(amount.value)
    return None
