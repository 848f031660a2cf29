"""Restated rows: from any set of observations to versions, whatever the order in which they arrived.

An observation is what the platform said about one key at one instant. Consecutive observations with equal
content are one version, known from the first of them; `seen_at` keeps every instant, so that a late, older
observation can still be put in its place. A removal is an act at an instant: it ends what was observed up to then,
whenever that arrives, and nothing that is observed later. There are two kinds: deletions, which rows carry, and
absences, instants at which a complete pull lacked the row; an absence is void where the row was seen at that instant.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from domain.records import Kind

Mask = npt.NDArray[np.bool_]
REMOVED_AT = "removed_at"
"""Column of versions: when the row was removed, null where something else ended the version or nothing did."""
DELETED_AT = "deleted_at"
"""Column of versions: the deletion that came after it. It ended the version too, unless an absence did so before."""
ABSENCES = pa.schema([("key", Kind.KEY.arrow), ("absent_at", Kind.INSTANT.arrow)])
"""Keys and the instants at which a complete pull of their window lacked them."""
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
    The table's `removed_at` is set where a removal ended the version, `deleted_at` where a deletion followed it.
    """

    table: pa.Table
    current: Mask
    superseded_at: pa.Array


def fold_versions(stored_and_incoming: pa.Table, absences: pa.Table) -> Versions:
    """Versions of each key from rows that carry `key`, `content`, `seen_at`, `ingested_at` and `deleted_at`.

    The other columns are taken from the row that holds the first observation of a version. Of two different
    contents at one instant the one ingested later wins; on a tie there, the row further down. `absences`: ABSENCES.
    """
    sightings = _until_removed(_sightings(stored_and_incoming), _deletions(stored_and_incoming), _instants_of(absences))
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
    removed_at, deleted_at = (_last_before(first, name, following) for name in ("removed", "deleted"))
    table = table.set_column(table.schema.get_field_index(DELETED_AT), DELETED_AT, _instants(deleted_at))
    table = table.append_column(REMOVED_AT, _instants(removed_at))
    ends = removed_at.fillna(runs["instant"].min().shift(-1).where(following))
    return Versions(table, ~(following | removed_at.notna()).to_numpy(), _instants(ends))


def with_deletions(rows: pa.Table, deletions: pa.Table) -> pa.Table:
    """Rows as `fold_versions` takes them, with further deletions (`key`, `deleted_at`) of keys that they have.

    Each rides on a row that was never seen.
    """
    places = pc.index_in(deletions["key"].combine_chunks().storage, rows["key"].combine_chunks().storage)
    riding = rows.take(places)
    for name, values in (
        ("seen_at", pa.array([[]] * deletions.num_rows, Kind.INSTANTS.arrow)),
        (DELETED_AT, deletions[DELETED_AT]),
    ):
        riding = riding.set_column(riding.schema.get_field_index(name), name, values)
    return pa.concat_tables([rows, riding])


def _last_before(first: pd.DataFrame, name: str, following: pd.Series[bool]) -> pd.Series[float]:
    """The removal after each version, where no later version of the key comes before it."""
    same_after = following & (first[name] == first[name].shift(-1))
    return first[name].where((first[name] != _NEVER) & ~same_after)


def _instants(microseconds: pd.Series[float]) -> pa.Array:
    return pa.array(microseconds.to_list(), pa.float64(), from_pandas=True).cast(pa.int64()).cast(Kind.INSTANT.arrow)


def _until_removed(sightings: pd.DataFrame, deletions: pd.DataFrame, absences: pd.DataFrame) -> pd.DataFrame:
    """The sightings with `deleted`, the first deletion at or after each, and `removed`, that or an absence before it."""
    if deletions.empty and absences.empty:
        return sightings.assign(deleted=_NEVER, removed=_NEVER)
    by_instant = sightings.sort_values("instant", kind="stable")
    deleted, absent = (_first_after(by_instant, each) for each in (deletions, _unseen(absences, sightings)))
    beside = by_instant.assign(deleted=deleted, removed=np.minimum(deleted, absent))
    return beside.sort_values(["key", "instant"], kind="stable", ignore_index=True)


def _first_after(by_instant: pd.DataFrame, removals: pd.DataFrame) -> npt.NDArray[np.int64]:
    """The first removal of the key at or after each sighting, in microseconds."""
    if removals.empty:
        return np.full(len(by_instant), _NEVER, np.int64)
    beside = pd.merge_asof(
        by_instant[["key", "instant"]],
        removals.sort_values("at"),
        left_on="instant",
        right_on="at",
        by="key",
        direction="forward",
    )
    return beside["at"].fillna(_NEVER).to_numpy(np.int64)


def _unseen(absences: pd.DataFrame, sightings: pd.DataFrame) -> pd.DataFrame:
    """The absences but those at whose instant the key was seen."""
    if absences.empty:
        return absences
    seen = sightings[["key", "instant"]].rename(columns={"instant": "at"})
    both = absences.merge(seen, on=["key", "at"], how="left", indicator=True)
    return both.loc[both["_merge"] == "left_only", ["key", "at"]]


def _deletions(rows: pa.Table) -> pd.DataFrame:
    """Deletions that the rows carry: `key`, `at` (microseconds)."""
    return _instants_of(rows.filter(rows[DELETED_AT].is_valid()).select(["key", DELETED_AT]))


def _instants_of(table: pa.Table) -> pd.DataFrame:
    """A table of keys and instants as `key`, `at` (microseconds), each pair once."""
    keys = np.asarray([key.bytes for key in table["key"].to_pylist()], object)
    return pd.DataFrame({"key": keys, "at": table[1].cast(pa.int64()).to_numpy()}).drop_duplicates()


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
