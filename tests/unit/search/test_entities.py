"""From lines of records to documents."""

from datetime import date
from typing import Any

import pyarrow as pa

from domain.ports.entities import ENTITY_LINES
from domain.search.entities import documents_of, key_of
from domain.vocabulary import Level


def line(level: str, **changes: object) -> dict[str, Any]:
    """A line of a campaign of Meta."""
    return {
        **dict.fromkeys(ENTITY_LINES.names),
        "level": level,
        "data_source": "meta_business",
        "account_id": "1",
        "campaign_id": "c1",
        "campaign_name": "Spring RTG",
        "channel": "paid_social",
        "countries": [],
        "landing_urls": [],
        "utm_words": [],
        "first_date": date(2024, 1, 1),
        "last_date": date(2024, 1, 31),
        **changes,
    }


def tagged(text: str) -> tuple[str, ...]:
    """A lexicon of one concept."""
    return ("retargeting",) if "RTG" in text else ()


def made(*lines: dict[str, Any]) -> dict[Level, Any]:
    """Documents by level."""
    documents = documents_of(pa.Table.from_pylist(list(lines), schema=ENTITY_LINES), tagged)
    return {document.level: document for document in documents}


def test_an_ad_bears_the_latest_name_of_its_campaign_and_ad_group() -> None:
    found = made(
        line("CAMPAIGN", campaign_name="New"),
        line("AD_GROUP", ad_group_id="g1", ad_group_name="Fresh", campaign_name="Old"),
        line("AD", ad_group_id="g1", ad_id="a1", ad_name="Video", ad_group_name="Stale", campaign_name="Old"),
    )
    assert (found[Level.AD].campaign_name, found[Level.AD].ad_group_name, found[Level.AD].name) == (
        "New",
        "Fresh",
        "Video",
    )
    assert (found[Level.CAMPAIGN].name, found[Level.CAMPAIGN].ad_group_name) == ("New", None)


def test_what_only_the_campaign_says_of_its_kind_holds_for_its_ads() -> None:
    found = made(line("CAMPAIGN", objective="SALES"), line("AD", ad_id="a1", ad_name="Video", channel=None))
    assert (found[Level.AD].objective, found[Level.AD].channel) == ("SALES", "paid_social")


def test_concepts_come_from_names_of_the_entity_and_of_what_it_is_in() -> None:
    found = made(line("CAMPAIGN"), line("AD", ad_id="a1", ad_name="Video"))
    assert found[Level.CAMPAIGN].concepts == found[Level.AD].concepts == ("retargeting",)


def test_words_of_the_landing_page_and_its_tags_are_searched_without_what_platforms_fill_in() -> None:
    [found] = made(
        line(
            "CAMPAIGN",
            landing_urls=["https://shop.example/running-shoes?x=1"],
            utm_words=["spring%20sale", "{{ad.name}}"],
        )
    ).values()
    assert found.words == ("example", "running", "shoes", "shop", "spring sale")


def test_keys_tell_entities_apart_and_do_not_depend_on_names() -> None:
    before = made(line("CAMPAIGN"))[Level.CAMPAIGN].key
    assert made(line("CAMPAIGN", campaign_name="Renamed"))[Level.CAMPAIGN].key == before
    ids = [("meta_business", "1", "c1"), ("meta_business", "1", "c1", "g1"), ("meta_business", "1", None, "c1")]
    assert len({key_of(each) for each in (*ids, ("meta_business", "1c", "1"))}) == 4
    assert key_of(ids[0]) == key_of((*ids[0], None, None)) == before


def test_a_campaign_that_nobody_names_is_known_by_its_latest_message() -> None:
    nameless = line("CAMPAIGN", campaign_name=None)
    first = line("MESSAGE", campaign_name=None, ad_id="m1", ad_name="First")
    latest = line("MESSAGE", campaign_name=None, ad_id="m2", ad_name="RTG Latest", last_date=date(2024, 2, 1))
    found = made(nameless, latest, first)
    assert (found[Level.CAMPAIGN].name, found[Level.CAMPAIGN].campaign_name) == ("RTG Latest", None)
    assert found[Level.CAMPAIGN].concepts == ("retargeting",)
