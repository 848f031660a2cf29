"""Aggregates whose windows overlap, and events beside values reports of one campaign: accepted, and said (E90, E91)."""

from typing import Any

import pytest

from tests.builders import codes, normalized
from tests.klaviyo_events import aggregate, answer, event

BY = ["$attributed_message"]
REPORT = {
    "groupings": {"campaign_id": "C1", "campaign_message_id": "m1", "send_channel": "email"},
    "statistics": {"recipients": 10, "delivered": 9, "opens": 4},
    "date": "2024-05-01",
}


def window(start: str, stop: str, message: str = "m1", metric: str = "Opened Email") -> dict[str, Any]:
    cell = {"dimensions": [message], "measurements": {"count": [5]}}
    return aggregate(metric, BY, [start], [cell], timeframe={"start": start, "end": stop})


def days(message: str = "m1") -> dict[str, Any]:
    return aggregate("Opened Email", BY, ["2024-05-01"], [{"dimensions": [message], "measurements": {"count": [5]}}])


def of(*parts: object) -> dict[str, int]:
    return dict(codes(normalized(list(parts), "klaviyo", currency="USD", timezone="UTC")))


def test_windows_of_one_metric_and_dimension_that_overlap_are_said() -> None:
    month, week = window("2024-05-01", "2024-05-30"), window("2024-05-24", "2024-05-30")
    assert of(month, week) == {"OVERLAPPING_PERIODS": 2}
    assert of(month, days()) == {"OVERLAPPING_PERIODS": 2}


@pytest.mark.parametrize(
    "other",
    [
        window("2024-05-24", "2024-05-30", message="m2"),
        window("2024-05-24", "2024-05-30", metric="Clicked Email"),
        window("2024-05-31", "2024-06-06"),
    ],
)
def test_other_metrics_messages_and_days_overlap_with_nothing(other: dict[str, Any]) -> None:
    assert "OVERLAPPING_PERIODS" not in of(window("2024-05-01", "2024-05-30"), other)


@pytest.mark.parametrize("message", ["m1", "m2"])
def test_aggregates_beside_a_report_of_the_same_message_are_said(message: str) -> None:
    assert of(REPORT, days(message)).get("MIXED_DATE_BASIS", 0) == (message == "m1")


def test_events_beside_a_report_of_the_same_message_are_said() -> None:
    own = event("o1", "OE", "2024-05-01T08:00:00+00:00", _message="m1")
    other = event("o2", "OE", "2024-05-01T08:00:00+00:00", _message="m9")
    assert of(REPORT, answer(own, other)).get("MIXED_DATE_BASIS") == 1
    assert "MIXED_DATE_BASIS" not in of(answer(own, other))
