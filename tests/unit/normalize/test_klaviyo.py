"""Klaviyo: values and series reports, bare results, flat rows."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.errors import UpstreamError
from tests.builders import codes, klaviyo_flat, klaviyo_row, normalized, only, records, total

DAY = ("2024-05-01", "2024-05-01")
MARK = '{"opens_include_mpp":true}'
SAID: dict[str, Any] = {"currency": "USD", "account_id": "UyH3kQ", "metadata": {"conversion_metric_id": "XnQ4rP"}}


def report(*results: object, **attributes: object) -> dict[str, Any]:
    """A report answer around its results."""
    return {
        "data": {"type": "campaign-values-report", "attributes": {"results": list(results), **attributes}},
        "links": {"self": "x"},
    }


def series(date_times: list[str], **statistics: list[object]) -> dict[str, Any]:
    """A series answer of one flow message."""
    groupings = {"flow_id": "T9wKzd", "flow_message_id": "WqRt5N", "send_channel": "email"}
    return report({"groupings": groupings, "statistics": statistics}, date_times=date_times)


def test_a_result_becomes_a_record_of_its_message() -> None:
    batch = normalized(report(klaviyo_row()), "klaviyo", period=DAY, **SAID)
    record = only(batch)
    assert (record["level"], record["campaign_id"], record["ad_id"]) == ("MESSAGE", "01HY1A6R9E", "01HY1A6RMS")
    assert (record["channel"], record["campaign_type"], record["date_basis"]) == ("email", "CAMPAIGN", "SEND")
    assert (record["account_id"], record["conversion_metric"], record["currency"]) == ("UyH3kQ", "XnQ4rP", "USD")
    assert [record[name] for name in ("sent", "delivered", "impressions", "bounces")] == [100, 98, 98, 2]
    assert [record[name] for name in ("opens", "unique_opens", "clicks", "unique_clicks", "unsubscribes")] == [
        60,
        40,
        12,
        9,
        1,
    ]
    assert (record["conversions"], record["revenue"], record["spend"]) == (Decimal(3), Decimal("150.25"), None)
    assert (codes(batch), batch.unmapped) == ({"PERIOD_FROM_BATCH": 1}, ())


@pytest.mark.parametrize(
    "payload",
    [report(klaviyo_row()), [report(klaviyo_row())], {"results": [klaviyo_row()]}, [klaviyo_row()], klaviyo_row()],
)
def test_every_envelope_gives_the_same_record(payload: object) -> None:
    record = only(normalized(payload, "klaviyo", period=DAY, **SAID))
    assert (record["delivered"], record["revenue"], record["conversion_metric"]) == (98, Decimal("150.25"), "XnQ4rP")


def test_a_flow_is_a_campaign_of_its_own_type() -> None:
    record = only(normalized(series(["2024-06-03T00:00:00+00:00"], delivered=[5]), "klaviyo", **SAID))
    assert (record["campaign_type"], record["campaign_id"], record["ad_id"]) == ("FLOW", "T9wKzd", "WqRt5N")


def test_a_daily_series_gives_one_record_a_day() -> None:
    days = ["2024-06-03T00:00:00+00:00", "2024-06-04T00:00:00+00:00", "2024-06-05T00:00:00+00:00"]
    batch = normalized(
        series(days, delivered=[308, 294, 327], conversion_value=[702.4, 518.95, 880.1]), "klaviyo", **SAID
    )
    found = [
        (record["date_start"], record["date_stop"], record["delivered"], record["revenue"]) for record in records(batch)
    ]
    assert found == [
        (date(2024, 6, 3), date(2024, 6, 3), 308, Decimal("702.4")),
        (date(2024, 6, 4), date(2024, 6, 4), 294, Decimal("518.95")),
        (date(2024, 6, 5), date(2024, 6, 5), 327, Decimal("880.1")),
    ]
    assert (codes(batch), len(batch.raw_rows), batch.origin.tolist()) == ({}, 1, [0, 0, 0])


@pytest.mark.parametrize(
    ("starts", "stops"),
    [
        (["2024-06-03", "2024-06-10"], ["2024-06-09", "2024-06-16"]),
        (["2024-01-01", "2024-02-01", "2024-03-01"], ["2024-01-31", "2024-02-29", "2024-03-31"]),
        (["2024-11-01", "2024-12-01"], ["2024-11-30", "2024-12-31"]),
    ],
)
def test_a_bucket_ends_the_day_before_the_next_begins(starts: list[str], stops: list[str]) -> None:
    batch = normalized(
        series([f"{day}T00:00:00+00:00" for day in starts], delivered=[1] * len(starts)), "klaviyo", **SAID
    )
    assert [record["date_stop"].isoformat() for record in records(batch)] == stops
    assert codes(batch) == {"MULTI_DAY_ROW": len(starts)}


def test_an_hourly_series_gives_one_record_an_hour() -> None:
    hours = ["2024-06-03T08:00:00+00:00", "2024-06-03T09:00:00+00:00"]
    batch = normalized(series(hours, delivered=[3, 4]), "klaviyo", **SAID)
    assert [(record["hour"], record["delivered"]) for record in records(batch)] == [(8, 3), (9, 4)]
    assert {record["date_stop"] for record in records(batch)} == {date(2024, 6, 3)}


def test_a_series_shorter_than_its_dates_is_refused() -> None:
    batch = normalized(series(["2024-06-03", "2024-06-04"], delivered=[1, 2], opens=[1]), "klaviyo", **SAID)
    assert (records(batch), batch.log.rejected, codes(batch)) == ([], {0}, {"SERIES_LENGTH": 1})
    assert batch.log.shown()[0].path == "statistics.opens"


def test_one_bad_day_refuses_the_whole_result() -> None:
    batch = normalized(series(["2024-06-03", "2024-06-04"], delivered=[1, -2]), "klaviyo", **SAID)
    assert (records(batch), batch.log.rejected) == ([], {0})


def test_only_the_last_page_says_whether_more_follow() -> None:
    first = report(klaviyo_row()) | {"links": {"next": "https://a.klaviyo.com"}}
    assert codes(normalized(first, "klaviyo", period=DAY, **SAID)) == {"MORE_PAGES": 1, "PERIOD_FROM_BATCH": 1}
    other = klaviyo_row() | {"groupings": {"campaign_id": "2", "campaign_message_id": "3", "send_channel": "email"}}
    assert codes(normalized([first, report(other)], "klaviyo", period=DAY, **SAID)) == {"PERIOD_FROM_BATCH": 2}


def test_an_error_answer_refuses_the_whole_batch() -> None:
    with pytest.raises(UpstreamError, match="throttled"):
        normalized({"errors": [{"code": "throttled", "title": "Request was throttled."}]}, "klaviyo")


def test_an_unknown_conversion_metric_is_called_unknown_and_said_once() -> None:
    batch = normalized(report(klaviyo_row(), klaviyo_row()), "klaviyo", period=DAY, currency="USD", account_id="U")
    assert (only(batch)["conversion_metric"], codes(batch)["KLAVIYO_METRIC_UNKNOWN"]) == ("unknown", 1)


def test_the_metric_may_be_told_beside_the_data_or_by_the_caller() -> None:
    told = report(klaviyo_row()) | {"conversion_metric_id": "AAA", "metric": {"name": "Ordered Product"}}
    record = only(normalized(told, "klaviyo", period=DAY, **SAID))
    assert (record["conversion_metric"], record["conversion_metric_name"]) == ("AAA", "Ordered Product")
    by_name = {**SAID, "metadata": {"metric": {"name": "Placed Order"}}}
    assert (
        only(normalized(report(klaviyo_row()), "klaviyo", period=DAY, **by_name))["conversion_metric"] == "Placed Order"
    )


def test_the_caller_does_not_overrule_the_metric_of_a_row() -> None:
    rows = [klaviyo_flat(conversion_metric_id="AAA"), klaviyo_flat(conversion_metric_id="BBB")]
    batch = normalized(rows, "klaviyo", metadata={"conversion_metric_id": "XnQ4rP"})
    assert [record["conversion_metric"] for record in records(batch)] == ["AAA", "BBB"]


def test_two_conversion_metrics_of_one_message_are_two_records() -> None:
    pages = [report(klaviyo_row()) | {"conversion_metric_id": metric} for metric in ("AAA", "BBB")]
    batch = normalized(pages, "klaviyo", period=DAY, currency="USD", account_id="U")
    assert {record["conversion_metric"] for record in records(batch)} == {"AAA", "BBB"}
    assert len({record["key"] for record in records(batch)}) == 2


def test_one_message_in_two_channels_is_two_records() -> None:
    text = klaviyo_row(opens=..., opens_unique=...)
    text["groupings"] = text["groupings"] | {"send_channel": "sms"}
    batch = normalized(report(klaviyo_row(), text), "klaviyo", period=DAY, **SAID)
    assert [record["channel"] for record in records(batch)] == ["email", "sms"]


def test_a_text_message_costs_money_and_an_email_nothing_that_is_known() -> None:
    email = only(normalized(report(klaviyo_row(text_message_spend=0)), "klaviyo", period=DAY, **SAID))
    assert email["spend"] is None
    sms = klaviyo_row(text_message_spend=12.5)
    sms["groupings"] = sms["groupings"] | {"send_channel": "sms"}
    assert only(normalized(report(sms), "klaviyo", period=DAY, **SAID))["spend"] == Decimal("12.5")
    sms["statistics"]["text_message_spend"] = 0
    assert only(normalized(report(sms), "klaviyo", period=DAY, **SAID))["spend"] == Decimal(0)


@pytest.mark.parametrize(
    ("sent_by", "channel"), [("email", "email"), ("SMS", "sms"), ("mobile_push", "push"), ("whatsapp", "other")]
)
def test_the_channel_is_how_the_message_was_sent(sent_by: str, channel: str) -> None:
    assert only(normalized([klaviyo_flat(send_channel=sent_by)], "klaviyo"))["channel"] == channel


def test_rates_are_not_read() -> None:
    batch = normalized(
        report(klaviyo_row(open_rate=0.41, click_rate=0.09, bounce_rate=0.02)), "klaviyo", period=DAY, **SAID
    )
    assert (batch.unmapped, only(batch)["extra"], only(batch)["platform_metrics"]) == ((), None, MARK)


def test_a_rate_above_one_is_said_and_the_row_kept() -> None:
    batch = normalized(report(klaviyo_row(open_rate=40)), "klaviyo", period=DAY, **SAID)
    assert (only(batch)["unique_opens"], codes(batch)["RATE_OUT_OF_RANGE"]) == (40, 1)


@pytest.mark.parametrize("written", ["26.1%", "n/a", "", None, "high"])
def test_a_rate_that_is_not_read_cannot_reject_a_row(written: object) -> None:
    batch = normalized([klaviyo_flat(open_rate=written)], "klaviyo")
    assert only(batch)["opens"] == 4500


def test_more_opens_than_messages_is_normal_but_not_more_unique_ones() -> None:
    normal = normalized(report(klaviyo_row(opens=300)), "klaviyo", period=DAY, **SAID)
    assert (only(normal)["opens"], codes(normal)) == (300, {"PERIOD_FROM_BATCH": 1})
    odd = normalized(report(klaviyo_row(opens=300, opens_unique=101)), "klaviyo", period=DAY, **SAID)
    assert (only(odd)["unique_opens"], codes(odd)["UNIQUE_GT_RECIPIENTS"]) == (101, 1)


def test_delivered_follows_from_recipients_and_bounces() -> None:
    batch = normalized(report(klaviyo_row(delivered=..., recipients=100, bounced=4)), "klaviyo", period=DAY, **SAID)
    record = only(batch)
    assert (record["delivered"], record["impressions"], codes(batch)["DELIVERED_DERIVED"]) == (96, 96, 1)


def test_the_row_of_the_task_is_read_in_full() -> None:
    batch = normalized([klaviyo_flat()], "klaviyo")
    record = only(batch)
    assert [record[name] for name in ("delivered", "impressions", "opens", "clicks")] == [15000, 15000, 4500, 675]
    assert [record[name] for name in ("unsubscribes", "bounces", "unique_opens", "unique_clicks")] == [
        30,
        150,
        None,
        None,
    ]
    assert (record["revenue"], record["conversions"], record["spend"]) == (Decimal(3375), None, None)
    assert (record["level"], record["channel"], record["date_basis"]) == ("CAMPAIGN", "email", "SEND")
    assert codes(batch) == {"RATE_FROM_TOTALS": 1}


def test_metrics_without_a_shared_name_stay_on_the_row() -> None:
    record = only(normalized(report(klaviyo_row(failed=3, conversion_uniques=2)), "klaviyo", period=DAY, **SAID))
    assert json.loads(record["platform_metrics"]) == {"conversion_uniques": 2, "opens_include_mpp": True}
    assert record["failed"] == 3


def test_groupings_without_a_column_are_breakdowns() -> None:
    row = klaviyo_row()
    row["groupings"] = row["groupings"] | {"variation": "A"}
    record = only(normalized(report(row), "klaviyo", period=DAY, **SAID))
    assert (record["breakdown_set"], json.loads(record["breakdowns"])) == ("variation", {"variation": "A"})


def test_the_send_time_is_the_day_of_a_message() -> None:
    record = only(normalized([klaviyo_flat(date=..., send_time="2024-01-03T23:30:00-05:00")], "klaviyo"))
    assert record["date_start"] == date(2024, 1, 3)


def test_totals_of_messages_add_up() -> None:
    rows = [klaviyo_flat(campaign_id=f"c{number}", revenue=f"{number}.10") for number in range(3)]
    assert total(normalized(rows, "klaviyo"), "revenue") == Decimal("3.30")


def test_a_spend_of_nothing_does_not_need_a_currency() -> None:
    rows = [klaviyo_flat(currency=..., revenue=...)]
    assert "CURRENCY_UNKNOWN" not in codes(normalized(rows, "klaviyo"))
