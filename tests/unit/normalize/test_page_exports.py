"""Tables that people export from the pages of the smaller sources: their headers, in units, mean what the API's names mean."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.column_map import column_map_of
from tests.builders import codes, normalized, only, total

METRICS = ("spend", "impressions", "clicks", "conversions", "revenue")
EXPORTS: dict[str, dict[str, str]] = {
    "tiktok_ads": {
        "By Day": "2024-03-01",
        "Cost": "1250.55",
        "CPC (destination)": "0.5",
        "Impressions": "45,000",
        "Clicks (destination)": "900",
        "Conversions": "12",
        "Purchase value (website)": "2400.10",
    },
    "linkedin_ads": {
        "Start Date (in UTC)": "2024-03-01",
        "Total Spent": "1250.55",
        "Impressions": "45000",
        "Clicks": "900",
        "Conversions": "9",
        "Leads": "3",
        "Total Conversion Value": "2400.10",
    },
    "microsoft_ads": {
        "Gregorian date": "2024-03-01",
        "Spend": "1,250.55",
        "Impr.": "45,000",
        "Clicks": "900",
        "Conv.": "12",
        "Revenue": "2,400.10",
    },
    "pinterest_ads": {
        "Date": "2024-03-01",
        "Spend in account currency": "1250.55",
        "Impressions": "45000",
        "Pin clicks": "900",
        "Total conversions (Checkout)": "12",
        "Total order value (Checkout)": "2400.10",
    },
    "snapchat_ads": {
        "Date": "2024-03-01",
        "Amount Spent": "1250.55",
        "Paid Impressions": "45000",
        "Swipe Ups": "900",
        "Purchases": "12",
        "Purchases Value": "2400.10",
    },
    "amazon_ads": {
        "Date": "Mar 01, 2024",
        "Spend": "$1,250.55",
        "Impressions": "45,000",
        "Clicks": "900",
        "14 Day Total Sales ": "$2,400.10",
        "Total Advertising Cost of Sales (ACOS) ": "52%",
        "14 Day Total Orders (#)": "12",
        "14 Day Total Units (#)": "15",
    },
    "x_ads": {
        "Time period": "2024-03-01",
        "Spend": "1250.55",
        "Impressions": "45000",
        "Clicks": "900",
        "Purchases": "11",
        "Custom events": "1",
        "Purchases - sale amount": "2400.00",
        "Custom events - sale amount": "0.10",
    },
}


def read(source: str, row: dict[str, str], **said: Any) -> Any:
    whole = {"Campaign ID": "17", "Campaign name": "Spring", **row}
    if source == "linkedin_ads":
        whole["Campaign Group ID"] = "7"
    return normalized([whole], source, **{"currency": "USD", "account_id": "9", **said})


@pytest.mark.parametrize(("source", "row"), EXPORTS.items(), ids=EXPORTS)
def test_an_export_tells_the_same_as_the_api(source: str, row: dict[str, str]) -> None:
    batch = read(source, row)
    record = only(batch)
    assert [record[name] for name in METRICS] == [Decimal("1250.55"), 45_000, 900, Decimal(12), Decimal("2400.10")]
    assert (record["date_start"], batch.unmapped, codes(batch)) == (date(2024, 3, 1), (), {})


def test_orders_of_an_amazon_export_are_of_the_window_that_it_names() -> None:
    assert only(read("amazon_ads", EXPORTS["amazon_ads"]))["attribution"] == "14d"


def test_installs_of_apple_s_export_are_those_after_a_tap() -> None:
    row = {
        "Day": "2024-03-01",
        "Spend": "1250.55",
        "Taps": "900",
        "Installs (Tap-Through)": "12",
        "Installs (View-Through)": "3",
        "Installs (Total)": "15",
        "New Downloads (Tap-Through)": "10",
        "Redownloads (Tap-Through)": "2",
    }
    batch = read("apple_search_ads", row)
    record = only(batch)
    assert (record["conversions"], record["view_through_conversions"], batch.unmapped) == (Decimal(12), Decimal(3), ())


def test_the_amount_of_a_reddit_export_is_in_units_of_the_currency_beside_it() -> None:
    row = {"Date": "2024-03-01", "Amount Spent (EUR)": "1250.55", "Impressions": "45000", "Clicks": "900"}
    record = only(read("reddit_ads", row))
    assert (record["spend"], record["currency"]) == (Decimal("1250.55"), "EUR")


def test_a_period_in_place_of_a_day_is_not_put_on_its_first_day() -> None:
    batch = read("x_ads", {**EXPORTS["x_ads"], "Time period": "2024-03-01 - 2024-03-07"})
    assert (codes(batch), batch.log.rejected) == ({"BAD_DATE": 1}, {0})


@pytest.mark.parametrize("label", ["Total", "Grand total", "Totals:", "Total of 2 results", "Gesamt"])
@pytest.mark.parametrize("source", ["generic", "tiktok_ads", "microsoft_ads", "apple_search_ads"])
def test_the_total_below_a_table_is_not_a_campaign(source: str, label: str) -> None:
    rows = [{"Campaign name": name, "Spend": spend, "Impressions": "9"} for name, spend in (("A", "10"), ("B", "20"))]
    period = ("2024-03-01", "2024-03-07")
    batch = normalized([*rows, {"Campaign name": label, "Spend": "30", "Impressions": "18"}], source, period=period)
    assert (total(batch, "spend"), codes(batch)["TOTAL_ROW_SKIPPED"], batch.log.rejected) == (
        Decimal(30),
        1,
        set(),
    )


@pytest.mark.parametrize("more", [{"Campaign ID": "7"}, {"Date": "2024-03-01"}, {"Date": "01.03.2024"}])
def test_a_campaign_of_such_a_name_counts(more: dict[str, str]) -> None:
    period = ("2024-03-01", "2024-03-07")
    uses = column_map_of({"Date": {"column": "date", "dateFormat": "DD.MM.YYYY"}} if "01.03" in str(more) else {}, ())
    batch = normalized([{"Campaign name": "Total", "Cost": "10", **more}], "generic", period=period, column_map=uses)
    assert total(batch, "spend") == Decimal(10)
