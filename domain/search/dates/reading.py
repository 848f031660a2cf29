"""The period that a question asks for, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from domain.search.dates.gathering import Dated, Gathering
from domain.search.dates.moments import READERS
from domain.search.dates.single import may_begin, read_at
from domain.search.dates.text import DateText
from domain.search.text import Token

_DECIMAL = re.compile(r"(?<![\d.])\d{1,2}[.,]\d{1,2}(?![.\d])")


def read_dates(
    text: str, tokens: Sequence[Token], stems: Sequence[str], as_of: date, *, country: str, amounts: frozenset[int]
) -> Dated | None:
    """The period; several that overlap (since March, until May) are taken together, else the first counts.

    `amounts`: places of numbers that are no years. `stems`: of the tokens, corrected where they were misspelled.
    """
    words = DateText(text, tokens, stems, as_of, country, READERS, amounts)
    dated = Gathering(words)
    place = 0
    while place < len(tokens):
        place += dated.take(place) if may_begin(words, place) else 1
    return dated.done()


def day_places(
    text: str, tokens: Sequence[Token], stems: Sequence[str], as_of: date, *, country: str, amounts: frozenset[int]
) -> frozenset[int]:
    """Places of numbers in whatever could be a date, told apart from amounts such as 2.5; as `read_dates`."""
    words = DateText(text, tokens, stems, as_of, country, READERS, amounts)
    found: set[int] = set()
    place = 0
    while place < len(tokens):
        read = read_at(words, place) if may_begin(words, place) else None
        end = place + (read.size if read else 1)
        if read and not _DECIMAL.search(text, tokens[place].start, tokens[end - 1].end + 1):
            found.update(one for one in range(place, end) if words.word(one)[:1].isdigit())
        place = end
    return frozenset(found)
