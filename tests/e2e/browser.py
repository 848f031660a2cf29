"""The system's Chromium for page tests, and everything it complains about or asks for while a page is open."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # containers run as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WATCH_POLICY = "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective))"
PATIENCE_MS = 10_000


def find_chromium() -> str:
    """The browser's path; a machine without one fails the test, since a page nobody opened is not tested."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        pytest.fail(f"No browser: looked for {', '.join(NAMES)}. On Debian: apt-get install chromium", pytrace=False)
    return found


@contextmanager
def open_chromium() -> Iterator[BrowserContext]:
    """A headless browser with a fresh profile, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        context = browser.new_context()
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(WATCH_POLICY)
        try:
            yield context
        finally:
            browser.close()


@dataclass
class Watched:
    """A page and what happened in it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def note_error(self, error: object) -> None:
        self.complaints.append(f"page error: {error}")

    def requests_elsewhere(self, base_url: str) -> list[str]:
        """Requests to any host but the server's; data: addresses have none."""
        hosts = {urlsplit(base_url).netloc, ""}
        return [url for url in self.requests if urlsplit(url).netloc not in hosts]


@contextmanager
def open_page(
    browser: BrowserContext, *, width: int = 1280, height: int = 900, dark: bool = False
) -> Iterator[Watched]:
    """A new tab, with a session storage of its own, watched from its first request on."""
    watched = Watched(browser.new_page())
    watched.page.set_viewport_size({"width": width, "height": height})
    watched.page.emulate_media(color_scheme="dark" if dark else "light")
    watched.page.on("console", watched.note_message)
    watched.page.on("pageerror", watched.note_error)
    watched.page.on("request", lambda request: watched.requests.append(request.url))
    try:
        yield watched
    finally:
        watched.page.close()
