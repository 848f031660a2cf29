"""Effects that were put in come out of the export's own columns; KPI by spend alone misses them by far."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from domain.causal.files import ExportFormat, export_file
from domain.vocabulary import Granularity, OrgId
from graphql_api.bootstrap import open_services
from graphql_api.settings import Settings
from tests.consumers.conftest import COUNTRIES, request_for
from tests.consumers.test_dowhy import DOWHY, of_each_treatment
from tests.consumers.worlds import EFFECTS, PEOPLE, ingest_world, make_world
from tests.docs_pages import DOCS

PAGE = DOCS / "causal-proof.md"
SEEDS = (1, 2, 3)
BOTH = (Granularity.DAY, Granularity.WEEK)


def export_of(folder: Path, seed: int, granularity: Granularity, countries: tuple[str, ...] = ()) -> dict[str, Any]:
    """The exported JSON of a world: raw rows, ingest, panel."""
    world = make_world(seed, countries)
    services = open_services(Settings(data=folder / "data"))
    try:
        ingest_world(services, OrgId("acme"), world.rows)
        report = services.causal_export(OrgId("acme"), request_for(world, granularity))
    finally:
        services.close()
    body = export_file(report, ExportFormat.JSON)
    (folder / "panel.json").write_bytes(body)
    export: dict[str, Any] = json.loads(body)
    return export


def coefficients(panel: pd.DataFrame, formula: str) -> dict[str, float]:
    import statsmodels.formula.api as smf  # noqa: PLC0415 - a second, only here

    found: dict[str, float] = smf.ols(formula, data=panel).fit().params.to_dict()
    return found


def by_spend_alone(panel: pd.DataFrame) -> dict[str, float]:
    """The slope of the KPI on each treatment, as a scatter plot suggests it."""
    return {name: coefficients(panel, f"kpi ~ {name}")[name] for name in EFFECTS if name in panel}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("granularity", BOTH)
def test_least_squares_with_the_exports_columns_gives_the_effects_back(
    tmp_path: Path, seed: int, granularity: Granularity
) -> None:
    export = export_of(tmp_path, seed, granularity)
    panel = pd.DataFrame(export["panel"])
    found = coefficients(panel, export["loaders"]["statsmodels"]["ols"]["formula"])
    off = {name: found[name] / effect for name, effect in EFFECTS.items()}
    assert all(0.5 <= ratio <= 2 for ratio in off.values()), off
    naive = {name: slope / EFFECTS[name] for name, slope in by_spend_alone(panel).items()}
    assert set(naive) == set(EFFECTS)
    assert all(ratio > 3 for ratio in naive.values()), naive


@pytest.mark.parametrize("granularity", BOTH)
def test_a_panel_by_country_gives_the_effects_back_per_head(tmp_path: Path, granularity: Granularity) -> None:
    export = export_of(tmp_path, 2, granularity, COUNTRIES)
    panel, roles = pd.DataFrame(export["panel"]), export["roles"]
    media = [paid["spend"] for paid in roles["paid"]]
    assert panel.groupby("geo")["population"].first().to_dict() == PEOPLE
    naive = {name: slope / EFFECTS[name] for name, slope in by_spend_alone(panel).items()}
    panel[["kpi", *media]] = panel[["kpi", *media]].div(panel["population"] / 1e6, axis=0)
    found = coefficients(panel, export["loaders"]["statsmodels"]["ols"]["formula"])
    off = {name: found[name] / EFFECTS[name] for name in media}
    assert all(0.5 <= ratio <= 2 for ratio in off.values()), off
    assert all(ratio > 3 for ratio in naive.values()), naive


def test_clicks_as_a_control_hide_the_effect_and_so_are_no_regressors(tmp_path: Path) -> None:
    export = export_of(tmp_path, 1, Granularity.DAY)
    formula = export["loaders"]["statsmodels"]["ols"]["formula"]
    assert "clicks" not in formula
    found = coefficients(pd.DataFrame(export["panel"]), f"{formula} + meta_business_clicks")
    assert not 0.5 <= found["meta_business_spend"] / EFFECTS["meta_business_spend"] <= 2


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_page_shows_the_numbers_that_come_out(tmp_path: Path) -> None:
    export = export_of(tmp_path, 1, Granularity.DAY)
    panel = pd.DataFrame(export["panel"])
    least_squares = coefficients(panel, export["loaders"]["statsmodels"]["ols"]["formula"])
    identified = DOWHY.run(of_each_treatment(), "effects", tmp_path)
    alone = by_spend_alone(panel)
    lines = [
        f"| `{name}` | {effect} | {alone[name]:.4f} ({alone[name] / effect:.1f} x) | {least_squares[name]:.4f} "
        f"({least_squares[name] / effect:.2f} x) | {identified[name]:.4f} ({identified[name] / effect:.2f} x) |"
        for name, effect in EFFECTS.items()
    ]
    shown = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert shown == lines
