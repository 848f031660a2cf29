"""Concepts that marketers name in many ways: retargeting = remarketing = RTG = warm audience."""

from domain.search.concepts.lexicon import CONCEPTS, Concept, broader, narrower, words_for
from domain.search.concepts.tagging import concept_at, tag_concepts

__all__ = ["CONCEPTS", "Concept", "broader", "concept_at", "narrower", "tag_concepts", "words_for"]
