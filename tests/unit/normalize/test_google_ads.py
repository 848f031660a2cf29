"""Google Ads in all its spellings: nested or flat, camel or snake, micros or units."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.errors import UpstreamError
from domain.sources.google_names import snake_case
from tests.builders import codes, google_flat, google_row, normalized, only, records, total

NESTED_SNAKE: dict[str, dict[str, Any]] = {
    "customer": {"id": "4817206935", "currency_code": "USD"},
    "campaign": {"id": "20417736251", "name": "Brand", "advertising_channel_type": "SEARCH"},
    "segments": {"date": "2024-02-05"},
    "metrics": {
        "cost_micros": "187430000",
        "impressions": "1843",
        "clicks": "412",
        "conversions": 21.5,
        "conversions_value": 1934.72,
    },
}
DOTTED = {f"{part}.{name}": value for part, fields in NESTED_SNAKE.items() for name, value in fields.items()}
DOTTED_CAMEL = {f"{part}.{name}": value for part, fields in google_row().items() for name, value in fields.items()}
UNDERSCORED = {f"{part}_{name}": value for part, fields in NESTED_SNAKE.items() for name, value in fields.items()}


@pytest.mark.parametrize("row", [google_row(), NESTED_SNAKE, DOTTED, DOTTED_CAMEL, UNDERSCORED])
def test_every_spelling_of_a_row_gives_the_same_record(row: dict[str, Any]) -> None:
    batch = normalized([row], "google_ads")
    record = only(batch)
    assert (record["account_id"], record["currency"]) == ("4817206935", "USD")
    assert (record["level"], record["entity_id"], record["campaign_name"]) == ("CAMPAIGN", "20417736251", "Brand")
    assert (record["channel"], record["campaign_type"]) == ("paid_search", "SEARCH")
    assert record["date_start"] == record["date_stop"] == date(2024, 2, 5)
    assert (record["spend"], record["impressions"], record["clicks"]) == (Decimal("187.43"), 1843, 412)
    assert (record["conversions"], record["revenue"]) == (Decimal("21.5"), Decimal("1934.72"))
    assert (record["link_clicks"], record["attribution"], record["date_basis"]) == (412, "default", "IMPRESSION")
    assert (codes(batch), batch.unmapped) == ({}, ())


def test_a_flat_export_is_read() -> None:
    record = only(normalized([google_flat(customer_id="481-720-6935")], "google_ads"))
    assert (record["account_id"], record["spend"]) == ("4817206935", Decimal("45.67"))
    assert (record["conversions"], record["revenue"]) == (Decimal(4), Decimal("322.1"))


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("costMicros", "cost_micros"),
        ("metrics.costMicros", "metrics.cost_micros"),
        ("metrics_cost_micros", "metrics.cost_micros"),
        ("segments_ad_network_type", "segments.ad_network_type"),
        ("adGroupAd", "ad_group_ad"),
        ("videoQuartileP25Rate", "video_quartile_p25_rate"),
    ],
)
def test_names_have_one_spelling(name: str, ours: str) -> None:
    assert snake_case(name) == ours


def test_a_metric_that_was_asked_for_and_is_absent_is_zero() -> None:
    answer = {
        "results": [google_row(metrics={"clicks": ..., "conversions": ...})],
        "fieldMask": "metrics.clicks,metrics.costMicros",
    }
    record = only(normalized([answer], "google_ads"))
    assert (record["clicks"], record["conversions"], record["spend"]) == (0, None, Decimal("187.43"))


def test_without_a_field_mask_the_five_common_metrics_are_zero_when_absent() -> None:
    record = only(normalized([google_row(metrics=dict.fromkeys(google_row()["metrics"], ...))], "google_ads"))
    assert (record["spend"], record["impressions"], record["clicks"]) == (Decimal(0), 0, 0)
    assert (record["conversions"], record["revenue"], record["video_views"]) == (Decimal(0), Decimal(0), None)


def test_other_metrics_that_were_asked_for_and_are_absent_are_zero_too() -> None:
    mask = "metrics.allConversions,metrics.viewThroughConversions,metrics.videoViews"
    record = only(normalized([{"results": [google_row()], "fieldMask": mask}], "google_ads"))
    assert record["video_views"] == 0
    assert (record["all_conversions"], record["view_through_conversions"]) == (0, 0)
    assert (record["all_conversions_value"], record["platform_metrics"]) == (None, None)


def test_an_absent_impression_share_stays_unknown() -> None:
    answer = {"results": [google_row()], "fieldMask": "metrics.searchImpressionShare"}
    assert only(normalized([answer], "google_ads"))["platform_metrics"] is None


def test_each_page_has_its_own_field_mask() -> None:
    first = {"results": [google_row(metrics={"clicks": ...})], "fieldMask": "metrics.clicks"}
    second = {"results": [google_row(campaign={"id": "2"}, metrics={"clicks": ...})], "fieldMask": "metrics.costMicros"}
    assert [record["clicks"] for record in records(normalized([first, second], "google_ads"))] == [0, None]


def test_a_missing_metric_of_a_flat_row_is_unknown() -> None:
    assert only(normalized([google_flat(clicks=...)], "google_ads"))["clicks"] is None


def test_summary_rows_are_left_out() -> None:
    pages = [
        {"results": [google_row()], "fieldMask": "metrics.clicks"},
        {"summaryRow": {"metrics": {"costMicros": "187430000"}}},
    ]
    batch = normalized(pages, "google_ads")
    assert (total(batch, "spend"), len(batch.raw_rows)) == (Decimal("187.43"), 1)


def test_a_page_token_on_the_last_page_means_more_pages() -> None:
    more = {"results": [google_row()], "nextPageToken": "abc"}
    last = {"results": [google_row(campaign={"id": "2"})]}
    assert codes(normalized(more, "google_ads")) == {"MORE_PAGES": 1}
    assert codes(normalized([more, last], "google_ads")) == {}


def test_an_error_answer_refuses_the_whole_batch() -> None:
    with pytest.raises(UpstreamError, match=r"400.*invalid argument"):
        normalized([{"error": {"code": 400, "message": "Request contains an invalid argument."}}], "google_ads")


def test_ids_are_read_from_resource_names() -> None:
    row = google_row(customer=..., campaign={"id": ..., "resourceName": "customers/1/campaigns/10"})
    row |= {"adGroupAd": {"resourceName": "customers/1/adGroupAds/20~30"}}
    record = only(normalized([row], "google_ads"))
    assert (record["account_id"], record["campaign_id"], record["ad_group_id"], record["ad_id"]) == (
        "1",
        "10",
        "20",
        "30",
    )
    assert (record["level"], record["entity_id"]) == ("AD", "20/30")


def test_an_id_comes_before_the_resource_name() -> None:
    record = only(normalized([google_row(campaign={"resourceName": "customers/1/campaigns/10"})], "google_ads"))
    assert (record["account_id"], record["campaign_id"]) == ("4817206935", "20417736251")


def test_micros_win_over_units_and_a_difference_is_said() -> None:
    same = normalized([google_flat(cost_micros="1500000", cost="1.50")], "google_ads")
    assert (only(same)["spend"], codes(same)) == (Decimal("1.5"), {})
    cent = normalized([google_flat(cost_micros="1500000", cost="1.51")], "google_ads")
    assert codes(cent) == {}
    other = normalized([google_flat(cost_micros="1500000", cost="1.52")], "google_ads")
    assert (only(other)["spend"], codes(other)) == (Decimal("1.5"), {"COST_MISMATCH": 1})


def test_cost_in_units_is_read_where_there_are_no_micros() -> None:
    assert only(normalized([google_flat(cost_micros=..., cost="$1,234.56")], "google_ads"))["spend"] == Decimal(
        "1234.56"
    )


def test_averages_in_micros_are_never_read() -> None:
    batch = normalized([google_row(metrics={"averageCpc": "70000", "averageCpm": "5", "ctr": 0.22})], "google_ads")
    record = only(batch)
    assert (record["platform_metrics"], record["extra"], batch.unmapped) == (None, None, ())


def test_all_conversions_stand_beside_conversions() -> None:
    record = only(
        normalized([google_row(metrics={"allConversions": 30.5, "viewThroughConversions": "2"})], "google_ads")
    )
    assert record["conversions"] == Decimal("21.5")
    assert (record["all_conversions"], record["view_through_conversions"]) == (Decimal("30.5"), 2)
    assert record["platform_metrics"] is None


@pytest.mark.parametrize(
    ("channel_type", "channel"),
    [
        ("SEARCH", "paid_search"),
        ("AdvertisingChannelType.SHOPPING", "shopping"),
        ("PERFORMANCE_MAX", "performance_max"),
        ("display", "display"),
        ("VIDEO", "video"),
        ("MULTI_CHANNEL", "app"),
        ("HOTEL", "other"),
    ],
)
def test_the_channel_follows_from_the_campaign_type(channel_type: str, channel: str) -> None:
    row = google_row(campaign={"advertisingChannelType": channel_type})
    assert only(normalized([row], "google_ads"))["channel"] == channel


def test_a_campaign_without_a_type_has_no_channel() -> None:
    row = google_row(campaign={"advertisingChannelType": ...})
    assert only(normalized([row], "google_ads"))["channel"] is None


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.0999, {"search_impression_share": 0.0999, "search_impression_share_bound": "LT"}),
        ("< 10%", {"search_impression_share": 0.0999, "search_impression_share_bound": "LT"}),
        (0.9001, {"search_impression_share": 0.9001, "search_impression_share_bound": "GT"}),
        ("> 90%", {"search_impression_share": 0.9001, "search_impression_share_bound": "GT"}),
        (0.8421, {"search_impression_share": 0.8421}),
        ("--", {}),
    ],
)
def test_impression_shares_keep_their_bound(share: object, shown: dict[str, object]) -> None:
    record = only(normalized([google_row(metrics={"searchImpressionShare": share})], "google_ads"))
    assert json.loads(record["platform_metrics"] or "{}") == shown


@pytest.mark.parametrize(
    ("score", "shown"), [(8, {"quality_score": 8}), ("8", {"quality_score": 8}), (0, {}), ("--", {}), (None, {})]
)
def test_a_quality_score_of_zero_is_none(score: object, shown: dict[str, object]) -> None:
    row = google_row() | {
        "adGroup": {"id": "20"},
        "adGroupCriterion": {"criterionId": "30", "qualityInfo": {"qualityScore": score}},
    }
    record = only(normalized([row], "google_ads"))
    assert (record["level"], record["entity_id"]) == ("KEYWORD", "20/30")
    assert json.loads(record["platform_metrics"] or "{}") == shown


def test_unmapped_fields_are_listed_as_google_wrote_them() -> None:
    batch = normalized([google_row(metrics={"newMetric": 5})], "google_ads")
    assert (batch.unmapped, json.loads(only(batch)["extra"])) == (("metrics.newMetric",), {"metrics.newMetric": 5})


def test_money_beyond_a_graphql_int_is_exact() -> None:
    assert only(normalized([google_row(metrics={"costMicros": 2_500_000_000})], "google_ads"))["spend"] == Decimal(2500)


def test_a_negative_count_is_reported_once() -> None:
    batch = normalized([google_row(metrics={"clicks": "-5"})], "google_ads")
    assert (batch.log.rejected, codes(batch)) == ({0}, {"NEGATIVE_COUNT": 1})
