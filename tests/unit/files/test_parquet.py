"""Parquet: every value as it was written, in words that JSON has."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from pyarrow import parquet

from domain.errors import UnreadableBatchError
from domain.files.formats import read_parts


def written(table: pa.Table) -> bytes:
    file = io.BytesIO()
    parquet.write_table(table, file)
    return file.getvalue()


def read(content: bytes) -> list[object]:
    return [row for part in read_parts(io.BytesIO(content)) for row in part.content]


def test_values_stay_exact() -> None:
    table = pa.table(
        {
            "id": pa.array([120210000000000123, None], pa.int64()),
            "text_id": pa.array(["0120", None]),
            "spend": pa.array([Decimal("12.500000"), Decimal("0.000001")], pa.decimal128(18, 6)),
            "rate": pa.array([0.1, None], pa.float64()),
            "day": pa.array([date(2024, 2, 29), None]),
            "kind": pa.array(["a", "a"]).dictionary_encode(),
            "big": pa.array([2**64 - 1, 0], pa.uint64()),
        }
    )
    assert read(written(table)) == [
        {
            "id": 120210000000000123,
            "text_id": "0120",
            "spend": "12.500000",
            "rate": 0.1,
            "day": "2024-02-29",
            "kind": "a",
            "big": 2**64 - 1,
        },
        {"id": None, "text_id": None, "spend": "0.000001", "rate": None, "day": None, "kind": "a", "big": 0},
    ]


def test_days_that_a_table_keeps_as_instants_are_days_and_instants_stay_instants() -> None:
    table = pa.table(
        {
            "day": pa.array([datetime(2024, 1, 1)], pa.timestamp("ns")),  # noqa: DTZ001 - as pandas writes days
            "at": pa.array([datetime(2024, 1, 1, 6, 30)], pa.timestamp("ms")),  # noqa: DTZ001 - without a zone
            "utc": pa.array([datetime(2024, 1, 1, tzinfo=UTC)], pa.timestamp("us", "UTC")),
        }
    )
    assert read(written(table)) == [
        {"day": "2024-01-01", "at": "2024-01-01T06:30:00", "utc": "2024-01-01T00:00:00+00:00"}
    ]


def test_lists_structs_and_maps_are_kept() -> None:
    actions = pa.list_(pa.struct([("action_type", pa.string()), ("value", pa.decimal128(10, 2))]))
    table = pa.table(
        {
            "actions": pa.array([[{"action_type": "purchase", "value": Decimal("3.00")}], []], actions),
            "metrics": pa.array([{"clicks": 2}, None], pa.struct([("clicks", pa.int64())])),
            "tags": pa.array([[("a", 1)], []], pa.map_(pa.string(), pa.int64())),
        }
    )
    assert read(written(table)) == [
        {"actions": [{"action_type": "purchase", "value": "3.00"}], "metrics": {"clicks": 2}, "tags": {"a": 1}},
        {"actions": [], "metrics": None, "tags": {}},
    ]


def test_a_large_table_comes_in_parts() -> None:
    content = written(pa.table({"a": list(range(25_000))}))
    parts = list(read_parts(io.BytesIO(content)))
    assert [len(part.content) for part in parts] == [10_000, 10_000, 5_000]
    assert [row for part in parts for row in part.content] == [{"a": number} for number in range(25_000)]


def test_a_table_without_rows_is_one_part_without_rows() -> None:
    assert [part.content for part in read_parts(io.BytesIO(written(pa.table({"a": pa.array([], pa.int64())}))))] == [[]]


@pytest.mark.parametrize("cut", [10, 100])
def test_a_file_that_is_cut_off_is_refused(cut: int) -> None:
    content = written(pa.table({"a": list(range(1000))}))
    with pytest.raises(UnreadableBatchError, match="cut off or broken"):
        read(content[:-cut])
