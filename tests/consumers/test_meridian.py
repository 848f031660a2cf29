"""Meridian's builder takes the loader's calls as they are; its own critical checks pass; it samples."""

import pytest

from domain.vocabulary import Granularity
from tests.consumers.conftest import BY_COUNTRY, NATIONAL, Exported, Followed
from tests.consumers.environments import Consumer

MERIDIAN = Consumer("meridian")
FEW = MERIDIAN.code.replace(
    "n_chains=2, n_adapt=200, n_burnin=200, n_keep=200", "n_chains=1, n_adapt=10, n_burnin=10, n_keep=10"
)
BUILT = (
    MERIDIAN.code.partition("model.sample_posterior(")[0]
    + "data = model.input_data\nmodel._run_model_fitting_guardrail()\n"
)
SAY = """{
    "channels": data.media.coords["media_channel"].values.tolist(), "geos": data.kpi.coords["geo"].values.tolist(),
    "times": data.kpi.sizes["time"], "kpi_type": str(data.kpi_type),
    "controls": data.controls.coords["control_variable"].values.tolist(),
    "organic": [] if data.organic_media is None else data.organic_media.coords["organic_media_channel"].values.tolist(),
}"""
pytestmark = [pytest.mark.slow, pytest.mark.heavy, pytest.mark.timeout(900)]


def test_the_page_leads_to_a_return_per_channel(followed: Followed) -> None:
    assert "n_keep=10" in FEW
    say = """{
        "channels": model.inference_data.posterior["roi_m"].coords["media_channel"].values.tolist(),
        "returns": model.inference_data.posterior["roi_m"].values.ravel().tolist(),
    }"""
    said = MERIDIAN.run(FEW, say, followed(MERIDIAN))
    assert said["channels"] == ["google_ads", "meta_business"]
    assert len(said["returns"]) == 2 * 10
    assert all(value > 0 for value in said["returns"])


def test_a_national_panel_is_built_and_passes_the_critical_checks(exported: Exported) -> None:
    said = MERIDIAN.run(BUILT, SAY, exported(NATIONAL, Granularity.WEEK))
    assert said["channels"] == ["meta_business", "tiktok_ads"]
    assert (said["times"], said["kpi_type"], said["organic"]) == (104, "non_revenue", ["klaviyo_sends"])
    assert "promo" in said["controls"]


def test_a_panel_by_country_is_built_with_its_people(exported: Exported) -> None:
    said = MERIDIAN.run(BUILT, SAY, exported(BY_COUNTRY, Granularity.WEEK))
    assert (said["geos"], said["times"]) == (["ca", "gb", "us"], 104)
