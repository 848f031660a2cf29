"""A website and a browser to open it with.

`website` is all that ties the page tests to the toy: with another base URL and key they test that server.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.e2e.browser import Watched, open_chromium, open_page
from tests.e2e.website import Website, serve
from tests.fakes.toy_api import KEY, toy_app


@pytest.fixture(scope="module")
def website(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Website]:
    docs = tmp_path_factory.mktemp("docs")
    (docs / "README.md").write_text(
        "# Where to begin\n\nSee [the columns](columns.md).\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"
    )
    (docs / "columns.md").write_text("# Columns\n\n## Money\n\nIn the row's currency.\n")
    with serve(toy_app(docs), key=KEY) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    with open_chromium() as chromium:
        yield chromium


@pytest.fixture
def watched(browser: BrowserContext, website: Website) -> Iterator[Watched]:
    """A page that, at the end, must have complained of nothing and asked nobody else."""
    with open_page(browser) as opened:
        yield opened
        assert not opened.complaints
        assert not opened.requests_elsewhere(website.base_url)


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page


@pytest.fixture
def grumbling_page(browser: BrowserContext) -> Iterator[Page]:
    """A page that meets errors on purpose: browsers write each refused request to the console."""
    with open_page(browser) as opened:
        yield opened.page
