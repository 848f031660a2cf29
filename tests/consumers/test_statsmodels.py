"""statsmodels fits the export's own formula."""

from pathlib import Path

import pytest

from domain.vocabulary import Granularity
from tests.consumers.conftest import BY_COUNTRY, NATIONAL, Exported, Followed
from tests.consumers.environments import Consumer

STATSMODELS = Consumer("statsmodels")
SAY = '{"rows": int(fit.nobs), "coefficients": fit.params.to_dict(), "finite": bool(fit.bse.notna().all())}'
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_the_page_leads_to_a_coefficient_per_channel(followed: Followed) -> None:
    said = STATSMODELS.run(STATSMODELS.code, SAY, followed(STATSMODELS))
    assert said["rows"] == 180
    assert {"google_ads_spend", "meta_business_spend", "klaviyo_sends", "trend"} <= set(said["coefficients"])
    assert said["finite"]


@pytest.mark.parametrize(("granularity", "rows"), [(Granularity.DAY, 728), (Granularity.WEEK, 104)])
def test_a_national_panel_loads_by_day_and_by_week(exported: Exported, granularity: Granularity, rows: int) -> None:
    said = STATSMODELS.run(STATSMODELS.code, SAY, exported(NATIONAL, granularity))
    assert said["rows"] == rows
    assert {"meta_business_spend", "tiktok_ads_spend", "klaviyo_sends", "promo"} <= set(said["coefficients"])


def test_a_panel_by_country_has_an_intercept_per_country(exported: Exported) -> None:
    said = STATSMODELS.run(STATSMODELS.code, SAY, exported(BY_COUNTRY, Granularity.WEEK))
    assert said["rows"] == 3 * 104
    assert {"C(geo)[T.gb]", "C(geo)[T.us]"} <= set(said["coefficients"])


def test_the_files_of_the_bundle_are_enough(exported_bundle: Path) -> None:
    code = (
        "import json, pandas as pd, statsmodels.formula.api as smf\n"
        "panel, loaders = pd.read_csv('panel.csv'), json.load(open('loaders.json'))\n"
        "fit = smf.ols(data=panel, **loaders['statsmodels']['ols']).fit()"
    )
    assert STATSMODELS.run(code, SAY, exported_bundle)["rows"] == 104
