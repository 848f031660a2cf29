"""Which entities a comparison with a metric takes."""

from __future__ import annotations

from collections.abc import Sequence

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


def meets(condition: MetricFilter, metrics: ByMetric, sources: Ints) -> Mask:
    """Entities whose figure is as asked; one that is missing is not, but for a sum that others of its source report.

    A platform that counts conversions and tells none of a campaign says that there were none; emails have no spend.
    """
    values = metrics[condition.metric]
    if condition.metric in _COUNTED:
        values = np.where(np.isnan(values) & _reported(values, sources), 0.0, values)
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


def is_met(condition: MetricFilter, value: float | None) -> bool:
    """Whether one figure is as asked; one that is missing is not, but for none of a sum."""
    told = np.array([np.nan if value is None else value])
    if value is None and condition.metric in _COUNTED:
        told = np.zeros(1)
    with np.errstate(invalid="ignore"):
        return bool(_compared(told, condition)[0])


def _reported(values: Floats, sources: Ints) -> Mask:
    """Entities of data sources of which any entity has the figure."""
    return np.isin(sources, np.unique(sources[~np.isnan(values)]))


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
