"""GraphiQL in a browser: its examples, the key, its tabs, and not a word from the content security policy."""

from playwright.sync_api import Page, expect

from tests.e2e.website import Website

TABS = [
    "Insights",
    "Search",
    "TimeSeries",
    "CausalExport",
    "Records",
    "Calendar",
    "TransformPreview",
    "Ingest",
    "Viewer",
]


def tab_names(page: Page) -> list[str]:
    page.locator(".graphiql-tab").first.wait_for()
    return page.locator(".graphiql-tab .graphiql-tab-button").all_inner_texts()


def run_tab(page: Page, expected: str) -> None:
    page.wait_for_timeout(300)  # GraphiQL takes 100 ms to notice which operation its editor holds
    page.get_by_role("button", name="Execute query").click()
    expect(page.locator(".result-window")).to_contain_text(expected)


def test_graphiql_opens_with_the_examples_and_the_key(page: Page, website: Website) -> None:
    page.goto(f"{website.base_url}/graphql#key={website.key}")
    assert tab_names(page) == TABS
    assert page.url == f"{website.base_url}/graphql"
    run_tab(page, "US | Prospecting | Broad")
    for tab, answer in (("TimeSeries", "complete"), ("Viewer", "organizationId")):
        page.locator(".graphiql-tab-button", has_text=tab).click()
        run_tab(page, answer)
    expect(page.get_by_role("link", name="API key in use")).to_be_visible()


def test_the_start_page_opens_a_query_in_graphiql_with_its_key(page: Page, website: Website) -> None:
    page.goto(f"{website.base_url}/#key={website.key}")
    page.get_by_role("link", name="Open in GraphiQL").nth(1).click()
    assert tab_names(page)[0] == "TopCampaigns"
    run_tab(page, "US | Search | Brand")
    page.get_by_role("link", name="Marketing Memory").click()
    page.get_by_role("link", name="Records").click()
    expect(page.locator(".graphiql-tab-active")).to_contain_text("Records")
    assert len(tab_names(page)) == len(TABS) + 1


def test_a_reload_keeps_the_tabs(page: Page, website: Website) -> None:
    page.goto(f"{website.base_url}/graphql#key={website.key}")
    page.locator(".graphiql-tab-button", has_text="Viewer").click()
    page.wait_for_timeout(800)  # GraphiQL saves its tabs after 500 ms
    page.reload()
    assert tab_names(page) == TABS
    expect(page.locator(".graphiql-tab-active")).to_contain_text("Viewer")
    run_tab(page, "organizationId")


def test_dialogs_and_documentation_keep_to_the_policy(page: Page, website: Website) -> None:
    page.goto(f"{website.base_url}/graphql#key={website.key}")
    page.get_by_label("Show Documentation Explorer").click()
    expect(page.locator(".graphiql-plugin")).to_contain_text("Mutation")
    for label in ("Open short keys dialog", "Open settings dialog"):
        page.get_by_label(label).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_key_in_the_headers_editor_wins(grumbling_page: Page, website: Website) -> None:
    grumbling_page.goto(f"{website.base_url}/graphql#key={website.key}")
    grumbling_page.get_by_role("button", name="Headers").click()
    grumbling_page.locator(".graphiql-editor-tool .CodeMirror:visible").click()
    grumbling_page.keyboard.insert_text('{"authorization": "Bearer mm_unknown"}')
    run_tab(grumbling_page, "errors")
