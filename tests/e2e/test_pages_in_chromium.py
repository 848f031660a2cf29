"""The pages as people meet them: in a browser, by eye, hand and keyboard."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.browser import open_page
from tests.e2e.website import Website

A_COUNT = re.compile(r"^\d{1,3}(,\d{3})*$")
SOURCES = ("meta", "google", "klaviyo")


def is_as_wide_as_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


# --- the start page ---


def test_a_key_in_the_address_shows_the_data_and_leaves_the_address(page: Page, website: Website) -> None:
    page.goto(f"{website.base_url}/#key={website.key}")
    for source in SOURCES:
        expect(page.locator(f"[data-source={source}]")).to_have_text(A_COUNT)
    expect(page.locator("#server-status")).to_have_text("Up and ready")
    expect(page.locator("#viewer-text")).to_contain_text("Organization")
    assert page.url == f"{website.base_url}/"
    assert page.evaluate("localStorage.length") == 0
    assert website.key not in page.content()


def test_a_key_typed_in_is_kept_for_the_tab_and_can_be_changed(page: Page, website: Website) -> None:
    page.goto(website.base_url)
    expect(page.get_by_text("./run keys create --org ORG")).to_be_visible()
    page.get_by_label("API key").fill(f"  {website.key} ")
    page.keyboard.press("Enter")
    expect(page.locator("#tiles")).to_be_visible()
    page.reload()
    expect(page.locator("#tiles")).to_be_visible()
    page.get_by_role("button", name="Use another key").click()
    expect(page.get_by_label("API key")).to_be_focused()
    assert page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize("place", [0, 1, 2])
def test_each_query_runs_and_shows_its_answer(page: Page, website: Website, place: int) -> None:
    page.goto(f"{website.base_url}/#key={website.key}")
    card = page.locator("article").nth(place)
    card.get_by_role("button", name="Run").click()
    expect(card.locator(".outcome")).to_have_text(re.compile(r"^[\d,]+ rows? in \d+ ms$"))
    answer = json.loads(card.locator(".answer").inner_text())
    assert isinstance(answer["data"]["insights"]["rows"], list)
    assert "errors" not in answer


def test_without_a_key_a_query_asks_for_one(page: Page, website: Website) -> None:
    page.goto(website.base_url)
    page.get_by_role("button", name="Run").first.click()
    expect(page.get_by_role("alert")).to_have_text("The query needs an API key.")
    expect(page.get_by_label("API key")).to_be_focused()


def test_something_that_is_no_key_is_not_sent(page: Page, website: Website) -> None:
    page.goto(website.base_url)
    page.get_by_label("API key").fill("mm_two words")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("That is no key")


def test_an_unknown_key_is_said_in_words(grumbling_page: Page, website: Website) -> None:
    grumbling_page.goto(f"{website.base_url}/#key=mm_unknown")
    expect(grumbling_page.get_by_role("alert")).to_contain_text("does not know this key, or it has expired")
    expect(grumbling_page.get_by_label("API key")).to_be_visible()


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (403, {"errors": [{"message": "READ is missing."}]}, "it lacks a scope. READ is missing."),
        (
            200,
            {"data": None, "errors": [{"message": "No.", "extensions": {"code": "FORBIDDEN"}}]},
            "lacks a scope. No.",
        ),
        (
            200,
            {"data": {"viewer": None}, "errors": [{"message": "No such field."}]},
            "refused the query: No such field.",
        ),
        (429, {}, "Too many requests"),
        (503, {"errors": [{"message": "stack"}]}, "The server failed (HTTP 503)."),
    ],
)
def test_a_refusal_is_said_in_words(
    grumbling_page: Page, website: Website, status: int, body: object, words: str
) -> None:
    grumbling_page.route("**/graphql", lambda route: route.fulfill(status=status, json=body))
    grumbling_page.goto(f"{website.base_url}/#key={website.key}")
    expect(grumbling_page.get_by_role("alert")).to_contain_text(words)


def test_a_server_that_went_away_is_said_in_words(grumbling_page: Page, website: Website) -> None:
    grumbling_page.goto(f"{website.base_url}/#key={website.key}")
    expect(grumbling_page.locator("#tiles")).to_be_visible()
    grumbling_page.route("**/*", lambda route: route.abort())
    grumbling_page.get_by_role("button", name="Run").first.click()
    expect(grumbling_page.locator(".outcome.failed")).to_have_text("The server cannot be reached. Is it still running?")


def test_a_server_that_is_not_ready_is_said(grumbling_page: Page, website: Website) -> None:
    grumbling_page.route("**/readyz", lambda route: route.fulfill(status=503, json={"status": "migrating"}))
    grumbling_page.goto(website.base_url)
    expect(grumbling_page.locator("#server-status")).to_have_text("The server runs, but is not ready: migrating")


def open_filled(page: Page, website: Website, path: str) -> None:
    """Opens a page and waits for all that it fetches."""
    page.goto(f"{website.base_url}{path}#key={website.key}")
    if path == "/":
        expect(page.locator("#tiles")).to_be_visible()
        expect(page.locator("#server-status")).to_have_text("Up and ready")


@pytest.mark.parametrize("path", ["/", "/docs/"])
def test_a_telephone_shows_pages_without_scrolling_sideways(
    browser: BrowserContext, website: Website, path: str
) -> None:
    with open_page(browser, width=360, height=740) as opened:
        open_filled(opened.page, website, path)
        assert is_as_wide_as_the_window(opened.page)
        assert not opened.complaints


# --- contrast: WCAG AA, computed from the colours that the browser really paints ---

CONTRASTS = (Path(__file__).parent / "contrasts.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["/", "/docs/"])
@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_from_its_ground(browser: BrowserContext, website: Website, path: str, *, dark: bool) -> None:
    with open_page(browser, dark=dark) as opened:
        open_filled(opened.page, website, path)
        for card in opened.page.locator("article").all():
            card.get_by_role("button", name="Run").click()
            expect(card.locator(".answer")).to_be_visible()
        assert opened.page.evaluate(CONTRASTS) == []


# --- documentation ---


def test_the_docs_are_read_by_following_links(page: Page, website: Website) -> None:
    page.goto(website.base_url)
    page.get_by_role("link", name="Docs").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Documentation")
    page.get_by_role("main").get_by_role("link", name="What a total counts").click()
    expect(page).to_have_title("What a total counts · Marketing Memory")
    expect(page.locator("nav.contents [aria-current]")).to_have_text("What a total counts")
