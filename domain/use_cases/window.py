"""Whether an ingest may replace its window, and which accounts and kinds of rows it speaks for."""

from __future__ import annotations

from domain.errors import InvalidInputError, MorePagesError
from domain.normalize.batch import NormalizedBatch
from domain.normalize.texts import strip_noise
from domain.use_cases.submission import Submission
from domain.windows import ReplacedWindow, window_of

FIELD = ("input", "replaceWindow")


def check_window(submission: Submission) -> None:
    """Refuse to replace a window whose days nobody said."""
    if submission.replace_window and submission.period is None:
        raise InvalidInputError(
            "replaceWindow is true, but dateRange is missing: which days the pull covers is not known.",
            hint="Send the pull's dateRange, or leave replaceWindow out.",
            field=("input", "dateRange"),
        )


def window_to_replace(batch: NormalizedBatch, submission: Submission) -> ReplacedWindow | None:
    """The window that the batch holds completely; None where that was not said, or rows of it were rejected.

    A rejected row was sent: which stored row it is cannot be told for sure, so that none is removed then, and the log
    says so. Raises MorePagesError while pages are missing, and InvalidInputError where an account is not known.
    """
    if not submission.replace_window or submission.period is None:
        return None
    if batch.log.counts["MORE_PAGES"]:
        raise MorePagesError(
            "replaceWindow is true, but the answer says that more pages follow: their rows would be removed.",
            hint="Send all pages in one ingest, or leave replaceWindow out. Nothing was stored.",
            field=FIELD,
        )
    if batch.events is not None:
        raise InvalidInputError(
            "replaceWindow is true, but the rows are events or aggregates of them: these are kept once each, for good.",
            hint="Leave replaceWindow out; deleteRecords removes days of them. Nothing was stored.",
            field=FIELD,
        )
    account = _one_account(batch, submission)
    if batch.log.rejected:
        batch.log.add("WINDOW_NOT_REPLACED", detail=f"{len(batch.log.rejected)} rows were rejected.")
        return None
    return window_of(batch.records, submission.period, account)


def _one_account(batch: NormalizedBatch, submission: Submission) -> str | None:
    """The account that was said of the batch; None where its rows say theirs."""
    account = strip_noise(submission.account_id or "", batch.spec.account_noise)
    if account:
        return account
    unknown = batch.records["account_id"].null_count
    if batch.records.num_rows and not unknown:
        return None
    whose = f"{unknown:,} records do not say their account" if unknown else "the batch is empty"
    raise InvalidInputError(
        f"replaceWindow is true, but {whose}: whose rows to replace is not known.",
        hint="Send the pull's accountId, or leave replaceWindow out. Nothing was stored.",
        field=("input", "accountId"),
    )
