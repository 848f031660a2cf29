"""Entities as flat rows: with their figures where they were found, without where they stand in a tree."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry

from domain.search.documents import EntityDocument
from domain.search.request import Hit
from graphql_api.types.enums import DataSource, Level
from graphql_api.types.rows import METRIC_FIELDS, FieldOf, Metrics, Row, column_field, make_type
from graphql_api.types.scalars import JsonValue

_OF_ENTITY = (
    FieldOf("entity_id", strawberry.ID, "Identity of the entity: stays the same through restatements and renamings."),
    FieldOf("level", Level, "What kind of entity it is."),
    column_field("data_source", required=True),
    *(column_field(name) for name in ("account_id", "account_name", "campaign_id", "campaign_name")),
    *(column_field(name) for name in ("ad_group_id", "ad_group_name", "ad_id", "ad_name")),
    FieldOf("name", str | None, "Name of the entity itself."),
    *(column_field(name) for name in ("objective", "status", "channel", "campaign_type")),
    FieldOf("concepts", list[str], "Marketing concepts that its names and landing page tell."),
    FieldOf("countries", list[str], "Countries that its rows are broken down to."),
    FieldOf("first_date", date | None, "First day with a row."),
    FieldOf("last_date", date | None, "Last day with a row."),
)
SearchHit = make_type(
    "SearchHit",
    "An entity that was found. Metrics are over the date range that was searched, each fact counted once.",
    (
        *_OF_ENTITY,
        FieldOf("score", float, "Higher is better; comparable within one result only."),
        FieldOf("scores", JsonValue, "Parts of the score: lexical, neural, conceptual, knowledge, metric."),
        FieldOf("reasons", list[str], "Why it matched, one line each."),
        FieldOf("currency", str | None, "Currency of its money; null where nobody said, or there are several."),
        *METRIC_FIELDS,
    ),
    interface=Metrics,
)
EntitySummary = make_type("EntitySummary", "An entity without its figures.", _OF_ENTITY)


def to_hit(hit: Hit) -> Row:
    """A hit as a flat row."""
    return {
        **to_entity(hit.document),
        **hit.metrics,
        "score": hit.score,
        "scores": dict(hit.scores),
        "reasons": list(hit.reasons),
        "currency": hit.currency,
    }


def to_entity(document: EntityDocument) -> Row:
    """A document as a flat row."""
    row: dict[str, Any] = {field.name: getattr(document, field.name) for field in _OF_ENTITY[3:]}
    return {
        **row,
        "entity_id": document.key,
        "level": Level(document.level.value),
        "data_source": DataSource(document.data_source),
        "concepts": list(document.concepts),
        "countries": list(document.countries),
    }
