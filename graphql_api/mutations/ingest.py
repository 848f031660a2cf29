"""Storing raw rows."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.errors import IdempotencyKeyInUseError, InvalidInputError, TooLargeError, UnreadableBatchError
from domain.use_cases.audited_writes import ingest_write
from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.audited import audited
from graphql_api.context import Info
from graphql_api.types.given import given
from graphql_api.types.ingest import IngestPayload, to_ingest_payload
from graphql_api.types.submission_input import IngestInput, to_submission
from graphql_api.types.user_errors import to_user_errors


@strawberry.type
class IngestMutations:
    """Raw rows in."""

    @strawberry.mutation(
        description="Normalize and store raw rows. Good rows are stored even when others are rejected; "
        "the batch is one transaction."
    )
    async def ingest(
        self,
        info: Info,
        input: Annotated[IngestInput, strawberry.argument(description="Raw rows, and what is said of them.")],  # noqa: A002 - the API's word
    ) -> IngestPayload | None:
        """What became of each raw row."""
        require(info.context.principal, Scope.WRITE)
        try:
            submission = to_submission(input)
            org, services = info.context.principal.org, info.context.services
            write = ingest_write(submission)
            report = await audited(
                info,
                write,
                services.ingest,
                org,
                submission,
                given(input.observed_at),
                idempotency_key=given(input.idempotency_key),
            )
        except (InvalidInputError, UnreadableBatchError, IdempotencyKeyInUseError, TooLargeError) as error:
            return IngestPayload(user_errors=to_user_errors(error))
        return to_ingest_payload(report)
