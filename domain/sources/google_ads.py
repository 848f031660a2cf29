"""Google Ads: searchStream and search answers, flat GAQL rows, flat rows with `cost_micros`.

Source: Google Ads API, GoogleAdsService. Money in micros; conversions are fractional; averages and ratios are ignored.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from domain.normalize.draft import Draft
from domain.normalize.numbers import DECIMALS
from domain.records import MICROS
from domain.sources.envelopes import Opened, open_payload
from domain.sources.google_conversions import COLUMN_NAMES, settle_conversions
from domain.sources.google_rows import flatten
from domain.sources.spec import Field, LevelRule, RawBatch, SourceSpec, Unit
from domain.vocabulary import Channel, DataSource, DateBasis, Level

COST_TOLERANCE = MICROS // 100
UNIT_COSTS = ("cost", "spend", "metrics.cost")


def unwrap(payload: object) -> RawBatch:
    """Rows of searchStream (a list of answers), of search pages, or rows themselves; summary rows are left out."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    results = entry.get("results")
    if not isinstance(results, list):
        is_empty_answer = (
            bool({"fieldMask", "field_mask", "summaryRow", "requestId"} & set(entry)) and "metrics" not in entry
        )
        return ([], {}, False) if is_empty_answer else None
    mask = entry.get("fieldMask") or entry.get("field_mask")
    if isinstance(mask, dict):
        mask = ",".join(str(path) for path in mask.get("paths", ()))
    more = entry.get("nextPageToken") or entry.get("next_page_token")
    return results, {"field_mask": mask} if mask else {}, bool(more)


def refine(draft: Draft) -> None:
    """Cost in two units, conversions, clicks, channels."""
    _check_costs(draft)
    settle_conversions(draft)
    draft.numbers["link_clicks"] = draft.number("clicks")
    types = [_enum_name(value) for value in draft.text("campaign_type")]
    draft.texts["campaign_type"] = types
    channels = draft.spec.channels
    draft.texts["channel"] = [channels.get(t, Channel.OTHER).value if t else None for t in types]


def _check_costs(draft: Draft) -> None:
    for name in UNIT_COSTS:
        if name not in draft.names or not draft.names & {"metrics.cost_micros", "cost_micros"}:
            continue
        units, spend = draft.read_number(name, DECIMALS), draft.number("spend")
        differs = units.known & spend.known & (np.abs(units.values - spend.values) > COST_TOLERANCE)
        for position in np.flatnonzero(differs).tolist():
            draft.report("COST_MISMATCH", position, draft.flat.rows[position].get(name), name=name)


def _enum_name(value: str | None) -> str | None:
    """`AdvertisingChannelType.SEARCH` as `SEARCH`."""
    return value.rsplit(".", 1)[-1].upper() if value else None


def signature(keys: frozenset[str]) -> bool:
    """Rows with Google's resources or its micros."""
    if keys & {"dimensions", "targeting_type", "recordType"} or any(key.startswith("dimensions__") for key in keys):
        return False  # metrics of another platform
    own = {"metrics", "segments", "cost_micros", "costMicros", "adGroupAd", "ad_group_ad"}
    return bool(keys & own) or any(key.startswith(("metrics.", "metrics_", "segments.", "segments_")) for key in keys)


SPEC = SourceSpec(
    name=DataSource("google_ads"),
    title="Google Ads",
    meaning="Search, Shopping, Performance Max, Display, Video and App campaigns, from the Google Ads API.",
    fields=(
        Field("account_id", ("customer.id", "customer_id", "account_id")),
        Field("account_name", ("customer.descriptive_name", "customer_descriptive_name", "account_name")),
        Field("account_timezone", ("customer.time_zone", "customer_time_zone", "account_timezone")),
        Field("campaign_id", ("campaign.id", "campaign_id")),
        Field("campaign_name", ("campaign.name", "campaign_name")),
        Field("ad_group_id", ("ad_group.id", "ad_group_id", "asset_group.id", "asset_group_id")),
        Field("ad_group_name", ("ad_group.name", "ad_group_name", "asset_group.name", "asset_group_name")),
        Field("asset_group_id", ("asset_group.id", "asset_group_id")),
        Field("ad_id", ("ad_group_ad.ad.id", "ad_group_ad_ad_id", "ad_id")),
        Field("ad_name", ("ad_group_ad.ad.name", "ad_group_ad_ad_name", "ad_name")),
        Field("criterion_id", ("ad_group_criterion.criterion_id", "ad_group_criterion_criterion_id", "criterion_id")),
        Field("search_term", ("search_term_view.search_term", "search_term")),
        Field(
            "campaign_type",
            (
                "campaign.advertising_channel_type",
                "campaign_advertising_channel_type",
                "advertising_channel_type",
                "campaign_type",
            ),
        ),
        Field("status", ("ad_group_ad.status", "ad_group.status", "campaign.status", "campaign_status", "status")),
        Field("currency", ("customer.currency_code", "customer_currency_code", "currency_code", "currency")),
        Field("date_start", ("segments.date", "date", "day")),
        Field("date_stop", ("date_stop",)),
        Field("hour", ("segments.hour", "hour")),
        Field("spend", ("metrics.cost_micros", "cost_micros"), Unit.MICROS),
        Field("spend", UNIT_COSTS),
        Field("impressions", ("metrics.impressions", "impressions")),
        Field("clicks", ("metrics.clicks", "clicks")),
        Field("conversions", ("metrics.conversions", "conversions")),
        Field(
            "revenue",
            ("metrics.conversions_value", "conversions_value", "conversion_value", "conv_value", "revenue"),
        ),
        Field("video_views", ("metrics.video_views", "metrics.video_trueview_views", "video_views")),
    ),
    levels=(
        LevelRule(Level.SEARCH_TERM, "search_term", ("ad_group_id", "criterion_id", "search_term")),
        LevelRule(Level.KEYWORD, "criterion_id", ("ad_group_id", "criterion_id")),
        LevelRule(Level.AD, "ad_id", ("ad_group_id", "ad_id")),
        LevelRule(Level.ASSET_GROUP, "asset_group_id"),
        LevelRule(Level.AD_GROUP, "ad_group_id"),
        LevelRule(Level.CAMPAIGN, "campaign_id"),
        LevelRule(Level.ACCOUNT, "account_id"),
    ),
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flatten,
    refine=refine,
    signature=signature,
    default_channel=None,
    channels={
        "SEARCH": Channel.PAID_SEARCH,
        "SHOPPING": Channel.SHOPPING,
        "PERFORMANCE_MAX": Channel.PERFORMANCE_MAX,
        "DISPLAY": Channel.DISPLAY,
        "VIDEO": Channel.VIDEO,
        "DEMAND_GEN": Channel.DISPLAY,
        "DISCOVERY": Channel.DISPLAY,
        "LOCAL_SERVICES": Channel.PAID_SEARCH,
        "MULTI_CHANNEL": Channel.APP,
        "APP": Channel.APP,
    },
    breakdowns=frozenset({"device", "network", "ad_network_type"}),
    breakdown_prefix="segments.",
    country=("segments.geo_target_country",),
    device=("segments.device", "device"),
    platform_metrics=COLUMN_NAMES
    | frozenset(
        {
            "metrics.view_through_conversions",
            "metrics.search_impression_share",
            "metrics.search_top_impression_share",
            "metrics.search_absolute_top_impression_share",
            "metrics.search_budget_lost_impression_share",
            "metrics.search_rank_lost_impression_share",
            "metrics.content_impression_share",
            "metrics.historical_quality_score",
            "metrics.interactions",
            "metrics.engagements",
            "ad_group_criterion.quality_info.quality_score",
            "quality_score",
            "search_impression_share",
        }
    ),
    ignored=frozenset(
        """metrics.average_cpc metrics.average_cpm metrics.average_cost metrics.average_cpv metrics.average_cpe
        metrics.ctr metrics.cost_per_conversion metrics.cost_per_all_conversions metrics.interaction_rate
        metrics.conversions_from_interactions_rate metrics.value_per_conversion metrics.value_per_all_conversions
        metrics.engagement_rate metrics.video_view_rate average_cpc average_cpm ctr cost_per_conversion roas
        segments.week segments.month segments.quarter segments.year""".split()
    ),
    kept=frozenset(
        """id customer.resource_name campaign.resource_name ad_group.resource_name ad_group_ad.resource_name
        ad_group_ad.ad.resource_name ad_group_criterion.resource_name asset_group.resource_name ad_group.type
        ad_group_criterion.keyword.text ad_group_criterion.keyword.match_type campaign.advertising_channel_sub_type
        ad_group_criterion.quality_info.creative_quality_score ad_group_ad.ad.type ad_group_ad.ad.final_urls
        ad_group_criterion.quality_info.post_click_quality_score ad_group_criterion.status ad_group_ad.status
        ad_group.status campaign.status
        ad_group_criterion.quality_info.search_predicted_ctr metrics.interaction_event_types""".split()
    ),
    derived=frozenset({"link_clicks"}),
    rules=frozenset({"action_types", "conversion_column"}),
    account_noise=("customers/", "-"),
)
