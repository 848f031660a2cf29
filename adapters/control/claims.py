"""Idempotency keys in `control.sqlite`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from adapters.control.database import ControlDatabase
from adapters.control.instants import instant_of, micros_of
from domain.errors import TooLargeError
from domain.idempotency import LONGEST_INGEST, MOST_CLAIMS, REMEMBERED, Claim, Claimed, Standing
from domain.vocabulary import BatchId, OrgId

FORGET_OLD = "DELETE FROM ingest_claims WHERE at_us <= ?"
FIND = """
SELECT content_sha256, batch_id, holder, at_us, result FROM ingest_claims WHERE org_id = ? AND idempotency_key = ?
"""
COUNT = "SELECT count(*) FROM ingest_claims WHERE org_id = ?"
ADD = """
INSERT INTO ingest_claims (org_id, idempotency_key, content_sha256, batch_id, holder, at_us) VALUES (?, ?, ?, ?, ?, ?)
"""
TAKE_OVER = "UPDATE ingest_claims SET holder = ?, at_us = ? WHERE org_id = ? AND idempotency_key = ?"
ANSWER = """
UPDATE ingest_claims SET holder = NULL, result = ?
WHERE org_id = ? AND idempotency_key = ? AND batch_id = ? AND holder = ?
"""
LET_GO = """
UPDATE ingest_claims SET holder = NULL WHERE org_id = ? AND idempotency_key = ? AND batch_id = ? AND holder = ?
"""
FORGET = "DELETE FROM ingest_claims WHERE org_id = ? AND idempotency_key = ? AND batch_id = ? AND holder = ?"


class SqliteIngestClaims:
    """`IngestClaims` in the control file at `path`; errors as those of `SqliteKeyStore`."""

    def __init__(self, path: Path, *, most_claims: int = MOST_CLAIMS) -> None:
        self._database = ControlDatabase(path)
        self._most_claims = most_claims

    def claim(self, org: OrgId, key: str, claim: Claim) -> Claimed:
        """Claim a key: the write lock is held from the first look to the last word."""
        with self._database.writing() as connection:
            connection.execute(FORGET_OLD, (micros_of(claim.at - REMEMBERED),))
            found = connection.execute(FIND, (org, key)).fetchone()
            if found is None:
                self._add(connection, org, key, claim)
                return Claimed(Standing.YOURS, claim.batch_id, claim.at)
            content, batch_id, holder, at_us, result = found
            standing = standing_of(claim, content, holder, at_us, result)
            if standing is Standing.YOURS:
                connection.execute(TAKE_OVER, (claim.holder, micros_of(claim.at), org, key))
                return Claimed(standing, BatchId(batch_id), claim.at)
            return Claimed(standing, BatchId(batch_id), instant_of(at_us), result)

    def answer(self, org: OrgId, key: str, claim: Claim, result: str) -> None:
        """Keep the result of the batch that the key stands for."""
        self._write(ANSWER, result, org, key, claim.batch_id, claim.holder)

    def let_go(self, org: OrgId, key: str, claim: Claim) -> None:
        """Let the next one look whether the batch was stored."""
        self._write(LET_GO, org, key, claim.batch_id, claim.holder)

    def forget(self, org: OrgId, key: str, claim: Claim) -> None:
        """Free the key."""
        self._write(FORGET, org, key, claim.batch_id, claim.holder)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _add(self, connection: sqlite3.Connection, org: OrgId, key: str, claim: Claim) -> None:
        [count] = connection.execute(COUNT, (org,)).fetchone()
        if count >= self._most_claims:
            raise TooLargeError(
                f"The organization has used {count:,} idempotency keys within 24 hours; {self._most_claims:,} are allowed.",
                hint="Send more rows with each key, or none.",
                field=("input", "idempotencyKey"),
            )
        row = (org, key, claim.content_sha256, claim.batch_id, claim.holder, micros_of(claim.at))
        connection.execute(ADD, row)

    def _write(self, statement: str, *values: str) -> None:
        with self._database.writing() as connection:
            connection.execute(statement, values)


def standing_of(claim: Claim, content: bytes, holder: str | None, at_us: int, result: str | None) -> Standing:
    """What a claim meets where the key stands for a batch already."""
    if content != claim.content_sha256:
        return Standing.TAKEN
    if result is not None:
        return Standing.ANSWERED
    is_at_it = holder == claim.holder and at_us > micros_of(claim.at - LONGEST_INGEST)
    return Standing.HELD if is_at_it else Standing.YOURS
