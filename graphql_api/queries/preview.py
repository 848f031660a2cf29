"""What ingest would store."""

from __future__ import annotations

from typing import Annotated

import strawberry

from domain.errors import MarketingMemoryError
from domain.use_cases.keys import require
from domain.vocabulary import Scope
from graphql_api.context import Info, in_thread
from graphql_api.types.preview import TransformPreview, to_transform_preview
from graphql_api.types.submission_input import TransformInput, to_submission
from graphql_api.types.user_errors import to_user_errors


@strawberry.type
class PreviewQueries:
    """The transformation alone."""

    @strawberry.field(description="Normalize raw rows without storing anything.")
    async def transform_preview(
        self,
        info: Info,
        input: Annotated[TransformInput, strawberry.argument(description="Raw rows, and what is said of them.")],  # noqa: A002
    ) -> TransformPreview | None:
        """What ingest would store."""
        require(info.context.principal, Scope.READ)
        try:
            submission = to_submission(input)
            return to_transform_preview(
                await in_thread(info.context.services.preview, info.context.principal.org, submission)
            )
        except MarketingMemoryError as error:
            return TransformPreview(user_errors=to_user_errors(error))
