"""EconML estimates the effects of all channels at once."""

import pytest

from domain.vocabulary import Granularity
from tests.consumers.conftest import NATIONAL, Exported, Followed
from tests.consumers.environments import Consumer
from tests.consumers.worlds import EFFECTS

ECONML = Consumer("econml")
SAY = '{name: float(effect) for name, effect in effects.items()} | {"rows": len(panel)}'
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_the_page_leads_to_an_effect_per_channel(followed: Followed) -> None:
    said = ECONML.run(ECONML.code, SAY, followed(ECONML))
    assert said.pop("rows") == 180
    assert set(said) == {"google_ads_spend", "meta_business_spend"}
    assert all(-1 < effect < 1 for effect in said.values()), said


def test_two_years_by_day_give_back_the_effects(exported: Exported) -> None:
    said = ECONML.run(ECONML.code, SAY, exported(NATIONAL, Granularity.DAY))
    assert said.pop("rows") == 728
    off = {name: effect / EFFECTS[name] for name, effect in said.items()}
    assert set(off) == {"meta_business_spend", "tiktok_ads_spend"}
    assert all(0.5 <= ratio <= 2 for ratio in off.values()), off
