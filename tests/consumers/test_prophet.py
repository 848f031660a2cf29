"""Prophet takes the renamed panel, the holidays table and the regressors."""

import pytest

from domain.vocabulary import Granularity
from tests.consumers.conftest import NATIONAL, Exported, Followed
from tests.consumers.environments import Consumer

PROPHET = Consumer("prophet")
SAY = """{
    "fitted": len(model.history), "forecast": len(forecast), "finite": bool(forecast["yhat"].notna().all()),
    "regressors": sorted(model.extra_regressors), "holidays": sorted(map(str, model.train_holiday_names)),
}"""
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_the_page_leads_to_a_forecast_of_the_days_held_back(followed: Followed) -> None:
    said = PROPHET.run(PROPHET.code, SAY, followed(PROPHET))
    assert (said["fitted"], said["forecast"]) == (153, 180)  # 15 % of 180 days are held back
    assert {"google_ads_spend", "klaviyo_sends", "meta_business_spend"} <= set(said["regressors"])
    assert said["finite"]


def test_two_years_by_day_have_the_holidays_of_the_country_and_the_promotion(exported: Exported) -> None:
    said = PROPHET.run(PROPHET.code, SAY, exported(NATIONAL, Granularity.DAY))
    assert said["fitted"] == 728 - 109
    assert {"Christmas Day", "Independence Day", "Thanksgiving Day"} <= set(said["holidays"])
    assert "promo" in said["regressors"]


def test_two_years_by_week_load_as_well(exported: Exported) -> None:
    said = PROPHET.run(PROPHET.code, SAY, exported(NATIONAL, Granularity.WEEK))
    assert (said["fitted"], said["forecast"]) == (104 - 16, 104)
    assert {"klaviyo_sends", "meta_business_spend", "promo", "tiktok_ads_spend"} <= set(said["regressors"])
