"""Definitions of metrics."""

from __future__ import annotations

import strawberry

from domain.definitions import MetricDefinition as Definition
from graphql_api.types.enums import DataSource, Metric
from graphql_api.types.given import describe


@strawberry.type(description="What a metric is, and which data sources report it.")
class MetricDefinition:
    metric: Metric = describe("The metric.")
    name: str = describe("Its name for people, e.g. Cost per conversion.")
    formula: str = describe("Formula in columns of the record; each stands for a sum over rows.")
    unit: str = describe("count, currency units, currency units per 1000, fraction (0 to 1) or ratio.")
    description: str = describe("What it says.")
    additive: bool = describe("Whether the metric of a whole is the sum of its parts'. Ratios are not.")
    data_sources: list[DataSource] = describe("Systems whose rows can report it.")


def to_metric_definition(definition: Definition) -> MetricDefinition:
    """A definition in the API's type."""
    return MetricDefinition(
        metric=Metric(definition.metric),
        name=definition.title,
        formula=definition.formula,
        unit=definition.unit,
        description=definition.meaning,
        additive=definition.additive,
        data_sources=[DataSource(name) for name in definition.data_sources],
    )
