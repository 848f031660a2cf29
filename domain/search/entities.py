"""From what records tell of entities to the documents that are searched; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any
from urllib.parse import unquote

import pyarrow as pa

from domain.search.concepts.lexicon import CONCEPTS
from domain.search.countries import countries_of
from domain.search.documents import EntityDocument, EntityKey
from domain.vocabulary import Level

DOCUMENT_FORMAT = 4
"""Grows with every change that makes other documents, or other texts, of the same records."""

IDS = ("data_source", "account_id", "campaign_id", "ad_group_id", "ad_id")
"""What makes an entity the one that it is, from coarse to fine."""
DEPTHS = {Level.CAMPAIGN: 3, Level.AD_GROUP: 4, Level.AD: 5, Level.MESSAGE: 5}
"""How many of `IDS` an entity of a level has."""
_NAME_OF = {
    Level.CAMPAIGN: "campaign_name",
    Level.AD_GROUP: "ad_group_name",
    Level.AD: "ad_name",
    Level.MESSAGE: "ad_name",
}
_LEVELS = {level.value: level for level in DEPTHS}
_ABOVE = (Level.CAMPAIGN, Level.AD_GROUP)
_KIND = ("campaign_type", "channel", "objective")
_KEY_BYTES = 10
_KEPT_KEYS = 65_536
_SEPARATOR = "\x1f"
_MACRO = re.compile(r"\{\{.*?\}\}|\{.*?\}")
"""What a platform fills in when the ad is shown, such as {{campaign.name}}."""
_ADDRESS = re.compile(r"^(?:[a-z]+://)?([^/?#]*)([^?#]*)", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d_]{3,}")
_NO_LABELS = frozenset({"www", "com", "net", "org", "html", "htm", "php", "index", "http", "https"})
Line = Mapping[str, Any]
_Ids = tuple[str | None, ...]


def key_of(ids: Iterable[str | None]) -> EntityKey:
    """The key of the entity with these of `IDS`, coarse to fine; those that it does not have are left out or None."""
    known = [part or "" for part in ids]
    known += [""] * (len(IDS) - len(known))
    return _digest(_SEPARATOR.join(known))


@lru_cache(maxsize=_KEPT_KEYS)
def _digest(ids: str) -> EntityKey:
    return EntityKey(blake2b(ids.encode(), digest_size=_KEY_BYTES).hexdigest())


def documents_of(lines: pa.Table, concepts_of: Callable[[str], Iterable[str]]) -> list[EntityDocument]:
    """Documents of `ports.entities.ENTITY_LINES`; `concepts_of` names what a text is about.

    What lies in a campaign or an ad group bears its latest name, and what only the campaign says of its kind.
    """
    told = [(_ids(line), line) for line in lines.to_pylist()]
    above = {ids: line for ids, line in told if line["level"] in _ABOVE}
    own_names = _names_of_messages(told)
    reading = _Reading(concepts_of)
    return [
        _document(ids, line, above.get(ids[:3], line), above.get(ids[:4], line), own_names.get(ids), reading)
        for ids, line in told
    ]


def _names_of_messages(told: Iterable[tuple[_Ids, Line]]) -> dict[_Ids, str]:
    """A campaign that nobody names is known by the name of its latest message."""
    messages = [(ids, line) for ids, line in told if line["level"] == Level.MESSAGE and line["ad_name"]]
    messages.sort(key=lambda one: (one[1]["last_date"], one[1]["ad_name"]))
    return {ids[:3]: line["ad_name"] for ids, line in messages}


class _Reading:
    """Reads texts of one call once each: the lines of a campaign share most of theirs."""

    def __init__(self, concepts_of: Callable[[str], Iterable[str]]) -> None:
        self.tags = cache(lambda text: frozenset(concepts_of(text)))
        self.about = cache(self._about)
        self.kinds = cache(self._kinds)
        self.countries = cache(_countries)

    def _about(self, texts: tuple[str | None, ...]) -> frozenset[str]:
        """Concepts of any of these texts."""
        return frozenset[str]().union(*(self.tags(text) for text in texts if text))

    def _kinds(self, texts: tuple[str | None, ...]) -> frozenset[str]:
        """Concepts of what a platform calls the kind of an entity: an objective of sales is no sale."""
        return frozenset(one for one in self.about(texts) if not _is_offer(one))


def _document(
    ids: _Ids, line: Line, campaign: Line, ad_group: Line, own_name: str | None, reading: _Reading
) -> EntityDocument:
    level = _LEVELS[line["level"]]
    name = line[_NAME_OF[level]] or (own_name if level is Level.CAMPAIGN else None)
    campaign_name = campaign["campaign_name"]
    ad_group_name = None if level is Level.CAMPAIGN else ad_group["ad_group_name"]
    kind = tuple(line[column] or campaign[column] for column in _KIND)
    words = tuple(sorted({*_words(line)}))
    parents = campaign_name, ad_group_name
    concepts = reading.about(parents) | reading.about((name, " ".join(words))) | reading.kinds(kind)
    return EntityDocument(
        key=key_of(ids),
        level=level,
        data_source=line["data_source"],
        account_id=line["account_id"],
        account_name=campaign["account_name"] or line["account_name"],
        campaign_id=line["campaign_id"],
        campaign_name=campaign_name,
        ad_group_id=line["ad_group_id"],
        ad_group_name=ad_group_name,
        ad_id=line["ad_id"],
        ad_name=line["ad_name"],
        name=name,
        campaign_type=kind[0],
        channel=kind[1],
        objective=kind[2],
        status=line["status"],
        countries=reading.countries((*line["countries"],), (*parents, name)),
        concepts=tuple(sorted(concepts)),
        words=words,
        first_date=line["first_date"],
        last_date=line["last_date"],
    )


def _is_offer(concept: str) -> bool:
    """Whether a concept is what is offered."""
    return concept in CONCEPTS and CONCEPTS[concept].group == "offer"


def _countries(of_rows: tuple[str, ...], names: tuple[str | None, ...]) -> tuple[str, ...]:
    """Countries of the rows, and those that names tell."""
    told = (country for name in names if name for country in countries_of(name))
    return tuple(dict.fromkeys((*of_rows, *told)))


def _ids(line: Line) -> _Ids:
    return tuple([line[name] for name in IDS[: DEPTHS[line["level"]]]])


def _words(line: Line) -> Iterator[str]:
    """What landing addresses and their tags say."""
    for url in line["landing_urls"]:
        yield from address_words(url)
    for text in line["utm_words"]:
        if plain := _MACRO.sub(" ", unquote(text)).strip():
            yield plain


def address_words(url: str) -> Iterator[str]:
    """Words of an address: its site and its path, without what every address has.

    >>> list(address_words("https://www.alder-pine.com/products/trail-runners.html?utm_source=fb"))
    ['alder', 'pine', 'products', 'trail', 'runners']
    """
    match = _ADDRESS.match(unquote(url))
    host, path = (match[1], match[2]) if match else ("", "")
    for word in _LABEL.findall(f"{_MACRO.sub(' ', host)} {_MACRO.sub(' ', path)}"):
        if word.lower() not in _NO_LABELS:
            yield word
