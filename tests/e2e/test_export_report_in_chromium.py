"""The report of an export as people meet it: by its address, and as the file that lies in the bundle."""

import io
import zipfile
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.browser import open_page
from tests.e2e.website import Website

CONTRASTS = (Path(__file__).parent / "contrasts.js").read_text(encoding="utf-8")
ASK = """{ causalExport(input: {filter: {}, granularity: DAY}) { reportUrl downloadUrl(format: BUNDLE) } }"""
CHARTS = {"#time-chart": 130, "#coverage-chart": 130, "#pairs-chart": 400}
"""Charts, and how far down there is something to point at."""


@pytest.fixture(scope="module")
def addresses(website: Website) -> dict[str, str]:
    headers = {"Authorization": f"Bearer {website.key}"}
    with httpx2.Client(base_url=website.base_url, headers=headers, timeout=60, trust_env=False) as client:
        found: dict[str, str] = client.post("/graphql", json={"query": ASK}).json()["data"]["causalExport"]
    return found


@pytest.fixture(scope="module")
def unpacked(addresses: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the report in the folder that the bundle was unpacked to."""
    folder = tmp_path_factory.mktemp("bundle")
    body = httpx2.get(addresses["downloadUrl"], timeout=60, trust_env=False).content
    zipfile.ZipFile(io.BytesIO(body)).extractall(folder)
    return f"file://{folder}/report.html"


@pytest.fixture(params=["page", "file"])
def address(request: pytest.FixtureRequest, addresses: dict[str, str], unpacked: str) -> str:
    return addresses["reportUrl"] if request.param == "page" else unpacked


def open_drawn(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("html[data-drawn=yes]")).to_be_attached()


def test_the_charts_are_drawn_without_a_complaint_and_from_nowhere_else(
    browser: BrowserContext, address: str, website: Website
) -> None:
    with open_page(browser) as watched:
        open_drawn(watched.page, address)
        for chart in CHARTS:
            expect(watched.page.locator(f"{chart} .main-svg").first).to_be_visible()
        bars = watched.page.locator("#time-chart .barlayer .bars")
        assert bars.count() == 2, "Google Ads and Meta; e-mail has no spend"
        assert watched.page.locator("#time-chart .scatterlayer .js-line").count() >= 1
        assert not watched.complaints
        assert not [url for url in watched.requests_elsewhere(website.base_url) if not url.startswith("file:")]
        if address.startswith("file:"):
            assert watched.requests == [address], "the file needs nobody else"


def test_pointing_at_charts_and_choosing_media_breaks_no_rule(browser: BrowserContext, address: str) -> None:
    with open_page(browser) as watched:
        page = watched.page
        open_drawn(page, address)
        page.locator("#measure").select_option("clicks")
        expect(page.locator("#time-chart .y2title")).to_have_text("Clicks")
        for chart, down in CHARTS.items():
            page.locator(chart).hover(position={"x": 400, "y": down})
            expect(page.locator(f"{chart} .hoverlayer text").first).to_be_attached()
        expect(page.locator("#pairs-chart .hoverlayer")).to_contain_text("n = 2")
        assert not watched.complaints


@pytest.mark.parametrize("dark", [False, True])
def test_text_of_the_report_stands_out_from_its_ground(
    browser: BrowserContext, addresses: dict[str, str], *, dark: bool
) -> None:
    with open_page(browser, dark=dark) as watched:
        open_drawn(watched.page, addresses["reportUrl"])
        assert watched.page.evaluate(CONTRASTS) == []


def test_a_telephone_shows_the_report_without_scrolling_sideways(browser: BrowserContext, address: str) -> None:
    with open_page(browser, width=360, height=740) as watched:
        open_drawn(watched.page, address)
        assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not watched.complaints


def test_what_the_charts_show_is_said_to_those_who_do_not_see_them(page: Page, addresses: dict[str, str]) -> None:
    open_drawn(page, addresses["reportUrl"])
    expect(page.get_by_role("img", name="Line of Conversions")).to_be_visible()
    expect(page.get_by_role("img", name="Status of each day by channel")).to_be_visible()
    expect(page.get_by_role("img", name="Correlations of")).to_be_visible()
    expect(page.get_by_role("img", name="Causal graph")).to_be_visible()
    expect(page.get_by_role("group", name="Sums by channel").get_by_role("row")).to_have_count(4)


def test_the_page_leads_to_the_files(page: Page, addresses: dict[str, str]) -> None:
    open_drawn(page, addresses["reportUrl"])
    with page.expect_download() as download:
        page.get_by_role("link", name="Panel (CSV)").click()
    assert Path(download.value.path()).read_text().startswith("date,geo,kpi")


def test_an_address_that_was_changed_is_answered_in_words(grumbling_page: Page, addresses: dict[str, str]) -> None:
    grumbling_page.goto(addresses["reportUrl"][:-4])
    expect(grumbling_page.get_by_role("heading", level=1)).to_have_text("No report here")
    expect(grumbling_page.get_by_role("main")).to_contain_text("not one that was given out")
