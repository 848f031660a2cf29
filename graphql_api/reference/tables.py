"""Markdown of the reference pages: a page of sections, and tables that no cell can break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOTICE = "Written from the code by `./run docs --write`; `./run check` compares."


class MissingMeaningError(Exception):
    """Something that users meet has no description."""

    def __init__(self, what: str, place: str) -> None:
        super().__init__(f"{what} has no description. Write one in {place}.")


def page(title: str, intro: str, *sections: str) -> str:
    """A whole page."""
    return "\n\n".join((f"# {title}", intro, *sections, f"---\n\n{NOTICE}")) + "\n"


def section(title: str, *paragraphs: str) -> str:
    """A heading and what stands under it."""
    return "\n\n".join((f"## {title}", *paragraphs))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""A table; a cell with nothing in it shows a dash.

    >>> print(table(("a", "b"), [("x|y", "")]))
    | a | b |
    |---|---|
    | x\|y | - |
    """
    lines = [header, ["---"] * len(header), *([_cell(text) for text in row] for row in rows)]
    ruled = [f"|{'|'.join(line)}|" if line[0] == "---" else f"| {' | '.join(line)} |" for line in lines]
    return "\n".join(ruled)


def code(text: str) -> str:
    """The text as code; nothing where there is none."""
    return f"`{text}`" if text else ""


def codes(texts: Iterable[str]) -> str:
    """Several texts as code, with commas between them."""
    return ", ".join(code(text) for text in texts)


def meaning_of(text: str | None, what: str, place: str) -> str:
    """The text; raises MissingMeaningError naming the thing and the file where its description belongs."""
    if not text:
        raise MissingMeaningError(what, place)
    return text


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") or "-"
