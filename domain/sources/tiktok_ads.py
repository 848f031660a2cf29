"""TikTok Ads: integrated reports, flat rows, and the report tables of Fivetran and Airbyte.

Source: TikTok API for Business, `report/integrated/get`. Numbers arrive as text, "-" is no value, ids have 19 digits.
Hourly reports are rows of their own hour. `conversion` is booked to the impression's day, `real_time_conversion` to the
conversion's: the two are never added, and the latter is only kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.sources.envelopes import Opened, number_at, open_payload, rows_at, upstream_error
from domain.sources.nested import flattener, hour_of, leave_as_read, spelled_all
from domain.sources.spec import AD_LEVELS, Field, RawBatch, SourceSpec
from domain.vocabulary import Channel, DataSource, DateBasis

OWN = frozenset(
    """stat_time_day stat_time_hour real_time_conversion real_time_result total_sales_lead_value video_watched_2_s
    video_watched_6_s adgroup_id tiktok_campaign_id""".split()
)


def unwrap(payload: object) -> RawBatch:
    """Rows of report pages, or rows themselves."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    if "request_id" in entry and entry.get("code") not in {None, 0}:
        raise upstream_error(entry["code"], entry.get("message"))
    rows = rows_at(entry, "data", "list")
    if rows is None:
        return None
    page, pages = (number_at(entry, "data", "page_info", name) for name in ("page", "total_page"))
    return rows, {}, page < pages


def _with_hour(row: Mapping[str, object], page: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    del page
    dimensions = row.get("dimensions")
    place = dimensions if isinstance(dimensions, Mapping) else row
    told = next((value for name, value in place.items() if name.lower() == "stat_time_hour"), None)
    return ({**row, "hour": hour_of(told)} if told is not None else row,)


def signature(keys: frozenset[str]) -> bool:
    """Dimensions beside metrics, or names that only TikTok's reports have."""
    names = spelled_all(keys)
    return {"dimensions", "metrics"} <= names or bool(names & OWN) or {"spend", "conversion"} <= names


SPEC = SourceSpec(
    name=DataSource("tiktok_ads"),
    title="TikTok Ads",
    meaning="Campaigns on TikTok, from the integrated reports of the API for Business.",
    fields=(
        Field("account_id", ("advertiser_id", "account_id")),
        Field("account_name", ("advertiser_name", "account_name")),
        Field("account_timezone", ("timezone", "account_timezone")),
        Field("campaign_id", ("campaign_id",)),
        Field("campaign_name", ("campaign_name",)),
        Field("ad_group_id", ("adgroup_id", "ad_group_id")),
        Field("ad_group_name", ("adgroup_name", "ad_group_name")),
        Field("ad_id", ("ad_id",)),
        Field("ad_name", ("ad_name",)),
        Field("campaign_type", ("campaign_type",)),
        Field("objective", ("objective_type", "objective")),
        Field("status", ("secondary_status", "operation_status", "status")),
        Field("landing_url", ("landing_page_url", "landing_url")),
        Field("currency", ("currency", "account_currency")),
        Field("date_start", ("stat_time_hour", "stat_time_day", "by_day", "date", "day", "date_start")),
        Field("date_stop", ("date_stop",)),
        Field("hour", ("hour",)),
        Field("spend", ("spend", "cost")),
        Field("impressions", ("impressions", "show_cnt")),
        Field("clicks", ("clicks", "click_cnt", "clicks_destination", "clicks_all")),
        Field("conversions", ("conversion", "conversions")),
        Field("revenue", ("total_purchase_value", "total_sales_lead_value"), added=True),
        Field("revenue", ("revenue", "purchase_value_website")),
        Field("video_views", ("video_play_actions", "video_views")),
        Field("video_p25", ("video_views_p_25",)),
        Field("video_p50", ("video_views_p_50",)),
        Field("video_p75", ("video_views_p_75",)),
        Field("video_p100", ("video_views_p_100",)),
    ),
    levels=AD_LEVELS,
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flattener(_with_hour, lifted=frozenset({"dimensions", "metrics"}), null=frozenset({"-"})),
    refine=leave_as_read,
    signature=signature,
    default_channel=Channel.PAID_SOCIAL,
    breakdowns=frozenset(
        """age gender country_code province_id dma_id language platform placement ac network device_brand_id behavior_id
        contextual_tag custom_event_type interest_category interest_category_v_2 interest_category_tier_2
        interest_category_tier_3 interest_category_tier_4 image_mode video_material_id image_id product_id""".split()
    ),
    country=("country_code",),
    platform_metrics=frozenset(
        """reach frequency likes comments shares follows profile_visits clicks_on_music_disc anchor_clicks result
        gross_impressions real_time_* skan_* secondary_goal_result video_* average_video_* total_* complete_payment on_web_* onsite_*
        purchase purchases registration app_install add_to_cart initiate_checkout add_billing web_event_*
        engaged_view* engagements paid_* live_* vta_* cta_* form ix_* messaging_* page_event_* landing_page_view
        download_start view_content search subscribe duet_clicks stitch_clicks sound_usage_clicks""".split()
    ),
    ignored=frozenset(
        """cpc cpm ctr cpv cpc_* ctr_* cpa *_cvr cost_per_* real_time_cost_per_* *_rate *_roas value_per_* average_video_play_per_user
        real_time_*_rate""".split()
    ),
    kept=frozenset(
        """advertiser_country promotion_type placement_type ad_text call_to_action bid_strategy bid budget smart_target
        billing_event split_test dpa_target_audience_type image_mode_name app_promotion_type mobile_app_id app_name
        tt_app_id tt_app_name ad_profile_image ad_url is_aco is_smart_creative campaign_budget campaign_dedicate_type
        opt_status campaign_automation_type""".split()
    ),
)
