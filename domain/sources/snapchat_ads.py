"""Snapchat Ads: stats answers, flat rows, and the hourly and daily tables of Fivetran and Airbyte.

Source: Snapchat Marketing API, measurement. Money is in micros, values of conversions too; `swipes` are clicks. Days
and hours are those of the account, as written. Times of viewing are milliseconds and are only kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from domain.normalize.draft import Draft
from domain.normalize.numbers import DECIMALS, MICRO_AMOUNTS
from domain.normalize.texts import parse_day
from domain.sources.envelopes import Opened, open_payload, rows_at, upstream_error
from domain.sources.nested import flattener, hour_of, spelled_all
from domain.sources.spec import AD_LEVELS, Field, RawBatch, SourceSpec, Unit
from domain.vocabulary import Channel, DataSource, DateBasis

OWN = frozenset(
    """timeseries_stat total_stat timeseries swipes screen_time_millis view_time_millis attachment_quartile_1
    conversion_purchases_value conversion_sign_ups conversion_add_cart conversion_page_views ad_squad_id
    adsquad_id""".split()
)
STATS = ("timeseries_stats", "total_stats", "lifetime_stats")
IDS = {
    "AD": "ad_id",
    "AD_SQUAD": "ad_squad_id",
    "ADSQUAD": "ad_squad_id",
    "CAMPAIGN": "campaign_id",
    "AD_ACCOUNT": "ad_account_id",
}
PLACES = {"ad": "AD", "adsquad": "AD_SQUAD", "campaign": "CAMPAIGN"}
EVENTS = {
    "purchase": "purchases",
    "sign_up": "sign_ups",
    "add_to_cart": "add_cart",
    "view_content": "view_content",
    "page_view": "page_views",
    "add_billing": "add_billing",
    "start_checkout": "start_checkout",
    "subscribe": "subscribe",
    "start_trial": "start_trial",
    "app_open": "app_opens",
    "save": "save",
    "search": "searches",
}
ONE_DAY = timedelta(days=1)


def unwrap(payload: object) -> RawBatch:
    """Stats of entities, or rows themselves."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    if str(entry.get("request_status", "")).upper() == "ERROR":
        raise upstream_error(entry.get("error_code"), entry.get("debug_message") or entry.get("display_message"))
    paging = entry.get("paging")
    more = isinstance(paging, Mapping) and bool(paging.get("next_link"))
    return next(((rows, {}, more) for name in STATS if (rows := rows_at(entry, name)) is not None), None)


def _expand(row: Mapping[str, object], page: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    del page
    stat = row.get("timeseries_stat") or row.get("total_stat") or row.get("lifetime_stat") or row
    return list(_facts(stat, {})) if isinstance(stat, Mapping) else []


def _facts(stat: Mapping[str, object], above: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Facts of one entity: of what it is broken down by where there is such, else one per step of its series."""
    named = {**above, **_identity(stat)}
    parts = stat.get("breakdown_stats")
    if isinstance(parts, Mapping) and parts:
        for kind, entities in parts.items():
            for entity in entities if isinstance(entities, Sequence) else ():
                yield from _facts({"type": PLACES.get(kind, kind.upper()), **_frame(stat), **entity}, named)
        return
    series = stat.get("timeseries")
    if isinstance(series, list):
        steps = [step for step in series if isinstance(step, Mapping)]
    elif isinstance(stat.get("stats"), Mapping) or "dimension_stats" in stat:
        steps = [stat]
    else:
        yield {**stat, **named, **_times(stat)}
        return
    for step in steps:
        yield from _step_facts(step, named, stat)


def _frame(stat: Mapping[str, object]) -> dict[str, object]:
    return {name: stat[name] for name in ("granularity", "start_time", "end_time") if name in stat}


def _step_facts(
    step: Mapping[str, object], named: Mapping[str, object], stat: Mapping[str, object]
) -> Iterator[Mapping[str, object]]:
    times = _times({**_frame(stat), **step})
    cells = step.get("dimension_stats")
    for figures in cells if isinstance(cells, list) else [step.get("stats")]:
        if isinstance(figures, Mapping):
            yield {**figures, **named, **times}


def _identity(stat: Mapping[str, object]) -> dict[str, object]:
    name = IDS.get(str(stat.get("type", "")).upper())
    return {name: stat.get("id")} if name and "id" in stat else {}


def _times(step: Mapping[str, object]) -> dict[str, object]:
    """Day and hour of a step; the end of a step is the start of the next one."""
    start, end = step.get("start_time") or step.get("date"), step.get("end_time")
    granularity = str(step.get("granularity", "")).upper()
    hour = hour_of(start)
    if hour is not None and (granularity == "HOUR" or (not granularity and "date" in step and not _is_daily(step))):
        return {"date": start, "hour": hour, "end_time": None}
    last = parse_day(end)[1]
    if last is None:
        return {"date": start, "end_time": None}
    first, closed = parse_day(start)[1], hour_of(end) not in {None, 0}
    stop = last if closed or last == first else last - ONE_DAY
    return {"date": start, "date_stop": stop.isoformat(), "end_time": None}


def _is_daily(row: Mapping[str, object]) -> bool:
    """Of tables without a granularity, those by place are daily and those by entity hourly."""
    return bool({"country", "region"} & row.keys())


def refine(draft: Draft) -> None:
    """Every event by its kind; purchases are the conversions."""
    for family, event in EVENTS.items():
        counts = draft.read_number(f"conversion_{event}", DECIMALS)
        values = draft.read_number(f"conversion_{event}_value", MICRO_AMOUNTS)
        if counts.known.any() or values.known.any():
            draft.families[family] = (counts, values)


def signature(keys: frozenset[str]) -> bool:
    """Names that only Snapchat's stats have."""
    return bool(spelled_all(keys) & OWN)


SPEC = SourceSpec(
    name=DataSource("snapchat_ads"),
    title="Snapchat Ads",
    meaning="Snap ads; its ad squads are ad groups, its swipes clicks, its purchases conversions.",
    fields=(
        Field("account_id", ("ad_account_id", "account_id")),
        Field("account_name", ("ad_account_name", "account_name")),
        Field("account_timezone", ("timezone", "account_timezone")),
        Field("campaign_id", ("campaign_id",)),
        Field("campaign_name", ("campaign_name",)),
        Field("ad_group_id", ("ad_squad_id", "adsquad_id", "ad_group_id")),
        Field("ad_group_name", ("ad_squad_name", "ad_group_name")),
        Field("ad_id", ("ad_id",)),
        Field("ad_name", ("ad_name",)),
        Field("objective", ("objective",)),
        Field("status", ("status",)),
        Field("landing_url", ("landing_url", "landing_page_url", "web_view_url")),
        Field("currency", ("currency",)),
        Field("date_start", ("date", "day")),
        Field("date_stop", ("date_stop",)),
        Field("hour", ("hour",)),
        Field("spend", ("spend",), Unit.MICROS),
        Field("spend", ("amount_spent",)),
        Field("impressions", ("impressions", "paid_impressions")),
        Field("clicks", ("swipes", "swipe_ups", "clicks")),
        Field("conversions", ("conversion_purchases", "conversions", "purchases")),
        Field("revenue", ("conversion_purchases_value",), Unit.MICROS),
        Field("revenue", ("purchases_value",)),
        Field("video_views", ("video_views",)),
        Field("video_p25", ("quartile_1",)),
        Field("video_p50", ("quartile_2",)),
        Field("video_p75", ("quartile_3",)),
        Field("video_p100", ("view_completion",)),
    ),
    levels=AD_LEVELS,
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flattener(_expand),
    refine=refine,
    signature=signature,
    default_channel=Channel.PAID_SOCIAL,
    breakdowns=frozenset(
        """country region dma gender age os make interest_category_id interest_category_name lifestyle_category
        operating_system""".split()
    ),
    country=("country",),
    platform_metrics=frozenset(
        """conversion_* attachment_* *_millis saves shares story_* uniques frequency reach total_* native_leads
        unlocks lens_* earned_* paid_* profile_clicks custom_event_* ad_click ad_view video_views_* position_*
        total_installs android_installs ios_installs avg_*""".split()
    ),
    ignored=frozenset("""swipe_up_percent ecpm ecpc ecpsu ecpv cost_per_* *_rate *_roas avg_position""".split()),
    kept=frozenset(
        """id type granularity start_time end_time finalized_data_end_time sub_request_status swipe_up_attribution_window
        view_attribution_window action_report_time""".split()
    ),
)
