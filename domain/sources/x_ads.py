"""X Ads (Twitter): stats answers, flat rows, and the report tables of Fivetran.

Source: X Ads API, analytics. Every figure of an answer is a list, one entry for each step from the start that the
request names; null is no value. Money is in micros of the account's currency. There is one row for each placement, and
the placement is a breakdown. Ids are base-36 text. Days begin at the account's midnight, which answers state in UTC: the
account's time zone, where it is known, tells which day that is; else it is the midnight within twelve hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.normalize.draft import Draft
from domain.normalize.numbers import DECIMALS, MICRO_AMOUNTS
from domain.normalize.texts import parse_day
from domain.sources.envelopes import Opened, open_payload, rows_at
from domain.sources.nested import flattener, spelled_all
from domain.sources.spec import AD_LEVELS, Field, RawBatch, SourceSpec, Unit
from domain.vocabulary import Channel, DataSource, DateBasis
from domain.zones import is_time_zone

OWN = frozenset(
    """id_data billed_charge_local_micro billed_engagements line_item_id promoted_tweet_id url_clicks media_views
    tweets_send conversion_purchases_metric conversion_purchases_sale_amount auto_created_conversion_purchases""".split()
)
IDS = {
    "ACCOUNT": "account_id",
    "CAMPAIGN": "campaign_id",
    "LINE_ITEM": "line_item_id",
    "PROMOTED_TWEET": "promoted_tweet_id",
    "PROMOTED_ACCOUNT": "promoted_tweet_id",
    "MEDIA_CREATIVE": "promoted_tweet_id",
}
ASKED = ("start_time", "end_time", "granularity", "placement", "entity")
"""What the request of an answer says, and `metadata` may say in its place."""
EVENTS = ("purchases", "custom", "sign_ups", "site_visits", "downloads", "add_to_cart", "checkout_initiated", "lead")
COUNTED = ("purchases", "custom")
NOON = 12


def unwrap(payload: object) -> RawBatch:
    """Entities of stats answers, or rows themselves."""
    return open_payload(payload, _open_envelope)


def _open_envelope(entry: Mapping[str, object]) -> Opened | None:
    rows, request = rows_at(entry, "data"), entry.get("request")
    if rows is None:
        return None
    params = request.get("params") if isinstance(request, Mapping) else None
    asked = {name: params[name] for name in ASKED if name in params} if isinstance(params, Mapping) else {}
    return rows, asked, bool(entry.get("next_cursor"))


def _expand(row: Mapping[str, object], page: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    cells = row.get("id_data")
    if not isinstance(cells, list):
        return (row,)
    name = IDS.get(str(page.get("entity", "")).upper())
    named = {name: row.get("id")} if name else {}
    named |= {"placement": page["placement"]} if page.get("placement") else {}
    return [fact for cell in cells if isinstance(cell, Mapping) for fact in _cell_facts(cell, named, page)]


def _cell_facts(
    cell: Mapping[str, object], named: Mapping[str, object], page: Mapping[str, object]
) -> Iterator[Mapping[str, object]]:
    metrics, segment = cell.get("metrics"), cell.get("segment")
    steps = _length(metrics)
    for place in range(steps):
        figures = _at(metrics, place)
        if isinstance(figures, dict) and figures:
            yield {**named, **_segment(segment), **_days(page, place, steps), **figures}


def _length(node: object) -> int:
    if isinstance(node, list):
        return len(node)
    return max(map(_length, node.values()), default=0) if isinstance(node, Mapping) else 0


def _uneven(row: Mapping[str, object]) -> str | None:
    """Which figures have fewer steps than others: to which days they belong, nobody can tell."""
    cells = row.get("id_data")
    for cell in cells if isinstance(cells, list) else ():
        metrics = cell.get("metrics") if isinstance(cell, Mapping) else None
        steps = _length(metrics)
        for name, length in _series(metrics, "metrics"):
            if length != steps:
                return f"{name} has {length} values, others have {steps}."
    return None


def _series(node: object, path: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, list):
        yield path, len(node)
    elif isinstance(node, Mapping):
        for name, inner in node.items():
            yield from _series(inner, f"{path}.{name}")


def _at(node: object, place: int) -> object:
    """The figures of one step; those without a value are left out."""
    if isinstance(node, list):
        return node[place] if place < len(node) else None
    if not isinstance(node, Mapping):
        return None
    found = {name: _at(inner, place) for name, inner in node.items()}
    return {name: value for name, value in found.items() if value is not None and value != {}}


def _segment(segment: object) -> dict[str, object]:
    if isinstance(segment, Mapping):
        return {"segment": segment.get("segment_name") or segment.get("segment_value")}
    return {} if segment is None else {"segment": segment}


def _days(page: Mapping[str, object], place: int, steps: int) -> dict[str, object]:
    """Days of a step, in the account's time: the request's start is the account's midnight."""
    zone = page.get("timezone")
    start, end = _local(page.get("start_time"), zone), _local(page.get("end_time"), zone)
    if start is None:
        return {}
    granularity = str(page.get("granularity", "")).upper()
    if granularity == "HOUR":
        moment = start + timedelta(hours=place)
        return {"date": moment.date().isoformat(), "hour": moment.hour}
    if granularity == "DAY" or (not granularity and steps > 1) or end is None:
        return {"date": (start + timedelta(days=place)).date().isoformat()}
    last = max((end - timedelta(seconds=1)).date(), start.date())
    return {"date": start.date().isoformat(), "date_stop": last.isoformat()}


def _local(value: object, zone: object) -> datetime | None:
    """A midnight as the account's clock shows it; stated in UTC without a zone, it is the one within twelve hours."""
    day = parse_day(value)[1]
    if day is None or not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return _midnight(day)
    if moment.tzinfo is None or moment.utcoffset():
        return moment.replace(tzinfo=None)
    if isinstance(zone, str) and is_time_zone(zone):
        there = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        if not there.hour:
            return there
    return _midnight(day + timedelta(days=1) if moment.hour >= NOON else day)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a local midnight


def refine(draft: Draft) -> None:
    """Every event by its kind."""
    for event in EVENTS:
        counts = draft.read_number(f"conversion_{event}_metric", DECIMALS)
        values = draft.read_number(f"conversion_{event}_sale_amount", MICRO_AMOUNTS)
        if counts.known.any() or values.known.any():
            draft.families[event] = (counts, values)


def signature(keys: frozenset[str]) -> bool:
    """Names that only X's stats have."""
    return bool(spelled_all(keys) & OWN)


SPEC = SourceSpec(
    name=DataSource("x_ads"),
    title="X Ads",
    meaning="Promoted posts on X (Twitter); its line items are ad groups.",
    fields=(
        Field("account_id", ("account_id",)),
        Field("account_name", ("account_name",)),
        Field("account_timezone", ("timezone", "account_timezone")),
        Field("campaign_id", ("campaign_id",)),
        Field("campaign_name", ("campaign_name",)),
        Field("ad_group_id", ("line_item_id", "ad_group_id")),
        Field("ad_group_name", ("line_item_name", "ad_group_name")),
        Field("ad_id", ("promoted_tweet_id", "ad_id")),
        Field("ad_name", ("promoted_tweet_name", "ad_name")),
        Field("objective", ("objective",)),
        Field("status", ("entity_status", "status")),
        Field("landing_url", ("landing_url", "landing_page_url", "website_url")),
        Field("currency", ("currency",)),
        Field("date_start", ("date", "day", "time_period")),
        Field("date_stop", ("date_stop",)),
        Field("hour", ("hour",)),
        Field("spend", ("billed_charge_local_micro",), Unit.MICROS),
        Field("spend", ("spend",)),
        Field("impressions", ("impressions",)),
        Field("clicks", ("clicks",)),
        Field("link_clicks", ("url_clicks", "link_clicks")),
        Field("conversions", tuple(f"conversion_{event}_metric" for event in COUNTED), added=True),
        Field("conversions", ("purchases", "custom_events"), added=True),
        Field("conversions", ("conversions",)),
        Field("revenue", tuple(f"conversion_{event}_sale_amount" for event in COUNTED), Unit.MICROS, added=True),
        Field("revenue", ("purchases_sale_amount", "custom_events_sale_amount"), added=True),
        Field("video_views", ("video_total_views",)),
        Field("video_p25", ("video_views_25",)),
        Field("video_p50", ("video_views_50",)),
        Field("video_p75", ("video_views_75",)),
        Field("video_p100", ("video_views_100",)),
    ),
    levels=AD_LEVELS,
    date_basis=DateBasis.IMPRESSION,
    unwrap=unwrap,
    flatten=flattener(_expand, uneven=_uneven),
    refine=refine,
    signature=signature,
    default_channel=Channel.PAID_SOCIAL,
    breakdowns=frozenset({"placement", "segment", "segment_name", "country", "region"}),
    country=("country",),
    platform_metrics=frozenset(
        """conversion_* auto_created_conversion_* mobile_conversion_* video_* media_* engagements billed_engagements
        app_clicks card_engagements follows likes retweets replies unfollows qualified_impressions quote_tweets
        poll_card_vote carousel_swipes tweets_send unique_* reach frequency *_views""".split()
    ),
    ignored=frozenset("""cpc cpm ctr cost_per_* *_rate engagement_rate""".split()),
    kept=frozenset("""id segment_type funding_instrument_id placements bid_type card_uri tweet_id""".split()),
)
