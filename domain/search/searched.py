"""What a document is found by: its words, each with how much it counts, and the text of its vector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from domain.search.documents import EntityDocument
from domain.search.text import pieces_of, words_of

OWN_NAME, PARENT_NAME, LABEL, ATTRIBUTE = 2.0, 0.8, 1.0, 0.6
"""How much a word counts by where it stands: in the entity's name, a parent's, concepts and landing words, attributes."""


@lru_cache(maxsize=16_384)
def name_words(text: str) -> tuple[str, ...]:
    """Folded words of a text, once each: whole, and taken apart where case or digits change.

    >>> name_words("US_SummerSale24")
    ('us', 'summersale24', 'summer', 'sale', '24')
    """
    parts = (piece for piece in pieces_of(text) if len(piece) > 1 or piece.isdigit())
    return tuple(dict.fromkeys([*words_of(text), *parts]))


def searched_words(document: EntityDocument) -> Mapping[str, float]:
    """Words by which a document is found, each with how much it counts there."""
    counted: dict[str, float] = {}
    for text, weight in _weighted_texts(document):
        for word in name_words(text):
            counted[word] = counted.get(word, 0.0) + weight
    return counted


def document_text(document: EntityDocument) -> str:
    """Give the text that a document's vector is made of: a line of folded words per part."""
    return "\n".join(dict.fromkeys(line for part in text_parts(document) if (line := _line(part))))


def text_parts(document: EntityDocument) -> list[str]:
    """Give what a document's vector is made of: names, kind, concepts, landing words; no status, no dates.

    While these stay the same, so does the vector.
    """
    kinds = (document.campaign_type, document.channel, document.objective)
    said = [text for text in (document.name, *_parent_names(document), *kinds) if text]
    return [*said, *sorted(document.concepts), *sorted(document.words)]


@lru_cache(maxsize=16_384)
def _line(text: str) -> str:
    return " ".join(pieces_of(text))


def _parent_names(document: EntityDocument) -> Iterator[str]:
    for name in (document.ad_group_name, document.campaign_name, document.account_name):
        if name and name != document.name:
            yield name


def _weighted_texts(document: EntityDocument) -> Iterator[tuple[str, float]]:
    if document.name:
        yield document.name, OWN_NAME
    for name in _parent_names(document):
        yield name, PARENT_NAME
    for label in (*document.concepts, *document.words):
        yield label, LABEL
    for attribute in (document.objective, document.status, document.channel, document.campaign_type):
        if attribute:
            yield attribute, ATTRIBUTE
