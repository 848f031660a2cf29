"""What a fine reading lacks against the campaigns' own rows (ads do not add up to Performance Max)."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from domain.insights.dimensions import settle_dimensions
from domain.ports import RecordStore
from domain.summation.needs import Reason
from domain.summation.reading import Reading
from domain.vocabulary import OrgId

CENT = 0.005
EVERY_CAMPAIGN = 1_000_000
_KEYS = ["data_source", "account_id", "campaign_id", "currency"]


def level_gap(store: RecordStore, org: OrgId, plain: Reading, fine: Reading) -> pa.Table:
    """One line per currency: rows and spend of campaigns whose finer rows sum to less than their own."""
    dimensions = settle_dimensions(["CAMPAIGN"])
    own, finer = (
        store.parts(org, reading.query(dimensions, limit=EVERY_CAMPAIGN)).to_pandas()[[*_KEYS, "spend", "row_count"]]
        for reading in (plain, fine)
    )
    both = own.merge(finer, on=_KEYS, how="left", suffixes=("", "_finer"), validate="one_to_one")
    gap = both["spend"].fillna(0) - both["spend_finer"].fillna(0)
    lost = both.assign(gap=gap)[(gap > CENT) | both["row_count_finer"].isna()]
    summed = lost.groupby("currency", dropna=False)[["row_count", "gap"]].sum().reset_index()
    return pa.table(
        {
            "reason": pa.array([int(Reason.LEVEL_GAP)] * len(summed), pa.int64()),
            "currency": pa.array([None if pd.isna(c) else c for c in summed["currency"]], pa.string()),
            "row_count": pa.array(summed["row_count"].astype("int64"), pa.int64()),
            "spend_sum": pa.array(summed["gap"].astype("float64"), pa.float64()),
        }
    )
