"""Columns of Ads Manager exports, and of tables made of them, under the names of the Insights API.

A label such as "Amount spent (USD)" says the currency too. Labels of events ("Purchases", "Website leads conversion
value") become action stats, so that the same rules count them. "Results" is what each campaign optimizes for, perhaps
not a purchase: it is kept and never counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from domain.money import parse_currency
from domain.normalize.numbers import ABSENT, EMPTY_WORDS

Column = Sequence[object]
Columns = Mapping[str, Column]

_PLAIN: Mapping[str, str] = {
    "reporting starts": "date_start",
    "reporting ends": "date_stop",
    "day": "day",
    "account id": "account_id",
    "ad account id": "account_id",
    "account name": "account_name",
    "ad account name": "account_name",
    "campaign id": "campaign_id",
    "campaign name": "campaign_name",
    "ad set id": "adset_id",
    "ad set name": "adset_name",
    "ad id": "ad_id",
    "ad name": "ad_name",
    "objective": "objective",
    "buying type": "buying_type",
    "campaign delivery": "effective_status",
    "ad set delivery": "effective_status",
    "ad delivery": "effective_status",
    "delivery": "effective_status",
    "currency": "account_currency",
    "amount spent": "spend",
    "impressions": "impressions",
    "reach": "reach",
    "frequency": "frequency",
    "clicks (all)": "clicks",
    "unique clicks (all)": "unique_clicks",
    "link clicks": "inline_link_clicks",
    "unique link clicks": "unique_inline_link_clicks",
    "outbound clicks": "outbound_clicks",
    "unique outbound clicks": "unique_outbound_clicks",
    "video plays": "video_play_actions",
    "video plays at 25%": "video_p25_watched_actions",
    "video plays at 50%": "video_p50_watched_actions",
    "video plays at 75%": "video_p75_watched_actions",
    "video plays at 95%": "video_p95_watched_actions",
    "video plays at 100%": "video_p100_watched_actions",
    "thruplays": "video_thruplay_watched_actions",
    "quality ranking": "quality_ranking",
    "engagement rate ranking": "engagement_rate_ranking",
    "conversion rate ranking": "conversion_rate_ranking",
    "attribution setting": "attribution_setting",
    "results": "results",
    "result indicator": "result_indicator",
    "result type": "result_indicator",
    "age": "age",
    "gender": "gender",
    "country": "country",
    "region": "region",
    "dma region": "dma",
    "platform": "publisher_platform",
    "placement": "platform_position",
    "device platform": "device_platform",
    "impression device": "impression_device",
    "product id": "product_id",
    "time of day (ad account time zone)": "hourly_stats_aggregated_by_advertiser_time_zone",
    "time of day (viewer's time zone)": "hourly_stats_aggregated_by_audience_time_zone",
    "website url": "website_url",
    "link (ad settings)": "link",
    "url parameters": "url_tags",
}
_EVENTS: Mapping[str, tuple[str, ...]] = {
    "purchase": ("purchases", "purchase"),
    "lead": ("leads", "lead"),
    "complete_registration": ("registrations completed", "registration completed"),
    "add_to_cart": ("adds to cart", "add to cart"),
    "initiate_checkout": ("checkouts initiated", "checkout initiated"),
    "add_payment_info": ("adds of payment info", "add of payment info"),
    "view_content": ("content views", "content view"),
    "subscribe": ("subscriptions", "subscription"),
    "start_trial": ("trials started", "trial started"),
    "contact": ("contacts", "contact"),
}
_WHERE: Mapping[str, str] = {
    "": "{}",
    "website ": "offsite_conversion.fb_pixel_{}",
    "in-app ": "app_custom_event.fb_mobile_{}",
    "mobile app ": "app_custom_event.fb_mobile_{}",
    "offline ": "offline_conversion.{}",
    "on-facebook ": "onsite_conversion.{}",
    "meta ": "onsite_conversion.{}",
}
_WHEN_PLAIN = frozenset({"spend", "date_start", "date_stop"})
"""Read from labels in the API's spelling too, e.g. `amount_spent_usd`; others might mean something else there."""
_OF_APPS = {"initiate_checkout": "initiated_checkout", "view_content": "content_view"}
_RATIO = re.compile(r"^(?:unique )?(?:cost per|cpm|cpc|ctr|outbound ctr)\b|\broas\b")
_CURRENCY = re.compile(r"(.+?) \(?([a-z]{3})\)?")
_VALUE = " conversion value"


@dataclass(frozen=True, slots=True)
class Label:
    """What a column holds: `stats` is the list of action stats in which `name` is a type; ratios have no name."""

    name: str | None
    stats: str | None = None
    currency: str | None = None


def label_of(name: str) -> Label | None:
    """The meaning of an export's column; None for the API's own names and unknown ones.

    >>> label_of("Amount spent (EUR)"), label_of("Website purchases"), label_of("spend")
    (Label(name='spend', stats=None, currency='EUR'), \
Label(name='offsite_conversion.fb_pixel_purchase', stats='actions', currency=None), None)
    """
    text = " ".join(name.replace("_", " ").replace("’", "'").casefold().split())
    found = _meaning(text)
    match = _CURRENCY.fullmatch(text) if found is None else None
    code = parse_currency(match[2]) if match else None
    inner = _meaning(match[1]) if match and code else None
    if inner is not None:
        found = Label(inner.name, inner.stats, code)
    told = found is not None and (not _is_plain(name) or found.stats or found.name in _WHEN_PLAIN)
    return found if told else None


def _is_plain(name: str) -> bool:
    """Whether a name is written as the API writes its own."""
    return " " not in name and name == name.lower()


def _meaning(text: str) -> Label | None:
    if text in _PLAIN:
        return Label(_PLAIN[text])
    if _RATIO.search(text):
        return Label(None)
    if text.endswith(_VALUE):
        valued = _action_types(of_values=True).get(text.removesuffix(_VALUE))
        return Label(valued, "action_values") if valued else None
    counted = _action_types(of_values=False).get(text)
    return Label(counted, "actions") if counted else None


@cache
def _action_types(*, of_values: bool) -> dict[str, str]:
    """Action type by label, e.g. `website purchases`; values are labelled in singular and plural."""
    types = {
        where + label: pattern.format(_OF_APPS.get(family, family) if "mobile" in pattern else family)
        for family, labels in _EVENTS.items()
        for where, pattern in _WHERE.items()
        for label in (labels if of_values else labels[:1])
    }
    forms = {f"{where}leads": "onsite_conversion.lead_grouped" for where in ("on-facebook ", "meta ")}
    return types | forms | {"app installs": "mobile_app_install", "mobile app installs": "mobile_app_install"}


def relabel(columns: Columns) -> tuple[Columns, dict[str, str]]:
    """The columns under the API's names, and for these what the export called them."""
    labels = {name: label for name in columns if (label := label_of(name)) is not None}
    if not labels:
        return columns, {}
    named: dict[str, Column] = {name: column for name, column in columns.items() if name not in labels}
    paths: dict[str, str] = {}
    stats: dict[str, list[tuple[str, Column]]] = {}
    days = {"date_start", "date_stop"} if any(label.name == "day" for label in labels.values()) else frozenset()
    for name, label in labels.items():
        if label.currency:
            _put(named, "account_currency", [label.currency if _says(cell) else ABSENT for cell in columns[name]])
        if label.name is None or label.name in days:
            continue
        if label.stats:
            stats.setdefault(label.stats, []).append((label.name, columns[name]))
            paths[f"{label.stats}.{label.name}"] = name
        else:
            _put(named, label.name, columns[name])
            if label.name not in columns:
                paths.setdefault(label.name, name)
    for stats_name, parts in stats.items():
        _put(named, stats_name, _as_stats(parts))
    return named, paths


def _put(named: dict[str, Column], name: str, column: Column) -> None:
    """Add a column, or fill what an earlier one of the name lacks."""
    earlier = named.get(name)
    if earlier is not None:
        column = [a if _says(a) else (b if b is not ABSENT else a) for a, b in zip(earlier, column, strict=True)]
    named[name] = column


def _says(cell: object) -> bool:
    return (
        cell is not ABSENT and cell is not None and not (isinstance(cell, str) and cell.strip().lower() in EMPTY_WORDS)
    )


def _as_stats(parts: list[tuple[str, Column]]) -> Column:
    """Lists of action stats; a blank cell is no action, as Insights leaves out what nobody did."""
    return [_stats_of(parts, place) for place in range(len(parts[0][1]))]


def _stats_of(parts: list[tuple[str, Column]], place: int) -> object:
    cells = [(name, column[place]) for name, column in parts]
    if all(cell is ABSENT for _, cell in cells):
        return ABSENT
    return [{"action_type": name, "value": cell} for name, cell in cells if _says(cell)]
