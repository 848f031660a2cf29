"""The report of an export over HTTP: what it says, what keeps it, and that names from outside stay names."""

import io
import re
import zipfile
from urllib.parse import urlsplit

import pytest

from domain.vocabulary import Scope
from graphql_api.context import Services
from tests.builders import google_flat, klaviyo_flat, meta_row
from tests.integration.api import Api

REPORT = """
query Report($input: CausalExportInput!) {
  causalExport(input: $input) { reportUrl downloadUrl(format: BUNDLE) provenance }
}
"""
HOSTILE = "</script><img src=x onerror=alert(1)>"


def fill(api: Api) -> Api:
    """Four weeks of Meta from Monday 1 January 2024, Google without the third week, an e-mail in the second."""
    days = [f"2024-01-{day:02}" for day in range(1, 29)]
    api.ingest([meta_row(date_start=day, date_stop=day, spend="10.10", campaign_name=HOSTILE) for day in days])
    api.ingest([google_flat(date=day) for day in [*days[:14], *days[21:]]], "GOOGLE_ADS")
    api.ingest([klaviyo_flat(date=day) for day in (days[1], days[8], days[22])], "KLAVIYO")
    return api


@pytest.fixture(scope="module")
def filled(services: Services) -> Api:
    """As `fill` leaves it, once: only what is read may be asked of it."""
    return fill(Api.on(services, "filled", Scope.READ, Scope.WRITE))


def local(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def page_of(api: Api, **given: object) -> str:
    url = api.say(REPORT, input={"filter": {}, **given})["causalExport"]["reportUrl"]
    response = api.client.get(local(url))
    assert response.status_code == 200, response.text
    text: str = response.text
    return text


def file_of(api: Api, **given: object) -> str:
    url = api.say(REPORT, input={"filter": {}, **given})["causalExport"]["downloadUrl"]
    return zipfile.ZipFile(io.BytesIO(api.client.get(local(url)).content)).read("report.html").decode()


def texts(html: str) -> str:
    """What a person reads: no tags, one blank between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", html)).split())


def test_the_report_says_what_was_asked_and_where_it_came_from(filled: Api) -> None:
    read = texts(page_of(filled))
    sha256 = filled.say(REPORT, input={"filter": {}})["causalExport"]["provenance"]["sha256"]
    assert "1 to 28 Jan 2024 · 4 weeks" in read
    assert "by week from Monday, by data source, as one national series. Calendar of US." in read
    assert f"SHA-256 {sha256}" in read
    assert "Currency USD" in read


def test_the_numbers_are_those_that_a_person_can_add_up(filled: Api) -> None:
    read = texts(page_of(filled))
    # 28 days of 10.10, and 21 of 45.67
    assert "Meta Business 282.80" in read
    assert "Google Ads 959.07" in read
    assert "Spend 1,242 USD" in read


def test_a_gap_is_named_by_its_days(filled: Api) -> None:
    read = texts(page_of(filled))
    assert "Google Ads 15 to 21 Jan 2024 3 0 1" in read
    assert "have gaps" in read


def test_holidays_and_retail_events_are_named_with_their_days(filled: Api) -> None:
    read = texts(page_of(filled))
    assert "1 Jan 2024 New Year's Day Holiday".replace("'", "&#x27;") in read
    assert "15 Jan 2024 Martin Luther King Jr. Day Holiday" in read


def test_the_page_runs_nothing_inline_and_is_kept_nowhere(filled: Api) -> None:
    url = filled.say(REPORT, input={"filter": {}})["causalExport"]["reportUrl"]
    headers = filled.client.get(local(url)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "private, no-store"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_file_allows_its_own_scripts_alone_and_names_no_other_place(filled: Api) -> None:
    html = file_of(filled)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert re.search(r"script-src (&#x27;sha256-[\w+/=]+&#x27; ?){2};", policy[1])
    assert "unsafe" not in policy[1]
    assert not re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:)[^"]+"', html)


@pytest.mark.parametrize("make", [page_of, file_of])
def test_a_campaign_whose_name_is_markup_stays_a_name(filled: Api, make: object) -> None:
    assert callable(make)
    html = make(filled, channelBy="CAMPAIGN")
    assert HOSTILE not in html
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_the_same_request_gives_the_same_file(filled: Api) -> None:
    assert file_of(filled) == file_of(filled)
    assert file_of(filled, geo="NATIONAL") == file_of(filled)


def test_a_report_opens_by_its_own_address_alone(filled: Api) -> None:
    given = filled.say(REPORT, input={"filter": {}})["causalExport"]
    for wrong in (given["reportUrl"][:-1], given["downloadUrl"].replace("panel.zip", "report")):
        response = filled.client.get(local(wrong))
        assert response.status_code == 403
        assert response.headers["content-type"].startswith("text/html")
        assert "No report here" in response.text


def test_the_files_that_the_page_offers_open(filled: Api) -> None:
    offered = re.findall(r'href="(/exports/[^"]+)"', page_of(filled))
    assert len(offered) == 3
    for address in offered:
        assert filled.client.get(address.replace("&amp;", "&")).status_code == 200
