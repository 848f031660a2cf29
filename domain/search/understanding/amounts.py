"""Amounts: 3, 1,000.50, 1.000,50, $5, 10k, 2 %, 3x, 2 million, half a million."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.search.phrases import Phrases, listed, phrases
from domain.search.understanding.question import Question

_NUMBER = re.compile(
    r"(?P<digits>\d+(?:[.,'’\u00a0\u202f]\d+)*)\s?(?P<suffix>k|m|mm|mio|mn|bn|b|x|tsd|thousand|million|millionen|millones|mil)?"
    r"(?![^\W_])\s?(?P<percent>%|percent\b|per cent\b|pct\b|prozent\b|por ciento\b|por cento\b|pour cent\b|pourcent\b)?",
    re.IGNORECASE,
)
_FACTORS = {
    **dict.fromkeys(("k", "tsd", "thousand", "mil"), 1e3),
    **dict.fromkeys(("m", "mm", "mio", "mn", "million", "millionen", "millones"), 1e6),
    **dict.fromkeys(("b", "bn"), 1e9),
}
_SIGNS = "$€£¥₹"
CURRENCY_WORDS = phrases(
    "money: dollar | dollars | usd | bucks | euro | euros | eur | pound | pounds | gbp | quid | dolares | libras | pfund | livres"
    " | reais | brl | chf | franken | francs | pesos | mxn | cad | aud | yen | jpy | sek | nok | dkk | pln | inr | rupees"
)
_CENTS = phrases("cents: cent | cents | centavos | centimos | centimes | pence")
_WORDS: Phrases[float] = Phrases(
    (phrase, float(head))
    for head, said in listed("""
0: zero | cero | null | nul
1: one
2: two | dos | zwei | deux | dois
3: three | tres | drei | trois
4: four | cuatro | vier | quatre | quatro
5: five | cinco | funf | cinq
6: six | seis | sechs
7: seven | siete | sieben | sete
8: eight | ocho | acht | huit | oito
9: nine | nueve | neun | neuf | nove
10: ten | diez | zehn | dix | dez
12: twelve | a dozen
15: fifteen
20: twenty | veinte | zwanzig | vingt | vinte
25: twenty five
30: thirty
50: fifty | cincuenta | funfzig | cinquante | cinquenta
100: hundred | a hundred | one hundred | cien | hundert | cem
500: five hundred
1000: thousand | a thousand | one thousand | mil | tausend | mille
2000: two thousand
5000: five thousand
10000: ten thousand | diez mil | zehntausend | dix mille | dez mil
100000: hundred thousand | a hundred thousand | one hundred thousand
1000000: million | a million | one million | un millon | eine million | un million | um milhao
""")
    for phrase in said
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what was written around it."""

    size: int
    """Number of words."""
    value: float
    percent: bool = False
    money: bool = False


def amount_at(question: Question, place: int) -> Amount | None:
    """The amount that begins at a free word."""
    if place >= len(question) or question.taken[place]:
        return None
    token = question.tokens[place]
    if not token.word[:1].isdigit():
        named = question.at(_WORDS, place)
        return _with_unit(question, place, named[0], named[1], percent=False) if named else None
    found = _NUMBER.match(question.text, token.start)
    if not found:
        return None
    value = read_number(found["digits"])
    if value is None:
        return None
    value *= _FACTORS.get((found["suffix"] or "").lower(), 1.0)
    size = sum(1 for one in question.tokens[place:] if one.end <= found.end())
    if not size or not question.is_free(place, place + size):
        return None
    return _with_unit(question, place, size, value, percent=bool(found["percent"]))


def _with_unit(question: Question, place: int, size: int, value: float, *, percent: bool) -> Amount:
    before = question.tokens[place].before
    word = question.at(CURRENCY_WORDS, place + size) or question.at(_CENTS, place + size)
    after = question.tokens[place + size].before if place + size < len(question) else _tail(question)
    money = any(sign in before[-2:] for sign in _SIGNS) or after[:1] in tuple(_SIGNS) or word is not None
    value /= 100 if word and word[1] == "cents" else 1
    return Amount(size + (word[0] if word else 0), value, percent, money)


def _tail(question: Question) -> str:
    return question.text[question.tokens[-1].end :].strip()


def read_number(digits: str) -> float | None:
    """A number written with either decimal mark; of two marks the last is the decimal one.

    A single mark before exactly three digits groups thousands, unless the number begins with 0.

    >>> read_number("1,000.50"), read_number("1.000,50"), read_number("1,000"), read_number("0,025"), read_number("2.5")
    (1000.5, 1000.5, 1000.0, 0.025, 2.5)
    """
    plain = re.sub(r"['’\u00a0\u202f]", "", digits)
    marks = [sign for sign in plain if sign in ".,"]
    if not marks:
        return float(plain) if len(plain) <= 15 else None  # noqa: PLR2004 - longer numbers are ids
    last = marks[-1]
    whole, _, rest = plain.rpartition(last)
    groups = len(set(marks)) == 1 and len(rest) == 3 and not whole.startswith("0")  # noqa: PLR2004
    if groups or (len(marks) > 1 and len(set(marks)) == 1):
        return float(re.sub(r"[.,]", "", plain)) if len(plain) <= 20 else None  # noqa: PLR2004
    return float(f"{re.sub('[.,]', '', whole) or 0}.{rest}") if len(plain) <= 20 else None  # noqa: PLR2004
