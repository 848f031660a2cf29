"""Figures of a search as texts: one currency and one number of decimals down a column."""

from dataclasses import replace
from datetime import date

from domain.metrics import METRIC_NAMES
from domain.search.documents import EntityKey
from domain.search.interpretation import Comparison, Correction, Interpretation, MetricFilter, Ranking
from domain.search.request import Hit, SearchAnswer, SearchType
from domain.vocabulary import DataSource, Direction, Level, Period
from graphql_api.local.found_lines import FoundLines, as_lines
from tests.entities import entity

JANUARY = Period(date(2024, 1, 1), date(2024, 1, 31))
ASKED = Interpretation("x", level=Level.CAMPAIGN, period=JANUARY)


def hit(currency: str | None = "USD", reason: str = "", **metrics: float) -> Hit:
    return Hit(entity(), 1.0, {}, (reason,), {**dict.fromkeys(METRIC_NAMES), **metrics}, currency)


def lines(*hits: Hit, asked: Interpretation = ASKED, ranked_by: str | None = None) -> FoundLines:
    answer = SearchAnswer(hits, len(hits), SearchType.HYBRID, asked, ranked_by, None)
    return as_lines(answer, {"k1": "Winter Hats"}.get)


def columns(found: FoundLines) -> dict[str, list[str]]:
    titles = [f"{column.title} {column.currency or ''}".rstrip() for column in found.columns]
    return {title: [line.figures[place] for line in found.hits] for place, title in enumerate(titles)}


def test_money_of_one_currency_says_it_once_and_large_columns_have_no_cents() -> None:
    shown = columns(lines(hit(spend=1234.56, roas=4.0), hit(spend=0.4, roas=11.25), hit(None, conversions=2.0)))
    assert shown == {"spend USD": ["1,235", "<1", "-"], "conversions": ["-", "-", "2"], "ROAS": ["4.00", "11.25", "-"]}


def test_money_of_several_currencies_says_each() -> None:
    shown = columns(lines(hit(spend=10.0), hit("EUR", spend=2.5), hit(None, spend=1.0)))
    assert shown == {"spend": ["10.00 USD", "2.50 EUR", "1.00"]}


def test_metrics_that_are_asked_for_are_shown_and_rates_as_percent() -> None:
    asked = replace(
        ASKED,
        metrics=(MetricFilter("ctr", Comparison.OVER, 0.02), MetricFilter("clicks", Comparison.OVER, 5)),
        rankings=(Ranking("cpc", Direction.DESC), Ranking(None, Direction.DESC)),
    )
    shown = columns(lines(hit(ctr=0.0213, cpc=0.456, clicks=10.0), asked=asked))
    assert shown == {"CTR": ["2.13 %"], "clicks": ["10"], "CPC USD": ["0.46"]}


def test_days_are_said_once() -> None:
    found = lines(hit(reason="ROAS 4.2, top 10 % of 38 campaigns in January 2024"))
    assert found.understood == ["in January 2024", "campaigns"]
    assert found.hits[0].reasons == ["ROAS 4.2, top 10 % of 38 campaigns"]


def test_what_was_understood_is_said_in_words() -> None:
    asked = Interpretation(
        "x",
        related_to=(EntityKey("k1"), EntityKey("gone")),
        concepts=("free_shipping",),
        residual="alpine",
        corrections=(Correction("alpin", "alpine"),),
    )
    assert lines(asked=asked, ranked_by="CPC DESC").understood == [
        "over all days",
        'related to "Winter Hats"',
        'related to "gone"',
        "about free shipping",
        'words "alpine"',
        "by CPC, highest first",
        '"alpin" read as alpine',
    ]
    assert lines(asked=Interpretation("x")).understood == []


def test_a_hit_without_a_name_is_called_by_its_key_and_a_source_by_its_title() -> None:
    nameless = replace(hit(), document=entity("c9", None, data_source=DataSource("klaviyo"), level=Level.AD_GROUP))
    [line] = lines(nameless).hits
    assert (line.name, line.data_source, line.level) == ("c9", "Klaviyo", "ad group")
