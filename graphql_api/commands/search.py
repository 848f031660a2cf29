"""./run search: a question answered in a table. ./run reindex: what search answers from, made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from domain.errors import InvalidInputError
from domain.search.request import SearchType
from domain.use_cases.reindex import Reindexed
from graphql_api.bootstrap import open_services
from graphql_api.local.client import find_server
from graphql_api.local.search_client import ask_server, reindex_on_server
from graphql_api.local.searching import SHOWN, FoundLines, Question, Tell, answer_question, reindex
from graphql_api.settings import load_settings

PAGE_WIDTH = 120
"""Width of what is printed into a pipe."""
Ask = Callable[[Question], FoundLines]
Remake = Callable[[str | None, Tell], list[Reindexed]]


def run(question: Question, *, data: Path | None) -> None:
    """Print the answer."""
    if question.search_type not in set(SearchType):
        raise InvalidInputError(f"--type is {question.search_type!r}.", hint=f"Give one of: {', '.join(SearchType)}.")
    with _at_work(data) as (ask, _):
        console = Console(highlight=False)
        show(console if console.is_terminal else Console(highlight=False, width=PAGE_WIDTH), ask(question))


def run_reindex(org: str | None, *, data: Path | None) -> None:
    """Make everything anew, with a progress bar; where a server runs on the folder, it does so and goes on answering."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Console(stderr=True)
    with (
        _at_work(data) as (_, remake),
        Progress(*columns, console=bar, disable=not bar.is_terminal, transient=True) as progress,
    ):
        task = progress.add_task("Reindexing", total=None)

        def tell(owner: str, done: int, size: int) -> None:
            progress.update(task, description=owner, completed=done, total=size)

        remade = remake(org, tell)
    console = Console(soft_wrap=True, highlight=False)
    for one in remade:
        later = "" if one.is_whole else "; vectors are still to come, see the server's log"
        console.print(f"{one.org}: {one.documents:,} documents{later}", markup=False)
    if not remade:
        console.print("There are no records to search.")


@contextmanager
def _at_work(data: Path | None) -> Iterator[tuple[Ask, Remake]]:
    """Answering and remaking by the server that holds the folder, else in this process."""
    settings = load_settings(data=data)
    server = find_server(settings.data)
    if server is not None:
        yield partial(ask_server, server), partial(reindex_on_server, server)
        return
    services = open_services(settings)
    try:
        yield partial(answer_question, services), partial(reindex, services)
    finally:
        services.close()


def show(console: Console, found: FoundLines) -> None:
    """How the question was read, the hits with their figures, and why each was found."""
    if found.understood:
        console.print(f"Understood: {'; '.join(found.understood)}", markup=False, soft_wrap=True)
    if found.notice:
        console.print(found.notice, style="yellow", markup=False, soft_wrap=True)
    if not found.hits:
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title, width in (("name", 24), ("level", 8), ("data source", 13)):
        table.add_column(title, overflow="fold", min_width=width)
    for name in SHOWN:
        table.add_column(name.replace("_", " "), justify="right", no_wrap=True)
    for hit in found.hits:
        table.add_row(hit.name, hit.level, hit.data_source, *hit.figures)
    console.print(table)
    for place, hit in enumerate(found.hits, 1):
        console.print(f"{place}. {hit.name}: {'; '.join(hit.reasons)}", markup=False, soft_wrap=True)
    console.print(f"{len(found.hits)} of {found.found:,} found", markup=False)
