"""A panel from the server as people run it: asked for with a key, fetched without one, also after a restart."""

from pathlib import Path

import httpx2

from domain.vocabulary import Scope
from tests.api_requests import CAUSAL_EXPORT, INGEST
from tests.builders import meta_row
from tests.e2e.server import quick_key, serving


def fetch(url: str) -> httpx2.Response:
    response: httpx2.Response = httpx2.get(url, timeout=30)
    return response


def test_an_address_opens_without_a_key_and_only_while_it_is_as_it_was_given(tmp_path: Path) -> None:
    days = [f"2024-01-{day:02}" for day in range(1, 29)]
    rows = [meta_row(date_start=day, date_stop=day, spend="10.10") for day in days]
    with serving(tmp_path / "data") as server:
        key = quick_key(tmp_path / "data", Scope.READ, Scope.WRITE)
        sent = {"dataSource": "META_BUSINESS", "dataEntries": rows}
        assert server.say(key, INGEST, input=sent)["ingest"]["inserted"] == 28
        asked = {"filter": {}, "targetMetric": "CLICKS"}
        export = server.say(key, CAUSAL_EXPORT, input=asked, format="CSV")["causalExport"]
        assert export["panel"]["meta_business_spend"] == [70.7] * 4
        address = export["downloadUrl"]
        assert address.startswith("http://127.0.0.1:")
        first, again = fetch(address), fetch(address)
        assert first.status_code == 200
        assert first.content == again.content
        assert first.text.splitlines()[1].startswith("2024-01-01,national,6230")
        assert fetch(address[:-1] + ("a" if address[-1] != "a" else "b")).status_code == 403
        origin = address.partition("/exports/")[0]
    with serving(tmp_path / "data") as server:
        later = fetch(str(server.client().base_url).rstrip("/") + address.removeprefix(origin))
        assert (later.status_code, later.content) == (200, first.content)
