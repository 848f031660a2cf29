"""Google's fields: which column each fills, and what becomes of the others. Names are those of GAQL, dotted.

Source: Google Ads API, field reference. Other spellings are turned into these by `google_names`.
"""

from __future__ import annotations

from domain.sources.spec import Field, Unit
from domain.vocabulary import Channel

UNIT_COSTS = ("cost", "spend", "metrics.cost")
DELIVERY = frozenset({"metrics.cost_micros", "metrics.impressions", "metrics.clicks"})
PLAIN = frozenset({"metrics.conversions", "metrics.conversions_value"})
FURTHER = frozenset({"metrics.all_conversions", "metrics.all_conversions_value", "metrics.view_through_conversions"})
BY_CONVERSION_DATE = frozenset(
    f"metrics.{name}_by_conversion_date"
    for name in ("conversions", "conversions_value", "all_conversions", "all_conversions_value")
)
"""Conversions booked to their own day; the same ones as those booked to the day of the ad."""
VIDEO_VIEWS = ("metrics.video_views", "metrics.video_trueview_views")
DEFAULT_ZEROS = DELIVERY | PLAIN
"""0 where a nested row without a field mask lacks them."""
SUMMED = DEFAULT_ZEROS | FURTHER | BY_CONVERSION_DATE | frozenset(VIDEO_VIEWS)
"""0 where they were asked for and a row lacks them."""

FIELDS = (
    Field("account_id", ("customer.id", "customer_id", "account_id")),
    Field("account_name", ("customer.descriptive_name", "account_name")),
    Field("account_timezone", ("customer.time_zone", "account_timezone")),
    Field("campaign_id", ("campaign.id", "campaign_id")),
    Field("campaign_name", ("campaign.name", "campaign_name")),
    Field("ad_group_id", ("ad_group.id", "ad_group_id", "asset_group.id", "asset_group_id")),
    Field("ad_group_name", ("ad_group.name", "ad_group_name", "asset_group.name", "asset_group_name")),
    Field("asset_group_id", ("asset_group.id", "asset_group_id")),
    Field("ad_id", ("ad_group_ad.ad.id", "ad_id")),
    Field("ad_name", ("ad_group_ad.ad.name", "ad_name")),
    Field("criterion_id", ("ad_group_criterion.criterion_id", "criterion_id")),
    Field("search_term", ("search_term_view.search_term", "search_term")),
    Field("campaign_type", ("campaign.advertising_channel_type", "campaign_type")),
    Field(
        "status",
        (
            "ad_group_ad.status",
            "ad_group_criterion.status",
            "ad_group.status",
            "asset_group.status",
            "campaign.status",
            "status",
        ),
    ),
    Field("currency", ("customer.currency_code", "currency_code", "currency")),
    Field("date_start", ("segments.date", "date", "day")),
    Field("date_stop", ("date_stop",)),
    Field("hour", ("segments.hour", "hour")),
    Field("spend", ("metrics.cost_micros", "cost_micros"), Unit.MICROS),
    Field("spend", UNIT_COSTS),
    Field("impressions", ("metrics.impressions", "impressions")),
    Field("clicks", ("metrics.clicks", "clicks")),
    Field("conversions", ("metrics.conversions", "conversions")),
    Field("revenue", ("metrics.conversions_value", "conversions_value", "conversion_value", "conv_value", "revenue")),
    Field("all_conversions", ("metrics.all_conversions", "all_conversions")),
    Field("all_conversions_value", ("metrics.all_conversions_value", "all_conversions_value")),
    Field("view_through_conversions", ("metrics.view_through_conversions", "view_through_conversions")),
    Field("video_views", (*VIDEO_VIEWS, "video_views")),
)

CHANNELS = {
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
}

FINAL_URLS = ("ad_group_ad.ad.final_urls", "final_url")
URL_SUFFIXES = (
    "ad_group_ad.ad.final_url_suffix",
    "ad_group.final_url_suffix",
    "campaign.final_url_suffix",
    "customer.final_url_suffix",
    "final_url_suffix",
)
"""Parameters that Google appends to the address, the closest to the ad first."""

PLATFORM_METRICS = BY_CONVERSION_DATE | frozenset(
    """metrics.search_impression_share metrics.search_top_impression_share metrics.search_absolute_top_impression_share
    metrics.search_exact_match_impression_share metrics.search_click_share
    metrics.search_budget_lost_impression_share metrics.search_budget_lost_top_impression_share
    metrics.search_budget_lost_absolute_top_impression_share metrics.search_rank_lost_impression_share
    metrics.search_rank_lost_top_impression_share metrics.search_rank_lost_absolute_top_impression_share
    metrics.content_impression_share metrics.content_budget_lost_impression_share
    metrics.content_rank_lost_impression_share metrics.historical_quality_score
    metrics.historical_creative_quality_score metrics.historical_landing_page_quality_score
    metrics.historical_search_predicted_ctr metrics.interactions metrics.engagements metrics.phone_calls
    metrics.phone_impressions metrics.active_view_impressions metrics.active_view_measurable_impressions
    metrics.active_view_measurable_cost_micros metrics.cross_device_conversions metrics.unique_users
    ad_group_criterion.quality_info.quality_score ad_group_criterion.quality_info.creative_quality_score
    ad_group_criterion.quality_info.post_click_quality_score ad_group_criterion.quality_info.search_predicted_ctr
    quality_score""".split()
)

IGNORED = frozenset(
    """metrics.average_cpc metrics.average_cpm metrics.average_cost metrics.average_cpv metrics.average_cpe
    metrics.ctr metrics.cost_per_conversion metrics.cost_per_all_conversions metrics.interaction_rate
    metrics.conversions_from_interactions_rate metrics.all_conversions_from_interactions_rate
    metrics.value_per_conversion metrics.value_per_all_conversions metrics.value_per_conversions_by_conversion_date
    metrics.value_per_all_conversions_by_conversion_date metrics.conversions_value_per_cost
    metrics.all_conversions_value_per_cost metrics.conversions_from_interactions_value_per_interaction
    metrics.all_conversions_from_interactions_value_per_interaction metrics.cost_per_current_model_attributed_conversion
    metrics.engagement_rate metrics.video_view_rate metrics.video_trueview_view_rate
    metrics.trueview_average_cpv metrics.video_quartile_p25_rate metrics.video_quartile_p50_rate
    metrics.video_quartile_p75_rate metrics.video_quartile_p100_rate metrics.top_impression_percentage
    metrics.absolute_top_impression_percentage metrics.active_view_cpm metrics.active_view_ctr
    metrics.active_view_measurability metrics.active_view_viewability metrics.average_impression_frequency_per_user
    metrics.phone_through_rate roas segments.week segments.month segments.quarter segments.year""".split()
)

BREAKDOWNS = frozenset(
    """geographic_view.country_criterion_id geographic_view.location_type
    user_location_view.country_criterion_id user_location_view.targeting_location
    detail_placement_view.placement detail_placement_view.placement_type group_placement_view.placement
    group_placement_view.placement_type landing_page_view.unexpanded_final_url
    expanded_landing_page_view.expanded_final_url ad_group_ad_asset_view.asset ad_group_ad_asset_view.field_type
    campaign_asset.field_type campaign_asset.asset""".split()
)
"""Rows of these views are parts of what their campaign or ad group did."""

SEGMENTS = frozenset(
    f"segments.{name}"
    for name in """date week month quarter year hour day_of_week month_of_year device ad_network_type
    ad_sub_network_type ad_destination_type ad_format_type ad_using_product_data ad_using_video click_type
    conversion_action conversion_action_name conversion_action_category conversion_adjustment
    conversion_attribution_event_type conversion_lag_bucket conversion_or_adjustment_lag_bucket
    conversion_value_rule_primary_dimension external_conversion_source geo_target_country geo_target_region
    geo_target_city geo_target_metro geo_target_county geo_target_state geo_target_province
    geo_target_most_specific_location geo_target_postal_code keyword.ad_group_criterion keyword.info.text
    keyword.info.match_type new_versus_returning_customers placeholder_type product_item_id product_title
    product_brand product_channel product_condition product_country product_language product_merchant_id
    product_type_l1 product_type_l2 product_type_l3 product_type_l4 product_type_l5 product_store_id
    recommendation_type search_engine_results_page_type search_subcategory search_term_match_type slot webpage
    partner_hotel_id asset_interaction_target.asset asset_interaction_target.interaction_on_this_asset""".split()
)
"""Segments that flat rows may name without `segments`."""

KEPT = frozenset(
    """id customer.resource_name campaign.resource_name ad_group.resource_name ad_group_ad.resource_name
    ad_group_ad.ad.resource_name ad_group_criterion.resource_name asset_group.resource_name ad_group.type
    keyword_view.resource_name search_term_view.resource_name search_term_view.status search_term_view.ad_group
    ad_group_criterion.keyword.text ad_group_criterion.keyword.match_type campaign.advertising_channel_sub_type
    ad_group_ad.ad.type ad_group_ad.ad.tracking_url_template campaign.tracking_url_template
    campaign.campaign_budget campaign.base_campaign ad_group.base_ad_group campaign.primary_status
    campaign.bidding_strategy_type campaign.start_date campaign.end_date campaign_budget.amount_micros budget
    campaign.serving_status metrics.interaction_event_types ad_group.campaign ad_group_ad.ad_group
    ad_group_criterion.ad_group keyword.info.text keyword.info.match_type keyword.match_type budget_name budget_type
    bid_strategy match_type""".split()
)
