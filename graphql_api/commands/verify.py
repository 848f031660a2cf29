"""./run verify: whether what a data folder holds is whole and in order."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from domain.errors import StoreLockedError
from domain.use_cases.verification import Verdict
from graphql_api.bootstrap import verifying
from graphql_api.settings import load_settings


def run(*, data: Path | None) -> None:
    """Print a table of the checks, then each breach; leaves with 1 where there is one."""
    folder = load_settings(data=data).data
    try:
        with verifying(folder) as verify:
            verdicts = list(verify())
    except StoreLockedError as error:
        raise StoreLockedError(
            f"The data folder {folder} is in use by a server.", hint="Stop it, then run ./run verify again."
        ) from error
    console = Console(soft_wrap=True, highlight=False)
    console.print(as_table(verdicts))
    for verdict in verdicts:
        show_breaches(console, verdict)
    if any(verdict.examined.failed for verdict in verdicts):
        sys.exit(1)


def as_table(verdicts: Sequence[Verdict]) -> Table:
    """One line per organization and check."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title, justify in (("organization", "left"), ("check", "left"), ("looked at", "right"), ("wrong", "right")):
        table.add_column(title, justify=justify)  # type: ignore[arg-type]
    for verdict in verdicts:
        found = verdict.examined
        style = "red" if found.failed else None
        table.add_row(verdict.org or "-", verdict.check.value, f"{found.looked_at:,}", f"{found.failed:,}", style=style)
    return table


def show_breaches(console: Console, verdict: Verdict) -> None:
    """Each breach with its place, how many more there are, and what to do."""
    found = verdict.examined
    if not found.failed:
        return
    owner = f"{verdict.org}: " if verdict.org else ""
    console.print(f"\n{owner}{verdict.check.value}", style="red", markup=False)
    for breach in found.breaches:
        console.print(f"  {breach.where}: {breach.what}", markup=False)
    if found.failed > len(found.breaches):
        console.print(f"  ... and {found.failed - len(found.breaches):,} more")
    console.print(f"  {verdict.remedy}", markup=False)
