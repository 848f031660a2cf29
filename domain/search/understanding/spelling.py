"""Misspelled words: the nearest word of the lexicon or of the organization, where it is near enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.search.concepts.lexicon import abbreviations, concept_phrases, narrower
from domain.search.concepts.tagging import end_of_compound, start_of_compound
from domain.search.countries import CODES, country_phrases, words_for_countries
from domain.search.dates import words as date_words
from domain.search.dates.events import EVENTS
from domain.search.dates.feasts import FEAST_WORDS, FEASTS
from domain.search.interpretation import Correction, Vocabulary
from domain.search.phrases import Phrases
from domain.search.text import stem
from domain.search.understanding import (
    amounts,
    attribute_words,
    comparators,
    count_words,
    digit_counts,
    money_compared,
    multiples,
    praise_words,
    presence_words,
    relations,
    scales,
    superlative_words,
)
from domain.search.understanding.common_words import COMMON_WORDS, FILLER, STOP_WORDS
from domain.search.understanding.metric_words import metric_phrases
from domain.search.understanding.number_words import number_words
from domain.search.understanding.own_words import OwnWords
from domain.search.understanding.plain_words import PLAIN_WORDS
from domain.search.understanding.question import Question

_SHORTEST = 4
_MOST_CHOICES = 5
_VOWELS = frozenset("aeiou")
_ENDINGS = ("ing", "ed", "ers", "er", "ly", "able", "ness", "ment")
_OF_VERBS = ("ing", "ed", "ly")
_ONE_WRONG, _TWO_WRONG = 6, 10
"""Longest words in which one letter, and two letters, may be wrong."""


def correct_spelling(question: Question, vocabulary: Vocabulary) -> tuple[Correction, ...]:
    """Read misspelled words as what they are near to; words that anybody knows stay."""
    found = []
    for place, word in enumerate(question.words):
        if question.taken[place] or is_known(word, vocabulary):
            continue
        nearest = _nearest(word, vocabulary)
        if nearest:
            found.append(Correction(question.tokens[place].text, nearest))
            question.correct(place, nearest)
    for place, nearest in _misread_beside(question, vocabulary):
        found.append(Correction(question.tokens[place].text, nearest))
        question.correct(place, nearest)
    return tuple(found)


def _misread_beside(question: Question, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """Words that make a phrase with a neighbour but for a letter: free trail, open rte; none of the organization's own."""
    firsts, seconds = _pairs()
    for place in range(len(question) - 1):
        one, other = question.stems[place], question.stems[place + 1]
        if not question.is_free(place, place + 2) or other in firsts.get(one, ()) or {one, other} & STOP_WORDS:
            continue
        for wrong, word, options in ((place + 1, other, firsts.get(one)), (place, one, seconds.get(other))):
            nearest = _one_letter_off(word, options or ())
            if nearest and not _is_own_or_small(question.words[wrong], vocabulary):
                yield wrong, nearest
                break


def _is_own_or_small(word: str, vocabulary: Vocabulary) -> bool:
    is_own = word in vocabulary.words or stem(word) in vocabulary.words
    return is_own or word in STOP_WORDS or word in metric_phrases().words


def _one_letter_off(word: str, options: Iterable[str]) -> str | None:
    """The only one of these that begins alike and differs by a letter; of a short word a letter must be left out."""
    if len(word) < _SHORTEST - 1 or not word.isalpha():
        return None
    found = [
        one
        for one in options
        if one[0] == word[0] and (len(word) >= _SHORTEST or len(one) > len(word)) and OSA.distance(word, one) == 1
    ]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1)
def _pairs() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Of all phrases of two words: by the first the second, and by the second the first."""
    firsts: dict[str, tuple[str, ...]] = {}
    seconds: dict[str, tuple[str, ...]] = {}
    for table in (metric_phrases(), concept_phrases()):
        for one, other in table.pairs():
            firsts[one] = (*firsts.get(one, ()), other)
            seconds[other] = (*seconds.get(other, ()), one)
    return firsts, seconds


def is_known(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a folded word is right as it is: known, short, or with digits."""
    if len(word) < _SHORTEST or not word.isalpha() or word in COMMON_WORDS or stem(word) in COMMON_WORDS:
        return True
    if (
        word in PLAIN_WORDS
        or stem(word) in PLAIN_WORDS
        or end_of_compound(stem(word))
        or is_inflected(word)
        or start_of_compound(stem(word))
        or word in FEASTS.words
    ):
        return True
    return word in vocabulary.words or stem(word) in vocabulary.words or stem(word) in lexicon_stems()


def is_inflected(word: str) -> bool:
    """Whether a word is a form of an everyday one: returned, costing, leaders."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            root = word[: -len(ending)]
            doubled = root[:-1] if len(root) > _SHORTEST - 1 and root[-1] == root[-2] else root
            forms = {root, f"{root}e", doubled}
            if not COMMON_WORDS.isdisjoint(forms) or (ending in _OF_VERBS and not PLAIN_WORDS.isdisjoint(forms)):
                return True
    return False


@lru_cache(maxsize=1)
def lexicon_words() -> frozenset[str]:
    """Every word that the grammars and the lexicon know, and that a misspelled word may mean."""
    modules = (date_words, amounts, attribute_words, comparators, superlative_words, relations)
    further = (count_words, digit_counts, money_compared, multiples, praise_words, presence_words, scales)
    tables = [table for one in (*modules, *further) for table in vars(one).values() if isinstance(table, Phrases)]
    tables += [EVENTS, metric_phrases(), concept_phrases(), attribute_words.source_phrases()]
    words = {word for table in tables for word in table.words}
    words |= number_words() | words_for_countries() | FEAST_WORDS
    return frozenset(words | {code.lower() for code in CODES} | set(abbreviations()))


@lru_cache(maxsize=1)
def lexicon_stems() -> frozenset[str]:
    """The same in the singular, with the names of all countries: none of them is misspelled."""
    return frozenset(stem(word) for word in lexicon_words() | country_phrases().words)


def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    allowed = 1 if len(word) <= _ONE_WRONG else 2 if len(word) <= _TWO_WRONG else 3
    own = _best(word, _buckets(OwnWords(vocabulary.words)), allowed)
    general = _best(word, _lexicon_buckets(), allowed)
    if general and general[1] > 1 and _is_lacking(general[0], vocabulary):
        general = None
    if not own and not general:
        return _without_vowels(word, vocabulary)
    candidates = [
        (distance, rank, said) for rank, found in enumerate((own, general)) if found for said, distance in [found]
    ]
    return min(candidates)[2] if candidates else None


def _is_lacking(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word names a topic or a country that the organization does not have: romantic is not Romania."""
    stems = [stem(word)]
    concept, country = concept_phrases().at(stems, 0), country_phrases().at(stems, 0)
    if concept and any(vocabulary.concepts.get(one) for one in (concept[1], *narrower(concept[1]))):
        return False
    if country and not vocabulary.values.get("country", frozenset()).isdisjoint(country[1]):
        return False
    return bool(vocabulary.words) and bool(concept or country)


def _without_vowels(word: str, vocabulary: Vocabulary) -> str | None:
    """The only word of the organization, or the lexicon, that is written so without its vowels: snkrs."""
    if not _VOWELS.isdisjoint(word):
        return None
    own, general = _skeletons(OwnWords(vocabulary.words)).get(word, ()), _lexicon_skeletons().get(word, ())
    found = {stem(one): one for one in own or general}
    return next(iter(found.values())) if len(found) == 1 else None


@lru_cache(maxsize=16)
def _skeletons(words: OwnWords) -> Mapping[str, list[str]]:
    return _by_skeleton(words.mapping)


@lru_cache(maxsize=1)
def _lexicon_skeletons() -> Mapping[str, list[str]]:
    return _by_skeleton(lexicon_words())


def _by_skeleton(words: Iterable[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        if word.isalpha() and len(word) > _SHORTEST:
            found.setdefault("".join(letter for letter in word if letter not in _VOWELS), []).append(word)
    return found


def _best(word: str, buckets: Mapping[tuple[str, int], list[str]], allowed: int) -> tuple[str, int] | None:
    firsts = {word[0], word[1]} if len(word) > _SHORTEST else {word[0]}
    options: list[tuple[int, bool, bool, int, str]] = []
    for first in sorted(firsts):
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            choices = buckets.get((first, length))
            limit = min([allowed, *(option[0] for option in options)])
            if not choices:
                continue
            for other, distance, _ in process.extract(
                word, choices, scorer=OSA.distance, score_cutoff=limit, limit=_MOST_CHOICES
            ):
                if (first == word[0] or distance == 1) and _is_likely(word, other):
                    options.append(
                        (
                            int(distance),
                            sorted(word) != sorted(other),
                            not _is_shortened(word, other),
                            len(options),
                            other,
                        )
                    )
    distance, _, _, _, nearest = min(options, default=(0, False, False, 0, ""))
    return (nearest, distance) if nearest else None


@lru_cache(maxsize=64)
def _buckets(words: OwnWords) -> Mapping[tuple[str, int], list[str]]:
    return _by_start_and_length(sorted(words.mapping, key=lambda word: (-words.mapping[word], word)))


@lru_cache(maxsize=1)
def _lexicon_buckets() -> Mapping[tuple[str, int], list[str]]:
    alone = country_phrases().alone() | concept_phrases().alone() | metric_phrases().alone()
    return _by_start_and_length(
        sorted(lexicon_words() | STOP_WORDS | FILLER, key=lambda word: (stem(word) not in alone, word))
    )


def _is_shortened(word: str, other: str) -> bool:
    """Whether a word is the other with letters left out, which is the most common error."""
    letters = iter(other)
    return len(word) < len(other) and all(letter in letters for letter in word)


def _is_likely(word: str, other: str) -> bool:
    """Whether a short word can be another misspelled: letters left out, doubled or swapped, or one in its middle wrong."""
    if len(word) >= _ONE_WRONG or len(word) != len(other):
        return True
    if len(word) == _SHORTEST:
        return sorted(word) == sorted(other)
    return word[-1] == other[-1] or sorted(word) == sorted(other)


def _by_start_and_length(words: list[str]) -> Mapping[tuple[str, int], list[str]]:
    buckets: dict[tuple[str, int], list[str]] = {}
    for word in words:
        if len(word) >= _SHORTEST and word.isalpha():
            buckets.setdefault((word[0], len(word)), []).append(word)
    return buckets
