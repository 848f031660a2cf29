"""One date basis for all days of a campaign: by another one the same facts lie on other days."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.stores.duckdb_inspection import open_inspection
from adapters.stores.duckdb_store import DuckDbStore
from domain.reading import RowFilter
from domain.use_cases.verification import examine_choice
from tests.stored import ACME, Row, days, instant, left_out, message, opened, put, reading, row


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DuckDbStore]:
    with opened(tmp_path) as opened_store:
        yield opened_store


SENT = message(1, opens=100, conversions=5)
EVENTS = [message(on, date_basis="EVENT", opens=24, conversions=1) for on in range(1, 6)]


def opens(store: DuckDbStore, rows: RowFilter | None = None, by: tuple[str, ...] = ()) -> list[object]:
    """Opens by group; the stored choice must agree with the long way."""
    wanted = rows or RowFilter()
    quick, slow = (reading(store, found, by)[1] for found in (wanted, replace(wanted, as_of=instant(1000))))
    assert quick == slow
    return [group["opens"] for group in quick]


def test_events_of_later_days_are_not_added_to_the_report_of_the_sending_day(store: DuckDbStore) -> None:
    put(store, SENT, *EVENTS)
    assert opens(store) == [100]
    assert opens(store, by=("DAY",)) == [100]
    assert left_out(store) == {"MIXED_DATE_BASIS": 5}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_the_order_of_batches_does_not_matter(store: DuckDbStore, order: tuple[int, ...]) -> None:
    pieces = [[SENT], EVENTS[:2], EVENTS[2:]]
    for at, piece in enumerate(pieces[place] for place in order):
        put(store, *piece, at=at)
    assert opens(store) == [100]


def test_two_parts_of_a_range_add_up_to_the_whole(store: DuckDbStore) -> None:
    put(store, SENT, *EVENTS)
    assert opens(store, RowFilter(period=days(1, 1))) == [100]
    assert opens(store, RowFilter(period=days(2, 5))) == []
    assert left_out(store, RowFilter(period=days(2, 5))) == {"MIXED_DATE_BASIS": 4}


def test_events_count_again_once_the_report_is_deleted(store: DuckDbStore, tmp_path: Path) -> None:
    put(store, *EVENTS, message(1, campaign_id="c2", ad_id="m2", entity_id="m2/email", opens=7, date_basis="EVENT"))
    assert opens(store) == [127]  # five days of 24 and 7
    put(store, {**SENT, "date_start": days(9, 9).start, "date_stop": days(9, 9).end}, at=1)
    assert opens(store) == [107]  # 100 by the report, 7 of the other campaign
    store.delete(ACME, RowFilter(period=days(9, 9)), instant(2))
    assert opens(store) == [127]
    assert [group["opens"] for group in reading(store, RowFilter(as_of=instant(1.5)))[1]] == [107]
    store.close()
    assert examine_choice(open_inspection(tmp_path / "records.duckdb").choices(ACME)).failed == 0


def test_a_campaign_with_events_alone_counts_by_them(store: DuckDbStore) -> None:
    put(store, SENT, *EVENTS, message(3, campaign_id="c2", date_basis="EVENT", opens=7))
    assert opens(store) == [107]


def test_days_are_told_by_events_where_the_report_spans_several(store: DuckDbStore) -> None:
    put(store, message((1, 7), opens=100), *EVENTS, message(9, date_basis="EVENT", opens=3))
    assert opens(store) == [100]
    assert sorted(map(str, opens(store, by=("DAY",)))) == ["24.0", "24.0", "24.0", "24.0", "24.0", "3.0"]


def test_conversions_by_their_own_day_are_not_added_to_those_by_impression(store: DuckDbStore) -> None:
    google: Row = {"data_source": "google_ads", "channel": "paid_search"}
    put(store, row(1, **google, conversions=3))
    put(store, *(row(on, **google, date_basis="CONVERSION", spend=None, conversions=1) for on in (2, 3)), at=1)
    assert [group["conversions"] for group in reading(store)[1]] == [3]
    assert left_out(store) == {"MIXED_DATE_BASIS": 2}


def unsound(folder: Path) -> int:
    """Rows of a closed store whose stored choice is not the one made anew."""
    return examine_choice(open_inspection(folder / "records.duckdb").choices(ACME)).failed


def test_far_days_are_decided_once_the_last_row_of_the_later_basis_is_deleted(
    store: DuckDbStore, tmp_path: Path
) -> None:
    put(store, message((1, 7), opens=100), message(20, opens=1), message(40, date_basis="EVENT", opens=3))
    store.delete(ACME, RowFilter(period=days(40, 40)), instant(2))
    assert opens(store) == [101]
    store.close()
    assert unsound(tmp_path) == 0


def test_far_days_are_decided_once_the_last_row_of_the_later_basis_leaves_for_another_campaign(
    store: DuckDbStore, tmp_path: Path
) -> None:
    put(store, message((1, 7), opens=100), message(20, opens=1), message(40, date_basis="EVENT", opens=3))
    put(store, message(40, date_basis="EVENT", opens=3, campaign_id="c2"), at=3)
    store.close()
    assert unsound(tmp_path) == 0
