"""From what records tell of entities to the documents that are searched; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from urllib.parse import unquote

import pyarrow as pa

from domain.search.concepts.lexicon import CONCEPTS
from domain.search.countries import countries_of
from domain.search.documents import EntityDocument, EntityKey
from domain.vocabulary import DataSource, Level

DOCUMENT_FORMAT = 3
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
_KEY_BYTES = 10
_KEPT_KEYS = 65_536
_SEPARATOR = "\x1f"
_MACRO = re.compile(r"\{\{.*?\}\}|\{.*?\}")
"""What a platform fills in when the ad is shown, such as {{campaign.name}}."""
_ADDRESS = re.compile(r"^(?:[a-z]+://)?([^/?#]*)([^?#]*)", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d_]{3,}")
_NO_LABELS = frozenset({"www", "com", "net", "org", "html", "htm", "php", "index", "http", "https"})
Line = Mapping[str, Any]


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
    told: list[Line] = lines.to_pylist()
    told = _with_names_of_messages(told)
    above = {_ids(line): line for line in told if line["level"] in {Level.CAMPAIGN, Level.AD_GROUP}}
    known: dict[str, tuple[str, ...]] = {}

    def tags(text: str) -> tuple[str, ...]:
        if text not in known:
            known[text] = tuple(concepts_of(text))
        return known[text]

    return [_document(line, above, tags) for line in told]


def _with_names_of_messages(told: list[Line]) -> list[Line]:
    """A campaign that nobody names is known by the name of its latest message."""
    messages = sorted((line for line in told if line["level"] == Level.MESSAGE and line["ad_name"]), key=_last_date)
    names = {_ids(line)[:3]: line["ad_name"] for line in messages}
    return [{**line, "own_name": names.get(_ids(line)) if line["level"] == Level.CAMPAIGN else None} for line in told]


def _last_date(line: Line) -> tuple[date, str]:
    return line["last_date"], line["ad_name"]


def _document(
    line: Line, above: Mapping[tuple[str | None, ...], Line], tags: Callable[[str], tuple[str, ...]]
) -> EntityDocument:
    level, ids = Level(line["level"]), _ids(line)
    campaign = above.get(ids[:3], line)
    ad_group = above.get(ids[:4], line)
    name = line[_NAME_OF[level]] or line["own_name"]
    names = (campaign["campaign_name"], ad_group["ad_group_name"] if level is not Level.CAMPAIGN else None, name)
    kind = {column: line[column] or campaign[column] for column in ("campaign_type", "channel", "objective")}
    words = tuple(sorted({*_words(line)}))
    spoken = [text for text in dict.fromkeys((*names, " ".join(words))) if text]
    concepts = {concept for text in spoken for concept in tags(text)}
    concepts |= {one for text in kind.values() if text for one in tags(text) if not _is_offer(one)}
    return EntityDocument(
        key=key_of(ids),
        level=level,
        data_source=DataSource(line["data_source"]),
        account_id=line["account_id"],
        account_name=campaign["account_name"] or line["account_name"],
        campaign_id=line["campaign_id"],
        campaign_name=names[0],
        ad_group_id=line["ad_group_id"],
        ad_group_name=names[1],
        ad_id=line["ad_id"],
        ad_name=line["ad_name"],
        name=name,
        **kind,
        status=line["status"],
        countries=_countries(line, names),
        concepts=tuple(sorted(concepts)),
        words=words,
        first_date=line["first_date"],
        last_date=line["last_date"],
    )


def _is_offer(concept: str) -> bool:
    """Whether a concept is what is offered: an objective of sales is no sale."""
    return concept in CONCEPTS and CONCEPTS[concept].group == "offer"


def _countries(line: Line, names: Iterable[str | None]) -> tuple[str, ...]:
    """Countries of the rows, and those that names tell."""
    told = (country for name in names if name for country in countries_of(name))
    return tuple(dict.fromkeys((*line["countries"], *told)))


def _ids(line: Line) -> tuple[str | None, ...]:
    return tuple(line[name] for name in IDS[: DEPTHS[Level(line["level"])]])


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
