"""One time at a place of a question: in A, since A, from A to B; the longest of all that can be read there."""

from __future__ import annotations

from functools import lru_cache

from domain.search.countries import country_phrases
from domain.search.dates import open_ranges, ranges
from domain.search.dates import words as say
from domain.search.dates.events import EVENTS
from domain.search.dates.feasts import FEASTS
from domain.search.dates.ranges import Read
from domain.search.dates.text import DateText
from domain.search.phrases import Phrases

THEME_NOUNS = frozenset(
    """campaign ad email emails flow message adset newsletter promo sale clearance offer deal discount creative campana anuncio
    correo kampagne anzeige campagne annonce campanha promotion push gift collection launch theme themed""".split()
)
"""Behind an event, what is about it whenever it runs: a Black Friday campaign."""


def may_begin(words: DateText, place: int) -> bool:
    """Whether some time can begin with a word."""
    return words.stems[place] in _first_words() or any(sign.isdigit() for sign in words.word(place))


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    tables = [table for table in vars(say).values() if isinstance(table, Phrases)]
    return frozenset(word for table in (*tables, EVENTS, FEASTS, country_phrases()) for word in table.first_stems())


def read_at(words: DateText, place: int) -> Read | None:
    """The longest time that begins at a word."""
    forms = (
        open_ranges.signed,
        open_ranges.onwards,
        open_ranges.around,
        _during,
        ranges.between,
        open_ranges.since,
        open_ranges.until,
        open_ranges.before_or_after,
        open_ranges.lasting,
        open_ranges.at_least,
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
    is_theme = is_theme and not _is_weekday_by_name(words, place, start)
    is_introduced = said and (_is_preposition(words, place) or (of.weekly and words.word(place) == "el"))
    if is_theme or (not of.clear and not of.event and not is_introduced and not of.dated):
        return None
    return Read(start + of.size - place, of.period, of.impossible)


def _is_weekday_by_name(words: DateText, place: int, start: int) -> bool:
    """Le lundi de Pâques, el Viernes Santo: an article before a feast that is a day of the week, and no noun behind it."""
    feast = words.at(FEASTS, start)
    behind = start + feast[0] if feast else start
    is_weekday = any(words.at(say.WEEKDAYS, one) is not None for one in range(start, behind))
    return is_weekday and words.word(place) in {"le", "el", "o"} and not _names_a_thing(words, behind)


def _is_preposition(words: DateText, place: int) -> bool:
    return words.at(say.THE, place) is None


def _at_event(words: DateText, place: int) -> Read | None:
    said = words.at(say.AT_EVENT, place)
    start = words.past_article(place + said[0]) if said else place
    of = words.moment(start) if said else None
    if not said or not of or not of.event or _names_a_thing(words, start + of.size):
        return None
    return Read(start + of.size - place, of.period)


def _names_a_thing(words: DateText, place: int) -> bool:
    """Whether a noun follows: a Black Friday campaign is one about it, whenever it runs."""
    return place < len(words.stems) and words.stems[place] in THEME_NOUNS
