"""Klaviyo answers: one campaign values report per send day, and flow series reports of at most 60 days."""

from collections.abc import Mapping
from datetime import date, timedelta

from domain.demo.demand import MarketDay
from domain.demo.klaviyo_flows import FlowDay, flow_days, flow_report
from domain.demo.klaviyo_sends import Send, campaign_report, sends
from domain.demo.shop import CURRENCY, KLAVIYO_ACCOUNT_ID, TIMEZONE, DemoBatch, DemoWindow, Pull

CONVERSION_METRIC_ID = "UxK2pA"
DAYS_PER_SERIES = 60
# The reporting endpoints allow two calls a minute.
BETWEEN_CALLS = timedelta(seconds=30)


def klaviyo_batches(window: DemoWindow, market: Mapping[date, MarketDay], seed: int) -> list[DemoBatch]:
    """Reports of both pulls; the first flow series carries one spoiled result."""
    sent, flowed = sends(window, market, seed), flow_days(window, market, seed)
    return [batch for pull in window.pulls for batch in _pull_batches(pull, sent, flowed, window)]


def _pull_batches(pull: Pull, sent: list[Send], flowed: list[FlowDay], window: DemoWindow) -> list[DemoBatch]:
    flow_batches = [
        _flow_batch(pull, days, flowed, spoiled=days[0] == window.first_day, call=call)
        for call, days in enumerate(_series_periods(pull))
    ]
    send_days = sorted({send.day for send in sent if pull.covers(send.day)})
    campaign_batches = [
        _campaign_batch(pull, day, sent, call=call) for call, day in enumerate(send_days, start=len(flow_batches))
    ]
    return [*flow_batches, *campaign_batches]


def _series_periods(pull: Pull) -> list[list[date]]:
    count = (pull.last_day - pull.first_day).days + 1
    days = [pull.first_day + timedelta(days=offset) for offset in range(count)]
    return [days[start : start + DAYS_PER_SERIES] for start in range(0, count, DAYS_PER_SERIES)]


def _flow_batch(pull: Pull, days: list[date], flowed: list[FlowDay], *, spoiled: bool, call: int) -> DemoBatch:
    title = f"Klaviyo, flows by day, {days[0]} to {days[-1]}, {pull.label}"
    return _batch(pull, title, flow_report(days, flowed, pull, spoiled=spoiled), call=call)


def _campaign_batch(pull: Pull, day: date, sent: list[Send], *, call: int) -> DemoBatch:
    report = campaign_report([send for send in sent if send.day == day], pull)
    title = f"Klaviyo, campaigns sent on {day}, {pull.label}"
    return _batch(pull, title, report, call=call, date_range=(day, day))


def _batch(
    pull: Pull, title: str, payload: object, *, call: int, date_range: tuple[date, date] | None = None
) -> DemoBatch:
    return DemoBatch(
        data_source="klaviyo",
        title=title,
        payload=payload,
        observed_at=pull.observed_at + call * BETWEEN_CALLS,
        account_id=KLAVIYO_ACCOUNT_ID,
        currency=CURRENCY,
        timezone=TIMEZONE,
        date_range=date_range,
        metadata={"conversion_metric_id": CONVERSION_METRIC_ID, "metric": {"name": "Placed Order"}},
    )
