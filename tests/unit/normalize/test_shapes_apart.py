"""What only one platform's answers have: steps, breakdowns, levels and times, row by row."""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import codes, normalized, only, records


def read(payload: object, source: str, **said: Any) -> Any:
    return normalized(payload, source, **{"currency": "USD", "account_id": "1", **said})


def test_an_audience_report_of_tiktok_is_broken_down() -> None:
    row = {
        "dimensions": {"adgroup_id": "17", "stat_time_day": "2024-03-01", "country_code": "DE", "gender": "FEMALE"},
        "metrics": {"spend": "5.00", "impressions": "10", "campaign_id": "3"},
    }
    record = only(read([row], "tiktok_ads"))
    assert (record["level"], record["ad_group_id"], record["campaign_id"]) == ("AD_GROUP", "17", "3")
    assert json.loads(record["breakdowns"]) == {"country_code": "DE", "gender": "FEMALE"}
    assert record["country"] == "DE"


def test_a_conversion_by_its_own_time_is_kept_and_not_counted() -> None:
    row = {
        "stat_time_day": "2024-03-01",
        "campaign_id": "1",
        "spend": "1",
        "conversion": "2",
        "real_time_conversion": "7",
    }
    record = only(read([row], "tiktok_ads"))
    assert (record["conversions"], json.loads(record["platform_metrics"])) == (Decimal(2), {"real_time_conversion": 7})


@pytest.mark.parametrize("source", ["tiktok_ads", "microsoft_ads"])
def test_an_id_of_19_digits_as_a_number_keeps_every_digit(source: str) -> None:
    own = {"tiktok_ads": {"stat_time_day": "2024-03-01"}, "microsoft_ads": {"TimePeriod": "2024-03-01"}}
    record = only(read([{**own[source], "campaign_id": 1_789_012_345_678_901_235, "spend": 1}], source))
    assert record["campaign_id"] == "1789012345678901235"


@pytest.mark.parametrize(
    ("row", "level"),
    [
        ({"AccountId": 1}, "ACCOUNT"),
        ({"CampaignId": 2}, "CAMPAIGN"),
        ({"CampaignId": 2, "AdGroupId": 3}, "AD_GROUP"),
        ({"CampaignId": 2, "AssetGroupId": 9}, "ASSET_GROUP"),
        ({"CampaignId": 2, "AdGroupId": 3, "AdId": 4}, "AD"),
        ({"CampaignId": 2, "AdGroupId": 3, "KeywordId": 5}, "KEYWORD"),
        ({"CampaignId": 2, "AdGroupId": 3, "KeywordId": 5, "SearchQuery": "shoes"}, "SEARCH_TERM"),
    ],
)
def test_the_level_of_a_row_of_microsoft_is_its_deepest_id(row: dict[str, object], level: str) -> None:
    assert only(read([{"TimePeriod": "2024-03-01", "Spend": "1", **row}], "microsoft_ads"))["level"] == level


def test_devices_of_microsoft_are_cells_of_one_day() -> None:
    rows = [
        {"TimePeriod": "2024-03-01", "CampaignId": 2, "DeviceType": d, "Spend": "1"} for d in ("Computer", "Tablet")
    ]
    found = records(read(rows, "microsoft_ads"))
    assert [(r["device"], r["breakdowns"]) for r in found] == [
        ("Computer", '{"device_type":"Computer"}'),
        ("Tablet", '{"device_type":"Tablet"}'),
    ]


def test_a_month_of_linkedin_is_one_row_of_its_days() -> None:
    span = {"start": {"year": 2024, "month": 2, "day": 1}, "end": {"year": 2024, "month": 2, "day": 29}}
    row = {"dateRange": span, "pivotValues": ["urn:li:sponsoredCampaignGroup:6"], "costInUsd": "3.5", "impressions": 4}
    batch = read([row], "linkedin_ads", currency=None)
    record = only(batch)
    assert (record["date_start"].isoformat(), record["date_stop"].isoformat()) == ("2024-02-01", "2024-02-29")
    assert (record["level"], record["campaign_id"], record["currency"]) == ("CAMPAIGN", "6", "USD")
    assert codes(batch) == {"MULTI_DAY_ROW": 1}


def test_a_date_of_linkedin_without_a_day_is_refused() -> None:
    row = {
        "dateRange": {"start": {"year": 2024, "month": 2}},
        "pivotValues": ["urn:li:sponsoredCampaign:6"],
        "clicks": 1,
    }
    assert codes(read([row], "linkedin_ads"))["BAD_DATE"] == 1


def test_a_value_in_dollars_of_an_account_in_dollars_is_revenue() -> None:
    row = {"day": "2024-03-01", "campaign_id": 5, "cost_in_usd": 10, "conversion_value_in_local_currency": 50}
    settings = {"77": "USD"}
    record = only(read([row], "linkedin_ads", currency=None, account_id="77", account_currencies=settings))
    assert (record["revenue"], record["currency"]) == (Decimal(50), "USD")


def test_paid_impressions_of_pinterest_are_a_part_under_either_name() -> None:
    row = {"DATE": "2024-03-01", "AD_ID": "4", "PAID_IMPRESSION": 90, "IMPRESSION_2": 10, "SPEND_IN_MICRO_DOLLAR": 1}
    record = only(read([row], "pinterest_ads"))
    assert (record["impressions"], record["level"]) == (100, "AD")


def test_a_total_of_snapchat_spans_its_days() -> None:
    stat = {
        "id": "s",
        "type": "AD_SQUAD",
        "granularity": "TOTAL",
        "start_time": "2024-03-01T00:00:00.000-08:00",
        "end_time": "2024-03-08T00:00:00.000-08:00",
        "stats": {"spend": 1_500_000, "impressions": 9, "swipes": 2},
    }
    record = only(read({"request_status": "SUCCESS", "total_stats": [{"total_stat": stat}]}, "snapchat_ads"))
    assert (record["date_start"].isoformat(), record["date_stop"].isoformat()) == ("2024-03-01", "2024-03-07")
    assert (record["level"], record["spend"]) == ("AD_GROUP", Decimal("1.5"))


def test_dimensions_and_hours_of_snapchat_are_rows_of_their_own() -> None:
    step = {
        "start_time": "2024-03-01T13:00:00.000-08:00",
        "end_time": "2024-03-01T14:00:00.000-08:00",
        "dimension_stats": [{"country": c, "spend": 1_000_000, "impressions": 5} for c in ("us", "de")],
    }
    stat = {"id": "c", "type": "CAMPAIGN", "granularity": "HOUR", "timeseries": [step]}
    found = records(read({"timeseries_stats": [{"timeseries_stat": stat}]}, "snapchat_ads"))
    assert [(r["hour"], r["country"], r["date_stop"].isoformat()) for r in found] == [
        (13, "US", "2024-03-01"),
        (13, "DE", "2024-03-01"),
    ]


def test_an_hour_of_reddit_is_its_day_and_hour() -> None:
    row = {"ad_id": "t3", "hour": "2024-03-01T05:00:00Z", "spend": 2_000_000, "impressions": 7, "ecpm": 1}
    record = only(read({"data": {"metrics": [row]}}, "reddit_ads"))
    assert (record["date_start"].isoformat(), record["hour"], record["spend"]) == ("2024-03-01", 5, Decimal(2))


@pytest.mark.parametrize(
    ("row", "level"),
    [
        ({"campaignId": 1}, "CAMPAIGN"),
        ({"campaignId": 1, "adGroupId": 2}, "AD_GROUP"),
        ({"campaignId": 1, "adGroupId": 2, "adId": 3, "advertisedAsin": "B0"}, "AD"),
        ({"campaignId": 1, "adGroupId": 2, "keywordId": 4}, "KEYWORD"),
        ({"campaignId": 1, "adGroupId": 2, "keywordId": 4, "searchTerm": "shoes"}, "SEARCH_TERM"),
    ],
)
def test_the_level_of_a_row_of_amazon_is_its_deepest_id(row: dict[str, object], level: str) -> None:
    assert only(read([{"date": "2024-03-01", "cost": 1, "sales7d": 2, **row}], "amazon_ads"))["level"] == level


def test_sponsored_brands_have_conversions_without_a_window() -> None:
    row = {"date": "2024-03-01", "campaignId": 1, "cost": 1, "purchases": 3, "purchasesClicks": 2, "sales": 30.5}
    record = only(read([row], "amazon_ads"))
    assert (record["conversions"], record["revenue"], record["attribution"]) == (Decimal(3), Decimal("30.5"), "default")


def x_answer(metrics: dict[str, Any], segment: object = None, **params: str) -> dict[str, Any]:
    said = {"entity": "CAMPAIGN", "placement": "ALL_ON_TWITTER", "start_time": "2024-03-01T00:00:00Z", **params}
    return {
        "data": [{"id": "8u94t", "id_data": [{"segment": segment, "metrics": metrics}]}],
        "request": {"params": said},
    }


def test_hours_of_x_are_counted_from_the_start() -> None:
    found = records(read(x_answer({"impressions": [1] * 26}, granularity="HOUR"), "x_ads"))
    assert [(r["date_start"].isoformat(), r["hour"]) for r in found][-2:] == [("2024-03-02", 0), ("2024-03-02", 1)]


def test_a_total_of_x_spans_the_days_asked_for() -> None:
    answer = x_answer({"billed_charge_local_micro": [5_000_000]}, granularity="TOTAL", end_time="2024-03-08T00:00:00Z")
    record = only(read(answer, "x_ads"))
    assert (record["date_start"].isoformat(), record["date_stop"].isoformat()) == ("2024-03-01", "2024-03-07")


def test_a_segment_of_x_is_a_breakdown() -> None:
    answer = x_answer({"impressions": [5]}, {"segment_name": "Ohio", "segment_value": "f0"}, granularity="DAY")
    assert json.loads(only(read(answer, "x_ads"))["breakdowns"]) == {"placement": "ALL_ON_TWITTER", "segment": "Ohio"}


def test_an_answer_of_x_that_does_not_say_what_was_asked_is_completed_by_metadata() -> None:
    answer = {"data": x_answer({"impressions": [5]})["data"]}
    asked = {"entity": "LINE_ITEM", "start_time": "2024-03-01T00:00:00Z", "granularity": "DAY"}
    assert only(read(answer, "x_ads", metadata=asked))["level"] == "AD_GROUP"
    assert codes(read(answer, "x_ads", account_id=None, period=("2024-03-01", "2024-03-01")))["MISSING_ENTITY"] == 1


def test_an_hour_and_a_country_of_apple() -> None:
    row = {
        "metadata": {"campaignId": 5, "countryOrRegion": "GB", "deviceClass": "IPHONE"},
        "granularity": [{"date": "2024-03-01 13", "taps": 2, "localSpend": {"amount": "1.25", "currency": "GBP"}}],
    }
    record = only(read([row], "apple_search_ads", currency=None))
    assert (record["hour"], record["country"], record["device"], record["currency"]) == (13, "GB", "IPHONE", "GBP")


def test_money_of_apple_in_objects_and_columns_is_the_same() -> None:
    nested = {
        "metadata": {"campaignId": 5},
        "granularity": [{"date": "2024-03-01", "localSpend": {"amount": "1.25", "currency": "GBP"}}],
    }
    flat = {"campaign_id": 5, "date": "2024-03-01", "local_spend_amount": 1.25, "local_spend_currency": "GBP"}
    keys = {only(read([row], "apple_search_ads"))["key"] for row in (nested, flat)}
    assert len(keys) == 1


def test_parts_that_add_up_to_more_than_the_store_holds_reject_the_row_alone() -> None:
    row = {"stat_time_day": "2024-03-01", "campaign_id": "1", "total_purchase_value": "600000000000"}
    batch = read([{**row, "total_sales_lead_value": "600000000000"}, {**row, "campaign_id": "2"}], "tiktok_ads")
    assert (codes(batch)["OUT_OF_RANGE"], batch.log.rejected, len(records(batch))) == (1, {0}, 1)
