"""Organizations whose budgets follow demand, with effects that are known because they were put in.

Demand moves spend, e-mails and orders alike, so orders by spend alone mislead. The rows are as the platforms and a shop
write them; what is true of a world stays here, and no row says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId
from graphql_api.context import Services

Floats = npt.NDArray[np.float64]
Rows = dict[str, list[dict[str, Any]]]
START, DAYS = date(2023, 1, 2), 728  # a Monday; 104 whole weeks
YEAR = 365.25
EFFECTS = {"tiktok_ads_spend": 0.09, "meta_business_spend": 0.06, "klaviyo_sends": 0.003}
"""Orders that one more dollar, or one more e-mail, brings."""
BUDGETS = {"tiktok_ads_spend": 700.0, "meta_business_spend": 900.0, "klaviyo_sends": 9000.0}
"""On a day of usual demand."""
COST_PER_IMPRESSION, CLICK_RATE, PRICE = 0.012, 0.02, 60.0
PEOPLE = {"us": 330_000_000, "ca": 40_000_000, "gb": 68_000_000}
"""Of the countries of a world by country."""


@dataclass(frozen=True)
class World:
    """`media`: by channel, `orders`: one row per day, one column per country; `promo`: days of a promotion."""

    media: dict[str, Floats]
    orders: Floats
    promo: dict[str, int]
    countries: tuple[str | None, ...] = (None,)
    effects: Mapping[str, float] = field(default_factory=lambda: EFFECTS)

    @property
    def rows(self) -> Rows:
        """Raw rows by source; a shop's orders come as a table of its own."""
        cells = [(place, day, c) for c in range(len(self.countries)) for place, day in enumerate(days())]
        return {
            "meta_business": [self._meta(place, day, c) for place, day, c in cells],
            "tiktok_ads": [self._tiktok(place, day, c) for place, day, c in cells],
            "klaviyo": [] if len(self.countries) > 1 else [self._mail(place, day) for place, day, _ in cells],
            "generic": [self._shop(place, day, c) for place, day, c in cells],
        }

    def _meta(self, place: int, day: str, c: int) -> dict[str, Any]:
        spend = self.media["meta_business_spend"][place, c]
        shown = spend / COST_PER_IMPRESSION
        row = {"account_id": "101", "account_currency": "USD", "campaign_id": "1001", "date_start": day}
        figures = {"spend": f"{spend:.2f}", "impressions": f"{shown:.0f}", "clicks": f"{shown * CLICK_RATE:.0f}"}
        return {**row, "date_stop": day, **figures, **self._country(c)}

    def _tiktok(self, place: int, day: str, c: int) -> dict[str, Any]:
        spend = self.media["tiktok_ads_spend"][place, c]
        shown = int(spend / COST_PER_IMPRESSION)
        country = self.countries[c]
        where = {"country_code": country.upper()} if country else {}
        figures = {"spend": f"{spend:.2f}", "impressions": str(shown), "clicks": str(int(shown * CLICK_RATE))}
        return {
            "dimensions": {"campaign_id": "2002", "stat_time_day": f"{day} 00:00:00", **where},
            "metrics": {**figures, "currency": "USD"},
        }

    def _mail(self, place: int, day: str) -> dict[str, Any]:
        sent = int(self.media["klaviyo_sends"][place, 0])
        figures = {"recipients": sent, "delivered": sent, "clicked": sent // 50}
        return {"campaign_id": f"mail-{day}", "date": day, "currency": "USD", **figures}

    def _shop(self, place: int, day: str, c: int) -> dict[str, Any]:
        orders = int(self.orders[place, c])
        row = {"date": day, "campaign_id": "all", "orders": orders, "revenue": round(orders * PRICE, 2)}
        return {**row, "currency": "USD", **self._country(c)}

    def _country(self, c: int) -> dict[str, str]:
        country = self.countries[c]
        return {"country": country.upper()} if country else {}


def days() -> list[str]:
    """Days of a world."""
    return [(START + timedelta(days=day)).isoformat() for day in range(DAYS)]


def make_world(seed: int, countries: tuple[str, ...] = (), *, calm: bool = False) -> World:
    """A world: one series, or one per country, each with budgets of its own; a calm one without promotions, countries of one size."""
    dice = np.random.default_rng(seed)
    size = max(len(countries), 1)
    promo = np.zeros((DAYS, 1))
    promo[dice.choice(DAYS, 40, replace=False)] = 0 if calm else 1
    demand = _demand(dice, promo)
    scale = np.array([1.0 if calm else PEOPLE[name] / PEOPLE["us"] for name in countries] or [1.0])
    kept = {name: usual for name, usual in BUDGETS.items() if name != "klaviyo_sends" or not countries}
    media = {name: np.round(_budget(dice, demand, usual, size) * scale, 2) for name, usual in kept.items()}
    if "klaviyo_sends" in media:
        media["klaviyo_sends"] = np.floor(media["klaviyo_sends"])
    caused = sum((EFFECTS[name] * values for name, values in media.items()), np.zeros((DAYS, size)))
    orders = np.round(600 * demand * scale + caused + dice.normal(0, 12, (DAYS, size)) * np.sqrt(scale))
    on_sale = {day: int(flag) for day, flag in zip(days(), promo[:, 0], strict=True)}
    return World(media, np.maximum(orders, 0), on_sale, countries or (None,), {name: EFFECTS[name] for name in media})


def _demand(dice: np.random.Generator, promo: Floats) -> Floats:
    """Around 1: two waves of the year, growth, weekends and promotions."""
    day = np.arange(DAYS)[:, None]
    year, half = 2 * np.pi * (day / YEAR + dice.uniform()), 4 * np.pi * (day / YEAR + dice.uniform())
    weekend = (day % 7 >= 5).astype(np.float64)
    waves = 0.3 * np.sin(year) + 0.1 * np.sin(half)
    demand: Floats = 1 + waves + 0.1 * day / YEAR + 0.08 * weekend + 0.25 * promo
    return demand


def _budget(dice: np.random.Generator, demand: Floats, usual: float, size: int) -> Floats:
    """Money follows demand; a marketer's own decisions, by week and by day, are what effects can be learned from."""
    by_week = np.repeat(dice.normal(0, 0.12, (DAYS // 7, size)), 7, axis=0)
    own = np.exp(by_week + dice.normal(0, 0.08, (DAYS, size)))
    budget: Floats = usual * demand**1.1 * own
    return budget


def by_week(flags: Mapping[str, int]) -> dict[str, int]:
    """Days of a flag in each week, by its Monday."""
    found: dict[str, int] = {}
    for place, flag in enumerate(flags.values()):
        monday = (START + timedelta(days=place - place % 7)).isoformat()
        found[monday] = found.get(monday, 0) + flag
    return found


def ingest_world(services: Services, org: OrgId, rows: Rows) -> None:
    """All rows of a world, as its platforms would send them; a row that is refused fails the test."""
    for source, entries in rows.items():
        if entries:
            report = services.ingest(org, Submission(DataSource(source), entries))
            assert report.rejected == 0, report
