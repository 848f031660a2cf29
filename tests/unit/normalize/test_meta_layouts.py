"""The same facts in every layout that Meta's rows come in: the API, loaders' tables, exports of Ads Manager."""

import json
from decimal import Decimal
from typing import Any

import pytest

from domain.sources.detect import detect_source
from domain.sources.meta_names import label_of
from tests.builders import action, codes, meta_row, normalized, only, records, total

PIXEL = "offsite_conversion.fb_pixel_purchase"
EXPORT: dict[str, Any] = {
    "Reporting starts": "2024-01-01",
    "Reporting ends": "2024-01-01",
    "Campaign name": "Brand",
    "Campaign ID": "120208814532970417",
    "Ad set name": "Broad",
    "Amount spent (USD)": "1,250.50",
    "Impressions": "45000",
    "Reach": "30000",
    "Frequency": "1.5",
    "Clicks (all)": "890",
    "Link clicks": "600",
    "Results": "700",
    "Result indicator": "actions:link_click",
    "Purchases": "23",
    "Purchases conversion value": "1,610.25",
    "CPM (cost per 1,000 impressions) (USD)": "27.79",
    "Purchase ROAS (return on ad spend)": "1.29",
}


def test_an_export_of_ads_manager_is_read_by_its_labels() -> None:
    batch = normalized([EXPORT], account_id="act_123456789")
    record = only(batch)
    assert detect_source([EXPORT]) == "meta_business"
    assert (record["campaign_id"], record["campaign_name"], record["ad_group_name"]) == (
        "120208814532970417",
        "Brand",
        "Broad",
    )
    assert (record["spend"], record["currency"]) == (Decimal("1250.5"), "USD")
    assert (record["impressions"], record["clicks"], record["link_clicks"], record["click_basis"]) == (
        45000,
        890,
        600,
        "ALL",
    )
    assert (record["conversions"], record["revenue"]) == (Decimal(23), Decimal("1610.25"))
    assert json.loads(record["platform_metrics"]) == {"frequency": 1.5, "reach": 30000}
    assert json.loads(record["extra"]) == {"Result indicator": "actions:link_click", "Results": "700"}
    assert batch.unmapped == ()


def test_a_column_under_a_label_counts_as_added() -> None:
    added = normalized([EXPORT | {"clicks": "890"}]).columns_added
    assert {"spend", "impressions", "campaign_name"} <= set(added)
    assert "clicks" not in added


def test_results_are_no_purchases() -> None:
    row = {name: cell for name, cell in EXPORT.items() if "urchase" not in name}
    assert only(normalized([row]))["conversions"] is None


@pytest.mark.parametrize(
    ("label", "cell", "type_of_action"),
    [
        ("Purchases", "3", "purchase"),
        ("Website purchases", "3", PIXEL),
        ("In-app purchases", 3, "app_custom_event.fb_mobile_purchase"),
        ("Meta purchases", "3", "onsite_conversion.purchase"),
        ("Offline purchases", "3", "offline_conversion.purchase"),
    ],
)
def test_labels_of_events_are_counted_by_the_rules_of_actions(label: str, cell: object, type_of_action: str) -> None:
    exported = only(normalized([meta_row(**{label: cell, f"{label} conversion value": "30.10"})]))
    told = meta_row(actions=[action(type_of_action, "3")], action_values=[action(type_of_action, "30.10")])
    assert exported == only(normalized([told]))


def test_the_whole_goes_before_its_parts_in_an_export_too() -> None:
    row = meta_row(**{"Purchases": "5", "Website purchases": "4", "Meta purchases": "1", "Leads": "2"})
    record = only(normalized([row]))
    assert (record["conversions"], json.loads(record["conversions_by_type"])) == (
        Decimal(5),
        {"lead": {"count": 2}, "purchase": {"count": 5}},
    )


@pytest.mark.parametrize("blank", ["", "-", "--", None])
def test_a_blank_cell_of_an_event_is_no_event(blank: object) -> None:
    batch = normalized([EXPORT | {"Purchases": blank, "Purchases conversion value": blank}])
    assert (only(batch)["conversions"], only(batch)["revenue"]) == (0, None)
    assert set(codes(batch)) == {"NO_PRIMARY_CONVERSIONS"}


def test_what_is_wrong_in_an_export_is_named_by_its_label() -> None:
    found = [
        (issue.code, issue.path, issue.value)
        for row in (EXPORT | {"Amount spent (USD)": "abc"}, EXPORT | {"Purchases": "many"})
        for issue in normalized([row]).log.shown()
        if issue.severity.value == "REJECTED"
    ]
    assert found == [("NOT_A_NUMBER", "Amount spent (USD)", "abc"), ("NOT_A_NUMBER", "Purchases", "many")]


def test_the_day_of_an_export_goes_before_the_period_that_it_reports() -> None:
    row = EXPORT | {"Day": "2024-01-03", "Reporting ends": "2024-01-31"}
    record = only(normalized([row]))
    assert (record["date_start"].isoformat(), record["date_stop"].isoformat()) == ("2024-01-03", "2024-01-03")


def test_exports_of_two_currencies_keep_each_row_its_own() -> None:
    euro = {name.replace("USD", "EUR"): cell for name, cell in EXPORT.items()} | {"Campaign ID": "2"}
    batch = normalized([EXPORT, euro])
    assert [(record["currency"], record["spend"]) for record in records(batch)] == [
        ("USD", Decimal("1250.5")),
        ("EUR", Decimal("1250.5")),
    ]
    assert set(codes(batch)) == {"MIXED_CURRENCY"}


def test_breakdowns_of_an_export_are_those_of_the_api() -> None:
    row = EXPORT | {
        "Age": "25-34",
        "Time of day (ad account time zone)": "07:00:00 - 07:59:59",
        "Platform": "instagram",
    }
    record = only(normalized([row]))
    assert record["hour"] == 7
    assert json.loads(record["breakdowns"]) == {
        "age": "25-34",
        "hourly_stats_aggregated_by_advertiser_time_zone": "07:00:00 - 07:59:59",
        "publisher_platform": "instagram",
    }


def test_labels_in_the_spelling_of_a_warehouse_are_read() -> None:
    row = meta_row(spend=..., date_start=..., date_stop=..., account_currency=...)
    row |= {"amount_spent_eur": "9.5", "reporting_starts": "2024-01-01", "reporting_ends": "2024-01-01", "purchases": 2}
    record = only(normalized([row]))
    assert (record["spend"], record["currency"], record["conversions"]) == (Decimal("9.5"), "EUR", Decimal(2))


@pytest.mark.parametrize(
    "name", ["spend", "platform", "Purchases [1-day click]", "cpm", "placement", "lead", "conversion_value"]
)
def test_what_is_no_label_is_left_as_it_is(name: str) -> None:
    assert label_of(name) is None


FIVETRAN = {
    "ad_id": "8",
    "ad_name": "Shoes",
    "adset_name": "Broad",
    "date": "2024-01-01",
    "account_id": 123456789,
    "impressions": 45000,
    "inline_link_clicks": 600,
    "spend": 1250.5,
    "reach": 30000,
    "frequency": 1.5,
    "_fivetran_id": "2jmj7l5rSw0yVb=",
    "_fivetran_synced": "2024-01-02T03:04:05Z",
}
ITEM = {
    "ad_id": "8",
    "date": "2024-01-01",
    "_fivetran_id": "2jmj7l5rSw0yVb=",
    "_fivetran_synced": "2024-01-02 03:04:05",
}
COUNTS = [
    ITEM | {"index": 0, "action_type": PIXEL, "value": 23.0, "_7_d_click": 20.0, "_1_d_view": 3.0, "inline": None},
    ITEM | {"index": 1, "action_type": "link_click", "value": 600.0, "_7_d_click": None, "_1_d_view": None},
    ITEM | {"index": 2, "action_type": None, "value": None},
]
VALUES = [ITEM | {"index": 0, "action_type": PIXEL, "value": 1610.25}]
TABLES = {"basic_ad": [FIVETRAN], "basic_ad_actions": COUNTS, "basic_ad_action_values": VALUES}


def test_fivetrans_report_is_read_alone() -> None:
    batch = normalized([FIVETRAN], currency="USD")
    record = only(batch)
    assert detect_source([FIVETRAN]) == "meta_business"
    assert (record["level"], record["ad_name"], record["ad_group_name"]) == ("AD", "Shoes", "Broad")
    assert (record["spend"], record["impressions"], record["clicks"], record["click_basis"]) == (
        Decimal("1250.5"),
        45000,
        600,
        "LINK",
    )
    assert (record["conversions"], record["extra"], batch.unmapped) == (None, None, ())


def test_fivetrans_tables_are_joined_by_ad_and_day() -> None:
    batch = normalized(TABLES, currency="USD")
    record = only(batch)
    assert detect_source(TABLES) == "meta_business"
    assert (record["spend"], record["conversions"], record["revenue"]) == (
        Decimal("1250.5"),
        Decimal(23),
        Decimal("1610.25"),
    )
    assert (record["view_through_conversions"], record["link_clicks"]) == (Decimal(3), 600)
    assert set(codes(batch)) == {"PARENT_UNKNOWN"}


def test_conversions_of_a_day_without_delivery_are_a_row_of_their_own() -> None:
    late = ITEM | {"date": "2024-01-05", "action_type": PIXEL, "value": 1.0}
    batch = normalized({"basic_ad": [FIVETRAN], "basic_ad_actions": [*COUNTS, late]}, currency="USD")
    assert [(r["date_start"].day, r["spend"], r["conversions"]) for r in records(batch)] == [
        (1, Decimal("1250.5"), Decimal(23)),
        (5, None, Decimal(1)),
    ]


def test_days_that_a_loader_writes_with_a_time_are_the_same_days() -> None:
    tables = {"basic_ad": [FIVETRAN | {"date": "2024-01-01 00:00:00", "ad_id": 8}], "basic_ad_actions": COUNTS}
    assert only(normalized(tables, currency="USD"))["conversions"] == Decimal(23)


def test_breakdowns_that_only_the_report_has_are_joined_by_the_id_of_the_loader() -> None:
    rows = [FIVETRAN | {"country": country, "_fivetran_id": country} for country in ("FR", "DE")]
    items = [
        ITEM | {"_fivetran_id": country, "action_type": PIXEL, "value": n} for country, n in (("FR", 2), ("DE", 3))
    ]
    batch = normalized({"demographics_country": rows, "demographics_country_actions": items}, currency="USD")
    assert {r["country"]: r["conversions"] for r in records(batch)} == {"FR": Decimal(2), "DE": Decimal(3)}


def test_a_new_sync_of_the_same_row_is_the_same_content() -> None:
    again = FIVETRAN | {"_fivetran_synced": "2024-02-02T03:04:05Z", "_airbyte_extracted_at": 5, "_dlt_load_id": "9"}
    assert only(normalized([again])) == only(normalized([FIVETRAN]))


def test_actions_without_their_report_are_refused_with_what_to_do() -> None:
    batch = normalized(COUNTS[:2])
    assert records(batch) == []
    assert codes(batch) == {"ACTION_WITHOUT_REPORT": 2}
    assert "basic_ad_actions" in batch.log.shown()[0].message
    assert batch.log.shown()[0].value == PIXEL


def test_tables_of_actions_without_the_one_of_reports_are_refused_too() -> None:
    assert codes(normalized({"basic_ad_actions": COUNTS[:2]})) == {"ACTION_WITHOUT_REPORT": 2}


def test_what_is_no_row_in_a_table_is_refused_by_itself() -> None:
    batch = normalized({"basic_ad": [FIVETRAN, "x"], "basic_ad_actions": [5, *COUNTS]}, currency="USD")
    assert len(records(batch)) == 1
    assert codes(batch)["NOT_AN_OBJECT"] == 2


DLT_ROW = meta_row(ad_id="no_ad_id", adset_id="no_adset_id") | {"_dlt_id": "p1", "_dlt_load_id": "1704"}
DLT_ITEMS = [
    {"action_type": "purchase", "value": "23", "_7d_click": "20", "_1d_view": "3", "_dlt_parent_id": "p1"}
    | {"_dlt_list_idx": 0, "_dlt_id": "c1"}
]


def test_dlts_tables_are_joined_by_its_ids_and_its_placeholders_are_no_ids() -> None:
    batch = normalized({"facebook_insights": [DLT_ROW], "facebook_insights__actions": DLT_ITEMS})
    record = only(batch)
    assert (record["level"], record["ad_id"], record["ad_group_id"]) == ("CAMPAIGN", None, None)
    assert (record["conversions"], record["view_through_conversions"]) == (Decimal(23), Decimal(3))
    assert (codes(batch), batch.unmapped, record["extra"]) == ({}, (), None)


AIRBYTE = {
    "account_id": "123456789",
    "account_currency": "USD",
    "campaign_id": "120208814532970417",
    "date_start": "2024-01-01",
    "date_stop": "2024-01-01",
    "created_time": "2023-11-05",
    "updated_time": "2024-01-02",
    "spend": 1250.5,
    "impressions": 45000,
    "clicks": 890,
    "cpm": 27.788889,
    "video_play_curve_actions": [{"action_type": "video_view"}],
    "video_play_actions": [{"action_type": "video_view", "value": 321.0}],
    "actions": [{"action_type": "purchase", "value": 23.0, "7d_click": 20.0, "1d_view": 3.0}],
    "action_values": [{"action_type": "purchase", "value": 1610.25}],
    "_airbyte_raw_id": "x",
    "_airbyte_extracted_at": "2024-01-02T00:00:00Z",
}


def test_airbytes_rows_have_numbers_and_dates_instead_of_texts_and_times() -> None:
    batch = normalized([AIRBYTE])
    record = only(batch)
    assert (record["spend"], record["conversions"], record["revenue"], record["video_views"]) == (
        Decimal("1250.5"),
        Decimal(23),
        Decimal("1610.25"),
        321,
    )
    assert (codes(batch), batch.unmapped) == ({}, ())


def test_every_layout_gives_the_same_totals() -> None:
    shapes = ([EXPORT], TABLES, [AIRBYTE])
    found = [
        tuple(
            total(normalized(shape, currency="USD"), column)
            for column in ("spend", "impressions", "conversions", "revenue")
        )
        for shape in shapes
    ]
    assert found == [(Decimal("1250.5"), Decimal(45000), Decimal(23), Decimal("1610.25"))] * 3
