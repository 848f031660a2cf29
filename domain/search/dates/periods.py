"""Months, quarters, halves, weeks, seasons and years by name, with or without their year."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.search.dates import words as say
from domain.search.dates.spans import Yearly, half, iso_week, month, one_day, quarter, season_of, year_of
from domain.search.dates.text import DateText, Moment
from domain.search.dates.years import with_year
from domain.vocabulary import Period

_WEEK = re.compile(r"(?:w|kw|cw|wk|wks|week|sem)(\d{1,2})")
_FRENCH_WEEK = re.compile(r"s(\d{1,2})")
_QUARTER_YEAR = re.compile(r"(?:(?:q|t)([1-4])|([1-4])q)(?:fy)?(\d{2}|20\d{2})")
_HALF_YEAR = re.compile(r"(?:h([12])|([12])h)(?:fy)?(\d{2}|20\d{2})")
_YEAR_QUARTER = re.compile(r"(20\d{2})(q|h)([1-4])")
_MONTH_YEAR = re.compile(r"([a-z]{3,10}?)(20\d{2}|\d{2})")
_NTH = re.compile(r"([1-4])(?:st|nd|rd|th|er|ere|e|eme|o|a)?")
_NOUNS = frozenset(
    "campaign ad email flow message performance result campana anzeige kampagne campagne campanha".split()
)
_FRENCH = frozenset("en depuis de du des semaine semaines".split())
"""Before S23, what makes it a week, and no telephone."""
_IN_A_YEAR = frozenset(
    "in im en em durante during since before after until year ano jahr annee seit vor nach desde depuis".split()
)
"""Before four digits, what makes them a year that is long ago, or far ahead."""
_LINKS = frozenset("with by that which where who mit die con que avec qui com sorted ranked".split())
_MONEY = frozenset("%€$£")
_DIGITS, _OLDEST_YEAR, _NEWEST_YEAR = 4, 1000, 2999
_MOST_WEEKS, _MOST_WEEKS_OF_MONTH = 53, 5


def named_month(words: DateText, place: int) -> Moment | None:
    """March, March 2024, Mar '24; `may` alone is unclear."""
    named = words.month(place)
    if not named:
        return _month_and_year(words, place)
    doubtful = words.word(place) in say.DOUBTFUL_MONTHS
    clear = not doubtful or words.stem(place + named[0]) in _NOUNS
    return with_year(words, named[0], place, lambda year: month(year, named[1]), clear=clear)


def _month_and_year(words: DateText, place: int) -> Moment | None:
    """Nov24, sep2024."""
    found = _MONTH_YEAR.fullmatch(words.word(place))
    if not found or found.group(1) not in say.MONTHS.words:
        return None
    named, year = say.MONTHS.at([found.group(1)], 0), 2000 + int(found.group(2)) % 100
    is_near = -10 <= year - words.as_of.year <= 1  # noqa: PLR2004 - else a number of something
    return Moment(1, month(year, named[1])) if named and is_near else None


def half_or_quarter(words: DateText, place: int) -> Moment | None:
    """Q4, T4 2024, third quarter, quarter 3, 3. Quartal, H1 '24, Q424, 2024Q4."""
    for table, span in ((say.HALVES, half), (say.QUARTERS, quarter)):
        found = words.at(table, place)
        if found:
            return with_year(words, found[0], place, _numbered(span, found[1]), short=True)
    return _in_words(words, place) or _quarter_and_year(words, place)


def _in_words(words: DateText, place: int) -> Moment | None:
    ordinal = words.at(say.ORDINALS, place) or _nth(words, place)
    unit = words.at(say.UNITS, place + ordinal[0]) if ordinal else words.at(say.UNITS, place)
    spans = {"quarter": (quarter, 4), "half": (half, 2)}
    if not unit or unit[1] not in spans:
        return None
    span, most = spans[unit[1]]
    size = unit[0] + (ordinal[0] if ordinal else 0)
    if not ordinal:
        ordinal = words.count(place + size)
        size += ordinal[0] if ordinal else 0
    if not ordinal or ordinal[1] > most or words.word(place + size - 1) in {"a", "an", "un", "une"}:
        return None
    return with_year(words, size, place, _numbered(span, ordinal[1]), short=True)


def _nth(words: DateText, place: int) -> tuple[int, int] | None:
    """3. and 3º before a noun; `3 quarters` are three."""
    found = None if place in words.amounts else _NTH.fullmatch(words.word(place))
    is_ordinal = found and (len(found.group()) > 1 or words.sign_behind(place) == ".")
    return (1, int(found.group(1))) if found and is_ordinal else None


def _numbered(span: Callable[[int, int], Period], number: str | int) -> Yearly:
    return lambda year: span(year, int(number))


def _quarter_and_year(words: DateText, place: int) -> Moment | None:
    """Q424, 4Q24, H124, 2024Q4, 2024 Q4."""
    word = words.word(place)
    for form, span in ((_QUARTER_YEAR, quarter), (_HALF_YEAR, half)):
        short = form.fullmatch(word)
        if short:
            return Moment(1, span(2000 + int(short.group(3)) % 100, int(short.group(1) or short.group(2))))
    long = _YEAR_QUARTER.fullmatch(word)
    if long and int(long.group(3)) <= (4 if long.group(2) == "q" else 2):
        return Moment(1, (quarter if long.group(2) == "q" else half)(int(long.group(1)), int(long.group(3))))
    year = words.year(place)
    for table, span in ((say.HALVES, half), (say.QUARTERS, quarter)) if year else ():
        found = words.at(table, place + 1)
        if year and found:
            return Moment(1 + found[0], span(year[1], int(found[1])))
    return None


def week(words: DateText, place: int) -> Moment | None:
    """Week 12, KW 12, W12 2024; a week that no year has is impossible."""
    number, size = week_number(words, place)
    is_french = _FRENCH_WEEK.fullmatch(words.word(place)) is not None
    if not number or (is_french and (not place or words.word(place - 1) not in _FRENCH)):
        return None
    if number > _MOST_WEEKS:
        return None if is_french else _impossible_week(words, place, size)
    read = with_year(words, size, place, lambda year: iso_week(year, number), clear=not is_french)
    signs = words.before(place + size) if read and read.yearly else ""
    short = with_year(words, size, place, lambda year: iso_week(year, number), short=True) if signs == "/" else None
    return short or read


def week_number(words: DateText, place: int) -> tuple[int, int]:
    """(number, number of words) of the week that a word begins; 0 where it is none."""
    short = _WEEK.fullmatch(words.word(place)) or _FRENCH_WEEK.fullmatch(words.word(place))
    if short:
        return int(short.group(1)), 1
    said = words.at(say.WEEK_NUMBER, place)
    behind = place + said[0] if said else place
    behind += said is not None and words.word(behind) in {"no", "nr", "number", "nummer", "numero", "num"}
    is_apart = bool(set(words.before(behind)) & set("(,[;"))  # last week (8 to 14 June)
    word = words.word(behind) if said and behind not in words.amounts and not is_apart else ""
    return (int(word), behind + 1 - place) if word.isdecimal() and len(word) <= 2 else (0, 0)  # noqa: PLR2004


def _impossible_week(words: DateText, place: int, size: int) -> Moment:
    told = words.year_after(place + size)
    year = told[1] if told else words.as_of.year
    return Moment(size + (told[0] if told else 0), one_day(year_of(year).end), impossible=True)


def week_of_month(words: DateText, place: int) -> Moment | None:
    """Sep wk1, week 2 of September, W1 Sept 2024: its days 1 to 7, 8 to 14."""
    named = words.month(place)
    if named:
        number, size = week_number(words, place + named[0])
        size += named[0]
    else:
        number, size = week_number(words, place)
        start = words.after(say.OF, place + size)
        named = words.month(start) if number else None
        size = start + named[0] - place if named else 0
    if not named or not 1 <= number <= _MOST_WEEKS_OF_MONTH:
        return None
    told = named[1]
    return with_year(words, size, place, lambda year: _nth_week(month(year, told), number))


def _nth_week(of: Period, number: int) -> Period | None:
    first = 7 * number - 6
    if first > of.days:
        return None
    return Period(of.start.replace(day=first), of.start.replace(day=min(first + 6, of.days)))


def season(words: DateText, place: int) -> Moment | None:
    """Summer 2024; unclear without its year."""
    found = words.at(say.SEASONS, place)
    if not found:
        return None
    return with_year(
        words, found[0], place, lambda year: season_of(year, found[1], words.country), clear=False, short=True
    )


def named_year(words: DateText, place: int) -> Moment | None:
    """2024, FY24, fiscal year 2024."""
    start = words.after(say.FISCAL, place)
    year = words.year(start) or _far_year(words, start)
    if not year:
        return None
    clear = words.as_of.year - 14 <= year[1] <= words.as_of.year + 1
    return Moment(start - place + 1, year_of(year[1]), clear=clear)


def _far_year(words: DateText, place: int) -> tuple[int, int] | None:
    """In 1850: a year without data; but in 1850 campaigns."""
    word, told = words.word(place), place > 0 and words.word(place - 1) in _IN_A_YEAR
    is_year = told and word.isdecimal() and word.isascii() and len(word) == _DIGITS and int(word) >= _OLDEST_YEAR
    is_closed = place + 1 >= len(words.tokens) or bool(words.before(place + 1)) or _goes_on_after(words, place + 1)
    is_far = is_year and place not in words.amounts and words.sign_behind(place) not in _MONEY
    return (1, int(word)) if is_far and is_closed and int(word) <= _NEWEST_YEAR else None


def _goes_on_after(words: DateText, place: int) -> bool:
    return words.word(place) in _LINKS or any(words.at(table, place) for table in (say.AND, say.TO))
