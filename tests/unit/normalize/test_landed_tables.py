"""Column layouts that platforms document and loaders land: every column is known, none is left unmapped."""

import pytest

from tests.builders import normalized, records

LAYOUTS: list[tuple[str, str, dict[str, object]]] = [
    (
        "tiktok_ads",
        """AD_ID STAT_TIME_HOUR COST_PER_CONVERSION REAL_TIME_CONVERSION CPC VIDEO_PLAY_ACTIONS CONVERSION_RATE
        VIDEO_VIEWS_P_75 RESULT VIDEO_VIEWS_P_50 IMPRESSIONS COMMENTS REAL_TIME_COST_PER_RESULT CONVERSION
        REAL_TIME_RESULT VIDEO_VIEWS_P_100 SHARES REAL_TIME_CONVERSION_RATE COST_PER_SECONDARY_GOAL_RESULT
        SECONDARY_GOAL_RESULT_RATE CLICKS COST_PER_1000_REACHED VIDEO_VIEWS_P_25 REACH
        REAL_TIME_COST_PER_CONVERSION PROFILE_VISITS_RATE AVERAGE_VIDEO_PLAY PROFILE_VISITS CPM CTR
        VIDEO_WATCHED_2_S FOLLOWS RESULT_RATE VIDEO_WATCHED_6_S SECONDARY_GOAL_RESULT COST_PER_RESULT
        AVERAGE_VIDEO_PLAY_PER_USER REAL_TIME_RESULT_RATE SPEND LIKES TOTAL_PURCHASE_VALUE
        TOTAL_SALES_LEAD_VALUE _FIVETRAN_SYNCED""",
        {"STAT_TIME_HOUR": "2024-03-01 10:00:00"},
    ),
    (
        "linkedin_ads",
        """creative_id day action_clicks card_clicks ad_unit_clicks landing_page_clicks clicks
        approximate_unique_impressions impressions card_impressions cost_in_local_currency cost_in_usd
        comment_likes comments company_page_clicks conversion_value_in_local_currency
        external_website_conversions external_website_post_click_conversions
        external_website_post_view_conversions follows full_screen_plays
        lead_generation_mail_contact_info_shares lead_generation_mail_interested_clicks likes
        one_click_lead_form_opens one_click_leads opens other_engagements shares text_url_clicks
        total_engagements video_completions video_first_quartile_completions video_midpoint_completions
        video_starts video_third_quartile_completions video_views viral_card_clicks viral_card_impressions
        viral_clicks viral_comment_likes viral_video_views""",
        {"day": "2024-03-01 00:00:00"},
    ),
    (
        "microsoft_ads",
        """account_id ad_distribution ad_group_id all_conversions all_conversions_qualified all_revenue
        bid_match_type campaign_id city clicks conversions conversions_qualified country county
        currency_code date delivered_match_type device_os device_type goal impressions language location_id
        location_type metro_area most_specific_location network postal_code spend state top_vs_other revenue
        _fivetran_id""",
        {"date": "2024-03-01", "currency_code": "USD"},
    ),
    (
        "snapchat_ads",
        """attachment_quartile_1 attachment_quartile_2 attachment_quartile_3 attachment_total_view_time_millis
        attachment_view_completion campaign_id date impressions quartile_1 quartile_2 quartile_3 saves
        screen_time_millis shares spend swipes video_views view_completion view_time_millis
        conversion_purchases_value conversion_purchases""",
        {"date": "2024-03-01 10:00:00"},
    ),
    (
        "reddit_ads",
        """account_id app_install_metrics_add_payment_info app_install_metrics_install campaign_id clicks
        comment_downvotes comment_upvotes comments_page_views conversion_roas country cpc ctr date ecpm
        gallery_item_caption gallery_item_id impressions legacy_click_conversions_attribution_window_day
        legacy_view_conversions_attribution_window_week priority region spend
        video_fully_viewable_impressions video_plays_expanded video_started video_viewable_impressions
        video_watched_100_percent video_watched_10_seconds video_watched_25_percent viewable_impressions
        viewer_comments""",
        {"date": "2024-03-01"},
    ),
    (
        "amazon_ads",
        """ad_group_id ad_id advertised_asin advertised_sku campaign_budget_amount
        campaign_budget_currency_code campaign_budget_type campaign_id clicks cost date impressions
        purchases_30_d sales_30_d""",
        {"date": "2024-03-01", "campaign_budget_currency_code": "USD"},
    ),
    (
        "amazon_ads",
        """ad_group_id ad_keyword_status campaign_budget_amount campaign_budget_currency_code campaign_id
        clicks cost date impressions keyword_bid keyword_id search_term targeting match_type""",
        {"date": "2024-03-01", "campaign_budget_currency_code": "USD"},
    ),
    (
        "x_ads",
        """account_id billed_charge_local_micro clicks date impressions line_item_id placement segment
        url_clicks app_clicks auto_created_conversion_add_to_cart conversion_purchases_metric
        conversion_purchases_order_quantity conversion_custom_sale_amount conversion_purchases_post_view
        engagements video_3_s_100_pct_views video_cta_clicks media_engagements poll_card_vote""",
        {"date": "2024-03-01 00:00:00"},
    ),
    (
        "apple_search_ads",
        """_fivetran_id ad_group_deleted ad_group_id ad_group_name bid_amount_amount bid_amount_currency
        campaign_id date deleted impressions keyword keyword_display_status keyword_id local_spend_amount
        local_spend_currency match_type new_downloads redownloads search_term_source search_term_text taps
        avg_cpa_amount avg_cpa_currency conversion_rate ttr""",
        {"date": "2024-03-01", "local_spend_currency": "USD"},
    ),
    (
        "pinterest_ads",
        """ad_group_id advertiser_id campaign_id clickthrough_1 clickthrough_2 date impression_1 impression_2
        pin_promotion_id spend_in_micro_dollar total_conversions total_conversions_quantity
        total_conversions_value_in_micro_dollar campaign_status campaign_name campaign_daily_spend_cap
        cpc_in_micro_dollar ectr ecpc_in_micro_dollar page_visit_cost_per_action page_visit_roas
        checkout_roas video_length engagement_1 repin_1 total_checkout_value_in_micro_dollar
        total_page_visit""",
        {"date": "2024-03-01 00:00:00"},
    ),
    (
        "tiktok_ads",
        """dimensions__campaign_id metrics__spend metrics__clicks metrics__impressions metrics__conversion
        _dlt_id _dlt_load_id dimensions__stat_time_day""",
        {"dimensions__stat_time_day": "2024-03-01 00:00:00"},
    ),
    (
        "linkedin_ads",
        """clicks cost_in_local_currency date_range__start__year date_range__start__month
        date_range__start__day date_range__end__year date_range__end__month date_range__end__day campaign_id""",
        {
            "date_range__start__year": 2024,
            "date_range__start__month": 3,
            "date_range__start__day": 1,
            "date_range__end__year": 2024,
            "date_range__end__month": 3,
            "date_range__end__day": 1,
        },
    ),
    (
        "apple_search_ads",
        """metadata__campaign_id metadata__campaign_name metadata__app__adam_id total__local_spend__amount
        total__local_spend__currency total__taps total__impressions""",
        {"total__local_spend__currency": "USD"},
    ),
    (
        "microsoft_ads",
        """TimePeriod AccountId AccountName AccountNumber AccountStatus CampaignId CampaignName CampaignStatus
        CampaignType CurrencyCode AdDistribution Impressions Clicks Ctr AverageCpc Spend AveragePosition
        Conversions ConversionRate CostPerConversion LowQualityClicks LowQualityClicksPercent
        LowQualityImpressions LowQualityGeneralClicks LowQualitySophisticatedClicks DeviceType DeviceOS
        ImpressionSharePercent ImpressionLostToBudgetPercent QualityScore ExpectedCtr AdRelevance
        LandingPageExperience PhoneImpressions PhoneCalls Ptr Network Assists Revenue ReturnOnAdSpend
        CostPerAssist RevenuePerConversion RevenuePerAssist TrackingTemplate CustomParameters BudgetName
        BudgetStatus BudgetAssociationStatus TopVsOther BidMatchType DeliveredMatchType
        HistoricalQualityScore ViewThroughConversions AverageCpm AllConversions AllRevenue Goal GoalType
        AllConversionRate AllCostPerConversion AllReturnOnAdSpend ConversionsQualified
        LowQualityConversionsQualified AllConversionsQualified ViewThroughConversionsQualified
        ViewThroughRevenue VideoViews ViewThroughRate AverageCPV VideoViewsAt25Percent CompletedVideoViews
        VideoCompletionRate TotalWatchTimeInMS AverageWatchTimePerVideoView AverageWatchTimePerImpression
        Sales CostPerSale RevenuePerSale Installs CostPerInstall RevenuePerInstall Downloads
        PostClickDownloadRate CostPerDownload AppInstalls PostClickInstallRate CPI Purchases
        PostInstallPurchaseRate CPP Subscriptions PostInstallSubscriptionRate CPS
        AbsoluteTopImpressionRatePercent TopImpressionSharePercent ClickSharePercent
        ExactMatchImpressionSharePercent AudienceImpressionSharePercent RelativeCtr""",
        {"TimePeriod": "2024-03-01", "CurrencyCode": "USD"},
    ),
    (
        "amazon_ads",
        """date campaignId campaignName campaignStatus campaignBudgetAmount campaignBudgetType
        campaignBudgetCurrencyCode campaignRuleBasedBudgetAmount campaignApplicableBudgetRuleId
        campaignBiddingStrategy impressions clicks cost purchases1d purchases7d purchases14d purchases30d
        purchasesSameSku1d unitsSoldClicks30d unitsSoldSameSku7d sales1d sales7d sales14d sales30d
        attributedSalesSameSku30d kindleEditionNormalizedPagesRead14d
        kindleEditionNormalizedPagesRoyalties14d topOfSearchImpressionShare clickThroughRate costPerClick
        spend addToList qualifiedBorrows royaltyQualifiedBorrows acosClicks14d roasClicks14d""",
        {"date": "2024-03-01", "campaignBudgetCurrencyCode": "USD"},
    ),
    (
        "pinterest_ads",
        """CAMPAIGN_ID CAMPAIGN_ENTITY_STATUS CAMPAIGN_OBJECTIVE_TYPE CPC_IN_MICRO_DOLLAR CPM_IN_DOLLAR
        CPM_IN_MICRO_DOLLAR CTR CTR_2 ECPCV_IN_DOLLAR ECPCV_P95_IN_DOLLAR ECPC_IN_DOLLAR ECPE_IN_DOLLAR
        ECPM_IN_MICRO_DOLLAR ECPV_IN_DOLLAR ECTR EENGAGEMENT_RATE ENGAGEMENT_1 ENGAGEMENT_2 ENGAGEMENT_RATE
        IDEA_PIN_PRODUCT_TAG_VISIT_1 IMPRESSION_1 IMPRESSION_1_GROSS IMPRESSION_2
        INAPP_CHECKOUT_COST_PER_ACTION OUTBOUND_CLICK_1 PAGE_VISIT_COST_PER_ACTION PAGE_VISIT_ROAS
        PAID_IMPRESSION PIN_ID REPIN_1 REPIN_RATE SPEND_IN_DOLLAR SPEND_IN_MICRO_DOLLAR TOTAL_CHECKOUT
        TOTAL_CLICKTHROUGH TOTAL_CLICK_ADD_TO_CART TOTAL_CONVERSIONS TOTAL_CUSTOM TOTAL_ENGAGEMENT
        TOTAL_IMPRESSION_FREQUENCY TOTAL_IMPRESSION_USER TOTAL_LEAD TOTAL_VIDEO_3SEC_VIEWS
        TOTAL_VIDEO_AVG_WATCHTIME_IN_SECOND TOTAL_VIDEO_MRC_VIEWS TOTAL_VIDEO_P100_COMPLETE
        VIDEO_3SEC_VIEWS_2 VIDEO_MRC_VIEWS_1 WEB_CHECKOUT_ROAS WEB_SESSIONS_1 DATE""",
        {"DATE": "2024-03-01"},
    ),
]


@pytest.mark.parametrize(("source", "columns", "said"), LAYOUTS, ids=[f"{s} {c.split()[0]}" for s, c, _ in LAYOUTS])
def test_every_column_of_a_known_layout_is_mapped_kept_or_ignored(
    source: str, columns: str, said: dict[str, object]
) -> None:
    row = {**dict.fromkeys(columns.split(), "1"), **said}
    period = ("2024-03-01", "2024-03-01")
    batch = normalized([row], source, currency="USD", account_id="1", period=period)
    assert batch.unmapped == ()
    assert len(records(batch)) == 1


@pytest.mark.parametrize(("source", "columns", "said"), LAYOUTS, ids=[f"{s} {c.split()[0]}" for s, c, _ in LAYOUTS])
def test_what_a_loader_notes_of_its_own_is_no_content(source: str, columns: str, said: dict[str, object]) -> None:
    row = {**dict.fromkeys(columns.split(), "1"), **said}
    period = ("2024-03-01", "2024-03-01")
    marked = [
        normalized([{**row, **mark}], source, currency="USD", period=period).records["content"].to_pylist()
        for mark in ({}, {"_fivetran_synced": "a"}, {"_airbyte_extracted_at": "b"}, {"_dlt_load_id": "c"})
    ]
    assert marked == [marked[0]] * len(marked)
