"""Entities as the records tell them, and the campaigns that every write notes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.stores.duckdb_entity_source import DuckDbEntitySource
from adapters.stores.duckdb_replay import DuckDbReplays
from adapters.stores.duckdb_store import DuckDbStore
from domain.ancestry import Fact
from domain.event_lines import Entity
from domain.ports.entities import CampaignScope
from domain.reading import RowFilter
from domain.vocabulary import DataSource
from tests.stored import ACME, OTHER, account, ad, batch, broken, instant, message, opened, put, row


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DuckDbStore]:
    """An empty store."""
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def source(store: DuckDbStore) -> DuckDbEntitySource:
    """Entities of its file."""
    return DuckDbEntitySource(store)


def settled(source: DuckDbEntitySource) -> list[str | None]:
    """Ids of the campaigns noted, which are taken up now."""
    noted = source.touched(ACME, 100)
    source.settle(ACME, noted)
    return sorted((campaign.scope.campaign_id for campaign in noted), key=str)


def lines(source: DuckDbEntitySource) -> dict[str, dict[str, Any]]:
    """All lines, by level and the entity's own id."""
    found = source.describe(ACME, source.campaigns(ACME)).to_pylist()
    return {f"{one['level']} {one['ad_id'] or one['ad_group_id'] or one['campaign_id']}": one for one in found}


def test_an_ads_row_tells_of_its_ad_ad_group_and_campaign(store: DuckDbStore, source: DuckDbEntitySource) -> None:
    put(store, ad(3, campaign_name="Spring", ad_group_name="Women", ad_name="Video"), account())
    found = lines(source)
    assert set(found) == {"CAMPAIGN c1", "AD_GROUP g1", "AD a1"}
    assert found["CAMPAIGN c1"]["campaign_name"] == found["AD a1"]["campaign_name"] == "Spring"
    assert found["AD a1"]["ad_name"] == "Video"


def test_a_message_is_one_and_its_flow_is_a_campaign(store: DuckDbStore, source: DuckDbEntitySource) -> None:
    put(store, message(campaign_name="Welcome", ad_name="Hello"))
    assert set(lines(source)) == {"CAMPAIGN c1", "MESSAGE m1"}


def test_the_latest_name_counts_and_a_row_without_one_takes_nothing_away(
    store: DuckDbStore, source: DuckDbEntitySource
) -> None:
    put(store, row(1, campaign_name="Old"), at=1)
    put(store, row(2, campaign_name="New"), at=2)
    put(store, row(3), at=3)
    found = lines(source)["CAMPAIGN c1"]
    assert (found["campaign_name"], found["first_date"], found["last_date"]) == (
        "New",
        date(2024, 1, 1),
        date(2024, 1, 3),
    )


def test_status_is_the_entitys_own(store: DuckDbStore, source: DuckDbEntitySource) -> None:
    put(store, row(status="ACTIVE"), at=1)
    put(store, ad(2, status="PAUSED"), at=2)
    put(
        store,
        ad(2, campaign_id="c2", ad_id="a2", status="PAUSED"),
        ad(2, campaign_id="c2", ad_id="a3", status="ACTIVE"),
    )
    found = lines(source)
    assert [found[name]["status"] for name in ("CAMPAIGN c1", "AD a1", "CAMPAIGN c2")] == ["ACTIVE", "PAUSED", None]


def test_countries_and_landing_words_are_all_that_rows_tell(store: DuckDbStore, source: DuckDbEntitySource) -> None:
    put(store, broken(country="US"), broken(country="DE"), row(landing_url="https://a.example/x", utm_source="fb"))
    found = lines(source)["CAMPAIGN c1"]
    assert (found["countries"], found["landing_urls"], found["utm_words"]) == (
        ["DE", "US"],
        ["https://a.example/x"],
        ["fb"],
    )


def test_what_changes_is_noted_once_and_what_is_only_seen_again_is_not(
    store: DuckDbStore, source: DuckDbEntitySource
) -> None:
    put(store, row(1), row(2), row(1, campaign_id="c2"))
    assert settled(source) == ["c1", "c2"]
    put(store, row(1), row(1, campaign_id="c2", spend=11), at=1)
    assert settled(source) == ["c2"]
    assert settled(source) == []


def test_what_changes_again_while_it_is_taken_up_stays_noted(store: DuckDbStore, source: DuckDbEntitySource) -> None:
    put(store, row(spend=1))
    noted = source.touched(ACME, 10)
    put(store, row(spend=2), at=1)
    source.settle(ACME, noted)
    [again] = source.touched(ACME, 10)
    assert again.number > noted[0].number


def test_numbers_grow_over_a_restart(tmp_path: Path) -> None:
    numbers = []
    for at in range(3):
        with opened(tmp_path) as store:
            put(store, row(spend=at), at=at)
            source = DuckDbEntitySource(store)
            noted = source.touched(ACME, 10)
            numbers += [campaign.number for campaign in noted]
            source.settle(ACME, noted)
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 3


def test_a_deletion_notes_its_campaigns_and_leaves_no_line(store: DuckDbStore, source: DuckDbEntitySource) -> None:
    put(store, row())
    settled(source)
    store.delete(ACME, RowFilter(), instant(9))
    noted = source.touched(ACME, 10)
    assert [campaign.scope.campaign_id for campaign in noted] == ["c1"]
    assert source.describe(ACME, [campaign.scope for campaign in noted]).num_rows == 0


def test_a_gap_that_is_filled_notes_where_the_row_was_too(store: DuckDbStore, source: DuckDbEntitySource) -> None:
    put(store, ad(1, campaign_id=None))
    assert settled(source) == [None]
    put(store, ad(2), at=1)
    assert settled(source) == [None, "c1"]
    assert source.campaigns(ACME) == [CampaignScope(DataSource("meta_business"), "1", "c1")]


def test_names_that_objects_tell_are_noted(store: DuckDbStore, source: DuckDbEntitySource) -> None:
    put(store, message())
    settled(source)
    entities = (Entity("campaign_id", "c1", "Welcome"),)
    store.upsert(ACME, replace(batch([], at=2), data_source="klaviyo", entities=entities))
    assert settled(source) == ["c1"]
    assert lines(source)["CAMPAIGN c1"]["campaign_name"] == "Welcome"


def test_a_currency_that_settings_tell_changes_the_version_of_records_and_no_entity(
    store: DuckDbStore, source: DuckDbEntitySource
) -> None:
    put(store, row(currency=None))
    settled(source)
    before = source.records_version(ACME)
    told: frozenset[Fact] = frozenset({("meta_business", "account_default", "1", "currency", "EUR")})
    store.follow_settings(ACME, DataSource("meta_business"), lambda: told)
    assert source.records_version(ACME) > before
    assert settled(source) == []


def test_records_that_are_read_anew_are_noted(tmp_path: Path, store: DuckDbStore, source: DuckDbEntitySource) -> None:
    put(store, row())
    settled(source)
    replays = DuckDbReplays(tmp_path / "records.duckdb")
    with replays.replay(ACME, DataSource("meta_business"), None) as replay:
        put(replay.store, row(campaign_id="c9"))
        replay.difference()
        replay.adopt(instant(5))
    replays.close()
    assert settled(source) == ["c1", "c9"]


def test_organizations_are_apart(store: DuckDbStore, source: DuckDbEntitySource) -> None:
    put(store, row())
    put(store, row(campaign_id="theirs"), org=OTHER)
    assert settled(source) == ["c1"]
    assert [scope.campaign_id for scope in source.campaigns(OTHER)] == ["theirs"]
    assert source.organizations() == ["acme", "other"]
    assert source.describe(OTHER, source.campaigns(ACME)).num_rows == 0
