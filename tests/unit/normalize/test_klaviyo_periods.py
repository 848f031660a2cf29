"""The days of Klaviyo's reports: what the answer leaves out, the caller says."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.builders import codes, klaviyo_row, normalized, only, records

METRIC = {"conversion_metric_id": "P1", "metric": {"name": "Placed Order"}}


def series(*date_times: str, **statistics: list[object]) -> dict[str, Any]:
    result = {
        "groupings": {"flow_id": "F1", "flow_message_id": "M1", "send_channel": "email"},
        "statistics": statistics,
    }
    return {"data": {"type": "flow-series-report", "attributes": {"results": [result], "date_times": list(date_times)}}}


def periods(payload: object, **context: Any) -> list[tuple[date, date]]:
    rows = records(normalized(payload, "klaviyo", **context))
    return [(row["date_start"], row["date_stop"]) for row in rows]


def test_a_week_that_is_still_running_ends_today_and_the_finished_ones_are_kept() -> None:
    payload = series(
        "2024-12-16T00:00:00+00:00", "2024-12-23T00:00:00+00:00", "2024-12-30T00:00:00+00:00", delivered=[5, 6, 7]
    )
    assert periods(payload, metadata=METRIC) == [
        (date(2024, 12, 16), date(2024, 12, 22)),
        (date(2024, 12, 23), date(2024, 12, 29)),
        (date(2024, 12, 30), date(2024, 12, 31)),
    ]


def test_months_end_with_the_month_also_in_february() -> None:
    payload = series("2024-01-01", "2024-02-01", delivered=[5, 6])
    assert periods(payload, metadata=METRIC) == [
        (date(2024, 1, 1), date(2024, 1, 31)),
        (date(2024, 2, 1), date(2024, 2, 29)),
    ]


def test_a_single_bucket_has_the_length_that_the_caller_says() -> None:
    payload = series("2024-03-04", delivered=[5])
    assert periods(payload, metadata=METRIC) == [(date(2024, 3, 4), date(2024, 3, 4))]
    assert periods(payload, metadata={**METRIC, "interval": "weekly"}) == [(date(2024, 3, 4), date(2024, 3, 10))]
    assert periods(payload, metadata={**METRIC, "interval": "monthly"}) == [(date(2024, 3, 4), date(2024, 3, 31))]
    whole = {**METRIC, "timeframe": {"start": "2024-03-04T00:00:00", "end": "2024-03-17T00:00:00"}}
    assert periods(payload, metadata=whole) == [(date(2024, 3, 4), date(2024, 3, 17))]


def test_the_timeframe_is_the_period_of_a_values_report() -> None:
    whole = {**METRIC, "timeframe": {"start": "2024-05-01", "end": "2024-05-31"}}
    assert periods([klaviyo_row()], metadata=whole) == [(date(2024, 5, 1), date(2024, 5, 31))]
    by_range = periods([klaviyo_row()], metadata=METRIC, period=("2024-06-01", "2024-06-30"))
    assert by_range == [(date(2024, 6, 1), date(2024, 6, 30))]


def test_what_stands_beside_groupings_and_statistics_is_read_too() -> None:
    batch = normalized(
        [klaviyo_row() | {"date": "2024-05-05", "currency": "EUR", "foo": 1}], "klaviyo", metadata=METRIC
    )
    record = only(batch)
    assert (record["date_start"], record["currency"], record["extra"]) == (date(2024, 5, 5), "EUR", '{"foo":1}')
    assert batch.unmapped == ("foo",)


def test_the_metric_may_be_named_by_text_alone() -> None:
    batch = normalized([klaviyo_row() | {"date": "2024-05-05"}], "klaviyo", metadata={"metric": "Placed Order"})
    assert only(batch)["conversion_metric_name"] == "Placed Order"
    assert "KLAVIYO_METRIC_UNKNOWN" not in codes(batch)
