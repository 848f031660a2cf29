"""What was found in an upload: the issues of its parts as those of one batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from domain.issue_log import IssueLog
from domain.issues import ISSUES_SHOWN, RowIssue, Severity

OF_EVERY_PART = frozenset({"NO_PRIMARY_CONVERSIONS", "ID_MAYBE_ROUNDED", "EMPTY_BATCH"})
"""They say that something holds for all rows: true only where each part says so."""
OF_THE_LAST_PART = frozenset({"MORE_PAGES"})


@dataclass(slots=True)
class Found:
    """Issues of the parts read so far, in four bytes per row besides those that are shown."""

    rows: int = 0
    rejected: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    shown: dict[Severity, list[RowIssue]] = field(default_factory=lambda: {s: [] for s in Severity})
    _parts: int = 0
    _of_batch: list[list[RowIssue]] = field(default_factory=list)
    _kinds: dict[tuple[str, ...], int] = field(default_factory=lambda: {(): 0})
    """Each set of warnings that a row has, and its number."""
    _warned: list[npt.NDArray[np.int32]] = field(default_factory=list)

    def add_part(self, log: IssueLog, rows: int) -> None:
        """Take over what was found in the next part."""
        of_batch = log.of_batch()
        self._of_batch.append(of_batch)
        self.counts += log.counts - Counter(issue.code for issue in of_batch)
        for severity, found in self.shown.items():
            mine = [issue for issue in log.shown() if issue.severity is severity and issue.row_index is not None]
            found.extend(mine[: ISSUES_SHOWN - len(found)])
        warned = np.zeros(rows, np.int32)
        for row, codes in log.warned():
            warned[row] = self._kinds.setdefault(tuple(codes), len(self._kinds))
        self._warned.append(warned)
        self.rows += rows
        self.rejected += len(log.rejected)

    def add_settled(self, log: IssueLog) -> None:
        """Take over what was found when all parts were known; warnings of rows that it rejects no longer matter."""
        self._forget(log.rejected)
        self.counts += log.counts
        self.rejected += len(log.rejected)
        for issue in log.shown():
            self.shown[issue.severity].append(issue)

    def _forget(self, rejected: Iterable[int]) -> None:
        rows = set(rejected)
        kinds = list(self._kinds)
        warned = np.concatenate(self._warned) if self._warned else np.zeros(0, np.int32)
        for row in rows:
            self.counts.subtract(kinds[warned[row]])
        self.counts += Counter()  # drops what is down to 0
        warnings = self.shown[Severity.WARNING]
        warnings[:] = [issue for issue in warnings if issue.row_index not in rows]

    @property
    def more_pages(self) -> bool:
        """Whether the last part says that more pages follow."""
        return bool(self._of_batch) and any(issue.code == "MORE_PAGES" for issue in self._of_batch[-1])

    def close(self, more: Sequence[RowIssue] = ()) -> None:
        """Say once what concerns the whole batch."""
        said: dict[str, RowIssue] = {}
        for issue in [*(one for part in self._of_batch for one in part), *more]:
            if self._holds(issue.code):
                said.setdefault(issue.message, issue)
        for issue in said.values():
            self.counts[issue.code] += 1
            self.shown[issue.severity].append(issue)

    def _holds(self, code: str) -> bool:
        if code in OF_THE_LAST_PART:
            return any(issue.code == code for issue in self._of_batch[-1])
        if code in OF_EVERY_PART:
            return all(any(issue.code == code for issue in part) for part in self._of_batch)
        return True

    def issues(self) -> list[RowIssue]:
        """At most 100 issues, rejections first."""
        return (self.shown[Severity.REJECTED] + self.shown[Severity.WARNING])[:ISSUES_SHOWN]
