"""Tables of phrases, and the longest one that begins at a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from domain.search.text import plain, tokens_of, words_of

T = TypeVar("T")


class Phrases(Generic[T]):
    """What phrases stand for; plurals are the same as singulars, hyphens the same as spaces, or nothing."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """Entries are (phrase, what it stands for); of equal phrases the first counts."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self.words: set[str] = set()
        """Every word of every phrase, folded."""
        seen: set[tuple[str, ...]] = set()
        for phrase, value in entries:
            self.words.update(words_of(phrase))
            for stems in _spellings(phrase):
                if stems and stems not in seen:
                    seen.add(stems)
                    self._by_first.setdefault(stems[0], []).append((stems, value))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def at(self, stems: Sequence[str], place: int) -> tuple[int, T] | None:
        """(number of words, value) of the longest phrase that begins at a place."""
        for phrase, value in self._by_first.get(stems[place], ()) if place < len(stems) else ():
            size = len(phrase)
            if size == 1 or tuple(stems[place : place + size]) == phrase:
                return size, value
        return None

    def all_at(self, stems: Sequence[str], place: int) -> list[tuple[int, T]]:
        """Every phrase that begins at a place, longest first."""
        options = self._by_first.get(stems[place], ()) if place < len(stems) else ()
        return [
            (len(phrase), value) for phrase, value in options if tuple(stems[place : place + len(phrase)]) == phrase
        ]

    def pairs(self) -> list[tuple[str, str]]:
        """Every phrase of two words, in their singular."""
        return [
            (phrase[0], phrase[1])
            for options in self._by_first.values()
            for phrase, _ in options
            if len(phrase) == 2  # noqa: PLR2004
        ]

    def alone(self) -> set[str]:
        """Words that are a phrase by themselves, in their singular."""
        return {first for first, options in self._by_first.items() if any(len(phrase) == 1 for phrase, _ in options)}

    def first_stems(self) -> set[str]:
        """The first word of every phrase, in its singular."""
        return set(self._by_first)


def _spellings(phrase: str) -> list[tuple[str, ...]]:
    tokens = tokens_of(plain(phrase))
    stems = tuple(token.stem for token in tokens)
    if "-" not in phrase:
        return [stems]
    joined = tokens_of(plain(phrase.replace("-", "")))
    return [stems, tuple(token.stem for token in joined)]


def listed(table: str) -> list[tuple[str, list[str]]]:
    """Lines `head: phrase | phrase` of a table as (head, phrases).

    >>> listed("paused: stopped | on hold")
    [('paused', ['stopped', 'on hold'])]
    """
    lines = (line.partition(":") for line in table.strip().splitlines() if line.strip())
    return [(head.strip(), [one.strip() for one in rest.split("|") if one.strip()]) for head, _, rest in lines]


def phrases(table: str) -> Phrases[str]:
    """The phrases of a table, each standing for its line's head."""
    return Phrases((phrase, head) for head, said in listed(table) for phrase in said)


def mapped(table: str, values: Mapping[str, T]) -> Phrases[T]:
    """As `phrases`, with a value for each head."""
    return Phrases((phrase, values[head]) for head, said in listed(table) for phrase in said)
