"""The days of a row: its own, else the batch's, never a guess."""

from datetime import date

import pytest

from tests.builders import codes, google_row, klaviyo_row, meta_row, normalized, only, records

WEEK = ("2024-01-01", "2024-01-07")


def test_a_row_of_several_days_keeps_them_and_says_so() -> None:
    batch = normalized([meta_row(date_stop="2024-01-07")])
    record = only(batch)
    assert (record["date_start"], record["date_stop"]) == (date(2024, 1, 1), date(2024, 1, 7))
    assert codes(batch) == {"MULTI_DAY_ROW": 1}


def test_strictly_a_row_of_several_days_is_refused() -> None:
    batch = normalized([meta_row(date_stop="2024-01-07"), meta_row()], strict=True)
    assert (batch.log.rejected, len(records(batch))) == ({0}, 1)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    batch = normalized([meta_row(date_start="2024-01-07", date_stop="2024-01-01")])
    assert (records(batch), codes(batch)) == ([], {"BAD_PERIOD": 1})


@pytest.mark.parametrize("missing", ["date_start", "date_stop"])
def test_one_day_stands_for_both_ends(missing: str) -> None:
    record = only(normalized([meta_row(**{missing: ...})]))
    assert record["date_start"] == record["date_stop"] == date(2024, 1, 1)


def test_the_period_of_the_batch_becomes_that_of_a_row_without_days() -> None:
    batch = normalized([meta_row(date_start=..., date_stop=...)], period=WEEK)
    record = only(batch)
    assert (record["date_start"], record["date_stop"]) == (date(2024, 1, 1), date(2024, 1, 7))
    assert codes(batch) == {"PERIOD_FROM_BATCH": 1, "MULTI_DAY_ROW": 1}


def test_the_period_of_the_batch_leaves_the_days_of_a_row_alone() -> None:
    batch = normalized([meta_row(date_start="2024-01-03", date_stop="2024-01-03")], period=WEEK)
    assert (only(batch)["date_start"], codes(batch)) == (date(2024, 1, 3), {})


@pytest.mark.parametrize(
    ("row", "source"),
    [
        (meta_row(date_start=..., date_stop=...), "meta_business"),
        (google_row(segments=...), "google_ads"),
        (klaviyo_row(), "klaviyo"),
    ],
)
def test_without_any_days_a_row_is_refused(row: object, source: str) -> None:
    batch = normalized([row], source, currency="USD")
    assert (records(batch), batch.log.rejected) == ([], {0})
    assert codes(batch)["MISSING_DATE"] == 1


def test_the_message_of_a_missing_day_says_what_to_add() -> None:
    issue = normalized([google_row(segments=...)], "google_ads").log.shown()[0]
    assert (issue.path, issue.row_index) == ("segments.date", 0)
    assert "dateRange" in issue.message


@pytest.mark.parametrize("day", ["01/02/2024", "1.2.2024"])
def test_a_day_that_may_be_a_month_is_refused(day: str) -> None:
    batch = normalized([google_row(segments={"date": day})], "google_ads", period=WEEK)
    assert (records(batch), codes(batch)["AMBIGUOUS_DATE"]) == ([], 1)


def test_a_compact_day_is_read() -> None:
    assert only(normalized([google_row(segments={"date": "20240101"})], "google_ads"))["date_start"] == date(2024, 1, 1)


def test_a_refused_day_is_reported_with_one_code_only() -> None:
    assert codes(normalized([meta_row(date_start="nonsense", date_stop=...)])) == {"BAD_DATE": 1}
    assert codes(normalized([google_row(segments={"date": "01/02/2024"})], "google_ads", period=WEEK)) == {
        "AMBIGUOUS_DATE": 1
    }


@pytest.mark.parametrize(
    ("day", "accepted"), [("2024-12-31", True), ("2025-01-01", True), ("2025-01-02", False), ("2025-01-03", False)]
)
def test_one_day_of_grace_for_zones_where_it_is_tomorrow(day: str, accepted: bool) -> None:  # noqa: FBT001 - a table's column
    batch = normalized([meta_row(date_start=day, date_stop=day)], today=date(2024, 12, 31))
    assert (len(records(batch)) == 1) is accepted
    assert codes(batch) == ({} if accepted else {"FUTURE_DATE": 1})


def test_days_older_than_the_platform_answers_for_are_accepted() -> None:
    assert only(normalized([meta_row(date_start="2015-01-01", date_stop="2015-01-01")]))["date_start"] == date(
        2015, 1, 1
    )


def test_a_time_and_its_zone_never_shift_the_day() -> None:
    record = only(normalized([meta_row(date_start="2021-03-01T00:00:00-0800", date_stop="2021-03-01T23:59:59+1400")]))
    assert record["date_start"] == record["date_stop"] == date(2021, 3, 1)
