"""Lists of a command as tables: within the terminal's width, or each entry on one line of a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table

PIPE_WIDTH = 1000


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print the rows below their headings."""
    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        console = Console(markup=False, highlight=False, width=PIPE_WIDTH)
    table = Table(*headings, box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def shown_instant(instant: datetime | None, missing: str = "never") -> str:
    """An instant to the second, in UTC."""
    return missing if instant is None else f"{instant:%Y-%m-%d %H:%M:%S}Z"
