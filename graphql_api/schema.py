"""The schema: types, queries and mutations put together, and its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import Any

import strawberry
from graphql import DocumentNode, GraphQLEnumType, GraphQLError, GraphQLSchema, validate
from graphql.validation import NoSchemaIntrospectionCustomRule
from strawberry.extensions import AddValidationRules, ParserCache, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule
from strawberry.types.execution import ExecutionContext

from graphql_api.mutations import Mutation
from graphql_api.outcomes import MAX_ERRORS
from graphql_api.queries import Query
from graphql_api.types.rows import Metrics
from graphql_api.types.scalars import SCALARS

CACHED_DOCUMENTS = 1000
_UNKNOWN_VALUE = re.compile(r"does not exist in '(\w+)' enum")


def read_field(source: object, name: str) -> object:
    """A field of a flat row (a dictionary) or of an object."""
    return source[name] if isinstance(source, dict) else getattr(source, name)


class Schema(strawberry.Schema):
    """Errors are described and logged by the endpoint, once."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Leave errors to the endpoint."""

    @staticmethod
    def remove_field_suggestion(error: GraphQLError) -> None:
        """Suggestions of every kind go: those of enum values, arguments and types tell of the schema as well."""
        error.message = error.message.partition("Did you mean")[0].rstrip()

    def hint_of(self, message: str) -> str:
        """The values of an enum, where a message says that it lacks one; nothing where suggestions are off."""
        named = _UNKNOWN_VALUE.search(message)
        found = None if named is None else self._schema.get_type(named[1])
        if not isinstance(found, GraphQLEnumType) or self.config.disable_field_suggestions:
            return ""
        return f"Send one of: {', '.join(found.values)}."


class _Validation(SchemaExtension):
    """Validates once per document, and stops at the errors that are shown: each costs a search for what was meant."""

    def on_validate(self) -> Iterator[None]:
        """Instead of the stock validation, which goes on to 100 errors."""
        context = self.execution_context
        if context.graphql_document is not None:
            rules = (*context.validation_rules, MaybeNullValidationRule, OneOfInputValidationRule)
            context.pre_execution_errors = _validate(context.schema._schema, context.graphql_document, rules)  # noqa: SLF001 - no other way
        yield


@lru_cache(maxsize=CACHED_DOCUMENTS)
def _validate(schema: GraphQLSchema, document: DocumentNode, rules: tuple[Any, ...]) -> list[GraphQLError]:
    return validate(schema, document, rules, max_errors=MAX_ERRORS)[:MAX_ERRORS]


@cache
def make_schema(*, introspection: bool = True) -> Schema:
    """The API's schema, made once: it does not change. Without introspection, field suggestions are off too."""
    # Made anew per request; the caches behind them are shared.
    extensions: list[Callable[[], SchemaExtension]] = [
        partial(ParserCache, maxsize=CACHED_DOCUMENTS),
        _Validation,
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
