"""The tables of `control.sqlite`, as a history: version N is the N-th entry.

To add a table, append an entry. Never change an old one: files out there have it.
Instants are whole microseconds since 1970 in UTC (`_at_us`); the organization is `org_id` in every table.
"""

from __future__ import annotations

Migration = tuple[str, ...]
"""Statements that lead from one version to the next, run in one transaction."""

MIGRATIONS: tuple[Migration, ...] = (
    (
        """
        CREATE TABLE api_keys (
            key_id TEXT PRIMARY KEY,
            org_id TEXT NOT NULL,
            name TEXT NOT NULL,
            scopes TEXT NOT NULL, -- names with a space between them
            secret_sha256 BLOB NOT NULL,
            created_at_us INTEGER NOT NULL,
            expires_at_us INTEGER,
            last_used_at_us INTEGER,
            revoked_at_us INTEGER
        ) STRICT
        """,
        "CREATE INDEX api_keys_by_org ON api_keys (org_id, created_at_us)",
    ),
    (
        """
        CREATE TABLE account_defaults (
            org_id TEXT NOT NULL,
            data_source TEXT NOT NULL,
            account_id TEXT NOT NULL,
            currency TEXT,
            timezone TEXT,
            PRIMARY KEY (org_id, data_source, account_id)
        ) STRICT
        """,
    ),
    (
        """
        CREATE TABLE audit_log (
            org_id TEXT NOT NULL,
            number INTEGER NOT NULL, -- from 1 in each organization
            at_us INTEGER NOT NULL,
            actor TEXT NOT NULL,
            key_id TEXT,
            action TEXT NOT NULL,
            detail TEXT NOT NULL, -- JSON
            request_id TEXT,
            ended_at_us INTEGER,
            outcome TEXT, -- NULL until somebody said how it ended
            result TEXT, -- JSON
            error_code TEXT,
            PRIMARY KEY (org_id, number)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TRIGGER audit_log_lines_stay BEFORE DELETE ON audit_log
        BEGIN SELECT RAISE(ABORT, 'lines of the audit log stay'); END
        """,
        """
        CREATE TRIGGER audit_log_lines_stay_as_begun
        BEFORE UPDATE OF org_id, number, at_us, actor, key_id, action, detail, request_id ON audit_log
        BEGIN SELECT RAISE(ABORT, 'lines of the audit log stay as they were begun'); END
        """,
        """
        CREATE TRIGGER audit_log_lines_end_once BEFORE UPDATE ON audit_log WHEN OLD.outcome IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a line of the audit log ends once'); END
        """,
    ),
    (
        """
        CREATE TABLE ingest_claims (
            org_id TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            content_sha256 BLOB NOT NULL,
            batch_id TEXT NOT NULL,
            holder TEXT, -- the process that is at it; NULL once it let go
            at_us INTEGER NOT NULL,
            result TEXT, -- JSON, once there is one
            PRIMARY KEY (org_id, idempotency_key)
        ) STRICT
        """,
        "CREATE INDEX ingest_claims_by_age ON ingest_claims (at_us)",
    ),
    (
        """
        CREATE TABLE conversion_rules (
            org_id TEXT NOT NULL,
            data_source TEXT NOT NULL,
            rules TEXT NOT NULL, -- JSON object of the rules that were stated
            PRIMARY KEY (org_id, data_source)
        ) STRICT
        """,
    ),
    (
        """
        CREATE TABLE column_maps (
            org_id TEXT NOT NULL,
            data_source TEXT NOT NULL,
            column_map TEXT NOT NULL, -- JSON object: column to its target, unit and form of days
            PRIMARY KEY (org_id, data_source)
        ) STRICT
        """,
    ),
    (
        """
        CREATE TABLE signing_keys (
            purpose TEXT PRIMARY KEY,
            secret BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE export_requests (
            export_id TEXT PRIMARY KEY,
            org_id TEXT NOT NULL,
            request TEXT NOT NULL, -- JSON of what was asked for
            ends_at_us INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX export_requests_by_org ON export_requests (org_id, ends_at_us)",
    ),
)
