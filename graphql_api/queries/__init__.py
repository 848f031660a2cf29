"""Queries: map the input, call one use case, map the answer. One file per subject, put together here."""

from __future__ import annotations

import strawberry

from graphql_api.queries.api_keys import ApiKeyQueries
from graphql_api.queries.audit import AuditQueries
from graphql_api.queries.calendar import CalendarQueries
from graphql_api.queries.causal import CausalQueries
from graphql_api.queries.column_map import ColumnMapQueries
from graphql_api.queries.conversion_rules import ConversionRulesQueries
from graphql_api.queries.coverage import CoverageQueries
from graphql_api.queries.definitions import DefinitionQueries
from graphql_api.queries.history import HistoryQueries
from graphql_api.queries.insights import InsightQueries
from graphql_api.queries.preview import PreviewQueries
from graphql_api.queries.records import RecordQueries
from graphql_api.queries.search import SearchQueries
from graphql_api.queries.time_series import TimeSeriesQueries
from graphql_api.queries.viewer import ViewerQueries


@strawberry.type(description="Reads. Every query acts for the caller's organization only.")
class Query(
    ApiKeyQueries,
    AuditQueries,
    CalendarQueries,
    CausalQueries,
    ColumnMapQueries,
    ConversionRulesQueries,
    CoverageQueries,
    DefinitionQueries,
    HistoryQueries,
    InsightQueries,
    PreviewQueries,
    RecordQueries,
    SearchQueries,
    TimeSeriesQueries,
    ViewerQueries,
):
    """Every read of the API."""
