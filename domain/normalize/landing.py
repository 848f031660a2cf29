"""Where an ad leads: its landing address, and the UTM parameters of that address and of the ad's own URL tags."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import parse_qsl

Texts = list[str | None]
UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
MOST_FIELDS = 200
"""Parameters of one address that are looked at."""


def read_landing(urls: Texts, tags: Texts) -> dict[str, Texts]:
    """`landing_url` and the utm_* columns; `tags` (a query string) win over the query of the address.

    >>> read_landing(["https://shop.example/?utm_source=a&utm_medium=cpc"], ["utm_source=b"])["utm_source"]
    ['b']
    """
    columns: dict[str, Texts] = {"landing_url": urls}
    pairs = [{**_read(url, _query_of), **_read(tag, _query_of_tags)} for url, tag in zip(urls, tags, strict=True)]
    return columns | {name: [found.get(name) for found in pairs] for name in UTM}


@lru_cache(maxsize=4096)
def _read(text: str | None, query_of: Callable[[str], str]) -> dict[str, str]:
    """UTM parameters of a text; of several of one name the first."""
    found: dict[str, str] = {}
    for name, value in _pairs(query_of(text)) if text else []:
        if name.lower() in UTM:
            found.setdefault(name.lower(), value)
    return found


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, max_num_fields=MOST_FIELDS)
    except ValueError:  # more parameters than any address has
        return []


def _query_of(url: str) -> str:
    """What stands between the question mark and the fragment, also of what is no whole address (half an IPv6 one)."""
    return url.partition("#")[0].partition("?")[2]


def _query_of_tags(tags: str) -> str:
    return tags.strip().lstrip("?&")
