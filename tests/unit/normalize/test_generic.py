"""Rows of any table: guesses from headers, maps, days in a stated form, and the shops' and analytics' own rows."""

import json
from decimal import Decimal
from typing import Any

import pytest

from domain.column_map import ColumnUse, column_map_of, over, stated_map, targets
from domain.dates import check_date_format, day_in_form
from domain.errors import InvalidInputError
from domain.sources.generic_guesses import channel_named, header_currency
from domain.sources.spec import Unit
from tests.builders import codes, normalized, only, records, total

FIELD = ("input", "columnMap")


def mapped(payload: object, column_map: Any = None, **context: Any) -> Any:
    uses = column_map_of(column_map or {}, FIELD)
    return normalized(payload, "generic", column_map=uses, **{"account_id": "shop", **context})


# --- guesses ---


@pytest.mark.parametrize(
    ("header", "value", "column", "stored"),
    [
        ("Campaign", "Brand", "campaign_name", "Brand"),
        ("Campaign name", "Brand", "campaign_name", "Brand"),
        ("campaignName", "Brand", "campaign_name", "Brand"),
        ("Campaign ID", 12, "campaign_id", "12"),
        ("Ad set name", "S", "ad_group_name", "S"),
        ("Ad group", "G", "ad_group_name", "G"),
        ("Cost", "12.50", "spend", Decimal("12.50")),
        ("Cost (USD)", "$1,234.50", "spend", Decimal("1234.50")),
        ("Amount spent (EUR)", "12.50", "spend", Decimal("12.50")),
        ("SPEND", 7, "spend", Decimal(7)),
        ("cost_micros", 12_500_000, "spend", Decimal("12.50")),
        ("spend_cents", 1250, "spend", Decimal("12.50")),
        ("Spend (micros)", 12_500_000, "spend", Decimal("12.50")),
        ("Cost (cents)", 1250, "spend", Decimal("12.50")),
        ("Cost [USD cents]", 1250, "spend", Decimal("12.50")),
        ("Revenue in cents", 9990, "revenue", Decimal("99.90")),
        ("Cost (in micros)", 12_500_000, "spend", Decimal("12.50")),
        ("Impr.", "10,000", "impressions", 10_000),
        ("Imps", "10", "impressions", 10),
        ("Clicks (all)", "10", "clicks", 10),
        ("Link clicks", "10", "link_clicks", 10),
        ("Conv.", "2.5", "conversions", Decimal("2.5")),
        ("Total conversions", "2", "conversions", Decimal(2)),
        ("Purchases", "2", "conversions", Decimal(2)),
        ("Orders", "2", "conversions", Decimal(2)),
        ("Conv. value", "99.90", "revenue", Decimal("99.90")),
        ("Purchase value", "99.90", "revenue", Decimal("99.90")),
        ("Revenue", "99.90", "revenue", Decimal("99.90")),
        ("Sales", "99.90", "revenue", Decimal("99.90")),
        ("Channel", "Paid Social", "channel", "paid_social"),
        ("Country", "DE", "country", "DE"),
        ("Device", "Mobile", "device", "Mobile"),
        ("Currency", "EUR", "currency", "EUR"),
        ("Account", "Alder", "account_name", "Alder"),
        ("Account ID", "7", "account_id", "7"),
        ("Video views", "3", "video_views", 3),
    ],
)
def test_a_common_header_is_understood_and_that_is_said(
    header: str, value: object, column: str, stored: object
) -> None:
    batch = mapped([{"Date": "2024-03-01", header: value}])
    assert only(batch)[column] == stored
    assert codes(batch)["COLUMNS_GUESSED"] == 1
    [said] = [issue.message for issue in batch.log.shown() if issue.code == "COLUMNS_GUESSED"]
    assert f"{header} as " in said
    assert batch.unmapped == ()


@pytest.mark.parametrize("header", ["Date", "Day", "date", "DAY", "date_start", "Reporting starts"])
def test_a_day_is_understood(header: str) -> None:
    assert only(mapped([{header: "2024-03-01", "Spend": 1}]))["date_start"].isoformat() == "2024-03-01"


def test_the_order_of_day_and_month_is_never_guessed() -> None:
    batch = mapped([{"Date": "01/02/2024", "Spend": 1}])
    assert (records(batch), codes(batch)["AMBIGUOUS_DATE"]) == ([], 1)


def test_money_is_in_units_unless_the_header_says_otherwise_and_that_is_said() -> None:
    batch = mapped([{"Date": "2024-03-01", "Cost": 1_250_000}])
    assert only(batch)["spend"] == Decimal(1_250_000)
    assert "Cost as spend in UNITS" in batch.log.shown()[0].message


def test_the_better_of_two_headers_counts_and_the_other_is_kept() -> None:
    batch = mapped([{"Date": "2024-03-01", "Purchases": 2, "Conversions": 5}])
    assert only(batch)["conversions"] == Decimal(5)
    assert batch.unmapped == ("Purchases",)


def test_ratios_are_ignored() -> None:
    row = {
        "Date": "2024-03-01",
        "Cost": 1,
        "CTR": "3%",
        "Avg. CPC": "2",
        "Cost / conv.": 3,
        "Conv. rate": "1%",
        "ROAS": 9,
    }
    batch = mapped([row])
    assert (batch.unmapped, only(batch)["extra"]) == ((), None)


def test_a_header_states_the_currency_of_its_rows() -> None:
    assert only(mapped([{"Date": "2024-03-01", "Cost (GBP)": 1}], currency="USD"))["currency"] == "GBP"


def test_money_of_two_currencies_makes_no_roas() -> None:
    batch = mapped([{"Date": "2024-03-01", "Cost (USD)": 1, "Revenue (EUR)": 9}])
    record = only(batch)
    assert (record["spend"], record["currency"], record["revenue"]) == (Decimal(1), "USD", None)
    assert batch.unmapped == ("Revenue (EUR)",)


@pytest.mark.parametrize(
    ("header", "code"),
    [("Cost (USD)", "USD"), ("Spend [EUR]", "EUR"), ("Cost (€)", "EUR"), ("Clicks (all)", None), ("Cost ($)", None)],
)
def test_only_a_code_or_an_unmistakable_sign_is_a_currency(header: str, code: str | None) -> None:
    assert header_currency(header) == code


def test_a_platform_is_a_breakdown_and_a_channel_where_it_names_one() -> None:
    rows = [
        {"Date": "2024-03-01", "Platform": "Paid Search", "Cost": 1},
        {"Date": "2024-03-01", "Platform": "Facebook", "Cost": 2},
    ]
    found = records(mapped(rows))
    assert [record["channel"] for record in found] == ["paid_search", "other"]
    assert [json.loads(record["breakdowns"]) for record in found] == [
        {"platform": "Paid Search"},
        {"platform": "Facebook"},
    ]


def test_channels_of_one_day_are_facts_beside_each_other() -> None:
    rows = [{"Date": "2024-03-01", "Channel": channel, "Cost": 5} for channel in ("Email", "Display", "PPC")]
    batch = mapped(rows)
    assert total(batch, "spend") == Decimal(15)
    assert {record["channel"] for record in records(batch)} == {"email", "display", "paid_search"}


def test_channels_that_nobody_knows_are_facts_beside_each_other_too() -> None:
    rows = [{"Date": "2024-03-01", "Channel": channel, "Cost": 5} for channel in ("Facebook", "Google", "Podcast")]
    batch = mapped(rows)
    assert (total(batch, "spend"), codes(batch)["CHANNEL_UNKNOWN"]) == (Decimal(15), 3)
    assert {record["channel"] for record in records(batch)} == {"other"}


@pytest.mark.parametrize("channels", [("Email", "Display"), ("Facebook", "Google"), ("Email", "Podcast")])
def test_one_name_in_two_channels_is_two_facts(channels: tuple[str, str]) -> None:
    rows = [{"Date": "2024-03-01", "Campaign": "Spring", "Channel": channel, "Cost": 5} for channel in channels]
    batch = mapped(rows)
    assert (total(batch, "spend"), batch.log.rejected) == (Decimal(10), frozenset())


@pytest.mark.parametrize("header", ["Cost (k)", "Spend (in thousands)", "Revenue (million EUR)", "Cost (minor units)"])
def test_a_header_that_states_an_unknown_unit_is_not_guessed(header: str) -> None:
    batch = mapped([{"Date": "2024-03-01", "Clicks": 1, header: 12}])
    assert (only(batch)["spend"], only(batch)["revenue"], batch.unmapped) == (None, None, (header,))


def test_a_text_that_names_no_channel_is_said() -> None:
    batch = mapped([{"Date": "2024-03-01", "Channel": "Podcast", "Cost": 5}])
    assert (only(batch)["channel"], codes(batch)["CHANNEL_UNKNOWN"]) == ("other", 1)


@pytest.mark.parametrize("text", ["paid_search", "Paid Search", "PAID-SEARCH", "ppc"])
def test_channels_are_named_in_many_ways(text: str) -> None:
    assert channel_named(text) == "paid_search"


def test_a_row_without_a_name_needs_an_account() -> None:
    batch = mapped([{"Date": "2024-03-01", "Cost": 5}], account_id=None)
    assert codes(batch)["MISSING_ENTITY"] == 1


# --- maps ---


def test_a_map_says_target_unit_and_form() -> None:
    said = {
        "Tag": {"column": "date", "dateFormat": "DD.MM.YYYY"},
        "Kampagne": "campaign_name",
        "Betrag": {"column": "spend", "unit": "CENTS"},
        "Wert": {"column": "revenue", "unit": "MICROS"},
        "Ort": "breakdown:city",
        "Note": "platformMetric:score",
        "Datei": "ignore",
    }
    row = {
        "Tag": "5.3.2024",
        "Kampagne": "K",
        "Betrag": 1250,
        "Wert": 99_900_000,
        "Ort": "Ulm",
        "Note": 7,
        "Datei": "x",
    }
    batch = mapped([row], said, currency="EUR")
    record = only(batch)
    assert (record["spend"], record["revenue"]) == (Decimal("12.50"), Decimal("99.90"))
    assert record["date_start"].isoformat() == "2024-03-05"
    assert (record["breakdowns"], record["platform_metrics"]) == ('{"city":"Ulm"}', '{"score":7}')
    assert (record["campaign_name"], record["extra"], batch.unmapped) == ("K", None, ())
    assert "COLUMNS_GUESSED" not in codes(batch)


def test_what_a_map_leaves_out_is_guessed_for_other_targets_only() -> None:
    batch = mapped([{"Datum": "2024-03-01", "Date": "2024-04-01", "Clicks": 3}], {"Datum": "date_start"})
    record = only(batch)
    assert (record["date_start"].isoformat(), record["clicks"]) == ("2024-03-01", 3)
    assert batch.unmapped == ("Date",)


def test_a_day_that_is_not_in_the_stated_form_is_refused_by_row() -> None:
    rows = [{"d": "31.02.2024", "Cost": 1}, {"d": "01.02.2024", "Cost": 2}]
    batch = mapped(rows, {"d": {"column": "date", "dateFormat": "DD.MM.YYYY"}})
    assert (codes(batch)["BAD_DATE"], batch.log.rejected, total(batch, "spend")) == (1, {0}, Decimal(2))
    assert "DD.MM.YYYY" in batch.log.shown()[0].message


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"a": "spnd"}, "Did you mean spend"),
        ({"a": {"column": "campagin_name"}}, "Did you mean campaign_name"),
        ({"a": {"column": "spend", "unit": "CENT"}}, "Did you mean CENTS"),
        ({"a": {"colum": "spend"}}, "Did you mean column"),
        ({"a": {"column": "clicks", "unit": "CENTS"}}, "clicks is no money"),
        ({"a": {"column": "spend", "dateFormat": "DD.MM.YYYY"}}, "spend is no day"),
        ({"a": {"column": "date", "dateFormat": "DD.MM"}}, "dateFormat is 'DD.MM'"),
        ({"a": {"column": "date", "dateFormat": "%j %Y"}}, "dateFormat is '%j %Y'"),
        ({"a": "spend", "b": "spend"}, "'a' and 'b' both give spend"),
        ({"a": "breakdown:"}, "Give a name"),
        ({"a": 5}, "Give a target or an object"),
        ([], "Give an object"),
        ({str(number): "ignore" for number in range(501)}, "at most 500"),
    ],
)
def test_a_map_that_cannot_be_used_is_refused_with_what_was_meant(said: object, words: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        column_map_of(said, FIELD)
    assert words in str(refused.value)
    assert refused.value.field[:2] == FIELD


def test_every_target_can_be_given_and_is_shown_as_it_was() -> None:
    said = {name: {"column": name} for name in targets()}
    assert {name: use["column"] for name, use in stated_map(column_map_of(said, FIELD)).items()} == {n: n for n in said}


def test_a_sent_map_goes_over_the_stored_one() -> None:
    stored = {"a": ColumnUse("spend"), "b": ColumnUse("clicks")}
    assert over(stored, {"c": ColumnUse("spend", Unit.CENTS)}) == {
        "b": ColumnUse("clicks"),
        "c": ColumnUse("spend", Unit.CENTS),
    }


@pytest.mark.parametrize(
    ("text", "form", "day"),
    [
        ("05/03/2024", "DD/MM/YYYY", "2024-03-05"),
        ("05/03/2024", "MM/DD/YYYY", "2024-05-03"),
        ("5/3/24", "%d/%m/%y", "2024-03-05"),
        ("Mar 5, 2024", "MMM D, YYYY", "2024-03-05"),
        ("5 March 2024 10:30", "D MMMM YYYY", "2024-03-05"),
        ("20240305", "%Y%m%d", "2024-03-05"),
        ("2024-03-05T23:59:59+09:00", "YYYY-MM-DD", "2024-03-05"),
        (1_709_596_800, "EPOCH_SECONDS", "2024-03-05"),
        ("1709683199999", "EPOCH_MILLIS", "2024-03-05"),
        ("2024-13-05", "YYYY-MM-DD", None),
        ("abc", "EPOCH_SECONDS", None),
        (True, "EPOCH_SECONDS", None),
        ("05.03.2024", "DD/MM/YYYY", None),
        ("05.03.2024 130000", "DD.MM.YYYY", "2024-03-05"),
        ("05.03.2024 - 11.03.2024", "DD.MM.YYYY", None),
        ("05.03.2024 11.03.2024", "DD.MM.YYYY", None),
    ],
)
def test_days_are_read_in_the_stated_form(text: object, form: str, day: str | None) -> None:
    assert check_date_format(form, FIELD) == form
    found = day_in_form(text, form)
    assert (found.isoformat() if found else None) == day


# --- shops and analytics ---


def test_orders_of_a_shop_come_with_a_map() -> None:
    def order(number: int, at: str, amount: str, code: str = "EUR") -> dict[str, Any]:
        money = {"amount": amount, "currency_code": code}
        prices = {"shop_money": money, "presentment_money": {"amount": "1.00", "currency_code": "USD"}}
        return {"id": number, "processed_at": at, "total_price_set": prices, "quantity": 1}

    said = {
        "id": "breakdown:order",
        "processed_at": "date",
        "total_price_set.shop_money.amount": "revenue",
        "total_price_set.shop_money.currency_code": "currency",
        "total_price_set.presentment_money.amount": "ignore",
        "total_price_set.presentment_money.currency_code": "ignore",
        "quantity": "conversions",
    }
    orders = [
        order(1, "2024-03-01T23:30:00+01:00", "49.90"),
        order(2, "2024-03-01T10:00:00+01:00", "100.10"),
        order(3, "2024-03-02T10:00:00+01:00", "-49.90"),
    ]
    batch = mapped({"orders": orders}, said)
    assert (total(batch, "revenue"), total(batch, "conversions")) == (Decimal("100.10"), Decimal(3))
    assert {record["currency"] for record in records(batch)} == {"EUR"}
    assert [record["date_start"].isoformat() for record in records(batch)] == ["2024-03-01", "2024-03-01", "2024-03-02"]


@pytest.mark.parametrize(
    ("currency", "unit", "amount", "value"),
    [("usd", "CENTS", 1250, "12.50"), ("jpy", "UNITS", 1250, "1250"), ("kwd", "MILLIS", 1250, "1.250")],
)
def test_charges_come_in_the_unit_of_their_currency(currency: str, unit: str, amount: int, value: str) -> None:
    charge = {"id": "ch_1", "created": 1_709_596_800, "amount": amount, "currency": currency}
    said = {
        "id": "breakdown:charge",
        "created": {"column": "date", "dateFormat": "EPOCH_SECONDS"},
        "amount": {"column": "revenue", "unit": unit},
        "currency": "currency",
    }
    batch = mapped({"object": "list", "data": [charge], "has_more": True}, said)
    record = only(batch)
    assert (record["revenue"], record["currency"]) == (Decimal(value), currency.upper())
    assert record["date_start"].isoformat() == "2024-03-05"
    assert codes(batch)["MORE_PAGES"] == 1


def test_reports_of_analytics_are_put_together_with_their_headers() -> None:
    def row(*values: str) -> dict[str, Any]:
        return {
            "dimensionValues": [{"value": v} for v in values[:3]],
            "metricValues": [{"value": v} for v in values[3:]],
        }

    answer = {
        "dimensionHeaders": [{"name": "date"}, {"name": "sessionCampaignName"}, {"name": "sessionDefaultChannelGroup"}],
        "metricHeaders": [{"name": "keyEvents", "type": "TYPE_FLOAT"}, {"name": "purchaseRevenue"}],
        "rows": [
            row("20240301", "spring", "Paid Search", "3", "120.5"),
            row("20240301", "(not set)", "Email", "1", "9.5"),
            row("RESERVED_TOTAL", "RESERVED_TOTAL", "RESERVED_TOTAL", "4", "130"),
        ],
        "rowCount": 2,
    }
    said = {
        "date": "date",
        "sessionCampaignName": "campaign_name",
        "sessionDefaultChannelGroup": "channel",
        "keyEvents": "conversions",
        "purchaseRevenue": "revenue",
    }
    batch = mapped(answer, said, currency="EUR")
    assert (total(batch, "conversions"), total(batch, "revenue")) == (Decimal(4), Decimal(130))
    assert {record["channel"] for record in records(batch)} == {"paid_search", "email"}
    assert codes(batch)["TOTAL_ROW_SKIPPED"] == 1


def test_rows_that_look_like_another_platform_may_be_mapped_too() -> None:
    row = {"metrics.cost_micros": 5_000_000, "segments.date": "2024-03-01", "campaign.id": 3}
    said = {
        "metrics.cost_micros": {"column": "spend", "unit": "MICROS"},
        "segments.date": "date",
        "campaign.id": "campaign_id",
    }
    assert only(mapped([row], said))["spend"] == Decimal(5)
