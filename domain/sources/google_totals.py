"""Rows of totals in Google Ads' own exports: `Total: Campaigns`, `Gesamt: Konto`, `Total : compte`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.normalize.texts import parse_day
from domain.sources.google_days import DAY

_LABEL = re.compile(r"\s*(?:total|totals|totaux|totales|gesamt|summe)\s*(?:[:：].*|-\s.*)?", re.IGNORECASE | re.DOTALL)
_ISO_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_PLACES = (
    DAY,
    "segments.week",
    "segments.month",
    "campaign.name",
    "campaign.status",
    "ad_group.name",
    "ad_group.status",
    "ad_group_criterion.keyword.text",
    "ad_group_criterion.status",
    "search_term_view.search_term",
    "customer.descriptive_name",
    "status",
)
_IDS = ("campaign.id", "ad_group.id", "asset_group.id", "ad_group_ad.ad.id", "ad_group_criterion.criterion_id")


def total_label(flat: Mapping[str, object]) -> tuple[str, str] | None:
    """The column and text that call a row a total; None for every other row, e.g. a campaign of such a name.

    A total has the label in one column and neither a day nor an id.
    """
    day = flat.get(DAY)
    if isinstance(day, str) and _ISO_DAY.match(day):
        return None
    first = next(iter(flat), "")
    for name in (first, *_PLACES):
        text = flat.get(name)
        if isinstance(text, str) and _LABEL.fullmatch(text):
            return None if _is_of_one(flat) else (name, text)
    return None


def _is_of_one(flat: Mapping[str, object]) -> bool:
    return parse_day(flat.get(DAY))[1] is not None or any(str(flat.get(name) or "").strip(" -") != "" for name in _IDS)
