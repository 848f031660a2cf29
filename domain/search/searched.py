"""What a document is found by: its words, each with how much it counts, and the text of its vector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from domain.search.documents import EntityDocument
from domain.search.text import pieces_of, words_of

Said = tuple[tuple[str | None, ...], tuple[str | None, ...], tuple[str, ...], tuple[str, ...]]
"""Names from fine to coarse, kinds, concepts, landing words."""

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


def searched_words(document: EntityDocument) -> dict[str, float]:
    """Words by which a document is found, each with how much it counts there."""
    attributes = (document.objective, document.status, document.channel, document.campaign_type)
    counted = dict(_words_around((*_parent_names(document),), attributes))
    own = [(document.name, OWN_NAME)] if document.name else []
    for text, weight in (*own, *((label, LABEL) for label in (*document.concepts, *document.words))):
        for word in name_words(text):
            counted[word] = counted.get(word, 0.0) + weight
    return counted


@lru_cache(maxsize=4_096)
def _words_around(parents: tuple[str, ...], attributes: tuple[str | None, ...]) -> Mapping[str, float]:
    """What ads of one ad group share: words of the names above and of attributes, with how much they count."""
    counted: dict[str, float] = {}
    weighted = [(name, PARENT_NAME) for name in parents] + [(text, ATTRIBUTE) for text in attributes if text]
    for text, weight in weighted:
        for word in name_words(text):
            counted[word] = counted.get(word, 0.0) + weight
    return counted


def said_in(document: EntityDocument) -> Said:
    """All that a document's vector is made of: names, kind, concepts, landing words; no status, no dates.

    While these stay the same, so does the vector.
    """
    names = (document.name, document.ad_group_name, document.campaign_name, document.account_name)
    kinds = (document.campaign_type, document.channel, document.objective)
    return names, kinds, document.concepts, document.words


def document_text(document: EntityDocument) -> str:
    """Give the text that a document's vector is made of (`said_in`): a line of folded words per part."""
    names, kinds, concepts, words = said_in(document)
    lines = dict.fromkeys(map(_line, [*filter(None, (*names, *kinds)), *sorted(concepts), *sorted(words)]))
    lines.pop("", None)
    return "\n".join(lines)


@lru_cache(maxsize=16_384)
def _line(text: str) -> str:
    return " ".join(pieces_of(text))


def _parent_names(document: EntityDocument) -> Iterator[str]:
    for name in (document.ad_group_name, document.campaign_name, document.account_name):
        if name and name != document.name:
            yield name
