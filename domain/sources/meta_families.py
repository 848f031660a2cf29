"""Meta's action types by family and rank: which name of the same event to count.

One event appears in a row under several names. Within a family the lowest rank that is present counts:
omni (all channels, 10), aggregate (20), channel parts (30, added), mirrors (40, the largest of them).
Source: Meta Marketing API, Ads Action Stats and Ads Insights reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

OMNI, AGGREGATE, PARTS, CUSTOM_PARTS, MIRRORS = 10, 20, 30, 31, 40
CUSTOM = "custom"

_NAMES: dict[str, tuple[str, ...]] = {
    "purchase": ("purchase",),
    "lead": ("lead", "lead_grouped"),
    "complete_registration": ("complete_registration",),
    "add_to_cart": ("add_to_cart",),
    "initiate_checkout": ("initiate_checkout", "initiated_checkout"),
    "add_payment_info": ("add_payment_info",),
    "view_content": ("view_content", "content_view"),
    "subscribe": ("subscribe",),
    "start_trial": ("start_trial",),
    "app_install": ("app_install", "mobile_app_install"),
    "contact": ("contact",),
}
_PART_PREFIXES = (
    "offsite_conversion.fb_pixel_",
    "onsite_conversion.",
    "app_custom_event.fb_mobile_",
    "offline_conversion.",
)
_TOTALLED = ("subscribe", "start_trial", "contact")
"""Newer events have no omni name: `X_total` is the whole, these are its parts."""
_PART_SUFFIXES = ("_website", "_mobile_app", "_offline", "_on_facebook")
_MIRROR_PREFIXES = (
    "onsite_web_",
    "onsite_app_",
    "onsite_web_app_",
    "web_in_store_",
    "web_app_in_store_",
)
FAMILIES: tuple[str, ...] = (*_NAMES, CUSTOM)


@dataclass(frozen=True, slots=True)
class Standing:
    """Family of an action type and its rank in it."""

    family: str
    rank: int


@cache
def _standings() -> dict[str, Standing]:
    table: dict[str, Standing] = {}
    for family, names in _NAMES.items():
        for order, name in enumerate(names):
            table[f"omni_{name}"] = Standing(family, OMNI + order)
            table[name] = Standing(family, AGGREGATE + order)
            table.update({prefix + name: Standing(family, PARTS) for prefix in _PART_PREFIXES})
            table.update({prefix + name: Standing(family, MIRRORS) for prefix in _MIRROR_PREFIXES})
    del table["onsite_conversion.lead"]  # lead_grouped holds it
    for name in _TOTALLED:
        table[f"{name}_total"] = Standing(name, OMNI)
        table.update({name + suffix: Standing(name, PARTS) for suffix in _PART_SUFFIXES})
    table["offsite_conversion.fb_pixel_custom"] = Standing(CUSTOM, PARTS)
    return table


def standing_of(action_type: str) -> Standing | None:
    """Family and rank of an action type (lower case), or None for engagement and the like.

    >>> standing_of("omni_purchase"), standing_of("link_click")
    (Standing(family='purchase', rank=10), None)
    """
    if action_type.startswith(("offsite_conversion.custom.", "offsite_conversion.fb_pixel_custom.")):
        return Standing(CUSTOM, CUSTOM_PARTS)
    return _standings().get(action_type)
