"""What every `RecordStore` must do with batches that replace their window. Subclasses give a fixture `store`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from domain.ports import RecordStore, UpsertCounts
from domain.reading import RowFilter
from domain.vocabulary import OrgId, Period
from domain.windows import window_of
from tests.contract.record_removal import key_of, told, versions
from tests.stored import ACME, OTHER, Row, ad, batch, broken, day, days, instant, listed, message, put, row, spend

WEEK = days(1, 7)


def pull(
    store: RecordStore,
    *rows: Mapping[str, Any],
    at: float = 2,
    period: Period = WEEK,
    account: str | None = None,
    org: OrgId = ACME,
) -> UpsertCounts:
    """Store rows as a complete pull of a period."""
    made = batch(rows, at, org=org)
    return store.upsert(org, replace(made, window=window_of(made.records, period, account)))


def spends(store: RecordStore, rows: RowFilter | None = None, org: OrgId = ACME) -> list[int]:
    return sorted(int(found["spend"]) for found in listed(store, rows, org))


def stored(store: RecordStore, rows: Sequence[Row]) -> None:
    """Each row with a spend of its own: the first 1, then 2, 4, 8 ..."""
    put(store, *({**each, "spend": 2**number} for number, each in enumerate(rows)), at=1)


class RecordWindowContract:
    # --- what goes ---

    def test_rows_of_the_window_that_the_pull_lacks_are_removed(self, store: RecordStore) -> None:
        put(store, row(1), row(2), row(3, campaign_id="c2"), at=1)
        assert pull(store, row(1), row(2, spend=12), row(4), at=2) == UpsertCounts(1, 1, 1, removed=1)
        assert [(found["date_start"], found["spend"]) for found in listed(store)] == [
            (day(4), 10),
            (day(2), 12),
            (day(1), 10),
        ]
        assert (spend(store), spend(store, RowFilter(as_of=instant(1.9)))) == (32, 30)

    def test_only_rows_wholly_inside_the_days_go(self, store: RecordStore) -> None:
        stored(store, [row(0), row(1), row((1, 7)), row((0, 2)), row((7, 8)), row(7), row(8)])
        assert pull(store, row(2, spend=64)).removed == 3
        assert spends(store) == [1, 8, 16, 64, 64]

    @pytest.mark.parametrize(
        "other",
        [
            row(data_source="google_ads"),
            row(account_id="2"),
            row(account_id=None),
            ad(),
            broken(names="age"),
            row(breakdown_set="hour", hour=3),
            row(attribution="7d_click"),
            row(date_basis="CONVERSION"),
            row(conversion_metric="P1"),
        ],
    )
    def test_what_the_pull_cannot_hold_stays(self, store: RecordStore, other: Row) -> None:
        put(store, {**other, "campaign_id": "c9"}, at=1)
        assert pull(store, row()).removed == 0
        assert len(listed(store)) == 2

    def test_a_pull_of_several_kinds_removes_rows_of_each(self, store: RecordStore) -> None:
        kinds = [row(), ad(), broken(names="age"), row(attribution="7d_click")]
        put(store, *kinds, at=1)
        assert pull(store, *({**kind, "date_start": day(2), "date_stop": day(2)} for kind in kinds)).removed == 4
        assert {found["date_start"] for found in listed(store)} == {day(2)}

    def test_each_account_stands_for_the_kinds_of_its_own_rows(self, store: RecordStore) -> None:
        one, two = row(campaign_id="c9"), row(account_id="2", campaign_id="c8")
        stored(store, [one, ad(campaign_id="c9"), two, {**two, "ad_id": "a8", "level": "AD", "entity_id": "a8"}])
        assert pull(store, row(spend=16), ad(account_id="2", campaign_id="c7", spend=32)).removed == 2
        assert spends(store) == [2, 4, 16, 32]

    def test_a_pull_of_one_account_leaves_the_accounts_that_its_rows_name_besides(self, store: RecordStore) -> None:
        stored(store, [row(2), row(2, account_id="2")])
        assert pull(store, row(spend=4), row(account_id="2", spend=8), account="1").removed == 1
        assert spends(store) == [2, 4, 8]

    def test_an_empty_pull_removes_all_of_its_account(self, store: RecordStore) -> None:
        stored(store, [row(), ad(2), broken(3), row(4, attribution="7d_click"), row(5, account_id="2"), row(8)])
        assert pull(store, account="1") == UpsertCounts(removed=4)
        assert spends(store) == [16, 32]

    def test_another_organization_s_rows_stay(self, store: RecordStore) -> None:
        for org in (ACME, OTHER):
            put(store, row(), org=org, at=1)
        pull(store, account="1")
        assert (spends(store), spends(store, org=OTHER)) == ([], [10])

    def test_totals_choose_anew_where_rows_went(self, store: RecordStore) -> None:
        put(store, row(spend=1), ad(spend=2), at=1)
        assert spend(store) == 1
        pull(store, row(2, spend=4))
        assert spend(store) == 6

    # --- a removal is a version ---

    def test_a_row_that_went_may_come_back(self, store: RecordStore) -> None:
        put(store, row(), at=1)
        key = key_of(store)
        pull(store, account="1", at=2)
        assert told(versions(store, key)) == [(10, 1, 1, 2, 2)]
        assert put(store, row(), at=3) == UpsertCounts(inserted=1)
        assert told(versions(store, key)) == [(10, 1, 1, 2, 2), (10, 2, 3, None, None)]

    def test_rows_observed_after_the_pull_stay_and_their_history_shows_the_gap(self, store: RecordStore) -> None:
        for at in (1, 3):
            put(store, row(), at=at)
        key = key_of(store)
        assert pull(store, row(2), at=2) == UpsertCounts(inserted=1)
        assert told(versions(store, key)) == [(10, 1, 1, 2, 2), (10, 2, 3, None, None)]
        assert [spend(store, RowFilter(as_of=instant(at))) for at in (1.5, 2.5, 3.5)] == [10, 10, 20]
        assert spend(store) == 20

    @pytest.mark.parametrize("figure", [10, 11])
    def test_a_late_older_observation_stays_removed(self, store: RecordStore, figure: int) -> None:
        put(store, row(), at=1)
        key = key_of(store)
        pull(store, account="1", at=3)
        assert put(store, row(spend=figure), at=2) == UpsertCounts(stale=1, stale_rows=(0,))
        assert listed(store) == []
        assert versions(store, key)[-1]["removed_at"] == instant(3)

    def test_a_row_that_was_not_there_yet_when_it_went_stays_removed(self, store: RecordStore) -> None:
        pull(store, row(2), at=2)
        assert put(store, row(1), at=1) == UpsertCounts(stale=1, stale_rows=(0,))
        assert [spend(store), spend(store, RowFilter(as_of=instant(1.5)))] == [10, 10]
        assert put(store, row(1), at=3) == UpsertCounts(inserted=1)

    def test_an_older_pull_removes_nothing_that_was_seen_since(self, store: RecordStore) -> None:
        put(store, row(1), row(2), at=3)
        assert pull(store, row(1), at=2) == UpsertCounts(unchanged=0, stale=1, stale_rows=(0,))
        assert len(listed(store)) == 2

    def test_what_another_batch_of_the_same_instant_holds_stays(self, store: RecordStore) -> None:
        put(store, row(1), row(2), at=1)
        keys = {found["key"] for found in listed(store)}
        assert pull(store, row(1), at=2).removed == 1
        assert put(store, row(2), at=2) == UpsertCounts(inserted=1)
        assert {found["key"] for found in listed(store)} == keys
        assert [found["revision"] for found in listed(store)] == [1, 1]

    def test_the_same_pull_again_changes_nothing(self, store: RecordStore) -> None:
        put(store, row(1), row(2), at=1)
        assert [pull(store, row(1), at=2).removed for _ in range(2)] == [1, 0]
        assert len(listed(store)) == 1

    def test_a_deletion_behind_a_late_pull_still_holds(self, store: RecordStore) -> None:
        put(store, row(), at=1)
        key = key_of(store)
        store.delete(ACME, RowFilter(), instant(5))
        assert pull(store, account="1", at=3) == UpsertCounts()
        assert told(versions(store, key)) == [(10, 1, 1, 3, 3)]
        assert put(store, row(spend=12), at=4).stale == 1
        assert told(versions(store, key)) == [(10, 1, 1, 3, 3), (12, 2, 4, 5, 5)]

    # --- rows whose account becomes known ---

    def test_a_row_whose_account_becomes_known_later_was_lacked_too(self, store: RecordStore) -> None:
        put(store, ad(1, account_id=None, spend=1), at=1)
        pull(store, ad(2, ad_id="a2", ad_group_id="g2", campaign_id="c2", spend=2), at=2)
        assert spends(store) == [1, 2]
        put(store, ad(3, spend=4), at=3)
        assert spends(store) == [2, 4]

    def test_a_row_whose_account_the_pull_itself_tells_is_removed_with_it(self, store: RecordStore) -> None:
        put(store, ad(1, account_id=None, spend=1), at=1)
        assert pull(store, ad(2, spend=2), at=2) == UpsertCounts(inserted=1, removed=1)
        assert spends(store) == [2]

    def test_klaviyo_rows_of_another_metric_stay(self, store: RecordStore) -> None:
        put(store, message(1), message(1, conversion_metric="V1"), at=1)
        made = replace(batch([message(2)], 2), data_source="klaviyo")
        assert store.upsert(ACME, replace(made, window=window_of(made.records, WEEK, None))).removed == 1
        assert sorted(found["conversion_metric"] for found in listed(store)) == ["P1", "V1"]

    def test_a_batch_is_known_whether_it_has_rows_or_none(self, store: RecordStore) -> None:
        made = replace(batch([], batch_id="empty"), frames=())
        assert store.has_batch(ACME, made.batch_id) is False
        store.upsert(ACME, made)
        assert [store.has_batch(org, made.batch_id) for org in (ACME, OTHER)] == [True, False]
