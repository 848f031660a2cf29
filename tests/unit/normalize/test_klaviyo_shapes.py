"""The same facts in every shape of Klaviyo's: a second opinion in exact decimals over generated rows."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.sources.klaviyo import SPEC
from domain.use_cases.preview import with_events
from tests.builders import codes, klaviyo_flat, klaviyo_row, normalized, only, records

Row = dict[str, Any]
SAID: Row = {
    "currency": "USD",
    "account_id": "UyH3kQ",
    "timezone": "America/New_York",
    "metadata": {"conversion_metric_id": "XnQ4rP", "metric": {"name": "Placed Order"}},
}
COLUMNS = ("sent", "delivered", "opens", "unique_opens", "clicks", "unsubscribes", "conversions", "revenue", "spend")
NAMES = (
    "recipients",
    "delivered",
    "opens",
    "opens_unique",
    "clicks",
    "unsubscribes",
    "conversions",
    "conversion_value",
)
STATISTICS = frozenset(
    """average_order_value bounce_rate bounced bounced_or_failed bounced_or_failed_rate click_rate click_to_open_rate
    clicks clicks_unique conversion_rate conversion_uniques conversion_value conversions delivered delivery_rate failed
    failed_rate message_segment_count_sum open_rate opens opens_unique recipients revenue_per_recipient
    spam_complaint_rate spam_complaints text_message_credit_usage_amount text_message_roi text_message_spend
    unsubscribe_rate unsubscribe_uniques unsubscribes""".split()
)
"""Statistics of campaigns and flows, revision 2026-07-15."""
DAYS = ("2024-05-01", "2024-05-02", "2024-05-03")


def counts() -> st.SearchStrategy[int]:
    return st.integers(0, 10**7)


@st.composite
def facts(draw: st.DrawFn) -> list[Row]:
    """Days of messages: what `NAMES` came to, money with up to two decimals, as JSON carries it."""
    made: list[Row] = []
    for message in draw(st.lists(st.sampled_from(["m1", "m2", "m3"]), min_size=1, max_size=3, unique=True)):
        for day in DAYS:
            row: Row = {name: draw(counts()) for name in NAMES[:-1]}
            row["opens_unique"] = min(row["opens_unique"], row["recipients"])
            row["conversion_value"] = draw(st.integers(0, 10**9)) / 100
            made.append(row | {"message": message, "day": day})
    return made


def by_hand(found: list[Row]) -> Row:
    """Exact sums in plain Python."""
    sums: Row = {name: sum(row[name] for row in found) for name in NAMES[:-1]}
    return sums | {"conversion_value": sum((Decimal(str(row["conversion_value"])) for row in found), Decimal(0))}


def told(batch: Any) -> Row:
    """The same sums over what the code under test made of them."""
    rows = records(batch)
    columns = ("sent", "delivered", "opens", "unique_opens", "clicks", "unsubscribes", "conversions", "revenue")
    return {name: sum(Decimal(row[c]) for row in rows) for name, c in zip(NAMES, columns, strict=True)}


def statistics(row: Row, *, as_text: bool) -> Row:
    return {name: str(row[name]) if as_text else row[name] for name in NAMES}


@given(found=facts(), as_text=st.booleans())
def test_values_series_flat_rows_and_bare_results_give_the_same_sums(*, found: list[Row], as_text: bool) -> None:
    def groupings(message: str) -> Row:
        return {"campaign_id": f"c-{message}", "campaign_message_id": message, "send_channel": "email"}

    expected = by_hand(found)
    pages = [
        {"data": {"type": "campaign-values-report", "attributes": {"results": [
            {"groupings": groupings(row["message"]), "statistics": statistics(row, as_text=as_text)}
            for row in found if row["day"] == day
        ]}}, "timeframe": {"start": day, "end": day}}
        for day in DAYS
    ]  # fmt: skip
    messages = sorted({row["message"] for row in found})
    series = {"data": {"type": "flow-series-report", "attributes": {"date_times": list(DAYS), "results": [
        {"groupings": groupings(m), "statistics": {
            name: [statistics(row, as_text=as_text)[name] for row in found if row["message"] == m] for name in NAMES}}
        for m in messages
    ]}}}  # fmt: skip
    bare = [
        {"groupings": groupings(row["message"]), "statistics": statistics(row, as_text=as_text), "date": row["day"]}
        for row in found
    ]
    flat = [groupings(row["message"]) | statistics(row, as_text=as_text) | {"date": row["day"]} for row in found]
    for payload in (pages, series, {"results": bare}, bare, flat):
        batch = normalized(payload, "klaviyo", **SAID)
        assert told(batch) == expected
        assert len(records(batch)) == len(found)


def test_an_aggregate_adds_up_to_the_sums_of_the_hand() -> None:
    """5+3+4+2+0+1 = 15 credited to flows, 20+18+25 = 63 to none; 972.25 + 255.25 + 5083.50 = 6311.00."""
    payload = json.loads(Path("tests/fixtures/klaviyo/metric_aggregate.json").read_text())
    said = SAID | {"metadata": {"metric": {"id": "XnQ4rP", "name": "Placed Order"}, "by": ["$attributed_flow"]}}
    batch = normalized(payload, "klaviyo", **said)
    rows = with_events(batch)[0].to_pylist()
    by_flow: dict[str | None, tuple[Decimal, Decimal]] = {}
    for row in rows:
        count, value = by_flow.get(row["campaign_id"], (Decimal(0), Decimal(0)))
        by_flow[row["campaign_id"]] = count + row["conversions"], value + row["revenue"]
    assert by_flow == {
        "T9wKzd": (Decimal(12), Decimal("972.25")),
        "R4mXcv": (Decimal(3), Decimal("255.25")),
        None: (Decimal(63), Decimal("5083.50")),
    }
    assert (len(rows), len(batch.raw_rows), codes(batch)) == (9, 3, {})
    assert {(row["level"], row["date_basis"]) for row in rows} == {("CAMPAIGN", "EVENT"), ("ACCOUNT", "EVENT")}
    nameless = normalized(payload, "klaviyo", **SAID | {"metadata": {"by": ["$attributed_flow"]}})
    assert (nameless.log.rejected, codes(nameless)) == ({0, 1, 2}, {"KLAVIYO_METRIC_MISSING": 3})


def test_every_statistic_of_klaviyo_is_read_kept_or_ignored() -> None:
    mapped = {name for field in SPEC.fields for name in field.names}
    assert mapped | SPEC.platform_metrics | SPEC.ignored >= STATISTICS
    batch = normalized(
        [klaviyo_row(**dict.fromkeys(STATISTICS, 0))], "klaviyo", period=("2024-05-01", "2024-05-01"), **SAID
    )
    assert (batch.unmapped, only(batch)["extra"]) == ((), None)


@pytest.mark.parametrize(
    ("sent_by", "channel"),
    [("push-notification", "push"), ("mobile-push", "push"), ("push", "push"), ("whatsapp", "other"), ("text", "sms")],
)
def test_push_and_whatsapp_have_their_channels(sent_by: str, channel: str) -> None:
    assert only(normalized([klaviyo_flat(send_channel=sent_by)], "klaviyo"))["channel"] == channel


def test_the_subject_names_a_message_and_its_template_is_kept() -> None:
    row = klaviyo_flat(message_id="m1", subject="It is spring", template_id="T1", template_name="Plain")
    record = only(normalized([row], "klaviyo"))
    assert (record["ad_name"], json.loads(record["extra"])) == (
        "It is spring",
        {"template_id": "T1", "template_name": "Plain"},
    )


def test_what_failed_is_no_bounce_and_was_not_delivered() -> None:
    one = only(normalized([klaviyo_flat(delivered=..., recipients=100, bounced=4, failed=3, opened=1)], "klaviyo"))
    assert (one["delivered"], one["bounces"], one["failed"]) == (93, 4, 3)
    both = only(
        normalized([klaviyo_flat(delivered=..., recipients=100, bounced=4, failed=3, bounced_or_failed=7)], "klaviyo")
    )
    assert both["delivered"] == 93
