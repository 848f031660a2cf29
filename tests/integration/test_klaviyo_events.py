"""Klaviyo's events and metric aggregates, from the API's answer to records and totals; expected figures by hand."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from adapters.stores.duckdb_file import connect
from adapters.stores.duckdb_inspection import DuckDbInspection
from domain.ports import AccountDefault
from domain.reading import RowFilter
from domain.use_cases.verification import examine_choice
from domain.verification import Check
from domain.vocabulary import DataSource, Level, RecordKey
from tests.fakes.settings import InMemorySettingsStore
from tests.klaviyo_events import aggregate, answer, event, ingest
from tests.stored import ACME, days, groups, instant, left_out, listed, opened, reading

MORNING, EVENING, NEXT = "2024-05-01T08:00:00+00:00", "2024-05-01T20:00:00+00:00", "2024-05-02T08:00:00+00:00"
FLOW: dict[str, Any] = {"_message": "fm1", "_flow": "F1"}
DAYS = ["2024-05-01T00:00:00+00:00", "2024-05-02T00:00:00+00:00"]


def only_row(store: Any) -> dict[str, Any]:
    [row] = listed(store)
    return row


def figures(store: Any, *names: str) -> list[tuple[Any, ...]]:
    return sorted(tuple(row[name] for name in names) for row in listed(store))


def test_every_metric_of_a_message_is_one_record_of_its_day(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        mails = [event(f"r{n}", "RE", MORNING, **FLOW) for n in range(5)]
        opens = [event(f"o{n}", "OE", EVENING, **FLOW, Apple_Privacy_Open=n == 0) for n in range(3)]
        clicks = [event(f"c{n}", "CE", EVENING, **FLOW, Bot_Click=n == 1) for n in range(3)]
        others = [event(f"x{m}", m, EVENING, **FLOW) for m in ("BE", "US", "SP")]
        order = event("p1", "PO", EVENING, _value="$1,234.50", _attribution={"$attributed_event_id": "c0"})
        report = ingest(store, answer(*mails, *opens, *clicks, *others, order))
        row = only_row(store)
        names = ("delivered", "impressions", "opens", "apple_privacy_opens", "clicks", "bounces", "unsubscribes")
        assert [row[name] for name in names] == [5, 5, 3, 1, 2, 1, 1]
        assert (row["spam_complaints"], row["conversions"], row["revenue"]) == (1, 1, Decimal("1234.50"))
        assert (row["level"], row["campaign_id"], row["campaign_type"]) == ("MESSAGE", "F1", "FLOW")
        assert (row["channel"], row["date_basis"], row["date_start"]) == ("email", "EVENT", date(2024, 5, 1))
        assert (report.received, report.rejected, report.counts.inserted) == (15, 0, 1)


def test_the_second_half_of_a_day_adds_and_the_same_event_twice_does_not(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        ingest(store, answer(event("a", "OE", MORNING, _message="m1")), at=1)
        second = ingest(store, answer(event("b", "OE", EVENING, _message="m1")), at=2)
        again = ingest(store, answer(event("a", "OE", MORNING, _message="m1")), at=3)
        assert (only_row(store)["opens"], only_row(store)["revision"]) == (2, 2)
        assert (second.counts.updated, again.counts.unchanged, again.counts.updated) == (1, 1, 0)
        [early] = listed(store, RowFilter(as_of=instant(1.5)))
        assert early["opens"] == 1


def test_the_day_of_an_event_is_that_of_the_accounts_time_zone(tmp_path: Path) -> None:
    late = event("a", "OE", "2024-05-02T03:30:00+00:00", _message="m1")
    with opened(tmp_path) as store:
        report = ingest(store, answer(late), timezone="America/New_York", account_id="U1")
        row = only_row(store)
        assert (row["date_start"], row["account_timezone"]) == (date(2024, 5, 1), "America/New_York")
        assert [found.code for found in report.issue_counts] == []


def test_without_a_time_zone_days_are_utc_and_settings_tell_it(tmp_path: Path) -> None:
    late = event("a", "OE", "2024-05-02T03:30:00+00:00", _message="m1")
    told = InMemorySettingsStore()
    told.set_account_default(ACME, AccountDefault(DataSource("klaviyo"), "U1", None, "America/New_York"))
    with opened(tmp_path) as store:
        report = ingest(store, answer(late))
        assert (only_row(store)["date_start"], report.issue_counts[0].code) == (date(2024, 5, 2), "EVENT_DAYS_IN_UTC")
    with opened(tmp_path / "told") as store:
        assert ingest(store, answer(late), settings=told).issue_counts == []
        assert only_row(store)["date_start"] == date(2024, 5, 1)


@pytest.mark.parametrize(
    "credit",
    [
        {"_attribution": {"$attributed_event_id": "c"}},
        {"_attribution": {"attributed_event_id": "c"}},
        {"attributed_event_id": "c"},
        {"relationships": {"attributed-event": {"data": {"type": "event", "id": "c"}}}},
        {"_attribution": {"$message": "m1", "$flow": ""}},
        {"_message": "m1"},
    ],
)
def test_an_order_belongs_to_the_message_that_it_is_credited_to(tmp_path: Path, credit: dict[str, Any]) -> None:
    with opened(tmp_path) as store:
        click = event("c", "CE", MORNING, _message="m1")
        order = event("p", "PO", EVENING, _value=20, **credit)
        ingest(store, answer(order), at=1)
        ingest(store, answer(click), at=2)
        row = only_row(store)
        assert (row["ad_id"], row["clicks"], row["conversions"], row["revenue"]) == ("m1", 1, 1, 20)


def test_an_order_whose_click_comes_later_moves_from_the_account_to_the_message(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        ingest(store, answer(event("p", "PO", NEXT, _value=20, _attribution={"$attributed_event_id": "c"})), at=1)
        assert figures(store, "level", "revenue") == [("ACCOUNT", 20)]
        ingest(store, answer(event("c", "CS", MORNING, _message="m1")), at=2)
        assert figures(store, "date_start", "level", "channel", "clicks", "revenue") == [
            (date(2024, 5, 1), "MESSAGE", "sms", 1, None),
            (date(2024, 5, 2), "MESSAGE", "sms", None, 20),
        ]


def test_e93_values_keep_their_sign_and_refunds_are_a_family_of_their_own(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        rows = [
            event("p1", "PO", MORNING, _message="m1", _value="$1,234.50"),
            event("p2", "PO", MORNING, _message="m1", _value="-20"),
            event("r1", "RO", MORNING, _message="m1", _value=-100.25),
            event("o1", "OP", MORNING, _message="m1", _value="7.10"),
        ]
        ingest(store, answer(*rows))
        row = only_row(store)
        assert (row["conversions"], row["revenue"]) == (2, Decimal("1214.50"))
        assert json.loads(row["conversions_by_type"]) == {
            "Ordered Product": {"count": 1, "value": 7.1},
            "Placed Order": {"count": 2, "value": 1214.5},
            "Refunded Order": {"count": 1, "value": -100.25},
        }


def test_nobody_who_did_something_is_kept_beyond_the_raw_row(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        ingest(store, answer(event("a", "OE", MORNING, _message="m1", email="ann@example.com")))
    connection = connect(tmp_path / "records.duckdb", read_only=True)
    for table in ("records", "events", "facts", "batches"):
        found = str(connection.table(f"org_1.{table}").to_arrow_table().to_pylist())
        assert "example.com" not in found, table
        assert "01P" not in found, table
    connection.close()


def test_a_deleted_day_stays_deleted_and_a_later_event_begins_it_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        ingest(store, answer(event("a", "OE", MORNING, _message="m1"), event("b", "OE", MORNING, _message="m1")), at=1)
        key = RecordKey(only_row(store)["key"])
        store.delete(ACME, RowFilter(data_sources=(DataSource("klaviyo"),)), instant(2))
        ingest(store, answer(event("late", "OE", EVENING, _message="m1")), at=1.5, ingested=3)
        assert listed(store) == []
        ingest(store, answer(event("c", "OE", EVENING, _message="m1")), at=4)
        assert only_row(store)["opens"] == 1
        ingest(store, answer(event("a", "OE", MORNING, _message="m1")), at=5)
        assert only_row(store)["opens"] == 2
        told = [(v["opens"], v["removed_at"]) for v in store.versions(ACME, key, None, 10).to_pylist()]
        assert told == [(2, None), (3, instant(2)), (1, None), (2, None)]


def test_what_is_stored_of_events_passes_verification(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        ingest(store, answer(event("a", "OE", MORNING, _message="m1")), at=1)
        ingest(store, answer(event("p", "PO", NEXT, _value=1, _attribution={"$attributed_event_id": "a"})), at=2)
        store.delete(ACME, RowFilter(period=days(122, 122)), instant(3))
        ingest(store, answer(event("b", "OE", MORNING, _message="m1")), at=4)
    inspection = DuckDbInspection(connect(tmp_path / "records.duckdb", read_only=True))
    for check in (Check.OWN_ROWS, Check.ONE_ROW_PER_KEY, Check.HISTORY, Check.RAW_ROWS):
        assert inspection.examine(ACME, check, 5).breaches == ()
    assert examine_choice(inspection.choices(ACME)).failed == 0
    inspection.close()


def test_a_message_learns_its_campaign_and_account_from_a_report(tmp_path: Path) -> None:
    result = {
        "groupings": {"campaign_id": "C1", "campaign_message_id": "m1", "send_channel": "email"},
        "date": "2024-04-30",
    }
    with opened(tmp_path) as store:
        ingest(store, answer(event("a", "OE", MORNING, _message="m1")), at=1)
        ingest(store, [result | {"statistics": {"delivered": 9, "recipients": 10}}], at=2, account_id="U1")
        assert figures(store, "date_basis", "campaign_id", "account_id") == [
            ("EVENT", "C1", "U1"),
            ("SEND", "C1", "U1"),
        ]
        ingest(store, answer(event("b", "OE", EVENING, _message="m1")), at=3, account_id="U1")
        assert [row["opens"] for row in listed(store) if row["date_basis"] == "EVENT"] == [2]


# --- aggregates


def test_an_aggregate_gives_a_record_per_date_and_message_and_what_is_not_credited_to_the_account(
    tmp_path: Path,
) -> None:
    data = [
        {"dimensions": ["m1"], "measurements": {"count": [3, 1], "sum_value": [150.25, 20], "unique": [3, 1]}},
        {"dimensions": [""], "measurements": {"count": [5, 2], "sum_value": ["500.10", 80], "unique": [5, 2]}},
    ]
    with opened(tmp_path) as store:
        report = ingest(store, aggregate("Placed Order", ["$attributed_message"], DAYS, data))
        found = figures(store, "level", "date_start", "conversions", "revenue")
        assert found == [
            ("ACCOUNT", date(2024, 5, 1), 5, Decimal("500.10")),
            ("ACCOUNT", date(2024, 5, 2), 2, 80),
            ("MESSAGE", date(2024, 5, 1), 3, Decimal("150.25")),
            ("MESSAGE", date(2024, 5, 2), 1, 20),
        ]
        assert {row["date_basis"] for row in listed(store)} == {"EVENT"}
        assert (report.received, report.counts.inserted) == (2, 4)
        assert reading(store)[1][0]["revenue"] == 170.25
        assert left_out(store) == {"LEVEL": 2}


def test_aggregates_of_several_metrics_meet_in_one_record(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for at, (metric, count, unique) in enumerate(
            [("Received Email", 100, 100), ("Opened Email", 60, 40), ("Clicked Email", 9, 6)]
        ):
            data = [{"dimensions": ["m1"], "measurements": {"count": [count], "unique": [unique]}}]
            ingest(store, aggregate(metric, ["$message"], DAYS[:1], data), at=at)
        row = only_row(store)
        names = ("delivered", "opens", "unique_opens", "clicks", "unique_clicks", "conversions")
        assert [row[name] for name in names] == [100, 60, 40, 9, 6, None]
        assert reading(store)[1][0]["open_rate"] == 0.4


def test_a_newer_aggregate_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    def orders(count: int) -> dict[str, Any]:
        data = [{"dimensions": ["m1"], "measurements": {"count": [count], "sum_value": [count * 10]}}]
        return aggregate("Placed Order", ["$attributed_message"], DAYS[:1], data)

    with opened(tmp_path) as store:
        ingest(store, orders(5), at=2)
        ingest(store, orders(3), at=1)
        ingest(store, orders(5), at=3)
        assert (only_row(store)["conversions"], only_row(store)["revision"]) == (5, 2)
        ingest(store, orders(6), at=4)
        assert (only_row(store)["revenue"], only_row(store)["revision"]) == (60, 3)


def test_an_aggregate_and_the_events_that_it_is_of_are_counted_once(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        ingest(store, answer(*(event(f"o{n}", "OE", MORNING, _message="m1") for n in range(3))), at=1)
        ingest(store, answer(event("c", "CE", MORNING, _message="m1")), at=1)
        data = [{"dimensions": ["m1"], "measurements": {"count": [4]}}]
        ingest(store, aggregate("Opened Email", ["$message"], DAYS[:1], data), at=2)
        assert (only_row(store)["opens"], only_row(store)["clicks"]) == (4, 1)


@pytest.mark.parametrize(
    ("by", "dimensions", "level", "columns"),
    [
        (["$flow"], ["F1"], Level.CAMPAIGN, {"campaign_id": "F1", "campaign_type": "FLOW"}),
        (["$attributed_flow"], ["F1"], Level.CAMPAIGN, {"campaign_id": "F1", "campaign_type": "FLOW"}),
        (
            ["$attributed_message", "$attributed_channel"],
            ["m1", "sms"],
            Level.MESSAGE,
            {"ad_id": "m1", "channel": "sms"},
        ),
        (["$message", "$variation"], ["m1", "A"], Level.MESSAGE, {"breakdown_set": "variation"}),
        (["$campaign"], ["C1"], Level.CAMPAIGN, {"campaign_id": "C1", "campaign_type": "CAMPAIGN"}),
        ([], [], Level.ACCOUNT, {"campaign_id": None, "channel": "other"}),
    ],
)
def test_dimensions_say_whose_figures_they_are(
    tmp_path: Path, by: list[str], dimensions: list[str], level: Level, columns: dict[str, Any]
) -> None:
    data = [{"dimensions": dimensions, "measurements": {"count": [2], "sum_value": [9]}}]
    with opened(tmp_path) as store:
        ingest(store, aggregate("Placed Order", by, DAYS[:1], data))
        row = only_row(store)
        assert (row["level"], row["conversions"]) == (level, 2)
        assert {name: row[name] for name in columns} == columns


def test_what_the_caller_says_of_an_aggregate_may_stand_in_metadata(tmp_path: Path) -> None:
    bare = aggregate(None, None, DAYS[:1], [{"dimensions": ["m1"], "measurements": {"count": [2]}}])
    said = {"metric": {"name": "Opened Email"}, "by": ["$message"], "conversion_metric_id": "OE"}
    with opened(tmp_path) as store:
        assert ingest(store, bare, metadata=said).rejected == 0
        assert only_row(store)["opens"] == 2


@pytest.mark.parametrize(
    ("payload", "code", "said"),
    [
        (
            aggregate(None, ["$message"], DAYS[:1], [{"dimensions": ["m"], "measurements": {"count": [1]}}]),
            "KLAVIYO_METRIC_MISSING",
            "Placed Order",
        ),
        (
            aggregate("Opened Email", None, DAYS[:1], [{"dimensions": ["m"], "measurements": {"count": [1]}}]),
            "KLAVIYO_BY_MISSING",
            "attributed_message",
        ),
        (
            aggregate("Opened Email", ["$message"], DAYS, [{"dimensions": ["m"], "measurements": {"count": [1]}}]),
            "SERIES_LENGTH",
            "1 values for 2 dates",
        ),
        (
            aggregate("Opened Email", ["$message"], DAYS[:1], [{"dimensions": ["m"], "measurements": {"count": [-1]}}]),
            "NEGATIVE_COUNT",
            "count",
        ),
        (answer(event("a", "??", MORNING, _message="m1")), "KLAVIYO_METRIC_MISSING", "include=metric"),
        (answer(event("a", "PO", MORNING, _value="abc")), "NOT_A_NUMBER", "abc"),
        (answer(event("a", "PO", "yesterday", _value=1)), "BAD_DATE", "yesterday"),
        (answer(event("a", "PO", "2030-01-01T00:00:00+00:00", _value=1)), "FUTURE_DATE", "2030-01-01"),
        (answer(event("a", "PO", MORNING, _value=1) | {"id": None}), "MISSING_ENTITY", "no id"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_what_to_send(tmp_path: Path, payload: Any, code: str, said: str) -> None:
    with opened(tmp_path) as store:
        report = ingest(store, payload)
        assert (report.rejected, [found.code for found in report.issue_counts], listed(store)) == (1, [code], [])
        assert said in report.issues[0].message


def test_e90_aggregates_of_overlapping_windows_are_counted_once(tmp_path: Path) -> None:
    def opened_mails(dates: list[str], counts: list[int], interval: str) -> dict[str, Any]:
        data = [{"dimensions": ["m1"], "measurements": {"count": counts}}]
        return aggregate("Opened Email", ["$message"], dates, data, interval=interval)

    with opened(tmp_path) as store:
        ingest(store, opened_mails(["2024-04-01T00:00:00+00:00"], [30], "month"), at=1)
        ingest(store, opened_mails(["2024-04-08T00:00:00+00:00"], [7], "week"), at=2)
        assert groups(store, "DATA_SOURCE", metric="opens") == {"klaviyo": 30}
        assert left_out(store) == {"OVERLAPPING_PERIODS": 1}


def test_e91_events_and_reports_of_a_campaign_and_day_are_never_added(tmp_path: Path) -> None:
    row = {
        "groupings": {"campaign_id": "C1", "campaign_message_id": "m1", "send_channel": "email"},
        "date": "2024-05-01",
    }
    with opened(tmp_path) as store:
        ingest(store, [row | {"statistics": {"delivered": 9, "opens": 5, "conversions": 2, "conversion_value": 10}}])
        ingest(
            store, answer(event("a", "OE", MORNING, _message="m1"), event("p", "PO", MORNING, _message="m1", _value=10))
        )
        assert (reading(store)[1][0]["opens"], reading(store)[1][0]["revenue"]) == (5, 10)
        assert left_out(store) == {"MIXED_DATE_BASIS": 1}


def test_a_sum_that_no_column_holds_is_unknown_and_said(tmp_path: Path) -> None:
    orders = [event(f"p{n}", "PO", MORNING, _message="m1", _value="900000000000") for n in range(2)]
    with opened(tmp_path) as store:
        report = ingest(store, answer(*orders, event("o", "OE", MORNING, _message="m1")))
        row = only_row(store)
        assert (row["conversions"], row["revenue"], row["opens"]) == (2, None, 1)
        [issue] = [one for one in report.issues if one.code == "SUM_OUT_OF_RANGE"]
        assert (issue.row_index, issue.value, report.rejected) == (None, "1800000000000.000000", 0)
        assert "1 sum of events is larger than the store can hold, and unknown" in issue.message
        assert "of 2024-05-01" in issue.message
