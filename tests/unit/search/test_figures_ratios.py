"""Ratios spelt out, with a slash, and those that no metric tells; expectations made by hand."""

import pytest

from tests.unit.search.test_figures_asked import ask, compared, ordered


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cost / conversion above 30", "cost_per_conversion > 30"),
        ("cost/click under 0.3", "cpc < 0.3"),
        ("cost per 1,000 views below 8", "cpm < 8"),
        ("cost per 1,000 impressions above 8", "cpm > 8"),
        ("coste por 1.000 impresiones por debajo de 8", "cpm < 8"),
        ("revenue per order over 120", "average_order_value > 120"),
        ("conversions per click above 5%", "conversion_rate > 0.05"),
        ("clicks per impression above 2%", "ctr > 0.02"),
        ("clicks/impressions above 2%", "ctr > 0.02"),
        ("revenue per spend above 5", "roas > 5"),
        ("revenue/spend over 4", "roas > 4"),
        ("Umsatz pro Bestellung über 120", "average_order_value > 120"),
        ("ingresos por pedido más de 120", "average_order_value > 120"),
        ("clicks per email over 3%", "click_rate > 0.03"),
    ],
)
def test_a_ratio_spelt_out_is_its_metric(query: str, expected: str) -> None:
    assert (compared(query), ordered(query)) == (expected, "")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("highest revenue per order", "average_order_value DESC"),
        ("best conversions per click", "conversion_rate DESC"),
        ("revenu par commande", "average_order_value DESC"),
        ("spend per campaign", "spend DESC"),
    ],
)
def test_a_ratio_spelt_out_is_ordered_by(query: str, expected: str) -> None:
    assert ordered(query) == expected


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("revenue per click above 2", "revenue per click"),
        ("top impressions per click", "impressions per click"),
        ("Umsatz pro Klick", "Umsatz pro Klick"),
    ],
)
def test_a_ratio_that_no_metric_tells_is_said_and_never_replaced(query: str, said: str) -> None:
    read = ask(query)
    assert [(one.kind, one.words) for one in read.missing] == [("metric", said)]
    assert read.metrics == ()
