"""Verification: whether what is stored is what must be stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from domain.ports import ControlInspection, RawFrameState, RecordInspection
from domain.summation.candidates import read_candidates
from domain.summation.guard import plain_mask
from domain.summation.needs import Depth
from domain.verification import REMEDIES, Breach, Check, Examined
from domain.vocabulary import OrgId
from domain.wording import counted

MOST_SHOWN = 20
"""Breaches that are named one by one, per organization and check."""
BY_STORE = (Check.OWN_ROWS, Check.ONE_ROW_PER_KEY, Check.HISTORY, Check.RAW_ROWS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One check of one organization; None is what all organizations share."""

    org: OrgId | None
    check: Check
    examined: Examined

    @property
    def remedy(self) -> str:
        """What to do where it failed."""
        return REMEDIES[self.check]


@dataclass(frozen=True, slots=True)
class Verify:
    """Checks every organization's stored data, piece by piece: memory does not grow with the store."""

    records: RecordInspection
    control: ControlInspection

    def __call__(self) -> Iterator[Verdict]:
        """Every verdict as it is reached."""
        for org in self.records.organizations():
            for check in BY_STORE:
                yield Verdict(org, check, self.records.examine(org, check, MOST_SHOWN))
            yield Verdict(org, Check.RAW_FRAMES, examine_frames(self.records.raw_frames(org)))
            yield Verdict(org, Check.COUNTED, examine_choice(self.records.choices(org)))
        faults = self.control.faults()
        breaches = tuple(Breach("control.sqlite", fault) for fault in faults[:MOST_SHOWN])
        yield Verdict(None, Check.CONTROL_FILE, Examined(1, len(faults), breaches))


def examine_frames(frames: Iterator[RawFrameState]) -> Examined:
    """Whether every frame opens and has the rows that it should."""
    looked_at, failed, shown = 0, 0, list[Breach]()
    for frame in frames:
        looked_at += 1
        if frame.rows_found == frame.row_count:
            continue
        failed += 1
        found = "cannot be opened" if frame.rows_found is None else f"has {counted(frame.rows_found, 'row', 'rows')}"
        if len(shown) < MOST_SHOWN:
            shown.append(Breach(f"batch {frame.batch_id}, frame {frame.frame}", f"{found} of {frame.row_count:,}"))
    return Examined(looked_at, failed, tuple(shown))


def examine_choice(pieces: Iterator[pa.Table]) -> Examined:
    """Whether the stored choice of counted rows is the one made anew; pieces as `RecordInspection.choices` gives them."""
    looked_at, failed, shown = 0, 0, list[Breach]()
    for piece in pieces:
        own = piece["own"].to_numpy()
        stored = piece["counted_mask"].fill_null(-1).to_numpy()
        anew = plain_mask(read_candidates(piece))
        wrong = np.flatnonzero(own & (stored != anew))
        looked_at += int(own.sum())
        failed += len(wrong)
        for position in wrong[: MOST_SHOWN - len(shown)].tolist():
            key, was, should = piece["key"][position].as_py(), int(stored[position]), int(anew[position])
            shown.append(Breach(str(key), f"the stored choice is {_choice(was)}, made anew it is {_choice(should)}"))
    return Examined(looked_at, failed, tuple(shown))


def _choice(mask: int) -> str:
    """The reasons at each depth, as stored.

    >>> _choice(0x100), _choice(-1)
    ('0/0/1', 'missing')
    """
    return "missing" if mask < 0 else "/".join(str(mask >> 4 * depth & 15) for depth in Depth)
