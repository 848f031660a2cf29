"""./run renormalize: raw batches that are kept, read once more by today's rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from domain.errors import InvalidInputError, StoreLockedError
from domain.sources.registry import SOURCES
from domain.use_cases.audited_writes import renormalize_write
from domain.use_cases.keys import check_org
from domain.use_cases.renormalize import COMPARED, Plan, Renormalize, Renormalized, Told
from domain.vocabulary import DataSource, OrgId
from graphql_api.audited import audited_command
from graphql_api.bootstrap import let_search_follow, renormalizing
from graphql_api.settings import load_settings

RULES = ("batch", "current")


def run(
    org: str | None, source: str | None, since: str | None, rules: str, *, dry_run: bool, data: Path | None
) -> None:
    """Replay the batches of one organization or all, and print what differs and the totals on both sides."""
    plan = read_plan(source, since, rules, is_dry_run=dry_run)
    if org is not None:
        check_org(org)
    settings = load_settings(data=data)
    folder = settings.data
    console = Console(soft_wrap=True, highlight=False)
    try:
        with renormalizing(folder) as renormalize:
            owners = [OrgId(org)] if org is not None else renormalize.replays.organizations()
            found = [(owner, one) for owner in owners for one in _replay(renormalize, owner, plan, folder)]
    except StoreLockedError as error:
        raise StoreLockedError(
            f"The data folder {folder} is in use by a server.", hint="Stop it, then run ./run renormalize again."
        ) from error
    show(console, found, is_dry_run=dry_run)
    changed = {owner for owner, one in found if not (dry_run or one.difference.is_none)}
    for notice in let_search_follow(settings, sorted(changed)) if changed else ():
        console.print(notice, markup=False)


def read_plan(source: str | None, since: str | None, rules: str, *, is_dry_run: bool) -> Plan:
    """The options in the domain's words; raises InvalidInputError naming the one that cannot be used."""
    if source is not None and source.lower() not in SOURCES:
        raise InvalidInputError(f"--source is {source!r}.", hint=f"Give one of: {', '.join(SOURCES)}.")
    if rules not in RULES:
        raise InvalidInputError(f"--rules is {rules!r}.", hint=f"Give one of: {', '.join(RULES)}.")
    return Plan(
        None if source is None else DataSource(source.lower()), _read_day(since), rules == "current", is_dry_run
    )


def _read_day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInputError(f"--since is {text!r}.", hint="Give a day: 2024-01-31") from error


def _replay(renormalize: Renormalize, org: OrgId, plan: Plan, folder: Path) -> list[Renormalized]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task(org, total=None)
        tell: Told = lambda source, done, size: progress.update(  # noqa: E731 - one line that names its arguments
            task, description=f"{org} {source}", completed=done, total=size
        )
        return audited_command(folder, org, renormalize_write(plan), partial(renormalize, org, plan, tell))


def show(console: Console, found: Sequence[tuple[OrgId, Renormalized]], *, is_dry_run: bool) -> None:
    """What differs, totals on both sides, then what was done about it."""
    if not found:
        console.print("There are no batches to read again.")
        return
    console.print(_differences(found))
    console.print(_totals(found))
    differs = any(not one.difference.is_none for _, one in found)
    if not differs:
        console.print("Today's rules read every batch as it is stored: nothing to change.")
    elif is_dry_run:
        console.print("Nothing was changed: this was a dry run. With --no-dry-run the records are replaced.")
    else:
        console.print("The records were replaced. recordHistory shows the earlier readings, with rereadAt.")


def _differences(found: Sequence[tuple[OrgId, Renormalized]]) -> Table:
    names = ("batches", "records", "changed", "new", "gone", "history", "stamps")
    table = _table(("organization", "data source"), names)
    for org, one in found:
        d = one.difference
        figures = (one.batches, d.before, d.changed, d.added, d.gone, d.past, d.restamped)
        table.add_row(org, one.data_source, *(f"{figure:,}" for figure in figures))
    return table


def _totals(found: Sequence[tuple[OrgId, Renormalized]]) -> Table:
    table = _table(("organization", "data source", "currency", "total"), ("before", "after"))
    for org, one in found:
        for line in one.totals:
            place = (org, one.data_source, line.currency or "-")
            for name in COMPARED:
                before, after = line.before[name], line.after[name]
                style = "bold" if before != after else None
                table.add_row(*place, name, _figure(before), _figure(after), style=style)
    return table


def _table(texts: Sequence[str], figures: Sequence[str]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0))
    for name in texts:
        table.add_column(name, overflow="fold")
    for name in figures:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _figure(value: float | None) -> str:
    """A figure with its thousands apart.

    >>> _figure(1234.5), _figure(3.0), _figure(None)
    ('1,234.50', '3', '-')
    """
    if value is None:
        return "-"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
