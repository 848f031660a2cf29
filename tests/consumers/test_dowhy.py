"""DoWhy reads the exported graph, finds what to control for, and comes near the effects that were put in."""

import pytest

from domain.vocabulary import Granularity
from tests.consumers.conftest import BY_COUNTRY, NATIONAL, Exported, Followed
from tests.consumers.environments import Consumer
from tests.consumers.worlds import EFFECTS

DOWHY = Consumer("dowhy")
SAY = '{"controlled": sorted(estimand.get_backdoor_variables()), "effect": float(effect.value)}'
WAVES = {"trend", "yearly_sin_1", "yearly_cos_1", "yearly_sin_2", "yearly_cos_2"}
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def of_each_treatment() -> str:
    """The page's code for one treatment after the other."""
    before, _, rest = DOWHY.code.partition("model = CausalModel(")
    once = ("model = CausalModel(" + rest).replace(
        '**loader["CausalModel"]', '**{**loader["CausalModel"], "treatment": [treatment]}'
    )
    lines = "".join(f"    {line}\n" for line in once.strip().splitlines())
    return f"{before}effects = {{}}\nfor treatment in loader['treatments']:\n{lines}    effects[treatment] = float(effect.value)\n"


def test_the_page_leads_to_an_effect_and_to_what_was_controlled_for(followed: Followed) -> None:
    said = DOWHY.run(DOWHY.code, SAY, followed(DOWHY))
    assert set(said["controlled"]) >= WAVES | {"is_weekend"}
    assert not {name for name in said["controlled"] if name.endswith(("_clicks", "_impressions", "_cpm"))}
    assert 0 < said["effect"] < 1


@pytest.mark.parametrize("granularity", [Granularity.DAY, Granularity.WEEK])
def test_the_graph_gives_back_the_effect_of_each_channel(exported: Exported, granularity: Granularity) -> None:
    effects = DOWHY.run(of_each_treatment(), "effects", exported(NATIONAL, granularity))
    assert set(effects) == set(EFFECTS)
    off = {name: effect / EFFECTS[name] for name, effect in effects.items()}
    assert all(0.5 <= ratio <= 2 for ratio in off.values()), off


def test_the_graph_of_a_panel_by_country_controls_for_the_country(exported: Exported) -> None:
    said = DOWHY.run(DOWHY.code, SAY, exported(BY_COUNTRY, Granularity.WEEK))
    assert {"geo", "promo"} | WAVES <= set(said["controlled"])
