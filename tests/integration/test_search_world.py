"""What the evaluation of search holds for true is what the application says of the rows made from it."""

import pytest

from benchmarks.search_world.facts import Organization
from benchmarks.search_world.generator import world
from benchmarks.search_world.loading import load
from benchmarks.search_world.truth import RATIOS, WHOLE, metric
from domain.use_cases.insights import InsightsRequest
from domain.vocabulary import OrgId
from graphql_api.context import Services

METRICS = ("spend", "clicks", "conversions", "revenue", "delivered", "unsubscribes", *RATIOS)


@pytest.fixture(scope="module")
def loaded(services: Services) -> dict[str, Organization]:
    # Between them they use all six data sources, rows by campaign and rows by ad.
    chosen = {name: one for name, one in world().items() if name in {"fitcrate", "brightapps"}}
    load(services, chosen.values())
    return chosen


@pytest.mark.parametrize("name", ["fitcrate", "brightapps"])
def test_metrics_of_every_campaign_are_those_of_the_facts(
    name: str, loaded: dict[str, Organization], services: Services
) -> None:
    request = InsightsRequest(group_by=("DATA_SOURCE", "CAMPAIGN"), limit=1000)
    rows = services.insights(OrgId(name), request).rows.to_pylist()
    told = {(row["data_source"], row["campaign_id"]): row for row in rows}
    campaigns = loaded[name].at("CAMPAIGN")
    assert len(told) == len(campaigns)
    for campaign in campaigns:
        row = told[campaign.identity.data_source, campaign.identity.campaign_id]
        for one in METRICS:
            true = metric(campaign, one, WHOLE)
            expected = None if true is None else pytest.approx(true, rel=1e-9)
            assert row[one] == expected, (campaign.name, one)
