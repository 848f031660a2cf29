"""Ratios of sums, by hand: the Meta row of the mission beside the e-mail row of the task."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from domain.metrics import METRIC_NAMES, PART_COLUMNS, RATIO_BY_NAME, RATIOS, fold_parts, row_ratio
from domain.records import ADDITIVE

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
    "opens_with_delivered": 4500,
    "delivered_with_opens": 15000,
    "clicks_with_delivered": 675,
    "delivered_with_clicks": 15000,
}
UNIQUE = {
    "data_source": "klaviyo",
    "channel": "sms",
    "delivered": 1000,
    "unique_opens": 400,
    "unique_clicks": 100,
    "opens": 700,
    "unique_opens_with_delivered": 400,
    "delivered_with_unique_opens": 1000,
    "opens_with_delivered": 700,
    "delivered_with_opens": 1000,
    "unique_clicks_with_delivered": 100,
    "delivered_with_unique_clicks": 1000,
    "unique_clicks_with_unique_opens": 100,
    "unique_opens_with_unique_clicks": 400,
}


def parts(*rows: dict[str, Any]) -> pd.DataFrame:
    """A frame of parts; what a row does not say is missing."""
    columns = ["data_source", "channel", *PART_COLUMNS]
    frame = pd.DataFrame([{name: row.get(name) for name in columns} for row in rows], columns=columns)
    return frame.astype(dict.fromkeys(PART_COLUMNS, "float64"))


def folded(*rows: dict[str, Any]) -> dict[str, Any]:
    """The one group of these parts; missing as None."""
    answer = fold_parts(parts(*rows), [])
    assert len(answer) == 1
    return {str(name): None if pd.isna(value) else float(value) for name, value in answer.iloc[0].items()}


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
    both = {**UNIQUE, "delivered": 16000, "opens": 5200, "opens_with_delivered": 5200, "delivered_with_opens": 16000}
    assert folded(both)["open_rate"] == pytest.approx(0.4)


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


def test_no_parts_give_one_row_of_nothing_or_no_group() -> None:
    everything = fold_parts(parts(), [])
    assert list(everything.columns) == list(METRIC_NAMES)
    assert everything.shape[0] == 1
    assert bool(everything.isna().all(axis=None))
    assert fold_parts(parts(), ["channel"]).empty


def test_groups_are_sorted_and_the_unknown_one_is_last() -> None:
    rows = [{**META, "channel": None}, {**META, "channel": "video"}, {**META, "channel": "display", "spend": 1}]
    answer = fold_parts(parts(*rows), ["channel"])
    assert answer["channel"].fillna("?").tolist() == ["display", "video", "?"]
    assert answer["spend"].tolist() == [1.0, 1250.5, 1250.5]
    assert list(answer.columns) == ["channel", *METRIC_NAMES]


def test_folding_leaves_its_argument_alone() -> None:
    frame = parts(META, EMAIL)
    before = frame.copy(deep=True)
    fold_parts(frame, ["data_source"])
    pd.testing.assert_frame_equal(frame, before)


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
