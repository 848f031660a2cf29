"""What Klaviyo's objects tell of campaigns: audiences, names, status, shown on the campaigns' records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain.reading import RowFilter
from tests.klaviyo_events import answer, event, ingest
from tests.stored import instant, left_out, listed, opened, reading

Row = dict[str, Any]


def sent(**changes: object) -> list[Row]:
    """A report's result of a message of campaign C1."""
    groupings = {"campaign_id": "C1", "campaign_message_id": "m1", "send_channel": "email"}
    return [{"groupings": groupings, "statistics": {"recipients": 10, "delivered": 9}, "date": "2024-05-01", **changes}]


def campaign(
    name: str = "Spring", included: tuple[str, ...] = ("L1", "S1"), excluded: tuple[str, ...] = ("S2",)
) -> Row:
    audiences = {"included": list(included), "excluded": list(excluded)}
    attributes = {"name": name, "status": "Sent", "audiences": audiences, "send_time": "2024-05-01T10:00:00+00:00"}
    return {"type": "campaign", "id": "C1", "attributes": attributes}


def page(*objects: Row) -> Row:
    lists = [("list", "L1", "Newsletter"), ("segment", "S1", "Engaged 90 days"), ("segment", "S2", "Bought lately")]
    included = [{"type": kind, "id": i, "attributes": {"name": name}} for kind, i, name in lists]
    message = {
        "type": "campaign-message",
        "id": "m1",
        "attributes": {"definition": {"content": {"subject": "It is spring"}}},
    }
    return {"data": list(objects), "included": [*included, message]}


AUDIENCES = {
    "excluded": [{"id": "S2", "name": "Bought lately"}],
    "included": [{"id": "L1", "name": "Newsletter"}, {"id": "S1", "name": "Engaged 90 days"}],
}


@pytest.mark.parametrize("object_first", [True, False])
def test_audiences_and_names_of_a_campaign_are_shown_on_its_records(tmp_path: Path, *, object_first: bool) -> None:
    batches = [page(campaign()), sent()]
    with opened(tmp_path) as store:
        for at, payload in enumerate(batches if object_first else batches[::-1]):
            ingest(store, payload, at=at)
        [row] = listed(store)
        assert json.loads(row["audiences"]) == AUDIENCES
        assert (row["campaign_name"], row["status"], row["ad_name"]) == ("Spring", "Sent", "It is spring")


def test_an_object_is_a_raw_row_and_no_record(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        report = ingest(store, page(campaign()))
        assert (report.received, report.rejected, report.counts.inserted, listed(store)) == (1, 0, 0, [])


def test_the_last_word_on_an_audience_counts_whatever_the_order_of_arrival(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        ingest(store, sent(), at=1)
        ingest(store, page(campaign(included=("L9",), excluded=())), at=3)
        ingest(store, page(campaign()), at=2)
        [row] = listed(store)
        assert json.loads(row["audiences"]) == {"excluded": [], "included": [{"id": "L9"}]}


def test_a_name_that_a_row_said_stays_and_restated_rows_show_audiences_too(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        ingest(store, page(campaign(name="Renamed")), at=1)
        ingest(store, sent(campaign_name="As sent"), at=2)
        restated = ingest(store, sent(campaign_name="As sent", statistics={"delivered": 8, "recipients": 10}), at=3)
        [row] = listed(store)
        [before] = listed(store, RowFilter(as_of=instant(2.5)))
        assert (restated.counts.updated, row["campaign_name"], json.loads(row["audiences"])) == (
            1,
            "As sent",
            AUDIENCES,
        )
        assert json.loads(before["audiences"]) == AUDIENCES


@pytest.mark.parametrize(
    ("kind", "name"),
    [("segment_id", "segment-values-report"), ("list_id", "list-report"), ("form_id", "form-values-report")],
)
def test_members_of_segments_and_lists_are_account_rows(tmp_path: Path, kind: str, name: str) -> None:
    told = {"total_members": 1200, "members_added": 40, "members_removed": 15, "net_members_changed": 25}
    results = [{"groupings": {kind: "X1"}, "statistics": told}]
    report = {
        "data": {"type": name, "attributes": {"results": results}},
        "timeframe": {"start": "2024-05-01", "end": "2024-05-01"},
    }
    with opened(tmp_path) as store:
        assert ingest(store, report).rejected == 0
        [row] = listed(store)
        assert (row["level"], json.loads(row["breakdowns"])) == ("ACCOUNT", {kind: "X1"})
        assert json.loads(row["platform_metrics"]) == told


def test_members_of_a_segment_do_not_hide_orders_that_nobody_is_credited_with(tmp_path: Path) -> None:
    row = {"groupings": {"segment_id": "X1"}, "statistics": {"total_members": 9}, "date": "2024-05-01"}
    with opened(tmp_path) as store:
        ingest(store, answer(event("p", "PO", "2024-05-01T10:00:00+00:00", _value=20)), account_id="U1")
        ingest(store, [row], account_id="U1")
        assert (reading(store)[1][0]["revenue"], left_out(store)) == (20, {"BREAKDOWN": 1})


# --- tables that other tools land


def test_events_of_fivetrans_table_are_events(tmp_path: Path) -> None:
    plain = {"person_id": "01P", "_fivetran_synced": "2024-05-03 00:00:00", "uuid": "u", "campaign_id": None}
    click = {"id": "c", "metric_id": "CE", "type": "Clicked Email", "flow_id": "F1", "flow_message_id": "fm1"}
    order = {"id": "p", "metric_id": "PO", "type": "Placed Order", "property_value": "-20", "flow_id": "F1"}
    with opened(tmp_path) as store:
        rows = [row | plain | {"datetime": "2024-05-01 10:00:00.000"} for row in (click, order)]
        assert ingest(store, rows).rejected == 0
        found = sorted((row["level"], row["campaign_id"], row["clicks"], row["revenue"]) for row in listed(store))
        assert found == [("CAMPAIGN", "F1", None, -20), ("MESSAGE", "F1", 1, None)]


def test_campaigns_of_fivetrans_table_tell_names(tmp_path: Path) -> None:
    table = {
        "id": "C1",
        "name": "Spring",
        "subject": "s",
        "from_email": "a@b.c",
        "send_time": "2024-05-01",
        "status": "Sent",
    }
    with opened(tmp_path) as store:
        ingest(store, sent(), at=1)
        assert ingest(store, [table], at=2).rejected == 0
        assert [row["campaign_name"] for row in listed(store)] == ["Spring"]


def test_events_of_airbyte_and_dlt_are_those_of_the_api(tmp_path: Path) -> None:
    metrics = {"metrics": {"CE": "Clicked Email", "PO": "Placed Order"}}
    airbyte = event("c", "CE", "2024-05-01T10:00:00+00:00", _message="m1") | {"_airbyte_extracted_at": "2024-05-03"}
    dlt = {
        "type": "event",
        "id": "p",
        "attributes__datetime": "2024-05-01T12:00:00+00:00",
        "attributes__event_properties___value": 20.5,
        "attributes__event_properties___attribution___attributed_event_id": "c",
        "relationships__metric__data__id": "PO",
        "_dlt_load_id": "1",
    }
    with opened(tmp_path) as store:
        assert ingest(store, [airbyte, dlt], metadata=metrics).rejected == 0
        [row] = listed(store)
        assert (row["ad_id"], row["clicks"], row["conversions"], row["revenue"]) == ("m1", 1, 1, 20.5)
