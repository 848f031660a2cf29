"""What counts as the content of an idempotency key, and how its report is kept."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import UnreadableBatchError
from domain.ports import UpsertCounts
from domain.use_cases.ingest import IngestReport
from domain.use_cases.ingest_once import content_sha256, report_of, text_of
from domain.use_cases.submission import Submission
from domain.vocabulary import BatchId, ConflictPolicy, DataSource, Period
from tests.builders import meta_row

META = DataSource("meta_business")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_the_order_of_names_is_no_content_and_that_of_rows_is() -> None:
    row, other = meta_row(), meta_row(campaign_id="2")
    turned = dict(reversed(list(row.items())))
    first = content_sha256(Submission(META, [row, other]), None)
    assert content_sha256(Submission(META, [turned, other]), None) == first
    assert content_sha256(Submission(META, [other, row]), None) != first


def test_a_payload_in_bytes_is_the_same_content() -> None:
    sent = Submission(META, json.dumps([meta_row()], indent=1).encode())
    assert content_sha256(sent, None) == content_sha256(Submission(META, [meta_row()]), None)


CHANGES: list[dict[str, Any]] = [
    {"data_source": DataSource("klaviyo")},
    {"payload": []},
    {"payload": [meta_row(spend="1250.5")]},
    {"period": Period(date(2024, 1, 1), date(2024, 1, 2))},
    {"period": Period(date(2024, 1, 1), date(2024, 1, 3))},
    {"account_id": "1"},
    {"currency": "1"},
    {"timezone": "1"},
    {"metadata": {"a": 1}},
    {"strict": True},
    {"on_conflict": ConflictPolicy.LAST},
]


def test_everything_that_is_sent_is_content() -> None:
    plain = Submission(META, [meta_row()])
    hashes = [content_sha256(replace(plain, **change), None) for change in CHANGES]
    hashes += [content_sha256(plain, at) for at in (None, NOON, NOON + timedelta(microseconds=1))]
    assert len(set(hashes)) == len(CHANGES) + 3


def test_content_of_half_characters_and_not_a_number_has_a_hash() -> None:
    assert len(content_sha256(Submission(META, [{"a": "\ud800", "b": float("nan"), "c": 10**40}]), None)) == 32


def test_content_that_is_nested_too_deeply_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(UnreadableBatchError, match="nested too deeply"):
        content_sha256(Submission(META, deep), None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_content_that_went_through_json_is_the_same_content(payload: object) -> None:
    copied = json.loads(json.dumps(payload))
    assert content_sha256(Submission(META, payload), None) == content_sha256(Submission(META, copied), None)


@given(st.text(), st.integers(0, 2**31))
def test_a_report_comes_back_as_it_was_kept(text: str, number: int) -> None:
    report = IngestReport(BatchId(text), number, 1, UpsertCounts(number, 2, 3, 4), [], [], (text, "b"))
    assert report_of(text_of(report)) == report
