"""Google Ads rows in all their spellings, as flat rows under one: snake case, dotted (`metrics.cost_micros`).

REST answers are nested camel case, client libraries nested snake case, warehouses `metrics_cost_micros`.
proto3 JSON leaves zeros out: in a nested row a metric that was asked for and is absent is 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache

from domain.issues import IssueLog
from domain.normalize.texts import parse_day
from domain.sources.envelopes import page_contexts
from domain.sources.spec import BatchContext, FlatBatch, RawBatch

DEFAULT_ZEROS = frozenset(
    {
        "metrics.impressions",
        "metrics.clicks",
        "metrics.cost_micros",
        "metrics.conversions",
        "metrics.conversions_value",
    }
)
SUMMED = DEFAULT_ZEROS | {
    "metrics.video_views",
    "metrics.video_trueview_views",
    "metrics.all_conversions",
    "metrics.all_conversions_value",
    "metrics.conversions_by_conversion_date",
    "metrics.conversions_value_by_conversion_date",
    "metrics.view_through_conversions",
}
_CAMEL = re.compile(r"(?<=[a-z0-9])([A-Z])")
_PREFIXED = re.compile(r"^(metrics|segments)_")
_RESOURCE = re.compile(r"(customers|campaigns|adGroups|ads|adGroupAds|adGroupCriteria|assetGroups)/([0-9~]+)")
_OWNERS = {
    "customers": ("customer.id",),
    "campaigns": ("campaign.id",),
    "adGroups": ("ad_group.id",),
    "ads": ("ad_group_ad.ad.id",),
    "adGroupAds": ("ad_group.id", "ad_group_ad.ad.id"),
    "adGroupCriteria": ("ad_group.id", "ad_group_criterion.criterion_id"),
    "assetGroups": ("asset_group.id",),
}


def flatten(raw: RawBatch, context: BatchContext, log: IssueLog) -> FlatBatch:
    """Flat rows with dotted snake-case names."""
    del context, log
    contexts = page_contexts(raw)
    paths: dict[str, str] = {}
    rows: list[Mapping[str, object]] = []
    origin: list[int] = []
    for index, row in enumerate(raw.rows):
        if isinstance(row, dict):
            rows.append(_flat_row(row, _mask_of(contexts[index]), paths))
            origin.append(index)
    return FlatBatch(rows, origin, paths)


def _flat_row(row: Mapping[str, object], zeros: frozenset[str], paths: dict[str, str]) -> dict[str, object]:
    flat: dict[str, object] = {}
    _spread(row, "", "", flat, paths)
    if isinstance(row.get("metrics"), dict):
        for name in zeros:
            flat.setdefault(name, 0)
    if not flat.get("segments.date"):
        flat.update(_longer_period(flat))
    for name in [name for name in flat if name.endswith("resource_name")]:
        for owner, identifier in _owners(str(flat[name])):
            flat.setdefault(owner, identifier)
    return flat


def _longer_period(flat: Mapping[str, object]) -> dict[str, object]:
    """Days of a row that is segmented by week (its Monday) or month (its first day) instead of by day."""
    week, month = parse_day(flat.get("segments.week"))[1], parse_day(flat.get("segments.month"))[1]
    if week is not None:
        return {"segments.date": week.isoformat(), "date_stop": (week + timedelta(days=6)).isoformat()}
    if month is not None:
        following = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
        return {"segments.date": month.isoformat(), "date_stop": (following - timedelta(days=1)).isoformat()}
    return {}


def _spread(row: Mapping[str, object], prefix: str, path: str, flat: dict[str, object], paths: dict[str, str]) -> None:
    for key, value in row.items():
        name = prefix + snake_case(key)
        if isinstance(value, dict):
            _spread(value, name + ".", f"{path}{key}.", flat, paths)
        else:
            flat[name] = value
            if name not in paths:
                paths[name] = path + key


@lru_cache(maxsize=4096)
def snake_case(name: str) -> str:
    """`costMicros` and `metrics_cost_micros` in our spelling.

    >>> snake_case("costMicros"), snake_case("metrics_cost_micros"), snake_case("metrics.costMicros")
    ('cost_micros', 'metrics.cost_micros', 'metrics.cost_micros')
    """
    return _PREFIXED.sub(r"\1.", _CAMEL.sub(r"_\1", name).lower())


@lru_cache(maxsize=65_536)
def _owners(resource_name: str) -> tuple[tuple[str, str], ...]:
    """Ids that a resource name spells out, e.g. `customers/1/adGroupAds/20~30`."""
    return tuple(
        (owner, identifier)
        for kind, joined in _RESOURCE.findall(resource_name)
        for owner, identifier in zip(_OWNERS[kind], joined.split("~"), strict=False)
    )


def _mask_of(context: Mapping[str, object]) -> frozenset[str]:
    """Metrics that are 0 where a row of the page lacks them."""
    mask = context.get("field_mask")
    return _zeros_of(mask) if isinstance(mask, str) and mask else DEFAULT_ZEROS


@lru_cache(maxsize=256)
def _zeros_of(mask: str) -> frozenset[str]:
    return frozenset(snake_case(name.strip()) for name in mask.split(",")) & SUMMED
