"""Totals by campaign and day in every shape against sums in exact decimals, to the micro."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.normalize.batch import NormalizedBatch
from domain.sources.detect import detect_source
from tests.builders import codes, normalized, records
from tests.unit.normalize.google_shapes import METRICS, SHAPES, Fact, german_export, stream

COLUMNS = dict(
    zip(
        METRICS,
        (
            "spend",
            "impressions",
            "clicks",
            "conversions",
            "revenue",
            "all_conversions",
            "all_conversions_value",
            "view_through_conversions",
        ),
        strict=True,
    )
)
SAID = {"TOTAL_ROW_SKIPPED", "DECIMAL_COMMA", "CLICKS_GT_IMPRESSIONS", "SPEND_WITHOUT_DELIVERY"}
Sums = dict[tuple[str, str], dict[str, Decimal]]

amounts = st.one_of(st.just(0), st.integers(1, 10**6), st.integers(1, 10**13))
counts = st.one_of(st.just(0), st.integers(1, 2 * 10**6))
figures = st.fixed_dictionaries(
    {name: counts if name in {"impressions", "clicks", "view_through_conversions"} else amounts for name in METRICS}
)
facts = st.builds(
    Fact,
    campaign=st.sampled_from([20417736251, 20417736252]),
    day=st.sampled_from(["2024-02-05", "2024-02-06"]),
    device=st.sampled_from(["DESKTOP", "MOBILE", "TABLET"]),
    micros=figures,
)
batches = st.lists(facts, min_size=1, max_size=8, unique_by=lambda fact: (fact.campaign, fact.day, fact.device))


def by_hand(rows: Sequence[Fact]) -> Sums:
    """Sums in exact decimals, with nothing of the product."""
    sums: Sums = {}
    for fact in rows:
        cell = sums.setdefault((str(fact.campaign), fact.day), dict.fromkeys(METRICS, Decimal(0)))
        for name in METRICS:
            cell[name] += fact.decimal(name)
    return sums


def read(payload: object) -> NormalizedBatch:
    return normalized(payload, "google_ads", currency="EUR")


def totals(batch: NormalizedBatch) -> Sums:
    sums: Sums = {}
    for record in records(batch):
        cell = sums.setdefault(
            (record["campaign_id"], record["date_start"].isoformat()), dict.fromkeys(METRICS, Decimal(0))
        )
        for name, column in COLUMNS.items():
            cell[name] += record[column] or 0  # what was not asked for is unknown
    return sums


@settings(max_examples=8, deadline=None)
@pytest.mark.parametrize("shape", SHAPES)
@given(rows=batches)
def test_every_shape_gives_the_sums_of_exact_decimals(shape: str, rows: list[Fact]) -> None:
    batch = read(SHAPES[shape](rows))
    assert totals(batch) == by_hand(rows)
    assert not batch.log.rejected
    assert set(codes(batch)) <= SAID
    assert batch.unmapped == ()


@settings(max_examples=6, deadline=None)
@given(rows=batches)
def test_every_shape_gives_the_same_records(rows: list[Fact]) -> None:
    identity = ("key", "account_id", "level", "campaign_id", "device", "currency", "date_stop", *COLUMNS.values())
    found = {
        name: sorted(tuple(record[column] or 0 for column in identity) for record in records(read(shape(rows))))
        for name, shape in SHAPES.items()
        if shape is not german_export or rows[0].device == "TABLET"
    }
    assert len({tuple(told) for told in found.values()}) == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_told_by_its_names(shape: str) -> None:
    one = Fact(7, "2024-02-05", "MOBILE", dict.fromkeys(METRICS, 1_000_000))
    assert detect_source(SHAPES[shape]([one, one])) == "google_ads"


def turned(value: Any, *, as_text: bool) -> Any:
    """The same JSON with the names of every object turned round, numbers as text where asked."""
    if isinstance(value, dict):
        return {name: turned(value[name], as_text=as_text) for name in reversed(list(value))}
    if isinstance(value, list):
        return [turned(inner, as_text=as_text) for inner in value]
    return repr(value) if as_text and isinstance(value, int | float) else value


@settings(max_examples=4, deadline=None)
@pytest.mark.parametrize("shape", SHAPES)
@given(rows=batches, as_text=st.booleans())
def test_the_order_of_names_and_numbers_as_text_move_no_total(shape: str, rows: list[Fact], *, as_text: bool) -> None:
    payload = SHAPES[shape](rows)
    changed = turned(payload, as_text=as_text)
    assert totals(read(changed)) == by_hand(rows)


@settings(max_examples=6, deadline=None)
@given(rows=batches, cut=st.integers(0, 8))
def test_parts_of_a_batch_add_up_to_it(rows: list[Fact], cut: int) -> None:
    parts = [totals(read(stream(part))) for part in (rows[:cut], rows[cut:])]
    added: Sums = {}
    for part in parts:
        for cell, found in part.items():
            known = added.setdefault(cell, dict.fromkeys(METRICS, Decimal(0)))
            for name in METRICS:
                known[name] += found[name]
    assert added == by_hand(rows)
