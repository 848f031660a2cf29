"""A made-up shop as its platforms would report it: raw payloads for a first look, without any account to connect."""

from datetime import date

from domain.demo.demand import market_by_day
from domain.demo.google_ads import google_ads_batches
from domain.demo.klaviyo import klaviyo_batches
from domain.demo.meta import meta_batches
from domain.demo.shop import DemoBatch, DemoWindow

__all__ = ["DemoBatch", "demo_batches"]


def demo_batches(*, last_day: date, days: int = 180, seed: int = 7) -> tuple[DemoBatch, ...]:
    """Raw batches of one shop for the `days` days that end with `last_day`, in the order the platforms were asked.

    A first pull on `last_day - 2` covers all but the last three days; a second one in the morning after `last_day`
    brings these and asks again for the seven days before, which the platforms have restated by then. The same
    arguments give the same batches. No `observed_at` is later than 06:00 UTC of the day after `last_day`.
    """
    window = DemoWindow.ending(last_day, days)
    market = market_by_day(window, seed)
    batches = [
        *meta_batches(window, market, seed),
        *google_ads_batches(window, market, seed),
        *klaviyo_batches(window, market, seed),
    ]
    return tuple(sorted(batches, key=lambda batch: batch.observed_at))
