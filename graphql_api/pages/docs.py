"""GET /docs/...: the Markdown files of one folder as pages; an address names a file of the list or nothing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from graphql_api.pages.layout import Html, Layout, fill, joined, page_response
from graphql_api.pages.markdown import Rendered, render_markdown

INDEX_NAMES: Final = ("README.md", "index.md")
INDEX_LINK: Final = re.compile(r"\]\(([^)#:]+\.md)")


@dataclass(frozen=True, slots=True)
class DocsPage:
    """One file: `name` is its path in the folder, which is its address under /docs/ too."""

    name: str
    title: str
    html: Html

    @property
    def folder(self) -> str:
        """The folder it lies in, "" at the top."""
        return folder_of(self.name)


def send_docs(request: Request, *, folder: Path, layout: Layout) -> Response:
    """One page; a folder's address gives its index, or else the list of what lies in it."""
    pages = read_pages(folder)
    path = request.path_params["path"]
    page = find_page(path, pages)
    if page is None and is_folder(path, pages):
        page = contents_page(path, pages.values())
    if page is None:
        return page_response(render(missing_page(path), pages.values(), layout), status_code=404)
    return page_response(render(page, pages.values(), layout))


def read_pages(folder: Path) -> dict[str, DocsPage]:
    """Every *.md inside the folder, by its path there; hidden ones and links that lead outside are left out.

    They come in the order in which the folder's index links to them, and with the folder of the first of them.
    """
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.md") if is_inside(file, folder)}
    return {name: read_page(name, files[name]) for name in in_reading_order(files)}


def is_inside(file: Path, folder: Path) -> bool:
    """Whether it is a visible file that really lies in the folder."""
    is_hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not is_hidden and file.is_file() and file.resolve().is_relative_to(folder.resolve())


def in_reading_order(files: Mapping[str, Path]) -> list[str]:
    """Folder by folder, the top one first, each beginning with its own index; what the index leaves out comes last."""
    linked = linked_from_index(files)
    places: dict[str, int] = {}
    for place, name in enumerate([*linked, *sorted(files)]):
        places.setdefault(name, place)
    folders: dict[str, int] = {"": -1}
    for name in sorted(files, key=places.__getitem__):
        folders.setdefault(folder_of(name), places[name])
    return sorted(files, key=lambda name: (folders[folder_of(name)], not is_index(name), places[name]))


def linked_from_index(files: Mapping[str, Path]) -> list[str]:
    """Names of the files to which the index at the top links, in its order."""
    index = next((files[name] for name in INDEX_NAMES if name in files), None)
    if index is None:
        return []
    targets = INDEX_LINK.findall(index.read_text(encoding="utf-8", errors="replace"))
    return [name for name in targets if name in files]


def folder_of(name: str) -> str:
    """The folder that a file lies in, "" at the top."""
    return str(PurePosixPath(name).parent) if "/" in name else ""


def is_index(name: str) -> bool:
    """Whether it is what a folder's address shows."""
    return PurePosixPath(name).name in INDEX_NAMES


def read_page(name: str, file: Path) -> DocsPage:
    """One file, titled by its first heading."""
    rendered = render_file(file, file.stat().st_mtime_ns)
    return DocsPage(name, rendered.title or PurePosixPath(name).stem, rendered.html)


@lru_cache(maxsize=512)
def render_file(file: Path, _changed_ns: int) -> Rendered:
    """A file as HTML, rendered once until it changes."""
    return render_markdown(file.read_text(encoding="utf-8", errors="replace"))


def find_page(path: str, pages: Mapping[str, DocsPage]) -> DocsPage | None:
    """The page of an address: a file's own path, or a folder's with its slash."""
    names = [f"{path}{index}" for index in INDEX_NAMES] if path == "" or path.endswith("/") else [path]
    return next((pages[name] for name in names if name in pages), None)


def is_folder(path: str, pages: Mapping[str, DocsPage]) -> bool:
    """Whether an address names the top or a folder with pages in it."""
    return path == "" or (path.endswith("/") and any(name.startswith(path) for name in pages))


# --- the pages' HTML ---


def render(page: DocsPage, pages: Iterable[DocsPage], layout: Layout) -> Html:
    """A page beside the list of all of them."""
    main = fill("docs.html", contents=contents(pages, here=page.name), article=page.html)
    return layout.page(page.title, main, here="/docs/", assets=("docs.css",))


def contents(pages: Iterable[DocsPage], *, here: str = "") -> Html:
    """Links to the pages, under their folders' names; `here` is marked."""
    return joined(
        fill("docs_folder.html", folder=folder or "Documentation", items=joined(link(page, here) for page in group))
        for folder, group in groupby(pages, key=lambda page: page.folder)
    )


def link(page: DocsPage, here: str) -> Html:
    """One of them, as a list item."""
    current = Html(' aria-current="page"' if page.name == here else "")
    return fill("docs_link.html", url=quote(page.name), current=current, title=page.title)


def contents_page(path: str, pages: Iterable[DocsPage]) -> DocsPage:
    """What stands in for an index that nobody wrote."""
    inside = [page for page in pages if page.name.startswith(path)]
    listed = contents(inside) if inside else Html("<p>There are no pages yet.</p>")
    return DocsPage(path, path.rstrip("/") or "Documentation", fill("docs_contents.html", contents=listed))


def missing_page(path: str) -> DocsPage:
    """What an unknown address gets."""
    return DocsPage("", "No such page", fill("docs_missing.html", path=path))
