"""One spelling for every name in a Google row: GAQL's own, dotted, snake case.

REST answers are camel case, Airbyte's columns dotted, BigQuery's and flat GAQL rows underscored, dlt's columns have
two underscores for each dot, exports by hand and Fivetran's tables name metrics and segments bare.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from domain.normalize.bookkeeping import is_bookkeeping
from domain.sources import google_fields as google
from domain.sources.google_headers import Header, header_of, is_export

_CAMEL = re.compile(r"(?<=[a-z0-9])([A-Z])")
_PREFIXED = re.compile(r"^(metrics|segments)_(?!_)")
_OF_BIGQUERY = ("_data_date", "_latest_date", "_table_suffix", "_partition")
"""Columns that BigQuery's transfer adds; the loaders' own are the same for every source."""
_ONLY_FIVETRANS = ("base_campaign", "base_ad_group")
"""Columns that only Fivetran's tables of campaigns and ad groups have."""
KNOWN = frozenset(
    {
        *(name for field in google.FIELDS for name in field.names if "." in name),
        *google.SUMMED,
        *google.PLATFORM_METRICS,
        *google.IGNORED,
        *google.BREAKDOWNS,
        *google.SEGMENTS,
        *google.KEPT,
        *google.FINAL_URLS,
        *google.URL_SUFFIXES,
    }
)
_BARE = {name.split(".", 1)[1].replace(".", "_"): name for name in KNOWN if name.startswith(("metrics.", "segments."))}
_OTHERS = {
    "day": "segments.date",
    "network": "segments.ad_network_type",
    "conversion_value": "metrics.conversions_value",
    "conv_value": "metrics.conversions_value",
    "base_campaign": "campaign.base_campaign",
    "base_ad_group": "ad_group.base_ad_group",
    "quality_score": "ad_group_criterion.quality_info.quality_score",
    "advertising_channel_type": "campaign.advertising_channel_type",
    "keyword_id": "ad_group_criterion.criterion_id",
    "keyword_text": "ad_group_criterion.keyword.text",
    "final_urls": "ad_group_ad.ad.final_urls",
    "final_url": "ad_group_ad.ad.final_urls",
}
_SAME = {name.replace(".", "_"): name for name in KNOWN} | _BARE | _OTHERS


class Shape(NamedTuple):
    """What the names of a row say: the field of each, None for those to be left out, and how the row was made."""

    names: tuple[str | None, ...]
    parts: tuple[str, ...]
    """The names as parts that hold others, e.g. `adGroup` as `ad_group.`"""
    is_fivetran: bool
    is_dlt_table: bool
    is_export: bool
    """Whether the names are headers of Google's own pages."""
    language: str | None
    currency: str | None


@lru_cache(maxsize=1024)
def shape_of(keys: tuple[str, ...]) -> Shape:
    """The shape of rows with these top-level names."""
    headers = [header for key in keys if (header := header_of(key))]
    language = _language_of(headers)
    return Shape(
        tuple(None if _is_of_landing(key) else flat_name(key, language) for key in keys),
        tuple(snake_case(key) + "." for key in keys),
        any(key.lower().startswith("_fivetran") or key in _ONLY_FIVETRANS for key in keys),
        any(key.startswith("metrics__") for key in keys),
        language is not None or is_export(frozenset(keys)),
        language,
        next((header.currency for header in headers if header.currency), None),
    )


def _is_of_landing(key: str) -> bool:
    return is_bookkeeping(key) or key.lower().startswith(_OF_BIGQUERY)


def _language_of(headers: Sequence[Header]) -> str | None:
    """The language that two headers at least are of and of no other."""
    counts = Counter(header.language for header in headers if header.language)
    return next((language for language, count in counts.most_common(1) if count > 1), None)


@lru_cache(maxsize=4096)
def flat_name(key: str, language: str | None = None) -> str:
    """The field that a top-level name means; its snake case where no rule knows it.

    Headers of other languages than the row's are no headers: `tag` is a day in German alone.

    >>> flat_name("metrics__cost_micros"), flat_name("campaign_id"), flat_name("Impr."), flat_name("device")
    ('metrics.cost_micros', 'campaign.id', 'metrics.impressions', 'segments.device')
    """
    header = header_of(key)
    if header is not None and header.language in {None, language}:
        return header.name
    name = snake_case(key)
    if "__" in name:
        name = name.replace("__", ".")
    return _SAME.get(name.replace(".", "_"), name)


@lru_cache(maxsize=4096)
def snake_case(name: str) -> str:
    """`costMicros` and `metrics_cost_micros` in our spelling.

    >>> snake_case("costMicros"), snake_case("metrics_cost_micros"), snake_case("metrics.costMicros")
    ('cost_micros', 'metrics.cost_micros', 'metrics.cost_micros')
    """
    return _PREFIXED.sub(r"\1.", _CAMEL.sub(r"_\1", name).lower())
