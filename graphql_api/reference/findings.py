"""docs/reference/findings.md: everything that the causal export can say of a panel, and what to do."""

from __future__ import annotations

from domain.causal.finding_kinds import FINDING_KINDS, SEVERITY_MEANINGS, FindingKind
from graphql_api.reference.tables import code, meaning_of, page, section, table

INTRO = (
    "What `causalExport` says of its panel in `findings`: each with `code`, `severity`, the `columns` it is about, `value` and "
    "`threshold`, a `message` with the places, and `advice`. Codes are stable: write programs against them, not against messages."
)


def findings_page() -> str:
    """The page's text; raises MissingMeaningError where a kind says nothing of itself."""
    header = ("Code", "Severity", "Found when", "What to do")
    severities = " ".join(f"`{severity}`: {meaning}" for severity, meaning in SEVERITY_MEANINGS.items())
    return page(
        "Findings of a panel", INTRO, section("Codes", severities, table(header, map(_row, FINDING_KINDS.values())))
    )


def _row(kind: FindingKind) -> tuple[str, ...]:
    what = f"Finding {kind.code}"
    rule, advice = (meaning_of(text, what, "domain/causal/finding_kinds.py") for text in (kind.rule, kind.advice))
    return code(kind.code), " or ".join(kind.severities), rule, advice
