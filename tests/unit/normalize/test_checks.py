"""What cannot be is refused; what is odd is kept and said."""

from decimal import Decimal

import pytest

from tests.builders import codes, google_row, klaviyo_flat, meta_row, normalized, only, records, total


def test_negative_spend_is_a_credit_and_kept() -> None:
    batch = normalized([meta_row(spend="-3.10")])
    assert (only(batch)["spend"], codes(batch)) == (Decimal("-3.1"), {"NEGATIVE_SPEND": 1})


@pytest.mark.parametrize("metric", ["impressions", "clicks", "inline_link_clicks"])
def test_a_negative_count_is_refused(metric: str) -> None:
    batch = normalized([meta_row(**{metric: "-1"})])
    assert (records(batch), codes(batch)) == ([], {"NEGATIVE_COUNT": 1})
    assert (batch.log.shown()[0].path, batch.log.shown()[0].value) == (metric, "-1")


def test_more_clicks_than_impressions_is_kept_and_said() -> None:
    batch = normalized([meta_row(impressions="1", clicks="2")])
    assert (only(batch)["clicks"], codes(batch)) == (2, {"CLICKS_GT_IMPRESSIONS": 1})


def test_more_clicks_than_messages_is_normal() -> None:
    assert "CLICKS_GT_IMPRESSIONS" not in codes(normalized([klaviyo_flat(delivered=5, clicked=9)], "klaviyo"))


def test_spend_without_delivery_is_kept_and_said() -> None:
    batch = normalized([meta_row(spend="5", impressions="0", clicks="0")])
    assert (only(batch)["spend"], codes(batch)) == (Decimal(5), {"SPEND_WITHOUT_DELIVERY": 1})


def test_unknown_impressions_are_not_a_lack_of_delivery() -> None:
    assert codes(normalized([meta_row(spend="5", impressions=...)])) == {}


def test_a_missing_metric_is_null_and_not_zero() -> None:
    record = only(normalized([meta_row(clicks=...)]))
    assert (record["clicks"], record["conversions"], record["revenue"]) == (None, None, None)


@pytest.mark.parametrize("written", ["", None, "--", "-", "N/A"])
def test_an_empty_metric_is_null_and_said(written: object) -> None:
    batch = normalized([meta_row(spend=written)])
    assert (only(batch)["spend"], codes(batch)) == (None, {"EMPTY_METRIC": 1})


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("abc", "NOT_A_NUMBER"),
        (True, "NOT_A_NUMBER"),
        ([1], "NOT_A_NUMBER"),
        (float("nan"), "NOT_FINITE"),
        ("1e20", "OUT_OF_RANGE"),
    ],
)
def test_a_metric_that_cannot_be_read_refuses_the_row(written: object, code: str) -> None:
    batch = normalized([meta_row(spend=written), meta_row(campaign_id="2")])
    assert (batch.log.rejected, len(records(batch)), codes(batch)) == ({0}, 1, {code: 1})


def test_an_issue_says_where_what_and_what_to_do() -> None:
    issue = normalized([meta_row(), meta_row(campaign_id="2", spend="abc")]).log.shown()[0]
    assert (issue.row_index, issue.path, issue.value) == (1, "spend", "abc")
    assert issue.message == (
        "Row 1: spend is 'abc'. A metric is not a number. Send a number or a numeric string such as '12.50'."
    )


def test_the_path_of_an_issue_is_the_platforms_own() -> None:
    issue = normalized([google_row(metrics={"costMicros": "1.5"})], "google_ads").log.shown()[0]
    assert (issue.code, issue.path) == ("MICROS_NOT_INTEGER", "metrics.costMicros")


def test_a_long_value_is_cut_to_64_characters() -> None:
    value = normalized([meta_row(spend="x" * 1000)]).log.shown()[0].value
    assert value == "x" * 63 + "…"


def test_an_ambiguous_number_is_refused_strictly_and_kept_otherwise() -> None:
    assert only(normalized([meta_row(spend="1,234")]))["spend"] == Decimal(1234)
    strict = normalized([meta_row(spend="1,234")], strict=True)
    assert (records(strict), strict.log.rejected) == ([], {0})


@pytest.mark.parametrize(
    ("written", "currency"), [("usd", "USD"), (" USD ", "USD"), ("US$", "USD"), ("€", "EUR"), ("Eur", "EUR")]
)
def test_a_currency_is_read_however_it_is_written(written: str, currency: str) -> None:
    assert only(normalized([meta_row(account_currency=written)]))["currency"] == currency


@pytest.mark.parametrize("written", ["JPN", "dollars", "$", "XXX"])
def test_an_unknown_currency_refuses_the_row(written: str) -> None:
    batch = normalized([meta_row(account_currency=written)])
    assert (records(batch), codes(batch)["BAD_CURRENCY"]) == ([], 1)


@pytest.mark.parametrize("missing", [..., None, ""])
def test_a_currency_that_nobody_said_stays_unknown(missing: object) -> None:
    batch = normalized([meta_row(account_currency=missing), meta_row(account_currency=missing, campaign_id="2")])
    assert {record["currency"] for record in records(batch)} == {None}
    assert codes(batch) == {"CURRENCY_UNKNOWN": 1}


def test_the_currency_of_the_batch_fills_rows_and_overrules_none() -> None:
    batch = normalized([meta_row(account_currency=...), meta_row(campaign_id="2")], currency="EUR")
    assert [record["currency"] for record in records(batch)] == ["EUR", "USD"]
    assert codes(batch) == {"MIXED_CURRENCY": 1}


def test_strictly_money_without_a_currency_is_refused_and_counts_are_not() -> None:
    rows = [meta_row(account_currency=...), meta_row(account_currency=..., spend=..., campaign_id="2")]
    batch = normalized(rows, strict=True)
    assert (batch.log.rejected, len(records(batch))) == ({0}, 1)


def test_strictly_revenue_from_actions_needs_a_currency_too() -> None:
    row = meta_row(account_currency=..., spend=..., action_values=[{"action_type": "purchase", "value": "9"}])
    assert normalized([row], strict=True).log.rejected == {0}


def test_money_in_yen_is_not_multiplied() -> None:
    record = only(normalized([meta_row(account_currency="JPY", spend="1200")]))
    assert (record["spend"], record["currency"]) == (Decimal(1200), "JPY")


def test_every_issue_is_counted_and_a_hundred_are_shown_rejections_first() -> None:
    odd = [meta_row(campaign_id=str(number), spend="") for number in range(150)]
    batch = normalized([*odd, meta_row(campaign_id="x", spend="abc")])
    shown = batch.log.shown()
    assert (codes(batch), len(shown)) == ({"EMPTY_METRIC": 150, "NOT_A_NUMBER": 1}, 100)
    assert (shown[0].code, shown[1].code) == ("NOT_A_NUMBER", "EMPTY_METRIC")


def test_a_refused_row_leaves_the_others_as_they_were() -> None:
    good = [meta_row(campaign_id=str(number), spend="1.10") for number in range(3)]
    batch = normalized([good[0], meta_row(spend="abc"), *good[1:]])
    assert (total(batch, "spend"), batch.origin.tolist()) == (Decimal("3.30"), [0, 2, 3])
