"""Orders by money, by leaving, by shares, and words for them in five languages; expectations made by hand."""

import pytest

from domain.vocabulary import Level
from tests.unit.search.test_figures_asked import ask, compared, ordered


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("paying over 40 dollars a sale", "cost_per_conversion > 40"),
        ("we pay above $30 for each purchase", "cost_per_conversion > 30"),
        ("charged more than $30 for every order", "cost_per_conversion > 30"),
        ("comes to over 20 euros per lead", "cost_per_conversion > 20"),
        ("campañas donde nos gastamos más de 40 euros por venta", "cost_per_conversion > 40"),
        ("wir zahlen mehr als 40 Euro pro Verkauf", "cost_per_conversion > 40"),
        ("on paie plus de 40 euros par vente", "cost_per_conversion > 40"),
        ("pagamos mais de 40 euros por venda", "cost_per_conversion > 40"),
        ("cada clic nos cuesta más de 1 euro", "cpc > 1"),
        ("Kampagnen ohne eine einzige Bestellung", "conversions = 0"),
        ("returning at least 6 times the spend", "roas >= 6"),
        ("spend at least double the revenue", "roas <= 0.5"),
        ("revenue less than half the spend", "roas < 0.5"),
        ("3 dollars back for each dollar spent", "roas >= 3"),
        ("campaigns with at least some orders", "conversions > 0"),
        ("got any purchase at all", "conversions > 0"),
        ("didn't get any purchases", "conversions = 0"),
        ("more than 20 bookings", "conversions > 20"),
        ("ad costs above 5000", "spend > 5000"),
    ],
)
def test_the_unit_behind_a_number_decides(query: str, expected: str) -> None:
    assert compared(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("most dollars paid out in September", "spend DESC"),
        ("where did most of our cash go", "spend DESC"),
        ("highest advertising expenditure", "spend DESC"),
        ("largest ad outlay", "spend DESC"),
        ("which campaigns swallowed most of the money", "spend DESC"),
        ("wasted the most money", "roas ASC"),
        ("in welche Kampagnen floss das meiste Geld", "spend DESC"),
        ("a dónde se fue la mayor parte del dinero", "spend DESC"),
        ("où est passé le plus d'argent", "spend DESC"),
        ("onde gastamos mais dinheiro", "spend DESC"),
        ("highest share of unsubscribes", "unsubscribe_rate DESC"),
        ("trafic pas cher", "cpc ASC band"),
        ("CPA sous la moyenne", "cost_per_conversion ASC band"),
        ("biggest loss makers", "roas ASC"),
        ("mails with the most bounces in relative terms", "bounce_rate DESC"),
        ("most unsubscribes as a percentage", "unsubscribe_rate DESC"),
        ("messages after which people opted out most", "unsubscribes DESC"),
        ("emails that lost the most subscribers", "unsubscribes DESC"),
        ("most reservations", "conversions DESC"),
        ("single highest spend", "spend DESC"),
        ("runner up by revenue", "revenue DESC top 1 skip 1"),
        ("second highest ROAS", "roas DESC top 1 skip 1"),
        ("top 25 % by ROAS", "roas DESC share 0.25"),
        ("top 3 worst CPC", "cpc DESC top 3"),
        ("top 5 cheapest clicks", "cpc ASC top 5"),
        ("last place by ROAS", "roas ASC"),
        ("cheap traffic", "cpc ASC band"),
        ("below median CPC", "cpc ASC band"),
        ("bounce rate less than the average", "bounce_rate ASC band"),
        ("ROAS above the median", "roas DESC band"),
        ("welche Kampagnen haben am meisten eingebracht", "revenue DESC"),
        ("die am meisten geklickten Anzeigen", "clicks DESC"),
        ("am meisten ausgegeben", "spend DESC"),
        ("meilleures ventes", "revenue DESC"),
        ("quelles campagnes ont le plus vendu", "revenue DESC"),
        ("qué campañas más vendieron", "revenue DESC"),
        ("quais campanhas mais venderam", "revenue DESC"),
    ],
)
def test_orders_are_read_in_every_voice_and_language(query: str, expected: str) -> None:
    assert ordered(query) == expected


def test_words_for_what_is_paid_are_no_level_of_ads() -> None:
    for query in (
        "ad costs above 5000",
        "ad account with the highest spend",
        "ad platform with most clicks",
        "ad outlay",
    ):
        assert ask(query).level is not Level.AD


@pytest.mark.parametrize("query", ["ad campaigns that do best", "paid campaigns by revenue"])
def test_campaigns_that_are_paid_for_are_no_emails(query: str) -> None:
    assert [(one.column, one.values, one.excluded) for one in ask(query).attributes] == [("channel", ("email",), True)]
