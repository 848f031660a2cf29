"""Feasts and events that are meant as days: beside a figure, where no entity is about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.search.concepts.lexicon import CONCEPTS
from domain.search.concepts.tagging import concept_at
from domain.search.dates import Dated, read_dates
from domain.search.dates.events import EVENTS
from domain.search.dates.feasts import FEASTS
from domain.search.dates.single import THEME_NOUNS
from domain.search.interpretation import Vocabulary
from domain.search.text import squeeze, stem, tokens_of
from domain.search.understanding.question import Question
from domain.search.understanding.subjects import Subjects
from domain.vocabulary import Period


def day_of_missing_event(
    subjects: Subjects, ordered: Sequence[object], dated: Dated | None, as_of: date, country: str
) -> Period | None:
    """The days of an event that no entity is about, where figures are asked for: holiday season revenue."""
    lacking = [one for one in subjects.missing if one.kind == "event"]
    if not ordered or dated or len(lacking) != 1 or len(subjects.missing) != 1:
        return None
    read = _read_day(lacking[0].words, as_of, country)
    if read is None:
        return None
    subjects.missing.clear()
    for concept in [one for one in subjects.concepts if CONCEPTS[one].group == "event"]:
        del subjects.concepts[concept]
    return read.period


def named_day(
    question: Question, vocabulary: Vocabulary, ordered: Sequence[object], as_of: date, country: str
) -> Dated | None:
    """A feast beside a figure, where no entity is about it: top spend Palm Sunday, most clicks Easter Monday."""
    for place in range(len(question)) if ordered and vocabulary.words else ():
        size = _feast(question, vocabulary, place)
        if size:
            read = _read_day(question.take(place, place + size), as_of, country)
            return replace(read, spans=((place, place + size),)) if read else None
    return None


def _feast(question: Question, vocabulary: Vocabulary, place: int) -> int:
    """Number of words of a feast's name that is nobody's theme; 0 where there is none."""
    found = [one for one in (question.at(FEASTS, place), question.at(EVENTS, place)) if one]
    said = max(found, key=lambda one: one[0], default=None)
    behind = place + said[0] if said else place
    if not said or (behind < len(question) and question.stems[behind] in THEME_NOUNS):
        return 0
    words = question.words[place:behind]
    size, concept = concept_at(question.tokens, question.stems, place, in_name=False)
    if concept and size >= said[0] and said[1] == _day_of(concept):
        return 0  # as a concept, which is a day itself where nothing is about it; Good Friday is a day of Easter alone
    is_own = all(word in vocabulary.words for word in words) and not concept
    is_named = any(squeeze(" ".join(words)) in name for name in vocabulary.names)
    return 0 if is_own or is_named else said[0]


def _day_of(concept: str) -> str | None:
    """The feast or event that a concept is called by."""
    stems = [stem(word) for word in concept.split("_")]
    found = [one for one in (FEASTS.at(stems, 0), EVENTS.at(stems, 0)) if one and one[0] == len(stems)]
    return found[0][1] if found else None


def _read_day(words: str, as_of: date, country: str) -> Dated | None:
    """The days of a feast or an event by its name."""
    tokens = tokens_of(f"on {words}")
    return read_dates("", tokens, [token.stem for token in tokens], as_of, country=country, amounts=frozenset())
