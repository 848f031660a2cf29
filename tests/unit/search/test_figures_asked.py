"""What questions about figures mean, as people of many habits type them; expectations made by hand."""

import pytest

from domain.search.interpretation import Interpretation
from domain.search.understanding import understand
from tests.unit.search.organization import AS_OF, VOCABULARY


def ask(query: str) -> Interpretation:
    return understand(query, VOCABULARY, AS_OF)


def compared(query: str) -> str:
    def one(name: str, sign: str, value: float, upper: float | None) -> str:
        return f"{name} {sign} {value:.8g}" + (f" {upper:.8g}" if upper is not None else "")

    return "; ".join(one(m.metric, m.comparison, m.value, m.upper) for m in ask(query).metrics)


def ordered(query: str) -> str:
    def one(name: str, direction: str, *more: str) -> str:
        return " ".join((name, direction, *filter(None, more)))

    return "; ".join(
        one(
            r.metric or r.quality,
            r.direction,
            f"top {r.top}" if r.top else "",
            f"share {r.share:g}" if r.share else "",
            f"skip {r.skipped}" if r.skipped else "",
            "band" if r.band else "",
        )
        for r in ask(query).rankings
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sub-2 ROAS", "roas < 2"),
        ("sub $10 CPA", "cost_per_conversion < 10"),
        ("ctr lt 0.6%", "ctr < 0.006"),
        ("roas gte 4", "roas >= 4"),
        ("spend less 500 and roas more 4", "spend < 500; roas > 4"),
        ("clicks != 0", "clicks > 0"),
        ("3 < roas", "roas > 3"),
        ("2 < roas <= 4", "roas > 2; roas <= 4"),
        ("ROAS above 2 but below 4", "roas > 2; roas < 4"),
        ("spend >1000 and <2000", "spend > 1000; spend < 2000"),
        ("at least 2 and at most 5 roas", "roas >= 2; roas <= 5"),
        ("not less than 100 and not more than 500 clicks", "clicks >= 100; clicks <= 500"),
        ("spend at most 2000", "spend <= 2000"),
        ("spend between 1500 and 2000", "spend between 1500 2000"),
        ("revenue up to 2024", ""),
        ("CPA of 20 or better", "cost_per_conversion <= 20"),
        ("CPA 50 or worse", "cost_per_conversion >= 50"),
        ("10 conversions exactly", "conversions = 10"),
        ("cpa in the 10-20 range", "cost_per_conversion between 10 20"),
        ("revenue of $10k to $20k", "revenue between 10000 20000"),
        ("revenue: 10000..20000", "revenue between 10000 20000"),
        ("cpc doesn't exceed 2", "cpc <= 2"),
        ("spend never went above 500", "spend <= 500"),
        ("coût par conversion ne dépasse pas 20", "cost_per_conversion <= 20"),
        ("tasa de apertura entre el 45 y el 60 %", "open_rate between 0.45 0.6"),
        ("ROAS around 3", "roas between 2.7 3.3"),
        ("ROAS close to 3", "roas between 2.7 3.3"),
        ("rund 100 Klicks", "clicks between 90 110"),
        ("conversions around 11.11", ""),
        ("Umsatz ab 5. März", ""),
        ("ab 3 Conversions", "conversions >= 3"),
        ("ROAS le 5 mars", ""),
    ],
)
def test_every_way_to_compare(query: str, expected: str) -> None:
    assert compared(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ctr > .5%", "ctr > 0.005"),
        ("cpc < $.50", "cpc < 0.5"),
        ("spend > 2000eur", "spend > 2000"),
        ("spend > usd 500", "spend > 500"),
        ("over 10 grand revenue", "revenue > 10000"),
        ("tens of thousands of impressions", "impressions >= 10000"),
        ("cientos de miles de impresiones", "impressions >= 100000"),
        ("double-digit conversions", "conversions between 10 99.99"),
        ("single-digit CPA", "cost_per_conversion < 10"),
        ("five-figure spend", "spend between 10000 99999.99"),
        ("zweistelliger ROAS", "roas between 10 99.99"),
        ("dépenses à cinq chiffres", "spend between 10000 99999.99"),
        ("CPA de dos cifras", "cost_per_conversion between 10 99.99"),
        ("double digit open rate", "open_rate between 0.1 0.9999"),
        ("spend in the thousands", "spend >= 1000"),
        ("open rate in the 40s", "open_rate between 0.4 0.4999"),
        ("3:1 roas", "roas >= 3"),
        ("roas of 3 to 1", "roas >= 3"),
        ("under a dollar per click", "cpc < 1"),
        ("less than half a euro cpc", "cpc < 0.5"),
        ("cpc under 5¢", "cpc < 0.05"),
        ("cpc below 5c", "cpc < 0.05"),
        ("roas over two and a half", "roas > 2.5"),
        ("roas above one point five", "roas > 1.5"),
        ("roas > 1e308", "roas > 1e+308"),
        ("roas > 1e400", "roas > 1.7976931e+308"),
    ],
)
def test_every_way_to_write_a_number(query: str, expected: str) -> None:
    assert compared(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("costing more than £60 per lead", "cost_per_conversion > 60"),
        ("paying over $2 a click", "cpc > 2"),
        ("$30 a conversion or less", "cost_per_conversion <= 30"),
        ("earning more than $0.20 per recipient", "revenue_per_recipient > 0.2"),
        ("more than 50 leads", "conversions > 50"),
        ("lead campaigns", ""),
        ("more revenue than spend", "roas > 1"),
        ("spent more than they earned", "roas < 1"),
        ("revenue < spend", "roas < 1"),
        ("más ingresos que gasto", "roas > 1"),
        ("mehr Umsatz als Kosten", "roas > 1"),
        ("below break-even", "roas < 1"),
        ("campaigns that didn't break even", "roas < 1"),
        ("campaigns that at least broke even", "roas >= 1"),
        ("$4 for every $1 spent", "roas >= 4"),
        ("less than one euro back per euro spent", "roas < 1"),
        ("got back at least four times what we put in", "roas >= 4"),
        ("el doble de ingresos que de gasto", "roas >= 2"),
        ("doubled our money", "roas >= 2"),
        ("ignoring those without a sale", "revenue > 0"),
        ("spent the most but converted the least", ""),
    ],
)
def test_what_is_compared_may_be_told_at_length(query: str, expected: str) -> None:
    assert compared(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("second best campaign by roas", "roas DESC top 1 skip 1"),
        ("runner-up by revenue", "revenue DESC top 1 skip 1"),
        ("third highest spend", "spend DESC top 1 skip 2"),
        ("zweitbeste Kampagne nach ROAS", "roas DESC top 1 skip 1"),
        ("la segunda mejor campaña", "performance DESC top 1 skip 1"),
        ("top 10% by ctr", "ctr DESC share 0.1"),
        ("top decile by roas", "roas DESC share 0.1"),
        ("bottom quartile open rate", "open_rate ASC share 0.25"),
        ("el 10% mejor por roas", "roas DESC share 0.1"),
        ("die oberen 10 % nach ROAS", "roas DESC share 0.1"),
        ("upper funnel campaigns", ""),
        ("top 0 by roas", "roas DESC"),
        ("most leads, top 3", "conversions DESC top 3"),
        ("order by spend desc limit 10", "spend DESC top 10"),
        ("order: cpc asc", "cpc ASC"),
        ("highest to lowest roas", "roas DESC"),
        ("CPA, best first", "cost_per_conversion ASC"),
        ("campañas ordenadas por gasto de menor a mayor", "spend ASC"),
        ("trier par ctr décroissant", "ctr DESC"),
        ("Kampagnen nach CPC absteigend", "cpc DESC"),
        ("die 3 teuersten Kampagnen nach CPA", "cost_per_conversion DESC top 3"),
        ("most efficient campaigns by cpa", "cost_per_conversion ASC"),
        ("clics más baratos", "cpc ASC"),
        ("conversions les plus chères", "cost_per_conversion DESC"),
        ("which campaign lost the most money", "roas ASC"),
        ("which campaign cost us the most money", "spend DESC"),
        ("which campaign made the most money", "revenue DESC"),
        ("the largest share of people unsubscribed", "unsubscribe_rate DESC"),
        ("best bang for the buck", "efficiency DESC"),
        ("email with the smallest audience", "sent ASC"),
        ("the email that most people opened", "open_rate DESC"),
    ],
)
def test_orders_shares_and_places(query: str, expected: str) -> None:
    assert ordered(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("what is going well", "performance DESC band"),
        ("what isn't going so well", "performance ASC band"),
        ("campaigns that aren't really doing badly", "performance DESC band"),
        ("campaigns converting poorly", "conversion_rate ASC band"),
        ("campañas que van bien", "performance DESC band"),
        ("campañas que no van bien", "performance ASC band"),
        ("was läuft gut", "performance DESC band"),
        ("nicht gut laufende Kampagnen", "performance ASC band"),
        ("campagnes qui ne marchent pas bien", "performance ASC band"),
        ("qu'est-ce qui ne marche pas", "performance ASC band"),
        ("o que não está funcionando", "performance ASC band"),
        ("campanhas com desempenho fraco", "performance ASC band"),
        ("results weren't great", "performance ASC band"),
        ("performance max campaigns with good results", "performance DESC band"),
        ("performing well in terms of CTR", "ctr DESC band"),
        ("underperforming on open rate", "open_rate ASC band"),
        ("which ads burn through our budget", "roas ASC band"),
        ("budget eaters", "roas ASC band"),
        ("Geld verbrennen", "roas ASC band"),
        ("campanhas que desperdiçam verba", "roas ASC band"),
        ("inefficient spend", "efficiency ASC band"),
        ("duds", "performance ASC band"),
        ("under-delivering campaigns", "performance ASC band"),
        ("low budget winners", "performance DESC band; spend ASC band"),
        ("ignored emails", "open_rate ASC band"),
        ("ignored ads", "attention ASC band"),
        ("hardly opened emails", "open_rate ASC band"),
        ("emails that make money", "revenue_per_recipient DESC band"),
        ("campagnes peu rentables", "roas ASC band"),
        ("campañas con un roas flojo", "roas ASC band"),
        ("poor deliverability", "bounce_rate DESC band"),
    ],
)
def test_praise_and_blame(query: str, expected: str) -> None:
    assert ordered(query) == expected


def test_no_is_in_the_where_only_portuguese_words_stand_beside_it() -> None:
    assert [one.excluded for one in ask("pior roas no google").attributes] == [False]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("roas < 1 or no conversions", [("roas", False), ("conversions", True)]),
        ("no conversions or ROAS below 1", [("conversions", False), ("roas", True)]),
        ("spend > 1000 and (roas < 1 or ctr < 1%)", [("spend", False), ("roas", False), ("ctr", True)]),
        ("either CPA above 50 or ROAS below 1", [("cost_per_conversion", False), ("roas", True)]),
        ("ROAS über 3 oder mehr als 100 Klicks", [("roas", False), ("clicks", True)]),
        ("100 clicks or more and ROAS above 2", [("clicks", False), ("roas", False)]),
        ("ROAS above 2 on Meta or Google and CTR above 1%", [("roas", False), ("ctr", False)]),
    ],
)
def test_of_some_conditions_one_is_enough(query: str, expected: list[tuple[str, bool]]) -> None:
    assert [(one.metric, one.either) for one in ask(query).metrics] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("campaigns with lead magnets", ""),
        ("campaigns with a leads objective", ""),
        ("campaigns with leads", "conversions > 0"),
        ("unsub% > 0.3", "unsubscribe_rate > 0.003"),
        ("open % above 40%", "open_rate > 0.4"),
        ("campaigns from 2 countries", ""),
    ],
)
def test_what_is_a_metric_and_what_is_not(query: str, expected: str) -> None:
    assert compared(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("campaigns from 2 countries", ""),
        ("best quarter", "performance DESC"),
        ("top quarter by roas", "roas DESC share 0.25"),
        ("not a great CTR", "ctr ASC band"),
        ("campaigns running great deals", ""),
        ("I noticed sneakers", ""),
        ("ma campagne", ""),
        ("not so great campaigns", "performance ASC band"),
        ("high converting ads", "conversion_rate DESC band"),
        ("cheap traffic", "cpc ASC band"),
        ("cpc is too expensive", "cpc DESC band"),
        ("where should I put more money", "performance DESC band"),
        ("biggest money wasters", "roas ASC"),
        ("emails people actually read", "open_rate DESC band"),
    ],
)
def test_what_is_an_order_and_what_is_not(query: str, expected: str) -> None:
    assert ordered(query) == expected
