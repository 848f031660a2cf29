"""Bulk ingest of Meta rows, stage by stage: ./run bench ingest [ROWS].

Two limits are measured in the same run: one pass over the bytes plus the Arrow write of the finished records,
and `orjson.loads` plus the same write. The garbage collector is set as the server sets it. Cold process, one batch, an empty DuckDB file on this disk.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import msgspec
import orjson
import pyarrow as pa

from adapters.stores.duckdb_store import DuckDbStore
from benchmarks.measure import show, timed
from benchmarks.meta_rows import meta_rows
from domain.arrow import repeated
from domain.ports import StoredBatch
from domain.use_cases.ingest import stamp
from domain.use_cases.submission import Submission, read_submission
from domain.vocabulary import BatchId, DataSource, OrgId
from graphql_api.bootstrap import calm_collector

ORG = OrgId("bench")
NOW = datetime(2024, 12, 1, 6, tzinfo=UTC)


def main(count: int = 100_000) -> None:
    """Measure and print."""
    calm_collector()
    body = orjson.dumps(meta_rows(count))
    with tempfile.TemporaryDirectory() as folder:
        stages, stored, store = _stages(body, Path(folder))
        again = _later(stored)
        _, stages["the same batch again"] = timed(lambda: store.upsert(ORG, again))
        store.close()
        one_pass, loads, write = _limits(body, stored.records, Path(folder))
    total = sum(stages[name] for name in ("decode", "normalize", "stamp", "store"))
    show(
        "Ingest of Meta rows",
        count,
        {**stages, "bytes to committed rows": total},
        {
            "of the limit 'one pass over the bytes + Arrow write'": (one_pass + write) / total,
            "of the limit 'orjson.loads + Arrow write'": (loads + write) / total,
        },
    )


def _stages(body: bytes, folder: Path) -> tuple[dict[str, float], StoredBatch, DuckDbStore]:
    store = DuckDbStore(folder / "records.duckdb")
    stages: dict[str, float] = {}
    payload, stages["decode"] = timed(lambda: msgspec.json.decode(body))
    submission = Submission(DataSource("meta_business"), payload)
    batch, stages["normalize"] = timed(lambda: read_submission(ORG, submission, date(2024, 12, 1)))
    stored, stages["stamp"] = timed(lambda: stamp(batch, submission, BatchId("first"), NOW, NOW))
    _, stages["store"] = timed(lambda: store.upsert(ORG, stored))
    return stages, stored, store


def _later(stored: StoredBatch) -> StoredBatch:
    """The same rows, asked for an hour later."""
    later, records = NOW.replace(hour=7), stored.records
    instant = pa.array([later], pa.timestamp("us", tz="UTC"))
    seen = pa.array([[later]], records.schema.field("seen_at").type)
    for name, value in (("observed_at", instant), ("last_observed_at", instant), ("seen_at", seen)):
        records = records.set_column(records.schema.get_field_index(name), name, repeated(value, records.num_rows))
    return replace(stored, batch_id=BatchId("again"), observed_at=later, ingested_at=later, records=records)


def _limits(body: bytes, records: pa.Table, folder: Path) -> tuple[float, float, float]:
    """Seconds of one pass over the bytes, of orjson.loads, and of writing the records with nothing else."""
    _, one_pass = timed(lambda: body.translate(None, b""))
    _, loads = timed(lambda: orjson.loads(body))
    connection = duckdb.connect(str(folder / "limit.duckdb"))
    connection.register("records_in", records)
    _, write = timed(lambda: connection.execute("CREATE TABLE records AS SELECT * FROM records_in").fetchall())
    connection.close()
    return one_pass, loads, write


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
