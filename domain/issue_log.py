"""The log that collects what is wrong with the raw rows of one batch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.issues import ISSUE_CODES, ISSUES_SHOWN, VALUE_LIMIT, WHOLE, Place, RowIssue, Severity


@dataclass(slots=True)
class IssueLog:
    """Collects the issues of one batch: counts all of them, keeps the first of each kind."""

    strict: bool = False
    place: Place = WHOLE
    counts: Counter[str] = field(default_factory=Counter)
    rejected: set[int] = field(default_factory=set)
    _warned: dict[int, list[str]] = field(default_factory=dict)
    _kept: dict[Severity, list[RowIssue]] = field(default_factory=lambda: {s: [] for s in Severity})

    def add(
        self, code: str, row: int | None = None, *, path: str | None = None, value: object = None, detail: str = ""
    ) -> None:
        """Note an issue of raw row `row`; a rejecting code takes the row out of the batch."""
        severity = self.severity(code)
        if severity is Severity.REJECTED and row is not None:
            self._reject(row)
        elif row in self.rejected:
            return
        self.counts[code] += 1
        kept = self._kept[severity]
        if len(kept) < ISSUES_SHOWN:
            message = _message(code, self.place.named(row), path, value, detail)
            kept.append(RowIssue(code, severity, message, self.place.index(row), path, _cut(value)))
        if severity is Severity.WARNING and row is not None:
            self._warned.setdefault(row, []).append(code)

    def _reject(self, row: int) -> None:
        """Take a row out of the batch; what was noted of it besides no longer matters."""
        self.rejected.add(row)
        noted = self._warned.pop(row, [])
        if noted:
            self.counts.subtract(noted)
            self.counts += Counter()  # drops what is down to 0
            warnings = self._kept[Severity.WARNING]
            warnings[:] = [issue for issue in warnings if issue.row_index != self.place.index(row)]

    def severity(self, code: str) -> Severity:
        """Severity of a code under this batch's strictness."""
        issue = ISSUE_CODES[code]
        return Severity.REJECTED if self.strict and issue.strict else issue.severity

    def noted(self) -> dict[int, list[str]]:
        """The distinct codes that were noted on each raw row that was kept, sorted."""
        return {row: sorted(set(codes)) for row, codes in self._warned.items()}

    def of_batch(self) -> list[RowIssue]:
        """The issues that concern all rows together."""
        return [issue for kept in self._kept.values() for issue in kept if issue.row_index is None]

    def warned(self) -> Iterable[tuple[int, list[str]]]:
        """The codes of the warnings that each row has which was not rejected."""
        return self._warned.items()

    def shown(self) -> list[RowIssue]:
        """At most 100 issues, rejections first, each kind in the order in which it was met."""
        return (self._kept[Severity.REJECTED] + self._kept[Severity.WARNING])[:ISSUES_SHOWN]


def _message(code: str, where: str, path: str | None, value: object, detail: str) -> str:
    """E.g. "Row 17: spend is 'abc'. A metric is not a number. Send a number or a numeric string such as '12.50'."."""
    issue = ISSUE_CODES[code]
    if detail:
        return f"{where}: {detail} {issue.remedy}"
    if path is None:
        return f"{where}: {issue.meaning} {issue.remedy}"
    shown = _cut(value)
    what = f"{path} is {shown!r}." if shown is not None else f"{path}:"
    return f"{where}: {what} {issue.meaning} {issue.remedy}"


def _cut(value: object) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else _as_json(value)
    return text if len(text) <= VALUE_LIMIT else text[: VALUE_LIMIT - 1] + "…"


def _as_json(value: object) -> str:
    """A value as the row wrote it, where JSON can write it."""
    return json.dumps(value, ensure_ascii=False, default=repr)
