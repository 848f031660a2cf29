"""Bulk ingest of Meta rows from the bytes of a payload, stage by stage: ./run bench ingest [ROWS].

Two limits are measured in the same run: one pass over the bytes plus the Arrow write of the finished records,
and `orjson.loads` plus the same write. Then a batch of which one row in a hundred is bad, in several ways. The garbage
collector is set as the server sets it. Processor seconds of a cold process, an empty DuckDB file on this disk.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import orjson
import pyarrow as pa

from adapters.stores.duckdb_store import DuckDbStore
from benchmarks.measure import on_processor, show
from benchmarks.meta_rows import meta_rows
from domain.arrow import repeated
from domain.ports import StoredBatch
from domain.use_cases.ingest import stamp
from domain.use_cases.submission import Submission, read_submission
from domain.vocabulary import BatchId, DataSource, OrgId
from graphql_api.bootstrap import calm_collector

ORG = OrgId("bench")
NOW = datetime(2024, 12, 1, 6, tzinfo=UTC)
BAD_EVERY = 100
BAD_FIELDS: tuple[dict[str, object], ...] = (
    {"spend": "abc"},
    {"impressions": None},
    {"clicks": 12},
    {"date_start": "01/02/2024"},
    {"campaign_id": 1.5},
    {"actions": [{"action_type": "purchase"}]},
    {"unheard_of": {"a": [1]}},
    {"impressions": "-5"},
)


def main(count: int = 100_000) -> None:
    """Measure and print."""
    calm_collector()
    rows = meta_rows(count)
    body, bad = orjson.dumps(rows), orjson.dumps(_with_bad_ones(rows))
    del rows
    with tempfile.TemporaryDirectory() as folder:
        stages, stored, store = _stages(body, Path(folder), "records")
        again = _later(stored)
        _, repeated_s = on_processor(lambda: store.upsert(ORG, again))
        store.close()
        one_pass, loads, write = _limits(body, stored.records, Path(folder))
        with_bad, _, store = _stages(bad, Path(folder), "bad")
        store.close()
    total, total_bad = sum(stages.values()), sum(with_bad.values())
    show(
        "Ingest of Meta rows",
        count,
        {
            **stages,
            "bytes to committed rows": total,
            "the same batch again, store alone": repeated_s,
            "with 1 % bad rows": total_bad,
            "limit: one pass over the bytes": one_pass,
            "limit: orjson.loads": loads,
            "limit: Arrow write": write,
        },
        {
            "of the limit 'one pass over the bytes + Arrow write'": (one_pass + write) / total,
            "of the limit 'orjson.loads + Arrow write'": (loads + write) / total,
            "1 % bad rows, times the clean batch": total_bad / total,
        },
    )


def _with_bad_ones(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Every hundredth row is bad or odd, each in another way than the one before it."""
    changes = {n: BAD_FIELDS[n // BAD_EVERY % len(BAD_FIELDS)] for n in range(0, len(rows), BAD_EVERY)}
    return [row | changes.get(number, {}) for number, row in enumerate(rows)]


def _stages(body: bytes, folder: Path, name: str) -> tuple[dict[str, float], StoredBatch, DuckDbStore]:
    store = DuckDbStore(folder / f"{name}.duckdb")
    stages: dict[str, float] = {}
    submission = Submission(DataSource("meta_business"), body)
    batch, stages["read and normalize"] = on_processor(lambda: read_submission(ORG, submission, date(2024, 12, 1)))
    stored, stages["stamp"] = on_processor(lambda: stamp(batch, submission, BatchId("first"), NOW, NOW))
    _, stages["store"] = on_processor(lambda: store.upsert(ORG, stored))
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
    _, one_pass = on_processor(lambda: body.translate(None, b""))
    _, loads = on_processor(lambda: orjson.loads(body))
    connection = duckdb.connect(str(folder / "limit.duckdb"))
    connection.register("records_in", records)
    _, write = on_processor(lambda: connection.execute("CREATE TABLE records AS SELECT * FROM records_in").fetchall())
    connection.close()
    return one_pass, loads, write


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
