"""Restated rows: from any set of observations to versions, whatever the order in which they arrived.

An observation is what the platform said about one key at one instant. Consecutive observations with equal
content are one version, known from the first of them; `seen_at` keeps every instant, so that a late, older
observation can still be put in its place. A removal is an act at an instant: it ends what was observed up to then,
whenever that arrives, and nothing that is observed later.
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
REMOVED_AT = "removed_at"
"""Column of versions: when the row was removed, null where something else ended the version or nothing did."""
_NEVER = 2**62
"""An instant behind all others, in microseconds."""


class Outcome(Enum):
    """What became of one record of a batch."""

    INSERTED = "inserted"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Versions:
    """Folded versions: `table` sorted by key and revision; `current` marks the last of each key that is not removed.

    `superseded_at`: when the next version of the key was first observed, or the row removed; null for current ones.
    The table's `removed_at` is set where a removal ended the version.
    """

    table: pa.Table
    current: Mask
    superseded_at: pa.Array


def fold_versions(stored_and_incoming: pa.Table) -> Versions:
    """Versions of each key from rows that carry `key`, `content`, `seen_at`, `ingested_at` and `removed_at`.

    The other columns are taken from the row that holds the first observation of a version. Of two different
    contents at one instant the one ingested later wins; on a tie there, the row further down.
    """
    sightings = _until_removed(_sightings(stored_and_incoming), stored_and_incoming)
    what = sightings[["key", "content", "removed"]]
    new_run = (what != what.shift()).any(axis=1)
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
    removed = (first["removed"] != _NEVER) & ~(following & (first["removed"] == first["removed"].shift(-1)))
    removed_at = first["removed"].where(removed)
    table = table.set_column(table.schema.get_field_index(REMOVED_AT), REMOVED_AT, _instants(removed_at))
    ends = removed_at.fillna(runs["instant"].min().shift(-1).where(following))
    return Versions(table, ~(following | removed).to_numpy(), _instants(ends))


def _instants(microseconds: pd.Series[float]) -> pa.Array:
    return pa.array(microseconds.to_list(), pa.float64(), from_pandas=True).cast(pa.int64()).cast(Kind.INSTANT.arrow)


def _until_removed(sightings: pd.DataFrame, rows: pa.Table) -> pd.DataFrame:
    """The sightings with `removed`: the first removal of the key at or after each of them, in microseconds."""
    removals = _removals(rows)
    if removals.empty:
        return sightings.assign(removed=_NEVER)
    by_instant = sightings.sort_values("instant", kind="stable")
    beside = pd.merge_asof(by_instant, removals, left_on="instant", right_on="removed", by="key", direction="forward")
    beside["removed"] = beside["removed"].fillna(_NEVER).astype(np.int64)
    return beside.sort_values(["key", "instant"], kind="stable", ignore_index=True)


def _removals(rows: pa.Table) -> pd.DataFrame:
    """Removals in the order of their instants: `key`, `removed` (microseconds)."""
    known = rows.filter(rows[REMOVED_AT].is_valid())
    keys = np.asarray([key.bytes for key in known["key"].to_pylist()], object)
    removed = known[REMOVED_AT].cast(pa.int64()).to_numpy()
    return pd.DataFrame({"key": keys, "removed": removed}).drop_duplicates().sort_values("removed")


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
    stored) of the current version; `known` whether this very observation is stored already; `removed` whether the row
    was removed, at `stored_last` then. Instants in microseconds.
    """
    new = incoming["stored_last"].isna().to_numpy()
    same = (incoming["content"] == incoming["stored_content"]).fillna(value=False).to_numpy(bool)
    newer = (incoming["observed_at"] >= incoming["stored_last"]).fillna(value=False).to_numpy(bool)
    later = (incoming["observed_at"] > incoming["stored_last"]).fillna(value=False).to_numpy(bool)
    known, removed = incoming["known"].to_numpy(bool), incoming["removed"].to_numpy(bool)
    outcomes = np.full(len(incoming), Outcome.STALE, object)
    outcomes[newer] = Outcome.UPDATED
    outcomes[known | (newer & same)] = Outcome.UNCHANGED
    outcomes[removed] = Outcome.STALE
    outcomes[new | (removed & later)] = Outcome.INSERTED
    return outcomes
