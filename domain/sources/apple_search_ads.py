"""Apple Search Ads: report answers, flat rows, and the report tables of Fivetran and Airbyte.

Source: Apple Search Ads Campaign Management API, reports. A row holds its steps under `granularity` and their sum under
`total`, which counts only where there are no steps; amounts are `{amount, currency}`. Installs after a tap are the
conversions, those after a view stand apart. There is no value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.sources.envelopes import Opened, number_at, open_payload, rows_at, upstream_error
from domain.sources.nested import channel_by_type, day_of, flattener, hour_of, spelled_all
from domain.sources.spec import Field, LevelRule, RawBatch, SourceSpec
from domain.vocabulary import Channel, DataSource, DateBasis, Level

OWN = frozenset(
    """local_spend local_spend_amount local_spend_currency taps tap_installs total_installs avg_cpa avg_cpt avg_cpm_amount
    tap_new_downloads new_downloads lat_on_installs lat_off_installs total_avg_cpi""".split()
)


def unwrap(payload: object) -> RawBatch:
    """Rows of report answers, or rows themselves; grand totals are left out."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    errors = rows_at(entry, "error", "errors")
    if errors and isinstance(errors[0], Mapping):
        raise upstream_error(errors[0].get("messageCode"), errors[0].get("message"))
    rows = rows_at(entry, "data", "reportingDataResponse", "row")
    rows = rows_at(entry, "reportingDataResponse", "row") if rows is None else rows
    if rows is None:
        return None
    seen = number_at(entry, "pagination", "startIndex") + number_at(entry, "pagination", "itemsPerPage")
    return rows, {}, seen < number_at(entry, "pagination", "totalResults")


def _expand(row: Mapping[str, object], page: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    del page
    metadata, steps, total = row.get("metadata"), row.get("granularity"), row.get("total")
    if not isinstance(metadata, Mapping):
        return (row,)
    if isinstance(steps, list) and steps:
        return [{**metadata, **_dated(step)} for step in steps if isinstance(step, Mapping)]
    beside = {name: value for name, value in row.items() if name not in {"metadata", "granularity", "total"}}
    return ({**beside, **metadata, **(total if isinstance(total, Mapping) else {})},)


def _dated(step: Mapping[str, object]) -> Mapping[str, object]:
    hour = hour_of(step.get("date"))
    return step if hour is None else {**step, "date": day_of(step["date"]), "hour": hour}


def signature(keys: frozenset[str]) -> bool:
    """Metadata beside figures, or names that only Apple's reports have."""
    names = spelled_all(keys)
    return bool(names & OWN) or ("metadata" in names and bool(names & {"granularity", "total"}))


SPEC = SourceSpec(
    name=DataSource("apple_search_ads"),
    title="Apple Search Ads",
    meaning="Ads in the App Store; taps are clicks, installs after a tap conversions.",
    fields=(
        Field("account_id", ("org_id", "organization_id", "account_id")),
        Field("account_name", ("org_name", "organization_name", "account_name")),
        Field("account_timezone", ("time_zone", "account_timezone")),
        Field("campaign_id", ("campaign_id",)),
        Field("campaign_name", ("campaign_name",)),
        Field("ad_group_id", ("ad_group_id",)),
        Field("ad_group_name", ("ad_group_name",)),
        Field("ad_id", ("ad_id",)),
        Field("ad_name", ("ad_name",)),
        Field("criterion_id", ("keyword_id",)),
        Field("search_term", ("search_term_text", "search_term")),
        Field("campaign_type", ("ad_channel_type",)),
        Field("status", ("ad_status", "ad_group_status", "campaign_status", "status")),
        Field("currency", ("local_spend_currency", "currency")),
        Field("date_start", ("date", "day")),
        Field("date_stop", ("date_stop",)),
        Field("hour", ("hour",)),
        Field("spend", ("local_spend_amount", "local_spend", "spend")),
        Field("impressions", ("impressions",)),
        Field("clicks", ("taps", "clicks")),
        Field("conversions", ("tap_installs", "installs_tap_through", "conversions", "installs")),
        Field("conversions", ("tap_new_downloads", "tap_redownloads"), added=True),
        Field("conversions", ("new_downloads", "redownloads"), added=True),
        Field("conversions", ("new_downloads_tap_through", "redownloads_tap_through"), added=True),
        Field("view_through_conversions", ("view_installs", "installs_view_through")),
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
    flatten=flattener(_expand),
    refine=channel_by_type,
    signature=signature,
    default_channel=Channel.PAID_SEARCH,
    channels={"search": Channel.PAID_SEARCH, "display": Channel.DISPLAY},
    breakdowns=frozenset(
        """country_or_region device_class age_range gender admin_area locality country_code search_term_source""".split()
    ),
    country=("country_or_region",),
    device=("device_class",),
    platform_metrics=frozenset(
        """installs_total *_total *_view_through total_installs total_new_downloads total_redownloads view_* tap_* new_downloads redownloads lat_*
        conversions_* pre_orders* tap_pre_orders* total_pre_orders* post_install_*""".split()
    ),
    ignored=frozenset("""avg_* cr_* *_rate *_cpi ttr total_avg_* average_* impression_share""".split()),
    kept=frozenset(
        """other modification_time campaign_modification_time serving_status serving_state_reasons display_status
        ad_group_serving_status ad_group_display_status ad_group_serving_state_reasons ad_display_status
        ad_serving_state_reasons ad_serving_status countries_or_regions country_or_region_serving_state_reasons
        app_app_name app_adam_id app_name adam_id supply_sources billing_event biddable deleted ad_group_deleted
        keyword keyword_status keyword_display_status match_type bid_amount_amount bid_amount_currency
        daily_budget_amount daily_budget_currency total_budget_amount total_budget_currency default_bid_amount_amount
        default_bid_amount_currency cpa_goal_amount cpa_goal_currency start_time end_time
        automated_keywords_opt_in pricing_model payment_model creative_type language product_page_id creative_set_id
        creative_set_name insights_bid_recommendation_suggested_bid_amount_amount
        insights_bid_recommendation_suggested_bid_amount_currency campaign_deleted""".split()
    ),
)
