"""Campaigns of ad platforms: what they are about, when they run, and what they bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import numpy as np

from benchmarks.search_world.facts import FIRST_DAY, LAST_DAY, Entity, Figures, Identity, days_between
from benchmarks.search_world.shops import Shop
from benchmarks.search_world.words import AUDIENCES, AUDIENCES_OF, EVENT_DAYS, EVENTS, FORMATS, INTENTS, MATCHES

CHANNELS = {
    "SEARCH": "paid_search",
    "SHOPPING": "shopping",
    "PERFORMANCE_MAX": "performance_max",
    "DISPLAY": "display",
    "VIDEO": "video",
}
KIND_WORDS = {"SHOPPING": "Shopping", "PERFORMANCE_MAX": "PMax", "DISPLAY": "Display", "VIDEO": "YouTube"}
SEASON = {7: 0.9, 8: 0.85, 9: 1.0, 10: 1.05, 11: 1.5, 12: 1.3}
"""Demand by month."""
ROAS = {"prospecting": 1.6, "retargeting": 3.6, "loyalty": 4.2, "brand": 6.5, "generic": 2.2}
TINY_SHARE, BARREN_SHARE = 0.03, 0.05
"""Shares of campaigns with a handful of impressions and one lucky sale, and with spend and no sale."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a campaign is about, before it has run."""

    facets: Mapping[str, str]
    parts: tuple[str, ...]
    channel: str
    kind: str
    objective: str | None


def paid_entities(shop: Shop, source: str, account: str, count: int, rng: Random) -> Iterator[Entity]:
    """Campaigns of one account, each followed by its ad groups and ads where rows come by ad."""
    taken: set[str] = set()
    for number in range(count):
        plan = _plan(shop, source, rng)
        name = _new_name(shop.habit(plan.parts, number), taken)
        identity = Identity(source, account, "CAMPAIGN", str(rng.randrange(10**13, 10**14)))
        figures = _figures(plan, _live_days(plan, rng), rng)
        status = _status(source, figures, rng)
        campaign = Entity(
            identity, name, plan.facets, figures, plan.channel, plan.kind, plan.objective, status, parents=()
        )
        if source in shop.with_ads and number % 2 == 0:
            yield from _with_parts(campaign, rng)
        else:
            yield campaign


def _new_name(name: str, taken: set[str]) -> str:
    """The name, with a number where another campaign of the account has it."""
    version, found = 2, name
    while found.lower() in taken:
        found, version = f"{name}_v{version}", version + 1
    taken.add(found.lower())
    return found


def _plan(shop: Shop, source: str, rng: Random) -> Plan:
    kind = _kind(source, rng)
    intent = _intent(source, kind, rng)
    facets = {"geo": rng.choice(shop.geos), "intent": intent}
    parts = [facets["geo"], _said(INTENTS[intent][shop.language], rng)]
    if kind in KIND_WORDS:
        facets["kind"] = kind.lower()
        parts.append(KIND_WORDS[kind])
    if kind == "SEARCH":
        facets["match"] = rng.choice(sorted(MATCHES))
        parts.append(_said(MATCHES[facets["match"]], rng))
    if intent in AUDIENCES_OF and kind == "SOCIAL" and rng.random() < 0.7:
        facets["audience"] = rng.choice(AUDIENCES_OF[intent])
        parts.append(_said(AUDIENCES[facets["audience"]], rng))
    if intent != "brand":
        facets["product"] = rng.choice(sorted(shop.products))
        parts.append(shop.products[facets["product"]])
    if rng.random() < 0.45 and intent != "brand":
        facets["event"] = rng.choice(shop.events)
        parts.append(_said(EVENTS[facets["event"]][shop.language], rng))
    objective = _objective(source, intent, rng)
    return Plan(facets, tuple(parts), CHANNELS.get(kind, "paid_social"), kind if kind in CHANNELS else "", objective)


def _said(ways: tuple[str, ...], rng: Random) -> str:
    """One of the ways to say it, the first as often as all others."""
    return ways[0] if rng.random() < 0.5 else rng.choice(ways)


def _kind(source: str, rng: Random) -> str:
    if source == "google_ads":
        return rng.choices(("SEARCH", "SHOPPING", "PERFORMANCE_MAX", "DISPLAY", "VIDEO"), (50, 15, 15, 10, 10))[0]
    return "SEARCH" if source == "microsoft_ads" else "SOCIAL"


def _intent(source: str, kind: str, rng: Random) -> str:
    if kind == "SEARCH":
        return rng.choices(("brand", "generic"), (25, 75))[0]
    del source
    return rng.choices(("prospecting", "retargeting", "loyalty"), (55, 33, 12))[0]


def _objective(source: str, intent: str, rng: Random) -> str | None:
    if source == "meta_business":
        others = ("OUTCOME_SALES", "OUTCOME_TRAFFIC", "OUTCOME_LEADS", "OUTCOME_AWARENESS")
        return rng.choices(others, (70, 12, 8, 10))[0] if intent == "prospecting" else "OUTCOME_SALES"
    return "LEAD_GENERATION" if source == "linkedin_ads" else None


def _live_days(plan: Plan, rng: Random) -> tuple[date, ...]:
    """Days on which it is delivered; a long one may be paused in between."""
    if (event := plan.facets.get("event")) in EVENT_DAYS:
        first, last = EVENT_DAYS[event]
        return days_between(first, last - timedelta(rng.randrange(0, 3)))
    length = rng.randrange(25, 75)
    first = FIRST_DAY + timedelta(rng.randrange(0, (LAST_DAY - FIRST_DAY).days - 14))
    days = days_between(first, min(LAST_DAY, first + timedelta(length)))
    if len(days) > 40 and rng.random() < 0.4:
        return (*days[:15], *days[30:])
    return days


def _figures(plan: Plan, days: tuple[date, ...], rng: Random) -> Figures:
    """What each day brings: a true efficiency per campaign, the season's demand and a little noise."""
    tiny = rng.random() < TINY_SHARE
    budget = 0.15 if tiny else 18 * rng.lognormvariate(0, 0.8) + 12
    cpm, rate = 9 * rng.lognormvariate(0, 0.35), 0.012 * rng.lognormvariate(0, 0.5)
    if plan.kind == "SEARCH":
        cpm, rate = cpm * 4, rate * 4
    roas, order = ROAS[plan.facets["intent"]] * rng.lognormvariate(0, 0.55), 60 * rng.lognormvariate(0, 0.3)
    draws = np.random.default_rng(rng.getrandbits(32))
    noise = draws.lognormal(0, 0.08, (4, len(days)))
    season = np.array([SEASON[day.month] for day in days])
    spend = np.round(100 * budget * season * noise[0])
    impressions = np.round(spend * 10 / (cpm * noise[1]))
    clicks = np.minimum(impressions, np.round(impressions * rate * noise[2]))
    expected = spend / 100 * roas * season**0.3 * noise[3] / order
    sales = draws.poisson(expected)
    if tiny:
        days, spend, impressions, clicks = days[:6], spend[:6], impressions[:6], np.ones(6)
        sales = np.array([1, 0, 0, 0, 0, 0])[: len(days)]
        clicks = clicks[: len(days)]
    elif rng.random() < BARREN_SHARE or plan.objective in {"OUTCOME_LEADS", "OUTCOME_AWARENESS"}:
        sales = np.zeros(len(days))
    value = np.round(100 * sales * order)
    columns = {"spend_cents": spend, "impressions": impressions, "clicks": clicks, "conversions": sales}
    return Figures(
        days, {name: column.astype(np.int64) for name, column in {**columns, "revenue_cents": value}.items()}
    )


def _status(source: str, figures: Figures, rng: Random) -> str | None:
    if source in {"tiktok_ads", "linkedin_ads"}:
        return None
    is_live = figures.days[-1] >= LAST_DAY - timedelta(7) and rng.random() < 0.85
    live, paused = {"meta_business": ("ACTIVE", "PAUSED"), "google_ads": ("ENABLED", "PAUSED")}.get(
        source, ("Active", "Paused")
    )
    return live if is_live else paused


def _with_parts(campaign: Entity, rng: Random) -> Iterator[Entity]:
    """The campaign, two ad groups, and two ads of each; the campaign's figures are the sums of its ads'."""
    shares = np.array([rng.uniform(0.5, 2) for _ in range(4)])
    qualities = [rng.lognormvariate(0, 0.35) for _ in range(4)]
    parts = _split(campaign.figures, shares / shares.sum(), qualities)
    yield replace(campaign, figures=_added(_added(parts[0], parts[1]), _added(parts[2], parts[3])))
    letters = rng.sample(sorted(FORMATS), 4)
    for group in range(2):
        audience = ("A", "B")[group]
        group_name = f"{campaign.name} / {audience}{group + 1}"
        at = campaign.identity._replace(level="AD_GROUP", ad_group_id=str(rng.randrange(10**12, 10**13)))
        both = _added(parts[2 * group], parts[2 * group + 1])
        yield replace(campaign, identity=at, name=group_name, figures=both, parents=(campaign.name,), objective=None)
        for number in range(2 * group, 2 * group + 2):
            facets = {**campaign.facets, "format": letters[number]}
            name = f"{_said(FORMATS[letters[number]], rng)} - {_hook(rng)}"
            ad = at._replace(level="AD", ad_id=str(rng.randrange(10**12, 10**13)))
            above = (campaign.name, group_name)
            yield replace(campaign, identity=ad, name=name, facets=facets, figures=parts[number], parents=above)


def _hook(rng: Random) -> str:
    return rng.choice(("Free Shipping", "Social Proof", "Founder Story", "Price Drop", "How To", "Before After"))


def _split(figures: Figures, shares: np.ndarray, qualities: list[float]) -> list[Figures]:
    """The figures in four parts by share; sales go by share and quality. Whole numbers that add up exactly."""
    strength = shares * np.array(qualities)
    parts: list[dict[str, np.ndarray]] = [{} for _ in shares]
    for name, column in figures.columns.items():
        weights = strength if name in {"conversions", "clicks"} else shares
        marks = np.round(np.outer(column, np.cumsum(weights) / weights.sum())).astype(np.int64)
        pieces = np.diff(marks, axis=1, prepend=0)
        for part, piece in zip(parts, pieces.T, strict=True):
            part[name] = piece
    value = np.divide(
        figures.columns["revenue_cents"], figures.columns["conversions"], where=figures.columns["conversions"] > 0,
        out=np.zeros(len(figures.days)),
    )  # fmt: skip
    for part in parts[:-1]:
        part["revenue_cents"] = np.round(value * part["conversions"]).astype(np.int64)
    rest = sum(part["revenue_cents"] for part in parts[:-1])
    parts[-1]["revenue_cents"] = np.maximum(0, figures.columns["revenue_cents"] - rest)
    return [Figures(figures.days, part) for part in parts]


def _added(one: Figures, other: Figures) -> Figures:
    return Figures(one.days, {name: one.columns[name] + other.columns[name] for name in one.columns})
