"""Meta Insights: envelopes, fields and levels. Conversions are in test_meta_actions.py."""

import json
from datetime import date
from decimal import Decimal

import pytest

from domain.errors import UnreadableBatchError, UpstreamError
from tests.builders import action, codes, meta_row, normalized, only, records


def test_a_row_becomes_a_record_in_our_words() -> None:
    record = only(normalized([meta_row(campaign_name="Brand", objective="OUTCOME_SALES", buying_type="AUCTION")]))
    assert record["data_source"] == "meta_business"
    assert record["channel"] == "paid_social"
    assert (record["level"], record["entity_id"]) == ("CAMPAIGN", "120208814532970417")
    assert (record["campaign_name"], record["objective"], record["campaign_type"]) == (
        "Brand",
        "OUTCOME_SALES",
        "AUCTION",
    )
    assert (record["spend"], record["impressions"], record["clicks"]) == (Decimal("1250.500000"), 45000, 890)
    assert (record["date_start"], record["date_stop"]) == (date(2024, 1, 1), date(2024, 1, 1))
    assert (record["date_basis"], record["attribution"], record["currency"]) == ("IMPRESSION", "default", "USD")


def test_the_row_of_the_mission_is_read_as_its_author_meant() -> None:
    row = {
        "id": "meta_campaign_001",
        "account_id": "act_123456789",
        "campaign_id": "camp_001",
        "spend": 1250.50,
        "impressions": 45000,
        "clicks": 890,
        "actions": [{"action_type": "purchase", "value": "23"}],
    }
    batch = normalized([row], period=("2024-01-01", "2024-01-07"), currency="USD")
    record = only(batch)
    assert (record["account_id"], record["campaign_id"], record["level"]) == ("123456789", "camp_001", "CAMPAIGN")
    assert (record["spend"], record["conversions"]) == (Decimal("1250.5"), Decimal(23))
    assert (record["date_start"], record["date_stop"]) == (date(2024, 1, 1), date(2024, 1, 7))
    assert codes(batch) == {"PERIOD_FROM_BATCH": 1, "MULTI_DAY_ROW": 1}
    assert batch.unmapped == ()


@pytest.mark.parametrize(
    ("ids", "level", "entity"),
    [
        ({"campaign_id": ...}, "ACCOUNT", "123456789"),
        ({}, "CAMPAIGN", "120208814532970417"),
        ({"adset_id": "7"}, "AD_GROUP", "7"),
        ({"adset_id": "7", "ad_id": "8"}, "AD", "8"),
        ({"adset_id": None, "ad_id": None}, "CAMPAIGN", "120208814532970417"),
    ],
)
def test_the_level_is_the_deepest_id_that_is_there(ids: dict[str, object], level: str, entity: str) -> None:
    record = only(normalized([meta_row(**ids)]))
    assert (record["level"], record["entity_id"]) == (level, entity)


def test_an_ad_set_is_an_ad_group() -> None:
    record = only(normalized([meta_row(adset_id="7", adset_name="Lookalike")]))
    assert (record["ad_group_id"], record["ad_group_name"]) == ("7", "Lookalike")


ROW = meta_row()
OTHER = meta_row(campaign_id="2")
ENVELOPE = {"data": [ROW, OTHER], "paging": {"cursors": {"after": "x"}}}
PAGES = [{"data": [ROW], "paging": {"next": "https://graph"}}, {"data": [OTHER], "paging": {}}]
BATCH = [{"code": 200, "body": json.dumps({"data": [ROW]})}, {"code": 200, "body": json.dumps({"data": [OTHER]})}]
OBJECTS = [{"code": 200, "headers": [], "body": {"data": [ROW, OTHER]}}]


@pytest.mark.parametrize(
    "payload", [[ROW, OTHER], ENVELOPE, [ENVELOPE], PAGES, [{"data": [ROW]}, OTHER], BATCH, OBJECTS]
)
def test_every_envelope_gives_the_same_records(payload: object) -> None:
    batch = normalized(payload)
    assert [record["campaign_id"] for record in records(batch)] == ["120208814532970417", "2"]
    assert len(batch.raw_rows) == 2
    assert codes(batch) == {}


def test_a_lone_row_is_a_batch_of_one() -> None:
    assert only(normalized(meta_row()))["clicks"] == 890


def test_only_a_next_link_on_the_last_page_means_more_pages() -> None:
    pages = [{"data": [ROW], "paging": {}}, {"data": [OTHER], "paging": {"next": "https://graph"}}]
    assert codes(normalized(pages)) == {"MORE_PAGES": 1}
    assert codes(normalized({"data": [ROW], "paging": {"next": ""}})) == {}


def test_each_answer_of_a_graph_batch_may_have_more_pages() -> None:
    first = {"code": 200, "body": json.dumps({"data": [ROW], "paging": {"next": "https://graph"}})}
    assert codes(normalized([first, BATCH[1]])) == {"MORE_PAGES": 1}


def test_an_error_answer_refuses_the_whole_batch_and_says_why() -> None:
    with pytest.raises(UpstreamError, match=r"17.*User request limit reached"):
        normalized({"error": {"message": "(#17) User request limit reached", "code": 17}})


def test_an_error_inside_a_graph_batch_is_an_error() -> None:
    body = json.dumps({"error": {"message": "Invalid parameter", "code": 100}})
    with pytest.raises(UpstreamError, match="Invalid parameter"):
        normalized([{"code": 400, "body": body}])


def test_a_body_that_is_no_json_is_unreadable() -> None:
    with pytest.raises(UnreadableBatchError, match="not JSON"):
        normalized([{"code": 200, "body": "<html>"}])


@pytest.mark.parametrize("payload", ["rows", 5, None, True])
def test_a_payload_that_is_no_rows_is_unreadable(payload: object) -> None:
    with pytest.raises(UnreadableBatchError):
        normalized(payload)


def test_reach_is_kept_on_the_row_and_ratios_are_not_read() -> None:
    batch = normalized(
        [meta_row(reach="30000", frequency="1.5", unique_clicks="800", ctr="1.97", cpm="27.79", cpc="1.40")]
    )
    assert json.loads(only(batch)["platform_metrics"]) == {"reach": 30000, "frequency": 1.5, "unique_clicks": 800}
    assert batch.unmapped == ()
    assert only(batch)["extra"] is None


def test_an_unknown_ranking_is_no_ranking() -> None:
    record = only(normalized([meta_row(quality_ranking="UNKNOWN", engagement_rate_ranking="ABOVE_AVERAGE")]))
    assert json.loads(record["platform_metrics"]) == {"engagement_rate_ranking": "ABOVE_AVERAGE"}


def test_fields_without_a_rule_are_kept_verbatim_and_listed_once() -> None:
    batch = normalized([meta_row(foo="bar"), meta_row(foo={"deep": [1]}, campaign_id="2")])
    assert [json.loads(record["extra"]) for record in records(batch)] == [{"foo": "bar"}, {"foo": {"deep": [1]}}]
    assert batch.unmapped == ("foo",)


def test_all_clicks_come_before_link_clicks() -> None:
    record = only(normalized([meta_row(clicks="890", inline_link_clicks="600")]))
    assert (record["clicks"], record["link_clicks"], record["click_basis"]) == (890, 600, "ALL")


def test_link_clicks_stand_in_for_clicks_and_say_so() -> None:
    record = only(normalized([meta_row(clicks=..., inline_link_clicks="600")]))
    assert (record["clicks"], record["link_clicks"], record["click_basis"]) == (600, 600, "LINK")


def test_link_clicks_may_come_as_an_action() -> None:
    record = only(normalized([meta_row(actions=[action("link_click", "600")])]))
    assert (record["clicks"], record["link_clicks"]) == (890, 600)


def test_link_clicks_from_actions_do_not_stand_in_for_clicks() -> None:
    record = only(normalized([meta_row(clicks=..., actions=[action("link_click", "600")])]))
    assert (record["clicks"], record["link_clicks"]) == (None, 600)


def test_video_plays_are_video_views() -> None:
    record = only(normalized([meta_row(video_play_actions=[action("video_view", "321")])]))
    assert record["video_views"] == 321


def test_a_video_curve_without_values_does_no_harm() -> None:
    batch = normalized([meta_row(video_play_curve_actions=[{"action_type": "video_view"}])])
    assert (only(batch)["video_views"], codes(batch)) == (None, {})


def test_the_zone_of_the_account_comes_from_the_row_or_the_caller() -> None:
    assert (
        only(normalized([meta_row(timezone_name="Europe/Paris")], timezone="UTC"))["account_timezone"] == "Europe/Paris"
    )
    assert only(normalized([meta_row()], timezone="Europe/Paris"))["account_timezone"] == "Europe/Paris"


def test_columns_that_we_added_are_named() -> None:
    added = normalized([meta_row(actions=[action("purchase", "2")])]).columns_added
    assert {"channel", "conversions", "data_source", "level"} <= set(added)
    assert not {"spend", "clicks", "campaign_id"} & set(added)


def test_numbers_instead_of_text_are_as_good() -> None:
    record = only(normalized([meta_row(spend=1250.5, impressions=45000, clicks=890.0)]))
    assert (record["spend"], record["impressions"], record["clicks"]) == (Decimal("1250.5"), 45000, 890)


def test_the_columns_of_a_warehouse_are_accepted() -> None:
    record = only(normalized([meta_row(date_start=..., date_stop=..., date="2024-01-01", created_time="2023-05-05")]))
    assert (record["date_start"], record["date_stop"]) == (date(2024, 1, 1), date(2024, 1, 1))
