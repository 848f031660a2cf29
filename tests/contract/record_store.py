"""What every `RecordStore` must do. An adapter's test subclasses `RecordStoreContract` and gives a fixture `store`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.insights.dimensions import settle_dimensions
from domain.ports import Health, RawFrame, RecordStore, StoredBatch, UpsertCounts
from domain.reading import PageRequest, PartsQuery, RowFilter
from domain.summation.needs import Depth
from domain.vocabulary import DataSource, Level
from tests.stored import (
    ACME,
    OTHER,
    Row,
    account,
    ad,
    batch,
    broken,
    day,
    days,
    groups,
    instant,
    listed,
    put,
    reading,
    row,
    spend,
)


def figures(rows: list[Row]) -> list[tuple[object, ...]]:
    return [(found["date_start"].day, found["spend"], found["revision"]) for found in rows]


class RecordStoreContract:
    # --- versions ---

    def test_the_same_batch_twice_changes_nothing(self, store: RecordStore) -> None:
        rows = [row(1), row(2), ad(1)]
        assert put(store, *rows) == UpsertCounts(inserted=3)
        before = listed(store), spend(store)
        assert put(store, *rows) == UpsertCounts(unchanged=3)
        assert (listed(store), spend(store)) == before

    def test_a_restated_row_replaces_the_old_one_and_the_old_one_is_kept(self, store: RecordStore) -> None:
        put(store, row(spend=10), at=1)
        assert put(store, row(spend=12), row(2), at=2) == UpsertCounts(inserted=1, updated=1)
        assert figures(listed(store)) == [(2, 10, 1), (1, 12, 2)]
        assert figures(listed(store, RowFilter(as_of=instant(1.5)))) == [(1, 10, 1)]

    def test_a_row_seen_again_is_known_for_longer_but_not_new(self, store: RecordStore) -> None:
        put(store, row(), at=1)
        assert put(store, row(), at=3) == UpsertCounts(unchanged=1)
        [found] = listed(store)
        known = (found["observed_at"], found["last_observed_at"], found["revision"])
        assert known == (instant(1), instant(3), 1)

    def test_a_stale_row_leaves_the_current_one_and_enters_the_history(self, store: RecordStore) -> None:
        put(store, row(spend=12), at=5)
        counts = put(store, row(2), row(spend=10), at=1)
        assert counts == UpsertCounts(inserted=1, stale=1, stale_rows=(1,))
        assert figures(listed(store)) == [(2, 10, 1), (1, 12, 2)]
        assert spend(store, RowFilter(as_of=instant(1), period=days(1, 1))) == 10

    def test_of_two_contents_at_one_instant_the_later_ingest_wins(self, store: RecordStore) -> None:
        store.upsert(ACME, batch([row(spend=10)], at=1, ingested=2))
        assert store.upsert(ACME, batch([row(spend=11)], at=1, ingested=3)).updated == 1
        assert figures(listed(store)) == [(1, 11, 1)]
        assert spend(store, RowFilter(as_of=instant(1))) == 11

    def test_before_the_first_observation_nothing_was_known(self, store: RecordStore) -> None:
        put(store, row(), at=1)
        assert (listed(store, RowFilter(as_of=instant(0.9))), spend(store, RowFilter(as_of=instant(0.9)))) == ([], 0)

    def test_one_row_per_key_after_everything(self, store: RecordStore) -> None:
        for at, figure in ((3, 1), (1, 2), (2, 1), (3, 5), (3, 5), (1, 7)):
            put(store, row(spend=figure), ad(account_id=None, spend=figure), ad(spend=figure, ad_id="a2"), at=at)
        keys = [found["key"] for found in listed(store)]
        assert len(keys) == len(set(keys)) == 3

    # --- parts ---

    def test_parts_of_a_batch_are_stored_as_one(self, store: RecordStore) -> None:
        put(store, row(2, spend=7), row(9, spend=1), at=1)
        parts = [batch([row(1), row(2)], at=2, batch_id="b", raw=[b"1", b"2"]), batch([row(3)], at=2, batch_id="b")]
        frames = [RawFrame(1, [b"3"])]
        parts[1] = replace(parts[1], part=1, frames=frames)
        assert store.upsert_parts(ACME, iter(parts)) == [UpsertCounts(inserted=1, updated=1), UpsertCounts(inserted=1)]
        assert len(listed(store)) == 4
        assert store.raw_rows(ACME, [("b", 0, 1), ("b", 1, 0)]) == [b"2", b"3"]

    def test_a_part_that_breaks_leaves_nothing_of_the_others(self, store: RecordStore) -> None:
        def parts() -> Iterator[StoredBatch]:
            yield batch([row(1), row(2)])
            raise ValueError("the disk is gone")

        with pytest.raises(ValueError, match="the disk is gone"):
            store.upsert_parts(ACME, parts())
        assert listed(store) == []
        assert put(store, row(1)) == UpsertCounts(inserted=1)

    # --- organizations ---

    def test_no_reading_shows_the_rows_of_another_organization(self, store: RecordStore) -> None:
        same = batch([row(), account(9), row((3, 5))], batch_id="same", raw=[b'{"of":"acme"}'])
        store.upsert(ACME, same)
        query = PartsQuery(RowFilter())
        for as_of in (None, instant(9)):
            wanted = RowFilter(as_of=as_of)
            assert store.page(OTHER, PageRequest(wanted)).total == 0
            assert store.candidates(OTHER, wanted, undecided_only=False).num_rows == 0
            assert store.occupied_spans(OTHER, wanted).num_rows == 0
            assert store.left_out(OTHER, wanted, Depth.CAMPAIGN).num_rows == 0
            assert store.parts(OTHER, replace(query, rows=wanted)).num_rows == 0
            assert store.group_count(OTHER, replace(query, rows=wanted)) == 0
        assert store.raw_rows(OTHER, [("same", 0, 0)]) == [None]

    def test_organizations_with_the_same_keys_do_not_touch_one_another(self, store: RecordStore) -> None:
        first = batch([row(spend=10), ad(account_id=None, spend=4)], at=1, batch_id="same", raw=[b"1"])
        later = batch([row(spend=99), ad(1, account_id="1", spend=5)], at=2, batch_id="same", raw=[b"2"])
        store.upsert(ACME, first)
        before = listed(store)
        store.upsert(OTHER, first)
        assert store.upsert(OTHER, later).updated == 2
        assert (listed(store), spend(store), spend(store, org=OTHER)) == (before, 10, 99)
        assert [store.raw_rows(org, [("same", 0, 0)])[0] for org in (ACME,)] == [b"1"]

    # --- exact values ---

    def test_money_counts_and_ids_come_back_exact(self, store: RecordStore) -> None:
        exact: Row = {
            "spend": Decimal("999999999999.999999"),
            "conversions": Decimal("4.416667"),
            "impressions": 2**53 - 1,
        }
        put(store, row(campaign_id="120208814532970417", **exact))
        [found] = listed(store)
        assert {name: found[name] for name in exact} == exact
        assert (found["campaign_id"], found["account_id"], found["clicks"]) == ("120208814532970417", "1", None)

    def test_sums_of_cents_do_not_drift(self, store: RecordStore) -> None:
        put(store, *[row(n, spend="0.1", impressions=3_000_000_000) for n in range(1, 31)])
        [group] = reading(store)[1]
        assert (group["spend"], group["impressions"]) == (float(30 * Decimal("0.1")), 90_000_000_000)

    def test_zero_is_a_sum_and_missing_is_none(self, store: RecordStore) -> None:
        put(store, row(1, spend=0), row(1, campaign_id="c2", spend=None, currency="EUR"))
        found = {group["currency"]: group["spend"] for group in reading(store)[1]}
        assert found == {"USD": 0.0, "EUR": None}

    def test_raw_rows_come_back_byte_for_byte(self, store: RecordStore) -> None:
        raw = [b'{"name":"N\xc3\xa4kki \\n x","id":120208814532970417}', b"[]", b'"\\ud83d"', b"null"]
        told = replace(batch([row()], batch_id="b"), frames=[RawFrame(0, raw), RawFrame(1, raw[:1])])
        store.upsert(ACME, told)
        places = [("b", 0, 3), ("b", 0, 0), ("b", 1, 0), ("b", 0, 1), ("b", 0, 2)]
        assert store.raw_rows(ACME, places) == [raw[3], raw[0], raw[0], raw[1], raw[2]]
        assert store.raw_rows(ACME, [("b", 0, 4), ("b", 2, 0), ("x", 0, 0)]) == [None] * 3
        assert store.raw_rows(ACME, []) == []

    def test_a_batch_without_records_keeps_its_raw_rows(self, store: RecordStore) -> None:
        assert store.upsert(ACME, batch([], batch_id="b", raw=[b"7"])) == UpsertCounts()
        assert store.raw_rows(ACME, [("b", 0, 0)]) == [b"7"]

    # --- what rows lack ---

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_rows_that_do_not_say_take_the_one_currency_of_the_account(
        self, store: RecordStore, order: tuple[int, int]
    ) -> None:
        rows = [row(1, currency=None), row(2, currency="EUR")]
        for at in order:
            put(store, rows[at], at=at)
        assert [found["currency"] for found in listed(store)] == ["EUR", "EUR"]

    @pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
    def test_an_account_with_two_currencies_tells_nothing(
        self, store: RecordStore, order: tuple[int, int, int]
    ) -> None:
        rows = [row(1, currency=None), row(2, currency="EUR"), row(3, currency="USD")]
        for at in order:
            put(store, rows[at], at=at)
        assert {group["currency"]: group["spend"] for group in reading(store)[1]} == {"EUR": 10, "USD": 10, None: 10}

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_rows_without_account_or_campaign_take_those_of_their_entity(
        self, store: RecordStore, order: tuple[int, int]
    ) -> None:
        rows = [ad(1, account_id=None, campaign_id=None, currency=None), ad(2)]
        for at in order:
            put(store, rows[at], at=at)
        known = {(found["account_id"], found["campaign_id"], found["currency"]) for found in listed(store)}
        assert known == {("1", "c1", "USD")}

    @pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
    def test_superseded_rows_take_part_in_what_all_rows_tell(
        self, store: RecordStore, order: tuple[int, int, int]
    ) -> None:
        rows = [ad(1, account_id=None, spend=10), ad(1, account_id="1", spend=11), ad(2, account_id="2", spend=3)]
        for at in order:
            put(store, rows[at], at=at)
        shown = [(found["account_id"], found["spend"]) for found in listed(store)]
        assert sorted(shown, key=repr) == sorted([("2", 3), (None, 10), ("1", 11)], key=repr)

    def test_a_row_that_leaves_its_campaign_uncovers_those_behind_it(self, store: RecordStore) -> None:
        put(store, row(ad_group_id="g1", spend=1), ad(spend=2), at=0)
        assert spend(store) == 1
        put(store, row(ad_group_id="g1", campaign_id="c2", spend=1), at=1)
        assert groups(store, "CAMPAIGN") == {"c1": 2, "c2": 1}

    def test_the_name_of_a_conversion_metric_is_known_on_every_day(self, store: RecordStore) -> None:
        viewed = {"conversion_metric": "V", "conversion_metric_name": "Viewed", "data_source": "klaviyo"}
        order = {**viewed, "conversion_metric": "P", "conversion_metric_name": None}
        put(store, row(2, spend=100, **order), row(2, spend=1, **viewed), row(2, spend=2, ad_id="m", **viewed), at=1)
        put(store, row(1, spend=5, **{**order, "conversion_metric_name": "Placed Order"}), at=0)
        assert (spend(store), spend(store, RowFilter(as_of=instant(9)))) == (105, 105)

    # --- pages and filters ---

    @pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
    def test_pages_show_every_row_once_newest_day_first(self, store: RecordStore, size: int) -> None:
        put(store, *[row(n % 3 + 1, campaign_id=f"c{n}") for n in range(7)])
        seen: list[tuple[date, str]] = []
        more = True
        while more:
            page = store.page(ACME, PageRequest(RowFilter(), size, seen[-1] if seen else None))
            seen += [(found["date_start"], found["key"]) for found in page.records.to_pylist()]
            assert page.total == 7
            more = page.has_next
        assert len(seen) == len(set(seen)) == 7
        assert [place[0] for place in seen] == sorted((place[0] for place in seen), reverse=True)

    @pytest.mark.parametrize(
        ("wanted", "expected"),
        [
            (RowFilter(data_sources=(DataSource("google_ads"),)), {8}),
            (RowFilter(account_ids=("2",)), {2}),
            (RowFilter(campaign_ids=("c3", "none")), {4}),
            (RowFilter(levels=(Level.AD,)), {1}),
            (RowFilter(channels=("display",)), {16}),
            (RowFilter(countries=("FI",)), {32}),
            (RowFilter(breakdowns={"country": ("FI", "SE")}), {32, 64}),
            (RowFilter(currency="EUR"), {2}),
            (RowFilter(period=days(9, 9)), {128}),
            (RowFilter(period=days(11, 12)), {128, 256}),
            (RowFilter(campaign_ids=()), set()),
            (RowFilter(account_ids=("' OR 1=1 --",)), set()),
        ],
    )
    def test_a_filter_keeps_what_it_names(self, store: RecordStore, wanted: RowFilter, expected: set[int]) -> None:
        put(
            store,
            ad(spend=1),
            row(account_id="2", currency="EUR", spend=2),
            row(campaign_id="c3", spend=4),
            row(data_source="google_ads", spend=8),
            row(campaign_id="c5", channel="display", spend=16),
            broken(country="FI", spend=32),
            broken(country="SE", spend=64),
            row((9, 11), spend=128),
            row(12, spend=256),
        )
        assert {int(found["spend"]) for found in listed(store, wanted)} == expected
        assert store.page(ACME, PageRequest(wanted)).total == len(expected)

    # --- parts, groups, candidates ---

    def test_an_ad_of_no_known_campaign_gives_way_whichever_campaign_comes_next(self, store: RecordStore) -> None:
        put(store, row(1, spend=100), ad(1, campaign_id=None, spend=1))
        assert spend(store) == 100
        put(store, ad(1, campaign_id="c2", ad_group_id="g2", ad_id="a2", spend=10), at=1)
        assert spend(store) == 110

    def test_groups_are_counted_with_their_currencies(self, store: RecordStore) -> None:
        figures = {"c1": 5, "c2": None, "c3": 9, "c4": 5}
        put(store, *[row(campaign_id=name, spend=value) for name, value in figures.items()], row(2, currency="EUR"))
        guarded, dimensions = reading(store)[0], settle_dimensions(["CAMPAIGN"])
        assert store.group_count(ACME, guarded.query(dimensions)) == 5

    def test_only_the_sums_that_the_metrics_need_are_read(self, store: RecordStore) -> None:
        put(store, row(clicks=3))
        query = reading(store)[0].query(metrics=("cpc",))
        [part] = store.parts(ACME, query).to_pylist()
        assert {name for name in part if name.endswith("_sum")} == {"spend_sum", "clicks_sum", "row_count_sum"}
        assert (part["reported"], part["spend_sum"], part["clicks_sum"]) == (0, 10, 3)

    def test_names_are_the_latest_and_do_not_split_a_group(self, store: RecordStore) -> None:
        put(store, row(1, campaign_name="Old", status="ACTIVE"), at=1)
        put(store, row(2, campaign_name="New"), at=2)
        [group] = reading(store, by=["CAMPAIGN", "STATUS"])[1]
        assert (group["campaign_name"], group["status"], group["spend"]) == ("New", "ACTIVE", 20)

    def test_candidates_overlap_the_range_and_say_whether_they_match(self, store: RecordStore) -> None:
        put(store, row((1, 7)), row(9, channel="display"), account(9))
        wanted = RowFilter(period=days(7, 9), channels=("paid_social",))
        found = store.candidates(ACME, wanted, undecided_only=False).to_pylist()
        shown = {(f["level"], f["date_start"], f["matches"]) for f in found}
        assert shown == {("CAMPAIGN", day(1), True), ("CAMPAIGN", day(9), False), ("ACCOUNT", day(9), True)}
        undecided = store.candidates(ACME, wanted, undecided_only=True)
        assert sorted(undecided["level"].to_pylist()) == ["ACCOUNT", "CAMPAIGN"]
        assert store.occupied_spans(ACME, wanted).num_rows == 2

    def test_it_says_that_it_is_well(self, store: RecordStore) -> None:
        assert store.ping() == Health("records", ok=True)
