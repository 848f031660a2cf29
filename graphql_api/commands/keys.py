"""./run keys: API keys of an organization."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from domain.ports import ApiKey
from domain.use_cases.audited_writes import new_key_write, revoked_key_write
from domain.use_cases.keys import check_org
from domain.use_cases.own_keys import MAX_LISTED, ListKeys, RevokeKey
from domain.vocabulary import OrgId, Scope
from graphql_api.audited import audited_command
from graphql_api.bootstrap import SystemClock, open_keys
from graphql_api.commands.instants import read_instant
from graphql_api.commands.tables import print_table, shown_instant
from graphql_api.settings import load_settings

HEADINGS = ("Id", "Name", "Scopes", "Created", "Last used", "State")


def create(org: str, scopes: Sequence[Scope], name: str, expires_at: str | None, *, data: Path | None) -> None:
    """Make a key; the secret alone goes to standard output."""
    settings = load_settings(data=data)
    ends_at = read_instant(expires_at, "--expires-at")
    keys, create_key = open_keys(settings.data)
    try:
        write = new_key_write(scopes, ends_at)
        new = audited_command(settings.data, org, write, create_key, org, name, scopes, ends_at)
    finally:
        keys.close()
    sys.stdout.write(f"{new.secret}\n")
    granted = ", ".join(sorted(scope.value for scope in new.key.scopes))
    sys.stderr.write(f"Key {new.key.key_id} for organization {org} ({granted}). It is shown only now.\n")


def show(org: str, *, data: Path | None) -> None:
    """Print the organization's keys, newest first."""
    check_org(org)
    keys, _ = open_keys(load_settings(data=data).data)
    try:
        found = ListKeys(keys)(OrgId(org), MAX_LISTED)
    finally:
        keys.close()
    if found:
        now = SystemClock().now()
        print_table(HEADINGS, (_columns(key, now) for key in found))
    else:
        sys.stdout.write(f"{org} has no keys. Make one: ./run keys create --org {org}\n")


def revoke(org: str, key_id: str, *, data: Path | None) -> None:
    """Revoke a key and say so."""
    settings = load_settings(data=data)
    keys, _ = open_keys(settings.data)
    try:
        write, revoke_key = revoked_key_write(key_id), RevokeKey(keys, SystemClock())
        audited_command(settings.data, org, write, revoke_key, OrgId(org), key_id)
    finally:
        keys.close()
    sys.stdout.write(f"Key {key_id} of organization {org} is revoked.\n")


def _columns(key: ApiKey, now: datetime) -> tuple[str, ...]:
    scopes = ", ".join(sorted(key.scopes))
    return (
        key.key_id,
        key.name,
        scopes,
        shown_instant(key.created_at),
        shown_instant(key.last_used_at),
        _state(key, now),
    )


def _state(key: ApiKey, now: datetime) -> str:
    if key.revoked_at is not None:
        return f"revoked {shown_instant(key.revoked_at)}"
    if key.expires_at is None:
        return "live"
    return f"{'expired' if key.expires_at <= now else 'live until'} {shown_instant(key.expires_at)}"
