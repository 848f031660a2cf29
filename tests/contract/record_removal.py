"""What every `RecordStore` must do with versions, coverage and removals. Subclasses give a fixture `store`."""

import pyarrow as pa
import pytest

from domain.ports import RecordStore, UpsertCounts
from domain.reading import RowFilter
from domain.vocabulary import DataSource, Level, OrgId, RecordKey
from tests.stored import (
    ACME,
    OTHER,
    Row,
    account,
    ad,
    batch,
    day,
    days,
    groups,
    instant,
    left_out,
    listed,
    put,
    row,
    spend,
)

MOST = 1000


def key_of(store: RecordStore, org: OrgId = ACME) -> RecordKey:
    """The key of the one stored record."""
    [found] = listed(store, org=org)
    return RecordKey(found["key"])


def versions(store: RecordStore, key: RecordKey, at: float | None = None, org: OrgId = ACME) -> list[Row]:
    found = store.versions(org, key, None if at is None else instant(at), MOST)
    return [dict(version) for version in found.to_pylist()]


def told(rows: list[Row]) -> list[tuple[object, ...]]:
    """Spend, revision, and the days of June on which a version began, ended and was removed."""
    days_of = ("observed_at", "superseded_at", "removed_at")
    return [(r["spend"], r["revision"], *(r[name] and (r[name] - instant(0)).days for name in days_of)) for r in rows]


def met(table: pa.Table) -> list[tuple[object, ...]]:
    names = ("data_source", "level", "matched", "overlapping", "first_date", "last_date")
    return [tuple(line[name] for name in names) for line in table.to_pylist()]


class RecordRemovalContract:
    # --- versions of one row ---

    def test_versions_come_oldest_first_with_their_ends(self, store: RecordStore) -> None:
        for at, figure in ((1, 10), (3, 12), (2, 11), (4, 12)):
            put(store, row(spend=figure), at=at)
        key = key_of(store)
        assert told(versions(store, key)) == [(10, 1, 1, 2, None), (11, 2, 2, 3, None), (12, 3, 3, None, None)]
        assert [found["key"] for found in versions(store, key)] == [key] * 3

    def test_what_was_not_known_yet_is_not_told(self, store: RecordStore) -> None:
        for at, figure in ((1, 10), (2, 11), (3, 12)):
            put(store, row(spend=figure), at=at)
        key = key_of(store)
        assert told(versions(store, key, 2.5)) == [(10, 1, 1, 2, None), (11, 2, 2, None, None)]
        assert versions(store, key, 0.5) == []

    def test_of_many_versions_the_newest_are_given(self, store: RecordStore) -> None:
        for at in range(4):
            put(store, row(spend=at), at=at)
        found = store.versions(ACME, key_of(store), None, 2)
        assert found["spend"].to_pylist() == [2, 3]

    def test_another_organization_s_row_has_no_versions(self, store: RecordStore) -> None:
        put(store, row())
        assert versions(store, key_of(store), org=OTHER) == []

    # --- coverage ---

    def test_coverage_counts_days_between_first_and_last_on_which_nothing_lies(self, store: RecordStore) -> None:
        put(store, row(1), row(2), row(2, campaign_id="c2"), row((5, 7)), row((6, 6)), row(10), ad(3), at=4)
        put(store, row(1, data_source="google_ads"), at=5)
        names = ("data_source", "level", "row_count", "first_date", "last_date", "missing_days", "last_ingested_at")
        found = [tuple(line[name] for name in names) for line in store.coverage(ACME, RowFilter()).to_pylist()]
        assert found == [
            ("google_ads", "CAMPAIGN", 1, day(1), day(1), 0, instant(5)),
            ("meta_business", "AD", 1, day(3), day(3), 0, instant(4)),
            ("meta_business", "CAMPAIGN", 6, day(1), day(10), 4, instant(4)),
        ]
        assert store.coverage(OTHER, RowFilter()).num_rows == 0

    def test_coverage_looks_behind_a_short_row_at_the_long_one_before_it(self, store: RecordStore) -> None:
        put(store, row((1, 9)), row((2, 3)), row(11))
        [line] = store.coverage(ACME, RowFilter()).to_pylist()
        assert line["missing_days"] == 1

    def test_coverage_of_a_filter_is_of_the_rows_inside_as_they_were_known(self, store: RecordStore) -> None:
        put(store, row(1), row((4, 6)), at=1)
        put(store, row(3), at=5)
        lines = [
            store.coverage(ACME, wanted).to_pylist()
            for wanted in (RowFilter(period=days(1, 5)), RowFilter(as_of=instant(2)), RowFilter(levels=(Level.AD,)))
        ]
        shown = [[(f["row_count"], f["last_date"], f["missing_days"]) for f in found] for found in lines]
        assert shown == [[(2, day(3), 1)], [(2, day(6), 2)], []]

    # --- removal ---

    def test_rows_inside_are_removed_and_those_that_overlap_the_edges_stay(self, store: RecordStore) -> None:
        put(store, row(1), row(2), row((3, 5)), ad(2), row(2, data_source="google_ads"), row(9))
        wanted = RowFilter(period=days(2, 4))
        expected = [
            ("google_ads", "CAMPAIGN", 1, 0, day(2), day(2)),
            ("meta_business", "AD", 1, 0, day(2), day(2)),
            ("meta_business", "CAMPAIGN", 1, 1, day(2), day(2)),
        ]
        assert met(store.deletable(ACME, wanted)) == expected
        assert len(listed(store)) == 6
        assert met(store.delete(ACME, wanted, instant(5))) == expected
        assert [found["date_start"] for found in listed(store)] == [day(9), day(3), day(1)]

    @pytest.mark.parametrize(
        ("wanted", "left"),
        [
            (RowFilter(data_sources=(DataSource("google_ads"),)), {1, 2}),
            (RowFilter(account_ids=("2",)), {1, 4}),
            (RowFilter(campaign_ids=()), {1, 2, 4}),
            (RowFilter(currency="EUR"), {1, 4}),
            (RowFilter(), set()),
        ],
    )
    def test_only_what_the_filter_names_goes(self, store: RecordStore, wanted: RowFilter, left: set[int]) -> None:
        rows = [row(spend=1), row(account_id="2", currency="EUR", spend=2), row(data_source="google_ads", spend=4)]
        put(store, *rows)
        put(store, *rows, org=OTHER)
        store.delete(ACME, wanted, instant(5))
        assert {int(found["spend"]) for found in listed(store)} == left
        assert spend(store, org=OTHER) == 7

    def test_a_removed_row_is_shown_by_its_history_and_before_its_removal(self, store: RecordStore) -> None:
        put(store, row(spend=10), at=1)
        put(store, row(spend=12), at=2)
        key = key_of(store)
        store.delete(ACME, RowFilter(), instant(5))
        assert (listed(store), spend(store), spend(store, RowFilter(as_of=instant(5)))) == ([], 0, 0)
        assert [spend(store, RowFilter(as_of=instant(at))) for at in (1, 4.9)] == [10, 12]
        assert told(versions(store, key)) == [(10, 1, 1, 2, None), (12, 2, 2, 5, 5)]
        assert told(versions(store, key, 4)) == [(10, 1, 1, 2, None), (12, 2, 2, None, None)]

    @pytest.mark.parametrize("figure", [10, 11])
    def test_what_is_observed_after_a_removal_comes_back_as_a_new_version(
        self, store: RecordStore, figure: int
    ) -> None:
        put(store, row(spend=10), at=1)
        key = key_of(store)
        store.delete(ACME, RowFilter(), instant(5))
        assert put(store, row(spend=figure), at=6) == UpsertCounts(inserted=1)
        assert (key_of(store), spend(store)) == (key, figure)
        assert told(versions(store, key)) == [(10, 1, 1, 5, 5), (figure, 2, 6, None, None)]
        assert put(store, row(spend=figure), at=7) == UpsertCounts(unchanged=1)

    @pytest.mark.parametrize(("figure", "at"), [(10, 1), (10, 3), (11, 3), (11, 5)])
    def test_what_was_observed_before_a_removal_stays_removed(self, store: RecordStore, figure: int, at: float) -> None:
        put(store, row(spend=10), at=1)
        store.delete(ACME, RowFilter(), instant(5))
        assert put(store, row(spend=figure), at=at) == UpsertCounts(stale=1, stale_rows=(0,))
        assert listed(store) == []
        assert spend(store, RowFilter(as_of=instant(4.9))) == (10 if at == 5 else figure)
        assert put(store, row(spend=13), at=6) == UpsertCounts(inserted=1)

    def test_a_late_observation_finds_its_place_before_a_removal_of_a_row_that_came_back(
        self, store: RecordStore
    ) -> None:
        put(store, row(spend=10), at=1)
        store.delete(ACME, RowFilter(), instant(5))
        put(store, row(spend=10), at=8)
        assert put(store, row(spend=11), at=3).stale == put(store, row(spend=12), at=6).stale == 1
        expected = [(10, 1, 1, 3, None), (11, 2, 3, 5, 5), (12, 3, 6, 8, None), (10, 4, 8, None, None)]
        assert told(versions(store, key_of(store))) == expected

    def test_a_row_may_be_removed_twice(self, store: RecordStore) -> None:
        put(store, row(spend=10), at=1)
        key = key_of(store)
        for at in (3, 6):
            store.delete(ACME, RowFilter(), instant(at))
            assert met(store.delete(ACME, RowFilter(), instant(at))) == []
            put(store, row(spend=10), at=at + 1)
        expected = [(10, 1, 1, 3, 3), (10, 2, 4, 6, 6), (10, 3, 7, None, None)]
        assert told(versions(store, key)) == expected

    def test_a_row_observed_by_a_clock_ahead_ends_with_its_last_observation(self, store: RecordStore) -> None:
        put(store, row(spend=10), at=4)
        key = key_of(store)
        store.delete(ACME, RowFilter(), instant(3))
        assert told(versions(store, key)) == [(10, 1, 4, 4, 4)]
        assert put(store, row(spend=10), at=4) == UpsertCounts(stale=1, stale_rows=(0,))

    def test_a_removed_row_stays_removed_when_its_gaps_are_filled(self, store: RecordStore) -> None:
        put(store, ad(1, account_id=None, spend=1), at=1)
        store.delete(ACME, RowFilter(), instant(5))
        put(store, ad(2, spend=2), at=6)
        assert [found["spend"] for found in listed(store)] == [2]
        assert put(store, ad(1, account_id="1", spend=1), at=4).stale == 1
        assert put(store, ad(1, account_id="1", spend=1), at=7).inserted == 1
        [back] = listed(store, RowFilter(period=days(1, 1)))
        assert told(versions(store, RecordKey(back["key"]))) == [
            (1, 1, 1, 4, None),
            (1, 2, 4, 5, 5),
            (1, 3, 7, None, None),
        ]

    def test_rows_behind_a_removed_one_count_again(self, store: RecordStore) -> None:
        put(store, row(spend=1), ad(spend=2), ad(ad_id="a2", spend=4), account(spend=8))
        assert (spend(store), left_out(store)) == (1, {"LEVEL": 3})
        store.delete(ACME, RowFilter(levels=(Level.CAMPAIGN,)), instant(5))
        assert (groups(store, "CAMPAIGN"), left_out(store)) == ({"c1": 6}, {"LEVEL": 1})
        store.delete(ACME, RowFilter(levels=(Level.AD,)), instant(6))
        assert (spend(store), left_out(store)) == (8, {})

    def test_a_removal_keeps_raw_rows(self, store: RecordStore) -> None:
        store.upsert(ACME, batch([row()], batch_id="b", raw=[b'{"spend":"10"}']))
        store.delete(ACME, RowFilter(), instant(5))
        assert store.raw_rows(ACME, [("b", 0, 0)]) == [b'{"spend":"10"}']
