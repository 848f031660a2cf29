"""./run schema: print, write or check schema.graphql."""

from __future__ import annotations

import difflib
import sys

from graphql_api.schema import schema_text
from graphql_api.settings import ROOT

FILE = ROOT / "schema.graphql"


def run(*, check: bool, write: bool) -> None:
    """Print the schema, or write it, or compare it with the file."""
    text = schema_text()
    if write:
        FILE.write_text(text, encoding="utf-8")
    elif not check:
        sys.stdout.write(text)
    elif (stored := FILE.read_text(encoding="utf-8") if FILE.exists() else "") != text:
        sys.stdout.writelines(
            difflib.unified_diff(stored.splitlines(True), text.splitlines(True), "schema.graphql", "code")
        )
        sys.stderr.write("schema.graphql is out of date. Write it again: ./run schema --write\n")
        sys.exit(1)
