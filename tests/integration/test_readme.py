"""What the README shows is what happens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from domain.vocabulary import Scope
from graphql_api.app import make_app
from graphql_api.bootstrap import open_services
from graphql_api.settings import ROOT, Settings
from tests.docs_pages import PAGES, asks_of, blocks_of
from tests.stored import new_data

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _blocks(language: str, text: str = README) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(data=new_data(tmp_path))
    services = open_services(settings)
    secret = services.create_key("readme", "test", list(Scope)).secret
    with TestClient(make_app(settings, services), headers={"Authorization": f"Bearer {secret}"}) as opened:
        yield opened


def _ask(client: TestClient, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = client.post("/graphql", json={"query": query, "variables": variables})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_first_query_gives_the_answer_that_the_readme_shows(client: TestClient) -> None:
    mutation, query = _blocks("graphql")
    variables, answer = (json.loads(block) for block in _blocks("json"))
    stored = _ask(client, mutation, variables)["data"]["ingest"]
    assert (stored["received"], stored["inserted"], stored["rejected"], stored["userErrors"]) == (1, 1, 0, [])
    assert _ask(client, query) == answer


def test_half_of_the_week_moves_the_row_to_excluded(client: TestClient) -> None:
    mutation, query = _blocks("graphql")
    _ask(client, mutation, json.loads(_blocks("json")[0]))
    half = _ask(client, query.replace('start: "2024-01-01"', 'start: "2024-01-04"'))["data"]["insights"]
    assert half["rows"] == []
    assert half["excluded"] == [{"reason": "PARTIAL_PERIOD", "rows": 1}]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_queries_in_the_docs_are_answered(client: TestClient, page: Path) -> None:
    for ask in asks_of(blocks_of(page)):
        assert "errors" not in _ask(client, ask.query, ask.variables)


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.name)
def test_links_of_the_docs_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


FILE_NAME = re.compile(r"`((?:domain|tests|adapters|graphql_api|docs)/[\w/.]+)`")


def test_files_that_the_readme_and_docs_name_exist() -> None:
    named = set(FILE_NAME.findall(README))
    for page in PAGES:
        to_write = {block.file for block in blocks_of(page)}
        named |= set(FILE_NAME.findall(page.read_text(encoding="utf-8"))) - to_write
    assert len(named) >= 10
    assert not [name for name in sorted(named) if not (ROOT / name).exists()]


GAPS = [
    {"account_id": "1", "account_currency": "EUR", "campaign_id": "10", "date_start": "2024-01-01", "spend": "1.10"},
    {"account_id": "1", "campaign_id": "11", "date_start": "2024-01-01", "spend": "2.20"},
    {"campaign_id": "10", "date_start": "2024-01-02", "spend": "3.30"},
]
_SHOWN = "id accountId currency campaignId dateStart spend"


def test_the_preview_shows_the_records_that_ingest_stores(client: TestClient) -> None:
    given = {"input": {"dataSource": "META_BUSINESS", "dataEntries": GAPS, "strict": True}}
    query = f"query P($input: TransformInput!) {{ transformPreview(input: $input) {{ records {{ {_SHOWN} }} }} }}"
    shown = _ask(client, query, given)["data"]["transformPreview"]["records"]
    stored = _ask(client, "mutation I($input: IngestInput!) { ingest(input: $input) { inserted rejected } }", given)
    assert stored["data"]["ingest"] == {"inserted": 3, "rejected": 0}
    kept = _ask(client, f"{{ records {{ nodes {{ {_SHOWN} }} }} }}")["data"]["records"]["nodes"]
    assert sorted(shown, key=str) == sorted(kept, key=str)
    assert {(row["accountId"], row["currency"]) for row in kept} == {("1", "EUR")}
    assert sorted(row["spend"] for row in kept) == [1.1, 2.2, 3.3]
    totals = _ask(
        client, '{ insights(input: {filter: {accountIds: ["act_1"], currency: "eur"}}) { totals { spend } } }'
    )
    assert totals["data"]["insights"]["totals"] == {"spend": 6.6}
