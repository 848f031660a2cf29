"""Doors that have no place left say when to come again: in a header, in the answer, and to a person in words."""

from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from domain.vocabulary import Scope
from graphql_api import downloads
from graphql_api.context import Services
from graphql_api.pages import report_layout
from graphql_api.uploads import door
from graphql_api.uploads.receiving import Bounds
from tests.builders import meta_row
from tests.integration.api import Api

LINKS = "{ causalExport(input: {filter: {}}) { reportUrl downloadUrl(format: CSV) } }"


@pytest.fixture
def full(services: Services) -> TestClient:
    """The two doors without a place."""
    layout = report_layout(with_ide=True)
    files, uploads = downloads.DownloadEndpoint(services, layout, 0), door.UploadEndpoint(services, Bounds(1_000), 0)

    async def download(request: Request) -> Response:
        return await files(request)

    async def upload(request: Request) -> Response:
        return await uploads(request)

    routes = [Route(downloads.PATH, download), Route(door.PATH, upload, methods=["POST"])]
    return TestClient(Starlette(routes=routes))


def test_an_upload_is_told_when_to_come_again(services: Services, full: TestClient) -> None:
    key = services.create_key("crowd", "test", [Scope.WRITE]).secret
    away = full.post("/ingest/meta_business", content=b"[]", headers={"Authorization": f"Bearer {key}"})
    [error] = away.json()["errors"]
    assert (away.status_code, away.headers["Retry-After"]) == (503, "5")
    assert error["message"] == "Too many uploads at a time."
    assert (error["extensions"]["code"], error["extensions"]["retryAfterSeconds"]) == ("BUSY", 5)


def test_a_file_and_a_report_are_told_when_to_come_again(api: Api, full: TestClient) -> None:
    api.ingest([meta_row(date_start=f"2024-01-{day:02}", date_stop=f"2024-01-{day:02}") for day in range(1, 15)])
    links = api.say(LINKS)["causalExport"]
    addresses = (urlsplit(links[name])._replace(scheme="", netloc="").geturl() for name in ("reportUrl", "downloadUrl"))
    page, file = (full.get(address) for address in addresses)
    assert [(one.status_code, one.headers["Retry-After"]) for one in (page, file)] == [(503, "2")] * 2
    assert file.json()["errors"][0]["extensions"]["retryAfterSeconds"] == 2
    assert "Too many files are being made." in page.text
    assert "Send it again after 2 s." in page.text
    assert page.headers["content-type"].startswith("text/html")
