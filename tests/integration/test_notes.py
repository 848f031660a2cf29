"""Notes on totals: unique counts of several days of one message are added, and that is said."""

from __future__ import annotations

from pathlib import Path

from domain.reading import RowFilter
from domain.use_cases.insights import Insights, InsightsRequest
from tests.stored import ACME, days, message, opened, put


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
