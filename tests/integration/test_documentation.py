"""The documentation as a whole: everything linked, everything explained, every decision held by a test."""

import re
from enum import Enum
from pathlib import Path

import pytest

from domain import vocabulary
from domain.summation.needs import Reason
from graphql_api.pages.docs import contents, read_pages
from tests.docs_pages import DOCS, PAGES, ROOT

DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
PARTS = ("Context", "Decision", "Consequences", "Alternatives", "Enforced by")
ENUMS = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, Enum)]
OURS = [kind for kind in ENUMS if kind.__module__ == vocabulary.__name__]
LINK = re.compile(r"\]\(([^)#:]*)(?:#([^)]*))?\)")


def links_of(page: Path) -> list[tuple[Path, str]]:
    """Targets inside the repository, each with the heading it points to."""
    found = LINK.findall(page.read_text(encoding="utf-8"))
    return [((page.parent / target).resolve() if target else page, heading) for target, heading in found]


def headings_of(page: Path) -> set[str]:
    """Addresses of a page's headings, as the page server gives them."""
    return set(re.findall(r' id="([^"]+)"', read_pages(DOCS)[page.relative_to(DOCS).as_posix()].html))


def test_every_page_is_linked_from_the_index() -> None:
    linked = {target for target, _ in links_of(DOCS / "README.md")}
    assert [str(page.relative_to(DOCS)) for page in PAGES if page.name != "README.md" and page not in linked] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_resolves_to_a_page_that_is_served_and_to_its_heading(page: Path) -> None:
    for target, heading in links_of(page):
        assert target in PAGES, f"{page.name} links to {target}, which /docs/ does not serve"
        assert not heading or heading in headings_of(target), f"{target.name} has no heading #{heading}"


def test_the_contents_go_from_learning_to_looking_up_to_reasons() -> None:
    html = contents(read_pages(DOCS).values())
    assert re.findall(r"<h2>([^<]+)</h2>", html) == ["Documentation", "how-to", "reference", "decisions"]
    assert html.index("tutorial.md") < html.index("architecture.md")


@pytest.mark.parametrize("kind", [*OURS, Reason], ids=lambda kind: kind.__name__)
def test_every_value_of_a_closed_set_is_in_the_glossary(kind: type[Enum]) -> None:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    said = set(re.findall(r"`([^`]+)`", text))
    shown = [member.name if kind is Reason else str(member.value) for member in kind]
    assert [name for name in shown if name not in said] == []
    assert kind.__name__.lower() in text.lower().replace("date basis", "datebasis").replace(" policy", "policy")


def test_the_vocabulary_has_closed_sets() -> None:
    assert {"Level", "Channel", "DateBasis", "Scope"} <= {kind.__name__ for kind in OURS}


def test_the_words_of_the_house_are_in_the_glossary() -> None:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    words = """organization|data source|channel|raw frame|batch|depth|restatement|observed_at|as_of|attribution window|date basis
    natural key|conversion metric|KPI|media|control|mediator|treatment|panel|adstock|saturation|roas|revision|stale"""
    assert [word.strip() for word in re.split(r"\||\n", words) if word.strip().lower() not in text.lower()] == []


# --- decisions ---


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_every_part_and_names_a_test_that_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [part for part in PARTS if f"**{part}" not in text] == []
    enforcing = re.findall(r"`(tests/[\w/]+\.py)`", text[text.index("**Enforced by") :])
    assert enforcing, f"{page.name}: name the test file that enforces it"
    assert [name for name in enforcing if not (ROOT / name).is_file()] == []


def test_decisions_are_numbered_one_after_the_other() -> None:
    numbers = [int(page.name[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))
    titles = [page.read_text(encoding="utf-8").splitlines()[0] for page in DECISIONS]
    assert [title.split(".")[0] for title in titles] == [f"# {number}" for number in numbers]
