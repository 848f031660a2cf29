"""Definitions of metrics: what each source says it reports is what its rows fill, in every export we have."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.definitions import define_metrics, reported_columns, reports
from domain.errors import UpstreamError
from domain.metrics import METRIC_NAMES
from domain.records import ADDITIVE
from domain.sources.meta_figures import STAT_COLUMNS
from domain.sources.registry import SOURCES
from domain.sources.spec import Field
from domain.vocabulary import DataSource
from tests.builders import action, google_row, klaviyo_row, meta_row, normalized

FOLDER = Path(__file__).parents[1] / "fixtures"
META, GOOGLE, KLAVIYO = (DataSource(name) for name in ("meta_business", "google_ads", "klaviyo"))
BY_METRIC = {definition.metric: definition for definition in define_metrics()}
PERIOD = ("2024-01-01", "2024-01-31")
META_ROW = meta_row(
    actions=[action("purchase", "2", **{"1d_view": "1"})],
    **{name: [action("video_view", "3")] for name in STAT_COLUMNS.values()},
)


def filled_columns(source: DataSource, payload: object) -> set[str]:
    """Metrics that the records of a payload report."""
    table = normalized(payload, source, period=PERIOD).records
    return {column.name for column in ADDITIVE if table[column.name].null_count < table.num_rows}


def exports() -> Iterator[tuple[DataSource, Path]]:
    expected = json.loads((FOLDER / "expected.json").read_text())
    for name, said in expected.items():
        if name.endswith(".json") and not name.startswith("_"):
            yield DataSource(said["source"]), FOLDER / name


@pytest.mark.parametrize(("source", "file"), list(exports()), ids=str)
def test_no_export_fills_a_metric_that_its_source_does_not_declare(source: DataSource, file: Path) -> None:
    try:
        filled = filled_columns(source, json.loads(file.read_text()))
    except UpstreamError:
        return  # an error answer reports nothing
    assert filled <= reported_columns(SOURCES[source])


@pytest.mark.parametrize(
    ("source", "row"),
    [
        (META, META_ROW),
        (GOOGLE, google_row()),
        (KLAVIYO, klaviyo_row()),
    ],
)
def test_what_a_source_derives_is_filled_from_one_of_its_rows(source: DataSource, row: object) -> None:
    assert SOURCES[source].derived
    assert SOURCES[source].derived <= filled_columns(source, [row])


def test_a_derived_metric_is_no_field_as_well() -> None:
    for spec in SOURCES.values():
        assert not spec.derived & {field.column for field in spec.fields}


def test_every_metric_is_defined_once_and_reported_by_some_source() -> None:
    assert [definition.metric for definition in define_metrics()] == list(METRIC_NAMES)
    assert [d.metric for d in define_metrics() if not (d.data_sources and d.unit and d.meaning and d.formula)] == []


@pytest.mark.parametrize(
    ("metric", "sources"),
    [
        ("spend", (META, GOOGLE, KLAVIYO)),  # Klaviyo's texts cost money
        ("conversions", (META, GOOGLE, KLAVIYO)),
        ("opens", (KLAVIYO,)),
        ("video_views", (META, GOOGLE)),
        ("ctr", (META, GOOGLE)),  # messages are delivered, not shown
        ("open_rate", (KLAVIYO,)),
        ("roas", (META, GOOGLE, KLAVIYO)),
    ],
)
def test_data_sources_of_a_metric_are_those_whose_rows_can_say_it(metric: str, sources: tuple[DataSource, ...]) -> None:
    assert [name for name in BY_METRIC[metric].data_sources if name in {META, GOOGLE, KLAVIYO}] == list(sources)


def test_a_ratio_is_additive_for_nobody_and_names_both_ends() -> None:
    cpm = BY_METRIC["cpm"]
    assert (cpm.title, cpm.formula, cpm.unit, cpm.additive) == (
        "CPM",
        "1000 * spend / impressions",
        "currency units per 1000",
        False,
    )
    spend = BY_METRIC["spend"]
    assert (spend.title, spend.formula, spend.additive) == ("Spend", "sum(spend)", True)


def test_a_source_of_ads_and_messages_reports_ctr_of_its_ads() -> None:
    fields = tuple(Field(column, (column,)) for column in ("impressions", "clicks", "delivered"))
    assert reports(replace(SOURCES[META], fields=fields, derived=frozenset()), "ctr")


def test_a_source_without_a_denominator_does_not_report_the_ratio() -> None:
    spec = replace(SOURCES[META], fields=(Field("spend", ("spend",)),), derived=frozenset())
    assert [metric for metric in METRIC_NAMES if reports(spec, metric)] == ["spend"]


def test_rows_of_meta_say_no_opens() -> None:
    assert "opens" not in filled_columns(META, [meta_row()])
