"""The causal export over GraphQL and its downloads: what is asked for comes back, and no address can be changed."""

import io
import json
import zipfile
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from domain.vocabulary import Scope
from graphql_api.context import Services
from tests.api_requests import CAUSAL_EXPORT
from tests.builders import google_flat, klaviyo_flat, meta_row
from tests.integration.api import Api

FORMATS = ("JSON", "JSONL", "CSV", "PARQUET", "ARROW", "BUNDLE")


def fill(api: Api) -> Api:
    """Three weeks of Meta and Google from Monday 1 January 2024, and an e-mail in each week."""
    days = [f"2024-01-{day:02}" for day in range(1, 22)]
    api.ingest([meta_row(date_start=day, date_stop=day, spend="10.10") for day in days])
    api.ingest([google_flat(date=day) for day in days], "GOOGLE_ADS")
    api.ingest([klaviyo_flat(date=day) for day in days[1::7]], "KLAVIYO")
    return api


@pytest.fixture(scope="module")
def filled(services: Services) -> Api:
    """As `fill` leaves it, once: only what is read may be asked of it."""
    return fill(Api.on(services, "filled", Scope.READ, Scope.WRITE))


def ask(api: Api, file_format: str = "PARQUET", **given: object) -> dict[str, Any]:
    export: dict[str, Any] = api.say(CAUSAL_EXPORT, input={"filter": {}, **given}, format=file_format)["causalExport"]
    return export


def fetch(api: Api, file_format: str, **given: object) -> bytes:
    """The file, without any key."""
    response = api.client.get(local(ask(api, file_format, **given)["downloadUrl"]))
    assert response.status_code == 200, response.text
    body: bytes = response.content
    return body


def local(url: str) -> str:
    """The address without the machine."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def test_a_weekly_panel_has_a_row_per_week_and_sums_that_a_person_can_check(filled: Api) -> None:
    export = ask(filled)
    panel = export["panel"]
    assert export["recordsCount"] == 3
    assert panel["date"] == ["2024-01-01", "2024-01-08", "2024-01-15"]
    assert panel["geo"] == ["national"] * 3
    assert panel["meta_business_spend"] == [70.7] * 3
    assert panel["google_ads_spend"] == [319.69] * 3
    assert panel["google_ads_clicks"] == [840] * 3
    assert panel["klaviyo_sends"] == [15_000] * 3
    assert panel["kpi"] == [28.0] * 3
    assert panel["revenue"] == pytest.approx([7 * 322.1 + 3375] * 3)
    assert export["excluded"] == []
    assert {column["name"] for column in export["columns"]} == set(panel)


def test_every_file_has_the_numbers_of_the_answer(filled: Api) -> None:
    panel = ask(filled, granularity="DAY")["panel"]
    frames = {
        "CSV": pd.read_csv(io.BytesIO(fetch(filled, "CSV", granularity="DAY"))),
        "PARQUET": pq.read_table(io.BytesIO(fetch(filled, "PARQUET", granularity="DAY"))).to_pandas(),
        "ARROW": pa.ipc.open_file(fetch(filled, "ARROW", granularity="DAY")).read_all().to_pandas(),
        "JSONL": pd.DataFrame(map(json.loads, fetch(filled, "JSONL", granularity="DAY").splitlines())),
        "JSON": pd.DataFrame(json.loads(fetch(filled, "JSON", granularity="DAY"))["panel"]),
    }
    expected = pd.DataFrame(panel)
    for frame in frames.values():
        pd.testing.assert_frame_equal(frame, expected, check_dtype=False, check_exact=True)


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_same_request_gives_the_same_bytes(filled: Api, file_format: str) -> None:
    assert fetch(filled, file_format) == fetch(filled, file_format)


def test_the_bundle_holds_the_panel_and_what_explains_it(filled: Api) -> None:
    archive = zipfile.ZipFile(io.BytesIO(fetch(filled, "BUNDLE")))
    assert set(archive.namelist()) >= {
        *("README.md", "panel.csv", "panel.parquet", "roles.json", "holidays.csv", "graph.gml", "graph.dot"),
        *("dictionary.csv", "loaders.json", "findings.json", "provenance.json", "split.json", "fill_status.csv"),
    }
    holidays = pd.read_csv(archive.open("holidays.csv"))
    assert list(holidays) == ["ds", "holiday", "country", "year"]
    assert "2024-07-04" in holidays["ds"].tolist()
    dictionary = pd.read_csv(archive.open("dictionary.csv"))
    assert dictionary["name"].tolist() == list(pd.read_csv(archive.open("panel.csv")))
    assert json.load(archive.open("roles.json"))["kpi"] == "kpi"


def test_the_hash_of_provenance_is_that_of_the_csv(filled: Api) -> None:
    import hashlib  # noqa: PLC0415 - only here

    assert ask(filled)["provenance"]["sha256"] == hashlib.sha256(fetch(filled, "CSV")).hexdigest()


def test_an_address_names_whose_file_it_is_without_a_key_and_its_kind(filled: Api) -> None:
    url = ask(filled, "CSV")["downloadUrl"]
    assert filled.key not in url
    assert urlsplit(url).scheme == "http"
    response = filled.client.get(local(url))
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="panel.csv"'
    assert response.headers["x-request-id"]


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        (lambda url: url.replace("panel.csv", "panel.zip"), 403, "LINK_REFUSED"),
        (lambda url: url.replace("expires=", "expires=1"), 403, "LINK_REFUSED"),
        (lambda url: url[:-1] + ("0" if url[-1] != "0" else "1"), 403, "LINK_REFUSED"),
        (lambda url: url.replace("/exports/", "/exports/0"), 403, "LINK_REFUSED"),
        (lambda url: url.partition("?")[0], 403, "LINK_REFUSED"),
        (lambda url: url.replace("expires=", "expires=x"), 403, "LINK_REFUSED"),
    ],
)
def test_an_address_that_was_changed_is_refused(filled: Api, said: Any, status: int, code: str) -> None:
    response = filled.client.get(said(local(ask(filled, "CSV")["downloadUrl"])))
    error = response.json()["errors"][0]
    assert (response.status_code, error["extensions"]["code"]) == (status, code)
    assert "downloadUrl" in error["message"]


def test_an_address_ends_after_a_day(filled: Api, services: Services) -> None:
    url = urlsplit(ask(filled, "CSV")["downloadUrl"])
    expires = int(parse_qs(url.query)["expires"][0])
    assert abs(expires - services.clock.now().timestamp() - 86_400) < 60


def test_two_organizations_have_files_of_their_own(filled: Api, services: Services) -> None:
    from domain.vocabulary import Scope  # noqa: PLC0415 - only here

    other = Api.on(services, "another-one", Scope.READ, Scope.WRITE)
    other.ingest(
        [meta_row(date_start=f"2024-01-0{day}", date_stop=f"2024-01-0{day}", spend="1") for day in range(1, 8)]
    )
    assert b"meta_business_spend" in fetch(other, "CSV")
    assert fetch(other, "CSV") != fetch(filled, "CSV")
    ours, theirs = (urlsplit(ask(api, "CSV")["downloadUrl"]) for api in (other, filled))
    mixed = filled.client.get(f"{ours.path}?{theirs.query}")
    assert mixed.status_code == 403


@pytest.mark.parametrize(
    ("given", "field", "word"),
    [
        ({"granularity": "MONTH"}, "granularity", "DAY, WEEK"),
        ({"weekStart": "FRIDAY"}, "weekStart", "MONDAY, SUNDAY"),
        ({"channelBy": "AD"}, "channelBy", "DATA_SOURCE, CHANNEL, CAMPAIGN"),
        ({"geo": "CITY"}, "geo", "NATIONAL, GEO"),
        ({"geo": "GEO"}, "geo", "country breakdown"),
        ({"targetMetric": "ROAS"}, "targetMetric", "CONVERSIONS"),
        ({"targetMetric": "SPEND"}, "targetMetric", "treatment"),
        ({"spread": "SOME"}, "spread", "EVEN"),
        ({"country": "XX"}, "country", "US"),
        ({"subdivision": "SCX"}, "subdivision", "CA"),
        ({"fiscalYearStartMonth": 13}, "fiscalYearStartMonth", "12"),
        ({"population": [1]}, "population", "object"),
        ({"population": {"national": -5}}, "population", "above 0"),
        ({"controls": {"kpi": {}}}, "controls", "already"),
        ({"controls": {"Big Promo": {}}}, "controls", "big_promo"),
        ({"controls": {"p" * 65: {}}}, "controls", "65 characters"),
        ({"controls": {"promo": 3}}, "controls", "by period"),
        ({"controls": {"promo": {"soon": 3}}}, "controls", "YYYY-MM-DD"),
        ({"controls": {"promo": {"2024-01-01": "much"}}}, "controls", "number"),
        ({"controls": {"promo": {"2024-01-01": 1, "2024-01-02": 1}}}, "controls", "same period"),
        ({"filter": {"accountIds": ["nobody"]}}, "filter", "coverage"),
        ({"filter": {"dateRange": {"start": "2024-01-02", "end": "2024-01-05"}}}, "filter", "no week"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(filled: Api, given: Any, field: str, word: str) -> None:
    error = filled.refused(CAUSAL_EXPORT, input={"filter": {}, **given})
    assert error["extensions"]["code"] == "INVALID_INPUT"
    assert field in error["extensions"]["field"]
    assert word in error["message"]


def test_money_of_two_currencies_is_refused_with_the_list(api: Api) -> None:
    own = fill(api)
    own.ingest([google_flat(date="2024-01-05", currency="EUR", campaign_id="9")], "GOOGLE_ADS")
    error = own.refused(CAUSAL_EXPORT, input={"filter": {}})
    assert error["extensions"]["code"] == "MIXED_CURRENCY"
    assert "EUR, USD" in error["message"]
    assert ask(own, filter={"currency": "USD"})["panel"]["google_ads_spend"] == [319.69] * 3


def test_strict_refuses_a_panel_with_a_hole_and_names_it(api: Api) -> None:
    own = fill(api)
    days = [*range(22, 29), *range(36, 43)]
    dates = [str(pd.Timestamp("2024-01-01") + pd.Timedelta(days=day - 1))[:10] for day in days]
    every = [str(pd.Timestamp("2024-01-22") + pd.Timedelta(days=day))[:10] for day in range(21)]
    own.ingest([meta_row(date_start=day, date_stop=day, spend="10.10") for day in dates])
    own.ingest([google_flat(date=day) for day in every], "GOOGLE_ADS")
    given: dict[str, Any] = {"filter": {"dataSources": ["META_BUSINESS", "GOOGLE_ADS"]}}
    export = ask(own, **given)
    assert export["panel"]["meta_business_spend"] == [70.7, 70.7, 70.7, 70.7, None, 70.7]
    assert export["fillStatus"]["meta_business_spend"][4] == "missing"
    assert "MEDIA_MISSING" in [finding["code"] for finding in export["findings"] if finding["severity"] == "ERROR"]
    error = own.refused(CAUSAL_EXPORT, input={**given, "strict": True})
    assert error["extensions"]["code"] == "PANEL_REFUSED"
    assert "2024-01-29" in error["message"]
