"""Restated rows: from any set of observations to versions, whatever the order in which they arrived.

An observation is what the platform said about one key at one instant. Consecutive observations with equal
content are one version, known from the first of them; `seen_at` keeps every instant, so that a late, older
observation can still be put in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from domain.records import Kind

Mask = npt.NDArray[np.bool_]


class Outcome(Enum):
    """What became of one record of a batch."""

    INSERTED = "inserted"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Versions:
    """Folded versions: `table` sorted by key and revision; `current` marks the last of each key.

    `superseded_at`: when the next version of the key was first observed; null for current ones.
    """

    table: pa.Table
    current: Mask
    superseded_at: pa.Array


def fold_versions(stored_and_incoming: pa.Table) -> Versions:
    """Versions of each key from rows that carry `key`, `content`, `seen_at` and `ingested_at`.

    The other columns are taken from the row that holds the first observation of a version. Of two different
    contents at one instant the one ingested later wins; on a tie there, the row further down.
    """
    sightings = _sightings(stored_and_incoming)
    new_run = (sightings["key"] != sightings["key"].shift()) | (sightings["content"] != sightings["content"].shift())
    runs = sightings.assign(run=new_run.cumsum()).groupby("run", sort=True)
    first = runs.first()
    table = stored_and_incoming.take(pa.array(first["row"].to_numpy()))
    seen_at = pa.array(runs["instant"].agg(list).to_list(), Kind.INSTANTS.arrow)
    changed = {
        "observed_at": pa.array(runs["instant"].min().to_numpy(), Kind.INSTANT.arrow),
        "last_observed_at": pa.array(runs["instant"].max().to_numpy(), Kind.INSTANT.arrow),
        "seen_at": seen_at,
        "revision": pa.array((first.groupby("key").cumcount() + 1).to_numpy(), pa.int64()),
    }
    for name, array in changed.items():
        table = table.set_column(table.schema.get_field_index(name), name, array)
    following = first["key"] == first["key"].shift(-1)
    ends = runs["instant"].min().shift(-1).where(following)
    return Versions(table, ~following.to_numpy(), pa.array(ends.to_list(), Kind.INSTANT.arrow, from_pandas=True))


def _sightings(rows: pa.Table) -> pd.DataFrame:
    """One line per observation, by key and instant: `key`, `instant` (microseconds), `content`, `row`."""
    seen = rows["seen_at"].combine_chunks()
    lengths = np.asarray(seen.value_lengths())
    owner = np.repeat(np.arange(rows.num_rows), lengths)
    frame = pd.DataFrame(
        {
            "key": np.asarray([key.bytes for key in rows["key"].to_pylist()], object)[owner],
            "instant": np.asarray(seen.flatten().cast(pa.int64())),
            "ingested": np.asarray(rows["ingested_at"].cast(pa.int64()))[owner],
            "content": np.asarray(rows["content"])[owner],
            "row": owner,
        }
    )
    ordered = frame.sort_values(["key", "instant", "ingested", "row"], kind="stable")
    last_said = ordered.groupby(["key", "instant"])["content"].transform("last")
    agreeing = ordered[ordered["content"] == last_said]
    return agreeing.drop_duplicates(["key", "instant"], keep="first").reset_index(drop=True)


def classify(incoming: pd.DataFrame) -> npt.NDArray[np.object_]:
    """The outcome of each record by comparing it with the stored current version.

    `incoming`: `content`, `observed_at` of the record; `stored_content`, `stored_last` (missing where nothing is
    stored) of the current version; `known` whether this very observation is stored already. Instants in microseconds.
    """
    new = incoming["stored_content"].isna().to_numpy()
    same = (incoming["content"] == incoming["stored_content"]).fillna(value=False).to_numpy(bool)
    newer = (incoming["observed_at"] >= incoming["stored_last"]).fillna(value=False).to_numpy(bool)
    known = incoming["known"].to_numpy(bool)
    outcomes = np.full(len(incoming), Outcome.STALE, object)
    outcomes[newer] = Outcome.UPDATED
    outcomes[known | (newer & same)] = Outcome.UNCHANGED
    outcomes[new] = Outcome.INSERTED
    return outcomes
