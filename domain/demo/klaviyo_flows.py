"""Email flows: messages that people trigger themselves, and the flow series report of a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from domain.demo.chance import poisson, stream
from domain.demo.demand import MarketDay
from domain.demo.emails import MessageFigures, MessageRates, message_figures
from domain.demo.shop import DemoWindow, Pull
from domain.demo.spoiled import spoiled_flow_result


@dataclass(frozen=True, slots=True)
class FlowMessage:
    """A message of a flow; `daily_recipients` on a plain day."""

    flow_id: str
    flow_name: str
    id: str
    name: str
    daily_recipients: float
    rates: MessageRates


@dataclass(frozen=True, slots=True)
class FlowDay:
    """One message on one day."""

    message: FlowMessage
    day: date
    figures: MessageFigures


_WELCOME = ("RwT4vK", "Welcome Series")
_CART = ("VnP8sD", "Abandoned Cart")
_POST_PURCHASE = ("XaL2mC", "Post-Purchase")

FLOW_MESSAGES = (
    FlowMessage(*_WELCOME, "SbK7qA", "Welcome | Email 1 | 10% Off", 165, MessageRates(0.012, 0.56, 0.085, 0.125, 76)),
    FlowMessage(*_WELCOME, "SbK7qB", "Welcome | Email 2 | Our Story", 138, MessageRates(0.006, 0.47, 0.041, 0.08, 79)),
    FlowMessage(
        *_WELCOME, "SbK7qC", "Welcome | Email 3 | Code Expires", 121, MessageRates(0.005, 0.43, 0.048, 0.11, 81)
    ),
    FlowMessage(*_CART, "TqN3xE", "Cart | Email 1 | Left Behind", 118, MessageRates(0.004, 0.53, 0.098, 0.24, 91)),
    FlowMessage(*_CART, "TqN3xF", "Cart | Email 2 | Still Yours", 91, MessageRates(0.004, 0.48, 0.067, 0.17, 89)),
    FlowMessage(
        *_POST_PURCHASE, "UyM6wG", "Post-Purchase | Care Guide", 142, MessageRates(0.003, 0.6, 0.052, 0.03, 64)
    ),
    FlowMessage(*_POST_PURCHASE, "UyM6wH", "Post-Purchase | Review", 131, MessageRates(0.003, 0.51, 0.039, 0.035, 61)),
)


def flow_days(window: DemoWindow, market: Mapping[date, MarketDay], seed: int) -> list[FlowDay]:
    """Every flow message on every day of the window; more people enter flows when demand is high."""
    rng = stream(seed, "klaviyo", "flows")
    return [_flow_day(message, day, market[day], rng) for message in FLOW_MESSAGES for day in window.days]


def flow_report(days: list[date], flowed: list[FlowDay], pull: Pull, *, spoiled: bool) -> dict[str, object]:
    """A flow series report of `days`: per message arrays aligned to `date_times`; `spoiled` adds one too short."""
    asked = [cell for cell in flowed if days[0] <= cell.day <= days[-1]]
    results = [
        _result(message, [cell for cell in asked if cell.message.id == message.id], pull) for message in FLOW_MESSAGES
    ]
    if spoiled:
        results.append(spoiled_flow_result(len(days)))
    attributes = {"results": results, "date_times": [f"{day}T00:00:00+00:00" for day in days]}
    url = "https://a.klaviyo.com/api/flow-series-reports"
    return {"data": {"type": "flow-series-report", "attributes": attributes}, "links": {"self": url}}


def _result(message: FlowMessage, cells: list[FlowDay], pull: Pull) -> dict[str, object]:
    groupings = {
        "flow_id": message.flow_id,
        "flow_name": message.flow_name,
        "flow_message_id": message.id,
        "flow_message_name": message.name,
        "send_channel": "email",
    }
    by_day = [cell.figures.statistics(pull.settled_share(cell.day)) for cell in cells]
    return {"groupings": groupings, "statistics": {name: [day[name] for day in by_day] for name in by_day[0]}}


def _flow_day(message: FlowMessage, day: date, market: MarketDay, rng: Random) -> FlowDay:
    recipients = poisson(rng, message.daily_recipients * market.demand**0.8)
    return FlowDay(message, day, message_figures(recipients, message.rates, rng))
