"""Raw rows as the platforms send them, and one call that normalizes them.

Each builder gives a plain, valid row; a keyword changes a field and `...` leaves it out:
`meta_row(spend="12.50", clicks=...)`.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.conversions import DEFAULT_RULES
from domain.issues import WHOLE
from domain.normalize.batch import NormalizedBatch, Policies, normalize
from domain.sources.registry import SOURCES
from domain.sources.spec import BatchContext
from domain.vocabulary import ConflictPolicy, DataSource, OrgId, Period

Row = dict[str, Any]
ORG = OrgId("alder-pine")
TODAY = date(2024, 12, 31)


def meta_row(**changes: object) -> Row:
    """A campaign and day of Meta Insights; numbers are text, as Meta sends them."""
    row: Row = {
        "account_id": "123456789",
        "account_currency": "USD",
        "campaign_id": "120208814532970417",
        "date_start": "2024-01-01",
        "date_stop": "2024-01-01",
        "spend": "1250.50",
        "impressions": "45000",
        "clicks": "890",
    }
    return _changed(row, changes)


def action(action_type: str, value: object = ..., **windows: object) -> Row:
    """An item of Meta's `actions`; window names start with a digit: `action("lead", **{"7d_click": "2"})`."""
    return _changed({"action_type": action_type}, {"value": value, **windows})


def meta_actions(counts: Mapping[str, object], values: Mapping[str, object] | None = None) -> Row:
    """A Meta row with these actions, and action values where given."""
    row = meta_row(actions=[action(name, value) for name, value in counts.items()])
    if values is not None:
        row["action_values"] = [action(name, value) for name, value in values.items()]
    return row


def google_row(**changes: object) -> Row:
    """A row of Google's REST answer: nested, camel case, int64 as text. A mapping changes fields inside its part."""
    row: Row = {
        "customer": {"id": "4817206935", "currencyCode": "USD"},
        "campaign": {"id": "20417736251", "name": "Brand", "advertisingChannelType": "SEARCH"},
        "segments": {"date": "2024-02-05"},
        "metrics": {
            "costMicros": "187430000",
            "impressions": "1843",
            "clicks": "412",
            "conversions": 21.5,
            "conversionsValue": 1934.72,
        },
    }
    nested = {
        name: _changed(row[name], value)
        for name, value in changes.items()
        if isinstance(value, Mapping) and name in row
    }
    return _changed(row, changes | nested)


def google_flat(**changes: object) -> Row:
    """A row as teams export it by hand."""
    row: Row = {
        "customer_id": "4817206935",
        "currency": "USD",
        "campaign_id": "20417736251",
        "campaign_type": "SEARCH",
        "date": "2024-08-12",
        "cost_micros": 45_670_000,
        "impressions": 3100,
        "clicks": 120,
        "conversions": 4,
        "conversion_value": 322.1,
    }
    return _changed(row, changes)


def klaviyo_row(**statistics: object) -> Row:
    """A result of a values report of one e-mail; keywords change its statistics."""
    row: Row = {
        "recipients": 100,
        "delivered": 98,
        "bounced": 2,
        "opens": 60,
        "opens_unique": 40,
        "clicks": 12,
        "clicks_unique": 9,
        "unsubscribes": 1,
        "conversions": 3,
        "conversion_value": 150.25,
    }
    groupings = {"campaign_id": "01HY1A6R9E", "campaign_message_id": "01HY1A6RMS", "send_channel": "email"}
    return {"groupings": groupings, "statistics": _changed(row, statistics)}


def klaviyo_flat(**changes: object) -> Row:
    """An e-mail as teams export it by hand: the row of the task that gave this project its name."""
    row: Row = {
        "campaign_id": "camp_mail_1",
        "date": "2024-01-03",
        "currency": "USD",
        "delivered": 15000,
        "opened": 4500,
        "clicked": 675,
        "revenue": 3375,
        "unsubscribed": 30,
        "bounced": 150,
    }
    return _changed(row, changes)


def _changed(row: Mapping[str, Any], changes: Mapping[str, object]) -> Row:
    return {name: value for name, value in {**row, **changes}.items() if value is not ...}


def normalized(payload: object, source: str = "meta_business", **context: Any) -> NormalizedBatch:
    """The batch of `payload`. Context as in `BatchContext`, `period` as two ISO days; also `strict`, `on_conflict`, `rules`, `place`, `org`."""
    policies = Policies(
        strict=bool(context.pop("strict", False)),
        on_conflict=context.pop("on_conflict", ConflictPolicy.REJECT),
        rules=context.pop("rules", DEFAULT_RULES),
        place=context.pop("place", WHOLE),
    )
    org = context.pop("org", ORG)
    if "period" in context:
        start, end = context["period"]
        context["period"] = Period(date.fromisoformat(start), date.fromisoformat(end))
    return normalize(org, payload, SOURCES[DataSource(source)], BatchContext(**{"today": TODAY, **context}), policies)


def records(batch: NormalizedBatch) -> list[Row]:
    """The records of a batch as plain Python values."""
    return [dict(row) for row in batch.records.to_pylist()]


def only(batch: NormalizedBatch) -> Row:
    """The one record of a batch."""
    found = records(batch)
    assert len(found) == 1, f"{len(found)} records; {batch.log.shown()}"
    return found[0]


def codes(batch: NormalizedBatch) -> dict[str, int]:
    """Issue codes of a batch and how often each was met."""
    return dict(batch.log.counts)


def total(batch: NormalizedBatch, column: str) -> Decimal | None:
    """Exact sum of a column; None where no record reports it."""
    known = [Decimal(row[column]) for row in records(batch) if row[column] is not None]
    return sum(known, Decimal(0)) if known else None
