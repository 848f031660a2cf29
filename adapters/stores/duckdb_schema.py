"""Tables of the DuckDB store and the migrations that lead to them.

No primary key: an index bought no upsert speed. Every batch is deduplicated first, `key` is NOT NULL, and the
tests assert one row per key.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import duckdb

from adapters.stores.duckdb_organizations import TEMPLATE, make_schema
from domain.errors import StoreUnavailableError
from domain.event_lines import EVENT_KINDS, EVENT_PROVENANCE
from domain.records import BY_NAME, COLUMNS, Kind
from domain.sql.dialect import Dialect
from domain.vocabulary import OrgId
from domain.windows import WINDOW_COLUMNS

DUCKDB = Dialect(
    parameter=lambda name: f"${name}",
    start_of=lambda day, bucket: f"CAST(date_trunc('{bucket}', {day}) AS DATE)",
    iso_day_of_week=lambda day: f"isodow({day})",
    month_of=lambda day: f"month({day})",
    latest=lambda value, order: f"arg_max({value}, {order})",
    seen_order="(epoch_ms(last_observed_at) * 40000 + (date_stop - DATE '1970-01-01'))",
    json_text=lambda column, name: f"json_extract_string({column}, '$.\"' || {name} || '\"')",
    shift_right=lambda value, bits: f"({value} >> {bits})",
    floating=lambda value: f"CAST({value} AS DOUBLE)",
)

_TYPES: dict[Kind, str] = {
    Kind.TEXT: "VARCHAR",
    Kind.DATE: "DATE",
    Kind.INSTANT: "TIMESTAMPTZ",
    Kind.INSTANTS: "TIMESTAMPTZ[]",
    Kind.COUNT: "BIGINT",
    Kind.DECIMAL: "DECIMAL(18,6)",
    Kind.JSON: "VARCHAR",
    Kind.FLAG: "BOOLEAN",
    Kind.KEY: "UUID",
}
RECORD_COLUMNS: tuple[str, ...] = ("key", *(column.name for column in COLUMNS), "counted_mask")


def _record_columns() -> str:
    columns = ", ".join(f"{column.name} {_TYPES[column.kind]}" for column in COLUMNS)
    return f"org_id VARCHAR NOT NULL, key UUID NOT NULL, {columns}, counted_mask BIGINT"


def _first_tables(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"CREATE TABLE records ({_record_columns()})")
    connection.execute(f"CREATE TABLE superseded ({_record_columns()}, superseded_at TIMESTAMPTZ NOT NULL)")
    connection.execute(
        "CREATE TABLE batches (org_id VARCHAR NOT NULL, batch_id VARCHAR NOT NULL, data_source VARCHAR NOT NULL, "
        "observed_at TIMESTAMPTZ NOT NULL, ingested_at TIMESTAMPTZ NOT NULL, context VARCHAR NOT NULL)"
    )
    connection.execute(
        "CREATE TABLE raw_frames (org_id VARCHAR NOT NULL, batch_id VARCHAR NOT NULL, frame BIGINT NOT NULL, "
        "row_count BIGINT NOT NULL, body BLOB NOT NULL)"
    )
    connection.execute(
        "CREATE TABLE facts (org_id VARCHAR NOT NULL, data_source VARCHAR NOT NULL, child_kind VARCHAR NOT NULL, "
        "child_id VARCHAR NOT NULL, column_name VARCHAR NOT NULL, value VARCHAR NOT NULL)"
    )


_TABLES = ("records", "superseded", "batches", "raw_frames", "facts")


def _schema_per_organization(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables of each organization apart; those that held all of them become the empty template."""
    connection.execute("CREATE TABLE main.organizations (org_id VARCHAR NOT NULL, schema_name VARCHAR NOT NULL)")
    connection.execute(f"CREATE SCHEMA {TEMPLATE}")
    for table in _TABLES:
        [(made,)] = connection.execute(
            "SELECT sql FROM duckdb_tables() WHERE schema_name = 'main' AND table_name = ?", [table]
        ).fetchall()
        connection.execute(made.replace("CREATE TABLE ", f"CREATE TABLE {TEMPLATE}.", 1))
    everyone = " UNION ".join(f"SELECT org_id FROM main.{table}" for table in _TABLES)
    for (org,) in connection.execute(f"{everyone} ORDER BY 1").fetchall():
        schema = make_schema(connection, OrgId(org))
        for table in _TABLES:
            order = " ORDER BY date_start, data_source" if table in {"records", "superseded"} else ""
            connection.execute(
                f"INSERT INTO {schema}.{table} BY NAME SELECT * FROM main.{table} WHERE org_id = ?{order}", [org]
            )
    for table in _TABLES:
        connection.execute(f"DROP TABLE main.{table}")


def _removals(connection: duckdb.DuckDBPyConnection) -> None:
    in_every_schema(
        connection,
        lambda schema: connection.execute(f"ALTER TABLE {schema}.superseded ADD COLUMN removed_at TIMESTAMPTZ"),
    )


_WHOLE_RECORD = (
    *("landing_url", "utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"),
    *("outbound_clicks", "all_conversions", "all_conversions_value", "view_through_conversions"),
    *("failed", "apple_privacy_opens", "video_p25", "video_p50", "video_p75", "video_p95", "video_p100", "thruplays"),
    "warnings",
)


def _whole_record(connection: duckdb.DuckDBPyConnection) -> None:
    def add(schema: str) -> None:
        for table in ("records", "superseded"):
            for name in _WHOLE_RECORD:
                kind = _TYPES[BY_NAME[name].kind]
                connection.execute(f"ALTER TABLE {schema}.{table} ADD COLUMN IF NOT EXISTS {name} {kind}")

    in_every_schema(connection, add)


def _event_lines(connection: duckdb.DuckDBPyConnection) -> None:
    kinds = EVENT_KINDS | EVENT_PROVENANCE | {"removed_at": Kind.INSTANT}
    columns = ", ".join(f"{name} {_TYPES[kind]}" for name, kind in kinds.items())

    def add(schema: str) -> None:
        owner = "org_id VARCHAR NOT NULL, data_source VARCHAR NOT NULL"
        connection.execute(f"CREATE TABLE {schema}.events ({owner}, {columns})")
        connection.execute(
            f"CREATE TABLE {schema}.entities ({owner}, column_name VARCHAR NOT NULL, entity_id VARCHAR NOT NULL, "
            "name VARCHAR, status VARCHAR, audiences VARCHAR, observed_at TIMESTAMPTZ NOT NULL)"
        )
        for table in ("records", "superseded"):
            connection.execute(f"ALTER TABLE {schema}.{table} ADD COLUMN IF NOT EXISTS audiences VARCHAR")

    in_every_schema(connection, add)


def _replaced_windows(connection: duckdb.DuckDBPyConnection) -> None:
    def change(schema: str) -> None:
        connection.execute(f"ALTER TABLE {schema}.superseded ADD COLUMN deleted_at TIMESTAMPTZ")
        connection.execute(f"UPDATE {schema}.superseded SET deleted_at = removed_at")
        texts = ", ".join(f"{name} VARCHAR" for name in WINDOW_COLUMNS)
        connection.execute(
            f"CREATE TABLE {schema}.replaced_windows (org_id VARCHAR NOT NULL, batch_id VARCHAR NOT NULL, "
            "data_source VARCHAR NOT NULL, observed_at TIMESTAMPTZ NOT NULL, date_start DATE NOT NULL, "
            f"date_stop DATE NOT NULL, {texts})"
        )
        connection.execute(f"CREATE TABLE {schema}.earlier_readings AS SELECT * FROM {schema}.superseded LIMIT 0")
        connection.execute(f"ALTER TABLE {schema}.earlier_readings ADD COLUMN reread_at TIMESTAMPTZ")

    in_every_schema(connection, change)


def _touched_campaigns(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE SEQUENCE main.touches")

    def add(schema: str) -> None:
        connection.execute(
            f"CREATE TABLE {schema}.touched_campaigns (org_id VARCHAR NOT NULL, number BIGINT NOT NULL, "
            "data_source VARCHAR NOT NULL, account_id VARCHAR, campaign_id VARCHAR)"
        )
        connection.execute(  # what is stored already is to be found too
            f"INSERT INTO {schema}.touched_campaigns SELECT org_id, nextval('main.touches'), data_source, account_id, "
            f"campaign_id FROM (SELECT DISTINCT org_id, data_source, account_id, campaign_id FROM {schema}.records)"
        )

    in_every_schema(connection, add)


MIGRATIONS: tuple[tuple[int, str, Callable[[duckdb.DuckDBPyConnection], None]], ...] = (
    (1, "records, history, batches, raw rows, facts", _first_tables),
    (2, "tables of each organization apart", _schema_per_organization),
    (3, "when rows were removed", _removals),
    (4, "landing addresses, further conversions and clicks, video, warnings", _whole_record),
    (5, "events, once each by their id, and what objects tell of campaigns", _event_lines),
    (6, "windows that complete pulls replaced, deletions apart from them, earlier readings", _replaced_windows),
    (7, "campaigns that search has yet to take up", _touched_campaigns),
)
"""In order; a landed one is never edited. From 2 on, a change of an organization's tables goes through `in_every_schema`."""


def in_every_schema(connection: duckdb.DuckDBPyConnection, change: Callable[[str], object]) -> None:
    """Apply a change of tables to the template and to every organization; `change` takes the schema's name."""
    change(TEMPLATE)
    for (schema,) in connection.execute("SELECT schema_name FROM main.organizations").fetchall():
        change(schema)


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the file to the newest version; each step is one transaction."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS main.schema_version (version BIGINT NOT NULL, title VARCHAR NOT NULL, applied_at TIMESTAMPTZ)"
    )
    current = read_version(connection)
    for version, title, step in MIGRATIONS:
        if version > current:
            connection.execute("BEGIN")
            step(connection)
            connection.execute("INSERT INTO schema_version VALUES (?, ?, ?)", [version, title, datetime.now(UTC)])
            connection.execute("COMMIT")


def read_version(connection: duckdb.DuckDBPyConnection) -> int:
    """Version of the file's tables; raises StoreUnavailableError where a newer release wrote it."""
    [(current,)] = connection.execute("SELECT coalesce(max(version), 0) FROM main.schema_version").fetchall()
    newest = MIGRATIONS[-1][0]
    if current > newest:
        raise StoreUnavailableError(
            f"The data folder was written by a newer version of Marketing Memory (schema {current}, this one knows {newest}).",
            hint="Run that version, or restore a copy made before the upgrade.",
        )
    return int(current)


def check_version(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse a file that is not of this release: older ones are brought up to date by the server alone."""
    current = read_version(connection)
    if current < MIGRATIONS[-1][0]:
        raise StoreUnavailableError(
            f"The data folder was written by an older version of Marketing Memory (schema {current}).",
            hint="Start the server on it once, which brings it up to date: ./run serve",
        )
