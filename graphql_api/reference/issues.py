"""docs/reference/issues.md: everything that can be wrong or odd about a raw row, and what to do."""

from __future__ import annotations

from domain.issues import ISSUE_CODES, ISSUES_SHOWN, SEVERITY_MEANINGS, VALUE_LIMIT, IssueCode, Severity
from graphql_api.reference.tables import code, meaning_of, page, section, table

INTRO = (
    "What was wrong with a raw row, or odd about it, in `issues` and `issueCounts` of `ingest` and `transformPreview` and in the "
    "report of `./run ingest`. One bad row never sinks a batch. Codes are stable: write programs against them, not against messages."
)
PARTS = (
    "An issue names `rowIndex` (from 0, after envelopes are taken off; null where it is about the batch), `path` (the field inside "
    f"the row, as the row spells it), `value` (at most {VALUE_LIMIT} characters) and a `message` with what to do. At most "
    f"{ISSUES_SHOWN} are listed, rejections first; `issueCounts` counts all. `warnings` of a record lists the codes of its raw row."
)
STRICT = "`strict: true` turns the warnings marked so into rejections."


def issues_page() -> str:
    """The page's text; raises MissingMeaningError where a code says nothing of itself."""
    header = ("Code", "Severity", "When strict", "Meaning", "What to do")
    kinds = " ".join(f"`{severity.value}`: {SEVERITY_MEANINGS[severity]}" for severity in reversed(Severity))
    ordered = sorted(ISSUE_CODES.values(), key=lambda issue: issue.severity is not Severity.REJECTED)
    return page(
        "Issues of raw rows",
        f"{INTRO}\n\n{PARTS}\n\n{STRICT}",
        section("Codes", kinds, table(header, map(_row, ordered))),
    )


def _row(issue: IssueCode) -> tuple[str, ...]:
    what = f"Issue {issue.code}"
    meaning, remedy = (meaning_of(text, what, "domain/issues.py") for text in (issue.meaning, issue.remedy))
    return code(issue.code), issue.severity.value, "rejected" if issue.strict else "", meaning, remedy
