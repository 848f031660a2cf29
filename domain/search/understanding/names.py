"""Entities that are named exactly, by id or whole name, and those that others shall be like."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.search.documents import EntityKey
from domain.search.interpretation import Correction, Vocabulary
from domain.search.text import stem
from domain.search.understanding.attribute_words import CALLED, LEVELS, NOT, RELATED
from domain.search.understanding.common_words import COMMON_WORDS, STOP_WORDS
from domain.search.understanding.question import Question
from domain.search.understanding.relations import tells_relation
from domain.search.understanding.spelling import is_known, lexicon_stems

_LONGEST_NAME = 24
_PLAIN_NAME = 3
_SHORTEST_ID = 4
_MOST_WRONG = 2
_LONG_WORD = 12
"""Letters from which on a word that nobody else knows is a name written without spaces."""
_QUOTES = frozenset("\"“”„«»'‘’`")
_SMALL = frozenset(
    "the a an to for of with la el las los der die das den le les o a campaign ad flow email one".split()
)


@dataclass(slots=True)
class Named:
    """Entities by what they are named for."""

    entities: tuple[EntityKey, ...] = ()
    related_to: tuple[EntityKey, ...] = ()
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Where each name begins with what introduces it, and where it begins itself."""
    words: dict[EntityKey, str] = field(default_factory=dict)
    """What each is called in the question."""


def read_names(question: Question, vocabulary: Vocabulary) -> Named:
    """Whole names and ids among the words; marks these."""
    found = Named()
    if _read_in_any_order(question, vocabulary, found):
        return found
    place = 0
    while place < len(question):
        size = _longest(question, vocabulary, place)
        if size and _is_meant(question, place, size) and not _is_denied(question, place):
            _add(found, question, place, size, vocabulary.names["".join(question.words[place : place + size])])
        place += max(size, 1)
    return found


def _read_in_any_order(question: Question, vocabulary: Vocabulary, found: Named) -> bool:
    """Whether all words of the question, kinds and articles before them left out, are those of a name."""
    start = 0
    while start < len(question) and (question.words[start] in STOP_WORDS or _is_kind(question.words[start])):
        start += 1
    for first in {0, start}:
        key = " ".join(sorted(question.words[first:]))
        if " " in key and key in vocabulary.names and question.is_free(first, len(question)):
            _add(found, question, first, len(question) - first, vocabulary.names[key])
            return True
    return False


def read_nearly(question: Question, vocabulary: Vocabulary) -> list[Correction]:
    """Correct a long word that nobody knows and that is a name, or a word of one, but for two letters."""
    found = []
    for place, word in enumerate(question.words):
        is_plain = word.isalpha() and is_known(word, vocabulary)
        if len(word) < _LONG_WORD or question.taken[place] or is_plain or word in vocabulary.words:
            continue
        own = [*vocabulary.words, *vocabulary.names]
        nearest = process.extractOne(word, own, scorer=OSA.distance, score_cutoff=_MOST_WRONG)
        if nearest:
            found.append(Correction(question.tokens[place].text, nearest[0]))
            question.correct(place, nearest[0])
    return found


def _add(found: Named, question: Question, place: int, size: int, keys: tuple[EntityKey, ...]) -> None:
    cue = _cue(question, place)
    if cue is None:
        found.entities = tuple(dict.fromkeys((*found.entities, *keys)))
    else:
        found.related_to = tuple(dict.fromkeys((*found.related_to, *keys)))
    found.spans.append((place if cue is None else cue, place))
    found.words |= dict.fromkeys(keys, question.take(place, place + size))


def _longest(question: Question, vocabulary: Vocabulary, place: int) -> int:
    """Number of words of the longest name that begins at a place."""
    if question.taken[place]:
        return 0
    for size in range(min(_LONGEST_NAME, len(question) - place), 0, -1):
        is_name = "".join(question.words[place : place + size]) in vocabulary.names
        if is_name and question.is_free(place, place + size):
            return size
    return 0


def _is_meant(question: Question, place: int, size: int) -> bool:
    """Whether words that are also a name are meant as one: long, like an id, quoted, introduced, or all there is."""
    words = question.words[place : place + size]
    if size >= _PLAIN_NAME and not all(word in STOP_WORDS for word in words):
        return True
    if any(len(word) >= _SHORTEST_ID and any(sign.isdigit() for sign in word) for word in words if not _is_year(word)):
        return True
    if size == 1 and len(words[0]) >= _LONG_WORD and stem(words[0]) not in lexicon_stems():
        return True
    if "_" in question.said(place, place + size) or _is_quoted(question, place, size):
        return True
    if _is_distinctive(words) or (size > 1 and tells_relation(question, place, place + size)):
        return True
    others = [*question.words[:place], *question.words[place + size :]]
    is_alone = all(word in STOP_WORDS or _is_kind(word) for word in others)
    return is_alone or _cue(question, place) is not None or _is_called(question, place)


def _is_distinctive(words: list[str]) -> bool:
    """Whether one of several words is nobody else's: zebra launch, but not summer sale."""
    rare = [word for word in words if word not in COMMON_WORDS and stem(word) not in lexicon_stems()]
    return len(words) > 1 and any(len(word) >= _SHORTEST_ID and word.isalpha() for word in rare)


def _is_denied(question: Question, place: int) -> bool:
    """Whether it is left out: not the welcome series."""
    while place and question.words[place - 1] in _SMALL:
        place -= 1
    return question.ending(NOT, place) is not None


def _is_year(word: str) -> bool:
    return word.isdecimal() and len(word) == _SHORTEST_ID


def _is_kind(word: str) -> bool:
    return word in {"campaign", "ad", "flow", "email", "adset", "campana", "kampagne", "campagne", "campanha"}


def _is_quoted(question: Question, place: int, size: int) -> bool:
    after = place + size
    behind = question.tokens[after].before if after < len(question) else question.text[question.tokens[-1].end :]
    return bool(set(question.tokens[place].before) & _QUOTES) and bool(set(behind) & _QUOTES)


def _is_called(question: Question, place: int) -> bool:
    return question.ending(CALLED, place) is not None


def _cue(question: Question, place: int) -> int | None:
    """Where `similar to the campaign` begins that stands before a name; None where nothing alike is asked for."""
    start = place
    for _ in range(4):
        said = question.ending(RELATED, start)
        if said:
            return start - said[0]
        small = question.ending(LEVELS, start, 2) or question.ending(CALLED, start, 3)
        if small:
            start -= small[0]
        elif start and question.words[start - 1] in _SMALL:
            start -= 1
        else:
            return None
    return None
