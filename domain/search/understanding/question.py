"""A question while it is being read: its words, and which of them are understood already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from domain.search.phrases import Phrases
from domain.search.text import Token, stem

T = TypeVar("T")


@dataclass(slots=True)
class Question:
    """Words by place; each is understood as one thing at most."""

    text: str
    tokens: Sequence[Token]
    words: list[str] = field(default_factory=list)
    """Folded, corrected where misspelled."""
    stems: list[str] = field(default_factory=list)
    taken: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = [token.word for token in self.tokens]
        self.stems = [token.stem for token in self.tokens]
        self.taken = [False] * len(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def correct(self, place: int, word: str) -> None:
        """Read a word as another."""
        self.words[place], self.stems[place] = word, stem(word)

    def at(self, table: Phrases[T], place: int) -> tuple[int, T] | None:
        """(number of words, value) of the longest phrase of free words at a place."""
        if not 0 <= place < len(self.stems) or self.taken[place]:
            return None
        found = table.at(self.stems, place)
        if found is None or self.is_free(place, place + found[0]):
            return found
        return next((one for one in table.all_at(self.stems, place) if self.is_free(place, place + one[0])), None)

    def free_from(self, place: int) -> int:
        """The place behind the free words that begin at a place."""
        while place < len(self.taken) and not self.taken[place]:
            place += 1
        return place

    def ending(self, table: Phrases[T], place: int, longest: int = 5) -> tuple[int, T] | None:
        """(number of words, value) of the longest phrase of free words that ends before a place."""
        for size in range(min(longest, place), 0, -1):
            if self.is_free(place - size, place):
                found = [one for one in table.all_at(self.stems, place - size) if one[0] == size]
                if found:
                    return found[0]
        return None

    def is_free(self, start: int, end: int) -> bool:
        """Whether no word from start to before end is understood yet."""
        return start >= 0 and end <= len(self.taken) and not any(self.taken[start:end])

    def take(self, start: int, end: int) -> str:
        """Mark words as understood; gives them as written."""
        for place in range(max(0, start), min(end, len(self.taken))):
            self.taken[place] = True
        return self.said(start, end)

    def said(self, start: int, end: int) -> str:
        """Words as written, with the signs between them."""
        if start >= end:
            return ""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def skip(self, table: Phrases[T], place: int) -> int:
        """The place after a phrase of the table, or the same place."""
        found = self.at(table, place)
        return place + found[0] if found else place
