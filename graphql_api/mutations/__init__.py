"""Mutations: what the caller can mend comes back as data. One file per subject, put together here."""

from __future__ import annotations

import strawberry

from graphql_api.mutations.accounts import AccountMutations
from graphql_api.mutations.api_keys import ApiKeyMutations
from graphql_api.mutations.column_map import ColumnMapMutations
from graphql_api.mutations.conversion_rules import ConversionRulesMutations
from graphql_api.mutations.deletion import DeletionMutations
from graphql_api.mutations.ingest import IngestMutations


@strawberry.type(description="Writes. Every mutation acts for the caller's organization only.")
class Mutation(
    AccountMutations,
    ApiKeyMutations,
    ColumnMapMutations,
    ConversionRulesMutations,
    DeletionMutations,
    IngestMutations,
):
    """Every write of the API."""
