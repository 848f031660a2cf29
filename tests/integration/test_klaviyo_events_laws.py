"""Laws of event lines: order, splitting and repetition of batches never move a record or its history."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.stores.duckdb_store import DuckDbStore
from domain.ports import RecordStore
from domain.use_cases.preview import with_events
from domain.vocabulary import RecordKey
from tests.builders import normalized
from tests.klaviyo_events import answer, event, ingest
from tests.stored import ACME, listed, opened

Row = dict[str, Any]
CONTENT = (
    "level",
    "entity_id",
    "date_start",
    "delivered",
    "opens",
    "apple_privacy_opens",
    "clicks",
    "conversions",
    "revenue",
)
MESSAGES = ("m1", "m2")


@st.composite
def events(draw: st.DrawFn) -> list[Row]:
    """Deliveries, opens, clicks and orders of two messages on two days; orders are credited to some click, or to none."""
    made: list[Row] = []
    for number in range(draw(st.integers(1, 9))):
        metric = draw(st.sampled_from(["RE", "OE", "CE", "PO", "RO", "PO"]))
        at = draw(st.sampled_from(["2024-05-01T09:00:00+00:00", "2024-05-02T09:00:00+00:00"]))
        named: Row = {}
        if metric in {"PO", "RO"}:
            named["_value"] = draw(st.sampled_from(["$1,234.50", "-20", 0.1, "19.99"]))
            credited = draw(st.sampled_from(["", *(f"e{n}" for n in range(9))]))
            named["_attribution"] = {"$attributed_event_id": credited}
        else:
            named["_message"] = draw(st.sampled_from(MESSAGES))
            named["Apple_Privacy_Open"] = draw(st.booleans())
            named["Bot_Click"] = draw(st.booleans())
        made.append(event(f"e{number}", metric, at, **named))
    return made


def by_hand(made: list[Row]) -> dict[tuple[str, str], dict[str, Decimal]]:
    """A second opinion in plain Python: what each message, or nobody, came to on each day."""
    messages = {e["id"]: e["attributes"]["event_properties"].get("$message") for e in made}
    values = {"$1,234.50": Decimal("1234.50"), "-20": Decimal(-20), 0.1: Decimal("0.1"), "19.99": Decimal("19.99")}
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    for e in made:
        told, metric = e["attributes"]["event_properties"], e["relationships"]["metric"]["data"]["id"]
        credited = told.get("$attribution", {}).get("$attributed_event_id", "")
        message = told.get("$message") or messages.get(credited) or ""
        group = found.setdefault((message, e["attributes"]["datetime"][:10]), {})
        counts: list[tuple[str, Decimal]] = []
        if metric == "PO":
            counts = [("conversions", Decimal(1)), ("revenue", values[told["$value"]])]
        elif metric == "RE":
            counts = [("delivered", Decimal(1))]
        elif metric == "OE":
            counts = [("opens", Decimal(1)), ("apple_privacy_opens", Decimal(int(told["Apple Privacy Open"])))]
        elif metric == "CE" and not told["Bot Click"]:
            counts = [("clicks", Decimal(1))]
        for name, figure in counts:
            group[name] = group.get(name, Decimal(0)) + figure
    return found


def found_in(store: RecordStore) -> dict[tuple[str, str], dict[str, Decimal]]:
    return by_message(listed(store))


def by_message(rows: list[Row]) -> dict[tuple[str, str], dict[str, Decimal]]:
    assert len({row["key"] for row in rows}) == len(rows)
    return {
        (row["ad_id"] or "", row["date_start"].isoformat()): {
            name: Decimal(row[name]) for name in CONTENT[3:] if row[name] is not None
        }
        for row in rows
    }


def history(store: RecordStore) -> list[tuple[object, ...]]:
    """Every version of every current row with its instants."""
    told: list[tuple[object, ...]] = []
    for row in listed(store):
        versions = store.versions(ACME, RecordKey(str(row["key"])), None, 100).to_pylist()
        names = (*CONTENT, "revision", "observed_at", "superseded_at", "removed_at")
        told.extend(tuple(version[name] for name in names) for version in versions)
    return sorted(told, key=str)


def stored(folder: str, batches: list[tuple[float, list[Row]]]) -> tuple[DuckDbStore, Any]:
    """An open store into which the batches went in that order, and what closes it."""
    holder = opened(Path(folder))
    store = holder.__enter__()
    for number, (at, rows) in enumerate(batches):
        ingest(store, answer(*rows), at, ingested=30 + number)
    return store, holder


@settings(max_examples=8, deadline=None)
@given(events(), st.data())
def test_order_splitting_and_repetition_of_events_never_move_a_record_and_the_preview_shows_it(
    made: list[Row], data: st.DataObject
) -> None:
    instants = [data.draw(st.integers(0, 2)) for _ in made]
    batches = [(at, [e for e, when in zip(made, instants, strict=True) if when == at]) for at in range(3)]
    plain = [(float(at), rows) for at, rows in batches if rows]
    pieces = [(at, [row]) for at, rows in plain for row in rows]
    shuffled = data.draw(st.permutations([*pieces, *data.draw(st.lists(st.sampled_from(pieces), max_size=3))]))
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        first, of_first = stored(one, plain)
        second, of_second = stored(other, list(shuffled))
        assert found_in(first) == found_in(second) == by_hand(made)
        assert history(first) == history(second)
        assert by_message(with_events(normalized(answer(*made), "klaviyo", currency="USD"))[0].to_pylist()) == by_hand(
            made
        )
        of_first.__exit__(None, None, None)
        of_second.__exit__(None, None, None)
