"""Where an ad leads: its landing address, and the UTM parameters of that address and of the ad's own URL tags."""

from __future__ import annotations

import re
from functools import lru_cache

Texts = list[str | None]
UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def read_landing(urls: Texts, tags: Texts) -> dict[str, Texts]:
    """`landing_url` and the utm_* columns; `tags` (a query string) win over the query of the address.

    >>> read_landing(["https://shop.example/?utm_source=a&utm_medium=cpc"], ["utm_source=b"])["utm_source"]
    ['b']
    """
    columns: dict[str, Texts] = {"landing_url": urls}
    found = [{**utm_of(_query_of(url or "")), **utm_of(tag or "")} for url, tag in zip(urls, tags, strict=True)]
    return columns | {name: [parameters.get(name) for parameters in found] for name in UTM}


@lru_cache(maxsize=4096)
def utm_of(query: str) -> dict[str, str]:
    """The UTM parameters of a query string that say something; of several of one name the first.

    >>> utm_of("utm_source=meta&utm_medium=paid%20social&utm_term=&utm_source=x")
    {'utm_source': 'meta', 'utm_medium': 'paid social'}
    """
    found: dict[str, str] = {}
    for pair in query.strip().lstrip("?&").split("&"):
        name, _, value = pair.partition("=")
        if name.lower() in UTM and value:
            found.setdefault(name.lower(), _decoded(value))
    return found


def _query_of(url: str) -> str:
    return url.partition("#")[0].partition("?")[2]


def _decoded(value: str) -> str:
    """The text behind %20 and +; what is no UTF-8 stays as it came."""
    return _ESCAPES.sub(_unescaped, value.replace("+", " "))


def _unescaped(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return match[0]
