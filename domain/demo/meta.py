"""Meta Insights answers: campaign rows of every day, and ad rows of the campaigns whose ads are asked for too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from domain.demo.catalog import Ad, MetaCampaign
from domain.demo.chance import apportion, around, part_of, poisson, settled, stream
from domain.demo.delivery import Delivery, deliveries
from domain.demo.demand import MarketDay
from domain.demo.meta_campaigns import META_CAMPAIGNS
from domain.demo.meta_rows import MetaCell, meta_row
from domain.demo.shop import CURRENCY, META_ACCOUNT_ID, TIMEZONE, DemoBatch, DemoWindow, Pull
from domain.demo.spoiled import with_spoiled_meta_rows


@dataclass(frozen=True, slots=True)
class MetaDay:
    """One campaign on one day with everything attributed."""

    campaign: MetaCampaign
    day: date
    cell: MetaCell


def meta_batches(window: DemoWindow, market: Mapping[date, MarketDay], seed: int) -> list[DemoBatch]:
    """Two envelopes per pull, at campaign and at ad level; three rows of the very first one are spoiled."""
    days = [day for campaign in META_CAMPAIGNS for day in _meta_days(campaign, window, market, seed)]
    days.sort(key=lambda day: day.day)
    return [batch for pull in window.pulls for batch in _pull_batches(pull, days, spoiled=pull == window.pulls[0])]


def _pull_batches(pull: Pull, days: list[MetaDay], *, spoiled: bool) -> list[DemoBatch]:
    asked = [day for day in days if pull.covers(day.day)]
    campaign_rows = [_campaign_row(day, pull) for day in asked]
    ad_rows = [row for day in asked for row in _ad_rows(day, pull)]
    if spoiled:
        campaign_rows = with_spoiled_meta_rows(campaign_rows)
    return [_batch(pull, "campaigns", campaign_rows, minute=0), _batch(pull, "ads", ad_rows, minute=1)]


def _batch(pull: Pull, level: str, rows: list[dict[str, object]], *, minute: int) -> DemoBatch:
    return DemoBatch(
        data_source="meta_business",
        title=f"Meta Insights, {level} by day, {pull.label}",
        payload={"data": rows, "paging": {"cursors": {"before": "MAZDZD", "after": "MTc5OQZDZD"}}},
        observed_at=pull.observed_at + timedelta(minutes=minute),
        account_id=META_ACCOUNT_ID,
        currency=CURRENCY,
        timezone=TIMEZONE,
    )


def _campaign_row(day: MetaDay, pull: Pull) -> dict[str, object]:
    return meta_row(day.campaign, day.day, _as_known(day, pull))


def _ad_rows(day: MetaDay, pull: Pull) -> Iterator[dict[str, object]]:
    ads = day.campaign.ads
    cells = _split(_as_known(day, pull), ads) if ads else []
    for ad, cell in zip(ads, cells, strict=True):
        if cell.impressions:
            yield meta_row(day.campaign, day.day, cell, ad)


def _as_known(day: MetaDay, pull: Pull) -> MetaCell:
    """The day as Meta reports it when asked: purchases and leads arrive late, delivery does not change."""
    share, cell = pull.settled_share(day.day), day.cell
    purchases = settled(cell.purchases, share)
    value = round(cell.purchase_value_cents * purchases / cell.purchases) if purchases else 0
    return replace(cell, purchases=purchases, purchase_value_cents=value, leads=settled(cell.leads, share))


def _split(cell: MetaCell, ads: tuple[Ad, ...]) -> list[MetaCell]:
    """The campaign's day in parts, one per ad; additive figures sum to the campaign's, reach overlaps."""
    weights = tuple(ad.weight for ad in ads)
    names = [name for name in MetaCell.additive_names() if name != "purchase_value_cents"]
    columns = {name: apportion(getattr(cell, name), weights) for name in names}
    columns["purchase_value_cents"] = apportion(cell.purchase_value_cents, columns["purchases"])
    columns["reach"] = tuple(_part_reach(cell, impressions) for impressions in columns["impressions"])
    return [MetaCell(**{name: parts[index] for name, parts in columns.items()}) for index in range(len(ads))]


def _part_reach(cell: MetaCell, impressions: int) -> int:
    return min(impressions, round(1.12 * cell.reach * impressions / cell.impressions))


def _meta_days(
    campaign: MetaCampaign, window: DemoWindow, market: Mapping[date, MarketDay], seed: int
) -> Iterator[MetaDay]:
    rng = stream(seed, "meta_business", campaign.id)
    for delivery in deliveries(campaign, window, market, rng):
        yield MetaDay(campaign, delivery.day, _cell(campaign, delivery, rng))


def _cell(campaign: MetaCampaign, delivery: Delivery, rng: Random) -> MetaCell:
    cpm = around(rng, campaign.cpm * delivery.market.price_level, 0.05)
    impressions = round(delivery.spend_cents * 10 / cpm)
    clicks = part_of(rng, impressions, campaign.click_rate)
    link_clicks = part_of(rng, clicks, 0.74)
    landing_page_views = part_of(rng, link_clicks, 0.8)
    return MetaCell(
        spend_cents=delivery.spend_cents,
        impressions=impressions,
        reach=min(impressions, round(impressions / around(rng, campaign.frequency, 0.03))),
        clicks=clicks,
        link_clicks=link_clicks,
        landing_page_views=landing_page_views,
        post_engagements=link_clicks + poisson(rng, impressions * 0.011),
        video_views=part_of(rng, impressions, 0.16) if campaign.video_views else 0,
        **_funnel(campaign, delivery, landing_page_views, rng),
    )


def _funnel(campaign: MetaCampaign, delivery: Delivery, landing_page_views: int, rng: Random) -> dict[str, int]:
    """What people did on the shop's pages, each step at least as often as the next one."""
    if campaign.objective == "OUTCOME_LEADS":
        return {"leads": part_of(rng, landing_page_views, 0.17)}
    checkouts = delivery.orders + poisson(rng, delivery.orders * 0.8 + 0.5)
    carts = checkouts + poisson(rng, checkouts + landing_page_views * 0.06)
    return {
        "view_contents": carts + landing_page_views + poisson(rng, landing_page_views * 0.6),
        "add_to_carts": carts,
        "checkouts": checkouts,
        "purchases": delivery.orders,
        "purchase_value_cents": delivery.revenue_cents,
    }
