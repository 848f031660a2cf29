"""Every conversion rule on rows that a person can add up."""

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.conversions import (
    DEFAULT_RULES,
    Attribution,
    ClickBasis,
    ConversionColumn,
    ConversionRules,
    LastTier,
    TierMode,
)
from domain.said_rules import NOTHING_SAID, SaidRules, effective_rules
from domain.sources.registry import SOURCES
from domain.vocabulary import DataSource
from tests.builders import (
    action,
    codes,
    google_row,
    klaviyo_flat,
    meta_actions,
    meta_row,
    normalized,
    only,
    records,
)

PIXEL, ON_SITE, OFFLINE = (
    "offsite_conversion.fb_pixel_purchase",
    "onsite_conversion.purchase",
    "offline_conversion.purchase",
)
FIVETRAN = effective_rules(
    SOURCES[DataSource("meta_business")], NOTHING_SAID, SaidRules(preset="fivetran"), ("input", "conversionRules")
)
WINDOWS = {"1d_click": "1", "7d_click": "2", "28d_click": "4", "1d_view": "0.5"}


def rules(**changes: Any) -> ConversionRules:
    return replace(DEFAULT_RULES, **changes)


def figures(record: dict[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    return record["conversions"], record["revenue"]


def by_type(record: dict[str, Any]) -> Any:
    return json.loads(record["conversions_by_type"] or "{}")


# --- primary conversion ---


def test_another_family_counts_and_all_families_are_still_listed() -> None:
    row = meta_actions({"omni_purchase": "2", "lead": "3"}, {"omni_purchase": "90", "lead": "12"})
    record = only(normalized([row], rules=rules(primary=("lead",))))
    assert figures(record) == (Decimal(3), Decimal(12))
    assert by_type(record) == {"purchase": {"count": 2, "value": 90}, "lead": {"count": 3, "value": 12}}


def test_several_families_are_added_each_counted_once() -> None:
    row = meta_actions({"omni_purchase": "2", "purchase": "2", "lead": "3"}, {"omni_purchase": "90"})
    assert figures(only(normalized([row], rules=rules(primary=("purchase", "lead"))))) == (Decimal(5), Decimal(90))


def test_a_family_that_the_batch_lacks_is_said_and_no_other_takes_its_place() -> None:
    batch = normalized([meta_actions({"purchase": "2"})], rules=rules(primary=("contact", "subscribe")))
    assert (only(batch)["conversions"], codes(batch)) == (Decimal(0), {"NO_PRIMARY_CONVERSIONS": 1})
    assert "contact or subscribe family" in batch.log.shown()[0].message


# --- action types ---


def test_action_types_are_added_plainly_in_count_and_value() -> None:
    row = meta_actions({"omni_purchase": "5", PIXEL: "3", ON_SITE: "2"}, {"omni_purchase": "50", PIXEL: "30"})
    assert figures(only(normalized([row], rules=rules(action_types=(PIXEL, ON_SITE))))) == (Decimal(5), Decimal(30))
    pixels = rules(action_types=("offsite_conversion.*", "omni_*"))
    record = only(normalized([row], rules=pixels))
    assert figures(record) == (Decimal(8), Decimal(80))
    assert by_type(record) == {"purchase": {"count": 5, "value": 50}}


def test_action_types_that_no_row_has_are_said() -> None:
    batch = normalized([meta_actions({"purchase": "2"})], rules=rules(action_types=("contact*",)))
    assert (only(batch)["conversions"], codes(batch)) == (Decimal(0), {"NO_PRIMARY_CONVERSIONS": 1})


def test_roas_of_purchases_gives_no_revenue_of_other_conversions() -> None:
    row = meta_row(spend="10", purchase_roas=[action("omni_purchase", "2.35")], actions=[action("lead", "1")])
    assert only(normalized([row], rules=rules(primary=("lead",))))["revenue"] is None
    assert only(normalized([row], rules=rules(action_types=("lead",))))["revenue"] is None


def test_the_preset_fivetran_adds_its_five_types_in_lower_case_with_link_clicks_and_keeps_days_without_delivery() -> (
    None
):
    counts = {
        "Onsite_Conversion.Purchase": "1",
        "onsite_conversion.lead_grouped": "2",
        PIXEL: "4",
        "offsite_conversion.fb_pixel_lead": "8",
        "offsite_conversion.fb_pixel_custom": "16",
        "offsite_conversion.fb_pixel_custom.vip": "100",
        "omni_purchase": "100",
    }
    row = meta_actions(counts, {PIXEL: "40.5", "omni_purchase": "100"}) | {
        "spend": "0",
        "impressions": "0",
        "clicks": "9",
        "inline_link_clicks": "7",
    }
    record = only(normalized([row], rules=FIVETRAN))
    assert figures(record) == (Decimal(31), Decimal("40.5"))
    assert (record["clicks"], record["click_basis"]) == (7, "LINK")


# --- tiers ---


def test_all_tiers_can_be_added_but_mirrors_stay_behind() -> None:
    counts = {"omni_purchase": "5", "purchase": "4", PIXEL: "3", "onsite_web_purchase": "9"}
    row = meta_actions(counts, {"omni_purchase": "50", PIXEL: "30"})
    assert figures(only(normalized([row], rules=rules(tier_mode=TierMode.SUM_ALL)))) == (Decimal(12), Decimal(80))


@pytest.mark.parametrize(
    ("last_tier", "conversions", "revenue"),
    [(LastTier.SUM, "8", "75"), (LastTier.DEDUP_EQUAL, "5", "45"), (LastTier.MAX, "3", "30")],
)
def test_channel_parts_are_added_or_equal_ones_counted_once_or_the_largest_taken(
    last_tier: LastTier, conversions: str, revenue: str
) -> None:
    row = meta_actions({PIXEL: "3", ON_SITE: "3", OFFLINE: "2"}, {PIXEL: "30", ON_SITE: "30", OFFLINE: "15"})
    batch = normalized([row], rules=rules(last_tier=last_tier))
    assert figures(only(batch)) == (Decimal(conversions), Decimal(revenue))
    assert bool(codes(batch)) is (last_tier is LastTier.SUM), "only added twins are doubtful"


def test_the_last_tier_is_not_asked_where_a_wider_name_is_present() -> None:
    row = meta_actions({"omni_purchase": "7", PIXEL: "3", ON_SITE: "9"})
    assert only(normalized([row], rules=rules(last_tier=LastTier.MAX)))["conversions"] == Decimal(7)


def test_equal_counts_of_other_values_are_two_events() -> None:
    row = meta_actions({PIXEL: "3", ON_SITE: "3"}, {PIXEL: "30", ON_SITE: "31"})
    record = only(normalized([row], rules=rules(last_tier=LastTier.DEDUP_EQUAL)))
    assert figures(record) == (Decimal(6), Decimal(61))


# --- attribution ---


@pytest.mark.parametrize(
    ("attribution", "conversions", "label"),
    [
        (Attribution.DEFAULT, "3", "default"),
        (Attribution.CLICK_1D, "1", "1d_click"),
        (Attribution.CLICK_7D, "2", "7d_click"),
        (Attribution.CLICK_28D, "4", "28d_click"),
        (Attribution.VIEW_1D, "0.5", "1d_view"),
        (Attribution.CLICK_7D_VIEW_1D, "2.5", "7d_click+1d_view"),
    ],
)
def test_conversions_are_read_from_the_window_asked_for(attribution: Attribution, conversions: str, label: str) -> None:
    row = meta_row(actions=[action("purchase", "3", **WINDOWS)], action_values=[action("purchase", "3", **WINDOWS)])
    batch = normalized([row], rules=rules(attribution=attribution))
    assert figures(only(batch)) == (Decimal(conversions), Decimal(conversions))
    assert (only(batch)["attribution"], codes(batch)) == (label, {})


def test_a_window_that_the_row_does_not_report_is_unknown_and_the_default_does_not_stand_in() -> None:
    asked = rules(attribution=Attribution.CLICK_1D)
    batch = normalized([meta_row(actions=[action("purchase", "3", **{"7d_click": "2"})])], rules=asked)
    assert figures(only(batch)) == (None, None)
    assert codes(batch) == {"ATTRIBUTION_NOT_REPORTED": 1}


def test_no_actions_are_none_in_any_window_and_zero_windows_are_left_out_by_the_platform() -> None:
    asked = rules(attribution=Attribution.CLICK_1D)
    assert only(normalized([meta_row(actions=[])], rules=asked))["conversions"] == 0
    row = meta_row(actions=[action("purchase", "3"), action("lead", "1", **{"1d_click": "1"})])
    assert only(normalized([row], rules=asked))["conversions"] == 0


def test_clicks_are_no_conversions_and_keep_their_own_value_in_every_window() -> None:
    row = meta_row(actions=[action("link_click", "40", **{"1d_click": "3"}), action("purchase", **{"1d_click": "1"})])
    assert only(normalized([row], rules=rules(attribution=Attribution.CLICK_1D)))["link_clicks"] == 40


def test_roas_of_the_window_gives_the_revenue_of_the_window() -> None:
    roas = [action("omni_purchase", "2.35", **{"1d_click": "1.5"})]
    row = meta_row(spend="10", purchase_roas=roas)
    assert only(normalized([row], rules=rules(attribution=Attribution.CLICK_1D)))["revenue"] == Decimal(15)


# --- clicks ---


def test_link_clicks_take_the_place_of_all_clicks() -> None:
    linked = rules(click_basis=ClickBasis.LINK)
    record = only(normalized([meta_row(inline_link_clicks="400")], rules=linked))
    assert (record["clicks"], record["link_clicks"], record["click_basis"]) == (400, 400, "LINK")
    record = only(normalized([meta_row(actions=[action("link_click", "41")])], rules=linked))
    assert record["clicks"] == 41


def test_all_clicks_do_not_stand_in_for_link_clicks() -> None:
    batch = normalized([meta_row()], rules=rules(click_basis=ClickBasis.LINK))
    assert (only(batch)["clicks"], codes(batch)) == (None, {"LINK_CLICKS_MISSING": 1})


# --- Google ---


def test_google_counts_the_column_asked_for_with_its_value() -> None:
    row = google_row(metrics={"allConversions": 30.25, "allConversionsValue": 2000, "conversionsByConversionDate": 19})
    record = only(normalized([row], "google_ads", rules=rules(conversion_column=ConversionColumn.ALL_CONVERSIONS)))
    assert (figures(record), record["date_basis"]) == ((Decimal("30.25"), Decimal(2000)), "IMPRESSION")
    by_date = rules(conversion_column=ConversionColumn.CONVERSIONS_BY_CONVERSION_DATE)
    record = only(normalized([row], "google_ads", rules=by_date))
    assert (figures(record), record["date_basis"]) == ((Decimal(19), None), "CONVERSION")


def test_a_google_column_that_no_row_has_is_unknown_and_said() -> None:
    by_all = rules(conversion_column=ConversionColumn.ALL_CONVERSIONS)
    batch = normalized([google_row()], "google_ads", rules=by_all)
    assert figures(only(batch)) == (None, None)
    assert codes(batch) == {"NO_PRIMARY_CONVERSIONS": 1}


def test_google_counts_the_conversion_actions_asked_for() -> None:
    rows = [
        google_row(segments={"conversionActionName": name}, metrics={"conversions": count, "conversionsValue": 10})
        for name, count in (("Web Purchase", 2.5), ("Newsletter", 4))
    ]
    batch = normalized([*rows, google_row()], "google_ads", rules=rules(action_types=("web *",)))
    found = {json.dumps(by_type(record)): figures(record) for record in records(batch)}
    assert found == {
        '{"Web Purchase": {"count": 2.5, "value": 10}}': (Decimal("2.5"), Decimal(10)),
        '{"Newsletter": {"count": 4, "value": 10}}': (Decimal(0), Decimal(0)),
        "{}": (None, None),
    }
    assert codes(batch) == {"CONVERSION_ACTION_UNKNOWN": 1}


# --- Klaviyo ---


def test_klaviyo_counts_the_metric_asked_for_and_keeps_the_others_by_type() -> None:
    shared = {"conversions": 3, "revenue": 90}
    rows = [
        klaviyo_flat(**shared, conversion_metric_id="A1", conversion_metric_name="Placed Order"),
        klaviyo_flat(**shared, conversion_metric_id="B2", conversion_metric_name="Started Checkout"),
    ]
    for wanted in ("started checkout", "B2"):
        found = records(normalized(rows, "klaviyo", rules=rules(metric_name=wanted)))
        assert [figures(record) for record in found] == [(None, None), (Decimal(3), Decimal(90))]
        assert [by_type(record) for record in found] == [{name: {"count": 3, "value": 90}} for name in ("A1", "B2")]


def test_klaviyo_rows_that_do_not_name_their_metric_count_as_they_are() -> None:
    batch = normalized([klaviyo_flat()], "klaviyo", rules=rules(metric_name="Started Checkout"))
    assert only(batch)["revenue"] == Decimal(3375)


def test_a_klaviyo_metric_that_no_row_has_is_said() -> None:
    row = klaviyo_flat(conversions=3, conversion_metric_name="Placed Order")
    batch = normalized([row], "klaviyo", rules=rules(metric_name="Refunded Order"))
    assert figures(only(batch)) == (None, None)
    assert codes(batch)["NO_PRIMARY_CONVERSIONS"] == 1


# --- laws ---

EVERY_RULE = [
    DEFAULT_RULES,
    FIVETRAN,
    rules(primary=("purchase", "lead")),
    rules(tier_mode=TierMode.SUM_ALL),
    rules(last_tier=LastTier.MAX),
    rules(last_tier=LastTier.DEDUP_EQUAL),
    *(rules(attribution=attribution) for attribution in Attribution),
]
ITEMS = st.lists(
    st.builds(
        lambda name, count, click: action(name, count, **{"7d_click": click, "1d_view": 1}),
        st.sampled_from(["omni_purchase", "purchase", PIXEL, ON_SITE, OFFLINE, "lead", "onsite_web_purchase"]),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=6,
)


def seen(items: Sequence[object], under: ConversionRules) -> tuple[Any, ...]:
    record = only(normalized([meta_row(actions=items, action_values=items)], rules=under))
    return (*figures(record), record["conversions_by_type"])


@given(ITEMS, st.randoms(use_true_random=False), st.sampled_from(EVERY_RULE))
def test_the_order_of_items_does_not_matter(items: list[dict[str, Any]], dice: Any, under: ConversionRules) -> None:
    shuffled = items.copy()
    dice.shuffle(shuffled)
    assert seen(items, under) == seen(shuffled, under)


@given(ITEMS, st.sampled_from(EVERY_RULE))
def test_numbers_as_text_are_the_same_numbers(items: list[dict[str, Any]], under: ConversionRules) -> None:
    assert seen(items, under) == seen([{k: str(v) for k, v in item.items()} for item in items], under)


@given(ITEMS, st.sampled_from(EVERY_RULE))
def test_identical_items_count_once(items: list[dict[str, Any]], under: ConversionRules) -> None:
    assert seen(items, under) == seen(items + items, under)
