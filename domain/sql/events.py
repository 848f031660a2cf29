"""From event lines to what they came to, at every instant at which that changed: all of it inside the engine.

A line belongs to the entity that it names, else to that of the event which it is credited to, whenever that arrived,
else to the account. A scope is an entity and its days; a group is one channel, hour and breakdown cell of it.
"""

from __future__ import annotations

SCOPE_COLUMNS = ("entity", "date_start", "date_stop")
GROUP_COLUMNS = ("account_id", "entity", "channel", "date_start", "date_stop", "hour", "breakdowns")
_NAMED = "coalesce(message_id, campaign_id) IS NOT NULL"
_LABELS = ("account_timezone", "campaign_id", "campaign_name", "campaign_type", "message_id", "message_name")
_TOLD = ("batch_id", "raw_frame", "raw_row", "ingested_at", "normalizer_version")
_FIGURES = {
    "event_count": "BIGINT",
    "event_value": "DECIMAL(38, 6)",
    "unique_count": "BIGINT",
    "apple_count": "BIGINT",
}
_SERIES = ("metric", "metric_id", "measure", "is_aggregate", "currency")
_OWNER = "org_id = $org AND data_source = $source"


def resolved_sql(condition: str) -> str:
    """The lines that meet `condition` (on `l`), each with the entity, account and channel that it belongs to.

    `ended_at`: when a line stopped counting, because it was removed or a newer cell of its aggregate came.
    """
    return (
        f"WITH met AS (SELECT * FROM events l WHERE {_OWNER} AND {condition}), "
        "credited AS (SELECT event_id AS credited_id, arg_min(message_id, observed_at) AS c_message, "
        "arg_min(campaign_id, observed_at) AS c_campaign, arg_min(campaign_type, observed_at) AS c_type, "
        "arg_min(channel, observed_at) AS c_channel FROM events "
        f"WHERE {_OWNER} AND {_NAMED} AND event_id IN (SELECT attributed_id FROM met) GROUP BY event_id), "
        "placed AS (SELECT met.* REPLACE ("
        f"CASE WHEN {_NAMED} THEN message_id ELSE c_message END AS message_id, "
        f"CASE WHEN {_NAMED} THEN campaign_id ELSE c_campaign END AS campaign_id, "
        f"CASE WHEN {_NAMED} THEN campaign_type ELSE c_type END AS campaign_type, "
        "coalesce(channel, c_channel) AS channel) "
        "FROM met LEFT JOIN credited ON credited_id = attributed_id), "
        "carried AS (SELECT message_id AS carried_id, min(channel) AS m_channel FROM events "
        f"WHERE {_OWNER} AND channel IS NOT NULL "
        "AND message_id IN (SELECT message_id FROM placed WHERE channel IS NULL) GROUP BY message_id), "
        "named AS (SELECT *, CASE WHEN message_id IS NOT NULL THEN 'm' || message_id "
        "WHEN campaign_id IS NOT NULL THEN 'c' || campaign_id ELSE '' END AS entity "
        "FROM placed LEFT JOIN carried ON carried_id = message_id), "
        "resolved AS (SELECT * REPLACE ("
        "coalesce(channel, m_channel, CASE entity WHEN '' THEN 'other' ELSE 'email' END) AS channel, "
        "CASE WHEN account_id IS NULL AND count(DISTINCT account_id) OVER (PARTITION BY entity) = 1 "
        "THEN min(account_id) OVER (PARTITION BY entity) ELSE account_id END AS account_id), "
        "CASE WHEN is_aggregate THEN least(removed_at, lead(observed_at) OVER "
        "(PARTITION BY event_id ORDER BY observed_at)) ELSE removed_at END AS ended_at FROM named) "
    )


def touched_sql() -> str:
    """Scopes that the lines of the relation `incoming_lines` belong to, or take from the account to their message."""
    known = "SELECT event_id FROM incoming_lines"
    told = "SELECT message_id FROM incoming_lines WHERE channel IS NOT NULL"
    affected = f"(event_id IN ({known}) OR attributed_id IN ({known}) OR (channel IS NULL AND message_id IN ({told})))"
    return (
        resolved_sql(affected) + f"SELECT DISTINCT {', '.join(SCOPE_COLUMNS)} FROM resolved UNION "
        f"SELECT DISTINCT '' AS entity, date_start, date_stop FROM resolved WHERE attributed_id IN ({known})"
    )


def states_sql() -> str:
    """Sums of every metric of every group of the relation `event_scopes`, at each instant at which the group changed.

    Columns: those of the group, `changed_at`, its labels and provenance, the metric and its figures. An instant at which
    nothing of the group was left has one line without a metric. In the order of groups and instants.
    """
    on_days = "(date_start, date_stop) IN (SELECT (date_start, date_stop) FROM event_scopes)"
    in_scope = "(entity, date_start, date_stop) IN (SELECT (entity, date_start, date_stop) FROM event_scopes)"
    group, series = ", ".join(GROUP_COLUMNS), ", ".join(_SERIES)
    same, of_group = _same("i", "c", GROUP_COLUMNS), ", ".join(f"i.{name}" for name in GROUP_COLUMNS)
    labels = ", ".join(f"max(c.{name}) AS {name}" for name in _LABELS)
    told = ", ".join(f"arg_max(c.{name}, (c.observed_at, c.event_id)) AS {name}" for name in _TOLD)
    sums = ", ".join(
        f"CASE WHEN sum(c.{name}_n) > 0 THEN CAST(sum(c.{name}) AS {kind}) END AS {name}"
        for name, kind in _FIGURES.items()
    )
    order = ", ".join(f"d.{name} NULLS FIRST" for name in GROUP_COLUMNS)
    return (
        resolved_sql(on_days) + f", mine AS (SELECT * FROM resolved WHERE {in_scope}), "
        f"changes AS ({_change('observed_at', 1)} UNION ALL {_change('ended_at', -1)} WHERE ended_at IS NOT NULL), "
        f"instants AS (SELECT DISTINCT {group}, changed_at FROM changes), "
        f"states AS (SELECT {of_group}, i.changed_at, {series}, {sums} FROM instants i JOIN changes c ON {same} AND c.changed_at <= i.changed_at "
        f"GROUP BY {of_group}, i.changed_at, {series} HAVING sum(c.live) > 0), "
        f"described AS (SELECT {of_group}, i.changed_at, {labels}, {told} FROM instants i JOIN mine c ON {same} "
        f"AND c.observed_at <= i.changed_at GROUP BY {of_group}, i.changed_at) "
        f"SELECT d.*, {', '.join(f's.{name}' for name in (*_SERIES, *_FIGURES))} FROM described d "
        f"LEFT JOIN states s ON {_same('d', 's', (*GROUP_COLUMNS, 'changed_at'))} "
        f"ORDER BY {order}, d.changed_at, metric, metric_id, is_aggregate, currency"
    )


def _change(instant: str, sign: int) -> str:
    """What each line adds when it comes, and takes back when it ends; `*_n` count the lines that state a figure."""
    figures = ", ".join(
        f"{sign} * {name} AS {name}, CASE WHEN {name} IS NULL THEN 0 ELSE {sign} END AS {name}_n" for name in _FIGURES
    )
    return (
        f"SELECT {', '.join((*GROUP_COLUMNS, *_SERIES))}, {instant} AS changed_at, {sign} AS live, {figures} FROM mine"
    )


def _same(left: str, right: str, names: tuple[str, ...]) -> str:
    return " AND ".join(f"{left}.{name} IS NOT DISTINCT FROM {right}.{name}" for name in names)
