"""The smaller sources in the store: what is told in several reports or levels is counted once, and sent again it is not doubled."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.vocabulary import Scope
from graphql_api.bootstrap import open_services
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.api_requests import INSIGHTS
from tests.integration.api import Api
from tests.stored import new_data

FIXTURES = Path(__file__).parents[1] / "fixtures"
EXPECTED: dict[str, Any] = json.loads((FIXTURES / "expected.json").read_text())
NEW = (
    "tiktok_ads linkedin_ads microsoft_ads pinterest_ads snapchat_ads reddit_ads amazon_ads x_ads apple_search_ads"
).split()


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    services = open_services(Settings(data=new_data(tmp_path)))
    yield Api.on(services, "acme", Scope.READ, Scope.WRITE)
    services.close()


def send(api: Api, source: str, rows: object, **said: Any) -> dict[str, Any]:
    return api.ingest(rows, source.upper(), **{"currency": "USD", "accountId": "a2_alder", **said})


def totals(api: Api, *metrics: str) -> list[Any]:
    found = api.say(INSIGHTS, input={})["insights"]["totals"]
    return [found[metric] for metric in metrics]


def test_delivery_and_conversions_of_reddit_come_in_two_batches_and_count_together(api: Api) -> None:
    rows = json.loads((FIXTURES / "reddit_ads" / "fivetran_campaign_reports.json").read_text())
    delivery = [row for row in rows if "event_name" not in row]
    conversions = [row for row in rows if "event_name" in row]
    for batch in (delivery, conversions, delivery, conversions):
        send(api, "reddit_ads", batch)
    assert totals(api, "spend", "conversions", "revenue", "clicks") == [100.0, 8.0, 250.0, 200]


def test_hours_of_tiktok_add_up_to_the_day(api: Api) -> None:
    rows = json.loads((FIXTURES / "tiktok_ads" / "fivetran_hourly.json").read_text())
    send(api, "tiktok_ads", rows)
    assert totals(api, "spend", "conversions", "revenue") == [300.0, 20.0, 705.75]


def test_hours_beside_the_day_do_not_count_twice(api: Api) -> None:
    for name in ("fivetran_hourly", "flat_rows"):
        send(api, "tiktok_ads", json.loads((FIXTURES / "tiktok_ads" / f"{name}.json").read_text()))
    assert totals(api, "spend", "conversions", "revenue") == [300.0, 20.0, 705.75]


def test_campaigns_of_linkedin_are_ad_groups_of_their_group(api: Api) -> None:
    send(api, "linkedin_ads", json.loads((FIXTURES / "linkedin_ads" / "ad_analytics.json").read_text()))
    send(api, "linkedin_ads", json.loads((FIXTURES / "linkedin_ads" / "flat_rows.json").read_text()))
    found = api.say(INSIGHTS, input={"groupBy": ["CAMPAIGN"]})["insights"]["rows"]
    assert [(row["campaignId"], row["spend"]) for row in found] == [("601000001", 150.0)]


@pytest.mark.parametrize("source", NEW)
def test_every_shape_of_one_report_gives_the_same_records_or_at_least_the_same_total(
    source: str, services: Services
) -> None:
    whole = {}
    for name, said in EXPECTED.items():
        if name.startswith(f"{source}/") and not said.get("batch_rejected"):
            api = Api.on(services, re.sub(r"\W", "-", name), Scope.READ, Scope.WRITE)
            given = {key: said["with"][key] for key in ("currency", "accountId") if key in said["with"]}
            period = said["with"].get("dateRange")
            if period:
                given["dateRange"] = {"start": period[0], "end": period[1]}
            api.ingest(json.loads((FIXTURES / name).read_text()), source.upper(), **given)
            whole[name] = (totals(api, "spend")[0], float(said["spend"]))
    assert whole
    assert {name: found for name, (found, _) in whole.items()} == {name: said for name, (_, said) in whole.items()}
