"""./run keys: API keys of an organization."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from domain.vocabulary import Scope
from graphql_api.bootstrap import open_keys
from graphql_api.commands.instants import read_instant
from graphql_api.settings import load_settings


def create(org: str, scopes: Sequence[Scope], name: str, expires_at: str | None, *, data: Path | None) -> None:
    """Make a key; the secret alone goes to standard output."""
    settings = load_settings(data=data)
    keys, create_key = open_keys(settings.data)
    try:
        new = create_key(org, name, scopes, read_instant(expires_at, "--expires-at"))
    finally:
        keys.close()
    sys.stdout.write(f"{new.secret}\n")
    granted = ", ".join(sorted(scope.value for scope in new.key.scopes))
    sys.stderr.write(f"Key {new.key.key_id} for organization {org} ({granted}). It is shown only now.\n")
