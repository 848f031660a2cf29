"""Errors as clients see them: ours with code and hint, everything unknown masked."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import structlog
from graphql import GraphQLError

from domain.errors import MarketingMemoryError, StoreUnavailableError

MAX_ERRORS = 5
MAX_FRAMES = 12
RETRY_AFTER = "retryAfterSeconds"
log = structlog.get_logger()


def refusal(code: str, message: str, request_id: str, *, hint: str = "", retryable: bool = False) -> dict[str, Any]:
    """The body of a request that was not executed."""
    return {"errors": [_shown(message, code, request_id, hint, retryable=retryable)]}


def busy(message: str, request_id: str, retry_after_s: int) -> dict[str, Any]:
    """The body of a request for which there was no place; it says when to come again."""
    body = refusal("BUSY", message, request_id, hint=f"Send it again after {retry_after_s} s.", retryable=True)
    body["errors"][0]["extensions"][RETRY_AFTER] = retry_after_s
    return body


def retry_after(body: dict[str, Any]) -> dict[str, str]:
    """The header that says of a refused request what its body says."""
    wait = next((error["extensions"].get(RETRY_AFTER) for error in body.get("errors", ())), None)
    return {} if wait is None else {"Retry-After": str(wait)}


def refuse(error: MarketingMemoryError, request_id: str) -> dict[str, Any]:
    """The body for an error of ours before execution."""
    return refusal(error.code, str(error), request_id, hint=error.hint, retryable=error.retryable)


def no_hint(_message: str) -> str:
    """Where the schema is not to be told of."""
    return ""


def describe_errors(
    errors: Iterable[GraphQLError], request_id: str, hint_of: Callable[[str], str] = no_hint
) -> list[dict[str, Any]]:
    """At most five errors; those that are not for the caller are masked and logged.

    `hint_of`: what to do about a message of GraphQL's own.
    """
    return [_describe(error, request_id, hint_of) for error in list(errors)[:MAX_ERRORS]]


def _describe(error: GraphQLError, request_id: str, hint_of: Callable[[str], str]) -> dict[str, Any]:
    place = {key: value for key, value in error.formatted.items() if key in {"locations", "path"}}
    original = error.original_error
    if isinstance(original, StoreUnavailableError) and original.__cause__ is not None:
        _log_masked("store_failed", original, request_id, error.path)
        return _shown(original.meaning, original.code, request_id, original.hint, retryable=True) | place
    if isinstance(original, MarketingMemoryError):
        shown = _shown(str(original), original.code, request_id, original.hint, retryable=original.retryable)
        if original.field:
            shown["extensions"]["field"] = list(original.field)
        return shown | place
    if error.path is None:
        return _shown(error.message, _code_before_execution(error), request_id, hint_of(error.message)) | place
    return mask(original or error, request_id, error.path) | place


def mask(error: BaseException, request_id: str, path: object = None) -> dict[str, Any]:
    """What a caller sees of a bug: nothing but the request id that finds it in the log."""
    _log_masked("unexpected_error", error, request_id, path)
    return _shown("Something broke on our side.", "INTERNAL", request_id, "Quote the request id.")


def _log_masked(event: str, error: BaseException, request_id: str, path: object) -> None:
    """Kinds and places, never messages: those of libraries quote the rows they choke on."""
    kinds, cause = [type(error).__name__], error.__cause__
    while cause is not None and len(kinds) < MAX_FRAMES:
        kinds, cause = [*kinds, type(cause).__name__], cause.__cause__
    frames = traceback.extract_tb(error.__traceback__)[-MAX_FRAMES:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    log.error(event, request_id=request_id, path=path, error=" < ".join(kinds), frames=places)


_BAD_VALUES = (" has invalid value", " was not provided", " must not be null")


def _code_before_execution(error: GraphQLError) -> str:
    if error.message.startswith("Syntax Error"):
        return "GRAPHQL_PARSE_FAILED"
    is_value = error.message.startswith("Variable ") and any(words in error.message for words in _BAD_VALUES)
    return "BAD_USER_INPUT" if is_value else "GRAPHQL_VALIDATION_FAILED"


def _shown(message: str, code: str, request_id: str, hint: str, *, retryable: bool = False) -> dict[str, Any]:
    extensions: dict[str, Any] = {"code": code, "requestId": request_id}
    if hint:
        extensions["hint"] = hint
    if retryable:
        extensions["retryable"] = True
    return {"message": message, "extensions": extensions}
