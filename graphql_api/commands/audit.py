"""./run audit: every write of an organization."""

from __future__ import annotations

from pathlib import Path

import msgspec

from domain.audit import AuditLine
from domain.use_cases.audit import ListAudit
from domain.use_cases.keys import check_org
from domain.vocabulary import OrgId
from graphql_api.bootstrap import open_audit
from graphql_api.commands.tables import print_table, shown_instant
from graphql_api.settings import load_settings

HEADINGS = ("No.", "Time", "Who", "What", "On", "Outcome", "Result")


def show(org: str, first: int, before: str | None, *, data: Path | None) -> None:
    """Print the lines, newest first."""
    check_org(org)
    log, _ = open_audit(load_settings(data=data).data)
    try:
        lines = ListAudit(log)(OrgId(org), first, before)
    finally:
        log.close()
    if lines:
        print_table(HEADINGS, map(_columns, lines))
    else:
        print(f"No writes of {org} are in the audit log.")  # noqa: T201 - the command's answer


def _columns(line: AuditLine) -> tuple[str, ...]:
    entry, end = line.entry, line.end
    who = entry.actor.name if entry.actor.key_id is None else f"{entry.actor.name} ({entry.actor.key_id})"
    outcome = line.outcome.value.lower() + (f" {end.error_code}" if end and end.error_code else "")
    result = _in_words(end.result) if end else ""
    return (
        str(line.number), shown_instant(entry.at), who, entry.action, _in_words(entry.detail), outcome, result,
    )  # fmt: skip


def _in_words(said: str) -> str:
    """JSON of an object as `name value` pairs; counts of zero are left out."""
    pairs = msgspec.json.decode(said, type=dict[str, object])
    return ", ".join(f"{name} {_plain(value)}" for name, value in pairs.items() if value != 0)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
