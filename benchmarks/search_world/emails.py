"""Email campaigns sent on one day, and flows that send every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import numpy as np

from benchmarks.search_world.facts import FIRST_DAY, LAST_DAY, Entity, Figures, Identity, days_between
from benchmarks.search_world.shops import Shop
from benchmarks.search_world.words import EVENT_DAYS, EVENTS, FLOWS, SUBJECTS, THEMES

ID_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TINY_SHARE = 0.03


def email_entities(shop: Shop, source: str, account: str, count: int, rng: Random) -> Iterator[Entity]:
    """Flows first, then campaigns."""
    for flow in FLOWS:
        identity = Identity(source, account, "CAMPAIGN", "".join(rng.choices(ID_LETTERS, k=6)))
        figures = _figures(days_between(FIRST_DAY, LAST_DAY), 60 * rng.lognormvariate(0, 0.5) + 20, 1.6, rng)
        name = FLOWS[flow][shop.language]
        facets = {"flow": flow, "type": "flow"}
        yield Entity(identity, name, facets, figures, "email", "FLOW")
    for number in range(count - len(FLOWS)):
        yield _campaign(shop, Identity(source, account, "CAMPAIGN", _ulid(rng)), number, rng)


def _campaign(shop: Shop, identity: Identity, number: int, rng: Random) -> Entity:
    theme, product = rng.choice(sorted(THEMES)), rng.choice(sorted(shop.products))
    event = rng.choice(shop.events) if rng.random() < 0.35 else None
    day = _day(event, rng)
    facets = {"theme": theme, "product": product, "type": "campaign"} | ({"event": event} if event else {})
    if not shop.subjects:
        facets["geo"] = shop.geos[0]
    recipients = 40 if rng.random() < TINY_SHARE else 4_000 * rng.lognormvariate(0, 0.7) + 800
    figures = _figures((day,), recipients, 1.0, rng)
    return Entity(identity, _name(shop, facets, day, number, rng), facets, figures, "email", "CAMPAIGN")


def _day(event: str | None, rng: Random) -> date:
    first, last = EVENT_DAYS[event] if event else (FIRST_DAY, LAST_DAY)
    return first + timedelta(rng.randrange(0, (last - first).days + 1))


def _name(shop: Shop, facets: dict[str, str], day: date, number: int, rng: Random) -> str:
    product = shop.products[facets["product"]]
    event = rng.choice(EVENTS[facets["event"]][shop.language]) if "event" in facets else ""
    if shop.subjects:
        subject = rng.choice(SUBJECTS[facets["theme"]]).format(product=product.lower())
        return f"{event}: {subject}" if event else subject[:1].upper() + subject[1:]
    theme = rng.choice(THEMES[facets["theme"]][shop.language])
    parts = [theme, product, *([event] if event else []), f"{day:%d.%m}" if number % 2 else f"{day:%b %d}"]
    return shop.habit((shop.geos[0], *parts), number)


def _figures(days: tuple[date, ...], recipients: float, quality: float, rng: Random) -> Figures:
    """What each day's send brings; rates are true per campaign."""
    draws = np.random.default_rng(rng.getrandbits(32))
    noise = draws.lognormal(0, 0.06, (3, len(days)))
    sent = np.round(recipients * noise[0])
    bounces = np.round(sent * 0.006 * rng.lognormvariate(0, 0.6))
    delivered = sent - bounces
    unique_opens = np.round(delivered * min(0.8, 0.33 * rng.lognormvariate(0, 0.3) * quality**0.5) * noise[1])
    unique_opens = np.minimum(unique_opens, delivered)
    unique_clicks = np.minimum(unique_opens, np.round(delivered * 0.015 * rng.lognormvariate(0, 0.55) * quality))
    rate, order = 0.06 * rng.lognormvariate(0, 0.5) * quality, 55 * rng.lognormvariate(0, 0.3)
    orders = draws.poisson(unique_clicks * rate)
    columns = {
        "sent": sent,
        "delivered": delivered,
        "opens": np.round(unique_opens * 1.5),
        "unique_opens": unique_opens,
        "clicks": np.round(unique_clicks * 1.3),
        "unique_clicks": unique_clicks,
        "unsubscribes": np.round(delivered * 0.0018 * rng.lognormvariate(0, 0.6)),
        "bounces": bounces,
        "conversions": orders,
        "revenue_cents": np.round(100 * orders * order),
    }
    return Figures(days, {name: column.astype(np.int64) for name, column in columns.items()})


def _ulid(rng: Random) -> str:
    return "01J" + "".join(rng.choices(ID_LETTERS, k=23))
