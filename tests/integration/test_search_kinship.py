"""What is like an entity, and what lies above, below and beside it: rows in, hits out; ties by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.search.documents import EntityKey
from domain.search.interpretation import AttributeFilter, Interpretation, Kin, Ranking
from domain.vocabulary import Direction, Level
from tests.searching import Found, searching
from tests.stored import Row, ad, row


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Found]:
    """An empty search."""
    with searching(tmp_path) as made:
        yield made


def campaign(name: str, spend: float = 10, **changes: object) -> Row:
    """A campaign's day; its id is its name."""
    return row(1, **{"campaign_id": name, "campaign_name": name, "spend": spend, "impressions": 2_000, **changes})


def key_of(found: Found, name: str, level: Level = Level.CAMPAIGN) -> EntityKey:
    """The key of the entity of a name."""
    hits = found.search(Interpretation("all", level=level), limit=100).hits
    [only] = [hit.document.key for hit in hits if hit.document.name == name]
    return only


def like(found: Found, name: str, **parts: object) -> list[str | None]:
    """Names of what is related to a campaign."""
    return found.names(Interpretation("like", related_to=(key_of(found, name),), **parts))  # type: ignore[arg-type]


def test_product_and_event_tie_closer_than_intent_and_country(found: Found) -> None:
    found.put(*map(campaign, ("US_RTG_Tents_Halloween", "UK_TOF_Tents_Halloween", "US_RTG_Tents", "US_RTG_Sofas")))
    found.put(campaign("UK_TOF_Sofas"))
    assert like(found, "US_RTG_Tents_Halloween") == ["UK_TOF_Tents_Halloween", "US_RTG_Tents", "US_RTG_Sofas"]


def test_a_summer_sale_is_one_occasion_not_an_event_and_an_offer(found: Found) -> None:
    found.put(*map(campaign, ("UK_TOF_Tents_SummerSale", "UK_TOF_Tents", "US_RTG_Sofas_SummerSale")))
    assert like(found, "UK_TOF_Tents_SummerSale") == ["UK_TOF_Tents", "US_RTG_Sofas_SummerSale"]


def test_what_must_be_the_same_binds_and_what_must_differ_is_left_out(found: Found) -> None:
    found.put(*map(campaign, ("US_RTG_Tents", "UK_TOF_Tents", "US_RTG_Sofas")))
    found.put(campaign("DE_Brand_Tents", data_source="google_ads"))
    assert set(like(found, "US_RTG_Tents", shared=("product",))) == {"UK_TOF_Tents", "DE_Brand_Tents"}
    assert like(found, "US_RTG_Tents", shared=("product",), different=("data_source",)) == ["DE_Brand_Tents"]
    assert like(found, "US_RTG_Tents", shared=("country",)) == ["US_RTG_Sofas"]
    assert like(found, "US_RTG_Tents", shared=("intent",), different=("product",)) == ["US_RTG_Sofas"]


def test_what_the_entity_does_not_tell_binds_nothing_and_is_said(found: Found) -> None:
    found.put(*map(campaign, ("US_RTG_Tents", "UK_TOF_Tents")))
    answer = found.search(Interpretation("like", related_to=(key_of(found, "US_RTG_Tents"),), shared=("event",)))
    assert [hit.document.name for hit in answer.hits] == ["UK_TOF_Tents"]
    assert '"US_RTG_Tents" tells no event' in (answer.notice or "")


def test_conditions_and_orders_hold_among_what_is_alike(found: Found) -> None:
    found.put(campaign("US_RTG_Tents"), campaign("UK_RTG_Tents", 5), campaign("DE_RTG_Tents", 50), campaign("Wine", 90))
    by_spend = (Ranking("spend", Direction.DESC),)
    assert like(found, "US_RTG_Tents", rankings=by_spend) == ["DE_RTG_Tents", "UK_RTG_Tents"]
    in_germany = (AttributeFilter("country", ("DE",)),)
    assert like(found, "US_RTG_Tents", attributes=in_germany) == ["DE_RTG_Tents"]


def tree(found: Found) -> None:
    """Two campaigns of two ad groups with two ads each."""
    found.put(
        *(
            ad(1, campaign_id=c, campaign_name=c, ad_group_id=f"{c}{g}", ad_group_name=f"{c}{g}", **names(f"{c}{g}{a}"))
            for c in "AB"
            for g in "12"
            for a in "xy"
        )
    )


def names(name: str) -> dict[str, str]:
    return {"ad_id": name, "ad_name": name, "entity_id": name}


def kin(found: Found, name: str, level: Level, way: Kin, asked: Level | None = None) -> set[str | None]:
    """Names of what lies there."""
    seeds = (key_of(found, name, level),)
    return set(found.names(Interpretation("kin", related_to=seeds, kin=way, level=asked), limit=50))


def test_what_lies_below_above_and_beside(found: Found) -> None:
    tree(found)
    assert kin(found, "A1", Level.AD_GROUP, Kin.BELOW) == {"A1x", "A1y"}
    assert kin(found, "A1", Level.AD_GROUP, Kin.BESIDE) == {"A2"}
    assert kin(found, "A1x", Level.AD, Kin.ABOVE) == {"A1"}
    assert kin(found, "A1x", Level.AD, Kin.BESIDE) == {"A1y"}


def test_a_level_asked_for_beside_it_counts(found: Found) -> None:
    tree(found)
    assert kin(found, "A2", Level.AD_GROUP, Kin.BESIDE, Level.AD) <= {"A1x", "A1y", "A2x", "A2y"}
    named = Interpretation("ads of A1", entities=(key_of(found, "A1", Level.AD_GROUP),), level=Level.AD)
    assert set(found.names(named)) == {"A1x", "A1y"}
    best = Interpretation("best", entities=named.entities, level=Level.AD, rankings=(Ranking("spend", Direction.DESC),))
    assert set(found.names(best)) == {"A1x", "A1y"}


def test_ads_of_a_platform_that_has_none_are_its_campaigns(found: Found) -> None:
    tree(found)
    found.put(campaign("G", data_source="google_ads"))
    asked = Interpretation("google ads", level=Level.AD, attributes=(AttributeFilter("data_source", ("google_ads",)),))
    answer = found.search(asked)
    assert [hit.document.name for hit in answer.hits] == ["G"]
    assert answer.notice == "There are no ads of what is asked for: campaigns are searched."


def test_what_is_named_and_does_not_meet_the_rest_is_not_replaced_by_others(found: Found) -> None:
    found.put(campaign("US_RTG_Tents"), campaign("US_RTG_Tents_v2", data_source="google_ads"))
    asked = Interpretation(
        "on google",
        entities=(key_of(found, "US_RTG_Tents"),),
        attributes=(AttributeFilter("data_source", ("google_ads",)),),
    )
    answer = found.search(asked)
    assert (answer.hits, answer.notice) == ((), '"US_RTG_Tents" does not meet the other conditions over all days.')
