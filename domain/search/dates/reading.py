"""The period that a question asks for, and the words that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.search.dates import ranges
from domain.search.dates import words as say
from domain.search.dates.events import EVENTS
from domain.search.dates.moments import moment
from domain.search.dates.ranges import Read
from domain.search.dates.text import DateText
from domain.search.phrases import Phrases
from domain.search.text import Token
from domain.vocabulary import Period

_WIDE = 3
_NOUNS = frozenset(
    """campaign ad email emails flow message adset newsletter promo sale offer deal discount creative campana anuncio
    correo kampagne anzeige campagne annonce campanha promotion push gift collection launch theme themed""".split()
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A period and the places of the words that say it, (first, after the last) each."""

    period: Period
    spans: tuple[tuple[int, int], ...]


def read_dates(
    text: str, tokens: Sequence[Token], stems: Sequence[str], as_of: date, *, country: str, amounts: frozenset[int]
) -> Dated | None:
    """The period; several that overlap (since March, until May) are taken together, else the first counts.

    `amounts`: places of numbers that are no years. `stems`: of the tokens, corrected where they were misspelled.
    """
    words = DateText(text, tokens, stems, as_of, country, amounts)
    period: Period | None = None
    spans: list[tuple[int, int]] = []
    place = 0
    while place < len(tokens):
        found = _read(words, place) if _may_begin(words, place) else None
        if not found:
            place += 1
            continue
        joint = found[1] if period is None else _overlap(period, found[1])
        if not joint and period and _goes_on(words, spans[-1][1], place):
            joint = _adjoined(period, found[1])
        if joint:
            period = joint
            spans.append((place, place + found[0]))
        place += found[0]
    return Dated(period, tuple(spans)) if period else None


def _goes_on(words: DateText, end: int, place: int) -> bool:
    """Whether a list of times goes on: October, November and December."""
    between = words.after(say.AND, end)
    return between == place and (between > end or "," in words.before(place))


def _adjoined(one: Period, other: Period) -> Period | None:
    """Two times of which one follows the other at once."""
    first, last = sorted((one, other), key=lambda period: period.start)
    return Period(first.start, last.end) if (last.start - first.end).days == 1 else None


def _overlap(one: Period, other: Period) -> Period | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Period(start, end) if start <= end else None


def _may_begin(words: DateText, place: int) -> bool:
    return words.stems[place] in _first_words() or any(sign.isdigit() for sign in words.word(place))


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    tables = [table for table in vars(say).values() if isinstance(table, Phrases)]
    return frozenset(word for table in (*tables, EVENTS) for word in table.first_stems())


def _read(words: DateText, place: int) -> Read | None:
    forms = (
        ranges.between,
        ranges.distance,
        ranges.around,
        ranges.since,
        ranges.until,
        ranges.before_or_after,
        _during,
    )
    found = [one for form in forms if (one := form(words, place))]
    return max(found, key=lambda one: one[0], default=None)


def _during(words: DateText, place: int) -> Read | None:
    """In A, on A, during A, or A alone where nothing else can be meant."""
    event = _at_event(words, place)
    if event:
        return event
    said = words.at(say.DURING, place)
    start = words.after(say.THE, place + said[0]) if said else place
    of = moment(words, start)
    if of is None and said:
        said, start, of = None, place, moment(words, place)
    if of is None:
        return None
    is_theme = of.event and (not of.dated or _names_a_thing(words, start + of.size))
    if is_theme or (not of.clear and not of.event and not (said and _is_preposition(words, place)) and not of.dated):
        return None
    return start + of.size - place, of.period


def _is_preposition(words: DateText, place: int) -> bool:
    return words.at(say.THE, place) is None


def _at_event(words: DateText, place: int) -> Read | None:
    said = words.at(say.AT_EVENT, place)
    start = words.after(say.THE, place + said[0]) if said else place
    of = moment(words, start) if said else None
    if not said or not of or not of.event or _names_a_thing(words, start + of.size):
        return None
    is_wide = said[1] == "wide" and of.period.days == 1
    return start + of.size - place, ranges.widened(of.period, _WIDE if is_wide else 0)


def _names_a_thing(words: DateText, place: int) -> bool:
    """Whether a noun follows: a Black Friday campaign is one about it, whenever it runs."""
    return place < len(words.stems) and words.stems[place] in _NOUNS
