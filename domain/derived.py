"""A record's own ratios, beside its figures."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from domain.arrow import to_floats
from domain.metrics import RATIOS, row_ratio
from domain.records import ADDITIVE


def with_ratios(records: pa.Table) -> pa.Table:
    """The records with one float64 column per ratio, from each row's own figures; row order and count stay."""
    figures = pd.DataFrame({c.name: to_floats(records[c.name]) for c in ADDITIVE})
    for ratio in RATIOS:
        values = row_ratio(figures, ratio).to_numpy(float, na_value=float("nan"))
        records = records.append_column(ratio.name, pa.array(values, pa.float64(), from_pandas=True))
    return records
