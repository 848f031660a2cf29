"""How much the shop's customers want to buy on a day: weekday, season, events, trend and a common noise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

from domain.demo.chance import around, stream
from domain.demo.shop import DemoWindow

# Monday to Sunday: people browse on Sunday and on Monday at work.
WEEKDAY_FACTORS = (1.05, 0.98, 0.96, 0.97, 0.95, 0.97, 1.12)
YEARLY_TREND = 0.25


@dataclass(frozen=True, slots=True)
class Bump:
    """A bell-shaped rise of demand: `height` 0.3 is +30 % at `offset_days` from the event; `width_days` is sigma."""

    offset_days: int
    height: float
    width_days: float

    def lift(self, distance_days: int) -> float:
        """Share added to demand `distance_days` after the event (negative before it)."""
        return self.height * exp(-0.5 * ((distance_days - self.offset_days) / self.width_days) ** 2)


@dataclass(frozen=True, slots=True)
class Event:
    """Something the shop sells around: when it is, when its campaigns run (days from it), how demand moves."""

    day_in: Callable[[int], date]
    campaign_days: tuple[int, int]
    bumps: tuple[Bump, ...]

    def distances(self, day: date) -> tuple[int, ...]:
        """Days from the event of last year, this year and next year to `day`."""
        return tuple((day - self.day_in(year)).days for year in (day.year - 1, day.year, day.year + 1))

    def has_campaigns_on(self, day: date) -> bool:
        """Whether the event's campaigns run on `day`."""
        first, last = self.campaign_days
        return any(first <= distance <= last for distance in self.distances(day))

    def lift(self, day: date) -> float:
        """Share that the event adds to demand on `day`."""
        return sum(bump.lift(distance) for distance in self.distances(day) for bump in self.bumps)


@dataclass(frozen=True, slots=True)
class MarketDay:
    """One day of the market: demand (1 = a plain day) and the auction price level (1 = a plain day)."""

    demand: float
    price_level: float


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth Monday (0) .. Sunday (6) of a month.

    >>> nth_weekday(2024, 11, 3, 4)
    datetime.date(2024, 11, 28)
    """
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def black_friday(year: int) -> date:
    """The day after the fourth Thursday of November."""
    return nth_weekday(year, 11, 3, 4) + timedelta(days=1)


def mothers_day(year: int) -> date:
    """The second Sunday of May (United States, Germany, Canada)."""
    return nth_weekday(year, 5, 6, 2)


EVENTS: dict[str, Event] = {
    "Valentine's Day": Event(lambda year: date(year, 2, 14), (-17, 0), (Bump(-4, 0.22, 4),)),
    "Spring Drop": Event(lambda year: date(year, 4, 1), (-21, 30), (Bump(0, 0.18, 12),)),
    "Mother's Day": Event(mothers_day, (-16, 0), (Bump(-4, 0.32, 4),)),
    "Summer Sale": Event(lambda year: date(year, 7, 4), (-14, 10), (Bump(-1, 0.30, 5),)),
    "Back to Trail": Event(lambda year: date(year, 9, 8), (-18, 20), (Bump(0, 0.18, 9),)),
    "Black Friday": Event(black_friday, (-7, 4), (Bump(-3, 0.25, 4), Bump(0, 1.2, 1.0), Bump(3, 1.1, 0.8))),
    "Holiday Gifts": Event(lambda year: date(year, 12, 25), (-24, -5), (Bump(-11, 0.5, 6), Bump(0, -0.4, 1.2))),
    "New Year Clearance": Event(lambda year: date(year, 1, 1), (-6, 14), (Bump(-3, 0.2, 4),)),
}


def live_events(day: date) -> tuple[str, ...]:
    """Names of the events whose campaigns run on `day`."""
    return tuple(name for name, event in EVENTS.items() if event.has_campaigns_on(day))


def event_factor(day: date) -> float:
    """Demand on `day` from all events, 1 on a plain day."""
    return 1 + sum(event.lift(day) for event in EVENTS.values())


def market_by_day(window: DemoWindow, seed: int) -> dict[date, MarketDay]:
    """Demand and auction prices of every day of the window; all sources share them."""
    rng = stream(seed, "market")
    market = {}
    for index, day in enumerate(window.days):
        events = event_factor(day)
        expected = WEEKDAY_FACTORS[day.weekday()] * events * (1 + YEARLY_TREND * index / 365)
        market[day] = MarketDay(demand=around(rng, expected, 0.05), price_level=around(rng, events**0.45, 0.03))
    return market
