"""Google Ads searchStream answers: campaign rows of every day, in the JSON of the REST interface."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from domain.demo.catalog import GoogleCampaign
from domain.demo.chance import around, part_of, poisson, stream
from domain.demo.delivery import Delivery, deliveries, is_live
from domain.demo.demand import MarketDay
from domain.demo.google_campaigns import GOOGLE_CAMPAIGNS
from domain.demo.shop import CURRENCY, GOOGLE_CUSTOMER_ID, SHOP_NAME, TIMEZONE, DemoBatch, DemoWindow, Pull
from domain.demo.spoiled import with_spoiled_google_rows

FIELD_MASK = (
    "customer.id,customer.descriptiveName,customer.currencyCode,customer.timeZone,"
    "campaign.id,campaign.name,campaign.status,campaign.advertisingChannelType,segments.date,"
    "metrics.impressions,metrics.clicks,metrics.costMicros,metrics.conversions,metrics.conversionsValue,"
    "metrics.allConversions,metrics.allConversionsValue,metrics.viewThroughConversions,metrics.searchImpressionShare"
)
CUSTOMER = {
    "resourceName": f"customers/{GOOGLE_CUSTOMER_ID}",
    "id": GOOGLE_CUSTOMER_ID,
    "descriptiveName": SHOP_NAME,
    "currencyCode": CURRENCY,
    "timeZone": TIMEZONE,
}
# Data-driven attribution: part of an order's credit goes to other ads, so that counts are fractional.
CREDIT_RANGE = (0.78, 1.0)
# Google bills whole cents; a cent is ten thousand micros.
MICROS_PER_CENT = 10_000


@dataclass(frozen=True, slots=True)
class GoogleDay:
    """One campaign on one day with everything attributed; cost in cents, value in USD."""

    campaign: GoogleCampaign
    day: date
    cost_cents: int
    impressions: int
    clicks: int
    conversions: float
    value: float
    soft_conversions: int
    view_through: int
    impression_share: float | None


def google_ads_batches(window: DemoWindow, market: Mapping[date, MarketDay], seed: int) -> list[DemoBatch]:
    """One stream per pull; two rows of the first one are spoiled."""
    days = [day for campaign in GOOGLE_CAMPAIGNS for day in _google_days(campaign, window, market, seed)]
    days.sort(key=lambda day: day.day)
    first, look_back = window.pulls
    return [
        _batch(first, with_spoiled_google_rows(_rows(first, days, window))),
        _batch(look_back, _rows(look_back, days, window)),
    ]


def _batch(pull: Pull, rows: list[dict[str, object]]) -> DemoBatch:
    request_id = f"{pull.observed_at:%Y%m%d}kQ0mXw7"
    return DemoBatch(
        data_source="google_ads",
        title=f"Google Ads, campaigns by day, {pull.label}",
        payload=[{"results": rows, "fieldMask": FIELD_MASK, "requestId": request_id}],
        observed_at=pull.observed_at,
        account_id=GOOGLE_CUSTOMER_ID,
        currency=CURRENCY,
        timezone=TIMEZONE,
    )


def _rows(pull: Pull, days: list[GoogleDay], window: DemoWindow) -> list[dict[str, object]]:
    return [_row(day, pull, window) for day in days if pull.covers(day.day)]


def _row(day: GoogleDay, pull: Pull, window: DemoWindow) -> dict[str, object]:
    live = is_live(day.campaign, pull.last_day, window)
    campaign = {
        "resourceName": f"customers/{GOOGLE_CUSTOMER_ID}/campaigns/{day.campaign.id}",
        "id": day.campaign.id,
        "name": day.campaign.name,
        "status": "ENABLED" if live else "PAUSED",
        "advertisingChannelType": day.campaign.channel_type,
    }
    metrics = _metrics(day, pull.settled_share(day.day))
    segments = {"date": day.day.isoformat()}
    return {"customer": dict(CUSTOMER), "campaign": campaign, "metrics": metrics, "segments": segments}


def _metrics(day: GoogleDay, share: float) -> dict[str, object]:
    """The metrics as REST sends them: int64 as text, doubles as numbers, zeros absent."""
    conversions, value = round(day.conversions * share, 6), round(day.value * share, 2)
    integers = {
        "impressions": day.impressions,
        "clicks": day.clicks,
        "costMicros": day.cost_cents * MICROS_PER_CENT,
        "viewThroughConversions": day.view_through,
    }
    doubles = {
        "conversions": conversions,
        "conversionsValue": value,
        "allConversions": round(conversions + day.soft_conversions, 6),
        "allConversionsValue": round(value * 1.03, 2),
        "searchImpressionShare": day.impression_share,
    }
    texts = {name: str(count) for name, count in integers.items() if count}
    return {**texts, **{name: number for name, number in doubles.items() if number}}


def _google_days(
    campaign: GoogleCampaign, window: DemoWindow, market: Mapping[date, MarketDay], seed: int
) -> Iterator[GoogleDay]:
    rng = stream(seed, "google_ads", campaign.id)
    for delivery in deliveries(campaign, window, market, rng):
        yield _google_day(campaign, delivery, rng)


def _google_day(campaign: GoogleCampaign, delivery: Delivery, rng: Random) -> GoogleDay:
    clicks = poisson(rng, delivery.spend_cents / 100 / around(rng, campaign.cpc * delivery.market.price_level, 0.05))
    impressions = max(clicks, round(clicks / around(rng, campaign.click_rate, 0.07)))
    conversions = delivery.orders * rng.uniform(*CREDIT_RANGE)
    return GoogleDay(
        campaign=campaign,
        day=delivery.day,
        cost_cents=delivery.spend_cents,
        impressions=impressions,
        clicks=clicks,
        conversions=conversions,
        value=delivery.revenue_cents / 100 * conversions / delivery.orders if delivery.orders else 0.0,
        soft_conversions=part_of(rng, clicks, 0.08),
        view_through=part_of(rng, impressions, campaign.view_through / 100),
        impression_share=_impression_share(campaign, rng),
    )


def _impression_share(campaign: GoogleCampaign, rng: Random) -> float | None:
    if campaign.impression_share is None:
        return None
    return round(min(0.99, around(rng, campaign.impression_share, 0.05)), 4)
