"""The real application on its own data folder, and a browser to open it with."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Page

from domain.demo import demo_batches
from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId, Period, Scope
from graphql_api.app import make_app
from graphql_api.bootstrap import open_services
from graphql_api.settings import Settings
from tests.e2e.browser import Watched, open_chromium, open_page
from tests.e2e.website import Website, serve

ORG = OrgId("pages")
BATCHES = 12


@pytest.fixture(scope="module")
def website(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Website]:
    """A server with some of the demo's rows of all three platforms."""
    settings = Settings(data=tmp_path_factory.mktemp("data"))
    services = open_services(settings)
    for batch in demo_batches(last_day=date(2024, 12, 31), days=30)[:BATCHES]:
        period = Period(*batch.date_range) if batch.date_range else None
        said = (batch.account_id, batch.currency, batch.timezone, batch.metadata or {})
        services.ingest(ORG, Submission(DataSource(batch.data_source), batch.payload, period, *said), batch.observed_at)
    secret = services.create_key(ORG, "pages", [Scope.READ, Scope.WRITE]).secret
    with serve(make_app(settings, services), key=secret) as running:
        yield running
    services.close()


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
