"""Pinterest Ads: analytics answers and report files, flat rows, and the tables of Fivetran and Airbyte.

Source: Pinterest API v5, ads analytics. `_1` is paid, `_2` earned, and the totals are both. "Micro dollars" are
millionths of the account's currency. Days are UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.sources.envelopes import Opened, open_payload, rows_at, upstream_error
from domain.sources.nested import flattener, leave_as_read, spelled, spelled_all
from domain.sources.spec import Field, LevelRule, RawBatch, SourceSpec, Unit
from domain.vocabulary import Channel, DataSource, DateBasis, Level

OWN = frozenset(
    """spend_in_micro_dollar spend_in_dollar impression_1 impression_2 clickthrough_1 clickthrough_2 outbound_click_1
    paid_impression total_impression total_clickthrough total_impression_user pin_promotion_id pin_promotion_status
    total_conversions_value_in_micro_dollar targeting_value advertised_pin_id""".split()
)

ERROR_KEYS = frozenset({"code", "message", "status", "details"})


def unwrap(payload: object) -> RawBatch:
    """Rows of analytics answers, of report files that hold a list for each entity, or rows themselves."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    if {"code", "message"} <= set(entry) <= ERROR_KEYS:
        raise upstream_error(entry["code"], entry["message"])
    for name in ("items", "data"):
        rows = rows_at(entry, name)
        if rows is not None:
            return rows, {}, bool(entry.get("bookmark"))
    if entry and all(isinstance(value, list) and _are_rows(value) for value in entry.values()):
        return [row for value in entry.values() if isinstance(value, list) for row in value], {}, False
    return None


def _are_rows(values: list[object]) -> bool:
    return all(isinstance(value, Mapping) and spelled_all(frozenset(value)) & OWN for value in values)


def _expand(row: Mapping[str, object], page: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    """Paid impressions have two names, and only one of them is a part beside the earned ones."""
    del page
    names = {spelled(name): value for name, value in row.items()}
    if "paid_impression" in names and "impression_2" in names:
        return ({"impression_1": names["paid_impression"], **row},)
    return (row,)


def signature(keys: frozenset[str]) -> bool:
    """Names that only Pinterest's reports have."""
    return bool(spelled_all(keys) & OWN)


SPEC = SourceSpec(
    name=DataSource("pinterest_ads"),
    title="Pinterest Ads",
    meaning="Promoted pins, paid and earned together; micro dollars are millionths of the account's currency.",
    fields=(
        Field("account_id", ("advertiser_id", "ad_account_id", "account_id")),
        Field("account_name", ("advertiser_name", "ad_account_name", "account_name")),
        Field("account_timezone", ("account_timezone",)),
        Field("campaign_id", ("campaign_id",)),
        Field("campaign_name", ("campaign_name",)),
        Field("ad_group_id", ("ad_group_id", "adgroup_id")),
        Field("ad_group_name", ("ad_group_name",)),
        Field("ad_id", ("pin_promotion_id", "ad_id")),
        Field("ad_name", ("pin_promotion_name", "ad_name")),
        Field("criterion_id", ("keyword_id",)),
        Field("objective", ("campaign_objective_type", "objective_type", "objective")),
        Field("status", ("pin_promotion_status", "ad_group_entity_status", "campaign_status", "status")),
        Field("landing_url", ("destination_url",)),
        Field("currency", ("currency", "account_currency")),
        Field("date_start", ("date", "day")),
        Field("date_stop", ("date_stop",)),
        Field("spend", ("spend_in_micro_dollar",), Unit.MICROS),
        Field("spend", ("spend_in_dollar", "spend_in_account_currency", "spend")),
        Field("impressions", ("total_impression",)),
        Field("impressions", ("impression_1", "impression_2"), added=True),
        Field("impressions", ("paid_impression", "impressions", "impression")),
        Field("clicks", ("total_clickthrough",)),
        Field("clicks", ("clickthrough_1", "clickthrough_2"), added=True),
        Field("clicks", ("total_click", "clickthrough", "pin_clicks", "clicks")),
        Field("outbound_clicks", ("outbound_click_1", "outbound_click_2"), added=True),
        Field("outbound_clicks", ("outbound_clicks",)),
        Field("conversions", ("total_conversions", "conversions", "total_conversions_checkout")),
        Field("revenue", ("total_conversions_value_in_micro_dollar",), Unit.MICROS),
        Field("revenue", ("total_conversions_value", "revenue", "total_order_value_checkout")),
        Field("view_through_conversions", ("total_view_conversions",)),
        Field("video_views", ("total_video_mrc_views",)),
        Field("video_views", ("video_mrc_views_1", "video_mrc_views_2"), added=True),
        Field("video_p25", ("total_video_p_25_combined",)),
        Field("video_p50", ("total_video_p_50_combined",)),
        Field("video_p75", ("total_video_p_75_combined",)),
        Field("video_p95", ("total_video_p_95_combined",)),
        Field("video_p100", ("total_video_p_100_complete",)),
    ),
    levels=(
        LevelRule(Level.KEYWORD, "criterion_id", ("ad_group_id", "criterion_id")),
        LevelRule(Level.AD, "ad_id"),
        LevelRule(Level.AD_GROUP, "ad_group_id"),
        LevelRule(Level.CAMPAIGN, "campaign_id"),
        LevelRule(Level.ACCOUNT, "account_id"),
    ),
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flattener(_expand, lifted=frozenset({"metrics"})),
    refine=leave_as_read,
    signature=signature,
    default_channel=Channel.PAID_SOCIAL,
    breakdowns=frozenset(
        """targeting_type targeting_value country region gender age_bucket placement device_type app_type locale
        product_group_id product_item_id""".split()
    ),
    country=("country",),
    platform_metrics=frozenset(
        """total_* video_* engagement_* repin_* save_* reach* frequency onsite_* web_* inapp_* offline_* idea_pin_*
        outbound_click_* impression_1* impression_2* clickthrough_1* clickthrough_2* leads* lead_* quiz_* unique_*
        collection_* story_* social_*""".split()
    ),
    ignored=frozenset(
        """cpc* cpm* ctr* ecpc* ecpm* ecpe* ecpcv* ecpv* ectr* ecp_* e_cp* *_rate *_rate_* *_roas *_roas_* cost_per_*
        *_cost_per_* checkout_roas average_* avg_*""".split()
    ),
    kept=frozenset(
        """pin_id advertised_pin_id campaign_daily_spend_cap campaign_lifetime_spend_cap campaign_managed_status
        campaign_entity_status ad_group_status ad_account_status order_line_id order_line_name targeting_name
        campaign_start_time campaign_end_time keyword match_type bid_in_micro_currency""".split()
    ),
)
