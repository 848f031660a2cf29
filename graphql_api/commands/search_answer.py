"""What is printed of a search: how it was read, a table of the hits as wide as the page, and why each was found."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from graphql_api.local.found_lines import FoundLine, FoundLines

LEAST_NAME = 18
"""Characters that a name needs in a table; where the page leaves fewer, figures stand beside the reasons."""
GAP = 2


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    cells: list[str]
    is_figure: bool = False

    @property
    def heading(self) -> str:
        """A word on each line: figures are narrower than their titles."""
        return self.title.replace(" ", "\n") if self.is_figure else self.title

    @property
    def width(self) -> int:
        return max(map(len, (*self.heading.splitlines(), *self.cells)))


def print_answer(console: Console, found: FoundLines) -> None:
    """How the question was read, the hits with their figures, and why each was found."""
    if found.understood:
        print_hanging(console, "Understood: ", "; ".join(found.understood))
    if found.notice:
        print_hanging(console, "Note: ", found.notice, style="yellow")
    if not found.hits:
        return
    columns = _columns(found)
    is_table = console.width - sum(GAP + column.width for column in columns) >= LEAST_NAME
    if is_table:
        console.print()
        console.print(_table(found, columns))
    console.print()
    for place, hit in enumerate(found.hits, 1):
        told = hit.reasons if is_table else [_figures(found, hit), *hit.reasons]
        print_hanging(console, f"{place}. ", f"{hit.name}: {'; '.join(told)}")
    console.print(f"\n{len(found.hits)} of {found.found:,} found", markup=False)


def _columns(found: FoundLines) -> list[_Column]:
    """All but the name; levels only where they differ."""
    levels = [hit.level for hit in found.hits]
    return [
        _Column("", [f"{place}." for place, _ in enumerate(found.hits, 1)], is_figure=True),
        *([_Column("level", levels)] if len(set(levels)) > 1 else []),
        _Column("data source", [hit.data_source for hit in found.hits]),
        *(
            _Column(f"{told.title} {told.currency or ''}".rstrip(), [hit.figures[place] for hit in found.hits], True)
            for place, told in enumerate(found.columns)
        ),
    ]


def _table(found: FoundLines, columns: list[_Column]) -> Table:
    """The place, the name as wide as is left, then the rest."""
    place, *rest = columns
    shown = [place, _Column("name", [hit.name for hit in found.hits]), *rest]
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False)
    for column in shown:
        is_name = column.title == "name"
        table.add_column(column.heading, justify="right" if column.is_figure else "left", no_wrap=not is_name)
    for cells in zip(*(column.cells for column in shown), strict=True):
        table.add_row(*(cell.replace("[", "\\[") for cell in cells))
    return table


def _figures(found: FoundLines, hit: FoundLine) -> str:
    told = [
        f"{column.title} {figure} {column.currency or ''}".rstrip()
        for column, figure in zip(found.columns, hit.figures, strict=True)
        if figure != "-"
    ]
    return ", ".join((hit.data_source, *told))


def print_hanging(console: Console, head: str, text: str, style: str | None = None) -> None:
    """In a terminal, further lines hang below the text; a pipe gets one line, to be searched by line."""
    line = head + text
    if console.is_terminal:
        line = textwrap.fill(line, console.width, subsequent_indent=" " * len(head), break_on_hyphens=False)
    console.print(line, style=style, markup=False, soft_wrap=True)
