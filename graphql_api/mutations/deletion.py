"""Deleting records."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.errors import InvalidInputError
from domain.use_cases.audited_writes import deletion_write
from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.audited import audited
from graphql_api.context import Info
from graphql_api.types.deletion import DeleteRecordsInput, DeleteRecordsPayload, to_deletion_payload
from graphql_api.types.filter_input import to_row_filter
from graphql_api.types.user_errors import to_user_errors


@strawberry.type
class DeletionMutations:
    """Records out."""

    @strawberry.mutation(
        description="Delete the records whose whole period lies inside the filter; needs ADMIN. A dry run unless "
        "`dryRun: false`. Their history stays: `asOf` before the deletion and `recordHistory` still show them."
    )
    async def delete_records(
        self,
        info: Info,
        input: Annotated[DeleteRecordsInput, strawberry.argument(description="Which records.")],  # noqa: A002 - the API's word
    ) -> DeleteRecordsPayload | None:
        """What was met, and removed."""
        require(info.context.principal, Scope.ADMIN)
        use_case, org = info.context.services.delete_records, info.context.principal.org
        try:
            rows = to_row_filter(input.filter, ("input", "filter"))
            dry_run, everything = input.dry_run, bool(input.everything)
            write = deletion_write(rows, dry_run=dry_run)
            report = await audited(info, write, use_case, org, rows, dry_run=dry_run, everything=everything)
        except InvalidInputError as error:
            return DeleteRecordsPayload(user_errors=to_user_errors(error))
        return to_deletion_payload(report)
