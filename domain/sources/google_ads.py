"""Google Ads: answers of the API, landed tables of other tools, and exports of its own pages.

Source: Google Ads API, GoogleAdsService. Money in micros; conversions are fractional; averages and ratios are ignored.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from domain.normalize.draft import Draft, Texts
from domain.normalize.landing import read_landing
from domain.normalize.numbers import DECIMALS
from domain.normalize.texts import read_texts
from domain.records import MICROS
from domain.sources import google_fields as google
from domain.sources.envelopes import Opened, open_payload
from domain.sources.google_conversions import BASIS, settle_conversions
from domain.sources.google_headers import is_export
from domain.sources.google_keys import settle_names
from domain.sources.google_rows import flatten
from domain.sources.google_words import channel_type
from domain.sources.spec import LevelRule, RawBatch, SourceSpec
from domain.vocabulary import Channel, DataSource, DateBasis, Level

COST_TOLERANCE = MICROS // 100
AUTO_TAGS = {"utm_source": "google", "utm_medium": "cpc"}
"""What Google's own click id stands for, where the caller says that the account tags its addresses by it."""


def unwrap(payload: object) -> RawBatch:
    """Rows of searchStream (a list of answers), of search pages, or rows themselves; summary rows are left out."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    results = entry.get("results")
    if not isinstance(results, list):
        is_empty_answer = (
            bool({"fieldMask", "field_mask", "summaryRow", "summary_row", "requestId", "request_id"} & set(entry))
            and "metrics" not in entry
        )
        return ([], {}, False) if is_empty_answer else None
    mask = entry.get("fieldMask") or entry.get("field_mask")
    if isinstance(mask, dict):
        mask = ",".join(str(path) for path in mask.get("paths", ()))
    more = entry.get("nextPageToken") or entry.get("next_page_token")
    return results, {"field_mask": mask} if mask else {}, bool(more)


def refine(draft: Draft) -> None:
    """Cost in two units, conversions, clicks, channels, landing addresses, names in place of ids."""
    _check_costs(draft)
    settle_conversions(draft)
    draft.numbers["link_clicks"] = draft.number("clicks")
    types = [channel_type(value) for value in draft.text("campaign_type")]
    draft.texts["campaign_type"] = types
    channels = draft.spec.channels
    draft.texts["channel"] = [channels.get(t, Channel.OTHER).value if t else None for t in types]
    _settle_landing(draft)
    settle_names(draft)


def _check_costs(draft: Draft) -> None:
    if "metrics.cost_micros" not in draft.names:
        return
    for name in google.UNIT_COSTS:
        if name in draft.names:
            units, spend = draft.read_number(name, DECIMALS), draft.number("spend")
            differs = units.known & spend.known & (np.abs(units.values - spend.values) > COST_TOLERANCE)
            for position in np.flatnonzero(differs).tolist():
                draft.report("COST_MISMATCH", position, draft.flat.rows[position].get(name), name=name)


def _settle_landing(draft: Draft) -> None:
    urls, suffixes = _first_of(draft, google.FINAL_URLS), _first_of(draft, google.URL_SUFFIXES)
    if any(urls) or any(suffixes):
        draft.texts.update(read_landing(urls, suffixes))
    if draft.context.metadata.get("auto_tagging") is True:
        for name, value in AUTO_TAGS.items():
            draft.texts[name] = [known or value for known in draft.text(name)]


def _first_of(draft: Draft, names: tuple[str, ...]) -> Texts:
    found: Texts = [None] * len(draft)
    for name in names:
        if name in draft.names:
            texts = read_texts([_first_text(cell) for cell in draft.cells(name)])
            found = [known or text for known, text in zip(found, texts, strict=True)]
    return found


def _first_text(cell: object) -> object:
    """Of a list of addresses, which tables keep as JSON, the first."""
    if isinstance(cell, str) and cell.lstrip().startswith("["):
        try:
            cell = msgspec.json.decode(cell)
        except msgspec.DecodeError:
            return cell
    return next(iter(cell), None) if isinstance(cell, list) else cell


def signature(keys: frozenset[str]) -> bool:
    """Rows with Google's resources, its micros, or the headers of its exports."""
    if keys & {"dimensions", "targeting_type", "recordType"} or any(key.startswith("dimensions__") for key in keys):
        return False  # metrics of another platform
    own = {"metrics", "segments", "cost_micros", "costMicros", "adGroupAd", "ad_group_ad", "base_campaign"}
    started = ("metrics.", "metrics_", "segments.", "segments_")
    return bool(keys & own) or any(key.startswith(started) for key in keys) or is_export(keys)


SPEC = SourceSpec(
    name=DataSource("google_ads"),
    title="Google Ads",
    meaning="Search, Shopping, Performance Max, Display, Video and App campaigns, from the Google Ads API.",
    fields=google.FIELDS,
    levels=(
        LevelRule(Level.SEARCH_TERM, "search_term", ("ad_group_id", "criterion_id", "search_term")),
        LevelRule(Level.KEYWORD, "criterion_id", ("ad_group_id", "criterion_id")),
        LevelRule(Level.AD, "ad_id", ("ad_group_id", "ad_id")),
        LevelRule(Level.ASSET_GROUP, "asset_group_id"),
        LevelRule(Level.AD_GROUP, "ad_group_id"),
        LevelRule(Level.CAMPAIGN, "campaign_id"),
        LevelRule(Level.ACCOUNT, "account_id"),
    ),
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flatten,
    refine=refine,
    signature=signature,
    default_channel=None,
    channels=google.CHANNELS,
    breakdowns=google.BREAKDOWNS,
    breakdown_prefix="segments.",
    country=(
        "segments.geo_target_country",
        "geographic_view.country_criterion_id",
        "user_location_view.country_criterion_id",
    ),
    device=("segments.device",),
    platform_metrics=google.PLATFORM_METRICS,
    ignored=google.IGNORED,
    consumed=frozenset({BASIS, *google.FINAL_URLS, *google.URL_SUFFIXES}),
    kept=google.KEPT,
    derived=frozenset({"link_clicks"}),
    rules=frozenset({"action_types", "conversion_column"}),
    account_noise=("customers/", "-"),
)
