"""./run search: a question answered in a table. ./run reindex: what search answers from, made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from domain.errors import InvalidInputError
from domain.use_cases.reindex import Reindexed
from domain.wording import counted
from graphql_api.bootstrap import RECORDS_FILE, open_services
from graphql_api.commands.search_answer import print_answer
from graphql_api.local.client import find_server
from graphql_api.local.found_lines import FoundLines
from graphql_api.local.search_client import ask_server, reindex_on_server
from graphql_api.local.searching import Question, Tell, answer_question, read_question, reindex
from graphql_api.settings import load_settings

PAGE_WIDTH = 120
"""Width of what is printed into a pipe."""
DEMO_FOLDER = "demo"
"""Where ./run demo keeps its rows, inside of the data folder."""
Ask = Callable[[Question], FoundLines]
Remake = Callable[[str | None, Tell], list[Reindexed]]


def run(question: Question, *, data: Path | None) -> None:
    """Print the answer."""
    read_question(question)  # what is wrong is said before anything is opened
    _check_folder(load_settings(data=data).data)
    with _at_work(data) as (ask, _):
        found = ask(question)
    console = Console(highlight=False)
    print_answer(console if console.is_terminal else Console(highlight=False, width=PAGE_WIDTH), found)


def _check_folder(folder: Path) -> None:
    """A question makes no folder: where there is none, it is likely another one that is meant."""
    if (folder / RECORDS_FILE).exists():
        return
    demo = folder / DEMO_FOLDER
    hint = (
        f"That of the demo is {demo}: give --data {demo}"
        if demo.exists()
        else "Name the folder with --data, or ingest first"
    )
    raise InvalidInputError(f"The data folder {folder} holds no records.", hint=f"{hint}.")


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
        console.print(f"{one.org}: {counted(one.documents, 'document', 'documents')}{later}", markup=False)
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
