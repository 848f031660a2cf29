"""Which language a question is in, where a word or a capital letter means another thing there."""

from __future__ import annotations

import re

from domain.search.interpretation import Vocabulary
from domain.search.understanding.question import Question

_PORTUGUESE = frozenset(
    "campanha campanhas com melhores melhor maior mais quais dos das gastos vendas receita nem nao para pelo pela pior piores custo"
    " custos taxa cliques conversoes conversao desempenho lucro verba anuncios faturamento quanto estao foram tiveram abaixo acima".split()
)
_GERMAN = frozenset(
    "und der die das mit fur ohne von im auf welche welcher kampagnen kampagne anzeigen zeige bei letzten mehr als".split()
)
_PORTUGUESE_NOUN = re.compile(r"[a-z]{2,}[aeioucp]c(?:ao|oes)")
"""Prospeccao, promocoes: Spanish says -cion, and cacao is shorter."""


def speaks_portuguese(question: Question) -> bool:
    """Whether the question's own words are Portuguese."""
    return not _PORTUGUESE.isdisjoint(question.words) or any(map(_PORTUGUESE_NOUN.fullmatch, question.words))


def is_portuguese(question: Question, vocabulary: Vocabulary) -> bool:
    """Whether the question, or what the organization calls its campaigns, is Portuguese."""
    return speaks_portuguese(question) or any(map(_PORTUGUESE_NOUN.fullmatch, vocabulary.words))


def speaks_german(question: Question) -> bool:
    """Whether the question is German: every noun has a capital letter there, not names alone."""
    return not _GERMAN.isdisjoint(question.words)
