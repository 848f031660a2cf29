"""The pages over HTTP: what they answer, what they refuse, and the headers that keep a browser to this server."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from graphql import parse, validate
from starlette.requests import Request
from starlette.testclient import TestClient

from graphql_api.pages import EXAMPLE_TABS, ExampleTab, wants_html
from graphql_api.pages.examples import ROWS_PER_SOURCE, START_QUERIES
from tests.fakes.toy_api import contract, toy_app

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "README.md").write_text("# Where to begin\n\nSee [the columns](columns.md).\n")
    (tmp_path / "columns.md").write_text("# Columns\n\n| name | unit |\n|---|--:|\n| cpm | USD |\n")
    return tmp_path


@pytest.fixture
def client(docs: Path) -> TestClient:
    return TestClient(toy_app(docs))


def addresses_in(html: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]+)"', html)


# --- what a request would rather have ---


@pytest.mark.parametrize(
    ("accept", "is_page"),
    [
        (CHROME, True),
        ("text/html", True),
        ("TEXT/HTML;q=0.9, application/json;q=0.8", True),
        ("text/*, application/json;q=0.5", True),
        ("text/html;level=1;q=0.7, */*;q=0.1", True),
        ("*/*", False),
        ("", False),
        ("application/json", False),
        ("text/html, application/json", False),
        ("text/html;q=0.5, application/json", False),
        ("text/html;q=0.5, application/graphql-response+json", False),
        ("text/html;q=0, */*;q=0.1", False),
        ("text/html;q=high", False),
        ("text/html;q=nan", False),
        (";;,,q=", False),
    ],
)
def test_a_page_is_for_those_who_prefer_html_to_json(accept: str, is_page: bool) -> None:  # noqa: FBT001
    request = Request({"type": "http", "headers": [(b"accept", accept.encode())]})
    assert wants_html(request) is is_page


def test_a_request_without_accept_gets_data() -> None:
    assert not wants_html(Request({"type": "http", "headers": []}))


def test_one_address_gives_graphiql_to_browsers_and_data_to_programs(client: TestClient) -> None:
    page = client.get("/graphql", headers={"Accept": CHROME})
    assert "<title>GraphiQL" in page.text
    assert page.headers["vary"] == "Accept"
    assert client.get("/graphql").status_code == 401


# --- the headers of every page ---


@pytest.mark.parametrize("path", ["/", "/docs/", "/docs/columns.md", "/docs/nowhere.md", "/graphql"])
def test_every_page_is_kept_to_this_server(client: TestClient, path: str) -> None:
    page = client.get(path, headers={"Accept": CHROME})
    policy = dict(part.split(" ", 1) for part in page.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/docs/", "/graphql"])
def test_every_address_in_a_page_is_on_this_server_and_answers(client: TestClient, path: str) -> None:
    html = client.get(path, headers={"Accept": CHROME}).text
    addresses = [address for address in addresses_in(html) if not address.startswith("#")]
    assert addresses
    for address in addresses:
        url = client.base_url.join(path).join(address)
        assert url.host == "testserver", address
        assert client.get(url, headers={"Accept": CHROME}).status_code == 200, address


@pytest.mark.parametrize("path", ["/", "/docs/", "/graphql"])
def test_no_page_has_inline_scripts_styles_or_handlers(client: TestClient, path: str) -> None:
    html = client.get(path, headers={"Accept": CHROME}).text
    scripts = re.findall(r"<script([^>]*)>", html)
    assert all("src=" in attributes or 'type="application/json"' in attributes for attributes in scripts)
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)


# --- the start page ---


def test_the_start_page_shows_three_queries_and_the_way_to_a_key(client: TestClient) -> None:
    html = client.get("/").text
    assert html.count("<article") == len(START_QUERIES) == 3
    assert "./run keys create --org ORG" in html
    assert '<label for="key">' in html


def test_without_graphiql_nothing_leads_there(docs: Path) -> None:
    client = TestClient(toy_app(docs, with_ide=False))
    assert "/graphql" not in "".join(addresses_in(client.get("/").text))
    assert client.get("/assets/graphiql.min.js").status_code == 404


def test_open_in_graphiql_carries_query_and_variables_in_the_fragment(client: TestClient) -> None:
    links = [link for link in addresses_in(client.get("/").text) if link.startswith("/graphql#")]
    assert len(links) == len(START_QUERIES) + len(EXAMPLE_TABS)
    fragment = parse_qs(urlsplit(links[0].replace("&amp;", "&")).fragment)
    assert fragment["query"] == [f"# {START_QUERIES[0].title}\n{START_QUERIES[0].query}"]
    assert fragment["variables"] == ['{"input": {"groupBy": ["DATA_SOURCE"]}}']


# --- examples ---


@pytest.mark.parametrize("tab", [*EXAMPLE_TABS, *START_QUERIES], ids=lambda tab: tab.name)
def test_every_example_is_a_valid_operation_with_all_its_variables(tab: ExampleTab) -> None:
    document = parse(tab.query)
    assert not validate(contract(), document)
    assert set(re.findall(r"\$(\w+):", tab.query)) == set(tab.variables)


def test_the_query_of_the_row_counts_is_valid() -> None:
    assert not validate(contract(), parse(ROWS_PER_SOURCE))


def test_graphiql_has_a_tab_for_each_operation() -> None:
    names = {"Calendar", "CausalExport", "Ingest", "Insights", "Records", "Search", "TimeSeries"}
    names |= {"TransformPreview", "Viewer"}
    assert {tab.name for tab in EXAMPLE_TABS} == names
    assert EXAMPLE_TABS[0].query.startswith("query"), "the first tab's run button should change nothing"


def test_an_example_without_a_name_says_so() -> None:
    with pytest.raises(ValueError, match="'Totals' has no operation name"):
        _ = ExampleTab("Totals", "{ viewer { subject } }", {}).name


def test_an_example_cannot_break_out_of_the_pages(docs: Path) -> None:
    evil = ExampleTab('<img src=x onerror="a()">', "query Evil { viewer { subject } }", {"a": "</script><script>"})
    html = TestClient(toy_app(docs, example_tabs=[evil])).get("/").text
    assert "<img src=x" not in html
    assert "</script><script>" not in html


# --- assets ---


def test_an_asset_may_be_kept_for_a_year_only_under_its_own_tag(client: TestClient) -> None:
    tagged = next(address for address in addresses_in(client.get("/").text) if "start.js" in address)
    assert "immutable" in client.get(tagged).headers["cache-control"]
    assert client.get("/assets/start.js").headers["cache-control"] == "no-cache"
    assert client.get("/assets/start.js?v=old").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/assets/start.js", "/favicon.ico"])
def test_a_known_asset_is_not_sent_again(client: TestClient, path: str) -> None:
    etag = client.get(path).headers["etag"]
    again = client.get(path, headers={"If-None-Match": f'"other", W/{etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)


def test_assets_say_what_they_are(client: TestClient) -> None:
    types = {path: client.get(path).headers["content-type"] for path in ("/assets/ide.js", "/assets/theme.css")}
    assert types == {"/assets/ide.js": "text/javascript; charset=utf-8", "/assets/theme.css": "text/css; charset=utf-8"}
    assert client.get("/favicon.ico").headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    "name", ["assets.py", "graphql-ws.min.js", "..%2fassets.py", "%2e%2e/start.py", "../templates/start.html"]
)
def test_files_off_the_list_are_not_served(client: TestClient, name: str) -> None:
    assert client.get(f"/assets/{name}").status_code == 404


@pytest.mark.parametrize("path", ["/", "/docs/", "/assets/start.js", "/favicon.ico"])
def test_pages_are_only_read(client: TestClient, path: str) -> None:
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405
