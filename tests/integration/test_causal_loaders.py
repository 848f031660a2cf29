"""The graph and the loaders: acyclic, made of the panel's columns, and by the published rules of tools that are not here."""

import re
from collections.abc import Iterator
from datetime import date
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from adapters.stores.duckdb_store import DuckDbStore
from domain.causal.columns import REGRESSOR_ROLES, Role
from domain.causal.report import CausalReport
from domain.vocabulary import Granularity
from tests.integration.test_causal_panel import export, google, mail, meta
from tests.stored import Row, broken, opened

KINDS: dict[str, dict[str, Any]] = {
    "weekly": {},
    "sunday": {"week_start": "SUNDAY"},
    "daily": {"granularity": Granularity.DAY},
    "geo": {"geo": "GEO", "population": {"us": 300, "de": 80}},
    "revenue": {"target": "revenue"},
}
SHARES = re.compile(r"[a-z0-9_]+")


def uneven(day: int, series: int) -> int:
    """A number from 1 to 97 without any rhythm."""
    return (day * day * 31 + day * 17 * series + series**5) % 97 + 1


def national_rows() -> list[Row]:
    made = [
        one
        for day in range(1, 127)
        for one in (
            meta(day, spend=uneven(day, 1), impressions=100 + uneven(day, 2), conversions=uneven(day, 3)),
            google(day, spend=uneven(day, 4), impressions=50 + uneven(day, 5), revenue=uneven(day, 6)),
        )
    ]
    return [*made, *(mail(day, sent=100 + uneven(day, 9)) for day in range(2, 127, 5))]


def geo_rows() -> list[Row]:
    return [
        broken(
            day,
            country=geo,
            spend=uneven(day, len(geo) + ord(geo[0])),
            impressions=100 + uneven(day, 7),
            conversions=uneven(day, 8),
            revenue=7,
        )
        for day in range(1, 127)
        for geo in ("US", "DE")
    ]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, CausalReport]]:
    with opened(tmp_path_factory.mktemp("loaders")) as store:
        yield {name: made(store, name, **asked) for name, asked in KINDS.items()}


def made(store: DuckDbStore, name: str, **asked: Any) -> CausalReport:
    return export(store, geo_rows() if name == "geo" else national_rows(), controls={"promo": promo(asked)}, **asked)


def promo(asked: dict[str, Any]) -> dict[str, int]:
    """A value for every day (one of each week is taken)."""
    step = 1 if asked.get("granularity") is Granularity.DAY else 7
    return {str(date.fromordinal(date(2024, 1, 1).toordinal() + n)): n % 3 for n in range(0, 140, step)}


@pytest.fixture(params=KINDS)
def report(request: pytest.FixtureRequest, reports: dict[str, CausalReport]) -> CausalReport:
    return reports[request.param]


def test_the_graph_has_no_cycle_and_its_nodes_are_columns(report: CausalReport) -> None:
    causes: dict[str, set[str]] = {name: set() for name in report.graph.nodes}
    for cause, effect in report.graph.edges:
        causes[effect].add(cause)
    assert set(TopologicalSorter(causes).static_order()) == set(report.graph.nodes)
    assert set(report.graph.nodes) <= {column.name for column in report.panel.columns}
    assert report.graph.nodes.index("kpi") >= 0


def test_every_confounder_leads_to_every_treatment_and_to_the_kpi(report: CausalReport) -> None:
    panel, edges = report.panel, set(report.graph.edges)
    treatments = panel.names(Role.PAID_SPEND, Role.ORGANIC)
    confounders = panel.names(Role.CONTROL, Role.SEASONALITY)
    assert len(treatments) > 0
    assert {(cause, effect) for cause in confounders for effect in [*treatments, "kpi"]} <= edges


def test_spend_leads_by_impressions_and_clicks_to_the_kpi(reports: dict[str, CausalReport]) -> None:
    edges = set(reports["weekly"].graph.edges)
    chain = ("meta_business_spend", "meta_business_impressions", "meta_business_clicks", "kpi", "revenue")
    assert set(pairwise(chain)) <= edges
    assert ("meta_business_spend", "kpi") not in edges
    assert {("klaviyo_sends", "klaviyo_clicks"), ("klaviyo_clicks", "kpi"), ("trend", "klaviyo_sends")} <= edges


def test_derived_columns_are_in_no_graph_and_no_formula(report: CausalReport) -> None:
    derived = set(report.panel.names(Role.DERIVED))
    assert not derived & set(report.graph.nodes)
    formula = set(SHARES.findall(report.loaders["statsmodels"]["ols"]["formula"]))
    allowed = {column.name for column in report.panel.columns if column.role in REGRESSOR_ROLES} | {"kpi", "1", "geo"}
    assert formula <= allowed


def test_gml_and_dot_say_the_same_edges(report: CausalReport) -> None:
    labels = dict(re.findall(r'id (\d+)\s+label "(\w+)"', report.graph.gml))
    gml = [(labels[a], labels[b]) for a, b in re.findall(r"source (\d+)\s+target (\d+)", report.graph.gml)]
    dot = re.findall(r"^  (\w+) -> (\w+);$", report.graph.dot, flags=re.MULTILINE)
    assert gml == dot == list(report.graph.edges)


def test_every_column_that_a_loader_names_is_in_the_panel(report: CausalReport) -> None:
    names = {column.name for column in report.panel.columns}
    meridian, pymc = report.loaders["meridian"], report.loaders["pymc_marketing"]
    told = [
        *pymc["MMM"]["channel_columns"],
        *pymc["MMM"]["control_columns"],
        *pymc["X"],
        *meridian["with_media"]["media_cols"],
        *meridian["with_media"]["media_spend_cols"],
        *meridian["with_controls"]["control_cols"],
        *report.loaders["dowhy"]["treatments"],
        *report.loaders["econml"]["fit"]["T"],
        *report.loaders["econml"]["fit"]["W"],
        *report.loaders["prophet"]["add_regressor"],
    ]
    assert set(told) <= names
    assert len(pymc["X"]) == len(set(pymc["X"]))
    assert all(SHARES.fullmatch(name) for name in names)


def test_meridian_gets_exposure_beside_spend_and_people_of_geos(reports: dict[str, CausalReport]) -> None:
    block = reports["geo"].loaders["meridian"]
    assert block["with_media"]["media_cols"] == ["meta_business_impressions"]
    assert block["with_population"] == {"population_col": "population", "geo_col": "geo"}
    assert block["DataFrameInputDataBuilder"]["kpi_type"] == "non_revenue"
    assert block["with_revenue_per_kpi"]["revenue_per_kpi_col"] == "revenue_per_kpi"
    [note] = block["notes"]
    assert "same in all geos" in note
    assert "promo" in note
    assert "promo" not in block.get("with_controls", {}).get("control_cols", [])
    assert reports["revenue"].loaders["meridian"]["DataFrameInputDataBuilder"]["kpi_type"] == "revenue"
    assert "with_revenue_per_kpi" not in reports["revenue"].loaders["meridian"]
    organic = reports["weekly"].loaders["meridian"]["with_organic_media"]
    assert organic["organic_media_cols"] == ["klaviyo_sends"]


def test_robyn_is_given_what_its_checks_let_pass(reports: dict[str, CausalReport]) -> None:
    """check_datevar, check_nas, check_novar, check_paidmedia, check_prophet, check_windows of Robyn."""
    for name in ("weekly", "sunday", "daily", "revenue"):
        report = reports[name]
        said, frame = report.loaders["robyn"]["robyn_inputs"], report.panel.frame
        used = [
            *(said["dep_var"], *said["paid_media_spends"], *said["paid_media_vars"], *said["organic_vars"]),
            *said["context_vars"],
        ]
        assert frame["date"].is_unique
        assert not frame[used].isna().any().any()
        assert (frame[used].nunique() > 1).all()
        assert (frame[said["paid_media_spends"]] >= 0).all().all()
        assert len(said["paid_media_spends"]) == len(said["paid_media_vars"])
        assert said["dep_var_type"] == ("revenue" if name == "revenue" else "conversion")
        assert said["prophet_country"] in {line["country"] for line in report.holidays}
        assert {said["window_start"], said["window_end"]} <= set(frame["date"])
        weekdays = {date.fromisoformat(day).isoweekday() for day in frame["date"]}
        assert weekdays == {"weekly": {1}, "sunday": {7}, "revenue": {1}}.get(name, set(range(1, 8)))
    assert reports["geo"].loaders["robyn"]["robyn_inputs"] is None


def test_geolift_would_drop_no_location(reports: dict[str, CausalReport]) -> None:
    """GeoDataRead drops locations with any missing period, lower-cases names and takes commas out of them."""
    report = reports["geo"]
    said, frame = report.loaders["geolift"]["GeoDataRead"], report.panel.frame
    assert frame.groupby(said["location_id"])[said["date_id"]].nunique().nunique() == 1
    assert not frame[said["Y_id"]].isna().any()
    assert frame[said["location_id"]].str.fullmatch(r"[a-z0-9_]+").all()
    assert said["format"] == "yyyy-mm-dd"
    assert reports["weekly"].loaders["geolift"]["GeoDataRead"] is None


def test_the_waves_are_those_of_the_year_and_the_trend_is_straight(reports: dict[str, CausalReport]) -> None:
    frame = reports["daily"].panel.frame
    days = (np.asarray(frame["date"], "datetime64[D]") - np.datetime64("1970-01-01")).astype(int)
    assert np.allclose(frame["yearly_sin_2"], np.sin(2 * np.pi * 2 * days / 365.25), atol=1e-12)
    assert np.allclose(frame["trend"], (days - days[0]) / 365.25)
    weekly = reports["weekly"].panel.frame
    first = (np.datetime64("2024-01-01") - np.datetime64("1970-01-01")).astype(int) + np.arange(7)
    assert weekly["yearly_cos_1"][0] == pytest.approx(np.cos(2 * np.pi * first / 365.25).mean())


def test_the_holidays_table_has_whole_years_of_the_panels_countries(reports: dict[str, CausalReport]) -> None:
    lines = reports["geo"].holidays
    assert {line["country"] for line in lines} == {"US", "DE"}
    assert ("2024-12-25", "US") in {(line["ds"], line["country"]) for line in lines}
    assert all(line["ds"].startswith(str(line["year"])) for line in lines)
    assert lines == sorted(lines, key=lambda line: (line["country"], line["ds"], line["holiday"]))
