"""Which entities a comparison with a metric takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.records import ADDITIVE
from domain.search.interpretation import Comparison, MetricFilter
from domain.search.standing import ByMetric

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
_COUNTED = frozenset(column.name for column in ADDITIVE)
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Kinds:
    """What can have which figures: `codes`, one per document, of its source, level and (of messages) channel."""

    codes: Ints
    unpaid: Mask
    """Emails and pushes: nobody pays for one, so that they have no spend and not a spend of 0."""


def told(metric: str, metrics: ByMetric, kinds: Kinds) -> Floats:
    """The figures that conditions compare: null is not 0, but for a sum that others of the same kind report.

    A platform that counts conversions and tells none of a campaign says that there were none.
    """
    values = metrics[metric]
    if metric not in _COUNTED:
        return values
    silent = np.isnan(values)
    none = silent & np.isin(kinds.codes, np.unique(kinds.codes[~silent]))
    if metric == "spend":
        none &= ~kinds.unpaid
    filled: Floats = np.where(none, 0.0, values)
    return filled


def meets(condition: MetricFilter, values: Floats) -> Mask:
    """Entities whose figure is as asked, of those that `told` gives; one that is missing is not."""
    with np.errstate(invalid="ignore"):
        return _compared(values, condition)


def alternatives(conditions: Sequence[MetricFilter]) -> list[list[MetricFilter]]:
    """Groups of conditions of which one is enough; every group must be met.

    >>> roas, ctr = MetricFilter("roas", Comparison.OVER, 2), MetricFilter("ctr", Comparison.OVER, 0.05, either=True)
    >>> [len(group) for group in alternatives([roas, ctr, roas])]
    [2, 1]
    """
    groups: list[list[MetricFilter]] = []
    for condition in conditions:
        if condition.either and groups:
            groups[-1].append(condition)
        else:
            groups.append([condition])
    return groups


def is_met(condition: MetricFilter, value: float) -> bool:
    """Whether one figure that `told` gives is as asked; NaN is not."""
    return bool(meets(condition, np.array([value]))[0])


def _compared(values: Floats, condition: MetricFilter) -> Mask:
    """Equality is of what is written: a rate of 0.0199999 is 0.02."""
    equal = np.isclose(values, condition.value, rtol=_CLOSE, atol=_CLOSE)
    match condition.comparison:
        case Comparison.OVER:
            return (values > condition.value) & ~equal
        case Comparison.AT_LEAST:
            return (values > condition.value) | equal
        case Comparison.UNDER:
            return (values < condition.value) & ~equal
        case Comparison.AT_MOST:
            return (values < condition.value) | equal
        case Comparison.EQUALS:
            return equal
        case Comparison.BETWEEN:
            upper = condition.value if condition.upper is None else condition.upper
            low, high = sorted((condition.value, upper))
            ends = np.isclose(values, low, rtol=_CLOSE) | np.isclose(values, high, rtol=_CLOSE)
            return ((values > low) & (values < high)) | ends
