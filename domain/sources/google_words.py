"""Values that Google writes in several ways, in one: enums with their type, names as its pages show them, dashes."""

from __future__ import annotations

import re

_ENUM = re.compile(r"[A-Z][A-Za-z]*\.([A-Z][A-Z0-9_]*)")
_ENUM_FIELDS = frozenset(
    """segments.device segments.ad_network_type segments.click_type segments.slot segments.conversion_action_category
    segments.search_term_match_type segments.day_of_week campaign.status ad_group.status ad_group_ad.status
    ad_group_criterion.status asset_group.status status""".split()
)
_SHOWN = {
    "segments.device": {
        "computers": "DESKTOP",
        "computer": "DESKTOP",
        "mobile phones": "MOBILE",
        "mobile devices with full browsers": "MOBILE",
        "tablets": "TABLET",
        "tablets with full browsers": "TABLET",
        "tv screens": "CONNECTED_TV",
        "devices streaming video content to tv screens": "CONNECTED_TV",
    },
    "segments.ad_network_type": {
        "google search": "SEARCH",
        "search partners": "SEARCH_PARTNERS",
        "display network": "CONTENT",
        "google display network": "CONTENT",
        "youtube": "YOUTUBE",
        "cross-network": "MIXED",
    },
}
CHANNEL_TYPES = {
    "SUCHNETZWERK": "SEARCH",
    "SUCHE": "SEARCH",
    "DISPLAYNETZWERK": "DISPLAY",
    "RECHERCHE": "SEARCH",
    "RÉSEAU_DE_RECHERCHE": "SEARCH",
    "RÉSEAU_DISPLAY": "DISPLAY",
    "VIDÉO": "VIDEO",
    "BÚSQUEDA": "SEARCH",
    "RED_DE_BÚSQUEDA": "SEARCH",
    "RED_DE_DISPLAY": "DISPLAY",
    "COMPRAS": "SHOPPING",
    "MÁXIMO_RENDIMIENTO": "PERFORMANCE_MAX",
    "VÍDEO": "VIDEO",
}
"""Campaign types as the pages show them in other languages."""
_DASHES = ("--", "—")


def settle_words(flat: dict[str, object], *, may_have_dashes: bool) -> None:
    """Enums without their type, devices and networks as the API names them, no dashes for texts that are missing."""
    for name in _ENUM_FIELDS & flat.keys():
        value = flat[name]
        if isinstance(value, str) and not (value.isupper() and "." not in value):
            flat[name] = _enum_of(name, value)
    if not may_have_dashes:
        return
    for name, value in flat.items():
        if isinstance(value, str) and value.strip() in _DASHES and not name.startswith(("metrics.", "cost", "spend")):
            flat[name] = None


def _enum_of(name: str, value: str) -> str:
    typed = _ENUM.fullmatch(value)
    return typed[1] if typed else _SHOWN.get(name, {}).get(" ".join(value.split()).casefold(), value)


def channel_type(value: str | None) -> str | None:
    """A campaign type as the API names it.

    >>> channel_type("AdvertisingChannelType.SEARCH"), channel_type("Performance Max"), channel_type("Displaynetzwerk")
    ('SEARCH', 'PERFORMANCE_MAX', 'DISPLAY')
    """
    if not value:
        return None
    name = "_".join(value.rsplit(".", 1)[-1].upper().replace("-", " ").split())
    return CHANNEL_TYPES.get(name, name)
