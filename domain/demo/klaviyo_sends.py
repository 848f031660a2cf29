"""Email campaigns: what the shop sends on which day, and the campaign values report of a send day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from domain.demo.chance import around, stream
from domain.demo.demand import MarketDay, black_friday, live_events
from domain.demo.emails import MessageFigures, MessageRates, message_figures
from domain.demo.shop import DemoWindow, Pull

# Crockford's base 32, which Klaviyo's campaign ids (ULIDs) are written in.
ID_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LIST_GROWTH_A_YEAR = 0.22


@dataclass(frozen=True, slots=True)
class SendPlan:
    """A regular send: the audience at the start of the window, the themes it goes through, and its rates."""

    audience: str
    recipients: int
    themes: tuple[str, ...]
    rates: MessageRates


@dataclass(frozen=True, slots=True)
class Send:
    """One email campaign as sent."""

    day: date
    campaign_id: str
    message_id: str
    name: str
    figures: MessageFigures


NEWSLETTER = SendPlan(
    "US | Newsletter",
    31_000,
    ("Trail Notes", "Field Repair Tips", "Route of the Week", "Behind the Seams"),
    MessageRates(0.006, 0.39, 0.013, 0.065, 83),
)
PRODUCT = SendPlan(
    "US | Engaged 90d",
    19_500,
    ("New Arrivals", "Ridge Jacket Restock", "Members' Picks", "Last Sizes"),
    MessageRates(0.004, 0.46, 0.021, 0.072, 88),
)
UK_DIGEST = SendPlan(
    "UK | Newsletter",
    9_800,
    ("Sunday Walks", "Rain Gear Guide", "Hut to Hut", "Pack Light"),
    MessageRates(0.007, 0.41, 0.015, 0.06, 78),
)
LAST_CALL = SendPlan(
    "US | All Subscribers", 44_000, ("Doors Close Tonight",), MessageRates(0.009, 0.35, 0.017, 0.085, 101)
)

# Tuesday, Thursday, Sunday.
PLAN_BY_WEEKDAY = {1: NEWSLETTER, 3: PRODUCT, 6: UK_DIGEST}


def sends(window: DemoWindow, market: Mapping[date, MarketDay], seed: int) -> list[Send]:
    """Every email campaign of the window, by day: three a week, and the big one on Black Friday and Cyber Monday."""
    rng = stream(seed, "klaviyo", "sends")
    return [
        _send(plan, day, index, market[day].demand, rng)
        for index, day in enumerate(window.days)
        for plan in _plans(day)
    ]


def campaign_report(sent: list[Send], pull: Pull) -> dict[str, object]:
    """A campaign values report of one day's sends as known at `pull`; the report itself names no date."""
    results = [_result(send, pull.settled_share(send.day)) for send in sent]
    url = "https://a.klaviyo.com/api/campaign-values-reports"
    return {"data": {"type": "campaign-values-report", "attributes": {"results": results}}, "links": {"self": url}}


def _result(send: Send, share: float) -> dict[str, object]:
    groupings = {
        "campaign_id": send.campaign_id,
        "campaign_message_id": send.message_id,
        "campaign_message_name": send.name,
        "send_channel": "email",
    }
    return {"groupings": groupings, "statistics": send.figures.statistics(share)}


def _plans(day: date) -> Iterator[SendPlan]:
    if day.weekday() in PLAN_BY_WEEKDAY:
        yield PLAN_BY_WEEKDAY[day.weekday()]
    if (day - black_friday(day.year)).days in {0, 3}:
        yield LAST_CALL


def _send(plan: SendPlan, day: date, index: int, demand: float, rng: Random) -> Send:
    recipients = round(around(rng, plan.recipients * (1 + LIST_GROWTH_A_YEAR * index / 365), 0.02))
    rates = MessageRates(
        plan.rates.bounce,
        around(rng, plan.rates.open, 0.05),
        around(rng, plan.rates.click * demand**0.3, 0.12),
        around(rng, plan.rates.order * demand**0.4, 0.08),
        plan.rates.order_value,
    )
    figures = message_figures(recipients, rates, rng)
    return Send(day, _ulid(rng), _ulid(rng), _name(plan, day, index), figures)


def _name(plan: SendPlan, day: date, index: int) -> str:
    events = live_events(day)
    theme = plan.themes[index // 7 % len(plan.themes)]
    return f"{plan.audience} | {events[0]} | {theme}" if events else f"{plan.audience} | {theme} | {day:%b} {day.day}"


def _ulid(rng: Random) -> str:
    return "01J" + "".join(rng.choices(ID_LETTERS, k=23))
