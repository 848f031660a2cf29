"""`./run search` and `./run reindex` on a folder that no server uses: what they print, change and refuse."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from strawberry.types import get_object_definition
from typer.testing import CliRunner, Result

from adapters.indexes.sqlite_catalog import SqliteCatalog
from adapters.stores.duckdb_file import connect
from domain.vocabulary import OrgId
from graphql_api.bootstrap import RECORDS_FILE, SEARCH_FOLDER
from graphql_api.cli import app
from graphql_api.types.search_input import SearchInput
from tests.builders import meta_row


def command(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--data", str(folder)])


def search(folder: Path, *words: str, org: str = "acme") -> Result:
    return command(folder, "search", *words, "--org", org)


def ingest(folder: Path, org: str, *rows: dict[str, object]) -> None:
    file = folder / "rows.json"
    file.write_text(json.dumps(rows))
    assert command(folder, "ingest", str(file), "--org", org).exit_code == 0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two campaigns of acme with a ROAS of 4 and of 1, and one of beta."""
    folder = tmp_path_factory.mktemp("made")
    purchases = [{"action_type": "omni_purchase", "value": "40"}]
    shoes = meta_row(campaign_id="1", campaign_name="Spring Shoes", spend="10.00", action_values=purchases)
    hats = meta_row(campaign_id="2", campaign_name="Winter Hats", spend="40.00", action_values=purchases)
    ingest(folder, "acme", shoes, hats)
    ingest(folder, "beta", meta_row(campaign_id="1", campaign_name="Beta Shoes"))
    return folder


@pytest.fixture
def folder(tmp_path: Path, made: Path) -> Path:
    """A copy of it for each test."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def said(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output


def test_a_question_is_answered_with_figures_and_reasons(folder: Path) -> None:
    shown = said(search(folder, "campaigns with ROAS above 3"))
    assert shown.splitlines()[0] == "Understood: over all days; ROAS > 3; campaigns; by volume"
    [line] = [line.split() for line in shown.splitlines() if line.startswith("1.  Spring Shoes")]
    assert line == ["1.", "Spring", "Shoes", "Meta", "Business", "10.00", "40.00", "4.00"]
    assert "1. Spring Shoes: " in shown
    assert "1 of 1 found" in shown
    assert "Winter Hats" not in shown


def test_nothing_of_another_organization_is_shown(folder: Path) -> None:
    assert "Beta Shoes" not in said(search(folder, "shoes"))
    assert "Beta Shoes" in said(search(folder, "shoes", org="beta"))


def test_what_is_not_there_is_said(folder: Path) -> None:
    shown = said(search(folder, "klaviyo flows"))
    assert "found" not in shown.splitlines()[-1]
    assert shown.strip()


def test_options_narrow_the_question(folder: Path) -> None:
    assert "1 of 2 found" in said(search(folder, "campaigns by spend", "--limit", "1"))
    assert "Spring Shoes" not in said(search(folder, "campaigns by spend", "--date-range", "2019-01-01..2019-01-31"))
    assert "1. Spring Shoes" in said(search(folder, "shoes", "--type", "neural"))
    assert "Winter Hats" not in said(search(folder, "campaigns by spend", "--campaign", "1"))
    assert "2 of 2 found" in said(search(folder, "campaigns by spend", "--campaign", "1", "--campaign", "2"))
    assert "Spring Shoes" not in said(search(folder, "shoes", "--source", "klaviyo"))
    assert "2 of 2 found" in said(search(folder, "by spend", "--source", "klaviyo", "--source", "META_BUSINESS"))
    assert "Spring Shoes" not in said(search(folder, "shoes", "--level", "ad"))


def test_relative_days_count_from_the_day_given(folder: Path) -> None:
    asked = ("campaigns last month", "--as-of")
    assert "in January 2024" in said(search(folder, *asked, "2024-02-20")).splitlines()[0]
    assert "in December 2023" in said(search(folder, *asked, "2024-01-01")).splitlines()[0]


def test_every_field_of_the_apis_input_is_an_option(folder: Path) -> None:
    fields = {field.python_name for field in get_object_definition(SearchInput, strict=True).fields}
    options = {"data_sources": "source", "campaign_ids": "campaign", "as_of_date": "as_of", "search_type": "type"}
    helped = command(folder, "search", "--help").output
    for name in fields - {"query"}:
        assert f"--{options.get(name, name).replace('_', '-')}" in helped


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("shoes", "--type", "MAGIC"), "--type is 'MAGIC'. Give one of: NEURAL, CONCEPTUAL, KNOWLEDGE, HYBRID"),
        (("shoes", "--limit", "0"), "limit"),
        (("shoes", "--date-range", "yesterday"), "--date-range"),
        (("shoes", "--as-of", "2024-02-30"), "--as-of is '2024-02-30'. Give a day: 2024-01-31"),
        (("shoes", "--as-of", "20240131"), "--as-of is '20240131'."),
        (("shoes", "--as-of", "0001-01-01"), "asOfDate is 0001-01-01. Send a day of the years"),
        (("shoes", "--level", "BRANCH"), "--level is 'BRANCH'. Give one of: "),
        (("shoes", "--source", "myspace"), "--source is 'myspace'. Give one of: meta_business, "),
        (("  ",), "query is empty. Send words or a question of 1 to 1,000 characters."),
    ],
)
def test_what_cannot_be_asked_is_refused(folder: Path, words: tuple[str, ...], why: str) -> None:
    result = search(folder, *words)
    assert result.exit_code == 1
    assert why in result.stderr


def test_a_question_to_an_empty_folder_makes_nothing_and_says_where_the_demo_is(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    refused = search(empty, "shoes")
    assert (refused.exit_code, empty.exists()) == (1, False)
    assert f"The data folder {empty} holds no records. Name the folder with --data" in refused.stderr
    (empty / "demo").mkdir(parents=True)
    assert f"give --data {empty / 'demo'}" in search(empty, "shoes").stderr


def documents(folder: Path, org: str) -> int:
    with closing(SqliteCatalog(folder / SEARCH_FOLDER)) as catalog:
        assert catalog.without_vectors(OrgId(org), 1) == []
        return len(catalog.view(OrgId(org)).keys)


def test_reindex_makes_all_organizations_anew_or_one(folder: Path) -> None:
    assert (documents(folder, "acme"), documents(folder, "beta")) == (2, 1)
    assert said(command(folder, "reindex")).splitlines() == ["acme: 2 documents", "beta: 1 document"]
    assert said(command(folder, "reindex", "--org", "beta")).splitlines() == ["beta: 1 document"]
    assert (documents(folder, "acme"), documents(folder, "beta")) == (2, 1)


def test_reindex_brings_back_what_was_lost_and_mends_what_was_spoiled(folder: Path) -> None:
    before = documents(folder, "acme")
    with closing(SqliteCatalog(folder / SEARCH_FOLDER)) as catalog:
        catalog.erase(OrgId("acme"))
    (folder / SEARCH_FOLDER / "beta.sqlite").write_bytes(b"spoiled " * 4096)
    assert f"acme: {before} documents" in said(command(folder, "reindex"))
    assert documents(folder, "acme") == before
    assert "Beta Shoes" in said(search(folder, "shoes", org="beta"))


def test_reindex_without_records_says_so_and_a_name_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "There are no records to search." in said(command(tmp_path, "reindex"))
    refused = command(tmp_path, "reindex", "--org", "no such name!")
    assert (refused.exit_code, "no such name!" in refused.stderr) == (1, True)


def test_search_follows_a_renormalization_in_the_same_command(folder: Path) -> None:
    with closing(connect(folder / RECORDS_FILE)) as connection:  # as an older version might have read the name
        connection.execute("UPDATE org_1.records SET campaign_name = 'Old Boots' WHERE campaign_id = '1'")
    command(folder, "reindex")
    assert "1. Old Boots" in said(search(folder, "boots"))
    assert "Search follows" not in said(command(folder, "renormalize", "--no-dry-run"))
    with closing(SqliteCatalog(folder / SEARCH_FOLDER)) as catalog:
        view = catalog.view(OrgId("acme"))
        names = {document.campaign_name for document in view.documents(range(len(view.keys)))}
    assert names == {"Spring Shoes", "Winter Hats"}
