"""Canonical rows and batches for tests of the store: each builder gives a plain, valid one.

`row(spend=5, campaign_id="c2")` is a Meta campaign's day; `batch([...], at=3)` was observed on the third day of June.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from adapters.stores.duckdb_store import DuckDbStore
from domain.ancestry import lacking_of
from domain.insights.dimensions import settle_dimensions
from domain.insights.parts import Parts
from domain.insights.table import best, tabulate
from domain.metrics import METRIC_NAMES
from domain.normalize.frame import content_hashes
from domain.normalize.identity import natural_keys
from domain.ports import RawFrame, RecordStore, StoredBatch, UpsertCounts
from domain.reading import PageRequest, RowFilter, key_names
from domain.records import CONTENT, Kind, record_schema
from domain.summation.needs import Reason
from domain.summation.reading import Reading, need_of, read_guarded
from domain.vocabulary import BatchId, Direction, OrgId, Period

ACME, OTHER = OrgId("acme"), OrgId("other")
FILE = "records.duckdb"
JUNE = datetime(2024, 6, 1, tzinfo=UTC)
Row = dict[str, Any]
_ENTITIES = (("AD", "ad_id"), ("AD_GROUP", "ad_group_id"), ("CAMPAIGN", "campaign_id"), ("ACCOUNT", "account_id"))
_numbers = count(1)


def instant(at: float) -> datetime:
    """That many days into June 2024."""
    return JUNE + timedelta(days=at)


def day(number: int) -> date:
    """Day of January 2024; 1 is a Monday. Numbers may leave the month."""
    return date(2024, 1, 1) + timedelta(days=number - 1)


def days(first: int, last: int) -> Period:
    """From one day of January 2024 to another."""
    return Period(day(first), day(last))


def row(on: int | tuple[int, int] = 1, **changes: object) -> Row:
    """A campaign's day; `on` is a day of January or the first and last one. `None` leaves a column out."""
    first, last = on if isinstance(on, tuple) else (on, on)
    made: Row = {
        "data_source": "meta_business",
        "account_id": "1",
        "campaign_id": "c1",
        "channel": "paid_social",
        "currency": "USD",
        "date_start": day(first),
        "date_stop": day(last),
        "breakdown_set": "",
        "attribution": "default",
        "date_basis": "IMPRESSION",
        "spend": 10,
        **changes,
    }
    level, entity = next((level, made[name]) for level, name in _ENTITIES if made.get(name) is not None)
    made.setdefault("level", level)
    made.setdefault("entity_id", entity)
    return made


def ad(on: int | tuple[int, int] = 1, **changes: object) -> Row:
    """An ad's day."""
    return row(on, **{"ad_id": "a1", "ad_group_id": "g1", **changes})


def account(on: int | tuple[int, int] = 1, **changes: object) -> Row:
    """A day of the account itself."""
    return row(on, campaign_id=None, **changes)


def broken(on: int | tuple[int, int] = 1, *, names: str = "country", **changes: object) -> Row:
    """A campaign's day broken down; the cell is written into `breakdowns`."""
    cell = str(changes.get("country", changes.get("device", "x")))
    document = "{" + ",".join(f'"{name}":"{cell}"' for name in names.split(",")) + "}"
    return row(on, **{"breakdown_set": names, "breakdowns": document, **changes})


def message(on: int | tuple[int, int] = 1, **changes: object) -> Row:
    """A Klaviyo message's day, with Placed Order as conversion."""
    plain = {
        "data_source": "klaviyo",
        "channel": "email",
        "level": "MESSAGE",
        "ad_id": "m1",
        "entity_id": "m1/email",
        "date_basis": "SEND",
        "conversion_metric": "P1",
        "conversion_metric_name": "Placed Order",
        "spend": None,
    }
    return row(on, **{**plain, **changes})


def batch(
    rows: Sequence[Mapping[str, Any]],
    at: float = 0,
    *,
    org: OrgId = ACME,
    ingested: float | None = None,
    raw: Sequence[bytes] = (b"{}",),
    batch_id: str | None = None,
) -> StoredBatch:
    """The rows as observed `at` that day of June, and ingested then unless said otherwise."""
    observed, now = instant(at), instant(at if ingested is None else ingested)
    arrays = {c.name: pa.array([_typed(r.get(c.name), c.kind) for r in rows], c.kind.arrow) for c in CONTENT}
    keys, size = pa.array(natural_keys(org, arrays), pa.binary(16)), len(rows)
    name = BatchId(batch_id or f"b{next(_numbers)}")
    columns = arrays | {
        "key": pa.ExtensionArray.from_storage(Kind.KEY.arrow, keys),
        "content": pa.array(content_hashes(arrays), pa.int64()),
        "lacking": pa.array(lacking_of(pa.table(arrays)), pa.string()),
        "observed_at": pa.array([observed] * size, Kind.INSTANT.arrow),
        "last_observed_at": pa.array([observed] * size, Kind.INSTANT.arrow),
        "seen_at": pa.array([[observed]] * size, Kind.INSTANTS.arrow),
        "ingested_at": pa.array([now] * size, Kind.INSTANT.arrow),
        "revision": pa.array([1] * size, pa.int64()),
        "batch_id": pa.array([name] * size, pa.string()),
        "raw_frame": pa.array([0] * size, pa.int64()),
        "raw_row": pa.array([0] * size, pa.int64()),
        "normalizer_version": pa.array([1] * size, pa.int64()),
        "warnings": pa.nulls(size, pa.string()),
        "audiences": pa.nulls(size, pa.string()),
    }
    table = pa.table([columns[field] for field in record_schema().names], schema=record_schema())
    return StoredBatch(name, "meta_business", observed, now, table, [RawFrame(0, list(raw))], "{}")


def _typed(value: object, kind: Kind) -> object:
    return Decimal(str(value)) if kind is Kind.DECIMAL and value is not None else value


def put(store: RecordStore, *rows: Mapping[str, Any], at: float = 0, org: OrgId = ACME) -> UpsertCounts:
    """Store rows as one batch."""
    return store.upsert(org, batch(rows, at, org=org))


def listed(store: RecordStore, rows: RowFilter | None = None, org: OrgId = ACME) -> list[Row]:
    """Every stored row that the filter meets, newest day first."""
    page = store.page(org, PageRequest(rows or RowFilter(), first=10_000))
    return [dict(found) for found in page.records.to_pylist()]


def reading(
    store: RecordStore, rows: RowFilter | None = None, by: Sequence[str] = (), org: OrgId = ACME
) -> tuple[Reading, list[Row]]:
    """The guarded reading by these dimensions, and its groups."""
    dimensions = settle_dimensions(by)
    chosen = rows or RowFilter()
    guarded = read_guarded(store, org, chosen, need_of(chosen, dimensions))
    table = tabulate(Parts.of(store.parts(org, guarded.query(dimensions))), dimensions, METRIC_NAMES)
    places = best(table, "spend", Direction.DESC, [*key_names(dimensions), "currency"], table.num_rows)
    return guarded, [dict(group) for group in table.take(pa.array(places)).to_pylist()]


def spend(store: RecordStore, rows: RowFilter | None = None, by: Sequence[str] = (), org: OrgId = ACME) -> float:
    """Spend of everything that is counted, whatever the currency."""
    return sum(group["spend"] or 0 for group in reading(store, rows, by, org)[1])


def groups(store: RecordStore, by: str, rows: RowFilter | None = None, metric: str = "spend") -> dict[object, object]:
    """A metric by one dimension's own column."""
    column = settle_dimensions([by])[0].columns[-1]
    return {group[column]: group[metric] for group in reading(store, rows, [by])[1]}


def left_out(store: RecordStore, rows: RowFilter | None = None, by: Sequence[str] = ()) -> dict[str, int]:
    """Number of rows left out, by reason."""
    found: dict[str, int] = {}
    for line in reading(store, rows, by)[0].left_out.to_pylist():
        name = Reason(line["reason"]).name
        found[name] = found.get(name, 0) + line["row_count"]
    return found


@cache
def _new_file() -> bytes:
    """What a new store's file holds once all migrations ran: making it anew takes three times as long as copying it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / FILE
        DuckDbStore(file).close()
        return file.read_bytes()


def new_data(folder: Path) -> Path:
    """The folder with an empty store in it, unless it has one already."""
    file = folder / FILE
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_new_file())
    return folder


@contextmanager
def opened(folder: Path) -> Iterator[DuckDbStore]:
    """A DuckDB store in the folder, closed at the end."""
    store = DuckDbStore(new_data(folder) / FILE)
    try:
        yield store
    finally:
        store.close()
