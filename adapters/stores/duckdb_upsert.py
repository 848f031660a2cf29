"""One batch into DuckDB, inside one transaction: gaps filled, versions kept, totals' choice recomputed."""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import zstandard

from adapters.stores.duckdb_schema import RECORD_COLUMNS
from domain.ancestry import CHILD_KINDS, FACT_COLUMNS, Ancestry, Fact, facts_of, fill_gaps
from domain.arrow import key_array
from domain.normalize.identity import natural_keys
from domain.ports import StoredBatch, UpsertCounts
from domain.records import COLUMNS
from domain.restatement import Outcome, classify, fold_versions
from domain.summation.guard import GUARD_COLUMNS, plain_mask, read_candidates
from domain.vocabulary import OrgId

Mask = npt.NDArray[np.bool_]
Outcomes = npt.NDArray[np.object_]
ZSTD_LEVEL = 3
_NAMES = ", ".join(RECORD_COLUMNS)
_SCOPE = ["data_source", "account_id", "campaign_id"]


@dataclass(slots=True)
class Upsert:
    """The transaction of one batch; the caller begins and commits."""

    connection: duckdb.DuckDBPyConnection
    org: OrgId
    batch: StoredBatch
    left_scopes: list[pa.Table] = field(default_factory=list)
    """Campaigns that rows of the batch belonged to before: their choice changes too."""

    def run(self) -> UpsertCounts:
        """Store records, raw rows and facts; says what became of each record."""
        self._keep_raw()
        incoming, resettled = self._settle_gaps(self.batch.records)
        if not incoming.num_rows:
            return UpsertCounts()
        outcomes = self._compare(incoming)
        appended = self._write(incoming, outcomes, resettled)
        self._choose_counted(incoming, appended)
        own = outcomes[: self.batch.records.num_rows]
        counts = {outcome.value: int((own == outcome).sum()) for outcome in Outcome}
        return UpsertCounts(**counts, stale_rows=tuple(np.flatnonzero(own == Outcome.STALE).tolist()))

    # --- raw rows

    def _keep_raw(self) -> None:
        batch, compress = self.batch, zstandard.ZstdCompressor(ZSTD_LEVEL).compress
        self.connection.execute(
            "INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?)",
            [self.org, batch.batch_id, batch.data_source, batch.observed_at, batch.ingested_at, batch.context],
        )
        frames = pa.table(
            {
                "org_id": pa.array([self.org] * len(batch.frames), pa.string()),
                "batch_id": pa.array([batch.batch_id] * len(batch.frames), pa.string()),
                "frame": pa.array([frame.number for frame in batch.frames], pa.int64()),
                "row_count": pa.array([len(frame.rows) for frame in batch.frames], pa.int64()),
                "body": pa.array([compress(b"\n".join(frame.rows)) for frame in batch.frames], pa.binary()),
            }
        )
        self._insert("raw_frames", frames)

    # --- parents and currencies that rows lack

    def _settle_gaps(self, records: pa.Table) -> tuple[pa.Table, list[bytes]]:
        """The records with their gaps filled, and the keys of stored rows that new facts moved.

        The versions of those rows are taken out and come back as part of the batch.
        """
        fresh = self._learn(facts_of(records))
        moved = self._take_out(fresh) if fresh else None
        if moved is not None:
            self.left_scopes.append(moved.select(_SCOPE))
            records = pa.concat_tables([records.select(list(moved.column_names)), moved])
        if records["lacking"].null_count == records.num_rows:
            return records, []
        filled = fill_gaps(records, self._ancestry(records))
        keys = natural_keys(self.org, {name: filled[name] for name in filled.column_names if name != "key"})
        return filled.set_column(0, "key", key_array(keys)), keys[self.batch.records.num_rows :]

    def _learn(self, stated: set[Fact]) -> set[Fact]:
        """Store the facts; those that were not known before."""
        if not stated:
            return set()
        rows = list(zip(*sorted(stated), strict=True))
        table = pa.table(dict(zip(FACT_COLUMNS, map(pa.array, rows), strict=True)))
        self.connection.register("stated", table)
        fresh = self.connection.execute(
            "SELECT data_source, child_kind, child_id, column_name, value FROM stated "
            "ANTI JOIN (SELECT * FROM facts WHERE org_id = ?) known "
            "USING (data_source, child_kind, child_id, column_name, value)",
            [self.org],
        ).fetchall()
        self.connection.unregister("stated")
        if fresh:
            columns = list(zip(*fresh, strict=True))
            named = {"org_id": pa.array([self.org] * len(fresh), pa.string())}
            named |= {
                name: pa.array(values, pa.string()) for name, values in zip(table.column_names, columns, strict=True)
            }
            self._insert("facts", pa.table(named))
        return set(fresh)

    def _take_out(self, fresh: set[Fact]) -> pa.Table | None:
        """Remove and return all versions of stored rows that lack what the fresh facts tell."""
        columns = zip(*sorted({(source, kind, child, column) for source, kind, child, column, _ in fresh}), strict=True)
        told = pa.table(dict(zip(("data_source", "kind", "child", "gap"), map(pa.array, columns), strict=True)))
        self.connection.register("told", told)
        matches = " UNION ".join(
            f"SELECT r.key FROM gaps r JOIN told ON told.kind = '{kind}' AND told.child = r.{kind} "
            "AND told.data_source = r.data_source AND list_contains(string_split(r.lacking, ','), told.gap)"
            for kind in CHILD_KINDS
        )
        told_of = ", ".join(["org_id", "key", "data_source", "lacking", *CHILD_KINDS])
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE moving AS WITH gaps AS (SELECT * FROM (SELECT {told_of} FROM records UNION ALL "
            f"SELECT {told_of} FROM superseded) WHERE org_id = ? AND lacking IS NOT NULL) {matches}",
            [self.org],
        )
        self.connection.unregister("told")
        return self._remove_moving()

    def _remove_moving(self) -> pa.Table | None:
        if not self._number("SELECT count(*) FROM moving"):
            return None
        versions = self._versions_of("moving")
        for table in ("records", "superseded"):
            self.connection.execute(
                f"DELETE FROM {table} WHERE org_id = ? AND key IN (SELECT key FROM moving)", [self.org]
            )
        return versions

    def _ancestry(self, records: pa.Table) -> Ancestry:
        sources = sorted(set(records["data_source"].to_pylist()))
        found = self.connection.execute(
            "SELECT data_source, child_kind, child_id, column_name, value FROM facts "
            "WHERE org_id = ? AND list_contains(?, data_source)",
            [self.org, sources],
        ).fetchall()
        return Ancestry.of(found)

    # --- comparing with what is stored

    def _compare(self, incoming: pa.Table) -> Outcomes:
        """Outcome of each incoming record; stored rows that came back with the batch count as stored."""
        self.connection.register("incoming", _numbered(incoming))
        stored = self.connection.execute(
            "SELECT i.place, r.content AS stored_content, epoch_us(r.last_observed_at) AS stored_last, "
            "list_contains(r.seen_at, i.observed_at) AND r.content = i.content AS known, "
            "r.campaign_id AS left_campaign, r.campaign_id IS DISTINCT FROM i.campaign_id AS leaves "
            "FROM incoming i JOIN records r ON r.key = i.key WHERE r.org_id = $org "
            "AND r.date_start BETWEEN $first AND $last",
            {"org": self.org, **_date_range(incoming)},
        ).df()
        self._note_left(incoming, stored[stored["leaves"]])
        frame = pd.DataFrame(
            {
                "content": pd.array(incoming["content"].to_numpy(), "Int64"),
                "observed_at": pd.array(incoming["observed_at"].cast(pa.int64()).to_numpy(), "Int64"),
            }
        )
        if incoming.num_rows > self.batch.records.num_rows:
            stored = pd.concat([stored, self._compare_moved(incoming)])
        stored = stored.astype({"stored_content": "Int64", "stored_last": "Int64", "known": "boolean"})
        joined = frame.join(stored.drop_duplicates("place").set_index("place"))
        joined["known"] = joined["known"].fillna(value=False) | self._known_before(joined)
        self.connection.unregister("incoming")
        return classify(joined)

    def _note_left(self, incoming: pa.Table, leaving: pd.DataFrame) -> None:
        """Remember the campaigns that stored rows leave when their newest version names another one."""
        if len(leaving):
            campaigns = pa.array(leaving["left_campaign"].to_list(), pa.string(), from_pandas=True)
            scopes = incoming.select(_SCOPE).take(pa.array(leaving["place"].to_numpy()))
            self.left_scopes.append(scopes.set_column(_SCOPE.index("campaign_id"), "campaign_id", campaigns))

    def _compare_moved(self, incoming: pa.Table) -> pd.DataFrame:
        """The newest version of each key that was taken out, beside the batch's own record of that key."""
        own = self.batch.records.num_rows
        instants = {name: incoming[name].cast(pa.int64()).to_numpy() for name in ("observed_at", "last_observed_at")}
        rows = pd.DataFrame(
            {
                "key": incoming["key"].to_pandas(),
                "content": incoming["content"].to_numpy(),
                "last": instants["last_observed_at"],
                "observed_at": instants["observed_at"],
                "place": np.arange(incoming.num_rows),
            }
        )
        moved = rows.iloc[own:].sort_values("last").drop_duplicates("key", keep="last")
        both = rows.iloc[:own].merge(moved, on="key", suffixes=("", "_stored"), validate="many_to_one")
        return pd.DataFrame(
            {
                "place": both["place"],
                "stored_content": both["content_stored"],
                "stored_last": both["last_stored"],
                "known": np.zeros(len(both), bool),
            }
        )

    def _known_before(self, joined: pd.DataFrame) -> Mask:
        """Whether an older observation is already part of the history."""
        older = (joined["observed_at"] < joined["stored_last"]).fillna(value=False)
        if not older.any():
            return np.zeros(len(joined), bool)
        places = self.connection.execute(
            "SELECT DISTINCT i.place FROM incoming i JOIN superseded s ON s.key = i.key "
            "WHERE s.org_id = ? AND s.content = i.content AND list_contains(s.seen_at, i.observed_at)",
            [self.org],
        ).fetchall()
        return _at([place for (place,) in places], len(joined))

    # --- writing

    def _write(self, incoming: pa.Table, outcomes: Outcomes, resettled: list[bytes]) -> int:
        """Write each record its way; gives the number of those that were simply appended."""
        plain = np.ones(incoming.num_rows, bool)
        instants = incoming["observed_at"].cast(pa.int64()).to_numpy()
        if resettled:
            plain[self.batch.records.num_rows :] = False
            plain &= ~incoming["key"].to_pandas().isin(incoming["key"].to_pandas()[~plain]).to_numpy()
        plain &= ~incoming["key"].to_pandas().duplicated(keep=False).to_numpy()
        plain &= outcomes != Outcome.STALE
        plain &= ~self._replaces_same_instant(incoming, outcomes, instants)
        self._touch(incoming.filter(pa.array(plain & (outcomes == Outcome.UNCHANGED))))
        self._supersede(incoming.filter(pa.array(plain & (outcomes == Outcome.UPDATED))))
        new = incoming.filter(pa.array(plain & (outcomes == Outcome.INSERTED)))
        self._append(new)
        self._refold(incoming.filter(pa.array(~plain)))
        return int(new.num_rows)

    def _replaces_same_instant(self, incoming: pa.Table, outcomes: Outcomes, instants: npt.NDArray[np.int64]) -> Mask:
        """Updates observed at the very instant of the stored version: the later ingest replaces it."""
        updated: Mask = outcomes == Outcome.UPDATED
        if not updated.any():
            return updated
        self.connection.register("incoming", _numbered(incoming))
        rows = self.connection.execute(
            "SELECT i.place FROM incoming i JOIN records r ON r.key = i.key "
            "WHERE r.org_id = $org AND r.date_start BETWEEN $first AND $last AND r.last_observed_at = i.observed_at",
            {"org": self.org, **_date_range(incoming)},
        ).fetchall()
        self.connection.unregister("incoming")
        at_once: Mask = updated & _at([place for (place,) in rows], len(instants))
        return at_once

    def _touch(self, same: pa.Table) -> None:
        if not same.num_rows:
            return
        self.connection.register("same", same.select(["key", "observed_at", "date_start"]))
        self.connection.execute(
            "UPDATE records SET last_observed_at = greatest(last_observed_at, same.observed_at), "
            "seen_at = list_append(seen_at, same.observed_at) FROM same "
            "WHERE records.org_id = $org AND records.date_start BETWEEN $first AND $last AND records.key = same.key "
            "AND NOT list_contains(records.seen_at, same.observed_at) AND records.last_observed_at < same.observed_at",
            {"org": self.org, **_date_range(same)},
        )
        self.connection.unregister("same")

    def _supersede(self, changed: pa.Table) -> None:
        if not changed.num_rows:
            return
        self.connection.register("changed", changed)
        span = {"org": self.org, **_date_range(changed)}
        where = "r.org_id = $org AND r.date_start BETWEEN $first AND $last"
        self.connection.execute(
            f"INSERT INTO superseded (org_id, {_NAMES}, superseded_at) "
            f"SELECT r.org_id, {_prefixed('r')}, c.observed_at FROM records r JOIN changed c ON c.key = r.key WHERE {where}",
            span,
        )
        assigned = ", ".join(f"{c.name} = c.{c.name}" for c in COLUMNS if c.name != "revision")
        self.connection.execute(
            f"MERGE INTO records AS r USING changed AS c ON {where} AND r.key = c.key "
            f"WHEN MATCHED THEN UPDATE SET {assigned}, revision = r.revision + 1, counted_mask = NULL",
            span,
        )
        self.connection.unregister("changed")

    def _append(self, new: pa.Table) -> None:
        if new.num_rows:
            masked = new.append_column("counted_mask", pa.array(plain_mask(read_candidates(new)), pa.int64()))
            self._insert_records("records", masked)

    def _refold(self, rows: pa.Table) -> None:
        """Rebuild all versions of the keys from their observations: the way that does not depend on order."""
        if not rows.num_rows:
            return
        self.connection.register("again", rows.select(["key"]))
        self.connection.execute("CREATE OR REPLACE TEMP TABLE moving AS SELECT DISTINCT key FROM again")
        self.connection.unregister("again")
        stored = self._remove_moving()
        together = rows if stored is None else pa.concat_tables([stored.select(rows.column_names), rows])
        folded = fold_versions(together)
        current = folded.table.filter(pa.array(folded.current))
        self._insert_records("records", current.append_column("counted_mask", pa.nulls(current.num_rows, pa.int64())))
        older = folded.table.append_column("superseded_at", folded.superseded_at).filter(pa.array(~folded.current))
        self._insert_records("superseded", older)

    # --- the choice of rows that totals count

    def _choose_counted(self, incoming: pa.Table, appended: int) -> None:
        """Recompute the stored choice for the campaigns and days that the batch touches; write what changed.

        Nothing can have changed where all rows around are those just appended: they were chosen together.
        """
        self.connection.register("incoming", pa.concat_tables([incoming.select(_SCOPE), *self.left_scopes]))
        around = (
            "FROM records r SEMI JOIN incoming i ON i.data_source = r.data_source "
            "AND i.account_id IS NOT DISTINCT FROM r.account_id AND i.campaign_id IS NOT DISTINCT FROM r.campaign_id "
            "WHERE r.org_id = $org AND r.date_stop >= $first AND r.date_start <= $last"
        )
        parameters = {"org": self.org, **_date_range(incoming)}
        [(rows_around,)] = self.connection.execute(f"SELECT count(*) {around}", parameters).fetchall()
        if rows_around != appended:
            chosen = ", ".join(["key", "counted_mask", *GUARD_COLUMNS])
            table = self.connection.sql(f"SELECT {chosen} {around}", params=parameters).to_arrow_table()
            self._choose_among(table)
        self.connection.unregister("incoming")

    def _choose_among(self, around: pa.Table) -> None:
        masks = pa.array(plain_mask(read_candidates(around)), pa.int64())
        differs = ~(around["counted_mask"].to_numpy() == masks.to_numpy())
        if differs.any():
            changed = around.select(["key", "date_start"]).append_column("mask", masks)
            self._store_masks(changed.filter(pa.array(differs)))

    def _store_masks(self, masks: pa.Table) -> None:
        self.connection.register("masks", masks)
        self.connection.execute(
            "UPDATE records SET counted_mask = masks.mask FROM masks "
            "WHERE records.org_id = ? AND records.date_start = masks.date_start AND records.key = masks.key",
            [self.org],
        )
        self.connection.unregister("masks")

    # --- small words

    def _versions_of(self, keys: str) -> pa.Table:
        names = ", ".join(["CAST(key AS VARCHAR) AS key", *(column.name for column in COLUMNS)])
        table = self.connection.sql(
            f"SELECT {names} FROM records WHERE org_id = $org AND key IN (SELECT key FROM {keys}) UNION ALL "
            f"SELECT {names} FROM superseded WHERE org_id = $org AND key IN (SELECT key FROM {keys})",
            params={"org": self.org},
        ).to_arrow_table()
        return _with_uuids(table)

    def _insert_records(self, name: str, table: pa.Table) -> None:
        ordered = table.sort_by([("date_start", "ascending"), ("data_source", "ascending")])
        self._insert(name, ordered.add_column(0, "org_id", pa.array([self.org] * table.num_rows, pa.string())))

    def _insert(self, name: str, table: pa.Table) -> None:
        if table.num_rows:
            self.connection.register("rows_in", table)
            self.connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM rows_in")
            self.connection.unregister("rows_in")

    def _number(self, sql: str) -> int:
        return int(self.connection.execute(sql).fetchall()[0][0])


def _at(places: list[int], size: int) -> Mask:
    found: Mask = np.zeros(size, np.bool_)
    found[places] = True
    return found


def _numbered(table: pa.Table) -> pa.Table:
    kept = table.select(["key", "content", "observed_at", "date_start", "campaign_id"])
    return kept.append_column("place", pa.array(np.arange(table.num_rows)))


def _date_range(table: pa.Table) -> dict[str, object]:
    stop = table["date_stop"] if "date_stop" in table.column_names else table["date_start"]
    return {"first": pc.min(table["date_start"]).as_py(), "last": pc.max(stop).as_py()}


def _prefixed(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in RECORD_COLUMNS)


def _with_uuids(table: pa.Table) -> pa.Table:
    """Keys as 16 bytes again, and instants in the record's own type."""
    raw = [bytes.fromhex(key.replace("-", "")) for key in table["key"].to_pylist()]
    table = table.set_column(0, "key", key_array(raw))
    for place, column in enumerate(COLUMNS, 1):
        if table.schema.field(place).type != column.kind.arrow:
            table = table.set_column(place, column.name, table[column.name].cast(column.kind.arrow))
    return table
