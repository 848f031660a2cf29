"""Laws of what is stored: neither the order of rows, nor splitting, nor repetition ever moves a total."""

from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId, Scope
from graphql_api.context import Services
from tests.integration.api import Api
from tests.unit.normalize.test_laws import as_text, batches, upside_down

TOTALS = """
query Totals($input: InsightsInput!) {
  insights(input: $input) {
    totalRows totals { spend impressions clicks conversions revenue delivered opens linkClicks cpm roas }
    rows { campaignId day spend impressions conversions revenue }
  }
}
"""
_numbers = count(1)
Batch = tuple[str, list[dict[str, Any]]]


def told(services: Services, source: str, parts: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """The totals of a new organization that was sent these batches."""
    org = OrgId(f"law-{next(_numbers)}")
    for part in parts:
        services.ingest(org, Submission(DataSource(source), part))
    api = Api.on(services, org, Scope.READ)
    found: dict[str, Any] = api.say(TOTALS, input={"groupBy": ["CAMPAIGN", "DAY"]})["insights"]
    found["rows"].sort(key=lambda row: (row["campaignId"], row["day"]))
    return found


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches, st.integers(1, 6), st.randoms(use_true_random=False))
def test_splitting_repeating_and_shuffling_never_move_a_total(
    services: Services, batch: Batch, cut: int, dice: Any
) -> None:
    source, rows = batch
    whole = told(services, source, [rows])
    assert told(services, source, [rows[:cut], rows[cut:]]) == whole
    assert told(services, source, [rows + rows, rows]) == whole
    shuffled = dice.sample(rows, len(rows))
    assert told(services, source, [shuffled[cut:], shuffled, shuffled[:cut]]) == whole


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches)
def test_numbers_as_text_and_keys_in_another_order_never_move_a_total(services: Services, batch: Batch) -> None:
    source, rows = batch
    whole = told(services, source, [rows])
    assert told(services, source, [as_text(rows)]) == told(services, source, [upside_down(rows)]) == whole
