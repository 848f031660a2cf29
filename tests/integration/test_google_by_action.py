"""Google rows by conversion action and by conversion date beside plain ones, through ingest and insights."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from domain.ports import RecordStore
from domain.reading import RowFilter
from domain.said_rules import NOTHING_SAID, SaidRules
from domain.use_cases.ingest import Ingest
from domain.use_cases.insights import Insights, InsightsReport, InsightsRequest
from domain.use_cases.submission import Submission
from domain.vocabulary import BatchId, DataSource
from tests.builders import google_row
from tests.fakes.clock import FixedClock
from tests.fakes.settings import InMemorySettingsStore
from tests.stored import ACME, opened

CUSTOMER, CAMPAIGN = {"id": "1", "currencyCode": "EUR"}, {"id": "7"}
DAY = {"date": "2024-02-05"}
NO_CONVERSIONS: dict[str, Any] = {"fieldMask": "metrics.costMicros,metrics.clicks,metrics.impressions"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    with opened(tmp_path) as found:
        yield found


def ingest(store: RecordStore, *payloads: object, rules: SaidRules = NOTHING_SAID) -> InsightsReport:
    """Each payload a batch of its own, in order; then the totals."""
    numbers = count(1)
    put = Ingest(
        store,
        FixedClock(datetime(2024, 6, 1, tzinfo=UTC)),
        lambda: BatchId(f"b{next(numbers)}"),
        InMemorySettingsStore(),
    )
    for payload in payloads:
        report = put(ACME, Submission(DataSource("google_ads"), payload, rules=rules))
        assert report.rejected == 0, report.issues
    return Insights(store)(ACME, InsightsRequest(RowFilter(), ("DATA_SOURCE",)))


def row(segments: dict[str, object], metrics: dict[str, object]) -> dict[str, object]:
    return {"customer": CUSTOMER, "campaign": CAMPAIGN, "segments": DAY | segments, "metrics": metrics}


PLAIN = row({}, {"costMicros": "8000000", "clicks": "40", "impressions": "900", "conversions": 5.5})
SPENT = {"results": [row({}, {"costMicros": "8000000", "clicks": "40", "impressions": "900"})], **NO_CONVERSIONS}
ACTIONS = [
    row({"conversionActionName": "Purchase"}, {"conversions": 4.25, "conversionsValue": 90}),
    row({"conversionActionName": "Lead"}, {"conversions": 1.25, "conversionsValue": 12.5}),
]


def figures(report: InsightsReport) -> tuple[object, ...]:
    totals = report.totals.overall
    return totals["spend"], totals["clicks"], totals["conversions"], totals["revenue"]


@pytest.mark.parametrize("payloads", [([PLAIN], ACTIONS), (ACTIONS, [PLAIN]), ([PLAIN, *ACTIONS],)])
def test_conversions_are_not_doubled_by_rows_of_single_actions(store: RecordStore, payloads: tuple[object]) -> None:
    report = ingest(store, *payloads)
    assert figures(report) == (8, 40, 5.5, 0)
    assert [(entry.reason.name, entry.rows, entry.spend) for entry in report.excluded] == [("BREAKDOWN", 2, None)]


@pytest.mark.parametrize("payloads", [(SPENT, ACTIONS), (ACTIONS, SPENT)])
def test_conversions_by_action_count_where_the_other_report_selects_none(
    store: RecordStore, payloads: tuple[object]
) -> None:
    report = ingest(store, *payloads)
    assert (figures(report), report.excluded) == ((8, 40, 5.5, 102.5), [])


def test_of_the_actions_that_were_asked_for_the_spend_of_all_rows_is_the_cost(store: RecordStore) -> None:
    report = ingest(store, [PLAIN, *ACTIONS], rules=SaidRules(action_types=("purch*",)))
    assert figures(report) == (8, 40, 4.25, 90)
    assert report.totals.overall["cost_per_conversion"] == pytest.approx(8 / 4.25)


def test_rows_by_action_alone_count(store: RecordStore) -> None:
    assert figures(ingest(store, ACTIONS)) == (None, None, 5.5, 102.5)


def test_conversions_by_their_own_day_never_join_those_by_the_day_of_the_ad(store: RecordStore) -> None:
    later = row({}, {"conversionsByConversionDate": 9, "conversionsValueByConversionDate": 99})
    report = ingest(store, [google_row(customer=CUSTOMER, campaign=CAMPAIGN, segments=DAY)], [later])
    assert figures(report) == (187.43, 412, 21.5, 1934.72)
    assert [(entry.reason.name, entry.rows) for entry in report.excluded] == [("MIXED_DATE_BASIS", 1)]
