"""Notes on totals: what was added although it may overlap, and what no calendar knows yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from domain.insights.day_labels import said_calendar
from domain.reading import RowFilter
from domain.use_cases.insights import Insights, InsightsRequest
from tests.stored import ACME, days, message, opened, put, row


def test_unique_opens_of_several_days_of_a_message_are_added_and_noted(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        put(
            store,
            message(1, unique_opens=40),
            message(2, unique_opens=30),
            message(2, ad_id="m2", entity_id="m2/email"),
        )
        insights = Insights(store)
        assert insights(ACME, InsightsRequest()).totals.overall["unique_opens"] == 70
        [note] = insights.notes(ACME, InsightsRequest())
        assert (note.code, note.rows) == ("SUM_OF_DAILY_UNIQUES", 2)
        assert "who opened on two days counts twice" in note.message


def test_unique_opens_of_several_messages_need_no_note(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        put(store, message(1, unique_opens=40), message(2, unique_opens=30, ad_id="m2", entity_id="m2/email"))
        assert Insights(store).notes(ACME, InsightsRequest()) == []
        one_day = InsightsRequest(rows=RowFilter(period=days(1, 1)))
        assert Insights(store).notes(ACME, one_day) == []


def test_events_that_nobody_has_announced_are_noted_where_rows_are_grouped_by_them(tmp_path: Path) -> None:
    far = {**row(), "date_start": date(2040, 7, 16), "date_stop": date(2040, 7, 16)}
    with opened(tmp_path) as store:
        put(store, far, row(1))
        insights, by_event = Insights(store), InsightsRequest(group_by=("RETAIL_EVENT",))
        [note] = insights.notes(ACME, by_event)
        assert (note.code, note.rows) == ("RETAIL_EVENTS_UNKNOWN", 1)
        assert insights.notes(ACME, InsightsRequest()) == []
        # Brazil has none of the announced events.
        brazil = said_calendar("BR", None, 1)
        assert insights.notes(ACME, InsightsRequest(group_by=("RETAIL_EVENT",), calendar=brazil)) == []
