"""A model's reading added to our own: our own wins, and only words that it left unread can gain a meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from domain.errors import InterpreterUnavailableError
from domain.ports.interpreter import Interpreter
from domain.search.interpretation import AttributeFilter, Interpretation
from domain.search.reading import Choices, LLMReading, Meaning, MeaningKind
from domain.search.text import words_of
from domain.vocabulary import Level

MOST_MEANINGS = 16
"""Of one answer; what follows is not looked at."""
LEVEL_COLUMN = "level"
LEVELS = frozenset(level.value for level in Level)


@dataclass(frozen=True, slots=True)
class FurtherReading:
    """An interpretation, and what to tell the user where the model did not take part in it."""

    interpretation: Interpretation
    notice: str | None = None


def read_further(
    interpreter: Interpreter, interpretation: Interpretation, as_of: date, choices: Choices
) -> FurtherReading:
    """The interpretation with what the model knows of its unread words; unchanged, with a notice, where it does not answer.

    The model is not asked where nothing is unread.
    """
    if not words_of(interpretation.residual):
        return FurtherReading(interpretation)
    try:
        reading = interpreter.read(interpretation.query, as_of, replace(choices, unread=interpretation.residual))
    except InterpreterUnavailableError as failed:
        return FurtherReading(interpretation, f"Read by our own rules alone: {failed.message}")
    return FurtherReading(merge(interpretation, reading, choices))


def merge(interpretation: Interpretation, reading: LLMReading, choices: Choices) -> Interpretation:
    """The interpretation with those meanings that hold: of words still unread, out of the closed lists, without a digit.

    Metrics, dates, rankings and named entities are never touched, and a filter of ours is never replaced.
    """
    for meaning in reading.meanings[:MOST_MEANINGS]:
        if _is_of_unread_words(meaning, interpretation):
            interpretation = _TAKEN[meaning.kind](interpretation, meaning, choices)
    return interpretation


def _is_of_unread_words(meaning: Meaning, interpretation: Interpretation) -> bool:
    said, unread = words_of(meaning.words), words_of(interpretation.residual)
    has_digit = any(sign.isdigit() for sign in meaning.words)
    return bool(said) and not has_digit and all(said.count(word) <= unread.count(word) for word in said)


def _with_concept(interpretation: Interpretation, meaning: Meaning, choices: Choices) -> Interpretation:
    known = interpretation.concepts + interpretation.excluded_concepts
    if meaning.value is None or meaning.value not in choices.concepts or meaning.value in known:
        return interpretation
    read = _without(interpretation, meaning)
    if meaning.excluded:
        return replace(read, excluded_concepts=(*read.excluded_concepts, meaning.value))
    return replace(read, concepts=(*read.concepts, meaning.value))


def _with_value(interpretation: Interpretation, meaning: Meaning, choices: Choices) -> Interpretation:
    column, value = meaning.column, meaning.value
    if column is None or value is None or value not in choices.values.get(column, ()):
        return interpretation
    if column == LEVEL_COLUMN:
        return _with_level(interpretation, meaning, value)
    if any(filter_.column == column for filter_ in interpretation.attributes):
        return interpretation
    added = AttributeFilter(column, (value,), meaning.excluded, meaning.words)
    return replace(_without(interpretation, meaning), attributes=(*interpretation.attributes, added))


def _with_level(interpretation: Interpretation, meaning: Meaning, value: str) -> Interpretation:
    if interpretation.level is not None or meaning.excluded or value not in LEVELS:
        return interpretation
    return replace(_without(interpretation, meaning), level=Level(value))


def _with_filler(interpretation: Interpretation, meaning: Meaning, choices: Choices) -> Interpretation:
    if any(word in choices.own_words for word in words_of(meaning.words)):
        return interpretation
    return replace(_without(interpretation, meaning), ignored=(*interpretation.ignored, meaning.words))


def _with_name(interpretation: Interpretation, _meaning: Meaning, _choices: Choices) -> Interpretation:
    return interpretation  # unread words are searched as they are: just what a name needs


_TAKEN: dict[MeaningKind, Callable[[Interpretation, Meaning, Choices], Interpretation]] = {
    MeaningKind.CONCEPT: _with_concept,
    MeaningKind.VALUE: _with_value,
    MeaningKind.FILLER: _with_filler,
    MeaningKind.NAME: _with_name,
}


def _without(interpretation: Interpretation, meaning: Meaning) -> Interpretation:
    """The words are read now: no longer free text, and more of the question is understood."""
    read = words_of(meaning.words)
    left = []
    for word in words_of(interpretation.residual):
        if word in read:
            read.remove(word)
        else:
            left.append(word)
    share = len(words_of(meaning.words)) / max(len(words_of(interpretation.query)), 1)
    return replace(interpretation, residual=" ".join(left), confidence=min(1.0, interpretation.confidence + share))
