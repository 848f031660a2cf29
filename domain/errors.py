"""The errors a caller can meet. Each knows its stable code, what to do next, and whether a retry can help.

docs/reference/errors.md is written from this tree: an error without `meaning` and `remedy` of its own fails the check.
"""

from __future__ import annotations

from typing import ClassVar


class MarketingMemoryError(Exception):
    """Root of all our own errors; anything else that is raised is a bug."""

    code: ClassVar[str] = "INTERNAL"
    retryable: ClassVar[bool] = False
    meaning: ClassVar[str] = "Something broke on our side."
    remedy: ClassVar[str] = "Look for the request id in the server's log, and report it with the lines found there."

    def __init__(self, message: str, *, hint: str = "", field: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.field = field

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InvalidInputError(MarketingMemoryError):
    """An argument has a value that cannot be used; `field` names it."""

    code = "INVALID_INPUT"
    meaning = "An argument has a value that cannot be used; the message names it and the valid ones."
    remedy = "Mend the argument that `field` names."


class MixedCurrencyError(InvalidInputError):
    """Money of several currencies cannot be added up."""

    code = "MIXED_CURRENCY"
    meaning = "The rows have money of several currencies, which no panel can add up; the message lists them."
    remedy = "Send `filter.currency` with one of them."


class PanelRefusedError(InvalidInputError):
    """`strict` was asked for, and the panel has errors."""

    code = "PANEL_REFUSED"
    meaning = "`strict` was asked for, and the panel has errors that would make a model wrong; the message names them."
    remedy = "Mend what the findings name, or leave `strict` out and read them in `findings`."


class LinkRefusedError(MarketingMemoryError):
    """A download address that was not given out as it is, or not any more."""

    code = "LINK_REFUSED"
    meaning = "The download address was changed, or was never given out."
    remedy = "Ask `causalExport` for a new `downloadUrl`."


class LinkEndedError(LinkRefusedError):
    """A download address whose time is over."""

    code = "LINK_ENDED"
    meaning = "The download address was good for a day, which is over."
    remedy = "Ask `causalExport` for a new `downloadUrl`."


class MorePagesError(InvalidInputError):
    """A window can only be replaced by all of its pages."""

    code = "MORE_PAGES"
    meaning = (
        "`replaceWindow` was asked for, but the answer says that more pages follow; nothing was stored or removed."
    )
    remedy = "Send all pages in one ingest, or leave `replaceWindow` out."


class UnreadableBatchError(MarketingMemoryError):
    """The payload as a whole cannot be read as rows: nothing was stored."""

    code = "UNREADABLE_BATCH"
    meaning = "The payload cannot be read as rows of this data source; nothing was stored."
    remedy = "Send a list of rows, one response envelope, or a list of envelopes."


class UpstreamError(UnreadableBatchError):
    """The payload is a platform's error answer, not a report."""

    code = "UPSTREAM_ERROR"
    meaning = "The payload is an error answer of the platform; nothing was stored."
    remedy = "Ask the platform again, then send its answer."


class UnauthenticatedError(MarketingMemoryError):
    """No API key, or one that is unknown, expired or revoked."""

    code = "UNAUTHENTICATED"
    meaning = "No API key, or one that is unknown, expired or revoked."
    remedy = "Send `Authorization: Bearer mm_...`; make a key with `./run keys create --org ORG`."


class ForbiddenError(MarketingMemoryError):
    """The API key is good but lacks the scope that this operation needs."""

    code = "FORBIDDEN"
    meaning = "The API key lacks the scope that this operation needs."
    remedy = "Use a key with the scope that the message names."


class StoreLockedError(MarketingMemoryError):
    """Another process holds the data folder."""

    code = "STORE_LOCKED"
    retryable = True
    meaning = "Another process holds the data folder; the embedded store has one writer process."
    remedy = "Stop the other process, or use its API instead."


class StoreUnavailableError(MarketingMemoryError):
    """The store did not answer, or not in time."""

    code = "STORE_UNAVAILABLE"
    retryable = True
    meaning = "The store did not answer, or not in time; try again."
    remedy = "Try again; if it stays, see `/readyz` and the server's log."


class AuditUnavailableError(MarketingMemoryError):
    """The audit log took no line about a write, so the write was not begun."""

    code = "AUDIT_UNAVAILABLE"
    retryable = True
    meaning = "The audit log did not answer, so the write was not begun; try again."
    remedy = "Try again; if it stays, see whether the data folder's `control.sqlite` can be written."


class IdempotencyKeyReusedError(InvalidInputError):
    """An idempotency key came again with other content."""

    code = "IDEMPOTENCY_KEY_REUSED"
    meaning = "The idempotency key was used for other content within 24 hours; nothing was stored."
    remedy = "Send a new key with new content, or the first content again for its result."


class IdempotencyKeyInUseError(MarketingMemoryError):
    """Another request with this idempotency key is being worked on."""

    code = "IDEMPOTENCY_KEY_IN_USE"
    retryable = True
    meaning = "Another request with this idempotency key is being worked on; try again in a few seconds."
    remedy = "Wait for the other request, or try again in a few seconds."


class RemoteIndexUnavailableError(MarketingMemoryError):
    """The vector index did not answer, or not in time; what was stored is stored, and it catches up."""

    code = "REMOTE_INDEX_UNAVAILABLE"
    retryable = True
    meaning = "The vector index did not answer, or not in time; records are stored, and the index catches up by itself."
    remedy = "Nothing, if it passes; if it stays, see `/readyz`, PINECONE_INDEX_HOST and the server's log."


class EmbedderUnavailableError(MarketingMemoryError):
    """The embedding service did not answer, or not in time; vectors catch up."""

    code = "EMBEDDER_UNAVAILABLE"
    retryable = True
    meaning = (
        "The embedding service did not answer, or not in time; records are stored, and vectors catch up by themselves."
    )
    remedy = "Nothing, if it passes; if it stays, see `/readyz` and the server's log."


class EmbedderRefusedError(MarketingMemoryError):
    """The embedding service refuses the key, the model or the request."""

    code = "EMBEDDER_REFUSED"
    meaning = "The embedding service refuses the key, the model or the request; the message says which."
    remedy = "Mend LLM_API_KEY or the model's name, then start again."


class InterpreterUnavailableError(MarketingMemoryError):
    """No usable reading of a question came from the language model in time; our own rules read it alone."""

    code = "INTERPRETER_UNAVAILABLE"
    retryable = True
    meaning = "The language model gave no usable reading in time; the question was read by our own rules alone."
    remedy = "Nothing, if it passes; if it stays, mend LLM_API_KEY or the model's name, or turn the interpreter off."


class NotFoundError(MarketingMemoryError):
    """The organization has nothing of that id."""

    code = "NOT_FOUND"
    meaning = "The organization has nothing of that id; another organization's things are not found either."
    remedy = "List what there is, and send one of its ids."


class SettingError(MarketingMemoryError):
    """A setting cannot be used; the message names the variable that the user set."""

    code = "BAD_SETTING"
    meaning = "A setting cannot be used; the message names the variable that was set."
    remedy = "Mend the variable or the option, then start again."


class TooLargeError(MarketingMemoryError):
    """A request exceeds a stated limit."""

    code = "TOO_LARGE"
    meaning = "A request exceeds a stated limit; the message says which and how to split it."
    remedy = "Split the request as the message says."
