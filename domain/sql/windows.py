"""Which rows lie in a replaced window, and which of those its pull lacked."""

from __future__ import annotations

from domain.windows import KIND_COLUMNS


def lies_in(row: str, window: str) -> str:
    """Whether a row lies wholly in a window of its account and kind; both are names of relations.

    Nothing of it changes with a row's versions: all of it is part of the natural key.
    """
    kinds = " AND ".join(_same(name, row, window) for name in KIND_COLUMNS)
    return (
        f"{row}.data_source = {window}.data_source AND {_same('account_id', row, window)} "
        f"AND {row}.date_start >= {window}.date_start AND {row}.date_stop <= {window}.date_stop "
        f"AND ({window}.level IS NULL OR ({kinds}))"
    )


def _same(name: str, row: str, window: str) -> str:
    return f"coalesce({row}.{name}, '') = {window}.{name}"


def going_sql(batch: str, instant: str) -> str:
    """Keys of current rows that were last seen before the pull which lacks them."""
    return (
        f"SELECT DISTINCT r.key FROM records r JOIN replaced_windows w ON {lies_in('r', 'w')} "
        f"WHERE w.batch_id = {batch} AND r.last_observed_at < {instant}"
    )


def bridging_sql(batch: str, instant: str) -> str:
    """Keys with a version that holds from before a pull to after it, though the pull lacks the row."""
    unseen = f"v.observed_at < {instant} AND NOT list_contains(v.seen_at, {instant})"
    joined = f"v JOIN replaced_windows w ON {lies_in('v', 'w')} WHERE w.batch_id = {batch} AND {unseen}"
    return (
        f"SELECT v.key FROM records {joined} AND v.last_observed_at > {instant} "
        f"UNION SELECT v.key FROM superseded {joined} AND v.superseded_at > {instant}"
    )


def absences_sql(rows: str) -> str:
    """Every key of a relation of versions with the instants after them at which a pull of its window was made.

    Of many windows only those after the oldest version are looked at: for a new batch, mostly none.
    """
    later = f"(SELECT * FROM replaced_windows WHERE observed_at > (SELECT min(observed_at) FROM {rows}))"
    return (
        f"SELECT DISTINCT r.key, w.observed_at AS absent_at FROM {rows} r "
        f"JOIN {later} w ON {lies_in('r', 'w')} AND w.observed_at > r.observed_at"
    )
