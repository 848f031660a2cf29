"""Meta Business: Ads Insights rows and envelopes.

Source: Meta Marketing API, Ads Insights. Numbers arrive as text; absent is unknown, not zero;
conversions arrive several times in one row under several names (see `meta_families`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from domain.conversions import DEFAULT_RULES, ConversionRules
from domain.issue_log import IssueLog
from domain.normalize.draft import Draft
from domain.normalize.landing import UTM
from domain.normalize.numbers import DECIMALS, Numbers
from domain.records import MICROS
from domain.sources.envelopes import Opened, decode_body, open_payload, refuse_error
from domain.sources.meta_actions import ActionTable, read_actions
from domain.sources.meta_counts import Family, count_families, count_primary
from domain.sources.meta_creative import LINKS, TAGS
from domain.sources.meta_families import FAMILIES
from domain.sources.meta_figures import (
    HOURLY,
    STAT_COLUMNS,
    apart,
    settle_clicks,
    settle_counts,
    settle_date_basis,
    settle_hours,
    settle_view_through,
)
from domain.sources.meta_landing import settle_landing
from domain.sources.meta_names import label_of, relabel
from domain.sources.meta_tables import is_action_row, join_tables
from domain.sources.spec import AD_LEVELS, BatchContext, Field, FlatBatch, RawBatch, SourceSpec
from domain.vocabulary import Channel, DataSource, DateBasis

STAT_LISTS = frozenset({"actions", "action_values", "conversions", "conversion_values", "purchase_roas"})
NO_ID = (("campaign_id", "no_campaign_id"), ("ad_group_id", "no_adset_id"), ("ad_id", "no_ad_id"))
"""What dlt's loader writes where a report has no such id."""


def unwrap(payload: object) -> RawBatch:
    """Rows of Insights answers: pages, lists of pages, Graph batch answers, landed tables, or rows themselves."""
    return open_payload(join_tables(payload), _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    if "body" in entry and "code" in entry:
        body = decode_body(entry["body"])
        return _open_envelope(refuse_error(body)) if isinstance(body, dict) else None
    data, paging = entry.get("data"), entry.get("paging")
    if not isinstance(data, list):
        return None
    return data, {}, isinstance(paging, dict) and bool(paging.get("next"))


def flatten(raw: RawBatch, context: BatchContext, log: IssueLog) -> FlatBatch:
    """Insights rows are flat already; single actions of a landed table are refused."""
    del context
    rows = [(index, row) for index, row in enumerate(raw.rows) if isinstance(row, dict)]
    if any("action_type" in row for _, row in rows):
        for index in [index for index, row in rows if is_action_row(frozenset(row))]:
            log.add("ACTION_WITHOUT_REPORT", index, path="action_type", value=raw.rows[index]["action_type"])  # type: ignore[index]
        rows = [(index, row) for index, row in rows if index not in log.rejected]
    return FlatBatch([row for _, row in rows], [index for index, _ in rows])


def refine(draft: Draft) -> None:
    """Conversions by family, clicks by basis, video, hours, landing address, date basis."""
    rules = draft.rules
    _drop_placeholders(draft)
    actions = read_actions(draft, "actions", rules.attribution)
    values = read_actions(draft, "action_values", rules.attribution)
    families = count_families(actions, values, rules)
    _settle_primary(draft, count_primary(families, actions, values, rules), actions)
    _read_given_totals(draft)
    _value_from_roas(draft)
    settle_clicks(draft, actions)
    settle_view_through(draft)
    settle_counts(draft)
    settle_hours(draft)
    settle_date_basis(draft)
    settle_landing(draft, LINKS, TAGS)
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
        draft.report("META_POSSIBLE_DOUBLE_COUNT", position, _figure(primary.counts, position), name="actions")
    for position in np.flatnonzero(primary.mirrored).tolist():
        draft.report("MIRROR_ACTIONS_ONLY", position, _figure(primary.counts, position), name="actions")
    for position in np.flatnonzero(valued_only).tolist():
        draft.report("VALUE_WITHOUT_COUNT", position, _figure(primary.values, position), name="action_values")


def _figure(numbers: Numbers, position: int) -> int | float:
    micros = int(numbers.values[position])
    return micros // MICROS if micros % MICROS == 0 else micros / MICROS


def _none_found(rules: ConversionRules) -> str:
    what = "type" if rules.action_types else "family"
    return f"No row has an action of the {rules.primary_name} {what}."


def _read_given_totals(draft: Draft) -> None:
    """A number under `conversions` is already counted; a list there is action stats (custom conversions)."""
    cells = draft.cells("conversions") if "conversions" in draft.names else []
    if any(isinstance(cell, list) or (isinstance(cell, str) and cell.lstrip().startswith("[")) for cell in cells):
        asked = draft.rules.attribution
        numbers, lists = apart(draft, "conversions")
        _keep_custom(draft, read_actions(lists, "conversions", asked), read_actions(draft, "conversion_values", asked))
        if numbers is not None:
            given = numbers.read_number("conversions", DECIMALS)
            draft.numbers["conversions"] = given.filled(draft.number("conversions"))
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
    product = np.rint(family.counts.values.astype(np.float64) / MICROS * spend.values)
    beyond = missing & (np.abs(product) > DECIMALS.limit)
    for position in np.flatnonzero(beyond).tolist():
        draft.report("OUT_OF_RANGE", position, _figure(family.counts, position), name="purchase_roas")
    missing &= ~beyond
    product = np.where(missing, product, 0).astype(np.int64)
    draft.numbers["revenue"] = revenue.filled(Numbers(product, missing))
    for position in np.flatnonzero(missing).tolist():
        draft.report("VALUE_FROM_ROAS", position, _figure(family.counts, position), name="purchase_roas")


def _drop_placeholders(draft: Draft) -> None:
    for column, placeholder in NO_ID:
        ids = draft.texts.get(column)
        if ids is not None and placeholder in ids:
            draft.texts[column] = [None if value == placeholder else value for value in ids]


def signature(keys: frozenset[str]) -> bool:
    """Insights rows: their own field names, or a dated row of delivery."""
    own = {
        "actions",
        "action_values",
        "adset_id",
        "adset_name",
        "inline_link_clicks",
        "account_currency",
        "purchase_roas",
    }
    if keys & own or ("date_start" in keys and keys & {"spend", "impressions"}) or is_action_row(keys):
        return True
    return any(" " in key and _is_telling(key) for key in keys)


def _is_telling(name: str) -> bool:
    """Whether a column's label is one of Ads Manager's alone."""
    label = label_of(name)
    if label is not None and label.name == "spend":
        return name.startswith("Amount spent")  # Snapchat and Reddit write "Amount Spent"
    return label is not None and label.name in {"adset_name", "adset_id", "date_stop"}


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
    levels=AD_LEVELS,
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flatten,
    refine=refine,
    signature=signature,
    default_channel=Channel.PAID_SOCIAL,
    flat=True,
    breakdowns=frozenset(
        """age gender country region dma publisher_platform platform_position impression_device device_platform
        product_id frequency_value place_page_id user_segment_key body_asset
        call_to_action_asset description_asset image_asset link_url_asset title_asset video_asset
        media_asset_url media_creator media_destination_url media_format media_origin_url media_text_content
        ad_format_asset app_id breakdown_effect conversion_destination landing_destination mmm
        standard_event_content_type signal_source_bucket marketing_messages_btn_name""".split()
    )
    | frozenset(HOURLY),
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
    consumed=STAT_LISTS | frozenset(STAT_COLUMNS.values()) | frozenset({"action_report_time"}),
    derived=frozenset({"conversions", "view_through_conversions", *STAT_COLUMNS}) - {"video_views"},
    kept=frozenset(
        """id attribution_setting action_attribution_windows use_unified_attribution_setting
        use_account_attribution_setting created_time updated_time account_status optimization_goal unique_actions
        unique_outbound_clicks video_avg_time_watched_actions video_15_sec_watched_actions video_30_sec_watched_actions
        video_play_curve_actions video_continuous_2_sec_watched_actions daily_budget lifetime_budget budget_remaining
        results result_indicator creative_id""".split()
    )
    | frozenset((*LINKS, *TAGS, *UTM)),
    rules=frozenset(
        {"primary_conversion", "action_types", "tier_mode", "last_tier", "attribution", "click_basis", "preset"}
    ),
    families=FAMILIES,
    relabel=relabel,
    account_noise=("act_",),
)
