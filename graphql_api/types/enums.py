"""Enums of the API, from the domain's registries and closed sets."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

import strawberry

from domain.audit import OUTCOME_MEANINGS
from domain.causal.files import FILES
from domain.insights.dimensions import DIMENSIONS
from domain.issues import SEVERITY_MEANINGS
from domain.metrics import METRIC_NAMES, metric_column
from domain.search.request import SEARCH_TYPE_MEANINGS
from domain.sources.registry import SOURCES
from domain.vocabulary import CONFLICT_MEANINGS, GRANULARITY_MEANINGS, LEVEL_MEANINGS, SCOPE_MEANINGS, Direction


def make_enum(name: str, description: str, members: Mapping[str, tuple[str, str]]) -> Any:
    """A GraphQL enum: member name to (value, description)."""
    values = {member: strawberry.enum_value(value, description=meaning) for member, (value, meaning) in members.items()}
    made: Any = Enum(name, values)  # type: ignore[misc] # a closed set known at start-up, not at type-checking time
    return strawberry.enum(made, description=description)


def _of(meanings: Mapping[Any, str]) -> dict[str, tuple[str, str]]:
    return {member.name: (member.value, meaning) for member, meaning in meanings.items()}


DataSource = make_enum(
    "DataSource",
    "The system that rows came from.",
    {name.upper(): (name, f"{spec.title}: {spec.meaning}") for name, spec in SOURCES.items()},
)
Level = make_enum("Level", "What a record describes.", _of(LEVEL_MEANINGS))
Dimension = make_enum(
    "Dimension", "What insights can be grouped by.", {n: (n, d.meaning) for n, d in DIMENSIONS.items()}
)
Metric = make_enum(
    "Metric",
    "A metric: a sum, or a ratio of sums.",
    {name.upper(): (name, metric_column(name).meaning) for name in METRIC_NAMES},
)
DirectionEnum = make_enum(
    "Direction",
    "Order of a list; missing values come last either way.",
    {Direction.ASC.name: ("ASC", "Smallest first."), Direction.DESC.name: ("DESC", "Largest first.")},
)
Granularity = make_enum("Granularity", "Length of the buckets of a series.", _of(GRANULARITY_MEANINGS))
SearchType = make_enum("SearchType", "How hits are found.", _of(SEARCH_TYPE_MEANINGS))
IssueSeverity = make_enum("IssueSeverity", "Whether the row was kept.", _of(SEVERITY_MEANINGS))
ConflictPolicy = make_enum(
    "ConflictPolicy",
    "What happens to rows of one batch that share a key but not their figures.",
    _of(CONFLICT_MEANINGS),
)
Scope = make_enum(
    "Scope",
    "READ: queries. WRITE: ingest. ADMIN: deletion, keys, defaults; a key cannot make a key with scopes it lacks.",
    _of(SCOPE_MEANINGS),
)
AuditOutcome = make_enum("AuditOutcome", "How a write ended, as far as the audit log knows.", _of(OUTCOME_MEANINGS))
ExportFormatEnum = make_enum(
    "ExportFormat",
    "What file to make of a causal export.",
    {name.value: (name.value, kind.meaning) for name, kind in FILES.items()},
)
