"""Reddit Ads: report answers, flat rows, and the report tables of Fivetran, whose conversions are a table of their own.

Source: Reddit Ads API v3, reports. Spend is in micros of the account's currency. Rows of the conversions table tell one
event each and no delivery: they are facts beside the delivery rows of their campaign, never in place of them. Leads,
purchases and custom events that followed a click within a month count; those that followed a view stand apart. Values
come in cents under the API's names; `total_value` of the table is read in currency units, as Fivetran's own models do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from domain.normalize.draft import Draft
from domain.normalize.numbers import Numbers
from domain.sources.envelopes import Opened, open_payload, rows_at
from domain.sources.nested import day_of, flattener, hour_of, spelled, spelled_all
from domain.sources.spec import Field, LevelRule, RawBatch, SourceSpec, Unit
from domain.vocabulary import Channel, DataSource, DateBasis, Level

OWN = frozenset(
    """click_through_conversion_attribution_window_month view_through_conversion_attribution_window_month ecpm
    comment_downvotes comments_page_views viewer_comments video_watched_3_seconds conversion_roas
    conversion_purchase_clicks conversion_purchase_total_value key_conversion_total_count
    legacy_click_conversions_attribution_window_month""".split()
)
CLICKED = "click_through_conversion_attribution_window_month"
COUNTED = ("lead", "purchase", "custom")
EXPORTED_IN = ("USD", "EUR", "GBP", "CAD", "AUD")
"""Currencies that exports of the platform's pages name beside the amount: `Amount Spent (USD)`, in units."""
OF_CONVERSIONS = {"clicks": "conversion_clicks", "views": "conversion_views"}
"""What these names count in a row of the conversions table."""


def unwrap(payload: object) -> RawBatch:
    """Rows of report pages, or rows themselves."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    pagination = entry.get("pagination")
    more = isinstance(pagination, Mapping) and bool(pagination.get("next_url"))
    rows = rows_at(entry, "data", "metrics")
    rows = rows_at(entry, "data") if rows is None else rows
    return None if rows is None else (rows, {}, more)


def _expand(row: Mapping[str, object], page: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    del page
    fact = {spelled(name): value for name, value in row.items() if not name.startswith("_")}
    if "event_name" in fact:
        fact = {OF_CONVERSIONS.get(name, name): value for name, value in fact.items()}
    if isinstance(fact.get("hour"), str):
        fact |= {"date": day_of(fact["hour"]), "hour": hour_of(fact["hour"])}
    return (fact,)


def refine(draft: Draft) -> None:
    """Of rows that tell one event, only those of the counted kinds are conversions; all are kept by their kind."""
    events = draft.text("conversion_event")
    told = np.asarray([event is not None for event in events], np.bool_)
    if not told.any():
        return
    counts, values = draft.number("conversions"), draft.number("revenue")
    kinds = [event.casefold() if event else None for event in events]
    draft.named.append((list(kinds), counts, values))
    counted = ~told | np.asarray([kind in COUNTED for kind in kinds], np.bool_)
    draft.numbers["conversions"] = Numbers(np.where(counted, counts.values, 0), counts.known & counted)
    draft.numbers["revenue"] = Numbers(np.where(counted, values.values, 0), values.known & counted)
    if (told & values.known & (values.values != 0)).any():
        draft.log.add("VALUE_UNIT_UNVERIFIED", detail="total_value was read in currency units, as Fivetran does.")


def signature(keys: frozenset[str]) -> bool:
    """Names that only Reddit's reports have."""
    return bool(spelled_all(keys) & OWN)


def _of_events(end: str) -> tuple[str, ...]:
    return tuple(f"conversion_{event}_{end}" for event in COUNTED)


SPEC = SourceSpec(
    name=DataSource("reddit_ads"),
    title="Reddit Ads",
    meaning="Promoted posts; leads, purchases and custom events after a click are conversions.",
    fields=(
        Field("account_id", ("account_id", "ad_account_id")),
        Field("account_name", ("account_name",)),
        Field("account_timezone", ("time_zone_id", "account_timezone")),
        Field("campaign_id", ("campaign_id",)),
        Field("campaign_name", ("campaign_name",)),
        Field("ad_group_id", ("ad_group_id",)),
        Field("ad_group_name", ("ad_group_name",)),
        Field("ad_id", ("ad_id",)),
        Field("ad_name", ("ad_name",)),
        Field("conversion_event", ("event_name",)),
        Field("objective", ("objective",)),
        Field("status", ("effective_status", "configured_status", "status")),
        Field("landing_url", ("click_url",)),
        Field("currency", ("currency",)),
        Field("date_start", ("date", "day")),
        Field("date_stop", ("date_stop",)),
        Field("hour", ("hour",)),
        Field("spend", ("spend",), Unit.MICROS),
        Field("spend", ("amount_spent",)),
        *(Field("spend", (f"amount_spent_{code.lower()}",), currency=code) for code in EXPORTED_IN),
        Field("impressions", ("impressions",)),
        Field("clicks", ("clicks",)),
        Field("conversions", (CLICKED,)),
        Field("conversions", _of_events("clicks"), added=True),
        Field("revenue", ("total_value",)),
        Field("revenue", _of_events("total_value"), Unit.CENTS, added=True),
        Field("view_through_conversions", ("view_through_conversion_attribution_window_month",)),
        Field("view_through_conversions", _of_events("views"), added=True),
        Field("video_views", ("video_watched_3_seconds",)),
        Field("video_p25", ("video_watched_25_percent",)),
        Field("video_p50", ("video_watched_50_percent",)),
        Field("video_p75", ("video_watched_75_percent",)),
        Field("video_p95", ("video_watched_95_percent",)),
        Field("video_p100", ("video_watched_100_percent",)),
    ),
    levels=(
        LevelRule(Level.AD, "ad_id", ("ad_id", "conversion_event")),
        LevelRule(Level.AD_GROUP, "ad_group_id", ("ad_group_id", "conversion_event")),
        LevelRule(Level.CAMPAIGN, "campaign_id", ("campaign_id", "conversion_event")),
        LevelRule(Level.ACCOUNT, "account_id", ("account_id", "conversion_event")),
    ),
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flattener(_expand),
    refine=refine,
    signature=signature,
    default_channel=Channel.PAID_SOCIAL,
    breakdowns=frozenset(
        """country region community keyword interest placement gender os_type dma metro device_os post_id""".split()
    ),
    country=("country",),
    platform_metrics=frozenset(
        """conversion_* key_conversion_* app_install_* legacy_* video_* viewable_impressions viewer_comments comment_*
        comments_page_views upvotes downvotes total_items reach frequency gallery_* engaged_* click_through_* view_through_*
        post_*""".split()
    ),
    ignored=frozenset(
        """cpc cpm cpv ctr ecpm cpc_* e_cpm* *_ecpa *_avg_value *_roas *_rate app_install_ecpa cost_per_* video_view_rate""".split()
    ),
    kept=frozenset("""priority gallery_item_caption gallery_item_id post_url funding_instrument_id""".split()),
)
