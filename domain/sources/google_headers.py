"""The fields that column headers of Google Ads' own exports mean, and the language of an export."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from domain.money import parse_currency
from domain.sources.google_header_words import ENGLISH, FRENCH, GERMAN, SPANISH

COMMA_LANGUAGES = frozenset({"de", "fr"})
"""Languages whose exports have a decimal comma; Spanish ones have either, by country."""
_CURRENCY = re.compile(r"(.+?) ?\(([A-Za-z]{3})\)")


class Header(NamedTuple):
    """What a header means; `language` only where it is not English too; `currency` where the header names one."""

    name: str
    language: str | None = None
    currency: str | None = None


def _spelled(header: str) -> str:
    return " ".join(header.replace("’", "'").split()).casefold()


def _read(table: str) -> dict[str, str]:
    lines = (line.split(": ", 1) for line in table.strip().splitlines())
    return {_spelled(header): name for name, headers in lines for header in headers.split(" | ")}


def _merge() -> dict[str, Header]:
    """Every header; one that is English too, or of two languages, tells no language."""
    merged: dict[str, Header] = {}
    for language, table in (("es", SPANISH), ("fr", FRENCH), ("de", GERMAN), (None, ENGLISH)):
        for header, name in _read(table).items():
            shared = header in merged and merged[header].name == name
            merged[header] = Header(name, None if shared else language)
    return merged


HEADERS = _merge()
_ONLY_GOOGLES = ("impr.", "conv. value", "all conv.", "avg. cpc", "cost / conv.", "search impr. share", "conv.-wert")
_TOGETHER = (
    {"campaign", "cost", "currency code"},
    {"campaign", "cost", "campaign type"},
    {"kampagne", "kosten"},
    {"campagne", "coût"},
    {"campaña", "coste"},
    {"campaña", "costo"},
)


@lru_cache(maxsize=4096)
def header_of(text: str) -> Header | None:
    """The field that a column header means, however it is spaced and capitalized.

    >>> header_of("Conv. value"), header_of("Kosten (EUR)")
    (Header(name='metrics.conversions_value', language=None, currency=None), Header(name='cost', language='de', currency='EUR'))
    """
    spelled = _spelled(text)
    known = HEADERS.get(spelled)
    money = _CURRENCY.fullmatch(spelled) if known is None else None
    code = parse_currency(money[2]) if money else None
    if money is None or code is None:
        return known
    base = HEADERS.get(money[1])
    return base._replace(currency=code) if base else None


def is_export(keys: frozenset[str]) -> bool:
    """Whether a row's names are headers that only Google Ads' exports have; those of Microsoft's say `Spend`."""
    spelled = {_spelled(key) for key in keys}
    return ("spend" not in spelled and not spelled.isdisjoint(_ONLY_GOOGLES)) or any(
        names <= spelled for names in _TOGETHER
    )
