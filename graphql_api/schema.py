"""The schema: types, queries and mutations put together, and its text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import strawberry
from graphql import GraphQLError
from graphql.validation import NoSchemaIntrospectionCustomRule
from strawberry.extensions import AddValidationRules, ParserCache, SchemaExtension, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types.execution import ExecutionContext

from graphql_api.mutations import Mutation
from graphql_api.queries import Query
from graphql_api.types.rows import Metrics
from graphql_api.types.scalars import SCALARS

CACHED_DOCUMENTS = 1000


def read_field(source: object, name: str) -> object:
    """A field of a flat row (a dictionary) or of an object."""
    return source[name] if isinstance(source, dict) else getattr(source, name)


class Schema(strawberry.Schema):
    """Errors are described and logged by the endpoint, once."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Leave errors to the endpoint."""


def make_schema(*, introspection: bool = True) -> Schema:
    """The API's schema. Without introspection, field suggestions are off too."""
    # Made anew per request; the caches behind them are shared.
    extensions: list[Callable[[], SchemaExtension]] = [
        partial(ParserCache, maxsize=CACHED_DOCUMENTS),
        partial(ValidationCache, maxsize=CACHED_DOCUMENTS),
    ]
    if not introspection:
        extensions.insert(0, partial(AddValidationRules, [NoSchemaIntrospectionCustomRule]))
    return Schema(
        query=Query,
        mutation=Mutation,
        types=[Metrics],
        extensions=extensions,
        config=StrawberryConfig(
            default_resolver=read_field, scalar_map=dict(SCALARS), disable_field_suggestions=not introspection
        ),
    )


def schema_text() -> str:
    """The schema as `schema.graphql` at the top level holds it."""
    return make_schema().as_str().rstrip() + "\n"
