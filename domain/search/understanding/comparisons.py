"""An amount with its comparison, before a metric is known: above 3, 100 or more, between 5 and 10, not over 20, double-digit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from domain.search.dates.words import MONTHS
from domain.search.interpretation import Comparison
from domain.search.understanding import comparators as say
from domain.search.understanding.amounts import Amount, amount_at
from domain.search.understanding.digit_counts import digits_at
from domain.search.understanding.question import Question
from domain.search.understanding.superlative_words import TOP_WORDS

OPPOSITES = {
    Comparison.OVER: Comparison.AT_MOST,
    Comparison.UNDER: Comparison.AT_LEAST,
    Comparison.AT_LEAST: Comparison.UNDER,
    Comparison.AT_MOST: Comparison.OVER,
}
TURNED = {
    Comparison.OVER: Comparison.UNDER,
    Comparison.UNDER: Comparison.OVER,
    Comparison.AT_LEAST: Comparison.AT_MOST,
    Comparison.AT_MOST: Comparison.AT_LEAST,
    Comparison.EQUALS: Comparison.EQUALS,
}
_HYPHENS = frozenset("-–—")
_UP_TO = frozenset("to bis hasta through till".split())
_ROUGHLY = 0.1
"""How far a number may be from one that is said to be about right."""
_DAY = re.compile(r"\d{2}\.(0\d|1[0-2])(?!\d)")
_ARTICLES = frozenset("the a an of de um el la los las von der die das dem den le les o os as".split())
_NOT = frozenset("not never no nicht nao pas jamais nunca nie cannot".split())
_CONTRACTED = frozenset(
    "isn aren wasn weren doesn don didn hasn haven hadn won couldn can shouldn wouldn mustn needn ain".split()
)
"""What stands before the t of isn't, where the apostrophe parts them."""


_LIGHT = frozenset(
    """be been being get gets got getting gotten have has had having do does did go goes went going gone drop drops dropped dip
    dips dipped fall falls fell rise rises rose climb climbs climbed come comes came run runs ran ever even quite really actually
    receive receives received attract attracted see saw reach collect collected ser estar haber tener tienen tiene tuvo tuvieron
    tenido obtuvieron consiguieron recibieron llegan llegaron haben hatten bekommen bekamen erhielten erhalten gehabt eu eue recu
    recoivent obtenu a tem tinham tiveram teve receberam chegam chegaram ter debe deben deve devem doit doivent peut puede pode""".split()
)
"""Verbs that may stand between a denial and what it denies: didn't get more than."""
_AUXILIARY = frozenset("do does did must should may can could will would has have had is are was were n ne".split())
"""Before the word that denies: must not."""
_FARTHEST_DENIAL = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """An amount with its comparison: where the words begin and end."""

    start: int
    end: int
    comparison: Comparison | None
    amount: Amount
    upper: Amount | None = None


def compared_at(question: Question, place: int) -> Compared | None:
    """The comparison whose first amount begins at a place."""
    counted = digits_at(question, place)
    if counted:
        return _with_digits(place, *counted)
    amount = amount_at(question, place)
    if not amount or _is_top(question, place, amount):
        return None
    after = place + amount.size
    second = _second(question, after)
    if second:
        opened = question.ending(say.BETWEEN, place) or question.ending(say.BETWEEN, past_article(question, place))
        if opened or _is_hyphen(question, after) or question.words[after] in _UP_TO:
            first = past_article(question, place) if not question.ending(say.BETWEEN, place) else place
            start = first - opened[0] if opened else place
            return _in_range(question, Compared(start, second[0], Comparison.BETWEEN, amount, second[1]))
    return _with_comparator(question, place, after, amount)


def past_article(question: Question, place: int) -> int:
    """The place before an article in front of an amount: `above the 3`."""
    before = place - 1
    return before if place and question.words[before] in _ARTICLES and not question.taken[before] else place


def negated(question: Question, place: int) -> int:
    """How many words that deny stand before a place: `not`, `isn't`, `never`."""
    if not place or question.taken[place - 1]:
        return 0
    if question.words[place - 1] == "t" and place > 1 and question.words[place - 2] in _CONTRACTED:
        return 2
    word = question.words[place - 1]
    return int(word in _NOT or (word.endswith("nt") and word[:-2] in _CONTRACTED))


def _is_hyphen(question: Question, place: int) -> bool:
    """Whether `-` or `..` joins a word to the one before."""
    if place >= len(question):
        return False
    before = question.tokens[place].before
    return not _HYPHENS.isdisjoint(before) or before.startswith("..")


def _in_range(question: Question, compared: Compared) -> Compared:
    """With the words of `in the 10-20 range`."""
    start, end = compared.start, compared.end
    if end < len(question) and question.words[end] in {"range", "area", "region"}:
        end += 1
        start = past_article(question, start)
        start -= start > 0 and question.words[start - 1] == "in"
    return replace(compared, start=start, end=end)


def _with_digits(place: int, size: int, least: float, most: float | None) -> Compared:
    """Double-digit CPA: from 10 to below 100; single-digit: below 10; in the thousands: at least."""
    end = place + size
    if most is None:
        return Compared(place, end, Comparison.AT_LEAST, Amount(size, least))
    if least <= 1:
        return Compared(place, end, Comparison.UNDER, Amount(size, most))
    return Compared(place, end, Comparison.BETWEEN, Amount(size, least), Amount(0, round(most - 0.01, 2)))


def _second(question: Question, place: int) -> tuple[int, Amount] | None:
    """(place after, amount) of `and 200`, `-200`, `y el 60 %`."""
    start = question.skip(say.AND, place)
    if start == place and not _is_hyphen(question, place):
        return None
    if start < len(question) and question.words[start] in _ARTICLES and not question.taken[start]:
        start += 1
    amount = amount_at(question, start)
    return (start + amount.size, amount) if amount else None


def _with_comparator(question: Question, place: int, after: int, amount: Amount) -> Compared:
    signs = question.tokens[place].before.lstrip(":")
    sign = next((s for s in (signs[:2], signs[:1]) if s in say.SIGNS or s in say.UNEQUAL), "")
    if sign in say.UNEQUAL:
        return Compared(place, after, Comparison.OVER if amount.value == 0 else None, amount)
    if sign:
        return Compared(place, after, say.SIGNS[sign], amount)
    turned = _turned(question, after)
    if turned:
        return Compared(place, after, turned, amount)
    return _with_words(question, place, after, amount)


def _turned(question: Question, after: int) -> Comparison | None:
    """How a metric behind an amount and a sign compares with it: in `3 < ROAS` it is over 3."""
    signs = question.tokens[after].before.lstrip("%$€£ ") if after < len(question) else ""
    sign = next((s for s in (signs[:2], signs[:1]) if s in say.SIGNS), "")
    return TURNED[say.SIGNS[sign]] if sign else None


def _with_words(question: Question, place: int, after: int, amount: Amount) -> Compared:
    start, said = place, question.ending(say.COMPARATORS, place)
    if not said:
        start = past_article(question, place)
        said = question.ending(say.COMPARATORS, start)
    start = start - said[0] if said else place
    behind = question.at(say.BEHIND, after)
    if behind and not said:
        return Compared(start, after + behind[0], behind[1], amount)
    tail = question.tokens[after].before if after < len(question) else question.text[question.tokens[after - 1].end :]
    if not said and tail.strip()[:1] == "+":
        return Compared(start, after, Comparison.AT_LEAST, amount)
    roughly = None if said else question.ending(say.ROUGHLY, place)
    if roughly and _is_round(question, place):
        low, high = (replace(amount, value=round(amount.value * share, 6)) for share in (1 - _ROUGHLY, 1 + _ROUGHLY))
        return Compared(place - roughly[0], after, Comparison.BETWEEN, low, high)
    comparison = said[1] if said else None
    if comparison is None:
        start, after, comparison = _by_last_verb(question, start, after)
    if comparison is None:
        return Compared(start, after, None, amount)
    return turned_by_denial(question, Compared(start, after, comparison, amount))


def turned_by_denial(question: Question, compared: Compared) -> Compared:
    """The opposite where the comparison is denied before it: not above, didn't get more than; or behind it: übersteigt 3 nicht."""
    opposite = OPPOSITES.get(compared.comparison) if compared.comparison else None
    if opposite is None:
        return compared
    first = denial_before(question, compared.start)
    if first < compared.start:
        return replace(compared, start=first, comparison=opposite)
    end = compared.end
    if end < len(question) and question.words[end] == "nicht" and not question.taken[end]:
        is_last = end + 1 == len(question) or "," in question.tokens[end + 1].before
        if is_last or question.words[end + 1] in _LIGHT:
            return replace(compared, end=end + 1 + (not is_last), comparison=opposite)
    return compared


def denial_before(question: Question, place: int, others: frozenset[str] = frozenset()) -> int:
    """The place where a denial begins whose light verbs, or `others`, end before a place; that place where there is none."""
    first = place
    for _ in range(_FARTHEST_DENIAL):
        denied = negated(question, first)
        if denied:
            first -= denied
            return first - (first > 0 and question.words[first - 1] in _AUXILIARY and not question.taken[first - 1])
        if not first or question.taken[first - 1] or question.words[first - 1] not in _LIGHT | others:
            break
        first -= 1
    return place


def _by_last_verb(question: Question, start: int, after: int) -> tuple[int, int, Comparison | None]:
    """(start, place after, comparison) of a verb behind its amount: soll 3 übersteigen, darf 0,4 nicht überschreiten."""
    end = after + (after < len(question) and question.words[after] == "nicht")
    said = question.at(say.LAST_VERBS, end)
    if not said:
        return start, after, None
    return start, end + said[0], OPPOSITES[said[1]] if end > after else said[1]


def _is_round(question: Question, place: int) -> bool:
    """Whether a number is no day such as 11.11."""
    return not _DAY.match(question.text, question.tokens[place].start)


def _is_top(question: Question, place: int, amount: Amount) -> bool:
    """Top 5, the 5 best."""
    after = place + amount.size
    before = question.stems[place - 1] if place else ""
    return before in TOP_WORDS or (after < len(question) and question.stems[after] in TOP_WORDS)


def is_after_month(question: Question, compared: Compared) -> bool:
    """Whether a month stands directly before: March 5."""
    return question.ending(MONTHS, compared.start, 1) is not None
