"""Amounts: 3, 1,000.50, 1.000,50, $5, 10k, 2 %, 3x, 2 million, half a million."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from domain.search.phrases import phrases
from domain.search.understanding.number_words import number_at
from domain.search.understanding.question import Question

_NUMBER = re.compile(
    r"(?P<digits>\d+(?:\.\d+)?e\+?\d{1,3}(?![^\W_])|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,'’\u00a0\u202f]\d+)*)\s?(?P<suffix>k|m|mm|mio|mn|bn|b|x|tsd|thousand|grand|tausend|mille|millón|millon|milhões|milhoes|milhão"
    r"|million|millionen|millones|mil)?(?P<code>c|ct|cts|p|eur|euro|euros|usd|gbp|chf|cad|aud|brl|mxn)?"
    r"(?![^\W_])\s?(?P<percent>%|percent\b|per cent\b|pct\b|prozent\b|por ciento\b|por cento\b|pour cent\b|pourcent\b)?",
    re.IGNORECASE,
)
_DATES = re.compile(r"(?<![\d.,])\d{1,4}([-/.])\d{1,2}\1\d{2,4}(?!\d)|(?<!\d)20\d{2}-\d{2}-\d{2}")
_FACTORS = {
    **dict.fromkeys(("k", "tsd", "thousand", "grand", "tausend", "mille", "mil"), 1e3),
    **dict.fromkeys(("m", "mm", "mio", "mn", "million", "millionen", "millones"), 1e6),
    **dict.fromkeys(("millón", "millon", "milhões", "milhoes", "milhão"), 1e6),
    **dict.fromkeys(("b", "bn"), 1e9),
}
_MINUS = re.compile(r"(?:^|[\s<>=(])[-−][$€£]?$")
_SIGNS = "$€£¥₹¢"
_ARTICLES = frozenset("a an un una ein eine einen einem um uma une".split())
_HALF = frozenset("half medio media halbe halben halber demi meio meia".split())
_LARGEST = 1.7976931348623157e308
"""Of 64-bit numbers: 1e400 is read as this, and still compares."""
_CODES = frozenset("eur usd gbp chf cad aud brl mxn inr jpy sek pln".split())
_TO_ONE = re.compile(r"\s?(?::|to\b|zu\b)\s?1(?![\d.,]*\d)(?![^\W_])", re.IGNORECASE)
"""3:1, 3 to 1."""
CURRENCY_WORDS = phrases(
    "money: dollar | dollars | usd | bucks | euro | euros | eur | pound | pounds | gbp | quid | dolares | libras | pfund | livres"
    " | reais | brl | chf | franken | francs | pesos | mxn | cad | aud | yen | jpy | sek | nok | dkk | pln | inr | rupees"
)
_CENT_CODES = frozenset({"c", "ct", "cts", "p"})
_PERCENT = phrases("percent: percent | per cent | pct | prozent | por ciento | por cento | pour cent | pourcent")
_CENTS = phrases("cents: cent | cents | ct | cts | centavos | centimos | centimes | pence")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what was written around it."""

    size: int
    """Number of words."""
    value: float
    percent: bool = False
    money: bool = False
    times: bool = False
    """A multiple: 3x."""


def amount_at(question: Question, place: int) -> Amount | None:
    """The amount that begins at a free word."""
    if place >= len(question) or question.taken[place]:
        return None
    if question.words[place] in _CODES:
        return _after_code(question, place)
    if not question.tokens[place].word[:1].isdigit():
        return _amount_in_words(question, place)
    return _amount_in_digits(question, place)


def _after_code(question: Question, place: int) -> Amount | None:
    """EUR 2000."""
    if place + 1 >= len(question) or not question.tokens[place + 1].word[:1].isdigit():
        return None
    amount = _amount_in_digits(question, place + 1)
    return replace(amount, size=amount.size + 1, money=True) if amount else None


def _amount_in_digits(question: Question, place: int) -> Amount | None:
    token = question.tokens[place]
    if any(date.start() <= token.start < date.end() for date in _DATES.finditer(question.text)):
        return None
    found = _NUMBER.match(question.text, token.start)
    if not found:
        return None
    value = read_number(_leading_mark(question.text, token.start) + found["digits"])
    if value is None:
        return None
    value *= _FACTORS.get((found["suffix"] or "").lower(), 1.0) * (-1 if _is_negative(question, place) else 1)
    size = sum(1 for one in question.tokens[place:] if one.end <= found.end())
    if not size or not question.is_free(place, place + size):
        return None
    amount = _with_unit(question, place, size, value, percent=bool(found["percent"]))
    to_one = None if amount.money or amount.percent else _TO_ONE.match(question.text, found.end())
    if to_one:
        return Amount(sum(1 for one in question.tokens[place:] if one.end <= to_one.end()), value, times=True)
    code = (found["code"] or "").lower()
    value = amount.value / 100 if code in _CENT_CODES else amount.value
    is_times = (found["suffix"] or "").lower() == "x"
    return replace(amount, value=value, times=is_times, money=amount.money or bool(code))


def _is_negative(question: Question, place: int) -> bool:
    """Whether a minus belongs to a number: `above -1`, `> -1`, and not `5-10`, `spend - 10`."""
    token = question.tokens[place]
    if not _MINUS.search(question.text[: token.start]):
        return False
    return not place or not question.tokens[place - 1].word[:1].isdigit()


def _leading_mark(text: str, start: int) -> str:
    """The decimal mark of .5, which stands before the word; the point behind a sentence is none."""
    before = text[start - 2 : start - 1] if start > 1 else ""
    is_mark = text[start - 1 : start] == "." and before != "." and not before.isalnum()
    return "0." if is_mark else ""


def _amount_in_words(question: Question, place: int) -> Amount | None:
    unit = _one_unit(question, place)
    if unit:
        return unit
    named = number_at(question.words, place)
    if not named or not question.is_free(place, place + named[0]):
        return None
    end = place + named[0]
    behind = question.at(_PERCENT, end)
    if behind:
        return Amount(named[0] + behind[0], named[1], percent=True)
    if named[1] == 0.5 and end < len(question) and question.words[end] == "of":  # noqa: PLR2004 - half of recipients
        return Amount(named[0], 50, percent=True)
    return _with_unit(question, place, named[0], named[1], percent=False)


def _one_unit(question: Question, place: int) -> Amount | None:
    """A dollar, half a euro."""
    is_half = question.words[place] in _HALF
    start = place + is_half
    start += start < len(question) and question.words[start] in _ARTICLES
    word = question.at(CURRENCY_WORDS, start)
    if not word or start == place:
        return None
    return Amount(start + word[0] - place, 0.5 if is_half else 1.0, money=True)


def _with_unit(question: Question, place: int, size: int, value: float, *, percent: bool) -> Amount:
    before = question.tokens[place].before
    word = question.at(CURRENCY_WORDS, place + size) or question.at(_CENTS, place + size)
    after = question.tokens[place + size].before if place + size < len(question) else _tail(question)
    money = any(sign in before[-2:] for sign in _SIGNS) or after[:1] in tuple(_SIGNS) or word is not None
    value /= 100 if (word and word[1] == "cents") or after[:1] == "¢" else 1
    return Amount(size + (word[0] if word else 0), value, percent, money)


def _tail(question: Question) -> str:
    return question.text[question.tokens[-1].end :].strip()


def read_number(digits: str) -> float | None:
    """A number written with either decimal mark; of two marks the last is the decimal one.

    A single mark before exactly three digits groups thousands, unless the number begins with 0.

    >>> read_number("1,000.50"), read_number("1.000,50"), read_number("1,000"), read_number("0,025"), read_number("2.5")
    (1000.5, 1000.5, 1000.0, 0.025, 2.5)
    """
    if "e" in digits.lower():
        return min(float(digits), _LARGEST)
    plain = re.sub(r"['’ \u00a0\u202f]", "", digits)
    marks = [sign for sign in plain if sign in ".,"]
    if not marks:
        return min(float(plain), _LARGEST)
    last = marks[-1]
    whole, _, rest = plain.rpartition(last)
    groups = len(set(marks)) == 1 and len(rest) == 3 and not whole.startswith("0")  # noqa: PLR2004
    if groups or (len(marks) > 1 and len(set(marks)) == 1):
        return float(re.sub(r"[.,]", "", plain)) if len(plain) <= 20 else None  # noqa: PLR2004
    return float(f"{re.sub('[.,]', '', whole) or 0}.{rest}") if len(plain) <= 20 else None  # noqa: PLR2004
