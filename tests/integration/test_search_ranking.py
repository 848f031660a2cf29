"""Which entities answer a question, in which order and why: figures by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.errors import InvalidInputError
from domain.search.interpretation import AttributeFilter, Comparison, Interpretation, MetricFilter, Missing, Ranking
from domain.search.request import SearchType
from domain.vocabulary import DataSource, Direction, Level, Period
from tests.searching import Found, searching
from tests.stored import OTHER, Row, ad, days, message, row

JANUARY = Period(date(2024, 1, 1), date(2024, 1, 31))
BEST = Ranking(None, Direction.DESC, band=True, words="high performing")


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Found]:
    """An empty search."""
    with searching(tmp_path) as made:
        yield made


def campaign(name: str, spend: float = 10, *, on: int = 1, **changes: object) -> Row:
    """A campaign's day with enough impressions to rank it; its id is its name."""
    return row(on, **{"campaign_id": name, "campaign_name": name, "spend": spend, "impressions": 2_000, **changes})


def email(name: str, delivered: int = 1_000, **changes: Any) -> Row:
    """An email campaign's day."""
    ids: dict[str, Any] = {
        "campaign_id": name,
        "campaign_name": name,
        "ad_id": f"{name}-m",
        "entity_id": f"{name}-m/email",
    }
    return message(1, **{**ids, "delivered": delivered, **changes})


def asked(query: str = "question", **parts: Any) -> Interpretation:
    """An interpretation with these parts."""
    return Interpretation(query, **parts)


def over(metric: str, value: float) -> Interpretation:
    """A question for what has more than that."""
    return asked(metrics=(MetricFilter(metric, Comparison.OVER, value, words=f"{metric} over {value}"),))


def by(metric: str | None, direction: Direction = Direction.DESC, **more: Any) -> Interpretation:
    """A question for the first by a metric."""
    return asked(rankings=(Ranking(metric, direction, **more),))


def test_a_predicate_takes_what_meets_it_by_the_sums_over_the_range(found: Found) -> None:
    found.put(campaign("a", 10, revenue=30), campaign("a", 10, on=2, revenue=50), campaign("b", 10, revenue=40))
    assert found.names(over("roas", 3.9)) == ["a", "b"]  # 80/20 = 4, 40/10 = 4
    assert found.names(over("roas", 4)) == []
    assert found.names(over("roas", 3.5), period=days(1, 1)) == ["b"]  # on the first day a has 3


def test_metrics_of_a_hit_are_those_of_the_days_searched(found: Found) -> None:
    found.put(campaign("a", 10, clicks=4), campaign("a", 30, on=2, clicks=4))
    [hit] = found.search(asked(level=Level.CAMPAIGN), period=days(2, 5)).hits
    assert (hit.metrics["spend"], hit.metrics["cpc"], hit.currency) == (30, 7.5, "USD")
    [hit] = found.search(asked(level=Level.CAMPAIGN)).hits
    assert (hit.metrics["spend"], hit.metrics["cpc"]) == (40, 5)


def test_what_was_not_active_in_the_range_is_no_hit(found: Found) -> None:
    found.put(campaign("a"), campaign("b"), campaign("b", on=9), campaign("c", 0, on=5, impressions=0))
    assert found.names(asked(level=Level.CAMPAIGN), period=days(5, 9)) == ["b"]
    answer = found.search(asked(level=Level.CAMPAIGN), period=days(2, 4))
    assert (answer.hits, answer.notice) == ((), "The only campaign was not active from 2024-01-02 to 2024-01-04.")


def test_days_without_rows_are_answered_with_those_that_have_some(found: Found) -> None:
    found.put(campaign("a", on=3), campaign("b", on=9))
    found.put(email("mail"))
    everything = asked(level=Level.CAMPAIGN)
    notice = found.search(everything, period=days(20, 25)).notice
    assert notice == (
        "None of 3 campaigns was active from 2024-01-20 to 2024-01-25: there are rows from 2024-01-01 to 2024-01-09."
    )
    later = found.search(everything, period=days(20, 25), campaign_ids=("b",)).notice
    assert later == "The only campaign was not active from 2024-01-20 to 2024-01-25: there are rows on 2024-01-09."
    assert found.search(everything, campaign_ids=("z",)).notice == "There are no such campaigns over all days."


def test_what_only_other_levels_are_about_is_told(found: Found) -> None:
    found.put(campaign("a"), ad(1, campaign_id="b", ad_id="1", ad_name="Trail Video"))
    answer = found.search(asked(residual="trail"))
    assert (answer.hits, answer.notice) == (
        (),
        "None of 2 campaigns over all days is about it. It is found among the ads: ask for these.",
    )
    assert [hit.document.name for hit in found.search(asked(residual="trail", level=Level.AD)).hits] == ["Trail Video"]


def test_superlatives_follow_the_metric_and_its_direction(found: Found) -> None:
    found.put(
        campaign("a", 10, clicks=10), campaign("b", 30, clicks=10), campaign("c", 20, clicks=10), campaign("d", 5)
    )
    assert found.names(by("cpc")) == ["b", "c", "a"]
    assert found.names(by("cpc", Direction.ASC)) == ["a", "c", "b"]
    assert found.names(by("cpc", top=1)) == ["b"]


def test_reasons_say_the_figure_and_where_it_stands(found: Found) -> None:
    found.put(*(campaign(f"c{n:02}", 10, revenue=n) for n in range(1, 39)))
    hits = found.search(by("roas"), period=JANUARY).hits
    assert hits[0].reasons[0] == "ROAS 3.8, top 3 % of 38 campaigns in January 2024"
    assert hits[3].reasons[0] == "ROAS 3.5, top 11 % of 38 campaigns in January 2024"
    assert found.search(by("roas", Direction.ASC), period=JANUARY).hits[0].reasons[0].startswith("ROAS 0.1, lowest 3 %")


def test_a_ratio_on_little_volume_comes_last_and_says_so(found: Found) -> None:
    found.put(campaign("small", 1, revenue=99, impressions=999), campaign("big", 10, revenue=20, impressions=1_000))
    hits = found.search(by("roas")).hits
    assert [hit.document.name for hit in hits] == ["big", "small"]
    assert "fewer than 1,000 impressions" in hits[1].reasons[0]
    found.put(email("few", 199, unique_clicks=100), email("many", 200, unique_clicks=2))
    assert found.names(by("click_rate")) == ["many", "few"]


def test_high_performing_is_the_best_quarter_by_the_right_metric_of_each_kind(found: Found) -> None:
    found.put(*(campaign(f"ad{n}", 10, revenue=10 * n) for n in range(1, 9)))
    found.put(*(email(f"mail{n}", 1_000, revenue=10 * n) for n in range(1, 9)))
    names = found.names(asked(rankings=(BEST,)))
    assert set(names) == {"ad8", "ad7", "ad6", "mail8", "mail7", "mail6"}  # a quarter of 8 is 2, and three at least
    assert set(names[:2]) == {"ad8", "mail8"}
    worst = found.names(asked(rankings=(Ranking(None, Direction.ASC, band=True),)))
    assert set(worst[:2]) == {"ad1", "mail1"}


def test_high_performing_with_conversions_holds_both(found: Found) -> None:
    found.put(*(campaign(f"ad{n}", 10, revenue=10 * n, conversions=n % 2) for n in range(1, 13)))
    condition = MetricFilter("conversions", Comparison.OVER, 0, words="with conversions")
    answer = found.search(asked(rankings=(BEST,), metrics=(condition,)), period=JANUARY)
    assert [hit.document.name for hit in answer.hits] == ["ad11"]  # of 12, 11 and 10 only 11 has any
    assert "Conversions 1 in January 2024 (asked: conversions > 0)" in answer.hits[0].reasons


def test_where_none_is_in_the_band_the_nearest_are_shown_and_it_is_said(found: Found) -> None:
    found.put(*(campaign(f"ad{n}", 10, revenue=10 * n) for n in range(1, 9)))
    answer = found.search(asked(rankings=(BEST,), metrics=(MetricFilter("roas", Comparison.UNDER, 3),)))
    assert [hit.document.name for hit in answer.hits] == ["ad2", "ad1"]
    assert "nearest" in str(answer.notice)


def test_emails_have_no_cost_and_never_win_by_it(found: Found) -> None:
    found.put(campaign("ad", 10, conversions=2, revenue=50), email("mail", conversions=9, revenue=900))
    answer = found.search(by("cost_per_conversion", Direction.ASC))
    assert [hit.document.name for hit in answer.hits] == ["ad"]
    [mail] = [hit for hit in found.search(asked(level=Level.CAMPAIGN)).hits if hit.document.name == "mail"]
    assert [mail.metrics[name] for name in ("roas", "cost_per_conversion", "cpc")] == [None, None, None]


def test_without_conversions_means_reported_as_none_or_told_by_others_of_the_source(found: Found) -> None:
    found.put(campaign("some", conversions=2), campaign("zero", conversions=0), campaign("silent"))
    found.put(email("mail"))  # nothing of the source reports conversions
    none = asked(metrics=(MetricFilter("conversions", Comparison.EQUALS, 0),))
    assert set(found.names(none)) == {"zero", "silent"}


def test_between_includes_its_ends(found: Found) -> None:
    found.put(campaign("a", 10), campaign("b", 20), campaign("c", 30), campaign("d", 31))
    condition = MetricFilter("spend", Comparison.BETWEEN, 30, 10)
    assert set(found.names(asked(metrics=(condition,)))) == {"a", "b", "c"}


def test_attributes_take_and_leave_out(found: Found) -> None:
    found.put(campaign("on", status="ACTIVE"), campaign("off", status="PAUSED"))
    paused = AttributeFilter("status", ("PAUSED",), words="paused")
    assert found.names(asked(attributes=(paused,))) == ["off"]
    assert found.names(asked(attributes=(AttributeFilter("status", ("PAUSED",), excluded=True),))) == ["on"]
    assert found.search(asked(attributes=(paused,))).hits[0].reasons[0] == "Status PAUSED"


def test_a_country_beside_a_topic_is_not_required_and_its_lack_is_said(found: Found) -> None:
    found.put(campaign("DE Trail Shoes", country="DE"), campaign("US Trail Shoes", country="US"))
    germany = AttributeFilter("country", ("DE",), words="in germany")
    hits = found.search(asked(residual="trail", attributes=(germany,))).hits
    assert [hit.document.name for hit in hits] == ["DE Trail Shoes", "US Trail Shoes"]
    assert [hit.reasons[0] for hit in hits] == ["Country DE", "Lacks country DE"]


def test_text_ranks_by_how_much_of_it_is_held(found: Found) -> None:
    found.put(campaign("Trail Shoes Sale"), campaign("Trail Jackets"), campaign("Brand"))
    assert found.names(asked(residual="trail shoes")) == ["Trail Shoes Sale", "Trail Jackets"]
    hit = found.search(asked(residual="trail shoes")).hits[1]
    assert hit.reasons == ("Holds trail", "Lacks shoes")
    assert {"lexical", "neural", "conceptual"} <= set(hit.scores)


def test_a_concept_is_found_under_all_of_its_names(found: Found) -> None:
    found.put(campaign("US_RTG_Cart"), campaign("Remarketing Visitors"), campaign("Prospecting"))
    assert set(found.names(asked(concepts=("retargeting",)))) == {"US_RTG_Cart", "Remarketing Visitors"}
    assert found.names(asked(level=Level.CAMPAIGN, excluded_concepts=("retargeting",))) == ["Prospecting"]


def test_a_metric_orders_what_holds_most_of_the_text(found: Found) -> None:
    found.put(
        campaign("Shoes A", 10, revenue=10), campaign("Shoes B", 10, revenue=90), campaign("Hats", 10, revenue=500)
    )
    question = asked(residual="shoes", rankings=(Ranking("roas", Direction.DESC),))
    assert found.names(question) == ["Shoes B", "Shoes A"]


def test_what_nothing_holds_gives_no_hits_and_says_so(found: Found) -> None:
    found.put(campaign("Brand"))
    answer = found.search(asked(residual="zeppelin"))
    assert (answer.hits, answer.notice) == ((), "No document holds any of: zeppelin.")


def test_what_is_missing_by_name_gives_no_hits_and_says_so(found: Found) -> None:
    found.put(campaign("Brand"))
    answer = found.search(asked(level=Level.CAMPAIGN, missing=(Missing("data_source", "tiktok"),)))
    assert answer.hits == ()
    assert '"tiktok" (data source)' in str(answer.notice)


def test_a_condition_that_nothing_meets_is_named(found: Found) -> None:
    found.put(campaign("Brand", 10, revenue=20))
    assert found.search(over("roas", 9)).notice == 'The only campaign over all days does not meet "roas over 9".'


def test_a_question_that_says_nothing_gives_nothing(found: Found) -> None:
    found.put(campaign("Brand"))
    answer = found.search(asked(ignored=("please",)))
    assert answer.hits == ()
    assert "please" in str(answer.notice)


def test_what_is_sent_wins_over_the_words_and_it_is_said(found: Found) -> None:
    found.put(campaign("meta", on=3), campaign("google", on=3, data_source="google_ads"))
    source = AttributeFilter("data_source", ("meta_business",), words="on facebook")
    question = asked(attributes=(source,), period=days(9, 9), period_words="last week", level=Level.AD)
    sent: dict[str, Any] = {"data_sources": (DataSource("google_ads"),), "period": days(1, 5), "level": Level.CAMPAIGN}
    answer = found.search(question, **sent)
    assert [hit.document.name for hit in answer.hits] == ["google"]
    assert answer.interpretation.period == days(1, 5)
    assert 'not "last week"' in str(answer.notice)
    assert 'not "on facebook"' in str(answer.notice)


def test_campaign_ids_restrict_all_levels(found: Found) -> None:
    found.put(ad(campaign_id="c1", ad_name="one"), ad(campaign_id="c2", ad_id="a2", ad_name="two"))
    assert found.names(asked(level=Level.AD), campaign_ids=("c2",)) == ["two"]


def test_named_entities_come_first_and_parents_stand_for_what_lies_in_them(found: Found) -> None:
    found.put(campaign("Brand"), campaign("Brand Plus", 99), ad(campaign_id="Brand", ad_name="Video"))
    found.put(ad(campaign_id="Brand Plus", ad_id="a2", ad_name="Image"))
    keys = {hit.document.name: hit.document.key for hit in found.search(asked(level=Level.CAMPAIGN)).hits}
    assert found.names(asked(entities=(keys["Brand"],)))[0] == "Brand"
    assert found.names(asked(entities=(keys["Brand"],), level=Level.AD)) == ["Video"]


def test_related_entities_share_campaign_and_concepts_across_platforms(found: Found) -> None:
    found.put(campaign("Retargeting Shoes"), campaign("RTG Sneakers", data_source="google_ads"), campaign("Wine"))
    keys = {hit.document.name: hit.document.key for hit in found.search(asked(level=Level.CAMPAIGN)).hits}
    answer = found.search(asked(related_to=(keys["Retargeting Shoes"],)))
    assert [hit.document.name for hit in answer.hits] == ["RTG Sneakers"]
    assert 'with "Retargeting Shoes" on google_ads' in answer.hits[0].reasons[0]


def test_several_currencies_are_ranked_each_among_its_own(found: Found) -> None:
    found.put(*(campaign(f"usd{n}", n * 10) for n in (1, 2)))
    found.put(*(campaign(f"yen{n}", n * 1_000, currency="JPY") for n in (1, 2)))
    hits = found.search(by("spend")).hits
    assert {hit.document.name for hit in hits[:2]} == {"usd2", "yen2"}
    assert all(f"in {hit.currency}" in hit.reasons[0] for hit in hits)


def test_each_type_of_search_alone(found: Found) -> None:
    found.put(campaign("Retargeting Cart", 10, revenue=90), campaign("Brand Search", 10, revenue=10))
    question = asked("retargetin", residual="retargetin", concepts=("retargeting",))
    assert found.names(question, kind=SearchType.NEURAL)[0] == "Retargeting Cart"
    conceptual = found.search(question, kind=SearchType.CONCEPTUAL)
    assert [hit.document.name for hit in conceptual.hits] == ["Retargeting Cart"]
    assert set(conceptual.hits[0].scores) == {"conceptual", "metric"}
    graph = found.search(question, kind=SearchType.KNOWLEDGE)
    assert graph.hits[0].document.name == "Retargeting Cart"
    assert "knowledge" in graph.hits[0].scores


def test_organizations_never_see_one_another(found: Found) -> None:
    found.put(campaign("ours"))
    found.put(campaign("theirs"), org=OTHER)
    assert found.names(asked(level=Level.CAMPAIGN)) == ["ours"]
    assert found.names(asked(level=Level.CAMPAIGN), org=OTHER) == ["theirs"]


@pytest.mark.parametrize(
    ("query", "sent", "said"),
    [
        (" ", {}, "query is empty"),
        ("x" * 1001, {}, "1,001 characters"),
        ("x", {"limit": 0}, "limit is 0"),
        ("x", {"limit": 101}, "limit is 101"),
    ],
)
def test_what_cannot_be_asked_is_refused(found: Found, query: str, sent: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        found.search(asked(query), **sent)


def test_scores_never_grow_down_the_list(found: Found) -> None:
    found.put(*(campaign(f"Shoes {n}", 10 + n, revenue=n) for n in range(9)), campaign("Hats"))
    for question in (asked(residual="shoes 3"), by("roas"), asked(rankings=(BEST,)), over("spend", 1)):
        scores = [hit.score for hit in found.search(question).hits]
        assert scores == sorted(scores, reverse=True)


def test_what_bears_nearly_the_name_of_what_is_named_says_by_which_words(found: Found) -> None:
    found.put(campaign("US Brand"), campaign("DE Brand"))
    keys = {hit.document.name: hit.document.key for hit in found.search(asked(level=Level.CAMPAIGN)).hits}
    hits = found.search(asked(entities=(keys["US Brand"],))).hits
    assert [hit.document.name for hit in hits] == ["US Brand", "DE Brand"]
    assert "Named exactly in the question" in hits[0].reasons
    assert hits[1].reasons == ("Holds brand", "Lacks us")


def test_that_nothing_was_found_is_explained_once(found: Found) -> None:
    found.put(campaign("Brand"))
    answer = found.search(asked("brand", residual="brand"), kind=SearchType.CONCEPTUAL)
    assert str(answer.notice).count(".") == 1


def test_an_organization_without_rows_is_told_to_ingest_some(found: Found) -> None:
    assert "ingest" in str(found.search(asked(level=Level.CAMPAIGN)).notice)


def test_very_long_words_are_cut_in_a_notice(found: Found) -> None:
    found.put(campaign("Brand"))
    answer = found.search(asked(missing=(Missing("name", "x" * 1_000),)))
    assert len(str(answer.notice)) < 200


def test_places_are_said_in_plain_english(found: Found) -> None:
    found.put(*(campaign(f"c{n:02}", 10, revenue=n) for n in range(1, 14)))
    assert found.search(by("roas")).hits[1].reasons[0] == "ROAS 1.2, 2nd highest of 13 campaigns over all days"
    found.put(*(campaign(f"c{n:02}", 10, revenue=n) for n in range(14, 39)))
    hits = found.search(by("roas"), limit=100).hits
    assert "top 50 % of 38" in hits[18].reasons[0]
    assert "20th highest of 38" in hits[19].reasons[0]


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2100-01-01", "9999-12-31"])
def test_a_day_that_dates_cannot_count_from_is_refused(found: Found, day: str) -> None:
    with pytest.raises(InvalidInputError, match=f"asOfDate is {day}"):
        found.search(asked(level=Level.CAMPAIGN), as_of=date.fromisoformat(day))


def test_the_last_days_there_are_can_be_searched(found: Found) -> None:
    found.put(campaign("Brand"))
    answer = found.search(asked(level=Level.CAMPAIGN), period=Period(date(9999, 12, 1), date(9999, 12, 31)))
    assert answer.notice == "The only campaign was not active in December 9999: there are rows on 2024-01-01."


def test_a_level_without_documents_is_told_once(found: Found) -> None:
    found.put(campaign("Brand"))
    answer = found.search(asked("brand", residual="brand"), level=Level.KEYWORD)
    assert [hit.document.name for hit in answer.hits] == ["Brand"]
    assert answer.notice == "There are no documents of level KEYWORD: campaigns are searched."


def test_where_nothing_hangs_together_it_is_said_where_it_began(found: Found) -> None:
    found.put(campaign("Wine", on=1), campaign("Hats", on=1))
    [wine] = [one for one in found.search(asked(level=Level.CAMPAIGN)).hits if one.document.name == "Wine"]
    answer = found.search(asked(related_to=(wine.document.key,)))
    assert answer.notice == 'Begun at "Wine". None of 2 campaigns over all days is about it.'


def test_words_that_change_the_meaning_and_were_not_read_are_told(found: Found) -> None:
    found.put(campaign("some", conversions=2))
    answer = found.search(asked(metrics=(MetricFilter("conversions", Comparison.OVER, 1),), unread=("not", "400")))
    assert found.names(asked(metrics=(MetricFilter("conversions", Comparison.OVER, 1),))) == ["some"]
    assert answer.notice is not None
    assert 'Not everything was understood: "not", "400" left out' in answer.notice
