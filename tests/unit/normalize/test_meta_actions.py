"""Meta's actions: one event under many names, counted once. Every figure is added up by hand."""

import json
from decimal import Decimal
from typing import Any

import pytest

from domain.sources.meta_families import FAMILIES, standing_of
from tests.builders import action, codes, meta_actions, meta_row, normalized, only, records

ONE = {"purchase": "1", "omni_purchase": "1", "offsite_conversion.fb_pixel_purchase": "1"}
PIXEL, ON_SITE, APP, OFFLINE = (
    "offsite_conversion.fb_pixel_purchase",
    "onsite_conversion.purchase",
    "app_custom_event.fb_mobile_purchase",
    "offline_conversion.purchase",
)


def families(record: dict[str, Any]) -> Any:
    return json.loads(record["conversions_by_type"] or "{}")


@pytest.mark.parametrize(
    ("counts", "conversions"),
    [
        (ONE, "1"),
        ({"omni_purchase": "5", "purchase": "4"}, "5"),
        ({"purchase": "4", PIXEL: "3", ON_SITE: "2"}, "4"),
        ({PIXEL: "3", ON_SITE: "2"}, "5"),
        ({PIXEL: "1", ON_SITE: "2", APP: "3", OFFLINE: "4"}, "10"),
        ({"omni_purchase": "0", "purchase": "4"}, "0"),
        ({"omni_purchase": "2", "lead": "3"}, "2"),
        ({"Omni_Purchase": "1"}, "1"),
        ({"purchase": "1.5"}, "1.5"),
        ({"purchase": 7}, "7"),
        ({PIXEL: "3", "onsite_web_purchase": "3", "onsite_web_app_purchase": "3", "web_in_store_purchase": "3"}, "3"),
    ],
)
def test_the_first_tier_that_is_present_counts(counts: dict[str, object], conversions: str) -> None:
    assert only(normalized([meta_actions(counts)]))["conversions"] == Decimal(conversions)


def test_tiers_are_chosen_for_each_family_and_not_for_the_row() -> None:
    record = only(
        normalized([meta_actions({"omni_purchase": "2", "lead": "3", "offsite_conversion.fb_pixel_lead": "3"})])
    )
    assert record["conversions"] == Decimal(2)
    assert families(record) == {"purchase": {"count": 2}, "lead": {"count": 3}}


def test_tiers_are_chosen_for_each_row_and_not_for_the_batch() -> None:
    rows = [
        meta_actions({"omni_purchase": "2", "purchase": "1"}),
        meta_actions({"purchase": "3"}) | {"campaign_id": "2"},
    ]
    assert [record["conversions"] for record in records(normalized(rows))] == [Decimal(2), Decimal(3)]


def test_mirrors_alone_give_the_largest_of_them_and_say_so() -> None:
    batch = normalized(
        [meta_actions({"onsite_web_purchase": "3", "onsite_web_app_purchase": "4", "web_in_store_purchase": "2"})]
    )
    assert (only(batch)["conversions"], codes(batch)) == (Decimal(4), {"MIRROR_ACTIONS_ONLY": 1})


def test_parts_that_agree_in_count_and_value_are_added_and_said() -> None:
    batch = normalized([meta_actions({PIXEL: "3", ON_SITE: "3"}, {PIXEL: "30", ON_SITE: "30"})])
    record = only(batch)
    assert (record["conversions"], record["revenue"]) == (Decimal(6), Decimal(60))
    assert codes(batch) == {"META_POSSIBLE_DOUBLE_COUNT": 1}


def test_parts_that_agree_in_count_but_not_in_value_are_no_twins() -> None:
    assert codes(normalized([meta_actions({PIXEL: "3", ON_SITE: "3"}, {PIXEL: "30", ON_SITE: "31"})])) == {}


def test_twins_are_found_with_another_part_between_them() -> None:
    counts, values = {APP: "3", OFFLINE: "3", PIXEL: "3"}, {APP: "30", OFFLINE: "99", PIXEL: "30"}
    assert codes(normalized([meta_actions(counts, values)])) == {"META_POSSIBLE_DOUBLE_COUNT": 1}


def test_value_is_that_of_the_action_type_that_was_counted() -> None:
    counts = {"omni_purchase": "2", "purchase": "2"}
    record = only(normalized([meta_actions(counts, {"omni_purchase": "90", "purchase": "80"})]))
    assert record["revenue"] == Decimal(90)
    record = only(normalized([meta_actions({"purchase": "2"}, {"omni_purchase": "90", "purchase": "80"})]))
    assert record["revenue"] == Decimal(80)


def test_value_goes_through_the_tiers_again_where_the_counted_type_has_none() -> None:
    record = only(normalized([meta_actions({"omni_purchase": "2"}, {"purchase": "80", PIXEL: "70"})]))
    assert (record["conversions"], record["revenue"]) == (Decimal(2), Decimal(80))


def test_value_without_a_count_is_kept_and_said() -> None:
    batch = normalized([meta_row(action_values=[action("purchase", "90")])])
    assert (only(batch)["revenue"], only(batch)["conversions"]) == (Decimal(90), None)
    assert codes(batch) == {"VALUE_WITHOUT_COUNT": 1}


def test_revenue_follows_from_roas_where_values_are_missing() -> None:
    batch = normalized([meta_row(spend="10", purchase_roas=[action("omni_purchase", "2.35")])])
    assert (only(batch)["revenue"], codes(batch)) == (Decimal("23.5"), {"VALUE_FROM_ROAS": 1})


def test_values_come_before_roas() -> None:
    row = meta_actions({"purchase": "1"}, {"purchase": "25"}) | {
        "spend": "10",
        "purchase_roas": [action("purchase", "2.35")],
    }
    assert only(normalized([row]))["revenue"] == Decimal(25)


def test_purchases_that_are_absent_are_no_leads() -> None:
    batch = normalized([meta_actions({"lead": "3", "link_click": "5"})])
    assert only(batch)["conversions"] == 0
    assert codes(batch) == {"NO_PRIMARY_CONVERSIONS": 1}


def test_a_row_without_actions_has_unknown_conversions() -> None:
    assert only(normalized([meta_row()]))["conversions"] is None


def test_windows_stand_in_for_a_missing_value_and_never_add_to_one() -> None:
    windows = {"1d_click": "1", "7d_click": "2", "28d_click": "4", "1d_view": "1"}
    batch = normalized([meta_row(actions=[action("purchase", **windows)])])
    record = only(batch)
    assert (record["conversions"], record["attribution"]) == (Decimal(3), "7d_click+1d_view")
    assert codes(batch) == {"ATTRIBUTION_FALLBACK": 1}
    record = only(normalized([meta_row(actions=[action("purchase", "3", **windows)])]))
    assert (record["conversions"], record["attribution"]) == (Decimal(3), "default")


def test_on_ad_actions_are_not_added() -> None:
    assert only(normalized([meta_row(actions=[action("purchase", "3", inline="2")])]))["conversions"] == Decimal(3)


def test_items_that_differ_by_breakdown_are_added() -> None:
    items = [action("purchase", "1", action_device="ios"), action("purchase", "2", action_device="desktop")]
    batch = normalized([meta_row(actions=items)])
    assert (only(batch)["conversions"], codes(batch)) == (Decimal(3), {})


def test_identical_items_count_once_and_are_said() -> None:
    batch = normalized([meta_row(actions=[action("purchase", "2")] * 2)])
    assert (only(batch)["conversions"], codes(batch)) == (Decimal(2), {"DUPLICATE_ACTION": 1})


@pytest.mark.parametrize("cell", ['[{"action_type":"purchase","value":"1"}]', [action("purchase", 1)]])
def test_actions_may_be_a_text_of_json(cell: object) -> None:
    batch = normalized([meta_row(actions=cell)])
    assert (only(batch)["conversions"], codes(batch)) == (Decimal(1), {})


def test_actions_as_an_object_are_read_and_said() -> None:
    batch = normalized([meta_row(actions={"purchase": "1"})])
    assert (only(batch)["conversions"], codes(batch)) == (Decimal(1), {"ACTIONS_SHAPE": 1})


@pytest.mark.parametrize(
    "bad", [None, {"value": "5"}, "purchase", {"action_type": "", "value": 1}, {"action_type": "purchase"}]
)
def test_a_bad_item_is_left_out_and_said(bad: object) -> None:
    batch = normalized([meta_row(actions=[bad, action("purchase", "1")])])
    assert (only(batch)["conversions"], codes(batch)) == (Decimal(1), {"BAD_ACTION_ITEM": 1})


@pytest.mark.parametrize("cell", ["not json", 5, True])
def test_actions_that_are_no_list_are_said(cell: object) -> None:
    batch = normalized([meta_row(actions=cell)])
    assert only(batch)["spend"] == Decimal("1250.5")
    assert codes(batch)["BAD_ACTION_ITEM"] == 1


def test_a_value_that_is_no_number_rejects_the_row() -> None:
    batch = normalized([meta_actions({"purchase": "many"})])
    assert batch.log.rejected == {0}
    assert batch.log.shown()[0].path == "actions.purchase"


def test_a_number_of_conversions_stays_counted_beside_a_row_with_a_list_of_them() -> None:
    rows = [meta_row(conversions=[action("contact_total", "4")]), meta_row(campaign_id="11", conversions=7)]
    batch = normalized(rows)
    assert [str(n) if n is not None else None for n in batch.records["conversions"].to_pylist()] == [None, "7.000000"]
    assert batch.log.shown() == []


def test_a_list_of_conversions_is_custom_and_not_the_total() -> None:
    record = only(normalized([meta_row(conversions=[action("contact_total", "4")])]))
    assert record["conversions"] is None
    assert families(record) == {"contact_total": {"count": 4}}


def test_a_list_of_conversions_may_be_a_text_of_json() -> None:
    batch = normalized([meta_row(conversions='[{"action_type":"contact_total","value":"4"}]')])
    assert families(only(batch)) == {"contact_total": {"count": 4}}


def test_a_number_of_conversions_is_already_counted() -> None:
    assert only(normalized([meta_row(conversions="12.5")]))["conversions"] == Decimal("12.5")


def test_conversions_without_delivery_are_kept() -> None:
    row = meta_actions({"purchase": "1"}) | {"spend": "0", "impressions": "0", "clicks": "0"}
    assert only(normalized([row]))["conversions"] == Decimal(1)


def test_custom_conversions_are_parts_of_the_custom_pixel_event() -> None:
    parts = {"offsite_conversion.custom.1": "2", "offsite_conversion.custom.2": "3"}
    assert families(only(normalized([meta_actions(parts)])))["custom"] == {"count": 5}
    whole = parts | {"offsite_conversion.fb_pixel_custom": "6"}
    assert families(only(normalized([meta_actions(whole)])))["custom"] == {"count": 6}


@pytest.mark.parametrize(
    ("family", "names"),
    [
        (
            "initiate_checkout",
            ("omni_initiated_checkout", "initiate_checkout", "offsite_conversion.fb_pixel_initiate_checkout"),
        ),
        ("app_install", ("omni_app_install", "app_install", "mobile_app_install")),
        ("view_content", ("omni_view_content", "view_content", "app_custom_event.fb_mobile_content_view")),
        ("lead", ("lead", "onsite_conversion.lead_grouped", "offsite_conversion.fb_pixel_lead")),
        ("add_to_cart", ("omni_add_to_cart", "add_to_cart", "onsite_web_app_add_to_cart")),
        ("subscribe", ("subscribe_total", "subscribe", "subscribe_website")),
    ],
)
def test_the_names_of_an_event_belong_to_one_family_from_whole_to_part(family: str, names: tuple[str, ...]) -> None:
    standings = [standing_of(name) for name in names]
    assert [standing.family for standing in standings if standing] == [family] * len(names)
    ranks = [standing.rank for standing in standings if standing]
    assert ranks == sorted(ranks)


def test_engagement_is_in_no_family() -> None:
    assert [standing_of(name) for name in ("link_click", "video_view", "post_engagement", "like")] == [None] * 4
    assert FAMILIES[0] == "purchase"
