"""The audit log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
import strawberry

from domain.audit import AuditLine
from graphql_api.types.enums import AuditOutcome
from graphql_api.types.given import describe
from graphql_api.types.scalars import JsonValue


@strawberry.type(description="One write: who, what, on what, and how it ended.")
class AuditEntry:
    number: int = describe("From 1; rises by one with each write of the organization.")
    at: datetime = describe("When the write began.")
    actor: str = describe("Name of the API key, or the command line with its user.")
    key_id: strawberry.ID | None = describe("The API key; null for the command line.")
    action: str = describe("What was done, e.g. ingest, createApiKey.")
    detail: JsonValue = describe("What it was about, e.g. the data source; never rows, secrets or addresses.")
    outcome: AuditOutcome = describe("How it ended.")
    error_code: str | None = describe("Code of the error; null where there was none.")
    result: JsonValue = describe("Counts, and ids of what was made.")
    ended_at: datetime | None = describe("When it ended; null while nobody knows.")
    request_id: str | None = describe("The request's number in the server's logs; null for the command line.")


@strawberry.type(description="A page of the audit log, newest first.")
class AuditPage:
    entries: list[AuditEntry] = describe("The writes.")
    end_cursor: str | None = describe("Send it as `before` for older entries; null where there are none here.")


def to_audit_page(lines: Sequence[AuditLine]) -> AuditPage:
    """Lines of the log in the API's type."""
    return AuditPage(
        entries=[_to_entry(line) for line in lines],
        end_cursor=str(lines[-1].number) if lines else None,
    )


def _to_entry(line: AuditLine) -> AuditEntry:
    entry, end = line.entry, line.end
    return AuditEntry(
        number=line.number,
        at=entry.at,
        actor=entry.actor.name,
        key_id=None if entry.actor.key_id is None else strawberry.ID(entry.actor.key_id),
        action=entry.action,
        detail=msgspec.json.decode(entry.detail),
        outcome=AuditOutcome(line.outcome.value),
        error_code=end.error_code if end else None,
        result=msgspec.json.decode(end.result if end else "{}"),
        ended_at=end.at if end else None,
        request_id=entry.request_id,
    )
