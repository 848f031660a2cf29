"""What is missing is not 0: which entities meet a condition on a figure that they do not have."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.search.interpretation import Comparison, Interpretation, MetricFilter
from tests.searching import Found, searching
from tests.stored import Row, message, row


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Found]:
    """An organization that pays for texts, and sends emails beside them."""
    with searching(tmp_path) as made:
        made.put(
            campaign("paid", spend=50, conversions=2),
            campaign("silent", spend=5),  # of a platform that reports conversions only where there are some
            sent("dear text", "sms", spend=80, conversions=1),
            sent("text", "sms", spend=20),
            sent("mail", "email", opens=40),
            sent("note", "push"),
        )
        yield made


def campaign(name: str, **changes: Any) -> Row:
    return row(1, **{"campaign_id": name, "campaign_name": name, "impressions": 2_000, **changes})


def sent(name: str, channel: str, **changes: Any) -> Row:
    ids = {"campaign_id": name, "campaign_name": name, "ad_id": f"{name}-m", "entity_id": f"{name}-m/{channel}"}
    return message(1, **{**ids, "channel": channel, "delivered": 1_000, **changes})


def meeting(found: Found, *conditions: MetricFilter) -> set[str | None]:
    return {hit.document.name for hit in found.search(Interpretation("question", metrics=conditions)).hits}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (MetricFilter("spend", Comparison.AT_MOST, 60), {"paid", "silent", "text"}),
        (MetricFilter("spend", Comparison.EQUALS, 0), set()),
        (MetricFilter("spend", Comparison.UNDER, 500), {"paid", "silent", "dear text", "text"}),
        (MetricFilter("spend", Comparison.BETWEEN, 0, 10), {"silent"}),
        (MetricFilter("cost_per_conversion", Comparison.AT_MOST, 30), {"paid"}),
        (MetricFilter("roas", Comparison.EQUALS, 0), set()),
        (MetricFilter("conversions", Comparison.EQUALS, 0), {"silent", "text"}),  # no mail tells of any, no push does
        (MetricFilter("opens", Comparison.EQUALS, 0), set()),
    ],
)
def test_only_what_can_have_a_figure_has_none_of_it(
    found: Found, condition: MetricFilter, expected: set[str | None]
) -> None:
    assert meeting(found, condition) == expected


def test_of_two_conditions_an_email_meets_none_by_a_spend_that_it_cannot_have(found: Found) -> None:
    opened = MetricFilter("opens", Comparison.OVER, 30, words="opened")
    cheap = MetricFilter("spend", Comparison.AT_MOST, 10, words="cheap", either=True)
    answer = found.search(Interpretation("question", metrics=(opened, cheap)))
    reasons = {hit.document.name: " ".join(hit.reasons) for hit in answer.hits}
    assert set(reasons) == {"mail", "silent"}
    assert "Spend" not in reasons["mail"]
    assert "Spend 5" in reasons["silent"]
