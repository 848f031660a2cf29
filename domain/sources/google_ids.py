"""Ids that a row spells out elsewhere: in resource names, and in the bare `id` of Fivetran's tables."""

from __future__ import annotations

import re
from functools import lru_cache

CRITERION = "ad_group_criterion.criterion_id"
KEYWORD = "segments.keyword.ad_group_criterion"
SEARCH_TERMS = ("search_term_view.search_term", "search_term")
_RESOURCE = re.compile(
    r"(customers|campaigns|adGroups|ads|adGroupAds|adGroupCriteria|assetGroups|keywordViews)/([0-9~]+)"
)
_SEARCH_TERM = re.compile(r"searchTermViews/([0-9]+)~([0-9]+)~")
_OWNERS = {
    "customers": ("customer.id",),
    "campaigns": ("campaign.id",),
    "adGroups": ("ad_group.id",),
    "ads": ("ad_group_ad.ad.id",),
    "adGroupAds": ("ad_group.id", "ad_group_ad.ad.id"),
    "adGroupCriteria": ("ad_group.id", CRITERION),
    "keywordViews": ("ad_group.id", CRITERION),
    "assetGroups": ("asset_group.id",),
}
_BARE = ("ad_group", "asset_group")
_AS_NAMES = ("campaign.name", "ad_group.name", "asset_group.name", *_BARE)
"""Where flat tables keep a resource name: it is no name."""


def settle_ids(flat: dict[str, object], *, is_fivetran: bool) -> None:
    """Fill the ids that `flat` does not state by themselves."""
    if is_fivetran:
        _name_bare_id(flat)
    resources = [(name, value) for name, value in flat.items() if type(value) is str and value[:10] == "customers/"]
    for name, value in resources:
        _fill_owners(flat, name, value)
    for entity in _BARE:
        if entity in flat:
            _name_bare_entity(flat, entity)
    if KEYWORD in flat:
        _settle_keyword(flat)


def _name_bare_entity(flat: dict[str, object], entity: str) -> None:
    """`ad_group` without a part behind it: its id where it is a number, else its name."""
    value = flat.pop(entity, None)
    if value is None:
        return
    part = "id" if str(value).isdigit() else "name"
    if flat.get(f"{entity}.{part}") is None:
        flat[f"{entity}.{part}"] = value


def _name_bare_id(flat: dict[str, object]) -> None:
    """The `id` of a table is that of its deepest entity, which the ids beside it tell."""
    if flat.get("id") is None:
        return
    grouped = flat.get("ad_group.id") or flat.get("ad_group") or flat.get("ad_group.name")
    owner = "campaign.id" if flat.get("campaign.id") is None else "ad_group_ad.ad.id" if grouped else "ad_group.id"
    flat[owner] = flat.pop("id")


def _fill_owners(flat: dict[str, object], name: str, value: str) -> None:
    base = "base_" in name  # the campaign that an experiment was made from, not the row's own
    for owner, identifier in owners(value):
        is_segment = owner == CRITERION and name == KEYWORD
        if (not base or owner == "customer.id") and not is_segment and flat.get(owner) is None:
            flat[owner] = identifier
    if name in _AS_NAMES:
        del flat[name]


@lru_cache(maxsize=65_536)
def owners(resource_name: str) -> tuple[tuple[str, str], ...]:
    """Ids that a resource name spells out.

    >>> owners("customers/1/adGroupAds/20~30")
    (('customer.id', '1'), ('ad_group.id', '20'), ('ad_group_ad.ad.id', '30'))
    """
    term = _SEARCH_TERM.search(resource_name)
    found = [
        (owner, identifier)
        for kind, joined in _RESOURCE.findall(resource_name)
        for owner, identifier in zip(_OWNERS[kind], joined.split("~"), strict=False)
    ]
    return (*found, *((("campaign.id", term[1]), ("ad_group.id", term[2])) if term else ()))


def _settle_keyword(flat: dict[str, object]) -> None:
    """The keyword that a row is segmented by: of a search term part of who it is, else one breakdown, not three."""
    resource = flat.get(KEYWORD)
    if not isinstance(resource, str):
        return
    for inner in ("info.text", "info.match_type"):
        if f"segments.keyword.{inner}" in flat:
            flat[f"keyword.{inner}"] = flat.pop(f"segments.keyword.{inner}")
    if any(flat.get(name) is not None for name in SEARCH_TERMS):
        ids = dict(owners(resource))
        flat.setdefault(CRITERION, ids.get(CRITERION, resource))
        del flat[KEYWORD]
