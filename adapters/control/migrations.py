"""The tables of `control.sqlite`, as a history: version N is the N-th entry.

To add a table (audit log, idempotency), append an entry. Never change an old one: files out there have it.
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
        CREATE TABLE conversion_rules (
            org_id TEXT NOT NULL,
            data_source TEXT NOT NULL,
            rules TEXT NOT NULL, -- JSON object of the rules that were stated
            PRIMARY KEY (org_id, data_source)
        ) STRICT
        """,
    ),
)
