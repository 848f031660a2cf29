"""What metrics mean."""

from __future__ import annotations

import strawberry

from domain.definitions import define_metrics
from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info
from graphql_api.types.definitions import MetricDefinition, to_metric_definition


@strawberry.type
class DefinitionQueries:
    """Definitions, the same for every organization."""

    @strawberry.field(description="Every metric: formula, unit, meaning, and which data sources report it.")
    def metric_definitions(self, info: Info) -> list[MetricDefinition] | None:
        """The metrics, in the order in which answers show them."""
        require(info.context.principal, Scope.READ)
        return [to_metric_definition(definition) for definition in define_metrics()]
