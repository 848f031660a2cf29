"""Who a row is about: the natural key takes what identifies and nothing else."""

import json
from typing import Any

import pytest

from domain.vocabulary import OrgId
from tests.builders import codes, google_flat, google_row, klaviyo_flat, meta_row, normalized, only, records


def key(row: object, source: str = "meta_business", **context: Any) -> object:
    return only(normalized([row], source, **context))["key"]


@pytest.mark.parametrize(
    "changes",
    [
        {"spend": "99", "impressions": "1", "clicks": "0"},
        {"campaign_name": "Renamed", "effective_status": "PAUSED", "objective": "X"},
        {"account_currency": "EUR"},
        {"account_id": "act_123456789"},
        {"adset_id": None, "ad_id": ""},
        {"foo": "bar", "reach": "5"},
    ],
)
def test_figures_names_and_spellings_do_not_change_the_key(changes: dict[str, object]) -> None:
    assert key(meta_row(**changes)) == key(meta_row())


@pytest.mark.parametrize(
    "changes",
    [
        {"campaign_id": "2"},
        {"account_id": "2"},
        {"adset_id": "7"},
        {"date_start": "2024-01-02", "date_stop": "2024-01-02"},
        {"date_stop": "2024-01-02"},
        {"age": "18-24"},
        {"hourly_stats_aggregated_by_advertiser_time_zone": "09:00:00 - 09:59:59"},
        {"actions": [{"action_type": "purchase", "7d_click": "1"}]},
    ],
)
def test_entity_day_breakdown_and_attribution_change_the_key(changes: dict[str, object]) -> None:
    assert key(meta_row(**changes)) != key(meta_row())


def test_a_key_is_of_one_organization_and_one_source() -> None:
    assert key(meta_row(), org=OrgId("other")) != key(meta_row())
    meta = meta_row(account_id="1", campaign_id="2", date_start="2024-01-01", date_stop="2024-01-01")
    google = google_flat(customer_id="1", campaign_id="2", date="2024-01-01")
    assert key(meta) != key(google, "google_ads")


def test_parents_are_attributes_of_an_ad_and_not_part_of_its_key() -> None:
    assert key(meta_row(adset_id="7", ad_id="8")) == key(meta_row(adset_id=..., campaign_id=..., ad_id="8"))


def test_a_google_ad_is_known_by_its_ad_group_and_itself() -> None:
    ad = {"adGroupAd": {"ad": {"id": "30"}}}
    first, second = (google_row() | ad | {"adGroup": {"id": group}} for group in ("20", "21"))
    assert key(first, "google_ads") != key(second, "google_ads")
    assert only(normalized([first], "google_ads"))["entity_id"] == "20/30"


def test_a_search_term_is_known_by_ad_group_criterion_and_term() -> None:
    row = google_flat(ad_group_id="20", criterion_id="30", search_term="red shoes")
    record = only(normalized([row], "google_ads"))
    assert (record["level"], record["entity_id"]) == ("SEARCH_TERM", "20/30/red shoes")
    assert key(row, "google_ads") != key(row | {"criterion_id": "31"}, "google_ads")


def test_an_asset_group_is_a_level_of_its_own() -> None:
    record = only(normalized([google_row() | {"assetGroup": {"id": "77", "name": "All"}}], "google_ads"))
    assert (record["level"], record["entity_id"], record["ad_group_name"]) == ("ASSET_GROUP", "77", "All")


def test_breakdowns_are_sorted_whatever_their_order_in_the_row() -> None:
    first = only(normalized([meta_row(gender="female", age="18-24")]))
    second = only(normalized([meta_row(age="18-24", gender="female")]))
    assert first["breakdowns"] == second["breakdowns"] == '{"age":"18-24","gender":"female"}'
    assert (first["breakdown_set"], first["key"]) == ("age,gender", second["key"])


def test_every_breakdown_cell_is_a_record() -> None:
    cells = [("18-24", "female"), ("18-24", "male"), ("25-34", "female")]
    batch = normalized([meta_row(age=age, gender=gender, spend="10") for age, gender in cells])
    assert (len(records(batch)), codes(batch)) == (3, {})


def test_an_unbroken_row_and_its_parts_stand_side_by_side() -> None:
    batch = normalized([meta_row(), meta_row(age="18-24"), meta_row(age=None)][:2])
    assert [record["breakdown_set"] for record in records(batch)] == ["", "age"]


def test_country_and_device_have_columns_as_well() -> None:
    record = only(normalized([meta_row(country="DE", impression_device="iphone")]))
    assert (record["country"], record["device"]) == ("DE", "iphone")
    assert json.loads(record["breakdowns"]) == {"country": "DE", "impression_device": "iphone"}


def test_google_segments_are_breakdowns_without_their_prefix() -> None:
    record = only(normalized([google_row(segments={"device": "MOBILE", "adNetworkType": "SEARCH"})], "google_ads"))
    assert json.loads(record["breakdowns"]) == {"ad_network_type": "SEARCH", "device": "MOBILE"}
    assert record["device"] == "MOBILE"


@pytest.mark.parametrize("segment", ["week", "month", "quarter", "year"])
def test_parts_of_the_calendar_are_no_breakdowns(segment: str) -> None:
    record = only(normalized([google_row(segments={segment: "2024-02-01"})], "google_ads"))
    assert (record["breakdowns"], record["breakdown_set"]) == (None, "")


def test_the_day_of_the_week_is_a_breakdown() -> None:
    rows = [google_row(segments={"dayOfWeek": day}) for day in ("MONDAY", "TUESDAY")]
    batch = normalized(rows, "google_ads")
    assert [record["breakdown_set"] for record in records(batch)] == ["day_of_week", "day_of_week"]


def test_the_hour_is_part_of_the_key_and_of_the_breakdown_set() -> None:
    batch = normalized([google_row(segments={"hour": hour}) for hour in range(24)], "google_ads")
    assert [record["hour"] for record in records(batch)] == list(range(24))
    assert {record["breakdown_set"] for record in records(batch)} == {"hour"}
    assert len({record["key"] for record in records(batch)}) == 24


def test_the_same_campaign_in_two_channels_of_klaviyo_is_two_entities() -> None:
    email, sms = (klaviyo_flat(send_channel=channel) for channel in ("email", "sms"))
    assert key(email, "klaviyo") != key(sms, "klaviyo")


def test_a_row_without_ids_is_known_by_its_deepest_name_and_that_is_said() -> None:
    batch = normalized([meta_row(campaign_id=..., account_id=..., campaign_name="Brand", adset_name="Wide")])
    record = only(batch)
    assert (record["level"], record["entity_id"], codes(batch)) == ("AD_GROUP", "name:brand/wide", {"KEY_FROM_NAME": 1})


def test_a_named_campaign_of_a_known_account_is_not_the_account() -> None:
    batch = normalized([meta_row(campaign_id=..., campaign_name="Brand")])
    assert (only(batch)["level"], only(batch)["entity_id"]) == ("CAMPAIGN", "name:brand")
    assert codes(batch) == {"KEY_FROM_NAME": 1}


def test_a_row_about_nobody_is_refused() -> None:
    batch = normalized([meta_row(campaign_id=..., account_id=...)])
    assert (records(batch), codes(batch)) == ([], {"MISSING_ENTITY": 1})


@pytest.mark.parametrize("given", ["act_123456789", "123456789"])
def test_the_account_of_the_caller_fills_rows_that_do_not_say(given: str) -> None:
    batch = normalized([meta_row(account_id=...), meta_row(account_id="5")], account_id=given)
    assert [record["account_id"] for record in records(batch)] == ["123456789", "5"]


def test_three_rounded_ids_are_said_once_for_the_batch() -> None:
    ids = [120210000000000130, 120210000000000210, 120210000000000290]
    batch = normalized([meta_row(campaign_id=number) for number in ids])
    assert [record["campaign_id"] for record in records(batch)] == [str(number) for number in ids]
    assert codes(batch) == {"ID_MAYBE_ROUNDED": 1}


def test_the_key_is_sixteen_bytes_and_the_same_tomorrow() -> None:
    first, second = normalized([meta_row()]), normalized([meta_row()])
    assert records(first)[0]["key"] == records(second)[0]["key"]
    assert len(records(first)[0]["key"].bytes) == 16
