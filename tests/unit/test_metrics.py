"""Ratios of sums, by hand: the Meta row of the mission beside the e-mail row of the task."""

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from domain.insights.parts import Parts, fold, fold_by
from domain.insights.totals import fold_totals, to_values
from domain.metrics import METRIC_NAMES, RATIO_BY_NAME, RATIOS, row_ratio
from domain.records import ADDITIVE, Kind

META = {
    "data_source": "meta_business",
    "channel": "paid_social",
    "spend": 1250.50,
    "impressions": 45000,
    "clicks": 890,
    "conversions": 23,
}
EMAIL = {
    "data_source": "klaviyo",
    "channel": "email",
    "impressions": 15000,
    "delivered": 15000,
    "opens": 4500,
    "clicks": 675,
    "revenue": 3375,
    "unsubscribes": 30,
    "bounces": 150,
}
UNIQUE = {
    "data_source": "klaviyo",
    "channel": "sms",
    "delivered": 1000,
    "unique_opens": 400,
    "unique_clicks": 100,
    "opens": 700,
}


def parts(*rows: dict[str, Any]) -> Parts:
    """One part per row; what a row does not say is missing. Amounts are whole."""
    table = {
        "currency": ["USD" for _ in rows],
        "part_source": [row["data_source"] for row in rows],
        "part_channel": [row["channel"] for row in rows],
        "reported": list(range(len(rows))),
    }
    arrays = {name: pa.array(values) for name, values in table.items()}
    for column in ADDITIVE:
        values = [None if row.get(column.name) is None else Decimal(str(row[column.name])) for row in rows]
        arrays[f"{column.name}_sum"] = pa.array(values, pa.decimal128(38, 6 if column.kind is Kind.DECIMAL else 0))
    return Parts.of(pa.table(arrays))


def folded(*rows: dict[str, Any]) -> dict[str, Any]:
    """The one group of these parts; missing as None."""
    codes = np.zeros(len(rows), np.int64)
    [group] = to_values(fold_by(parts(*rows), codes, 1, list(METRIC_NAMES)))
    return group


def own(ratio: str, **figures: float) -> float | None:
    """A single row's ratio; missing as None."""
    frame = pd.DataFrame([{column.name: figures.get(column.name) for column in ADDITIVE}]).astype("float64")
    value = row_ratio(frame, RATIO_BY_NAME[ratio]).iloc[0]
    return None if pd.isna(value) else float(value)


def test_sums_run_over_everything() -> None:
    group = folded(META, EMAIL)
    assert (group["spend"], group["impressions"], group["clicks"]) == (1250.50, 60000, 1565)
    assert (group["revenue"], group["conversions"], group["delivered"]) == (3375, 23, 15000)


def test_email_enters_neither_cpm_nor_cpc_nor_ctr_nor_roas() -> None:
    group = folded(META, EMAIL)
    assert group["cpm"] == pytest.approx(27.7888888889)  # 1000 * 1250.50 / 45000, and not 20.84
    assert group["cpc"] == pytest.approx(1.4050561798)  # 1250.50 / 890, and not 0.80
    assert group["ctr"] == pytest.approx(890 / 45000)
    assert group["roas"] is None
    assert group["cost_per_conversion"] == pytest.approx(54.3695652174)  # 1250.50 / 23


def test_roas_takes_revenue_only_from_what_was_paid_for() -> None:
    group = folded({**META, "revenue": 2501.0}, EMAIL)
    assert (group["revenue"], group["roas"]) == (5876.0, pytest.approx(2.0))


def test_conversion_rate_takes_clicks_only_from_what_reports_conversions() -> None:
    assert folded(META, EMAIL)["conversion_rate"] == pytest.approx(23 / 890)


def test_average_order_value_needs_both_ends_in_one_part() -> None:
    assert folded(META, EMAIL)["average_order_value"] is None
    assert folded({**META, "revenue": 460.0}, EMAIL)["average_order_value"] == pytest.approx(20.0)


def test_email_rates_run_over_messages_only() -> None:
    group = folded(META, EMAIL)
    assert group["open_rate"] == pytest.approx(0.3)  # 4500 / 15000: no uniques anywhere
    assert group["click_rate"] == pytest.approx(0.045)  # 675 / 15000
    assert group["unsubscribe_rate"] == pytest.approx(0.002)
    assert group["revenue_per_recipient"] == pytest.approx(0.225)
    assert (group["bounce_rate"], group["click_to_open_rate"]) == (None, None)


def test_uniques_leave_out_rows_that_have_none() -> None:
    group = folded(EMAIL, UNIQUE)
    assert group["open_rate"] == pytest.approx(0.4)  # 400 / 1000: the e-mail's 15000 stay out
    assert group["click_rate"] == pytest.approx(0.1)
    assert group["click_to_open_rate"] == pytest.approx(0.25)


def test_uniques_and_totals_of_one_channel_are_told_apart_by_row() -> None:
    totals_only = {**EMAIL, "channel": "sms"}
    assert folded(UNIQUE, totals_only)["open_rate"] == pytest.approx(0.4)
    assert folded(UNIQUE, totals_only)["unsubscribe_rate"] == pytest.approx(30 / 16000)  # of the channel as a whole


def test_ratios_are_of_sums_and_never_averages() -> None:
    group = folded({**META, "spend": 10, "clicks": 1}, {**META, "spend": 10, "clicks": 9})
    assert group["cpc"] == pytest.approx(2.0)  # 20 / 10; the average of 10 and 1.11 would be 5.56


@pytest.mark.parametrize("name", ["cpm", "cpc", "ctr", "roas", "cost_per_conversion", "conversion_rate"])
def test_a_ratio_over_nothing_is_missing(name: str) -> None:
    zeros = {
        "data_source": "google_ads",
        "channel": "paid_search",
        **dict.fromkeys(("spend", "impressions", "clicks", "conversions", "revenue"), 0),
    }
    assert folded(zeros)[name] is None
    assert own(name, spend=0, impressions=0, clicks=0, conversions=0, revenue=0) is None


def test_a_part_without_delivery_still_brings_its_spend() -> None:
    nothing_shown = {"data_source": "google_ads", "channel": "video", "spend": 5, "impressions": 0, "clicks": 0}
    assert folded(META, nothing_shown)["cpm"] == pytest.approx(27.9)  # 1000 * 1255.50 / 45000


def test_no_parts_give_one_total_of_nothing_and_no_group() -> None:
    totals = fold_totals(parts(), METRIC_NAMES)
    assert totals.overall == dict.fromkeys(METRIC_NAMES)
    assert (totals.by_currency, totals.by_data_source.num_rows) == ([], 0)


def test_groups_come_in_the_order_of_their_first_part_and_missing_is_a_group() -> None:
    rows = [{**META, "channel": None}, {**META, "channel": "video", "spend": 1}, {**META, "channel": None}]
    found = fold(parts(*rows), ["part_channel"], ["spend"])
    assert (found.first.tolist(), found.metrics["spend"].tolist()) == ([0, 1], [2501.0, 1.0])


def test_sums_are_exact_where_doubles_are_not() -> None:
    cents = [{**META, "spend": "0.1"}, {**META, "spend": "0.2"}]
    assert folded(*cents)["spend"] == 0.3  # 0.1 + 0.2 is 0.30000000000000004 in doubles
    large = [{**META, "impressions": 2**62}] * 3
    assert folded(*large)["impressions"] == float(3 * 2**62)  # past 64 bits


@pytest.mark.parametrize(
    ("name", "figures", "value"),
    [
        ("cpm", {"spend": 1250.5, "impressions": 45000}, 27.7888888889),
        ("cpc", {"spend": 1250.5, "clicks": 890}, 1.4050561798),
        ("ctr", {"clicks": 890, "impressions": 45000}, 0.0197777778),
        ("ctr", {"clicks": 675, "impressions": 15000, "delivered": 15000}, None),
        ("ctr", {"clicks": 2, "impressions": 1}, 2.0),
        ("roas", {"revenue": 90, "spend": 45}, 2.0),
        ("roas", {"revenue": 90}, None),
        ("cost_per_conversion", {"spend": 10, "conversions": 2.5}, 4.0),
        ("open_rate", {"unique_opens": 40, "opens": 60, "delivered": 100}, 0.4),
        ("open_rate", {"opens": 60, "delivered": 100}, 0.6),
        ("open_rate", {"unique_opens": 0, "opens": 60, "delivered": 100}, 0.0),
        ("open_rate", {"delivered": 100}, None),
        ("click_rate", {"clicks": 12, "delivered": 100}, 0.12),
        ("click_to_open_rate", {"clicks": 12, "unique_opens": 40}, None),
        ("bounce_rate", {"bounces": 2, "sent": 100}, 0.02),
        ("revenue_per_recipient", {"revenue": 30, "delivered": 100}, 0.3),
    ],
)
def test_a_row_has_its_own_ratio(name: str, figures: dict[str, float], value: float | None) -> None:
    assert own(name, **figures) == (None if value is None else pytest.approx(value))


def test_a_rows_ratio_keeps_the_index_and_the_count_of_rows() -> None:
    frame = pd.DataFrame({"spend": [1.0, np.nan, 3.0], "clicks": [2.0, 2.0, 0.0]}, index=[7, 5, 9])
    answer = row_ratio(frame, RATIO_BY_NAME["cpc"])
    assert answer.index.tolist() == [7, 5, 9]
    assert answer.isna().tolist() == [False, True, True]


def test_money_is_what_has_money_at_one_end() -> None:
    assert {ratio.name for ratio in RATIOS if ratio.money} == {
        "cpm", "cpc", "cost_per_conversion", "roas", "average_order_value", "revenue_per_recipient",
    }  # fmt: skip


def test_formulas_read_like_a_persons() -> None:
    assert RATIO_BY_NAME["cpm"].formula == "1000 * spend / impressions"
    assert RATIO_BY_NAME["roas"].formula == "revenue / spend"
