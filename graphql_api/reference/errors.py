"""docs/reference/errors.md: every code that a caller can meet, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from domain import errors
from domain.errors import MarketingMemoryError
from domain.summation.needs import REASON_MEANINGS
from graphql_api.reference.tables import code, meaning_of, page, section, table

INTRO = (
    "Codes are stable: write programs against them, not against messages. What a caller of a mutation can mend comes back as data, "
    "in `userErrors { code message field }`; everything else stands in `errors`, with the code in `extensions.code`, beside "
    "`requestId`, which finds the request in the server's log."
)
REQUESTS = "Refused before any field was asked for: the answer has no `data`."
ISSUES = "What is wrong with a raw row, or odd about it, is no error: see [issues of raw rows](issues.md)."
EXCLUDED = "Rows that a total leaves out, in `excluded` of `insights`: see [what a total counts](../totals.md)."
RETRY = {True: "yes", False: "no"}

SEEN: dict[type[MarketingMemoryError], str] = {
    errors.MarketingMemoryError: "`errors`; HTTP 500 where nothing was executed",
    errors.InvalidInputError: "`userErrors` of mutations and previews; `errors` of queries, HTTP 200; a command ends with 1",
    errors.MixedCurrencyError: "`errors` of `causalExport`, HTTP 200; a command ends with 1",
    errors.PanelRefusedError: "`errors` of `causalExport`, HTTP 200; HTTP 400 at `/exports/`; a command ends with 1",
    errors.LinkRefusedError: "HTTP 403 at `/exports/`",
    errors.LinkEndedError: "HTTP 410 at `/exports/`",
    errors.MorePagesError: "`userErrors` of `ingest`; a command names the file and ends with 1",
    errors.UnreadableBatchError: "`userErrors`; a command names the file and ends with 1",
    errors.UpstreamError: "`userErrors`; a command names the file and ends with 1",
    errors.UnauthenticatedError: "HTTP 401",
    errors.ForbiddenError: "`errors`, HTTP 200",
    errors.StoreLockedError: "a command ends with 1",
    errors.StoreUnavailableError: "`errors`, HTTP 200; HTTP 503 where nothing was executed; `/readyz` answers 503",
    errors.AuditUnavailableError: "`errors`, HTTP 200; a command ends with 1",
    errors.IdempotencyKeyReusedError: "`userErrors` of `ingest`; a command ends with 1",
    errors.IdempotencyKeyInUseError: "`userErrors` of `ingest`; a command ends with 1",
    errors.RemoteIndexUnavailableError: "`notice` of `search`; the server's log; `/readyz` says so",
    errors.EmbedderUnavailableError: "`notice` of `search`; the server's log; `/readyz` says so",
    errors.EmbedderRefusedError: "`notice` of `search`; the server's log; `./run reindex` ends with 1",
    errors.InterpreterUnavailableError: "`notice` of `search`; the server's log",
    errors.NotFoundError: "`userErrors` of `revokeApiKey`; a command ends with 1",
    errors.SettingError: "the server or command ends with 1 before it starts",
    errors.TooLargeError: "HTTP 400; HTTP 413 where the body is too large",
}
"""Where an error of ours is met."""


class RequestError(NamedTuple):
    """A refusal of the HTTP layer."""

    code: str
    status: str
    meaning: str
    remedy: str
    retryable: bool = False


REQUEST_ERRORS = (
    RequestError("BAD_REQUEST", "400", "The body is no GraphQL request.", "Send one JSON object with `query`."),
    RequestError("GRAPHQL_PARSE_FAILED", "400", "The document is no GraphQL.", "Mend it where `locations` points."),
    RequestError(
        "GRAPHQL_VALIDATION_FAILED",
        "400",
        "The document asks for what the schema does not have.",
        "Compare it with `schema.graphql` or GraphiQL.",
    ),
    RequestError("BAD_USER_INPUT", "400", "A variable does not fit its type.", "Mend the variable that is named."),
    RequestError("METHOD_NOT_ALLOWED", "405", "A mutation over GET.", "Send mutations by POST."),
    RequestError("NOT_ACCEPTABLE", "406", "The `Accept` header takes no JSON.", "Accept `application/json`."),
    RequestError(
        "TIMEOUT", "408, 503", "The body or the answer took too long.", "Ask for less at a time.", retryable=True
    ),
    RequestError(
        "UNSUPPORTED_MEDIA_TYPE", "415", "The body is not plain JSON.", "Send `application/json`, not compressed."
    ),
    RequestError(
        "BUSY",
        "503",
        "Too many operations at a time.",
        "Try again after `Retry-After` seconds, which `extensions.retryAfterSeconds` says too.",
        retryable=True,
    ),
)


def errors_page() -> str:
    """The page's text."""
    header = ("Code", "Meaning", "Where it is met", "Retry helps", "What to do")
    request_header = ("Code", "HTTP", "Meaning", "Retry helps", "What to do")
    return page(
        "Errors and reasons",
        INTRO,
        section("Errors", table(header, (_error_row(kind) for kind in error_tree()))),
        section("Requests", REQUESTS, table(request_header, (_request_row(error) for error in REQUEST_ERRORS))),
        section("Issues of raw rows", ISSUES),
        section("Reasons why a row is not counted", EXCLUDED, _reasons()),
    )


def error_tree(root: type[MarketingMemoryError] = MarketingMemoryError) -> Iterator[type[MarketingMemoryError]]:
    """The error and those below it, each before its own."""
    yield root
    for kind in root.__subclasses__():
        if kind.__module__ == errors.__name__:
            yield from error_tree(kind)


def _error_row(kind: type[MarketingMemoryError]) -> tuple[str, ...]:
    what = f"Error {kind.__name__}"
    meaning = meaning_of(vars(kind).get("meaning"), what, f"`meaning` of domain/errors.py, {kind.__name__}")
    remedy = meaning_of(vars(kind).get("remedy"), what, f"`remedy` of domain/errors.py, {kind.__name__}")
    seen = meaning_of(SEEN.get(kind), what, "SEEN of graphql_api/reference/errors.py")
    return code(kind.code), meaning, seen, RETRY[kind.retryable], remedy


def _request_row(error: RequestError) -> tuple[str, ...]:
    return code(error.code), error.status, error.meaning, RETRY[error.retryable], error.remedy


def _reasons() -> str:
    return table(("Reason", "Meaning"), ((code(reason.name), text) for reason, text in REASON_MEANINGS.items()))
