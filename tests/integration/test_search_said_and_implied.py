"""What a name says outweighs what its objective implies, and a topic a country: rows in, hits out; by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.search.interpretation import AttributeFilter, Interpretation
from domain.vocabulary import Level
from tests.searching import Found, searching
from tests.stored import Row, ad, row


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Found]:
    """An empty search."""
    with searching(tmp_path) as made:
        yield made


def campaign(name: str, objective: str = "OUTCOME_SALES", **changes: object) -> Row:
    """A campaign's day; its id is its name."""
    told = {"campaign_id": name, "campaign_name": name, "objective": objective, "spend": 10, "impressions": 2_000}
    return row(1, **{**told, **changes})


def test_an_objective_of_awareness_makes_no_prospecting_of_what_says_another_aim(found: Found) -> None:
    found.put(campaign("Rome_RTG", "OUTCOME_AWARENESS"), campaign("Loyalty Club", "OUTCOME_AWARENESS"))
    found.put(campaign("Reach Summer", "OUTCOME_AWARENESS"), campaign("Lisbon_PROS_Stay"), campaign("ACQ | Porto"))
    asked = found.names(Interpretation("cold traffic", concepts=("prospecting",)))
    assert (set(asked[:2]), asked[2:]) == ({"Lisbon_PROS_Stay", "ACQ | Porto"}, ["Reach Summer"])
    left = found.names(Interpretation("not prospecting", excluded_concepts=("prospecting",)))
    assert set(left) == {"Rome_RTG", "Loyalty Club"}
    assert set(found.names(Interpretation("awareness", concepts=("awareness",)))) == {
        "Rome_RTG",
        "Loyalty Club",
        "Reach Summer",
    }


def test_what_is_only_in_the_country_comes_behind_what_is_about_the_topic(found: Found) -> None:
    found.put(campaign("IT_RTG"), campaign("PT_RTG"), campaign("IT_Brand"))
    italy = (AttributeFilter("country", ("IT",)),)
    assert found.names(Interpretation("rtg italy", concepts=("retargeting",), attributes=italy)) == [
        "IT_RTG",
        "PT_RTG",
        "IT_Brand",
    ]


def test_three_of_four_come_before_two_of_four(found: Found) -> None:
    found.put(
        campaign("PT_RTG_Boots"), campaign("PT_RTG_Boots_Easter"), campaign("PT_TOF_Boots"), campaign("RTG_Easter")
    )
    asked = Interpretation(
        "retargeting boots easter portugal",
        concepts=("retargeting", "boots", "easter"),
        attributes=(AttributeFilter("country", ("PT",)),),
    )
    names = found.names(asked)
    assert names[:2] == ["PT_RTG_Boots_Easter", "PT_RTG_Boots"]
    assert set(names[2:]) == {"PT_TOF_Boots", "RTG_Easter"}


def test_of_a_question_of_which_only_the_kind_is_understood_nothing_is_returned(found: Found) -> None:
    found.put(campaign("Boots"))
    answer = found.search(Interpretation("romantic campaigns", level=Level.CAMPAIGN, ignored=("romantic",)))
    assert answer.hits == ()
    assert "Only the kind of entity was understood, and no document holds romantic" in (answer.notice or "")
    assert found.names(Interpretation("all campaigns please", level=Level.CAMPAIGN, ignored=("all", "please"))) == [
        "Boots"
    ]


def test_words_left_out_alone_leave_all_others(found: Found) -> None:
    found.put(campaign("Rome Stay"), campaign("Rome"), campaign("Porto"))
    assert set(found.names(Interpretation("not Rome", excluded_words=("rome",)))) == {"Porto"}
    assert set(found.names(Interpretation("not Rome Stay", excluded_words=("rome stay",)))) == {"Rome", "Porto"}


def test_notices_quote_the_question_as_it_is_written(found: Found) -> None:
    found.put(campaign("Boots"))
    asked = Interpretation("キャンペーン boots", concepts=("boots",), residual="キャンヘーン", text="boots")
    assert "キャンペーン" in (found.search(asked).notice or "")


def test_what_a_shop_calls_its_own_products_ties(found: Found) -> None:
    found.put(
        campaign("US_Night Balm_Video"), campaign("GB Night Balm"), campaign("US_Day Oil_Video"), campaign("US_Brand")
    )
    found.put(campaign("Wine GB"), campaign("Porto"), campaign("DE Day Oil"))
    every = Interpretation("all", level=Level.CAMPAIGN)
    [seed] = [
        hit.document.key for hit in found.search(every, limit=50).hits if hit.document.name == "US_Night Balm_Video"
    ]
    assert found.names(Interpretation("like", related_to=(seed,)))[0] == "GB Night Balm"
    assert found.names(Interpretation("same", related_to=(seed,), shared=("product",))) == ["GB Night Balm"]


@pytest.mark.parametrize("names", [("Boots", "Tents"), ("Tents", "Boots")])
def test_of_two_names_of_one_instant_the_last_by_the_alphabet_is_told(found: Found, names: tuple[str, str]) -> None:
    found.put(*(ad(1, ad_id=f"a{place}", campaign_id="c", campaign_name=name) for place, name in enumerate(names)))
    asked = Interpretation("everything", level=Level.CAMPAIGN)
    assert found.names(asked) == ["Tents"]
