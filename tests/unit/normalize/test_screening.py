"""Raw rows before they are read: objects only, of bearable size, of the right platform."""

from typing import Any

import pytest

from domain.normalize.payloads import decode_row
from domain.normalize.screening import MAX_DEPTH, MAX_ROW_BYTES
from tests.builders import codes, google_flat, google_row, klaviyo_flat, klaviyo_row, meta_row, normalized, records

OF = {
    "meta_business": [meta_row(), meta_row(actions=[])],
    "google_ads": [google_row(), google_flat()],
    "klaviyo": [klaviyo_row(), klaviyo_flat()],
}


def nested(depth: int) -> Any:
    """An object with objects inside, `depth` deep."""
    document: dict[str, object] = {}
    for _ in range(depth - 1):
        document = {"in": document}
    return document


@pytest.mark.parametrize("row", ["a row", 5, None, True, [1, 2], 1.5])
def test_a_row_that_is_no_object_is_refused(row: object) -> None:
    batch = normalized([row, meta_row()])
    assert (batch.log.rejected, len(records(batch)), codes(batch)) == ({0}, 1, {"NOT_AN_OBJECT": 1})
    assert len(batch.raw_rows) == 2


@pytest.mark.parametrize(("theirs", "row"), [(source, row) for source, rows in OF.items() for row in rows])
@pytest.mark.parametrize("ours", list(OF))
def test_a_row_of_another_platform_is_refused(ours: str, theirs: str, row: object) -> None:
    batch = normalized([row], ours, period=("2024-01-01", "2024-01-01"), currency="USD")
    if ours == theirs:
        assert len(records(batch)) == 1
        return
    assert (records(batch), codes(batch)["WRONG_SOURCE"]) == ([], 1)
    assert theirs in batch.log.shown()[0].message


def test_a_row_without_a_stop_day_is_still_a_row_of_meta() -> None:
    row = {"date_start": "2024-01-01", "campaign_id": "1", "spend": "5"}
    assert codes(normalized([row], "klaviyo"))["WRONG_SOURCE"] == 1


def test_rows_of_two_platforms_are_told_apart_one_by_one() -> None:
    batch = normalized([meta_row(), google_row(), meta_row(campaign_id="2")])
    assert (batch.log.rejected, batch.origin.tolist()) == ({1}, [0, 2])


def test_a_row_may_have_256_kib_and_no_byte_more() -> None:
    row = meta_row(note="")
    room = MAX_ROW_BYTES - len(normalized([row]).raw_rows[0])
    assert codes(normalized([row | {"note": "x" * room}])) == {}
    assert codes(normalized([row | {"note": "x" * (room + 1)}])) == {"ROW_TOO_LARGE": 1}


def test_a_row_may_be_32_deep_and_no_deeper() -> None:
    assert codes(normalized([meta_row(deep=nested(MAX_DEPTH - 1))])) == {}
    assert codes(normalized([meta_row(deep=nested(MAX_DEPTH))])) == {"ROW_TOO_LARGE": 1}


def test_a_wide_row_is_not_a_deep_one() -> None:
    assert codes(normalized([meta_row(wide=[{} for _ in range(100)])])) == {}


@pytest.mark.parametrize("payload", [[], {"data": []}, [{"data": []}]])
def test_an_empty_batch_is_said(payload: object) -> None:
    batch = normalized(payload)
    assert (records(batch), batch.raw_rows, codes(batch)) == ([], [], {"EMPTY_BATCH": 1})


def test_a_batch_of_refused_rows_is_an_empty_table_with_all_columns() -> None:
    batch = normalized(["x"])
    assert batch.records.num_rows == 0
    assert batch.records.schema == normalized([meta_row()]).records.schema


@pytest.mark.parametrize("digits", [20, 25, 400])
def test_a_number_too_long_for_a_machine_refuses_its_row_and_no_other(digits: int) -> None:
    batch = normalized([meta_row(spend=10**digits), meta_row(campaign_id="2")])
    assert (batch.log.rejected, len(records(batch))) == ({0}, 1)


def test_half_a_character_refuses_at_most_its_row() -> None:
    batch = normalized([meta_row(campaign_name="broken \ud83d"), meta_row(campaign_id="2")])
    assert "2" in {record["campaign_id"] for record in records(batch)}


def test_a_row_too_deep_for_the_encoder_refuses_itself_only() -> None:
    batch = normalized([meta_row(deep=nested(900)), meta_row(campaign_id="2")])
    assert (batch.log.rejected, len(records(batch))) == ({0}, 1)


def test_a_figure_that_is_no_number_is_kept_as_it_came_so_that_it_is_rejected_again() -> None:
    row = meta_row(spend=float("nan"), note=None)
    first = normalized([row])
    assert codes(first) == {"NOT_FINITE": 1}
    [kept] = first.raw_rows
    assert b"NaN" in bytes(kept)
    assert codes(normalized([decode_row(kept)])) == {"NOT_FINITE": 1}


def test_an_unknown_field_that_is_no_number_does_not_reject_its_row() -> None:
    batch = normalized([meta_row(mood=[float("inf"), None])])
    assert (len(records(batch)), b"Infinity" in bytes(batch.raw_rows[0])) == (1, True)
