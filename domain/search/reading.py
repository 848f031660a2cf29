"""What a language model may say of a question: the meaning of single words, out of closed lists; no figure and no date."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.search.interpretation import Vocabulary


class MeaningKind(StrEnum):
    """What words of a question can stand for."""

    CONCEPT = "concept"
    """A marketing concept; `value` names it."""
    VALUE = "value"
    """A value of a column of `Choices.values`."""
    NAME = "name"
    """A name, searched as it is written."""
    FILLER = "filler"
    """Nothing that could be searched."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The closed lists of one organization, and the words that are to be read."""

    unread: str = ""
    """What the deterministic reading left: the only words that can gain a meaning."""
    concepts: tuple[str, ...] = ()
    """Names of the concept lexicon."""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values that occur, by column of `interpretation.AttributeFilter`; `level` too."""
    own_words: Container[str] = frozenset()
    """Folded words of the organization's documents, which are never filler; the model is not shown them."""


def choices_of(vocabulary: Vocabulary, concepts: Iterable[str]) -> Choices:
    """What an organization's questions can mean, with these names of the concept lexicon."""
    values = {column: tuple(sorted(found)) for column, found in sorted(vocabulary.values.items())}
    return Choices(concepts=tuple(sorted(concepts)), values=values, own_words=vocabulary.words)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words stand for. `excluded`: they say what is not wanted."""

    words: str
    kind: MeaningKind
    column: str | None = None
    value: str | None = None
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class LLMReading:
    """All that a model said of a question, not checked yet."""

    meanings: tuple[Meaning, ...] = ()
