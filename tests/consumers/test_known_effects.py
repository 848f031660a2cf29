"""Effects that were put in come out of the export's own columns; KPI by spend alone misses them by far."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from domain.causal.columns import REGRESSOR_ROLES
from domain.causal.files import ExportFormat, export_file
from domain.causal.request import CausalRequest
from domain.vocabulary import Granularity, OrgId
from graphql_api.bootstrap import open_services
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.consumers.conftest import COUNTRIES, request_for
from tests.consumers.test_dowhy import DOWHY, of_each_treatment
from tests.consumers.worlds import EFFECTS, PEOPLE, World, ingest_world, make_world
from tests.docs_pages import DOCS

PAGE = DOCS / "causal-proof.md"
ORG = OrgId("acme")
Made = Callable[..., tuple[World, Services]]
SEEDS = (1, 2, 3)
BOTH = (Granularity.DAY, Granularity.WEEK)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """The services that hold a world's raw rows: each world goes in once."""
    with ExitStack() as stack:

        @cache
        def make(seed: int, countries: tuple[str, ...] = (), *, calm: bool = False) -> tuple[World, Services]:
            world = make_world(seed, countries, calm=calm)
            services = open_services(Settings(data=tmp_path_factory.mktemp("world")))
            stack.callback(services.close)
            ingest_world(services, ORG, world.rows)
            return world, services

        yield make


def export_of(made: tuple[World, Services], granularity: Granularity) -> dict[str, Any]:
    """The exported JSON of a world: raw rows, ingest, panel."""
    world, services = made
    report = services.causal_export(ORG, request_for(world, granularity))
    export: dict[str, Any] = json.loads(export_file(report, ExportFormat.JSON))
    return export


def is_near(found: Mapping[str, float], effects: Mapping[str, float]) -> bool:
    """Whether each effect comes out within a quarter of the truth."""
    return {name: found[name] for name in effects} == {
        name: pytest.approx(truth, rel=0.25) for name, truth in effects.items()
    }


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
    made: Made, seed: int, granularity: Granularity
) -> None:
    export = export_of(made(seed), granularity)
    panel = pd.DataFrame(export["panel"])
    found = coefficients(panel, export["loaders"]["statsmodels"]["ols"]["formula"])
    assert is_near(found, EFFECTS), found
    naive = {name: slope / EFFECTS[name] for name, slope in by_spend_alone(panel).items()}
    assert set(naive) == set(EFFECTS)
    assert all(ratio > 3 for ratio in naive.values()), naive


@pytest.mark.parametrize("granularity", BOTH)
def test_where_only_seasons_drive_demand_the_panels_regressors_need_no_controls(
    made: Made, granularity: Granularity
) -> None:
    _, services = made(3, calm=True)
    report = services.causal_export(ORG, CausalRequest(granularity=granularity))
    panel = report.panel
    regressors = [column.name for column in panel.columns if column.role in REGRESSOR_ROLES]
    loaders = json.loads(export_file(report, ExportFormat.JSON))["loaders"]
    assert loaders["statsmodels"]["ols"]["formula"].split(" ~ ")[1].split(" + ") == ["1", *regressors]
    assert is_near(slopes(panel.frame, regressors), EFFECTS)
    naive = slopes(panel.frame, list(EFFECTS))
    assert all(naive[name] > 3 * effect for name, effect in EFFECTS.items()), naive


def slopes(frame: pd.DataFrame, names: list[str]) -> dict[str, float]:
    """Coefficients of a least-squares fit of the KPI with an intercept, by numpy."""
    matrix: npt.NDArray[np.float64] = np.column_stack([np.ones(len(frame)), frame[names].to_numpy(np.float64)])
    found = np.linalg.lstsq(matrix, frame["kpi"].to_numpy(np.float64), rcond=None)[0]
    return dict(zip(names, found[1:].tolist(), strict=True))


@pytest.mark.parametrize("granularity", BOTH)
def test_a_panel_by_country_gives_the_effects_back_per_head(made: Made, granularity: Granularity) -> None:
    export = export_of(made(2, COUNTRIES), granularity)
    panel, roles = pd.DataFrame(export["panel"]), export["roles"]
    media = [paid["spend"] for paid in roles["paid"]]
    assert panel.groupby("geo")["population"].first().to_dict() == PEOPLE
    naive = {name: slope / EFFECTS[name] for name, slope in by_spend_alone(panel).items()}
    panel[["kpi", *media]] = panel[["kpi", *media]].div(panel["population"] / 1e6, axis=0)
    found = coefficients(panel, export["loaders"]["statsmodels"]["ols"]["formula"])
    assert is_near(found, {name: EFFECTS[name] for name in media}), found
    assert all(ratio > 3 for ratio in naive.values()), naive


def test_clicks_as_a_control_hide_the_effect_and_so_are_no_regressors(made: Made) -> None:
    export = export_of(made(1), Granularity.DAY)
    formula = export["loaders"]["statsmodels"]["ols"]["formula"]
    assert "clicks" not in formula
    found = coefficients(pd.DataFrame(export["panel"]), f"{formula} + meta_business_clicks")
    assert not 0.5 <= found["meta_business_spend"] / EFFECTS["meta_business_spend"] <= 2


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_page_shows_the_numbers_that_come_out(made: Made, tmp_path: Path) -> None:
    export = export_of(made(1), Granularity.DAY)
    (tmp_path / "panel.json").write_text(json.dumps(export), encoding="utf-8")
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
