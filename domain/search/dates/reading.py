"""The period that a question asks for, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.search.countries import country_phrases
from domain.search.dates import open_ranges, ranges
from domain.search.dates import words as say
from domain.search.dates.events import EVENTS
from domain.search.dates.feasts import FEASTS
from domain.search.dates.moments import READERS
from domain.search.dates.ranges import Read
from domain.search.dates.text import DateText
from domain.search.phrases import Phrases
from domain.search.text import Token
from domain.vocabulary import Period

_DECIMAL = re.compile(r"(?<![\d.])\d{1,2}[.,]\d{1,2}(?![.\d])")
_WIDE, _NEAR = 3, 2
_NOUNS = frozenset(
    """campaign ad email emails flow message adset newsletter promo sale clearance offer deal discount creative campana anuncio
    correo kampagne anzeige campagne annonce campanha promotion push gift collection launch theme themed""".split()
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A period and the places of the words that say it, (first, after the last) each."""

    period: Period | None
    """None where only days were named that no calendar has."""
    spans: tuple[tuple[int, int], ...]
    impossible: tuple[tuple[int, int], ...] = ()
    """The places of words that name a day that no calendar has: 31 February."""


def read_dates(
    text: str, tokens: Sequence[Token], stems: Sequence[str], as_of: date, *, country: str, amounts: frozenset[int]
) -> Dated | None:
    """The period; several that overlap (since March, until May) are taken together, else the first counts.

    `amounts`: places of numbers that are no years. `stems`: of the tokens, corrected where they were misspelled.
    """
    words = DateText(text, tokens, stems, as_of, country, READERS, amounts)
    period: Period | None = None
    spans: list[tuple[int, int]] = []
    impossible: list[tuple[int, int]] = []
    place = 0
    while place < len(tokens):
        found = _read(words, place) if _may_begin(words, place) else None
        if not found:
            place += 1
            continue
        span = (place, place + found.size)
        joint = _joined(words, period, found.period, spans, place)
        if found.impossible:
            impossible.append((words.after(say.DURING, place), span[1]))
            joint = joint if _is_range(found.period) else period
        if joint or found.impossible or (spans and _is_compared(words, spans[-1][1], place)):
            period = joint or period
            spans.append(span)
        place += found.size
    return Dated(period, tuple(spans), tuple(impossible)) if spans else None


def day_places(
    text: str, tokens: Sequence[Token], stems: Sequence[str], as_of: date, *, country: str, amounts: frozenset[int]
) -> frozenset[int]:
    """Places of numbers in whatever could be a date, told apart from amounts such as 2.5; as `read_dates`."""
    words = DateText(text, tokens, stems, as_of, country, READERS, amounts)
    found: set[int] = set()
    place = 0
    while place < len(tokens):
        read = _read(words, place) if _may_begin(words, place) else None
        end = place + (read.size if read else 1)
        if read and not _DECIMAL.search(text, tokens[place].start, tokens[end - 1].end + 1):
            found.update(one for one in range(place, end) if words.word(one)[:1].isdigit())
        place = end
    return frozenset(found)


def _joined(
    words: DateText, period: Period | None, found: Period, spans: Sequence[tuple[int, int]], place: int
) -> Period | None:
    """What both mean together; None where they contradict each other."""
    if period is None:
        return found
    joint = _overlap(period, found)
    if not joint and _are_two_ends(words, period, found, spans[-1][1], place):
        return Period(period.start, found.end)
    return _adjoined(period, found) if not joint and _goes_on(words, spans[-1][1], place) else joint


def _are_two_ends(words: DateText, one: Period, other: Period, end: int, place: int) -> bool:
    """Whether two days that stand beside each other bound a time: start 2024-10-01, end 2024-10-15."""
    is_near = place - end <= _NEAR and not _is_compared(words, end, place)
    return one.days == other.days == 1 and one.start < other.start and is_near


def _is_range(period: Period) -> bool:
    """Whether more than the impossible day was told: 1 to 31 November ends with November."""
    return period.days > 1


def _is_compared(words: DateText, end: int, place: int) -> bool:
    """Whether a time is only what the one before is compared with: October vs September."""
    if any(words.at(say.COMPARE, one) is not None for one in range(end)):
        return True
    return any(words.at(say.COMPARED, one) is not None for one in range(end, min(place + 1, end + 3)))


def _goes_on(words: DateText, end: int, place: int) -> bool:
    """Whether a list of times goes on: October, November and December."""
    between = words.after(say.AND, end)
    is_listed = between > end or not set(words.before(place)).isdisjoint(",/&+") or words.moment(place) is not None
    return between == place and is_listed


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
    return frozenset(word for table in (*tables, EVENTS, FEASTS, country_phrases()) for word in table.first_stems())


def _read(words: DateText, place: int) -> Read | None:
    forms = (
        open_ranges.signed,
        open_ranges.onwards,
        open_ranges.around,
        _during,
        ranges.between,
        open_ranges.since,
        open_ranges.until,
        open_ranges.before_or_after,
    )
    is_compared = place > 0 and words.at(say.COMPARE, place - 1) is not None
    found = [one for form in forms if not (is_compared and form is ranges.between) and (one := form(words, place))]
    return max(found, key=lambda one: one.size, default=None)


def _during(words: DateText, place: int) -> Read | None:
    """In A, on A, during A, or A alone where nothing else can be meant."""
    event = _at_event(words, place)
    if event:
        return event
    said = words.at(say.DURING, place)
    start = words.past_article(place + said[0]) if said else place
    of = words.moment(start)
    itself = words.moment(place)
    if itself and (of is None or itself.size > start + of.size - place):
        said, start, of = None, place, itself
    if of is None:
        return None
    is_theme = of.event and (not of.dated or _names_a_thing(words, start + of.size))
    is_season = words.at(say.SEASONS, start) is not None and not of.clear
    is_theme = is_theme or (is_season and _names_a_thing(words, start + of.size))
    is_introduced = said and (_is_preposition(words, place) or (of.weekly and words.word(place) == "el"))
    if is_theme or (not of.clear and not of.event and not is_introduced and not of.dated):
        return None
    return Read(start + of.size - place, of.period, of.impossible)


def _is_preposition(words: DateText, place: int) -> bool:
    return words.at(say.THE, place) is None


def _at_event(words: DateText, place: int) -> Read | None:
    said = words.at(say.AT_EVENT, place)
    start = words.past_article(place + said[0]) if said else place
    of = words.moment(start) if said else None
    if not said or not of or not of.event or _names_a_thing(words, start + of.size):
        return None
    is_wide = said[1] == "wide" and of.period.days == 1
    return Read(start + of.size - place, open_ranges.widened(of.period, _WIDE if is_wide else 0))


def _names_a_thing(words: DateText, place: int) -> bool:
    """Whether a noun follows: a Black Friday campaign is one about it, whenever it runs."""
    return place < len(words.stems) and words.stems[place] in _NOUNS
