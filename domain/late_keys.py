"""Records of one batch that come to share a key only when their gaps are filled: the batch's own rule settles them too.

A row without its account and a row with it are two records until the account of their campaign is known. The store
fills gaps, for it knows what earlier batches told; what it stores of such records is decided here. A batch whose
window is replaced has none of them: all of its rows say their account.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.arrow import key_words, one_chunk, shared_keys
from domain.conflicts import settle
from domain.issue_log import IssueLog
from domain.normalize.frame import content_hashes
from domain.records import CONTENT
from domain.sums import added_up
from domain.vocabulary import ConflictPolicy

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LateKeys:
    """How records of a batch are settled; what is left out is noted in `log`, by the raw row of each in `origin`."""

    policy: ConflictPolicy
    log: IssueLog
    origin: Ints

    def settle(self, filled: pa.Table) -> tuple[pa.Table, Ints]:
        """Those of the batch's records, gaps filled, that stay, and their places.

        Equal rows are told by what they say with their gaps filled; a record that stays keeps the hash of what it came as.
        """
        keys = key_words(filled["key"])
        shared = shared_keys(keys)
        if not shared.any():
            return filled, np.arange(filled.num_rows)
        content = np.zeros(filled.num_rows, np.int64)
        content[shared] = content_hashes(_content(filled.filter(pa.array(shared))))
        settled = settle(keys, content, self.origin, self.policy, self._say)
        kept = settled.kept & ~np.isin(self.origin, np.fromiter(self.log.rejected, np.int64, len(self.log.rejected)))
        for members in settled.sums:
            filled = _with_row(filled, members[0], added_up(filled.take(pa.array(members))))
        return filled.filter(pa.array(kept)), np.flatnonzero(kept)

    def _say(self, code: str, place: int, detail: str) -> None:
        self.log.add(code, int(self.origin[place]), detail=detail)


def _content(records: pa.Table) -> dict[str, pa.Array]:
    return {column.name: one_chunk(records[column.name]) for column in CONTENT}


def _with_row(table: pa.Table, place: int, row: pa.Table) -> pa.Table:
    return pa.concat_tables([table.slice(0, place), row, table.slice(place + 1)])
