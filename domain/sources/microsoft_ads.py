"""Microsoft Ads: rows of its performance reports (CSV names or the API's), and the daily tables of Fivetran and Airbyte.

Source: Microsoft Advertising, Reporting API v13. Days are those of the time zone that the report was asked in. Rows are
apart by device, network and match types, which are breakdowns; `ConversionsQualified` is fractional and comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.sources.envelopes import Opened, open_payload, rows_at, upstream_error
from domain.sources.nested import channel_by_type, day_of, flattener, hour_of, spelled, spelled_all
from domain.sources.spec import Field, LevelRule, RawBatch, SourceSpec
from domain.vocabulary import Channel, DataSource, DateBasis, Level

OWN = frozenset(
    """time_period gregorian_date conversions_qualified all_conversions_qualified all_revenue bid_match_type
    delivered_match_type top_vs_other ad_distribution view_through_conversions_qualified device_os
    low_quality_clicks""".split()
)
PERIODS = frozenset({"time_period", "gregorian_date", "date"})


def unwrap(payload: object) -> RawBatch:
    """Rows of reports."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    for name in ("OperationErrors", "Errors", "BatchErrors"):
        errors = rows_at(entry, name)
        if errors and isinstance(errors[0], Mapping):
            raise upstream_error(errors[0].get("ErrorCode") or errors[0].get("Code"), errors[0].get("Message"))
    rows = rows_at(entry, "value")
    return None if rows is None else (rows, {}, bool(entry.get("@odata.nextLink")))


def _with_hour(row: Mapping[str, object], page: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    del page
    told = {name: value for name, value in row.items() if spelled(name) in PERIODS and hour_of(value) is not None}
    hours = {hour_of(value) for name, value in told.items() if spelled(name) != "date" or "|" in str(value)}
    hour = {"hour": next(iter(hours))} if hours else {}
    return ({**row, **{name: day_of(value) for name, value in told.items()}, **hour},)


def signature(keys: frozenset[str]) -> bool:
    """Names that only Microsoft's reports have; X writes "Time period" too, but not "TimePeriod"."""
    in_one_word = frozenset(key for key in keys if " " not in key)
    return bool(spelled_all(keys) & (OWN - {"time_period"}) or spelled_all(in_one_word) & OWN)


SPEC = SourceSpec(
    name=DataSource("microsoft_ads"),
    title="Microsoft Ads",
    meaning="Search, shopping, audience and Performance Max campaigns on Bing and its partners.",
    fields=(
        Field("account_id", ("account_id", "customer_account_id")),
        Field("account_name", ("account_name",)),
        Field("account_timezone", ("time_zone", "account_timezone")),
        Field("campaign_id", ("campaign_id",)),
        Field("campaign_name", ("campaign_name", "campaign")),
        Field("ad_group_id", ("ad_group_id",)),
        Field("ad_group_name", ("ad_group_name", "ad_group")),
        Field("asset_group_id", ("asset_group_id",)),
        Field("ad_id", ("ad_id",)),
        Field("ad_name", ("ad_name", "ad_title")),
        Field("criterion_id", ("keyword_id",)),
        Field("search_term", ("search_query", "search_term")),
        Field("campaign_type", ("campaign_type",)),
        Field("status", ("ad_status", "ad_group_status", "campaign_status", "status")),
        Field("landing_url", ("final_url", "destination_url")),
        Field("currency", ("currency_code", "currency")),
        Field("date_start", ("time_period", "gregorian_date", "date", "day")),
        Field("date_stop", ("date_stop",)),
        Field("hour", ("hour",)),
        Field("spend", ("spend", "cost")),
        Field("impressions", ("impressions", "impr")),
        Field("clicks", ("clicks",)),
        Field("conversions", ("conversions_qualified", "conversions", "conv")),
        Field("revenue", ("revenue",)),
        Field("all_conversions", ("all_conversions_qualified", "all_conversions")),
        Field("all_conversions_value", ("all_revenue",)),
        Field("view_through_conversions", ("view_through_conversions_qualified", "view_through_conversions")),
        Field("video_views", ("video_views",)),
        Field("video_p25", ("video_views_at_25_percent",)),
        Field("video_p50", ("video_views_at_50_percent",)),
        Field("video_p75", ("video_views_at_75_percent",)),
        Field("video_p100", ("completed_video_views",)),
    ),
    levels=(
        LevelRule(Level.SEARCH_TERM, "search_term", ("ad_group_id", "ad_id", "criterion_id", "search_term")),
        LevelRule(Level.KEYWORD, "criterion_id", ("ad_group_id", "ad_id", "criterion_id")),
        LevelRule(Level.AD, "ad_id"),
        LevelRule(Level.ASSET_GROUP, "asset_group_id"),
        LevelRule(Level.AD_GROUP, "ad_group_id"),
        LevelRule(Level.CAMPAIGN, "campaign_id"),
        LevelRule(Level.ACCOUNT, "account_id"),
    ),
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flattener(_with_hour),
    refine=channel_by_type,
    signature=signature,
    default_channel=Channel.PAID_SEARCH,
    channels={
        "search": Channel.PAID_SEARCH,
        "search_content": Channel.PAID_SEARCH,
        "search_and_content": Channel.PAID_SEARCH,
        "dynamic_search_ads": Channel.PAID_SEARCH,
        "shopping": Channel.SHOPPING,
        "audience": Channel.DISPLAY,
        "display": Channel.DISPLAY,
        "performance_max": Channel.PERFORMANCE_MAX,
        "video": Channel.VIDEO,
        "app": Channel.APP,
        "app_install": Channel.APP,
    },
    breakdowns=frozenset(
        """device_type device_os network top_vs_other bid_match_type delivered_match_type ad_distribution language goal
        goal_id goal_type country county state city metro_area postal_code location_id location_type
        most_specific_location proximity_target_location age_group gender site_name publisher_url click_type
        audience_id company_name industry_name job_function_name product_group budget_association_status asset_id
        query_intent_country query_intent_location""".split()
    ),
    country=("country",),
    device=("device_type",),
    platform_metrics=frozenset(
        """assists extended_cost app_installs purchases view_through_revenue phone_impressions phone_calls manual_calls click_calls installs downloads
        post_click_downloads *impression_share* *_share *_percent *quality* low_quality_* quality_score ad_relevance
        expected_ctr landing_page_experience historic_* total_watch_time_in_ms sales post_install_* subscriptions
        relative_ctr click_share unique_* partial_conversion_* top_impression* absolute_top_*""".split()
    ),
    ignored=frozenset(
        """ctr average_* cost_per_* *_rate return_on_ad_spend* all_return_on_ad_spend *_roas revenue_per_* ptr
        all_revenue_per_* all_cost_per_* conversion_rate_qualified video_completion_rate current_max_cpc cpi cpp cps""".split()
    ),
    kept=frozenset(
        """account_number account_status customer_id customer_name keyword keyword_status ad_type ad_description
        ad_description_2 ad_strength title_part_1 title_part_2 title_part_3 display_url path_1 path_2 tracking_template
        custom_parameters final_mobile_url final_app_url campaign_labels ad_group_labels ad_labels ad_group_type
        base_campaign_id budget_name budget_status budget_id bid_strategy_type search_query_type asset_group_name
        business_name headline long_headline currency_name row_type feed_url asset_group_status category_0
        category_list dynamic_ad_target ad_group_criterion_id daily_budget monthly_budget""".split()
    ),
    account_noise=("-",),
)
