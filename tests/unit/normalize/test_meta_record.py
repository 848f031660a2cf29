"""The canonical record in full for Meta: clicks by kind, video, hours, views, landing addresses, date basis, rankings."""

import json
from decimal import Decimal
from typing import Any

import pytest

from domain.conversions import Attribution, ConversionRules
from domain.normalize.landing import UTM, read_landing
from domain.records import BY_NAME
from tests.builders import action, codes, meta_row, normalized, only, records, total

HOURLY = "hourly_stats_aggregated_by_advertiser_time_zone"
AUDIENCE = "hourly_stats_aggregated_by_audience_time_zone"
PIXEL = "offsite_conversion.fb_pixel_purchase"
LINK = "https://shop.example/shoes?utm_source=link&utm_medium=paid&color=red"


def columns(row: dict[str, Any], *names: str) -> tuple[object, ...]:
    return tuple(row[name] for name in names)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("outbound_clicks", "outbound_clicks"),
        ("video_play_actions", "video_views"),
        ("video_p25_watched_actions", "video_p25"),
        ("video_p50_watched_actions", "video_p50"),
        ("video_p75_watched_actions", "video_p75"),
        ("video_p95_watched_actions", "video_p95"),
        ("video_p100_watched_actions", "video_p100"),
        ("video_thruplay_watched_actions", "thruplays"),
    ],
)
@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ([action("video_view", "40")], 40),
        ([action("video_view", "40"), action("other", "2")], 42),
        ('[{"action_type":"video_view","value":"40"}]', 40),
        (40, 40),
        ("40", 40),
        ([], None),
    ],
)
def test_counts_come_as_lists_as_texts_of_json_or_as_numbers(name: str, column: str, cell: object, count: int) -> None:
    batch = normalized([meta_row(**{name: cell})])
    assert (only(batch)[column], codes(batch), batch.unmapped) == (count, {}, ())


def test_a_count_that_is_no_number_rejects_the_row_and_names_the_field() -> None:
    batch = normalized([meta_row(outbound_clicks="many")])
    assert [(issue.code, issue.path, issue.value) for issue in batch.log.shown()] == [
        ("NOT_A_NUMBER", "outbound_clicks", "many")
    ]


def test_thirty_seconds_watched_are_no_views() -> None:
    record = only(normalized([meta_row(video_30_sec_watched_actions=[action("video_view", "9")])]))
    assert record["video_views"] is None
    assert "video_30_sec_watched_actions" in json.loads(record["extra"])


@pytest.mark.parametrize("name", [HOURLY, AUDIENCE])
@pytest.mark.parametrize(("cell", "hour"), [("13:00:00 - 13:59:59", 13), ("00:00:00 - 00:59:59", 0), ("odd", None)])
def test_an_hour_is_a_number_and_its_field_stays_a_breakdown(name: str, cell: str, hour: int | None) -> None:
    record = only(normalized([meta_row(**{name: cell})]))
    assert (record["hour"], json.loads(record["breakdowns"])) == (hour, {name: cell})


def test_hours_add_up_to_their_day_and_the_two_clocks_are_two_reports() -> None:
    cells = [f"{hour:02}:00:00 - {hour:02}:59:59" for hour in range(24)]
    rows = [meta_row(spend="0.25", **{name: cell}) for name in (HOURLY, AUDIENCE) for cell in cells]
    batch = normalized(rows)
    assert len(records(batch)) == 48
    assert {record["breakdown_set"] for record in records(batch)} == {f"hour,{HOURLY}", f"hour,{AUDIENCE}"}
    assert total(normalized(rows[:24]), "spend") == Decimal(6)


def test_view_through_conversions_are_the_one_day_views_of_what_was_counted() -> None:
    items = [
        action("omni_purchase", "5", **{"7d_click": "4", "1d_view": "1"}),
        action("purchase", "5", **{"7d_click": "4", "1d_view": "3"}),
        action("lead", "9", **{"1d_view": "7"}),
    ]
    record = only(normalized([meta_row(actions=items)]))
    assert columns(record, "conversions", "view_through_conversions") == (Decimal(5), Decimal(1))


def test_view_through_conversions_of_parts_are_added() -> None:
    items = [action(PIXEL, "3", **{"1d_view": "1"}), action("onsite_conversion.purchase", "2", **{"1d_view": "2"})]
    assert only(normalized([meta_row(actions=items)]))["view_through_conversions"] == Decimal(3)


@pytest.mark.parametrize("actions", [[action("purchase", "5")], [action("purchase", "5", **{"7d_click": "5"})], []])
def test_view_through_conversions_are_unknown_where_no_view_is_told(actions: list[dict[str, Any]]) -> None:
    assert only(normalized([meta_row(actions=actions)]))["view_through_conversions"] is None


def test_view_through_conversions_follow_the_family_that_the_rules_name() -> None:
    items = [action("purchase", "5", **{"1d_view": "2"}), action("lead", "4", **{"1d_view": "1"})]
    batch = normalized([meta_row(actions=items)], rules=ConversionRules(("lead",)))
    assert columns(only(batch), "conversions", "view_through_conversions") == (Decimal(4), Decimal(1))


def test_a_purchase_without_views_beside_a_lead_with_some_has_none() -> None:
    items = [action("purchase", "5", **{"7d_click": "5"}), action("lead", "4", **{"1d_view": "1"})]
    assert only(normalized([meta_row(actions=items)]))["view_through_conversions"] == 0


@pytest.mark.parametrize(
    ("creative", "url", "utm"),
    [
        ({"link": LINK}, LINK, {"utm_source": "link", "utm_medium": "paid"}),
        (
            {"link": LINK, "url_tags": "utm_source=tags&utm_campaign={{campaign.name}}"},
            LINK,
            {"utm_source": "tags", "utm_medium": "paid", "utm_campaign": "{{campaign.name}}"},
        ),
        ({"url_tags": "?utm_source=a%20b&utm_source=c"}, None, {"utm_source": "a b"}),
        (
            {
                "url_tags": '[{"key":"utm_source","value":"fb","type":"a"},{"key":"utm_term","value":"t"}]',
                "page_link": LINK,
            },
            LINK,
            {"utm_source": "fb", "utm_medium": "paid", "utm_term": "t"},
        ),
        ({"url_tags": [{"key": "utm_source", "value": "fb"}]}, None, {"utm_source": "fb"}),
        (
            {"creative": {"id": "1", "url_tags": "utm_source=c", "object_story_spec": {"link_data": {"link": LINK}}}},
            LINK,
            {"utm_source": "c", "utm_medium": "paid"},
        ),
        (
            {"object_story_spec": {"video_data": {"call_to_action": {"type": "SHOP_NOW", "value": {"link": LINK}}}}},
            LINK,
            {"utm_source": "link", "utm_medium": "paid"},
        ),
        (
            {"asset_feed_spec_link_urls": json.dumps([{"website_url": LINK}])},
            LINK,
            {"utm_source": "link", "utm_medium": "paid"},
        ),
        ({"object_story_link_data_link": LINK, "utm_source": "own"}, LINK, {"utm_source": "own", "utm_medium": "paid"}),
        ({"website_url": "https://[half?utm_source=x"}, "https://[half?utm_source=x", {"utm_source": "x"}),
        ({"object_story_spec": "{broken"}, None, {}),
        ({"link": "https://a.example/utm_source=b"}, "https://a.example/utm_source=b", {}),
        ({"link": "https://a.example/?utm_source=a#top"}, "https://a.example/?utm_source=a#top", {"utm_source": "a"}),
        ({"creative": "Spring sale v2.1"}, None, {}),
        ({"link": "shop.example/shoes?utm_source=a"}, "shop.example/shoes?utm_source=a", {"utm_source": "a"}),
        ({"link": "myapp://open?utm_source=a"}, "myapp://open?utm_source=a", {"utm_source": "a"}),
        ({}, None, {}),
    ],
)
def test_the_landing_address_and_its_utm_come_from_what_the_row_says_of_its_creative(
    creative: dict[str, Any], url: str | None, utm: dict[str, str]
) -> None:
    batch = normalized([meta_row(ad_id="8", **creative)])
    record = only(batch)
    assert record["landing_url"] == url
    assert {name: record[name] for name in UTM if record[name] is not None} == utm
    assert batch.unmapped == ()


def test_utm_parameters_are_read_in_any_case_and_the_first_of_a_name_counts() -> None:
    assert read_landing(["https://x.example/?UTM_Source=a&utm_source=b&other=c"], [None])["utm_source"] == ["a"]


@pytest.mark.parametrize(
    ("said", "basis"),
    [("conversion", "CONVERSION"), ("CONVERSION", "CONVERSION"), ("mixed", "CONVERSION"), ("impression", "IMPRESSION")],
)
def test_the_day_of_conversions_is_said_by_the_row_or_the_caller(said: str, basis: str) -> None:
    assert only(normalized([meta_row(action_report_time=said)]))["date_basis"] == basis
    assert only(normalized([meta_row()], metadata={"action_report_time": said}))["date_basis"] == basis


def test_the_row_goes_before_the_caller_about_the_day_of_conversions() -> None:
    batch = normalized([meta_row(action_report_time="impression")], metadata={"action_report_time": "conversion"})
    assert only(batch)["date_basis"] == "IMPRESSION"


def test_hints_about_attribution_are_kept_and_split_no_totals() -> None:
    hints = {"attribution_setting": "7d_click_1d_view", "use_unified_attribution_setting": True}
    batch = normalized([meta_row(**hints, action_attribution_windows=["1d_click"])])
    assert only(batch)["attribution"] == "default"
    assert json.loads(only(batch)["extra"]) == {**hints, "action_attribution_windows": ["1d_click"]}
    assert batch.unmapped == ()


def test_rankings_budgets_and_reach_are_kept_and_never_summed() -> None:
    batch = normalized(
        [
            meta_row(
                quality_ranking="UNKNOWN",
                conversion_rate_ranking="BELOW_AVERAGE_35",
                reach="10",
                frequency="1.25",
                daily_budget="5000",
                lifetime_budget="0",
            )
        ]
    )
    record = only(batch)
    assert json.loads(record["platform_metrics"]) == {
        "conversion_rate_ranking": "BELOW_AVERAGE_35",
        "frequency": 1.25,
        "reach": 10,
    }
    assert json.loads(record["extra"]) == {"daily_budget": "5000", "lifetime_budget": "0"}
    assert BY_NAME["platform_metrics"].role.value == "non-additive"


# Section 2, line by line: what the other files do not say.


@pytest.mark.parametrize("family", ["lead", "complete_registration", "add_to_cart", "initiate_checkout", "contact"])
def test_an_omni_count_of_zero_is_present_in_every_family(family: str) -> None:
    omni = {"initiate_checkout": "omni_initiated_checkout"}.get(family, f"omni_{family}")
    items = [action(omni, "0"), action(family, "4")]
    batch = normalized([meta_row(actions=items)], rules=ConversionRules((family,)))
    assert only(batch)["conversions"] == 0


@pytest.mark.parametrize(
    "mirror", ["onsite_web_", "onsite_app_", "onsite_web_app_", "web_in_store_", "web_app_in_store_"]
)
def test_mirrors_are_not_counted_beside_anything_of_their_family(mirror: str) -> None:
    items = [action(PIXEL, "2"), action(f"{mirror}purchase", "9")]
    assert only(normalized([meta_row(actions=items)]))["conversions"] == 2


@pytest.mark.parametrize(
    "key",
    """inline 1d_ev dda incrementality skan_click skan_view skan_click_second_postback 1d_click_first_conversion
    7d_click_all_conversions 28d_view 7d_view""".split(),
)
def test_other_keys_of_an_action_are_read_as_data_and_never_added(key: str) -> None:
    batch = normalized([meta_row(actions=[action("purchase", "3", **{key: "2"})])])
    assert (only(batch)["conversions"], only(batch)["attribution"], codes(batch)) == (Decimal(3), "default", {})


@pytest.mark.parametrize("key", ["action_device", "action_destination", "action_target_id", "action_carousel_card_id"])
def test_items_of_each_action_breakdown_are_added_in_count_and_value(key: str) -> None:
    counts = [action("purchase", "1", **{key: "a"}), action("purchase", "1", **{key: "b"})]
    values = [action("purchase", "10.5", **{key: "a"}), action("purchase", "10.5", **{key: "b"})]
    record = only(normalized([meta_row(actions=counts, action_values=values)]))
    assert columns(record, "conversions", "revenue") == (Decimal(2), Decimal(21))


def test_click_windows_nest_and_a_lone_one_stands_for_itself() -> None:
    windows = {"1d_click": "1", "28d_click": "9"}
    batch = normalized(
        [meta_row(actions=[action("purchase", **windows)])], rules=ConversionRules(attribution=Attribution.CLICK_28D)
    )
    assert columns(only(batch), "conversions", "attribution") == (Decimal(9), "28d_click")


def test_roas_of_the_whole_goes_before_that_of_its_parts() -> None:
    roas = [action("omni_purchase", "2"), action(PIXEL, "1.5")]
    batch = normalized([meta_row(spend="10", purchase_roas=roas)])
    assert columns(only(batch), "revenue") == (Decimal(20),)
