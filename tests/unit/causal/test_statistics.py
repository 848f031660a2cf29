"""Correlations, VIF and summaries against other computations of the same numbers."""

import numpy as np
import pytest
from scipy import stats
from sklearn.linear_model import LinearRegression

from domain.causal.diagnostics import diagnose
from domain.causal.diagnostics.geos import explained_by
from tests.unit.causal.panels import clean_frame, panel_of

FRAME = clean_frame()
FOUND = diagnose(panel_of(FRAME))
PAIRS = {(c.x, c.y): c for c in FOUND.correlations}


def test_pearson_and_p_are_those_of_scipy_pair_by_pair() -> None:
    for (x, y), pair in PAIRS.items():
        expected = stats.pearsonr(FRAME[x], FRAME[y])
        assert pair.pearson == pytest.approx(expected.statistic, abs=1e-12)
        assert pair.p_value == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-300)
        assert pair.spearman == pytest.approx(stats.spearmanr(FRAME[x], FRAME[y]).statistic, abs=1e-12)
        assert pair.n == len(FRAME)


def test_q_is_that_of_benjamini_and_yekutieli_by_hand() -> None:
    tested = sorted((pair.p_value, pair.q_value) for pair in FOUND.correlations if pair.p_value is not None)
    count = len(tested)
    harmonic = sum(1 / k for k in range(1, count + 1))
    raw = [p * count * harmonic / rank for rank, (p, _) in enumerate(tested, start=1)]
    expected = [min(1.0, *raw[place:]) for place in range(count)]
    assert [q for _, q in tested] == pytest.approx(expected)


def test_missing_cells_are_left_out_pair_by_pair() -> None:
    frame = FRAME.copy()
    frame.loc[:9, "kpi"] = np.nan
    found = {(c.x, c.y): c for c in diagnose(panel_of(frame)).correlations}
    assert found["kpi", "google_ads_spend"].n == len(frame) - 10
    rest = FRAME.iloc[10:]
    expected = stats.pearsonr(rest["kpi"], rest["google_ads_spend"]).statistic
    assert found["kpi", "google_ads_spend"].pearson == pytest.approx(expected)
    assert found["google_ads_spend", "klaviyo_sends"].n == len(frame)


def test_vif_is_one_over_one_minus_the_r2_of_the_others() -> None:
    names = [
        *("google_ads_spend", "meta_business_spend", "tiktok_ads_spend"),
        *("klaviyo_sends", "trend", "yearly_sin_1", "yearly_cos_1"),
    ]
    for summary in FOUND.summaries:
        if summary.column not in names:
            assert summary.vif is None
            continue
        others = FRAME[[name for name in names if name != summary.column]]
        r2 = LinearRegression().fit(others, FRAME[summary.column]).score(others, FRAME[summary.column])
        assert summary.vif == pytest.approx(1 / (1 - r2), rel=1e-9)


def test_summaries_are_those_of_pandas() -> None:
    told = FRAME.describe()
    for summary in FOUND.summaries:
        column = told[summary.column]
        figures = (summary.count, summary.mean, summary.std, summary.min, summary.median, summary.max)
        wanted = [column[name] for name in ("count", "mean", "std", "min", "50%", "max")]
        assert figures == pytest.approx(tuple(wanted))
    assert [s.column for s in FOUND.summaries] == [name for name in FRAME.columns if name not in {"date", "geo"}]


def test_a_constant_column_correlates_with_nothing() -> None:
    found = diagnose(panel_of(FRAME.assign(tiktok_ads_spend=1.0))).correlations
    flat = [pair for pair in found if "tiktok_ads_spend" in {pair.x, pair.y}]
    assert flat
    assert all(pair.pearson is None and pair.q_value is None and pair.n == len(FRAME) for pair in flat)


def test_what_groups_explain_is_the_r2_on_their_dummies() -> None:
    frame = clean_frame(60, ("a", "b", "c"))
    dummies = np.stack([(frame["geo"] == geo).to_numpy(float) for geo in "abc"], axis=1)
    r2 = LinearRegression(fit_intercept=False).fit(dummies, frame["kpi"]).score(dummies, frame["kpi"])
    assert explained_by(frame["kpi"].to_numpy(), frame["geo"]) == pytest.approx(r2)


def test_order_of_columns_and_repetition_change_no_bit() -> None:
    again = diagnose(panel_of(clean_frame()))
    assert again == FOUND
