"""Meta Business: Ads Insights rows and envelopes.

Source: Meta Marketing API, Ads Insights. Numbers arrive as text; absent is unknown, not zero;
conversions arrive several times in one row under several names (see `meta_families`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from domain.conversions import DEFAULT_RULES, ClickBasis, ConversionRules
from domain.issues import IssueLog
from domain.normalize.draft import Draft
from domain.normalize.numbers import COUNTS, DECIMALS, Numbers
from domain.records import MICROS
from domain.sources.envelopes import Opened, decode_body, open_payload, refuse_error
from domain.sources.meta_actions import ActionTable, read_actions
from domain.sources.meta_counts import Family, count_families, count_primary
from domain.sources.meta_families import FAMILIES
from domain.sources.spec import BatchContext, Field, FlatBatch, LevelRule, RawBatch, SourceSpec
from domain.vocabulary import Channel, DataSource, DateBasis, Level

VIDEO_STATS = ("video_play_actions", "video_30_sec_watched_actions")
STAT_LISTS = frozenset(
    {"actions", "action_values", "conversions", "conversion_values", "purchase_roas", "outbound_clicks"}
)


def unwrap(payload: object) -> RawBatch:
    """Rows of Insights answers: pages, lists of pages, Graph batch answers, or rows themselves."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    if "body" in entry and "code" in entry:
        body = decode_body(entry["body"])
        return _open_envelope(refuse_error(body)) if isinstance(body, dict) else None
    data, paging = entry.get("data"), entry.get("paging")
    if not isinstance(data, list):
        return None
    return data, {}, isinstance(paging, dict) and bool(paging.get("next"))


def flatten(raw: RawBatch, context: BatchContext, log: IssueLog) -> FlatBatch:
    """Insights rows are flat already."""
    del context, log
    rows = [(index, row) for index, row in enumerate(raw.rows) if isinstance(row, dict)]
    return FlatBatch([row for _, row in rows], [index for index, _ in rows])


def refine(draft: Draft) -> None:
    """Conversions by family, clicks by basis, video views."""
    rules = draft.rules
    actions = read_actions(draft, "actions", rules.attribution)
    values = read_actions(draft, "action_values", rules.attribution)
    families = count_families(actions, values, rules)
    _settle_primary(draft, count_primary(families, actions, values, rules), actions)
    _read_given_totals(draft)
    _value_from_roas(draft)
    _settle_clicks(draft, actions)
    _settle_video(draft)
    draft.families |= {family.name: (family.counts, family.values) for family in families}
    label = rules.attribution.label
    draft.texts["attribution"] = ["7d_click+1d_view" if w else label for w in actions.from_windows.tolist()]


def _settle_primary(draft: Draft, primary: Family | None, actions: ActionTable) -> None:
    if primary is None:
        draft.numbers["conversions"] = Numbers(np.zeros(len(draft), np.int64), actions.present.copy())
        if actions.present.any():
            draft.log.add("NO_PRIMARY_CONVERSIONS", detail=_none_found(draft.rules))
        return
    valued_only = primary.values.known & ~primary.counts.known
    known = (actions.present & ~valued_only) | primary.counts.known
    draft.numbers["conversions"] = Numbers(primary.counts.values, known)
    draft.numbers["revenue"] = primary.values.filled(draft.number("revenue"))
    for position in np.flatnonzero(primary.twins).tolist():
        draft.report("META_POSSIBLE_DOUBLE_COUNT", position, None, name="actions")
    for position in np.flatnonzero(primary.mirrored).tolist():
        draft.report("MIRROR_ACTIONS_ONLY", position, None, name="actions")
    for position in np.flatnonzero(valued_only).tolist():
        draft.report("VALUE_WITHOUT_COUNT", position, None, name="action_values")


def _none_found(rules: ConversionRules) -> str:
    what = "type" if rules.action_types else "family"
    return f"No row has an action of the {rules.primary_name} {what}."


def _read_given_totals(draft: Draft) -> None:
    """A number under `conversions` is already counted; a list there is action stats (custom conversions)."""
    cells = draft.cells("conversions") if "conversions" in draft.names else []
    if any(isinstance(cell, list) or (isinstance(cell, str) and cell.lstrip().startswith("[")) for cell in cells):
        asked = draft.rules.attribution
        _keep_custom(draft, read_actions(draft, "conversions", asked), read_actions(draft, "conversion_values", asked))
    elif cells:
        draft.numbers["conversions"] = draft.read_number("conversions", DECIMALS).filled(draft.number("conversions"))


def _keep_custom(draft: Draft, counts: ActionTable, values: ActionTable) -> None:
    for action_type in sorted({*counts.types, *values.types}):
        draft.families[action_type] = (counts.of_type(action_type), values.of_type(action_type))


def _value_from_roas(draft: Draft) -> None:
    rules = draft.rules
    if "purchase_roas" not in draft.names or rules.action_types or rules.primary != DEFAULT_RULES.primary:
        return
    revenue, spend = draft.number("revenue"), draft.number("spend")
    roas = read_actions(draft, "purchase_roas", rules.attribution)
    families = count_families(roas, roas)
    if not families:
        return
    family = families[0]
    missing = ~revenue.known & spend.known & family.counts.known
    product = np.rint(family.counts.values.astype(np.float64) / MICROS * spend.values).astype(np.int64)
    draft.numbers["revenue"] = revenue.filled(Numbers(np.where(missing, product, 0), missing))
    for position in np.flatnonzero(missing).tolist():
        draft.report("VALUE_FROM_ROAS", position, None, name="purchase_roas")


def _settle_clicks(draft: Draft, actions: ActionTable) -> None:
    clicks = draft.number("clicks")
    link_clicks = draft.number("link_clicks").filled(_whole(actions.of_type("link_click")))
    only_link = ~clicks.known & draft.number("link_clicks").known
    draft.numbers["link_clicks"] = link_clicks
    if draft.rules.click_basis is ClickBasis.LINK:
        _count_link_clicks(draft, clicks, link_clicks)
        return
    draft.numbers["clicks"] = clicks.filled(Numbers(link_clicks.values, only_link))
    draft.texts["click_basis"] = ["LINK" if link else "ALL" for link in only_link.tolist()]


def _count_link_clicks(draft: Draft, clicks: Numbers, link_clicks: Numbers) -> None:
    """All clicks do not stand in for link clicks: where these are unknown, so are `clicks`."""
    for position in np.flatnonzero(clicks.known & ~link_clicks.known).tolist():
        draft.report("LINK_CLICKS_MISSING", position, int(clicks.values[position]), name="clicks")
    draft.numbers["clicks"] = Numbers(link_clicks.values.copy(), link_clicks.known.copy())
    draft.texts["click_basis"] = [ClickBasis.LINK.value] * len(draft)


def _settle_video(draft: Draft) -> None:
    for name in VIDEO_STATS:
        if name in draft.names:
            draft.numbers["video_views"] = draft.number("video_views").filled(_whole(read_actions(draft, name).total()))


def _whole(micros: Numbers) -> Numbers:
    return Numbers(micros.values // MICROS * COUNTS.factor, micros.known)


def signature(keys: frozenset[str]) -> bool:
    """Insights rows: their own field names, or a dated row of delivery."""
    own = {"actions", "action_values", "adset_id", "inline_link_clicks", "account_currency", "purchase_roas"}
    return bool(keys & own) or ("date_start" in keys and bool(keys & {"spend", "impressions"}))


SPEC = SourceSpec(
    name=DataSource("meta_business"),
    title="Meta Business",
    meaning="Facebook and Instagram ads, from the Ads Insights API.",
    fields=(
        Field("account_id", ("account_id",)),
        Field("account_name", ("account_name",)),
        Field("account_timezone", ("timezone_name", "account_timezone", "timezone")),
        Field("campaign_id", ("campaign_id",)),
        Field("campaign_name", ("campaign_name",)),
        Field("ad_group_id", ("adset_id", "ad_set_id", "ad_group_id")),
        Field("ad_group_name", ("adset_name", "ad_set_name", "ad_group_name")),
        Field("ad_id", ("ad_id",)),
        Field("ad_name", ("ad_name",)),
        Field("campaign_type", ("buying_type",)),
        Field("objective", ("objective",)),
        Field("status", ("effective_status", "status")),
        Field("currency", ("account_currency", "currency")),
        Field("date_start", ("date_start", "date", "day")),
        Field("date_stop", ("date_stop",)),
        Field("spend", ("spend",)),
        Field("impressions", ("impressions",)),
        Field("clicks", ("clicks",)),
        Field("link_clicks", ("inline_link_clicks", "link_clicks")),
        Field("revenue", ("revenue", "conversion_value", "purchase_value")),
        Field("video_views", ("video_views",)),
    ),
    levels=(
        LevelRule(Level.AD, "ad_id"),
        LevelRule(Level.AD_GROUP, "ad_group_id"),
        LevelRule(Level.CAMPAIGN, "campaign_id"),
        LevelRule(Level.ACCOUNT, "account_id"),
    ),
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flatten,
    refine=refine,
    signature=signature,
    default_channel=Channel.PAID_SOCIAL,
    flat=True,
    breakdowns=frozenset(
        """age gender country region dma publisher_platform platform_position impression_device device_platform
        product_id frequency_value hourly_stats_aggregated_by_advertiser_time_zone
        hourly_stats_aggregated_by_audience_time_zone place_page_id user_segment_key body_asset
        call_to_action_asset description_asset image_asset link_url_asset title_asset video_asset
        media_asset_url media_creator media_destination_url media_format media_origin_url media_text_content
        ad_format_asset app_id breakdown_effect conversion_destination landing_destination mmm
        standard_event_content_type signal_source_bucket marketing_messages_btn_name""".split()
    ),
    country=("country",),
    device=("impression_device", "device_platform"),
    platform_metrics=frozenset(
        """reach frequency unique_clicks unique_inline_link_clicks inline_post_engagement full_view_impressions
        full_view_reach social_spend quality_ranking engagement_rate_ranking conversion_rate_ranking
        estimated_ad_recallers canvas_avg_view_percent canvas_avg_view_time""".split()
    ),
    ignored=frozenset(
        """cpm cpc ctr cpp cost_per_action_type cost_per_conversion cost_per_inline_link_click cost_per_thruplay
        cost_per_unique_action_type cost_per_unique_click cost_per_inline_post_engagement unique_ctr website_ctr
        inline_link_click_ctr outbound_clicks_ctr unique_inline_link_click_ctr unique_link_clicks_ctr
        cost_per_outbound_click cost_per_unique_outbound_click cost_per_unique_inline_link_click
        mobile_app_purchase_roas website_purchase_roas roas conversion_rate cost_per_ad_click""".split()
    ),
    consumed=STAT_LISTS | frozenset(VIDEO_STATS),
    derived=frozenset({"conversions"}),
    kept=frozenset(
        """id attribution_setting created_time updated_time account_status optimization_goal unique_actions
        unique_outbound_clicks video_p25_watched_actions video_p50_watched_actions video_p75_watched_actions
        video_p95_watched_actions video_p100_watched_actions video_thruplay_watched_actions
        video_avg_time_watched_actions video_15_sec_watched_actions video_play_curve_actions
        video_continuous_2_sec_watched_actions daily_budget lifetime_budget""".split()
    ),
    rules=frozenset(
        {"primary_conversion", "action_types", "tier_mode", "last_tier", "attribution", "click_basis", "preset"}
    ),
    families=FAMILIES,
    account_noise=("act_",),
)
