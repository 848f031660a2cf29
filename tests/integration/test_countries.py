"""One country is one group, however the platforms write it."""

from itertools import count
from typing import Any

import pytest

from domain.countries import iso_country
from domain.reading import RowFilter
from domain.use_cases.insights import InsightsRequest
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId
from graphql_api.context import Services
from tests.builders import meta_row

NUMBERS = count()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("geoTargetConstants/2826", "GB"),
        ("2036", "AU"),
        ("fr", "FR"),
        ("BRA", "BR"),
        ("Netherlands", "NL"),
        ("geoTargetConstants/1014221", "geoTargetConstants/1014221"),
        ("2999", "2999"),
        ("LATAM", "LATAM"),
    ],
)
def test_a_country_is_told_by_its_code_number_or_name(text: str, code: str) -> None:
    assert iso_country(text) == code


def google_row(criterion: dict[str, Any], cost: int) -> dict[str, Any]:
    said = {"campaign": {"id": "7", "name": "Brand"}, "customer": {"id": "1", "currencyCode": "USD"}}
    metrics = {"costMicros": str(cost), "impressions": "10", "clicks": "1"}
    segments = {"date": "2024-01-05", **criterion.pop("segments", {})}
    return {**said, "metrics": metrics, "segments": segments, **criterion}


def test_google_and_meta_meet_in_one_country(services: Services) -> None:
    org = OrgId(f"countries-{next(NUMBERS)}")
    google = [
        google_row(
            {"geographicView": {"countryCriterionId": "2840", "locationType": "LOCATION_OF_PRESENCE"}}, 2_500_000
        ),
        google_row(
            {"geographicView": {"countryCriterionId": "2276", "locationType": "LOCATION_OF_PRESENCE"}}, 1_000_000
        ),
    ]
    meta = [
        meta_row(country="US", spend="1.25", date_start="2024-01-05", date_stop="2024-01-05", account_currency="USD")
    ]
    services.ingest(org, Submission(DataSource("google_ads"), google))
    services.ingest(org, Submission(DataSource("meta_business"), meta))
    rows = services.insights(org, InsightsRequest(RowFilter(), group_by=("COUNTRY",))).rows.to_pylist()
    assert {row["country"]: row["spend"] for row in rows} == {"US": 3.75, "DE": 1.0}
    only = services.insights(
        org, InsightsRequest(RowFilter(countries=("US",)), group_by=("DATA_SOURCE", "COUNTRY"))
    ).rows
    assert {row["data_source"]: row["spend"] for row in only.to_pylist()} == {"google_ads": 2.5, "meta_business": 1.25}


def test_a_segment_by_country_is_read_alike(services: Services) -> None:
    org = OrgId(f"countries-{next(NUMBERS)}")
    rows = [google_row({"segments": {"geoTargetCountry": "geoTargetConstants/2124"}}, 3_000_000)]
    services.ingest(org, Submission(DataSource("google_ads"), rows))
    [found] = services.records(org, RowFilter(), 10).records.to_pylist()
    assert (found["country"], found["breakdowns"]) == ("CA", '{"geo_target_country":"geoTargetConstants/2124"}')
