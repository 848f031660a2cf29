"""What a campaign of an ad platform spends and sells per day, before a platform words it its own way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from random import Random

from domain.demo.catalog import Campaign
from domain.demo.chance import around, poisson
from domain.demo.demand import EVENTS, MarketDay
from domain.demo.shop import DemoWindow

# Budgets follow demand half-way; a budget that is doubled brings 1.7 times the revenue.
SPEND_ELASTICITY = 0.5
REVENUE_ELASTICITY = 0.75
DEMAND_ELASTICITY = 0.6


@dataclass(frozen=True, slots=True)
class Delivery:
    """One campaign on one day: spend and, once all is attributed, orders and their value (both in cents)."""

    day: date
    market: MarketDay
    spend_cents: int
    orders: int
    revenue_cents: int


def is_live(campaign: Campaign, day: date, window: DemoWindow) -> bool:
    """Whether `campaign` is delivered on `day`: inside its part of the window and, if it has one, around its event."""
    if campaign.event is not None and not EVENTS[campaign.event].has_campaigns_on(day):
        return False
    position = (day - window.first_day).days / window.day_count
    return campaign.runs[0] <= position < campaign.runs[1]


def deliveries(
    campaign: Campaign, window: DemoWindow, market: Mapping[date, MarketDay], rng: Random
) -> Iterator[Delivery]:
    """The days on which `campaign` is delivered, in order."""
    weekly_budget = campaign.daily_budget
    for index, day in enumerate(window.days):
        if index % 7 == 0:
            weekly_budget = around(rng, campaign.daily_budget, 0.14)
        if is_live(campaign, day, window):
            yield _delivery(campaign, day, market[day], weekly_budget, rng)


def _delivery(campaign: Campaign, day: date, market: MarketDay, budget: float, rng: Random) -> Delivery:
    spend = around(rng, budget * market.demand**SPEND_ELASTICITY, 0.06)
    orders = _orders(campaign, spend, market.demand, rng)
    return Delivery(day, market, round(spend * 100), orders, order_value_cents(campaign.order_value, orders, rng))


def _orders(campaign: Campaign, spend: float, demand: float, rng: Random) -> int:
    if not campaign.order_value:
        return 0
    saturation = (spend / campaign.daily_budget) ** REVENUE_ELASTICITY
    revenue = campaign.daily_budget * campaign.roas * saturation * demand**DEMAND_ELASTICITY
    return poisson(rng, revenue / campaign.order_value)


def order_value_cents(order_value: float, orders: int, rng: Random) -> int:
    """Cents that `orders` orders of about `order_value` USD are worth together; 0 without orders."""
    return round(100 * orders * around(rng, order_value, 0.4 / sqrt(orders))) if orders else 0
