"""What several commands take, and how they end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from domain.errors import MarketingMemoryError
from domain.sources.registry import SOURCES

Data = Annotated[
    Path | None, typer.Option("--data", help="Folder that holds everything. Default: ./data", show_default=False)
]
Host = Annotated[str | None, typer.Option(help="Address to listen on. Default: 127.0.0.1", show_default=False)]
Port = Annotated[int | None, typer.Option(help="Port; 0 takes any free one. Default: 8003", show_default=False)]
SourceName = Annotated[str, typer.Option("--source", help=f"One of: {', '.join(SOURCES)}.")]
SourceOrTold = Annotated[
    str | None,
    typer.Option("--source", help=f"One of: {', '.join(SOURCES)}. Default: told by the rows.", show_default=False),
]
Org = Annotated[str, typer.Option("--org", help="Organization that owns the rows.")]
AccountId = Annotated[str | None, typer.Option(help="Account of rows that do not say.")]
Currency = Annotated[str | None, typer.Option(help="Currency (ISO 4217) of rows that do not say.")]
Timezone = Annotated[str | None, typer.Option(help="Time zone (IANA) of rows that do not say.")]
DateRange = Annotated[
    str | None, typer.Option("--date-range", help="Period of rows without a date: 2024-01-01..2024-01-31")
]
Metadata = Annotated[str | None, typer.Option(help="JSON with what the report does not say.")]


def guard(work: Callable[[], object]) -> None:
    """Run a command; say an error of ours in one line and leave with its exit code."""
    from graphql_api.serving import PortBusyError  # noqa: PLC0415 - as in demo

    try:
        work()
    except PortBusyError as error:
        _fail(str(error), 2)
    except MarketingMemoryError as error:
        _fail(str(error), 1)
    except KeyboardInterrupt:
        sys.exit(130)


def _fail(message: str, code: int) -> NoReturn:
    Console(stderr=True, soft_wrap=True, highlight=False).print(
        f"[bold red]Error:[/] {message.replace('[', chr(92) + '[')}"
    )
    sys.exit(code)
