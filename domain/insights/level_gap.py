"""What a fine reading lacks against the campaigns' own rows (ads do not add up to Performance Max)."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from domain.insights.dimensions import settle_dimensions
from domain.insights.parts import Parts
from domain.insights.sums import in_units
from domain.ports import RecordStore
from domain.summation.needs import Reason
from domain.summation.reading import Reading
from domain.vocabulary import OrgId

CENT = 0.005
_KEYS = ["data_source", "account_id", "campaign_id", "currency"]


def level_gap(store: RecordStore, org: OrgId, plain: Reading, fine: Reading) -> pa.Table:
    """Lines for `left_out`, per currency: what finer rows lack against the campaigns' own, and as much less as LEVEL.

    Campaign rows are left out of a finer reading as LEVEL; the part of them that no finer row counts is a gap instead,
    so that nothing is reported twice.
    """
    own, finer = (_spend_by_campaign(store, org, reading) for reading in (plain, fine))
    both = own.merge(finer, on=_KEYS, how="left", suffixes=("", "_finer"), validate="one_to_one")
    uncovered = both["row_count_finer"].isna()
    gap = both["spend"].fillna(0) - both["spend_finer"].fillna(0)
    lost = both.assign(gap=gap, uncovered_rows=both["row_count"].where(uncovered, 0))[(gap > CENT) | uncovered]
    summed = lost.groupby("currency", dropna=False)[["row_count", "uncovered_rows", "gap"]].sum().reset_index()
    return pa.concat_tables(
        [
            _lines(Reason.LEVEL_GAP, summed, summed["row_count"], summed["gap"]),
            _lines(Reason.LEVEL, summed, -summed["uncovered_rows"], -summed["gap"]),
        ]
    )


def _spend_by_campaign(store: RecordStore, org: OrgId, reading: Reading) -> pd.DataFrame:
    """Per campaign and currency: `spend` (NaN where unknown) and `row_count`."""
    parts = Parts.of(store.parts(org, reading.query(settle_dimensions(["CAMPAIGN"]), ("spend",))))
    summed = parts.collapse(_KEYS)
    amounts = {name: in_units(name, summed.sums[name]) for name in ("spend", "row_count")}
    frame: pd.DataFrame = summed.keys.to_pandas()
    return frame.assign(**amounts)


def _lines(reason: Reason, summed: pd.DataFrame, rows: pd.Series, spend: pd.Series) -> pa.Table:
    return pa.table(
        {
            "reason": pa.array([int(reason)] * len(summed), pa.int64()),
            "currency": pa.array([None if pd.isna(c) else c for c in summed["currency"]], pa.string()),
            "row_count": pa.array(rows.astype("int64"), pa.int64()),
            "spend_sum": pa.array(spend.astype("float64"), pa.float64()),
        }
    )
