"""Words that are written as one and mean two: Weihnachtskampagnen, WaterBottles, BFCM24."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from domain.search.concepts.lexicon import concept_phrases
from domain.search.countries import country_phrases
from domain.search.interpretation import Vocabulary
from domain.search.phrases import Phrases
from domain.search.text import Token, stem, tokens_of
from domain.search.understanding.attribute_words import CHANNELS, source_phrases
from domain.search.understanding.own_words import OwnWords

_TAILS = (
    *("kampagnen", "kampagne", "anzeigen", "anzeige", "newsletter", "mails", "mail", "werbung", "aktionen", "aktion"),
    *("angebote", "angebot", "werbeanzeigen", "flows", "flow", "automation", "gruppen", "texte", "videos"),
)
"""German nouns that end a compound in which the first part says what it is about, longer ones first."""
_JOINTS = ("", "s", "es", "n", "en")
_JOINED_HEADS = {
    "weihnacht": "weihnachten",
    "kund": "kunden",
    "neukund": "neukunden",
    "ostern": "ostern",
    "oster": "ostern",
}
_SHORTEST_HEAD = 4
_YEAR_ENDS = re.compile(r"([a-z]{3,})(?:20)?(?:[12]\d)")


def parted(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, each compound in place of itself as its two parts, or more where case changes within it."""
    for token in tokens:
        yield from _parts(token)


def without_year(word: str) -> str | None:
    """The concept's word before a year: bfcm24, xmas2024; None for all other words.

    >>> without_year("bfcm24"), without_year("atc7d")
    ('bfcm', None)
    """
    found = _YEAR_ENDS.fullmatch(word)
    return found[1] if found and concept_phrases().at([stem(found[1])], 0) else None


def _parts(token: Token) -> Sequence[Token]:
    if not token.word.isalpha():
        return (token,)
    humps = [] if token.text.islower() else tokens_of(token.text, humps=True)
    if len(humps) > 1 and _are_concepts([hump.stem for hump in humps]):
        return [_moved(hump, token, hump.start, hump.word, first=place == 0) for place, hump in enumerate(humps)]
    head = _head(token.word)
    if head is None:
        return (token,)
    split = len(token.text) - (len(token.word) - head[1])
    first = Token(token.text[:split], head[0], stem(head[0]), token.start, token.start + split, token.before)
    tail = token.word[head[1] :]
    return first, Token(token.text[split:], tail, stem(tail), token.start + split, token.end, "")


def _are_concepts(stems: Sequence[str]) -> bool:
    """Whether concepts follow one another without a word left."""
    place = 0
    while place < len(stems):
        said = concept_phrases().at(stems, place)
        if not said:
            return False
        place += said[0]
    return True


def _moved(part: Token, whole: Token, offset: int, word: str, *, first: bool) -> Token:
    start = whole.start + offset
    return Token(part.text, word, part.stem, start, start + len(part.text), whole.before if first else "")


@lru_cache(maxsize=4096)
def _head(word: str) -> tuple[str, int] | None:
    """(first part in its own form, where the second begins) of a German compound."""
    for tail in _TAILS:
        if not word.endswith(tail) or len(word) - len(tail) < _SHORTEST_HEAD:
            continue
        before = word[: -len(tail)]
        for joint in _JOINTS:
            if before.endswith(joint):
                stripped = before.removesuffix(joint) if joint else before
                known = _JOINED_HEADS.get(stripped, stripped)
                if any(
                    _says(table, known) for table in (concept_phrases(), source_phrases(), CHANNELS, country_phrases())
                ):
                    return known, len(before)
    return None


def _says(table: Phrases[str] | Phrases[tuple[str, ...]], word: str) -> bool:
    found = table.at([stem(word)], 0)
    return found is not None


_HEADS = (
    *(
        "produkte",
        "produkten",
        "produkt",
        "artikel",
        "sortiment",
        "serien",
        "serie",
        "linie",
        "futter",
        "waren",
        "ware",
    ),
    *(
        "kampagnen",
        "kampagne",
        "aktionen",
        "aktion",
        "angebote",
        "angebot",
        "mailings",
        "mailing",
        "newsletter",
        "werbung",
    ),
    *(
        "anzeigen",
        "anzeige",
        "fest",
        "woche",
        "wochen",
        "tage",
        "paket",
        "pakete",
        "zubehor",
        "bedarf",
        "sets",
        "mittel",
    ),
    *("kampanjer", "kampanje", "campagne", "campagnes", "aanbieding", "aanbiedingen", "producten", "tilbud"),
)
"""Nouns that end a compound whose first part is what matters."""
_SHORTEST_OWN = 5


def own_part(word: str, vocabulary: Vocabulary) -> str | None:
    """The organization's own word that a compound begins with, or that begins with this word: Zahnpflegeprodukte, Welpen."""
    if len(word) < _SHORTEST_OWN or not word.isalpha() or word in vocabulary.words:
        return None
    for head in _HEADS:
        before = word[: -len(head)] if word.endswith(head) else ""
        for joint in _JOINTS:
            stripped = before.removesuffix(joint)
            if before.endswith(joint) and len(stripped) >= _SHORTEST_HEAD and stripped in vocabulary.words:
                return stripped
    return _longer_own(word, OwnWords(vocabulary.words))


def _longer_own(word: str, own: OwnWords) -> str | None:
    """The most frequent of the organization's words that is this one and such a noun."""
    words = _sorted_words(own)
    found, place = [], bisect_left(words, word)
    while place < len(words) and words[place].startswith(word):
        if words[place][len(word) :].lstrip("sn") in _HEADS or words[place][len(word) :] in _HEADS:
            found.append(words[place])
        place += 1
    return max(found, key=lambda one: own.mapping[one], default=None)


@lru_cache(maxsize=16)
def _sorted_words(own: OwnWords) -> list[str]:
    return sorted(own.mapping)
