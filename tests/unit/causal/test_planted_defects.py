"""Each planted defect is found and named, and nothing else is."""

import re

import numpy as np
import pandas as pd
import pytest

from domain.causal.diagnostics import FINDING_KINDS, diagnose
from domain.vocabulary import Granularity
from tests.unit.causal.panels import clean_frame, panel_of, serious

FOUR = ("de", "fr", "gb", "us")


@pytest.mark.parametrize("seed", range(8))
def test_a_clean_national_panel_has_nothing_to_mend(seed: int) -> None:
    assert serious(panel_of(clean_frame(seed=seed))) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_clean_geo_panel_has_nothing_to_mend(seed: int) -> None:
    assert serious(panel_of(clean_frame(110, FOUR, seed))) == []


def test_a_gap_is_named_by_the_period_after_it() -> None:
    frame = clean_frame().drop(index=[60, 61]).reset_index(drop=True)
    panel = panel_of(frame)
    assert serious(panel) == [("PERIODS_ABSENT", ("date",), "ERROR")]
    assert "2022-03-14" in diagnose(panel).findings[0].message


def test_a_geo_that_lacks_a_period_is_named() -> None:
    frame = clean_frame(110, FOUR)
    frame = frame[~((frame["geo"] == "fr") & (frame["date"] == "2021-06-07"))].reset_index(drop=True)
    panel = panel_of(frame)
    assert serious(panel) == [("PERIODS_ABSENT", ("date", "geo"), "ERROR")]
    assert "fr (1)" in diagnose(panel).findings[0].message


def test_a_duplicate_row_is_named() -> None:
    frame = clean_frame()
    panel = panel_of(pd.concat([frame, frame.iloc[[5]]], ignore_index=True).sort_values("date", ignore_index=True))
    assert serious(panel) == [("DUPLICATE_ROWS", ("date", "geo"), "ERROR")]
    assert "national 2021-02-08" in diagnose(panel).findings[0].message


def test_a_constant_channel_is_named() -> None:
    frame = clean_frame().assign(tiktok_ads_spend=2500.0)
    assert serious(panel_of(frame)) == [("CONSTANT_COLUMN", ("tiktok_ads_spend",), "ERROR")]


def test_a_constant_control_of_the_caller_is_for_review() -> None:
    assert serious(panel_of(clean_frame().assign(price=9.5))) == [("CONSTANT_COLUMN", ("price",), "REVIEW")]


def test_collinear_channels_are_named_once() -> None:
    frame = clean_frame()
    frame["tiktok_ads_spend"] = (0.3 * frame["google_ads_spend"]).round(2)
    frame["tiktok_ads_impressions"] = 125 * frame["tiktok_ads_spend"]
    assert serious(panel_of(frame)) == [("COLLINEAR", ("google_ads_spend", "tiktok_ads_spend"), "ERROR")]


def test_three_channels_that_add_up_are_named_by_their_vif() -> None:
    frame = clean_frame()
    dice = np.random.default_rng(3)
    together = frame["google_ads_spend"] + frame["meta_business_spend"]
    frame["tiktok_ads_spend"] = (together * (0.5 + dice.normal(0, 0.02, len(frame)))).round(2)
    frame["tiktok_ads_impressions"] = 125 * frame["tiktok_ads_spend"]
    found = serious(panel_of(frame))
    assert {code for code, _, _ in found} <= {"HIGH_VIF", "COLLINEAR"}
    assert any(code == "HIGH_VIF" for code, _, _ in found)


def test_spend_without_impressions_is_named() -> None:
    frame = clean_frame()
    frame.loc[[10, 11], "meta_business_impressions"] = 0.0
    columns = ("meta_business_spend", "meta_business_impressions")
    assert serious(panel_of(frame)) == [("SPEND_WITHOUT_EXPOSURE", columns, "REVIEW")]


def test_impressions_without_spend_are_named() -> None:
    frame = clean_frame()
    frame.loc[[10], "meta_business_spend"] = 0.0
    columns = ("meta_business_spend", "meta_business_impressions")
    assert serious(panel_of(frame)) == [("EXPOSURE_WITHOUT_SPEND", columns, "REVIEW")]


def test_negative_spend_is_named() -> None:
    frame = clean_frame()
    frame.loc[20, "google_ads_spend"] = -50.0
    assert serious(panel_of(frame)) == [("NEGATIVE_MEDIA", ("google_ads_spend",), "ERROR")]


def test_a_short_history_is_named() -> None:
    assert serious(panel_of(clean_frame(90))) == [("SHORT_HISTORY", ("date",), "REVIEW")]
    assert serious(panel_of(clean_frame(48))) == [("SHORT_HISTORY", ("date",), "ERROR")]


def test_a_drifting_population_is_named() -> None:
    frame = clean_frame(110, FOUR)
    frame.loc[frame["geo"] == "gb", "population"] = np.linspace(3e6, 3.1e6, 110)
    panel = panel_of(frame)
    assert serious(panel) == [("POPULATION_VARIES", ("population",), "ERROR")]
    assert "gb (3,000,000 to 3,100,000)" in diagnose(panel).findings[0].message


def test_a_unit_that_changes_is_a_cost_outlier_for_review() -> None:
    frame = clean_frame()
    frame["google_ads_impressions"] /= np.where(frame.index == 30, 1000, 1)
    columns = ("google_ads_spend", "google_ads_impressions")
    assert serious(panel_of(frame)) == [("COST_OUTLIERS", columns, "REVIEW")]


def test_a_tiny_channel_is_named() -> None:
    frame = clean_frame()
    frame["tiktok_ads_spend"] = (frame["tiktok_ads_spend"] / 40).round(2)
    frame["tiktok_ads_impressions"] = (frame["tiktok_ads_impressions"] / 40).round()
    assert serious(panel_of(frame)) == [("SMALL_SPEND_SHARE", ("tiktok_ads_spend",), "REVIEW")]


def test_an_odd_week_is_an_outlier_unless_the_calendar_explains_it() -> None:
    frame = clean_frame()
    frame["kpi"] += 3000.0 * (frame.index == 77)
    panel = panel_of(frame)
    assert serious(panel) == [("OUTLIER", ("kpi",), "REVIEW")]
    assert "2022-06-27" in next(f for f in diagnose(panel).findings if f.code == "OUTLIER").message
    marked = np.zeros(len(frame))
    marked[[25, 77, 129]] = 1.0
    assert "OUTLIER" not in [code for code, _, _ in serious(panel_of(frame.assign(retail_event=marked)))]
    assert "OUTLIER" not in [code for code, _, _ in serious(panel_of(frame.assign(promo=marked)))]
    assert "OUTLIER" in [code for code, _, _ in serious(panel_of(frame.assign(price=9.0 + marked)))]


def test_a_lasting_shift_of_the_kpi_is_a_change_point() -> None:
    frame = clean_frame()
    frame["kpi"] += 1500.0 * (frame["date"] >= "2022-07-04")
    panel = panel_of(frame)
    assert [code for code, _, _ in serious(panel)] == ["CHANGE_POINT"]
    assert "2022-07-04" in next(f for f in diagnose(panel).findings if f.code == "CHANGE_POINT").message


def test_a_channel_that_hardly_runs_is_mostly_zero() -> None:
    frame = clean_frame()
    frame.loc[frame.index % 8 != 0, ["tiktok_ads_spend", "tiktok_ads_impressions"]] = 0.0
    assert ("MOSTLY_ZERO", ("tiktok_ads_spend",), "REVIEW") in serious(panel_of(frame))


def test_a_hole_that_nothing_explains_is_an_error_and_a_told_one_is_not_said_twice() -> None:
    frame = clean_frame()
    frame.loc[5, "klaviyo_sends"] = np.nan
    panel = panel_of(frame)
    assert ("VALUES_MISSING", ("klaviyo_sends",), "ERROR") in serious(panel)
    panel.fill_status.loc[5, "klaviyo_sends"] = "missing"
    assert serious(panel) == []


def test_a_hole_in_spend_leaves_the_hints_of_its_channel_out() -> None:
    frame = clean_frame()
    frame.loc[5, "google_ads_spend"] = np.nan
    panel = panel_of(frame)
    panel.fill_status.loc[5, "google_ads_spend"] = "missing"
    assert serious(panel) == []
    hinted = {finding.columns[0] for finding in diagnose(panel).findings if finding.code == "LAGGED_CORRELATION"}
    assert "google_ads_spend" not in hinted
    assert "meta_business_spend" in hinted


def test_few_rows_per_parameter_are_named() -> None:
    frame = clean_frame(110)
    dice = np.random.default_rng(1)
    for number in range(12):
        frame[f"control_{number}"] = dice.normal(size=len(frame))
    assert serious(panel_of(frame)) == [("FEW_OBSERVATIONS", (), "REVIEW")]


def test_the_same_budget_everywhere_makes_geos_worthless() -> None:
    frame = clean_frame(110, FOUR)
    frame["google_ads_spend"] = frame.groupby("date")["google_ads_spend"].transform("first")
    assert ("TIME_COLLINEAR", ("google_ads_spend",), "REVIEW") in serious(panel_of(frame))


def test_every_finding_is_of_a_kind_that_is_told_and_has_one_of_its_severities() -> None:
    found = [*diagnose(panel_of(clean_frame(60))).findings, *diagnose(panel_of(clean_frame(110, FOUR))).findings]
    assert found
    for finding in found:
        assert finding.severity in FINDING_KINDS[finding.code].severities
        assert finding.message.endswith(".")
        assert not re.search(r"\b1 (rows|periods|weeks|days|parameters)\b", finding.message), finding.message
        assert finding.advice == FINDING_KINDS[finding.code].advice


def test_one_row_that_stands_out_is_told_in_the_singular() -> None:
    frame = clean_frame()
    frame.loc[frame["date"] == "2022-06-27", "google_ads_impressions"] /= 1000
    found = next(one for one in diagnose(panel_of(frame)).findings if one.code == "COST_OUTLIERS")
    assert found.message.endswith("; 1 row stands out: 2022-06-27.")


def test_an_empty_panel_is_no_error() -> None:
    assert diagnose(panel_of(clean_frame().iloc[:0])).findings == []


def test_daily_panels_are_diagnosed_too() -> None:
    frame = clean_frame(800)
    frame["date"] = [str(day.date()) for day in pd.date_range("2021-01-01", periods=800)]
    assert {code for code, _, _ in serious(panel_of(frame, Granularity.DAY))} <= set(FINDING_KINDS)
