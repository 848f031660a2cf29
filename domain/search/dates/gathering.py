"""What the times of a question mean together: overlaps, lists, what is left out, and what makes another exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.search.dates import words as say
from domain.search.dates.ranges import Doubt, Read
from domain.search.dates.single import read_at
from domain.search.dates.spans import Yearly
from domain.search.dates.text import DateText
from domain.search.dates.unread import APART, Unread, doubt_of, left_out, negation, unread
from domain.vocabulary import Period

_NEAR, _ALIKE, _WRITTEN, _YEAR = 2, 1.2, 8, 365


@dataclass(frozen=True, slots=True)
class Dated:
    """A period and the places of the words that say it, (first, after the last) each."""

    period: Period | None
    """None where only days were named that no calendar has."""
    spans: tuple[tuple[int, int], ...]
    impossible: tuple[tuple[int, int], ...] = ()
    """The places of words that name a day that no calendar has: 31 February."""
    notes: tuple[str, ...] = ()
    """What is to be said of times that were read in another way than they were told, or not at all."""


@dataclass(slots=True)
class Gathering:
    """Times one by one, and what they mean together."""

    words: DateText
    period: Period | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    impossible: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    spanned: str = ""
    """What is to be said of a list of times apart from each other."""
    yearly: Yearly | None = None
    """The last time by year, where no year was said."""
    left: int = 0
    """The place behind what was left out last."""

    def done(self) -> Dated | None:
        """None where no time was named."""
        if not self.spans:
            return None
        notes = (*self.notes, self.spanned) if self.spanned else tuple(self.notes)
        return Dated(self.period, tuple(self.spans), tuple(self.impossible), notes)

    def take(self, place: int) -> int:
        """Reads what begins at a word; gives the number of words to go on by."""
        found = read_at(self.words, place) or self._listed(place)
        lost = unread(self.words, place, found.size if found else 0) or _left_out(self.words, place, found)
        if lost:
            return self._leave(place, lost)
        if not found:
            return 1
        if self.left and place > self.left and self.words.after(say.AND, self.left) == place:
            return self._leave(place, left_out(found.size))  # neither in March nor in April
        end = self.words.after(say.INCLUSIVE, place + found.size)
        joint, note = self._joined(found, place)
        if found.impossible:
            self.impossible.append((self.words.after(say.DURING, place), end))
            joint = joint if _is_range(found.period) else self.period
        is_compared = bool(self.spans) and _is_compared(self.words, self.spans[-1][1], place)
        if joint or found.impossible or is_compared:
            self.period = joint or self.period
            self.spans.append((place, end))
            self._note(note)
            self.yearly = self._yearly(place, end)
        return end - place

    def _note(self, note: str) -> None:
        if APART in note:
            self.spanned = note
        elif note:
            self.notes.append(note)

    def _yearly(self, place: int, end: int) -> Yearly | None:
        start = place if self.words.moment(place) else self.words.after(say.DURING, place)
        of = self.words.moment(start)
        return of.yearly if of and start + of.size == end else None

    def _listed(self, place: int) -> Read | None:
        """May, Mar, where a list of times goes on: April / May / Jun."""
        of = self.words.moment(place) if self.spans and self.words.month(place) else None
        return Read(of.size, of.period) if of and _goes_on(self.words, self.spans[-1][1], place) else None

    def _joined(self, found: Read, place: int) -> tuple[Period | None, str]:
        """With what was read before; and what is to be said of it."""
        end = place + found.size
        if (
            self.yearly
            and self.spans
            and _goes_on(self.words, self.spans[-1][1], place)
            and _is_exact(self.words, place, end)
        ):
            self.period = self.yearly(found.period.start.year) or self.period  # Q1, Q2 and Q4 2025
        found = found._replace(period=self._apposed(found.period, place, end))
        period = _joined(self.words, self.period, found.period, self.spans, place)
        if period is None and self.period and self.spans and not found.impossible:
            return self._beside(found.period, place, end, is_list=found.doubt is Doubt.SPANNED)
        if not period or not found.doubt:
            return period, ""
        is_longer = found.doubt is Doubt.SPANNED and bool(self.spans) and period.days > found.period.days
        said = self._said(self.spans[-1][0] if is_longer else place, end)
        return period, f'"{said}" {doubt_of(found.doubt, period)}'

    def _apposed(self, found: Period, place: int, end: int) -> Period:
        """The time that is meant where the one before makes it exact: in spring 2025, April; it may replace that one."""
        if not self.period or not self.spans or _is_compared(self.words, self.spans[-1][1], place):
            return found
        start, last = self.spans[-1]
        within = _overlap(self.period, found)
        is_behind = place == last and self.words.at(say.DURING, place) is None
        if not is_behind or within in (found, self.period):
            return found
        if _is_exact(self.words, place, end) and _is_vague(self.words, start, last):
            self.period = None
            return found
        of = self.words.moment(place)
        inner = of.yearly(self.period.start.year) if of and of.yearly and of.size == end - place else None
        return inner if inner and _overlap(self.period, inner) == inner else found

    def _beside(self, found: Period, place: int, end: int, *, is_list: bool) -> tuple[Period | None, str]:
        """A time that contradicts the one before it: the exact one of both, or all from the first to the last of a list."""
        before = self.period or found
        start, last = self.spans[-1]
        if _is_compared(self.words, last, place):
            return None, ""
        is_apposed = bool(self.words.before(place)) or self.words.at(say.DURING, place) is None
        is_exact = found.days < _YEAR and _is_exact(self.words, place, end)
        if is_apposed and is_exact and not _is_exact(self.words, start, last):
            return found, ""
        is_alike = is_list or _are_alike(before, found) or not _is_comma(self.words, place)
        if not is_alike or not _goes_on(self.words, last, place):
            return None, ""
        period = Period(min(before.start, found.start), max(before.end, found.end))
        return period, f'"{self._said(start, end)}" {doubt_of(Doubt.SPANNED, period)}'

    def _leave(self, place: int, lost: Unread) -> int:
        end = place + lost.size
        self.spans.append((place, end))
        self.notes.append(f'"{self._said(place, end)}" {lost.note}')
        self.period = self.period or lost.period
        self.left = end if lost.period is None else 0
        return lost.size

    def _said(self, start: int, end: int) -> str:
        tokens = self.words.tokens
        return self.words.text[tokens[start].start : tokens[end - 1].end]


def _left_out(words: DateText, place: int, found: Read | None) -> Unread | None:
    """Not in March, außer im März, not active in March; but not before March."""
    start = negation(words, place)
    is_told = place < start < len(words.tokens)
    inner = (read_at(words, start) or unread(words, start, 0)) if is_told else None
    inner_size = inner.size if inner else int(is_told and words.word(start) in say.REPEATED)
    size = start + inner_size - place if inner_size else 0
    is_more = size and (not found or found.size < size + (words.word(place) == "no"))
    return left_out(size) if is_more else None


def _is_exact(words: DateText, start: int, end: int) -> bool:
    """Whether a year is told: December 2024, 2024-12-01."""
    return any(words.year(one) is not None or len(words.word(one)) == _WRITTEN for one in range(start, end))


def _is_vague(words: DateText, start: int, end: int) -> bool:
    """Whether a time counts from today: this quarter, past month, last winter."""
    is_relative = any(words.at(table, one) is not None for table in (say.THIS, say.LAST) for one in range(start, end))
    return is_relative and not _is_exact(words, start, end)


def _is_comma(words: DateText, place: int) -> bool:
    return "," in words.before(place)


def _are_alike(one: Period, other: Period) -> bool:
    """Whether times are of the same kind: two months, two quarters, two days."""
    short, long = sorted((one.days, other.days))
    return long <= short * _ALIKE


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
