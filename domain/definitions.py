"""What each metric is, and which data sources can report it: read off the columns, the ratios and the sources' own fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.metrics import METRIC_NAMES, RATIO_BY_NAME, Ratio
from domain.records import BY_NAME
from domain.sources.registry import SOURCES
from domain.sources.spec import SourceSpec
from domain.vocabulary import DataSource

_ACRONYMS = frozenset({"cpm", "cpc", "ctr", "roas"})


@dataclass(frozen=True, slots=True)
class MetricDefinition:
    """One metric as people read it: `metric` is its column, `formula` speaks of columns.

    `additive`: whether the metric of a whole is the sum of its parts'. `data_sources`: those whose rows can report it.
    """

    metric: str
    title: str
    formula: str
    unit: str
    meaning: str
    additive: bool
    data_sources: tuple[DataSource, ...]


def define_metrics(specs: Iterable[SourceSpec] = tuple(SOURCES.values())) -> tuple[MetricDefinition, ...]:
    """Every metric in the order in which answers show them; data sources in the order of the registry."""
    listed = tuple(specs)
    return tuple(_define(name, listed) for name in METRIC_NAMES)


def reports(spec: SourceSpec, metric: str) -> bool:
    """Whether rows of the source can give the metric: a sum that it reports, or a ratio whose both ends it reports."""
    reported, ratio = reported_columns(spec), RATIO_BY_NAME.get(metric)
    if ratio is None:
        return metric in reported
    has_both_ends = ratio.denominator in reported and bool(reported.intersection(ratio.numerators))
    return has_both_ends and not _is_left_out(spec, ratio)


def reported_columns(spec: SourceSpec) -> frozenset[str]:
    """Canonical columns that rows of the source can fill."""
    return spec.derived | {field.column for field in spec.fields}


def title_of(metric: str) -> str:
    """The metric's name for people.

    >>> title_of("cost_per_conversion"), title_of("roas")
    ('Cost per conversion', 'ROAS')
    """
    return metric.upper() if metric in _ACRONYMS else metric.replace("_", " ").capitalize()


def _define(name: str, specs: tuple[SourceSpec, ...]) -> MetricDefinition:
    sources = tuple(spec.name for spec in specs if reports(spec, name))
    ratio, title = RATIO_BY_NAME.get(name), title_of(name)
    if ratio is not None:
        return MetricDefinition(
            name, title, ratio.formula, ratio.unit, ratio.meaning, additive=False, data_sources=sources
        )
    column = BY_NAME[name]
    return MetricDefinition(
        name, title, f"sum({name})", column.unit, column.meaning, additive=True, data_sources=sources
    )


def _is_left_out(spec: SourceSpec, ratio: Ratio) -> bool:
    """Whether every row of the source stays out of the ratio: CTR leaves messages out, whose impressions are derived."""
    return ratio.excluding in reported_columns(spec) and bool(spec.derived & {*ratio.numerators, ratio.denominator})
