"""Words that nobody read and that never say nothing: numbers, months, ordinals, comparators, superlatives, denials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from domain.search.dates.words import DOUBTFUL_MONTHS, DOUBTFUL_WEEKDAYS, MONTHS, WEEKDAYS
from domain.search.text import fold_word
from domain.search.understanding.common_words import STOP_WORDS
from domain.search.understanding.count_words import ORDINALS
from domain.search.understanding.number_words import number_words

_COMPARE = frozenset(
    """above below under beneath exceed exceeds exceeded exceeding than least most fewer fewest highest lowest biggest smallest
    largest best worst cheapest between within median twice double triple times percent percentage superar supera
    superan debajo encima mejor mejores peor peores maximo minimo mediana unter oberhalb unterhalb uberschreiten
    hochste hochsten niedrigste niedrigsten meisten wenigsten besten schlechtesten mindestens hochstens depasser
    depasse dessous meilleur meilleurs meilleure meilleures pire pires mediane acima abaixo melhor melhores pior piores
    menor maior mayor prozent pourcent""".split()
)
_BY_THE_WAY = frozenset({"next", "half", "media"})
_DENY = frozenset(
    """not never none nothing nobody without except excluding neither nor nicht nie niemand kein keine keinen ohne ausser nunca
    jamas sin salvo excepto nadie jamais sans sauf personne aucun aucune nao sem exceto ninguem nenhum nenhuma""".split()
)


@lru_cache(maxsize=1)
def _weighty() -> frozenset[str]:
    """Folded words; those that are said by the way as often are left out."""
    dated = (
        {*MONTHS.words, *WEEKDAYS.words, *ORDINALS.words, *number_words()}
        - STOP_WORDS
        - _BY_THE_WAY
        - DOUBTFUL_MONTHS
        - DOUBTFUL_WEEKDAYS
    )
    return frozenset({word for word in dated if len(word) > 2} | _COMPARE | _DENY)  # noqa: PLR2004 - "an", "de", "il"


def unread_words(ignored: Sequence[str]) -> tuple[str, ...]:
    """Those of the words that were ignored that carry a meaning, as written.

    >>> unread_words(("that", "must", "not", "exceed", "400"))
    ('not', 'exceed', '400')
    """
    return tuple(dict.fromkeys(_unread(ignored)))


def _unread(ignored: Sequence[str]) -> Iterator[str]:
    for place, said in enumerate(ignored):
        word = fold_word(said)
        before = ignored[place - 1] if place else ""
        if word == "t" and fold_word(before).endswith("n"):
            yield f"{before}'t"
        elif word in _weighty() or word[:1].isdigit():
            yield said
