"""LinkedIn Ads: adAnalytics answers, flat rows, and the `ad_analytics_by_*` tables of Fivetran and Airbyte.

Source: LinkedIn Marketing API, adAnalytics. Campaign groups are campaigns here, and campaigns ad groups. Days are UTC.
Conversions are those on the website plus leads of one-click forms; what spreads for nothing (`viral_*`) is not added.
Cost comes in local currency and in US dollars, value in local currency only: the local cost goes first, and where there
is only the other, a value in another currency is no revenue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from domain.money import parse_currency
from domain.normalize.draft import Draft
from domain.normalize.numbers import DECIMALS, Numbers
from domain.normalize.texts import read_texts
from domain.sources.envelopes import Opened, open_payload, rows_at, upstream_error
from domain.sources.nested import flattener, spelled, spelled_all
from domain.sources.spec import AD_LEVELS, Field, RawBatch, SourceSpec
from domain.vocabulary import Channel, DataSource, DateBasis

OWN = frozenset(
    """cost_in_usd cost_in_local_currency pivot_values conversion_value_in_local_currency external_website_conversions
    one_click_leads one_click_lead_form_opens landing_page_clicks approximate_unique_impressions
    approximate_member_reach company_page_clicks""".split()
)
URN = "urn:"
ENTITIES = {
    "sponsored_account": "account_id",
    "sponsored_campaign_group": "campaign_group_id",
    "sponsored_campaign": "campaign_id",
    "sponsored_creative": "creative_id",
}
"""Kinds of URNs that are levels; every other kind is a breakdown."""
USD = "USD"
IN_USD, VALUE = "cost_in_usd", "conversion_value_in_local_currency"


def unwrap(payload: object) -> RawBatch:
    """Elements of adAnalytics answers, or rows themselves."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    if "status" in entry and "message" in entry and ("serviceErrorCode" in entry or "code" in entry):
        raise upstream_error(entry.get("code") or entry["status"], entry["message"])
    rows = rows_at(entry, "elements")
    links = rows_at(entry, "paging", "links") or []
    return (
        None if rows is None else (rows, {}, any(isinstance(li, Mapping) and li.get("rel") == "next" for li in links))
    )


def _expand(row: Mapping[str, object], page: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    """One fact: its date range as days, its URNs as ids and breakdowns."""
    del page
    fact: dict[str, object] = {}
    for key, value in row.items():
        name = spelled(key)
        if name == "date_range" and isinstance(value, Mapping):
            fact |= {"date_start": _day(value.get("start")), "date_stop": _day(value.get("end"))}
        elif name in {"pivot_values", "pivot_value"}:
            fact |= _pivots(value if isinstance(value, list) else [value])
        else:
            fact[key] = value.rpartition(":")[2] if isinstance(value, str) and value.startswith(URN) else value
    return (fact,)


def _day(value: object) -> object:
    """`{"year": 2024, "month": 3, "day": 1}` as a day; what lacks a part is shown as it is and refused later."""
    if not isinstance(value, Mapping):
        return value
    parts = [value.get(part) for part in ("year", "month", "day")]
    return "-".join(f"{part:02}" for part in parts) if all(isinstance(part, int) for part in parts) else str(value)


def _pivots(values: list[object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for value in values:
        text = str(value)
        kind, _, identifier = text.rpartition(":") if text.startswith(URN) else ("pivot", "", text)
        name = spelled(kind.rpartition(":")[2])
        found[ENTITIES.get(name, f"pivot.{name}")] = identifier
    return found


def refine(draft: Draft) -> None:
    """No ROAS over two currencies: a value in another one than the spend is kept, but is no revenue."""
    if IN_USD not in draft.names:
        return
    revenue, in_local = draft.number("revenue"), draft.read_number("cost_in_local_currency", DECIMALS)
    in_usd = draft.number("spend").known & ~in_local.known
    home = np.asarray([code == USD for code in _local_currencies(draft)], np.bool_)
    foreign = in_usd & ~home & revenue.known
    draft.numbers["revenue"] = Numbers(np.where(foreign, 0, revenue.values), revenue.known & ~foreign)
    for position in np.flatnonzero(foreign).tolist():
        draft.report("VALUE_IN_OTHER_CURRENCY", position, draft.flat.rows[position].get(VALUE), name=VALUE)


def _local_currencies(draft: Draft) -> list[str | None]:
    """Currency of each row's account, as far as the row, the batch or the settings say."""
    stated = read_texts(draft.cells("currency")) if "currency" in draft.names else [None] * len(draft)
    settings, default = draft.context.account_currencies, draft.context.currency
    accounts = [account or draft.context.account_id for account in draft.text("account_id")]
    return [
        (parse_currency(text) if text else None) or default or settings.get(account or "")
        for text, account in zip(stated, accounts, strict=True)
    ]


def signature(keys: frozenset[str]) -> bool:
    """Names that only LinkedIn's reports have."""
    return bool(spelled_all(keys) & OWN)


SPEC = SourceSpec(
    name=DataSource("linkedin_ads"),
    title="LinkedIn Ads",
    meaning="Sponsored content and messages on LinkedIn; its campaign groups are campaigns, its campaigns ad groups.",
    fields=(
        Field("account_id", ("account_id", "account", "sponsored_account")),
        Field("account_name", ("account_name",)),
        Field("account_timezone", ("account_timezone",)),
        Field("campaign_id", ("campaign_group_id", "campaign_group", "sponsored_campaign_group")),
        Field("campaign_name", ("campaign_group_name",)),
        Field("ad_group_id", ("campaign_id", "campaign", "sponsored_campaign")),
        Field("ad_group_name", ("campaign_name",)),
        Field("ad_id", ("creative_id", "creative", "sponsored_creative", "ad_id")),
        Field("ad_name", ("creative_name", "ad_name")),
        Field("objective", ("objective_type", "objective")),
        Field("status", ("status",)),
        Field("landing_url", ("landing_page_url", "landing_page", "destination_url")),
        Field("currency", ("currency", "currency_code")),
        Field("date_start", ("day", "date", "date_start", "start_date", "start_date_in_utc")),
        Field("date_stop", ("date_stop", "end_date")),
        Field("spend", ("cost_in_local_currency",)),
        Field("spend", (IN_USD,), currency=USD),
        Field("spend", ("spend", "cost", "total_spent")),
        Field("impressions", ("impressions",)),
        Field("clicks", ("clicks",)),
        Field("link_clicks", ("landing_page_clicks",)),
        Field("conversions", ("external_website_conversions", "one_click_leads"), added=True),
        Field("conversions", ("conversions", "leads"), added=True),
        Field("revenue", (VALUE,)),
        Field("revenue", ("revenue", "total_conversion_value")),
        Field("view_through_conversions", ("external_website_post_view_conversions",)),
        Field("video_views", ("video_views",)),
        Field("video_p25", ("video_first_quartile_completions",)),
        Field("video_p50", ("video_midpoint_completions",)),
        Field("video_p75", ("video_third_quartile_completions",)),
        Field("video_p100", ("video_completions",)),
    ),
    levels=AD_LEVELS,
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flattener(_expand),
    refine=refine,
    signature=signature,
    default_channel=Channel.PAID_SOCIAL,
    breakdowns=frozenset({"member_country", "member_region", "member_industry", "member_seniority", "placement_name"}),
    breakdown_prefix="pivot_",
    platform_metrics=frozenset(
        f"""{IN_USD} {VALUE} viral_* sends opens external_website_post_click_conversions action_clicks ad_unit_clicks card_clicks
        card_impressions text_url_clicks company_page_clicks comment_likes comments likes follows shares reactions
        other_engagements total_engagements full_screen_plays video_starts one_click_lead_form_opens
        approximate_unique_impressions approximate_member_reach audience_penetration average_daily_reach_metrics
        lead_generation_mail_* qualified_leads valid_work_email_leads document_* download_clicks job_*
        registrations talent_leads subscription_clicks post_* landing_page_* headline_* event_* average_dwell_time
        average_video_watch_time average_event_watch_time""".split()
    ),
    ignored=frozenset(
        """cost_per_* ctr cpc cpm *_rate average_cpc average_cpm click_through_rate average_daily_reach* *_frequency
        cost_per_qualified_lead return_on_ad_spend*""".split()
    ),
    kept=frozenset("""pivot pivots string_of_pivot_values cost_type format type test_campaign""".split()),
    account_noise=("urn:li:sponsoredAccount:",),
)
