"""Where an ad leads: the landing address and its UTM parameters, from what a row says of its creative."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence

import msgspec

from domain.normalize.draft import Draft, Texts
from domain.normalize.landing import UTM, read_landing
from domain.normalize.texts import read_texts

_ADDRESS = re.compile(r"\w[\w+.-]*://\S+|www\.\S+|[\w-]+(?:\.[\w-]+)+/\S*")
"""With a scheme (apps have their own), or a host and a path: a creative's name is no address."""
MOST_NODES = 200
"""Parts of one creative that are looked at."""


def settle_landing(draft: Draft, links: Sequence[str], tags: Sequence[str]) -> None:
    """Fill `landing_url` and utm_*: the row's own utm_* before its URL tags, these before the address's query.

    `links` and `tags`: names of fields, the preferred one first; texts, objects or JSON that hold them somewhere.
    """
    given = draft.names.intersection((*links, *tags, *UTM))
    if not given:
        return
    urls = _first(draft, [name for name in links if name in given], _LINK_KEYS)
    tagged = _first(draft, [name for name in tags if name in given], _TAG_KEYS)
    urls = [url if url is not None and _ADDRESS.fullmatch(url) else None for url in urls]
    draft.texts.update(read_landing(urls, tagged))
    for name in given.intersection(UTM):
        own = read_texts(draft.cells(name))
        draft.texts[name] = [stated or told for stated, told in zip(own, draft.texts[name], strict=True)]


_LINK_KEYS = ("link", "link_url", "website_url", "object_url", "url")
_TAG_KEYS = ("url_tags",)


def _first(draft: Draft, names: Sequence[str], keys: Sequence[str]) -> Texts:
    found: Texts = [None] * len(draft)
    for name in names:
        cells = draft.cells(name)
        found = [known or _text_in(cell, keys) for known, cell in zip(found, cells, strict=True)]
    return found


def _text_in(cell: object, keys: Sequence[str]) -> str | None:
    """The text of a cell, or the one under one of `keys` in what it holds, the outermost first."""
    if isinstance(cell, str):
        text = cell.strip()
        if not text.startswith(("{", "[")):
            return text or None
        try:
            cell = msgspec.json.decode(text)
        except msgspec.DecodeError:
            return None
    return _search(cell, keys) if isinstance(cell, dict | list) else None


def _search(root: object, keys: Sequence[str]) -> str | None:
    nodes, seen = deque([root]), 0
    while nodes and seen < MOST_NODES:
        node, seen = nodes.popleft(), seen + 1
        told = _told_by(node, keys)
        if told:
            return told
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        nodes.extend(value for value in inner if isinstance(value, dict | list))
    return None


def _told_by(node: object, keys: Sequence[str]) -> str | None:
    if isinstance(node, dict):
        texts = (node[key].strip() for key in keys if isinstance(node.get(key), str))
        return next((text for text in texts if text), None)
    return _as_query(node) if isinstance(node, list) and keys is _TAG_KEYS else None


def _as_query(items: Sequence[object]) -> str | None:
    """Fivetran's list of {key, value, type} as the query that it was."""
    pairs = [(item.get("key"), item.get("value")) for item in items if isinstance(item, dict)]
    return "&".join(f"{key}={value}" for key, value in pairs if key and value is not None) or None
