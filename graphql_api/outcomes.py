"""Errors as clients see them: ours with code and hint, everything unknown masked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import structlog
from graphql import GraphQLError

from domain.errors import MarketingMemoryError

MAX_ERRORS = 5
log = structlog.get_logger()


def refusal(code: str, message: str, request_id: str, *, hint: str = "", retryable: bool = False) -> dict[str, Any]:
    """The body of a request that was not executed."""
    return {"errors": [_shown(message, code, request_id, hint, retryable=retryable)]}


def refuse(error: MarketingMemoryError, request_id: str) -> dict[str, Any]:
    """The body for an error of ours before execution."""
    return refusal(error.code, str(error), request_id, hint=error.hint, retryable=error.retryable)


def describe_errors(errors: Iterable[GraphQLError], request_id: str) -> list[dict[str, Any]]:
    """At most five errors; those that are not for the caller are masked and logged."""
    return [_describe(error, request_id) for error in list(errors)[:MAX_ERRORS]]


def _describe(error: GraphQLError, request_id: str) -> dict[str, Any]:
    place = {key: value for key, value in error.formatted.items() if key in {"locations", "path"}}
    original = error.original_error
    if isinstance(original, MarketingMemoryError):
        shown = _shown(str(original), original.code, request_id, original.hint, retryable=original.retryable)
        if original.field:
            shown["extensions"]["field"] = list(original.field)
        return shown | place
    if error.path is None:
        return _shown(error.message, _code_before_execution(error), request_id, "") | place
    log.error("unexpected_error", request_id=request_id, path=error.path, exc_info=original or error)
    return _shown("Something broke on our side.", "INTERNAL", request_id, "Quote the request id.") | place


def _code_before_execution(error: GraphQLError) -> str:
    if error.message.startswith("Syntax Error"):
        return "GRAPHQL_PARSE_FAILED"
    return "BAD_USER_INPUT" if error.message.startswith("Variable ") else "GRAPHQL_VALIDATION_FAILED"


def _shown(message: str, code: str, request_id: str, hint: str, *, retryable: bool = False) -> dict[str, Any]:
    extensions: dict[str, Any] = {"code": code, "requestId": request_id}
    if hint:
        extensions["hint"] = hint
    if retryable:
        extensions["retryable"] = True
    return {"message": message, "extensions": extensions}
