"""What became of each record of a batch: compared with the stored version of its key."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from adapters.stores.duckdb_transaction import SCOPE, Transaction, date_range
from domain.restatement import DELETED_AT, classify
from domain.sql.windows import absences_sql
from domain.windows import WINDOW_COLUMNS

Mask = npt.NDArray[np.bool_]
Outcomes = npt.NDArray[np.object_]
_TYPES = {"stored_content": "Int64", "stored_last": "Int64", "known": "boolean", "removed": "boolean"}
"""Whole numbers, also where some are missing: hashes and microseconds are no doubles."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`outcomes` of the records.

    `at_once`: the stored version was observed at the same instant. `removed`: the stored row was removed.
    """

    outcomes: Outcomes
    at_once: Mask
    removed: Mask


def compare(transaction: Transaction, incoming: pa.Table, own: int) -> Comparison:
    """Compare the first `own` records of `incoming` with what is stored.

    The records behind them are stored versions that were taken out: they count as stored.
    """
    with transaction.table("incoming", _numbered(incoming)):
        stored = _stored_versions(transaction, incoming)
        _note_left(transaction, incoming, stored[stored["leaves"]])
        found = [_removed_versions(transaction, incoming), _absent(transaction)]
        if incoming.num_rows > own:
            found.append(_taken_out_versions(incoming, own))
        past = pd.concat([each.astype(_TYPES) for each in found]).sort_values("stored_last", kind="stable")
        newest = past.drop_duplicates("place", keep="last")
        current = stored.astype(_TYPES)
        joined = _beside(incoming, pd.concat([current, newest[~newest["place"].isin(current["place"])]]))
        joined["known"] = joined["known"].fillna(value=False) | _known_before(transaction, joined)
    same_instant = (joined["observed_at"] == joined["stored_last"]).fillna(value=False)
    return Comparison(classify(joined), same_instant.to_numpy(bool), joined["removed"].to_numpy(bool))


def _stored_versions(transaction: Transaction, incoming: pa.Table) -> pd.DataFrame:
    """Current version of each record's key: `place`, its content, last instant, whether this observation is known."""
    found: pd.DataFrame = transaction.connection.execute(
        "SELECT i.place, r.content AS stored_content, epoch_us(r.last_observed_at) AS stored_last, "
        "list_contains(r.seen_at, i.observed_at) AND r.content = i.content AS known, FALSE AS removed, "
        "r.campaign_id AS left_campaign, r.campaign_id IS DISTINCT FROM i.campaign_id AS leaves "
        "FROM incoming i JOIN records r ON r.key = i.key "
        "WHERE r.org_id = $org AND r.date_start BETWEEN $first AND $last",
        {"org": transaction.org, **date_range(incoming)},
    ).df()
    return found


def _removed_versions(transaction: Transaction, incoming: pa.Table) -> pd.DataFrame:
    """Rows of the records' keys that were ever removed, as of the last instant that a removal reaches.

    A deletion takes what was observed at its instant too, an absence does not.
    """
    found: pd.DataFrame = transaction.connection.execute(
        "SELECT i.place, NULL AS stored_content, max(coalesce(epoch_us(s.deleted_at), epoch_us(s.removed_at) - 1)) AS stored_last, FALSE AS known, TRUE AS removed "
        "FROM incoming i JOIN superseded s ON s.key = i.key "
        "WHERE s.org_id = $org AND s.removed_at IS NOT NULL AND s.date_start BETWEEN $first AND $last GROUP BY i.place",
        {"org": transaction.org, **date_range(incoming)},
    ).df()
    return found


def _absent(transaction: Transaction) -> pd.DataFrame:
    """The last complete pull of each record's window that was made after the record was observed.

    Only records that are not current ask: a current one was seen then, or later.
    """
    found: pd.DataFrame = transaction.connection.execute(
        "SELECT i.place, NULL AS stored_content, max(epoch_us(a.absent_at)) AS stored_last, FALSE AS known, "
        f"TRUE AS removed FROM incoming i JOIN ({absences_sql('incoming')}) a ON a.key = i.key GROUP BY i.place"
    ).df()
    return found


def _beside(incoming: pa.Table, stored: pd.DataFrame) -> pd.DataFrame:
    """One line per record: its own content and instant, and those of the stored version."""
    frame = pd.DataFrame(
        {
            "content": pd.array(incoming["content"].to_numpy(), "Int64"),
            "observed_at": pd.array(incoming["observed_at"].cast(pa.int64()).to_numpy(), "Int64"),
        }
    )
    joined = frame.join(stored.drop_duplicates("place").set_index("place"))
    return joined.fillna({"removed": False})


def _note_left(transaction: Transaction, incoming: pa.Table, leaving: pd.DataFrame) -> None:
    """Remember the campaigns that stored rows leave when their newest version names another one."""
    if len(leaving):
        campaigns = pa.array(leaving["left_campaign"].to_list(), pa.string(), from_pandas=True)
        scopes = incoming.select(SCOPE).take(pa.array(leaving["place"].to_numpy()))
        transaction.left_scopes.append(scopes.set_column(SCOPE.index("campaign_id"), "campaign_id", campaigns))


def _taken_out_versions(incoming: pa.Table, own: int) -> pd.DataFrame:
    """The newest version of each key that was taken out, or its deletion, beside the batch's own record of that key."""
    deleted_at = incoming[DELETED_AT]
    ended = pc.coalesce(deleted_at, incoming["last_observed_at"])
    rows = pd.DataFrame(
        {
            "key": incoming["key"].to_pandas(),
            "stored_content": incoming["content"].to_numpy(),
            "stored_last": ended.cast(pa.int64()).to_numpy(),
            "removed": deleted_at.is_valid().to_numpy(),
            "place": np.arange(incoming.num_rows),
        }
    )
    newest_last = rows.iloc[own:].sort_values(["stored_last", "removed"])
    moved = newest_last.drop_duplicates("key", keep="last").drop(columns="place")
    both = rows.iloc[:own][["key", "place"]].merge(moved, on="key", validate="many_to_one")
    return both.drop(columns="key").assign(known=False)


def _known_before(transaction: Transaction, joined: pd.DataFrame) -> Mask:
    """Whether an older observation is already part of the history."""
    found: Mask = np.zeros(len(joined), np.bool_)
    if (joined["observed_at"] < joined["stored_last"]).fillna(value=False).any():
        places = transaction.connection.execute(
            "SELECT DISTINCT i.place FROM incoming i JOIN superseded s ON s.key = i.key "
            "WHERE s.org_id = ? AND s.content = i.content AND list_contains(s.seen_at, i.observed_at)",
            [transaction.org],
        ).fetchall()
        found[[place for (place,) in places]] = True
    return found


def _numbered(table: pa.Table) -> pa.Table:
    kept = table.select(
        ["key", "content", "observed_at", "data_source", "date_start", "date_stop", "campaign_id", *WINDOW_COLUMNS]
    )
    return kept.append_column("place", pa.array(np.arange(table.num_rows)))
