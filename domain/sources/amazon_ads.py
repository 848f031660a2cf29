"""Amazon Ads: rows of reports of versions 2 and 3, and the report tables of Fivetran and Airbyte.

Source: Amazon Ads API, reporting. Ids are whole numbers beyond 2^53. Conversions come once for each attribution window,
of 1, 7, 14 and 30 days, each inside the next one: one window counts, 30 days where it is given, and names the row's
attribution. Days are those of the profile's time zone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from domain.normalize.draft import Draft
from domain.normalize.numbers import DECIMALS, Numbers
from domain.sources.envelopes import Opened, open_payload, rows_at, upstream_error
from domain.sources.nested import channel_by_type, flattener, spelled_all
from domain.sources.spec import Field, LevelRule, RawBatch, SourceSpec
from domain.vocabulary import Channel, DataSource, DateBasis, Level

WINDOWS = (30, 14, 7, 1)
COUNTS = ("purchases_{}_d", "attributed_conversions_{}_d", "{}_day_total_orders")
VALUES = ("sales_{}_d", "attributed_sales_{}_d", "{}_day_total_sales")
OWN = frozenset(
    """campaign_budget_amount campaign_budget_currency_code campaign_budget_type advertised_asin advertised_sku
    ad_keyword_status keyword_bid record_type new_to_brand_purchases purchases_clicks sales_clicks units_sold_clicks
    placement_classification""".split()
)
_WINDOWED = re.compile(
    r"(purchases|sales|attributed|units_sold)\w*_(1|7|14|30)_d(_\w+)?|(1|7|14|30)_day_total_(orders|sales)"
)


def unwrap(payload: object) -> RawBatch:
    """Rows of report files, or rows themselves."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    if {"code", "details"} <= set(entry) <= {"code", "details", "requestId"}:
        raise upstream_error(entry["code"], entry["details"])
    rows = rows_at(entry, "rows") or rows_at(entry, "report")
    return None if rows is None else (rows, {}, bool(entry.get("nextToken")))


def refine(draft: Draft) -> None:
    """The widest window that a row reports, and the channel of its kind of ads."""
    channel_by_type(draft)
    counts, values = Numbers.missing(len(draft)), Numbers.missing(len(draft))
    labels: list[str] = ["default"] * len(draft)
    for days in WINDOWS:
        count, value = (_read(draft, tuple(name.format(days) for name in names)) for names in (COUNTS, VALUES))
        free = ~(counts.known | values.known)
        for position in np.flatnonzero(free & (count.known | value.known)).tolist():
            labels[position] = f"{days}d"
        counts = counts.filled(Numbers(count.values, count.known & free))
        values = values.filled(Numbers(value.values, value.known & free))
    free = ~(counts.known | values.known)
    plain, worth = _read(draft, ("purchases", "conversions", "orders")), _read(draft, ("sales", "revenue"))
    draft.numbers["conversions"] = counts.filled(Numbers(plain.values, plain.known & free))
    draft.numbers["revenue"] = values.filled(Numbers(worth.values, worth.known & free))
    draft.texts["attribution"] = list(labels)


def _read(draft: Draft, names: tuple[str, ...]) -> Numbers:
    found = Numbers.missing(len(draft))
    for name in names:
        if name in draft.names:
            found = found.filled(draft.read_number(name, DECIMALS))
    return found


def signature(keys: frozenset[str]) -> bool:
    """Names that only Amazon's reports have."""
    names = spelled_all(keys)
    return bool(names & OWN) or any(_WINDOWED.fullmatch(name) for name in names)


SPEC = SourceSpec(
    name=DataSource("amazon_ads"),
    title="Amazon Ads",
    meaning="Sponsored products, brands and display on Amazon.",
    fields=(
        Field("account_id", ("profile_id", "account_id", "entity_id")),
        Field("account_name", ("profile_name", "account_name")),
        Field("account_timezone", ("timezone", "account_timezone")),
        Field("campaign_id", ("campaign_id",)),
        Field("campaign_name", ("campaign_name",)),
        Field("ad_group_id", ("ad_group_id",)),
        Field("ad_group_name", ("ad_group_name",)),
        Field("ad_id", ("ad_id",)),
        Field("ad_name", ("ad_name",)),
        Field("criterion_id", ("keyword_id", "target_id")),
        Field("search_term", ("search_term", "query")),
        Field("campaign_type", ("ad_product", "campaign_type")),
        Field("status", ("campaign_status", "status")),
        Field("currency", ("campaign_budget_currency_code", "currency", "currency_code")),
        Field("date_start", ("date", "report_date", "start_date", "day")),
        Field("date_stop", ("end_date", "date_stop")),
        Field("hour", ("hour",)),
        Field("spend", ("cost", "spend")),
        Field("impressions", ("impressions",)),
        Field("clicks", ("clicks",)),
        Field("video_p25", ("video_first_quartile_views",)),
        Field("video_p50", ("video_midpoint_views",)),
        Field("video_p75", ("video_third_quartile_views",)),
        Field("video_p100", ("video_complete_views",)),
    ),
    levels=(
        LevelRule(Level.SEARCH_TERM, "search_term", ("ad_group_id", "criterion_id", "search_term")),
        LevelRule(Level.KEYWORD, "criterion_id", ("ad_group_id", "criterion_id")),
        LevelRule(Level.AD, "ad_id"),
        LevelRule(Level.AD_GROUP, "ad_group_id"),
        LevelRule(Level.CAMPAIGN, "campaign_id"),
        LevelRule(Level.ACCOUNT, "account_id"),
    ),
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flattener(lifted=frozenset({"metric"})),
    refine=refine,
    signature=signature,
    default_channel=Channel.SHOPPING,
    channels={
        "sponsored_products": Channel.SHOPPING,
        "sponsored_brands": Channel.SHOPPING,
        "sponsored_display": Channel.DISPLAY,
        "sponsored_television": Channel.VIDEO,
        "demand_side_platform": Channel.DISPLAY,
    },
    breakdowns=frozenset(
        """placement_classification campaign_placement placement matched_target purchased_asin asin other_asin
        marketplace targeting_type""".split()
    ),
    platform_metrics=frozenset(
        """purchases_* sales_* attributed_* units_sold* new_to_brand_* kindle_edition_* top_of_search_impression_share
        viewable_impressions video_* detail_page_views branded_searches add_to_cart* add_to_list* qualified_borrows*
        royalty_qualified_borrows* impressions_views cumulative_reach frequency_* view_* leads* links_out*
        long_term_* invalid_* *_day_*""".split()
    ),
    ignored=frozenset(
        """acos_* roas_* *_acos *_acos_* *_roas cost_per_* click_through_rate ctr *_rate *_rate_* *_rates return_on_ad_spend average_* e_cp*""".split()
    ),
    kept=frozenset(
        """campaign_budget_amount campaign_budget_type campaign_budget campaign_rule_based_budget_amount
        campaign_applicable_budget_rule_id campaign_applicable_budget_rule_name campaign_bidding_strategy portfolio_id
        portfolio_name keyword keyword_text keyword_type keyword_bid ad_keyword_status retailer cost_type record_type
        record_id updated_at target targeting match_type advertised_asin advertised_sku targeting_expression targeting_text ad_status ad_group_status sku tactic
        tactic_type country_code premium budget_currency_code""".split()
    ),
    consumed=frozenset(name.format(days) for names in (COUNTS, VALUES) for name in names for days in WINDOWS)
    | {"purchases", "conversions", "orders", "sales", "revenue"},
    derived=frozenset({"conversions", "revenue"}),
)
