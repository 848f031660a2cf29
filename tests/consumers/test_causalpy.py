"""CausalPy takes the formula and the index, and by country the pivoted table."""

import pytest

from domain.vocabulary import Granularity
from tests.consumers.conftest import BY_COUNTRY, NATIONAL, Exported, Followed
from tests.consumers.environments import Consumer

CAUSALPY = Consumer("causalpy")
SAY = '{"before": result.pre_design.sizes["obs_ind"], "after": len(panel) - result.pre_design.sizes["obs_ind"], "labels": result.labels}'
CONTROL = """
import json
import causalpy as cp
import pandas as pd
export = json.load(open("panel.json"))
loader = export["loaders"]["causalpy"]
wide = pd.DataFrame(export["panel"]).pivot(**loader["pivot"])
wide.index = pd.to_datetime(wide.index)
units = loader["SyntheticControl"]["control_units"]
result = cp.SyntheticControl(
    wide, pd.Timestamp(export["split"]["test"]["start"]), treated_units=["ca"],
    control_units=[unit for unit in units if unit != "ca"], model=cp.skl_models.WeightedProportion(),
)
"""
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_the_page_leads_to_what_would_have_been(followed: Followed) -> None:
    said = CAUSALPY.run(CAUSALPY.code, SAY, followed(CAUSALPY))
    assert (said["before"], said["after"]) == (153, 27)
    assert {"google_ads_spend", "meta_business_spend", "klaviyo_sends", "trend"} <= set(said["labels"])


def test_two_years_by_week_load_too(exported: Exported) -> None:
    said = CAUSALPY.run(CAUSALPY.code, SAY, exported(NATIONAL, Granularity.WEEK))
    assert (said["before"], said["after"]) == (88, 16)
    assert "promo" in said["labels"]


def test_countries_are_the_units_of_a_synthetic_control(exported: Exported) -> None:
    say = '{"shape": list(wide.shape), "units": units, "weights": [float(w) for w in result.model.coef_.ravel()]}'
    said = CAUSALPY.run(CONTROL, say, exported(BY_COUNTRY, Granularity.WEEK))
    assert said["shape"] == [104, 3]
    assert said["units"] == ["ca", "gb", "us"]
    assert len(said["weights"]) == 2
    assert sum(said["weights"]) == pytest.approx(1, abs=1e-3)
