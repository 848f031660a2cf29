"""Which entities a comparison with a metric takes."""

from __future__ import annotations

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
