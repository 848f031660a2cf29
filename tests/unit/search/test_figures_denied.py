"""Conditions that are denied, split, or told of nobody; expectations made by hand."""

import pytest

from tests.unit.search.test_figures_asked import compared, ordered


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("campaigns that didn't get more than 80 clicks", "clicks <= 80"),
        ("campaigns that didn’t get more than 80 clicks", "clicks <= 80"),
        ("ads which don't have more than 80 clicks", "clicks <= 80"),
        ("did not get fewer than 80 clicks", "clicks >= 80"),
        ("CPC isn't above 0.4", "cpc <= 0.4"),
        ("CPC must not exceed 0.4", "cpc <= 0.4"),
        ("spend didn't exceed 400", "spend <= 400"),
        ("spend does not reach 400", "spend < 400"),
        ("spend fails to reach 400", "spend < 400"),
        ("spend capped at 400", "spend <= 400"),
        ("ads that never went over 400 in spend", "spend <= 400"),
        ("ROAS should not be below 2", "roas >= 2"),
        ("ROAS never dropped below 2", "roas >= 2"),
        ("does not spend more than 400", "spend <= 400"),
        ("ads that don't cost more than 400", "spend <= 400"),
        ("didn't earn more than 500", "revenue <= 500"),
        ("didn't sell more than 500", "revenue <= 500"),
        ("no generaron más de 80 clics", "clicks <= 80"),
        ("el CPC no debe superar 0,4", "cpc <= 0.4"),
        ("no gastaron más de 400", "spend <= 400"),
        ("haben nicht mehr als 80 Klicks bekommen", "clicks <= 80"),
        ("CPC darf 0,4 nicht überschreiten", "cpc <= 0.4"),
        ("CPC übersteigt 0,4 nicht", "cpc <= 0.4"),
        ("n'ont pas eu plus de 80 clics", "clicks <= 80"),
        ("le CPC ne doit pas dépasser 0,4", "cpc <= 0.4"),
        ("não tiveram mais de 80 cliques", "clicks <= 80"),
        ("o CPC não deve passar de 0,4", "cpc <= 0.4"),
        ("Ausgaben liegen nicht über 400", "spend <= 400"),
        ("dépenses n'atteignant pas 400", "spend < 400"),
        ("ROAS qui ne dépasse pas 2", "roas <= 2"),
        ("didn't make a profit", "roas < 1"),
        ("campaigns not on Meta with more than 80 clicks", "clicks > 80"),
        ("no conversions but got more than 80 clicks", "conversions = 0; clicks > 80"),
    ],
)
def test_a_denied_verb_turns_the_condition(query: str, expected: str) -> None:
    assert compared(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("more clicks than 3000", "clicks > 3000"),
        ("fewer opens than 300", "opens < 300"),
        ("a lower CPC than 0.4", "cpc < 0.4"),
        ("didn't have more clicks than 3000", "clicks <= 3000"),
        ("mehr Klicks als 3000", "clicks > 3000"),
        ("más clics que 3000", "clicks > 3000"),
        ("plus de clics que 3000", "clicks > 3000"),
        ("mais cliques do que 3000", "clicks > 3000"),
        ("a CPC as low as 0.2", "cpc <= 0.2"),
        ("more revenue than spend", "roas > 1"),
        ("CPC within 0.2-0.4", "cpc between 0.2 0.4"),
        ("revenue within 5000 and 9000", "revenue between 5000 9000"),
        ("spend from 500 up to 900", "spend between 500 900"),
        ("spend: 500 to 900", "spend between 500 900"),
        ("revenue 4000-9000", "revenue between 4000 9000"),
        ("spend ranging between 1500 and 2500", "spend between 1500 2500"),
    ],
)
def test_a_comparator_may_be_split_and_a_range_has_many_forms(query: str, expected: str) -> None:
    assert compared(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("campaigns where no one bought", "conversions = 0"),
        ("ads where nobody bought", "conversions = 0"),
        ("none of the clicks converted", "conversions = 0"),
        ("no clicks converted", "conversions = 0"),
        ("not a single click", "clicks = 0"),
        ("a campaign that hasn't sold anything", "conversions = 0"),
        ("anuncios donde nadie compró", "conversions = 0"),
        ("Anzeigen, bei denen niemand gekauft hat", "conversions = 0"),
        ("annonces où personne n'a acheté", "conversions = 0"),
        ("anúncios em que ninguém comprou", "conversions = 0"),
        ("ads where somebody bought", "conversions > 0"),
        ("anuncios donde alguien compró", "conversions > 0"),
    ],
)
def test_nobody_is_none_and_somebody_is_some(query: str, expected: str) -> None:
    assert compared(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("mails almost nobody reads", "open_rate ASC band"),
        ("barely anybody buys from these", "conversion_rate ASC band"),
        ("next to nobody opened", "open_rate ASC band"),
        ("ads that rarely convert", "conversion_rate ASC band"),
        ("campaigns that hardly sell", "conversion_rate ASC band"),
        ("ads that seldom get clicks", "engagement ASC band"),
        ("kaum jemand kauft", "conversion_rate ASC band"),
        ("casi nadie compra", "conversion_rate ASC band"),
        ("presque personne n'achète", "conversion_rate ASC band"),
        ("quase ninguém comprou", "conversion_rate ASC band"),
    ],
)
def test_hardly_anybody_is_the_low_part_and_not_none(query: str, expected: str) -> None:
    assert (ordered(query), compared(query)) == (expected, "")
