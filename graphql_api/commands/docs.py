"""./run docs: print, write or check the reference pages."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from pathlib import Path

from graphql_api.reference import reference_pages
from graphql_api.settings import ROOT

FOLDER = ROOT / "docs" / "reference"


def run(*, check: bool, write: bool, folder: Path = FOLDER) -> None:
    """Print the pages, or write them, or compare them with the files; leaves with 1 where they differ."""
    pages = reference_pages()
    if write:
        _write(pages, folder)
    elif not check:
        sys.stdout.write("\n".join(pages.values()))
    elif differences := _differences(pages, folder):
        sys.stdout.writelines(differences)
        sys.stderr.write("docs/reference is out of date. Write it again: ./run docs --write\n")
        sys.exit(1)


def _write(pages: Mapping[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in _stored(folder).keys() - pages.keys():
        (folder / name).unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


def _differences(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What stands in the files against what the code says, line by line; a page of one side only counts as a whole."""
    stored = _stored(folder)
    return [
        line
        for name in sorted(stored.keys() | pages.keys())
        for line in difflib.unified_diff(
            stored.get(name, "").splitlines(keepends=True),
            pages.get(name, "").splitlines(keepends=True),
            f"docs/reference/{name}",
            "code",
        )
    ]


def _stored(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.md")}
