"""PyMC-Marketing builds its model from the loader's block and samples from it."""

import pytest

from domain.vocabulary import Granularity
from tests.consumers.conftest import BY_COUNTRY, NATIONAL, Exported, Followed
from tests.consumers.environments import Consumer

PYMC = Consumer("pymc_marketing")
FEW = PYMC.code.replace("draws=500, tune=500, chains=2", "draws=20, tune=20, chains=1, cores=1, progressbar=False")
BUILT = (
    PYMC.code.replace("model.fit(", "model.build_model(")
    .replace(", draws=500, tune=500, chains=2, random_seed=1)", ")\n")
    .rpartition("print(")[0]
)
SAY = """{
    "channels": model.idata.posterior["saturation_beta"].coords["channel"].values.tolist(),
    "finite": bool(model.idata.posterior["saturation_beta"].notnull().all()),
    "dates": model.idata.fit_data.sizes["date"], "controls": model.control_columns,
}"""
pytestmark = [pytest.mark.slow, pytest.mark.heavy, pytest.mark.timeout(900)]


def test_the_page_leads_to_an_effect_per_channel(followed: Followed) -> None:
    assert "draws=20" in FEW
    said = PYMC.run(FEW, SAY, followed(PYMC))
    assert said["channels"] == ["google_ads_spend", "meta_business_spend"]
    assert said["dates"] == 180
    assert said["finite"]


def test_a_national_panel_becomes_a_model(exported: Exported) -> None:
    say = '{"coords": {k: len(v) for k, v in model.model.coords.items()}, "channels": list(model.model.coords["channel"])}'
    said = PYMC.run(BUILT, say, exported(NATIONAL, Granularity.WEEK))
    assert said["channels"] == ["meta_business_spend", "tiktok_ads_spend"]
    assert said["coords"]["date"] == 104


def test_a_panel_by_country_becomes_a_model_with_a_dimension_geo(exported: Exported) -> None:
    say = '{"geo": list(model.model.coords["geo"]), "dates": len(model.model.coords["date"]), "dims": list(model.dims)}'
    said = PYMC.run(BUILT, say, exported(BY_COUNTRY, Granularity.WEEK))
    assert said == {"geo": ["ca", "gb", "us"], "dates": 104, "dims": ["geo"]}
