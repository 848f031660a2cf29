"""The smaller sources against a second opinion: the same generated facts in several shapes, summed in exact decimals.

The sums are plain Python over the facts themselves and share nothing with the code under test.
"""

import json
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pytest

from tests.builders import codes, normalized, records
from tests.unit.normalize.shapes_of_sources import (
    METRICS,
    OWNERS,
    SHAPES,
    WORTHLESS,
    Fact,
    by_campaign_and_day,
    facts,
    reddit_tables,
)

SIXTH = Decimal("0.000001")


def stored(payload: object, source: str, owner: str = "campaign_id") -> dict[tuple[str, str], tuple[Decimal, ...]]:
    """Sums of the records by campaign and day."""
    batch = normalized(json.loads(json.dumps(payload)), source, currency="USD", account_id="1")
    assert not batch.log.rejected, batch.log.shown()
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for record in records(batch):
        key = (record[owner], record["date_start"].isoformat())
        into = sums.setdefault(key, [Decimal(0)] * len(METRICS))
        for place, metric in enumerate(METRICS):
            into[place] += Decimal(record[metric] or 0)
    return {key: tuple(value) for key, value in sums.items()}


def cases() -> Iterator[tuple[str, Callable[[list[Fact]], object]]]:
    for source, shapes in SHAPES.items():
        for shape in shapes:
            yield source, shape


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("source", "shape"), list(cases()), ids=lambda value: getattr(value, "__name__", value))
def test_totals_by_campaign_and_day_are_those_of_the_facts_in_every_shape(
    source: str, shape: Callable[[list[Fact]], object], seed: int
) -> None:
    found = facts(seed)
    expected = by_campaign_and_day(found)
    if source in WORTHLESS:
        expected = {key: (*sums[:4], Decimal(0)) for key, sums in expected.items()}
    assert stored(shape(found), source, OWNERS.get(source, "campaign_id")) == expected


@pytest.mark.parametrize(("source", "shape"), list(cases()), ids=lambda value: getattr(value, "__name__", value))
def test_sums_are_exact_to_the_sixth_decimal(source: str, shape: Callable[[list[Fact]], object]) -> None:
    found = facts(4)
    total = sum(
        (sums[0] for sums in stored(shape(found), source, OWNERS.get(source, "campaign_id")).values()), Decimal(0)
    )
    assert total.quantize(SIXTH, ROUND_HALF_EVEN) == sum((fact.sums[0] for fact in found), Decimal(0))


@pytest.mark.parametrize(("source", "shape"), list(cases()), ids=lambda value: getattr(value, "__name__", value))
def test_the_order_of_rows_and_where_a_payload_is_split_move_nothing(
    source: str, shape: Callable[[list[Fact]], object]
) -> None:
    found, owner = facts(5), OWNERS.get(source, "campaign_id")
    whole = stored(shape(found), source, owner)
    rows = shape(found)
    if isinstance(rows, list):
        assert stored(rows[::-1], source, owner) == whole
    campaigns = sorted({fact.campaign for fact in found})
    parts = [stored(shape([f for f in found if f.campaign == campaign]), source, owner) for campaign in campaigns]
    assert {key: sums for part in parts for key, sums in part.items()} == whole


# --- the traps of each source ---


def test_a_spend_in_dollars_makes_no_revenue_of_a_value_in_euros() -> None:
    row = {"day": "2024-03-01", "campaign_id": 5, "cost_in_usd": 10, "conversion_value_in_local_currency": 50}
    batch = normalized([row], "linkedin_ads", currency="EUR")
    [record] = records(batch)
    assert (record["spend"], record["currency"], record["revenue"]) == (Decimal(10), "USD", None)
    assert json.loads(record["platform_metrics"])["conversion_value_in_local_currency"] == 50
    assert codes(batch)["VALUE_IN_OTHER_CURRENCY"] == 1


def test_the_local_cost_goes_before_dollars() -> None:
    row = {
        "day": "2024-03-01",
        "campaign_id": 5,
        "cost_in_usd": 11,
        "cost_in_local_currency": 10,
        "conversion_value_in_local_currency": 50,
    }
    [record] = records(normalized([row], "linkedin_ads", currency="EUR"))
    assert (record["spend"], record["currency"], record["revenue"]) == (Decimal(10), "EUR", Decimal(50))


def test_a_demographic_pivot_of_linkedin_is_a_breakdown() -> None:
    row = {
        "dateRange": {"start": {"year": 2024, "month": 3, "day": 1}},
        "pivotValues": ["urn:li:sponsoredCreative:77", "urn:li:seniority:4"],
        "impressions": 5,
    }
    [record] = records(normalized([row], "linkedin_ads", currency="EUR"))
    assert (record["level"], record["ad_id"], record["breakdowns"]) == ("AD", "77", '{"seniority":"4"}')


def test_micros_that_look_like_units_are_refused() -> None:
    row = {"date": "2024-03-01", "campaign_id": "a", "spend": 12.5, "swipes": 3}
    assert codes(normalized([row], "snapchat_ads", currency="USD"))["MICROS_NOT_INTEGER"] == 1


def test_delivery_and_conversions_of_reddit_are_facts_beside_each_other() -> None:
    found = records(normalized(reddit_tables(facts(1)), "reddit_ads", currency="USD"))
    assert len({record["key"] for record in found}) == 4 * len(facts(1))
    kinds = {
        name for record in found if record["conversions_by_type"] for name in json.loads(record["conversions_by_type"])
    }
    assert kinds == {"purchase", "lead", "page_visit"}


def test_an_amazon_row_counts_one_window_and_names_it() -> None:
    row = {"date": "2024-03-01", "campaignId": 1, "cost": 1, "purchases1d": 2, "purchases7d": 5, "sales7d": 9}
    [record] = records(normalized([row], "amazon_ads", currency="USD"))
    assert (record["conversions"], record["revenue"], record["attribution"]) == (Decimal(5), Decimal(9), "7d")


def test_ids_of_amazon_beyond_two_to_the_53_keep_every_digit() -> None:
    row = {"date": "2024-03-01", "campaignId": 283_456_789_012_345_679, "cost": 1, "sales7d": 9}
    [record] = records(normalized([row], "amazon_ads", currency="USD"))
    assert record["campaign_id"] == "283456789012345679"


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("2024-03-01T08:00:00Z", "2024-03-01"),  # Los Angeles
        ("2024-02-29T23:00:00Z", "2024-03-01"),  # Berlin
        ("2024-02-29T15:00:00Z", "2024-03-01"),  # Tokyo
        ("2024-03-01T00:00:00+09:00", "2024-03-01"),
    ],
)
def test_days_of_x_begin_at_the_midnight_of_the_account(start: str, day: str) -> None:
    params = {"start_time": start, "granularity": "DAY", "entity": "LINE_ITEM", "placement": "ALL_ON_TWITTER"}
    data = [{"id": "8u94t", "id_data": [{"segment": None, "metrics": {"impressions": [7]}}]}]
    [record] = records(normalized({"data": data, "request": {"params": params}}, "x_ads"))
    assert (record["date_start"].isoformat(), record["ad_group_id"]) == (day, "8u94t")
    assert record["breakdowns"] == '{"placement":"ALL_ON_TWITTER"}'


def test_an_hourly_row_of_microsoft_has_its_hour() -> None:
    row = {"TimePeriod": "2024-03-01|13", "CampaignId": "5", "Impressions": "9", "Spend": "1.5"}
    [record] = records(normalized([row], "microsoft_ads", currency="USD"))
    assert (record["hour"], record["date_start"].isoformat()) == (13, "2024-03-01")


def x_answer(start: str, end: str) -> dict[str, Any]:
    metrics = {"billed_charge_local_micro": [1_010_000, 2_020_000], "impressions": [10, 20]}
    return {
        "request": {"params": {"start_time": start, "end_time": end, "granularity": "DAY", "entity": "CAMPAIGN"}},
        "data": [{"id": "8wku2", "id_data": [{"segment": None, "metrics": metrics}]}],
    }


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ({"timezone": "Pacific/Auckland"}, "2024-03-09T11:00:00Z", "2024-03-11T11:00:00Z"),
        (
            {"account_id": "9", "account_timezones": {"9": "Pacific/Auckland"}},
            "2024-03-09T11:00:00Z",
            "2024-03-11T11:00:00Z",
        ),
        ({"timezone": "America/Los_Angeles"}, "2024-03-10T08:00:00Z", "2024-03-12T07:00:00Z"),
        ({"timezone": "America/Los_Angeles"}, "2024-03-10T00:00:00Z", "2024-03-12T00:00:00Z"),
        ({}, "2024-03-10T08:00:00Z", "2024-03-12T07:00:00Z"),
        ({}, "2024-03-09T23:00:00Z", "2024-03-11T23:00:00Z"),
    ],
)
def test_days_of_x_are_those_of_the_account_s_clock(said: dict[str, Any], start: str, end: str) -> None:
    found = records(normalized(x_answer(start, end), "x_ads", currency="USD", **said))
    assert [record["date_start"].isoformat() for record in found] == ["2024-03-10", "2024-03-11"]
