"""The documentation over HTTP: every Markdown file of its folder, and nothing else."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.fakes.toy_api import toy_app


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "reference").mkdir(parents=True)
    (folder / "README.md").write_text("# Where to begin\n\nSee [the columns](reference/columns.md).\n")
    (folder / "reference" / "columns.md").write_text("# Columns & units\n\n| name | unit |\n|---|--:|\n| cpm | USD |\n")
    (folder / "notes.txt").write_text("not a page")
    (tmp_path / "secret.md").write_text("# Secret")
    return folder


@pytest.fixture
def client(docs: Path) -> TestClient:
    return TestClient(toy_app(docs))


def test_the_docs_begin_with_the_readme_and_list_every_page(client: TestClient) -> None:
    html = client.get("/docs/").text
    assert '<h1 id="where-to-begin">Where to begin' in html
    assert '<a href="reference/columns.md">the columns</a>' in html
    assert '<a href="/docs/reference/columns.md">Columns &amp; units</a>' in html


def test_a_docs_page_has_a_title_a_table_and_its_place_in_the_list(client: TestClient) -> None:
    html = client.get("/docs/reference/columns.md").text
    assert "<title>Columns &amp; units · Marketing Memory</title>" in html
    assert '<td class="align-right">USD</td>' in html
    assert '<a href="/docs/reference/columns.md" aria-current="page">' in html


def test_docs_without_a_slash_lead_to_the_index(client: TestClient) -> None:
    assert "Where to begin" in client.get("/docs").text


def test_a_folder_without_an_index_lists_its_pages(client: TestClient) -> None:
    assert "Columns &amp; units" in client.get("/docs/reference/").text


def test_the_contents_follow_the_index_and_then_the_alphabet(client: TestClient, docs: Path) -> None:
    (docs / "how-to").mkdir()
    (docs / "how-to" / "b.md").write_text("# B")
    (docs / "how-to" / "a.md").write_text("# A")
    (docs / "zeal.md").write_text("# Zeal")
    (docs / "apart.md").write_text("# Apart")
    (docs / "README.md").write_text("# Begin\n\n[z](zeal.md), [b](how-to/b.md), [c](reference/columns.md#units)\n")
    html = client.get("/docs/").text
    listed = re.findall(r'<li><a href="/docs/([^"]+)"', html)
    assert listed == ["README.md", "zeal.md", "apart.md", "how-to/b.md", "how-to/a.md", "reference/columns.md"]
    assert re.findall(r"<h2>([^<]+)</h2>", html) == ["Documentation", "how-to", "reference"]


def test_without_an_index_the_contents_follow_the_alphabet(client: TestClient, docs: Path) -> None:
    (docs / "README.md").unlink()
    (docs / "b.md").write_text("# B")
    (docs / "a.md").write_text("# A")
    listed = re.findall(r'<li><a href="/docs/([^"]+)"', client.get("/docs/a.md").text)
    assert listed == ["a.md", "b.md", "reference/columns.md"]


def test_an_edited_page_shows_its_new_text(client: TestClient, docs: Path) -> None:
    client.get("/docs/")
    (docs / "README.md").write_text("# Another beginning\n")
    assert "Another beginning" in client.get("/docs/").text


def test_html_and_script_addresses_in_markdown_stay_text(client: TestClient, docs: Path) -> None:
    (docs / "evil.md").write_text("# <b>x</b>\n\n<script>a()</script>\n\n[y](javascript:a())\n")
    html = client.get("/docs/evil.md").text
    assert "<script>" not in html
    assert 'href="javascript' not in html
    assert "&lt;script&gt;a()&lt;/script&gt;" in html


@pytest.mark.parametrize(
    "path",
    [
        "../secret.md",
        "%2e%2e/secret.md",
        "..%2fsecret.md",
        "reference/../../secret.md",
        "/etc/passwd",
        "notes.txt",
        "README",
        "readme.md",
        "%00",
        "reference",
        "link.md",
        ".hidden.md",
    ],
)
def test_only_markdown_inside_the_folder_is_served(client: TestClient, docs: Path, path: str) -> None:
    (docs / "link.md").symlink_to(docs.parent / "secret.md")
    (docs / ".hidden.md").write_text("# Secret")
    answer = client.get(f"/docs/{path}")
    assert answer.status_code == 404
    assert "Secret" not in answer.text


def test_an_unknown_page_names_the_index_and_escapes_what_was_asked(client: TestClient) -> None:
    answer = client.get("/docs/<img>.md")
    assert answer.status_code == 404
    assert '<a href="/docs/">its index</a>' in answer.text
    assert "<img>" not in answer.text


def test_without_a_docs_folder_the_index_says_that_there_is_nothing(tmp_path: Path) -> None:
    answer = TestClient(toy_app(tmp_path / "nowhere")).get("/docs/")
    assert answer.status_code == 200
    assert "There are no pages yet." in answer.text
