"""Rows of one batch that tell the same days twice: periods that overlap, figures by two date bases.

Totals count each day once, whatever a batch holds; here it is said which rows they will leave out, or may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.normalize.draft import Draft
from domain.vocabulary import DateBasis

Mask = npt.NDArray[np.bool_]
_WHOSE = ("account_id", "level", "entity_id", "hour", "breakdowns", "attribution", "conversion_metric", "date_basis")
"""Columns in which rows agree that tell of the same thing, day aside."""
_ORDER = [DateBasis.IMPRESSION.value, DateBasis.SEND.value, DateBasis.CONVERSION.value, DateBasis.EVENT.value]
"""Which basis totals prefer."""


def say_overlaps(draft: Draft, arrays: Mapping[str, pa.Array], kept: Mask) -> None:
    """Report kept rows whose period meets another one's of the same entity, and those by a second date basis."""
    _say_overlapping_periods(draft, arrays, kept)
    _say_mixed_bases(draft, kept)


def _say_overlapping_periods(draft: Draft, arrays: Mapping[str, pa.Array], kept: Mask) -> None:
    if arrays["date_start"].equals(arrays["date_stop"]):
        return  # one day each: rows of one key are settled as duplicates
    whose = zip(*(arrays[name].to_pylist() for name in _WHOSE), strict=True)
    starts, stops = arrays["date_start"].to_pylist(), arrays["date_stop"].to_pylist()
    groups: dict[tuple[object, ...], list[int]] = {}
    for position, owner in enumerate(whose):
        if kept[position]:
            groups.setdefault(owner, []).append(position)
    for members in groups.values():
        for position, other in _overlapping(members, starts, stops):
            row = draft.log.place.index(draft.flat.origin[other])
            days = f"{starts[position]} to {stops[position]}"
            detail = f"Its days {days} are also those of row {row}: totals count them once."
            draft.report("OVERLAPPING_PERIODS", position, f"{starts[position]}..{stops[position]}", detail=detail)


def _overlapping(members: Sequence[int], starts: Sequence[object], stops: Sequence[object]) -> list[tuple[int, int]]:
    """Members that share a day with another one, each with that other, in the order of rows."""
    found: dict[int, int] = {}
    last: int | None = None
    for position in sorted(members, key=lambda place: (starts[place], stops[place], place)):
        if last is not None and starts[position] <= stops[last]:  # type: ignore[operator]
            found.setdefault(position, last)
            found.setdefault(last, position)
        if last is None or stops[position] > stops[last]:  # type: ignore[operator]
            last = position
    return sorted(found.items())


def _say_mixed_bases(draft: Draft, kept: Mask) -> None:
    bases = draft.text("date_basis")
    if len(set(bases)) < 2:  # noqa: PLR2004 - a mixture takes two
        return
    accounts, campaigns = draft.text("account_id"), draft.text("campaign_id")
    preferred: dict[tuple[str | None, str | None], int] = {}
    for position in np.flatnonzero(kept).tolist():
        rank = _ORDER.index(bases[position] or _ORDER[0])
        for campaign in {campaigns[position], None}:
            owner = (accounts[position], campaign)
            preferred[owner] = min(rank, preferred.get(owner, rank))
    for position in np.flatnonzero(kept).tolist():
        basis = bases[position] or _ORDER[0]
        best = _ORDER[preferred[accounts[position], campaigns[position]]]
        if basis != best:
            detail = f"It books by {basis}, other rows of its campaign by {best}: the two are never added."
            draft.report("MIXED_DATE_BASIS", position, basis, detail=detail)
