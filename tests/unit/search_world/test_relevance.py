"""Five hand-made campaigns, whose relevance a person can tell."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from benchmarks.search_world.facts import Entity, Figures, Identity, Organization
from benchmarks.search_world.questions import q, wanted
from benchmarks.search_world.relevance import grades

NOV_1, DEC_1 = date(2024, 11, 1), date(2024, 12, 1)


def ad(
    name: str, facets: str, *days: tuple[date, int, int], source: str = "meta_business", shown: int = 5000
) -> Entity:
    """A campaign; `days`: day, spend and revenue in whole units of money."""
    spend, revenue = [100 * day[1] for day in days], [100 * day[2] for day in days]
    columns = {
        "spend_cents": np.array(spend),
        "revenue_cents": np.array(revenue),
        "impressions": np.array([shown] * len(days)),
        "clicks": np.array([50] * len(days)),
        "conversions": np.array([2 if value else 0 for value in revenue]),
    }
    said = dict(pair.split("=") for pair in facets.split())
    figures = Figures(tuple(day[0] for day in days), columns)
    return Entity(Identity(source, "1", "CAMPAIGN", name), name, said, figures, "paid_social", status="PAUSED")


def email(name: str, delivered: int, opens: int, revenue: int) -> Entity:
    columns = {
        "delivered": np.array([delivered]),
        "unique_opens": np.array([opens]),
        "revenue_cents": np.array([revenue * 100]),
    }
    identity = Identity("klaviyo", "2", "CAMPAIGN", name)
    return Entity(identity, name, {"theme": "vip"}, Figures((NOV_1,), columns), "email", "CAMPAIGN")


SHOES = ad("shoes", "product=shoes event=black_friday geo=US", (NOV_1, 100, 400))  # ROAS 4
BAGS = ad("bags", "product=bags event=black_friday geo=US", (NOV_1, 100, 200), (DEC_1, 100, 1000))  # 6; November 2
SOCKS = ad("socks", "product=socks", (DEC_1, 50, 50), source="google_ads")  # 1
LUCKY = ad("lucky", "product=shoes", (DEC_1, 1, 90), shown=20)  # 90, of twenty impressions
BARREN = ad("barren", "product=hats", (NOV_1, 30, 0))  # 0
NEWS = email("news", 1000, 400, 50)
ENTITIES = (SHOES, BAGS, SOCKS, LUCKY, BARREN, NEWS)
SHOP = Organization("shop", "USD", {}, ENTITIES)


def names(**meaning: str) -> dict[str, int]:
    found = grades(SHOP, wanted(**meaning))
    return {str(identity.campaign_id): grade for identity, grade in found.items()}


def test_words_that_all_hold_count_fully_and_half_of_them_slightly() -> None:
    assert names(about="product=shoes event=black_friday") == {"shoes": 3, "bags": 1, "lucky": 1}


def test_words_that_stand_in_a_name_count_as_one_of_them() -> None:
    assert names(about="product=shoes name=luck") == {"shoes": 1, "lucky": 3}


def test_a_second_meaning_differs_from_the_first_only_where_it_says_so() -> None:
    question = q("dates", "shop", "best until Friday", best="highest roas", period="2024", also={"period": "2024-11"})
    assert question.meanings == (
        wanted(best="highest roas", period="2024"),
        wanted(best="highest roas", period="2024-11"),
    )


def test_either_value_of_a_facet_holds() -> None:
    assert names(about="product=bags|socks") == {"bags": 3, "socks": 3}


def test_a_threshold_is_met_or_not() -> None:
    assert names(where="roas > 4") == {"bags": 3, "lucky": 3}
    assert names(where="roas >= 4 and spend > 50") == {"shoes": 3, "bags": 3}


def test_figures_are_those_of_the_days_asked_for() -> None:
    assert names(where="roas > 3", period="2024-11") == {"shoes": 3}
    assert names(where="roas > 3", period="2024-Q4") == {"shoes": 3, "bags": 3, "lucky": 3}


def test_what_was_not_active_is_not_relevant() -> None:
    assert names(period="2024-11-01") == {"shoes": 3, "bags": 3, "barren": 3, "news": 3}
    assert names(period="2023") == {}


def test_the_first_of_a_ranking_count_most_and_tiny_ones_are_not_ranked() -> None:
    assert names(best="highest roas top 3") == {"bags": 3, "shoes": 2, "socks": 1}
    assert names(best="lowest roas top 1") == {"barren": 3}


def test_equal_values_count_the_same() -> None:
    # 100 clicks, then four times 50: all four are second
    assert names(best="highest clicks top 2") == {"bags": 3, "shoes": 2, "socks": 2, "lucky": 2, "barren": 2}
    assert names(best="highest conversions top 2", period="2024-11") == {"shoes": 3, "bags": 3}


def test_messages_never_have_a_roas() -> None:
    assert "news" not in names(best="lowest roas")
    assert names(best="highest open_rate") == {"news": 3}


def test_without_conversions_is_zero_and_not_unknown() -> None:
    assert names(where="conversions = 0") == {"barren": 3}


def test_source_status_and_what_is_left_out_must_hold() -> None:
    assert names(sources="google_ads") == {"socks": 3}
    assert names(statuses="ACTIVE") == {}
    assert names(about="event=black_friday", without="product=bags") == {"shoes": 3}


def test_a_good_band_ranks_ads_among_ads_and_messages_among_messages() -> None:
    # of the four ads worth ranking: first at 0, second at a quarter, third at a half; the only message is the best
    assert names(band="good") == {"bags": 3, "shoes": 1, "news": 3}
    assert names(band="bad") == {"barren": 3, "socks": 1, "news": 3}
    assert names(band="good open_rate") == {"news": 3}


def test_related_ones_share_product_event_and_place() -> None:
    # bags shares event and geo with shoes: 3 of 5; lucky the product: 2 of 5
    assert names(related_to="shoes") == {"bags": 2, "lucky": 1}


def test_what_lies_under_a_name_bears_it_among_its_parents() -> None:
    child = replace(SOCKS, identity=SOCKS.identity._replace(level="AD_GROUP", ad_group_id="g"), parents=("socks",))
    found = grades(Organization("shop", "USD", {}, (*ENTITIES, child)), wanted(under="socks", level="AD_GROUP"))
    assert found == {child.identity: 3}


def test_a_name_means_that_one() -> None:
    assert names(named="socks") == {"socks": 3}


def test_nothing_is_relevant_to_what_does_not_exist() -> None:
    assert names(nothing="yes") == {}


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2024-11", date(2024, 11, 1), date(2024, 11, 30)),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-11-29", date(2024, 11, 29), date(2024, 11, 29)),
        ("2024-11-01..2024-11-07", date(2024, 11, 1), date(2024, 11, 7)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_days_are_written_in_short(said: str, first: date, last: date) -> None:
    assert wanted(period=said).period == (first, last)
