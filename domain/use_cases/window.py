"""Whether an ingest may replace its window, and which accounts and kinds of rows it speaks for."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import InvalidInputError, MorePagesError
from domain.issue_log import IssueLog
from domain.normalize.batch import NormalizedBatch
from domain.normalize.texts import strip_noise
from domain.sources.spec import SourceSpec
from domain.use_cases.submission import Submission
from domain.windows import ReplacedWindow, window_of
from domain.wording import counted

FIELD = ("input", "replaceWindow")


def check_window(submission: Submission) -> None:
    """Refuse to replace a window whose days nobody said."""
    if submission.replace_window and submission.period is None:
        raise InvalidInputError(
            "replaceWindow is true, but dateRange is missing: which days the pull covers is not known.",
            hint="Send the pull's dateRange, or leave replaceWindow out.",
            field=("input", "dateRange"),
        )


@dataclass(frozen=True, slots=True)
class Pulled:
    """What decides whether a pull may replace its window, over all of its parts."""

    records: int
    without_account: int
    rejected: int
    """Raw rows that were rejected."""
    more_pages: bool
    has_events: bool


def window_to_replace(batch: NormalizedBatch, submission: Submission) -> ReplacedWindow | None:
    """The window that the batch holds completely; None where that was not said, or rows of it were rejected."""
    if not submission.replace_window or submission.period is None:
        return None
    pulled = Pulled(
        batch.records.num_rows,
        batch.records["account_id"].null_count,
        len(batch.log.rejected),
        more_pages=bool(batch.log.counts["MORE_PAGES"]),
        has_events=batch.events is not None,
    )
    account = account_said(submission, batch.spec)
    if not may_replace(pulled, account, batch.log):
        return None
    return window_of(batch.records, submission.period, account)


def may_replace(pulled: Pulled, account: str | None, log: IssueLog) -> bool:
    """Whether stored rows that a pull lacks may be removed; false where rows of it were rejected, which the log says.

    A rejected row was sent: which stored row it is cannot be told for sure, so that none is removed then.
    `account`: the one that was said of the pull. Raises MorePagesError while pages are missing, and InvalidInputError
    where an account is not known.
    """
    if pulled.more_pages:
        raise MorePagesError(
            "replaceWindow is true, but the answer says that more pages follow: their rows would be removed.",
            hint="Send all pages in one ingest, or leave replaceWindow out. Nothing was stored.",
            field=FIELD,
        )
    if pulled.has_events:
        raise InvalidInputError(
            "replaceWindow is true, but the rows are events or aggregates of them: these are kept once each, for good.",
            hint="Leave replaceWindow out; deleteRecords removes days of them. Nothing was stored.",
            field=FIELD,
        )
    if account is None:
        _check_accounts(pulled)
    if pulled.rejected:
        log.add("WINDOW_NOT_REPLACED", detail=f"{counted(pulled.rejected, 'row was', 'rows were')} rejected.")
    return not pulled.rejected


def account_said(submission: Submission, spec: SourceSpec) -> str | None:
    """The account that was said of the rows; None where they say theirs."""
    return strip_noise(submission.account_id or "", spec.account_noise) or None


def _check_accounts(pulled: Pulled) -> None:
    """Refuse rows, or none, of which nobody said the account."""
    unknown = pulled.without_account
    if pulled.records and not unknown:
        return
    whose = (
        f"{counted(unknown, 'record does not say its', 'records do not say their')} account"
        if unknown
        else "the batch is empty"
    )
    raise InvalidInputError(
        f"replaceWindow is true, but {whose}: whose rows to replace is not known.",
        hint="Send the pull's accountId, or leave replaceWindow out. Nothing was stored.",
        field=("input", "accountId"),
    )
