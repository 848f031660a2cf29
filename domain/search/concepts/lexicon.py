"""The lexicon of marketing concepts: groups, what is a kind of what, and the phrases that name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from domain.search.concepts import intents, occasions, products
from domain.search.phrases import Phrases, listed
from domain.search.text import fold, stem

GROUPS: Mapping[str, tuple[str, ...]] = {
    "intent": (intents.INTENTS,),
    "funnel": (intents.FUNNEL,),
    "audience": (intents.AUDIENCE,),
    "event": (occasions.EVENTS,),
    "offer": (occasions.OFFERS,),
    "format": (occasions.FORMATS,),
    "product": (products.FASHION, products.BEAUTY_FOOD, products.HOME_LEISURE),
}
_IN_CAPITALS = "!"
_LINKS = frozenset("de del da do dos das du des a la of".split())


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that marketers name in many ways."""

    name: str
    group: str
    broader: tuple[str, ...]
    """What it is a kind of, directly."""
    phrases: tuple[str, ...]
    abbreviations: tuple[str, ...]
    """Read as the concept in capitals, or in names."""


def _read(group: str, table: str) -> Iterable[Concept]:
    for head, said in listed(table):
        name, _, above = head.partition("<")
        broader = tuple(one.strip() for one in above.split(",") if one.strip())
        plain = tuple(dict.fromkeys(one for one in said if not one.startswith(_IN_CAPITALS)))
        short = tuple(one[1:] for one in said if one.startswith(_IN_CAPITALS))
        yield Concept(name.strip(), group, broader, plain, short)


CONCEPTS: dict[str, Concept] = {
    concept.name: concept for group, tables in GROUPS.items() for table in tables for concept in _read(group, table)
}


WIDENED: Mapping[str, str] = {"bfcm": "black_friday", "upper_funnel": "prospecting", "lower_funnel": "retargeting"}
"""What is searched where the narrower one is asked for, since most names tell only the wider one."""


NEAR: Mapping[str, tuple[str, ...]] = {
    "winback": ("loyalty", "retargeting"),
    "sunset": ("winback",),
    "upsell": ("loyalty", "post_purchase"),
    "post_purchase": ("loyalty",),
    "vip": ("loyalty",),
    "purchasers": ("loyalty",),
    "referral": ("loyalty",),
    "demand_gen": ("prospecting",),
    "lead_generation": ("prospecting",),
    "middle_funnel": ("retargeting",),
    "abandoned_cart": ("retargeting",),
    "abandoned_checkout": ("abandoned_cart", "retargeting"),
    "browse_abandonment": ("site_visitors", "retargeting"),
}
"""What serves the same end, nearest first: what an organization names that does not name the concept itself."""


IMPLIED: Mapping[str, tuple[str, ...]] = {"prospecting": ("awareness",), "upper_funnel": ("awareness",)}
"""What speaks for a concept without saying it: whom nobody knows yet is made aware, unless a name says another aim."""


CONTRARY: Mapping[str, tuple[str, ...]] = dict.fromkeys(
    IMPLIED, ("retargeting", "loyalty", "vip", "winback", "abandonment", "upsell", "post_purchase", "purchasers")
)
"""Aims that take away what is only implied."""


@lru_cache(maxsize=4096)
def broader(concept: str) -> tuple[str, ...]:
    """Everything a concept is a kind of, nearest first.

    >>> broader("sneakers"), broader("bfcm")
    (('footwear',), ('black_friday', 'cyber_monday'))
    """
    found: dict[str, None] = {}
    nearest = list(CONCEPTS[concept].broader) if concept in CONCEPTS else []
    while nearest:
        above = nearest.pop(0)
        if above not in found:
            found[above] = None
            nearest += CONCEPTS[above].broader
    return tuple(found)


@lru_cache(maxsize=4096)
def narrower(concept: str) -> tuple[str, ...]:
    """Every concept that is a kind of this one, in the order of the lexicon."""
    return tuple(name for name in CONCEPTS if concept in broader(name))


@lru_cache(maxsize=1)
def concept_phrases() -> Phrases[str]:
    """Every phrase with its concept; of two concepts with one phrase, the first of the lexicon has it."""
    said = [(phrase, concept.name) for concept in CONCEPTS.values() for phrase in concept.phrases]
    return Phrases([*said, *((short, name) for phrase, name in said if (short := _without_links(phrase)))])


def _without_links(phrase: str) -> str | None:
    """A phrase as one types it in haste: gafas sol, rouge levres; None where too little is left."""
    words = phrase.split()
    left = [word for word in words if word not in _LINKS]
    return " ".join(left) if 1 < len(left) < len(words) else None


@lru_cache(maxsize=1)
def abbreviations() -> Mapping[str, str]:
    """Folded abbreviation to its concept."""
    return {fold(short): concept.name for concept in CONCEPTS.values() for short in concept.abbreviations}


@lru_cache(maxsize=4096)
def words_for(concept: str) -> frozenset[str]:
    """Single words, in the singular, that name a concept or one of its kinds."""
    names = (concept, *narrower(concept))
    return frozenset(
        stem(fold(phrase)) for name in names for phrase in CONCEPTS[name].phrases if " " not in fold(phrase)
    )
