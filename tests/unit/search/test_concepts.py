"""Names of campaigns as concepts and countries; expectations made by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.search.concepts import CONCEPTS, broader, narrower, tag_concepts
from domain.search.concepts.lexicon import concept_phrases
from domain.search.countries import countries_of
from domain.search.text import fold, pieces_of, stem, words_of


@pytest.mark.parametrize(
    ("name", "concepts"),
    [
        ("US_TOF_LAL1%_Sneakers", {"upper_funnel", "lookalike", "prospecting", "sneakers", "footwear"}),
        ("Meta | RTG | DPA | SummerSale24", {"retargeting", "dynamic_ads", "summer_sale", "sale", "summer"}),
        ("[DE] Non-Brand - Running Shoes", {"non_brand", "sneakers", "footwear"}),
        ("winback-series-2", {"winback"}),
        ("us_bf_promo", {"black_friday", "sale"}),
        ("BFCM24", {"bfcm", "black_friday", "cyber_monday"}),
        ("Campaña Navidad - Zapatillas hombre", {"christmas", "holiday_season", "sneakers", "footwear", "men"}),
        ("Warenkorbabbruch Mail 2", {"abandoned_cart", "abandonment"}),
        ("AbandonedCart_v3", {"abandoned_cart", "abandonment"}),
        ("my bf and i", set()),
        ("Winterjacken Damen", {"outerwear", "apparel", "women"}),
        ("Kinderschuhe", {"footwear"}),
        ("br_marca_broad_zelte", {"brand", "broad", "tents", "camping", "outdoor", "sports"}),
        ("Stirnlampen Letzte Chance", {"headlamps", "outdoor", "sports", "last_chance", "sale"}),
        ("12345", set()),
    ],
)
def test_names_are_tagged(name: str, concepts: set[str]) -> None:
    assert set(tag_concepts(name)) == concepts


def test_every_broader_concept_exists_and_none_is_its_own() -> None:
    for name in CONCEPTS:
        above = broader(name)
        assert name not in above
        assert all(one in CONCEPTS and name in narrower(one) for one in above)


@pytest.mark.parametrize("name", sorted(CONCEPTS))
def test_a_concept_is_found_by_its_first_name(name: str) -> None:
    first = CONCEPTS[name].phrases[0]
    assert concept_phrases().at(words_stems(first), 0) == (len(words_of(first)), name)


def words_stems(text: str) -> list[str]:
    return [stem(word) for word in words_of(text)]


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("US_TOF_Sneakers", ("US",)),
        ("Brand | UK | Exact", ("GB",)),
        ("[DE] Marke", ("DE",)),
        ("Ventas España", ("ES",)),
        ("BUY IT NOW", ()),
        ("abandono de carrito", ()),
        ("French Connection", ("FR",)),
        ("DACH - Brand", ("DACH",)),
    ],
)
def test_countries_are_read_off_names(name: str, countries: tuple[str, ...]) -> None:
    assert countries_of(name) == countries


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert "" not in pieces_of(text)
    tag_concepts(text)
    countries_of(text)


def test_days_that_only_lie_near_each_other_are_no_one_event() -> None:
    assert set(tag_concepts("Giving Tuesday | US")) == {"giving_tuesday"}
    assert set(tag_concepts("Green Monday | US")) == {"green_monday"}
    assert set(tag_concepts("Dia de Muertos | MX")) == {"day_of_the_dead"}
    assert set(tag_concepts("Cinco de Mayo | MX")) == {"cinco_de_mayo"}
