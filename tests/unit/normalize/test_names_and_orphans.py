"""Rows without ids, rows without parents, rows that are rejected late."""

from __future__ import annotations

from datetime import date

from tests.builders import codes, google_row, meta_row, normalized, only, records

NAMELESS = {"campaign_id": ..., "account_id": ...}


def test_ads_of_one_name_in_two_campaigns_are_two_ads() -> None:
    rows = [
        meta_row(**NAMELESS, campaign_name=name, ad_name="Video 1", spend=spend)
        for name, spend in (("A", "10"), ("B", "20"))
    ]
    found = records(normalized(rows))
    assert [(row["entity_id"], row["campaign_id"]) for row in found] == [
        ("name:a/video 1", "name:a"),
        ("name:b/video 1", "name:b"),
    ]


def test_campaigns_without_ids_are_told_apart_by_their_names() -> None:
    rows = [meta_row(**NAMELESS, campaign_name=name) for name in ("Brand", "Generic")]
    assert [row["campaign_id"] for row in records(normalized(rows))] == ["name:brand", "name:generic"]


def test_ads_that_do_not_name_their_campaign_are_said_once() -> None:
    rows = [meta_row(campaign_id=..., ad_id=str(number)) for number in range(3)]
    assert codes(normalized(rows)) == {"PARENT_UNKNOWN": 1}


def test_a_rejected_row_is_reported_for_what_rejects_it_alone() -> None:
    batch = normalized(
        [meta_row(clicks="", date_start="2024-01-01", date_stop="2026-01-01"), meta_row(campaign_id="2")]
    )
    assert codes(batch) == {"FUTURE_DATE": 1}
    assert [issue.code for issue in batch.log.shown()] == ["FUTURE_DATE"]


def test_a_row_takes_the_one_currency_of_its_account_and_strict_accepts_it() -> None:
    rows = [meta_row(), meta_row(campaign_id="2", account_currency=...)]
    assert codes(normalized(rows, strict=True)) == {"CURRENCY_FROM_ACCOUNT": 1}
    assert codes(
        normalized([meta_row(account_id=...), meta_row(campaign_id="2", account_id=..., account_currency=...)])
    ) == {"CURRENCY_UNKNOWN": 1}


def test_google_rows_by_week_or_month_span_it() -> None:
    week = google_row(segments={"date": ..., "week": "2024-02-05"})
    assert (only(normalized([week], "google_ads"))["date_stop"]) == date(2024, 2, 11)
    month = google_row(segments={"date": ..., "month": "2024-02-01"})
    assert (only(normalized([month], "google_ads"))["date_stop"]) == date(2024, 2, 29)
