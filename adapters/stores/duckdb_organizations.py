"""Each organization's rows lie in tables of its own, in a schema of its own.

A read never passes over another organization's rows, however many they become; and a query that forgets to name the
organization still sees no other's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from domain.vocabulary import OrgId

TEMPLATE = "org_0"
"""Schema of no organization: its tables stay empty. New organizations get tables like it, and unknown ones read it."""


class Organizations:
    """Which schema holds which organization; the writer alone adds to it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        found = connection.execute("SELECT org_id, schema_name FROM main.organizations").fetchall()
        self._schemas: dict[OrgId, str] = dict(found)

    def known(self) -> list[OrgId]:
        """Organizations that have tables, in the order of their names."""
        return sorted(self._schemas)

    def enter(self, connection: duckdb.DuckDBPyConnection, org: OrgId) -> None:
        """Let the names of tables mean the organization's own."""
        use_schema(connection, self.schema_of(org))

    def schema_of(self, org: OrgId) -> str:
        """Schema of the organization's tables; the empty template's where it has none yet."""
        return self._schemas.get(org, TEMPLATE)

    @contextmanager
    def writing(self, connection: duckdb.DuckDBPyConnection, org: OrgId) -> Iterator[None]:
        """One transaction on the organization's tables, which are made where it is new."""
        with transaction(connection):
            schema = self._schemas.get(org) or make_schema(connection, org)
            use_schema(connection, schema)
            yield
        self._schemas[org] = schema


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of it or nothing."""
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def use_schema(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Look tables up in a schema first."""
    connection.execute(f"SET search_path = '{schema},main'")


def make_schema(connection: duckdb.DuckDBPyConnection, org: OrgId) -> str:
    """A schema with the template's tables for an organization that has none; gives its name."""
    [(newest,)] = connection.execute("SELECT count(*) FROM main.organizations").fetchall()
    schema = f"org_{newest + 1}"
    connection.execute("INSERT INTO main.organizations VALUES (?, ?)", [org, schema])
    connection.execute(f"CREATE SCHEMA {schema}")
    for (definition,) in connection.execute(
        "SELECT sql FROM duckdb_tables() WHERE schema_name = ?", [TEMPLATE]
    ).fetchall():
        connection.execute(definition.replace(f"CREATE TABLE {TEMPLATE}.", f"CREATE TABLE {schema}.", 1))
    return schema
