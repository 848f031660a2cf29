"""Klaviyo's events and aggregates as its API gives them, and one call that ingests them at an instant."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from adapters.stores.duckdb_store import DuckDbStore
from domain.use_cases.ingest import Ingest, IngestReport
from domain.use_cases.submission import Submission
from domain.vocabulary import BatchId, DataSource
from tests.fakes.clock import FixedClock
from tests.fakes.settings import InMemorySettingsStore
from tests.stored import ACME, instant

Row = dict[str, Any]
METRICS = {
    "RE": "Received Email",
    "OE": "Opened Email",
    "CE": "Clicked Email",
    "BE": "Bounced Email",
    "US": "Unsubscribed",
    "SP": "Marked Email as Spam",
    "RS": "Received SMS",
    "CS": "Clicked SMS",
    "PO": "Placed Order",
    "RO": "Refunded Order",
    "OP": "Ordered Product",
}
_numbers = count(1)


def event(
    event_id: str, metric: str, at: str, *, relationships: Mapping[str, object] | None = None, **named: object
) -> Row:
    """An event of the API; `named` are its properties, `_` in front of a name stands for `$`."""
    properties = {_property(name): value for name, value in named.items()}
    links = {
        "metric": {"data": {"type": "metric", "id": metric}},
        "profile": {"data": {"type": "profile", "id": "01P"}},
    }
    return {
        "type": "event",
        "id": event_id,
        "attributes": {"datetime": at, "event_properties": properties},
        "relationships": links | dict(relationships or {}),
    }


def _property(name: str) -> str:
    """`_value` is `$value`, `Bot_Click` is `Bot Click`."""
    return f"${name[1:]}" if name.startswith("_") else name.replace("_", " ") if name[0].isupper() else name


def answer(*events: Row) -> Row:
    """A page of events with the metrics, and a person, that it includes."""
    metrics = [{"type": "metric", "id": i, "attributes": {"name": name}} for i, name in METRICS.items()]
    person = {"type": "profile", "id": "01P", "attributes": {"email": "ann@example.com", "phone_number": "+15550100"}}
    return {"data": list(events), "included": [*metrics, person], "links": {"next": None}}


def aggregate(
    metric: str | None, by: Sequence[str] | None, dates: Sequence[str], data: Sequence[Row], **beside: object
) -> Row:
    """A metric aggregate, with what the caller says beside it."""
    told: Row = {"metric": {"name": metric}} if metric else {}
    told |= {"by": list(by)} if by is not None else {}
    return (
        {"data": {"type": "metric-aggregate", "attributes": {"dates": list(dates), "data": list(data)}}} | told | beside
    )


def ingest(
    store: DuckDbStore, payload: object, at: float = 0, ingested: float | None = None, **said: Any
) -> IngestReport:
    """Ingest what was observed `at` that day of June."""
    clock = FixedClock(instant(at if ingested is None else ingested))
    settings = said.pop("settings", None) or InMemorySettingsStore()
    use = Ingest(store, clock, lambda: BatchId(f"k{next(_numbers)}"), settings)
    return use(ACME, Submission(DataSource("klaviyo"), payload, **{"currency": "USD", **said}), observed_at=instant(at))
