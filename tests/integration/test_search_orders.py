"""Shares, places and equals among hits: figures by hand."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from domain.search.interpretation import AttributeFilter, Comparison, Interpretation, MetricFilter, Ranking
from domain.vocabulary import Direction
from tests.searching import Found, searching
from tests.stored import Row, message, row


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Found]:
    """An empty search."""
    with searching(tmp_path) as made:
        yield made


def campaign(name: str, key: str = "", **changes: Any) -> Row:
    """A campaign's day with enough impressions to rank it."""
    return row(1, **{"campaign_id": key or name, "campaign_name": name, "spend": 10, "impressions": 2_000, **changes})


def email(name: str, revenue: float) -> Row:
    """An email campaign's day of 1,000 delivered."""
    ids = {"campaign_id": name, "campaign_name": name, "ad_id": f"{name}-m", "entity_id": f"{name}-m/email"}
    return message(1, **{**ids, "delivered": 1_000, "revenue": revenue})


def by(metric: str | None, direction: Direction = Direction.DESC, **more: Any) -> Interpretation:
    """A question for the first by a metric."""
    return Interpretation("question", rankings=(Ranking(metric, direction, **more),))


def test_the_second_best_is_the_one_behind_the_best(found: Found) -> None:
    found.put(*(campaign(f"c{n}", revenue=n) for n in range(1, 6)))
    answer = found.search(by("revenue", skipped=1, top=1))
    assert [hit.document.name for hit in answer.hits] == ["c4"]
    assert answer.ranked_by == "revenue DESC, the 2nd"
    assert found.names(by("revenue", Direction.ASC, skipped=2, top=1)) == ["c3"]
    assert found.names(by("revenue", skipped=9, top=1)) == []


def test_a_share_is_of_all_that_can_be_ranked(found: Found) -> None:
    found.put(*(campaign(f"c{n:02}", revenue=n) for n in range(1, 22)), campaign("tiny", revenue=900, impressions=5))
    answer = found.search(by("roas", share=0.1))
    assert [hit.document.name for hit in answer.hits] == ["c21", "c20", "c19"]  # a tenth of 21 is 2.1
    assert answer.ranked_by == "ROAS DESC, first 10 %"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_equals_are_ordered_by_name_whatever_came_first(found: Found, order: tuple[int, ...]) -> None:
    names = ("alpha", "beta", "gamma")
    for place in order:
        found.put(campaign(names[place], key=f"id{place}", revenue=20))
    assert found.names(by("roas")) == ["alpha", "beta", "gamma"]
    assert found.names(by("roas", Direction.ASC, top=2)) == ["alpha", "beta"]
    assert found.names(Interpretation("question", residual="beta gamma", text="beta gamma")) == ["beta", "gamma"]


def test_equals_of_one_name_are_ordered_by_key(found: Found, tmp_path: Path) -> None:
    keys = ["k1", "k2", "k3", "k4"]
    found.put(*(campaign("same", key, revenue=20) for key in keys))
    first = [hit.document.campaign_id for hit in found.search(by("roas")).hits]
    (tmp_path / "other").mkdir()
    with searching(tmp_path / "other") as other:
        for key in reversed(keys):
            other.put(campaign("same", key, revenue=20))
        assert [hit.document.campaign_id for hit in other.search(by("roas")).hits] == first


def test_metrics_of_kinds_that_are_not_among_the_hits_are_not_named(found: Found) -> None:
    found.put(
        *(campaign(f"ad{n}", revenue=10 * n) for n in range(1, 9)), *(email(f"m{n}", 10 * n) for n in range(1, 9))
    )
    good = Ranking(None, Direction.DESC, band=True, words="high performing")
    ads = AttributeFilter("data_source", ("meta_business",), words="meta")
    every = found.search(Interpretation("question", rankings=(good,)))
    assert every.ranked_by == "the better quarter by ROAS DESC / revenue per recipient DESC"
    paid = found.search(Interpretation("question", rankings=(good,), attributes=(ads,)))
    assert paid.ranked_by == "the better quarter by ROAS DESC"


def test_a_quality_of_few_things_is_completed_from_the_better_half(found: Found) -> None:
    found.put(*(campaign(f"ad{n:02}", revenue=10 * n) for n in range(1, 13)))
    found.put(*(campaign(f"zebra {n}", key=f"z{n}", revenue=r) for n, r in ((1, 115), (2, 75), (3, 5))))
    good = Ranking(None, Direction.DESC, band=True, words="high performing")
    asked = Interpretation("question", rankings=(good,), residual="zebra", text="zebra")
    # of 15, zebra 1 is the third and zebra 2 the seventh: in the better half, though in no better quarter
    assert found.names(asked) == ["zebra 1", "zebra 2"]


def test_of_some_conditions_one_is_enough(found: Found) -> None:
    found.put(campaign("a", revenue=50, conversions=0), campaign("b", revenue=5, conversions=3))
    found.put(campaign("c", revenue=5, conversions=0), campaign("d", spend=1, revenue=5, conversions=0))
    many = MetricFilter("roas", Comparison.AT_LEAST, 5, words="ROAS of 5")
    sold = MetricFilter("conversions", Comparison.OVER, 0, words="with conversions", either=True)
    dear = MetricFilter("spend", Comparison.OVER, 2, words="spent over 2")
    answer = found.search(Interpretation("question", metrics=(many, sold, dear)))  # a 50/10, b sold, d spent 1
    assert sorted(hit.document.name or "" for hit in answer.hits) == ["a", "b"]
    reasons = {hit.document.name: " ".join(hit.reasons) for hit in answer.hits}
    assert "ROAS 5" in reasons["a"]
    assert "Conversions" not in reasons["a"]
    assert "ROAS" not in reasons["b"]
    none = found.search(
        Interpretation("question", metrics=(MetricFilter("roas", Comparison.OVER, 99, words="x"), sold))
    )
    assert [hit.document.name for hit in none.hits] == ["b"]
