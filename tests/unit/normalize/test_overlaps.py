"""Rows of one batch that tell the same days twice are said, whatever their source; the rows are kept."""

from typing import Any

import pytest

from domain.issues import Place
from domain.vocabulary import ConflictPolicy
from tests.builders import google_row, klaviyo_row, meta_row, normalized, records


def period(first: str, last: str, **changes: object) -> dict[str, Any]:
    return meta_row(date_start=f"2024-01-{first}", date_stop=f"2024-01-{last}", **changes)


def said(batch: Any, code: str) -> list[tuple[int, str]]:
    return [(issue.row_index, issue.value) for issue in batch.log.shown() if issue.code == code]


@pytest.mark.parametrize(
    ("rows", "overlapping"),
    [
        ([period("01", "30"), period("24", "30")], [0, 1]),
        ([period("24", "30"), period("01", "30")], [0, 1]),
        ([period("01", "07"), period("08", "14")], []),
        ([period("01", "07"), period("07", "14")], [0, 1]),
        ([period("01", "30"), period("02", "02"), period("05", "05")], [0, 1, 2]),
        ([period("01", "07"), period("03", "09", campaign_id="2")], []),
        ([period("01", "07"), period("03", "09", age="18-24")], []),
        ([period("01", "07"), period("03", "09", action_report_time="conversion")], []),
        ([period("01", "07"), period("03", "09", spend="abc")], []),
        ([period("01", "01"), period("02", "02")], []),
    ],
)
def test_periods_of_one_entity_that_share_a_day_are_said(rows: list[dict[str, Any]], overlapping: list[int]) -> None:
    batch = normalized(rows)
    assert [row for row, _ in said(batch, "OVERLAPPING_PERIODS")] == overlapping
    assert len(records(batch)) == len(rows) - len(batch.log.rejected)


def test_the_issue_names_the_other_row_and_the_days() -> None:
    first, _ = normalized([period("01", "30"), period("24", "30")]).log.shown()[-2:]
    assert first.message == (
        "Row 0: Its days 2024-01-01 to 2024-01-30 are also those of row 1: totals count them once. "
        "Send one row for each day, or reports whose periods follow each other."
    )


def test_in_a_part_of_an_upload_the_other_row_is_named_by_its_place_in_the_whole() -> None:
    batch = normalized([period("01", "30"), period("24", "30")], place=Place(100))
    first, _ = batch.log.shown()[-2:]
    assert first.message.startswith("Row 100: Its days 2024-01-01 to 2024-01-30 are also those of row 101: ")


def test_rows_that_were_added_into_one_do_not_overlap() -> None:
    rows = [period("01", "07", spend="1"), period("01", "07", spend="2")]
    assert said(normalized(rows, on_conflict=ConflictPolicy.SUM), "OVERLAPPING_PERIODS") == []


def test_overlaps_are_found_in_mails_too() -> None:
    results = [klaviyo_row(), klaviyo_row()]
    envelopes = [
        {"results": [result], "timeframe": {"start": start, "end": "2024-01-30T23:59:59"}}
        for result, start in zip(results, ("2024-01-01T00:00:00", "2024-01-24T00:00:00"), strict=True)
    ]
    batch = normalized(envelopes, "klaviyo", currency="USD", metadata={"conversion_metric_id": "X"})
    assert [row for row, _ in said(batch, "OVERLAPPING_PERIODS")] == [0, 1]


def conversion(**changes: object) -> dict[str, Any]:
    return meta_row(action_report_time="conversion", **changes)


@pytest.mark.parametrize(
    ("rows", "left_out"),
    [
        ([meta_row(), conversion()], [1]),
        ([conversion(), meta_row()], [0]),
        ([meta_row(), conversion(campaign_id="2")], []),
        ([conversion(), conversion(campaign_id="2")], []),
        ([meta_row(), conversion(ad_id="8")], [1]),
        ([meta_row(spend="abc"), conversion()], []),
        ([meta_row(), conversion(account_id="9")], []),
        ([meta_row(campaign_id=...), conversion()], []),
    ],
)
def test_rows_by_another_date_basis_than_their_campaigns_are_said(
    rows: list[dict[str, Any]], left_out: list[int]
) -> None:
    assert said(normalized(rows), "MIXED_DATE_BASIS") == [(row, "CONVERSION") for row in left_out]


def test_rows_of_one_basis_and_a_day_each_say_nothing() -> None:
    batch = normalized([google_row(), google_row(campaign={"id": "2"})], "google_ads")
    assert batch.log.shown() == []
