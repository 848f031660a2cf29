"""What speaks for a document by its text: concepts and words that it holds, BM25, and likeness of vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.ports.search import CatalogView
from domain.search.concepts.lexicon import CONCEPTS, CONTRARY, IMPLIED, broader
from domain.search.fusion import fuse
from domain.search.interpretation import AttributeFilter, Interpretation
from domain.search.text import words_of

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
ALIKE = 0.45
"""Cosine from which on a document that holds none of the words is near them all the same, such as a misspelt name."""


_TRADES = frozenset({"hotels", "travel", "food"})
"""Products that are what a whole shop sells: beside a topic they find nothing by themselves."""
_ALTERNATIVES = frozenset({"product", "event"})
"""Groups of which an entity has one: those asked for are taken as one or the other."""


@dataclass(frozen=True)
class Evidence:
    """Per document: `coverage`, the share of what was asked that it holds, 0 to 1; `lexical` (BM25) and `dense` (cosine)."""

    concepts: Mapping[str, Mask]
    words: Mapping[str, Mask]
    coverage: Floats
    lexical: Floats
    dense: Floats | None
    unheld: tuple[str, ...] = ()
    """Words that no document holds, left out since the rest of the question says enough."""
    implied: Floats | None = None
    """How many of the concepts it holds without saying them."""

    @property
    def is_asked(self) -> bool:
        """Whether the question has any text."""
        return bool(self.concepts or self.words)

    @property
    def fused(self) -> Floats:
        """BM25 and cosine by reciprocal rank."""
        return fuse([self.lexical] if self.dense is None else [self.lexical, self.dense])

    @property
    def near(self) -> Mask:
        """Documents that are alike without holding a word."""
        return np.zeros(len(self.coverage), np.bool_) if self.dense is None else self.dense >= ALIKE


def question_words(asked: Interpretation) -> tuple[str, ...]:
    """Folded words of the text that is left, once each."""
    return tuple(dict.fromkeys(words_of(asked.residual)))


def question_text(asked: Interpretation) -> str:
    """What the question's vector is made of: its text and its concepts, as documents say theirs."""
    if asked.text:
        return asked.text
    concepts = " ".join(concept.replace("_", " ") for concept in asked.concepts)
    return f"{asked.residual} {concepts}".strip()


def is_soft(condition: AttributeFilter) -> bool:
    """Whether a condition counts as a part of what is asked about: a country, beside a product or an intent."""
    return condition.column == "country" and not condition.excluded


def _slots(concepts: Mapping[str, Mask]) -> list[Mask]:
    """One for each concept; products are one together, and so are events: leggings or hoodies."""
    slots: dict[str, Mask] = {}
    wider = {above for concept in concepts for above in broader(concept)}
    for concept, mask in concepts.items():
        if concept in wider:
            continue
        group = CONCEPTS[concept].group if concept in CONCEPTS else concept
        slot = group if group in _ALTERNATIVES else concept
        slots[slot] = slots[slot] | mask if slot in slots else mask
    return list(slots.values())


def holding(view: CatalogView, concept: str) -> Mask:
    """Documents that say a concept, or imply it and say nothing contrary."""
    said = view.tagged(concept)
    if concept not in IMPLIED:
        return said
    implied: Mask = np.any([view.tagged(one) for one in IMPLIED[concept]], axis=0)
    contrary: Mask = np.any([view.tagged(one) for one in CONTRARY[concept]], axis=0)
    return np.logical_or(said, implied & ~contrary)


def _covered(precise: Sequence[Mask], general: Sequence[Mask]) -> Floats:
    """The share of all parts that documents hold; none for what holds general ones alone, where others hold a precise one."""
    coverage = np.mean([*precise, *general], axis=0)
    about = np.any(precise or general, axis=0)
    return np.where(about, coverage, 0.0) if about.any() else coverage


def weigh(view: CatalogView, asked: Interpretation, dense: Floats | None) -> Evidence:
    """Evidence of all documents of a view."""
    size = len(view.keys)
    concepts = {concept: holding(view, concept) for concept in asked.concepts}
    words = {word: view.containing(word) for word in question_words(asked)}
    unheld = tuple(word for word, mask in words.items() if not mask.any())
    is_of_one = bool(asked.entities or asked.related_to)
    says_more = bool(
        asked.metrics or asked.rankings or asked.period or concepts or is_of_one or len(unheld) < len(words)
    )
    words = {word: mask for word, mask in words.items() if word not in unheld or not says_more}
    parts = [*_slots(concepts), *words.values()]
    coverage = np.zeros(size)
    if parts:
        parts += [view.with_value(one.column, one.values) for one in asked.attributes if is_soft(one)]
        trade = {id(mask) for concept, mask in concepts.items() if concept in _TRADES}
        general = [part for part in parts if id(part) in trade]
        coverage = _covered([part for part in parts if id(part) not in trade], general)
    said = dict.fromkeys([*words, *words_of(asked.text), *(word for name in concepts for word in words_of(name))])
    lexical = view.lexical(list(said)).astype(np.float64) if said else np.zeros(size)
    unsaid = [mask & ~view.tagged(concept) for concept, mask in concepts.items() if concept in IMPLIED]
    implied = np.asarray(np.sum(unsaid, axis=0), np.float64) if unsaid else None
    return Evidence(concepts, words, coverage, lexical, dense, unheld if says_more else (), implied)
