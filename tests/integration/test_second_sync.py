"""What a loader notes of its own work changes with every sync: a row synced again is no new version."""

from typing import Any

import pytest

from tests.builders import meta_row
from tests.integration.api import Api

Row = dict[str, Any]
ROWS: dict[str, Row] = {
    "META_BUSINESS": meta_row(),
    "GOOGLE_ADS": {
        "customer_id": "1234567890",
        "campaign_id": "111",
        "segments_date": "2024-01-01",
        "metrics_cost_micros": "1250000",
        "metrics_clicks": "5",
        "metrics_impressions": "90",
    },
    "KLAVIYO": {
        "campaign_id": "01HQ",
        "campaign_message_id": "01HM",
        "send_channel": "email",
        "date": "2024-01-01",
        "recipients": 100,
        "delivered": 99,
        "opens_unique": 40,
    },
}
LOADERS: dict[str, tuple[Row, Row]] = {
    "Airbyte's file source": (
        {"_ab_source_file_url": "a.csv", "_ab_source_file_last_modified": "2024-01-02T00:00:00Z"},
        {"_ab_source_file_url": "b.csv", "_ab_source_file_last_modified": "2024-01-03T00:00:00Z"},
    ),
    "Airbyte": (
        {"_airbyte_raw_id": "1", "_airbyte_extracted_at": 1704153600000, "_airbyte_meta": {"changes": []}},
        {"_airbyte_raw_id": "2", "_airbyte_extracted_at": 1704240000000, "_airbyte_meta": {"changes": [1]}},
    ),
    "dlt": (
        {"_dlt_id": "x1", "_dlt_load_id": "1704153600.1"},
        {"_dlt_id": "x2", "_dlt_load_id": "1704240000.1"},
    ),
    "Fivetran": (
        {"_fivetran_id": "f", "_fivetran_synced": "2024-01-02T00:00:00Z"},
        {"_fivetran_id": "f", "_fivetran_synced": "2024-01-03T00:00:00Z"},
    ),
}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("source", ROWS)
def test_a_second_sync_makes_no_new_version(api: Api, source: str, loader: str) -> None:
    first, second = ({**ROWS[source], **marks} for marks in LOADERS[loader])
    said = {"accountId": "7", "currency": "USD"}
    sent = [api.ingest([row], source, **said) for row in (first, second)]
    assert [(one["inserted"], one["updated"], one["unchanged"]) for one in sent] == [(1, 0, 0), (0, 0, 1)]
    assert [one["unmappedFields"] for one in sent] == [[], []]


def test_a_column_that_says_something_makes_one(api: Api) -> None:
    api.ingest([meta_row(spend="1")])
    assert api.ingest([meta_row(spend="2")])["updated"] == 1
