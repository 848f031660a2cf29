"""Reference pages: written from the code, complete, and refused where something has no description."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import Field

from domain import errors
from domain.issues import ISSUE_CODES
from domain.metrics import METRIC_NAMES
from domain.records import COLUMNS
from domain.sources.registry import SOURCES
from domain.summation.needs import REASON_MEANINGS, Reason
from graphql_api.commands import docs
from graphql_api.reference import PAGES, reference_pages
from graphql_api.reference.errors import REQUEST_ERRORS, SEEN, error_tree
from graphql_api.reference.settings import default_of, type_of, variables_of
from graphql_api.reference.tables import MissingMeaningError, meaning_of, table
from graphql_api.settings import Settings
from graphql_api.settings_table import setting_rows
from tests.architecture.repository import ROOT, python_files, syntax_of

HTTP_FILES = [ROOT / "graphql_api" / name for name in ("endpoint.py", "request_body.py", "outcomes.py")]


def named_codes(path: Path) -> Iterator[str]:
    """Texts in capitals in a file: the codes that it refuses with."""
    for node in ast.walk(syntax_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > 3:
            text = node.value
            if text.isupper() and text.replace("_", "").isalpha():
                yield text


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("metrics.md", [name.upper() for name in METRIC_NAMES]),
        ("columns.md", [column.name for column in COLUMNS]),
        ("sources.md", [spec.name.upper() for spec in SOURCES.values()]),
        ("settings.md", [name for row in setting_rows(Settings) for name in row.variables]),
        ("settings.md", ["MEMORY_SERVICE_PORT", "LLM_API_KEY", "OPENAI_API_KEY", "PINECONE_API_KEY"]),
        ("issues.md", list(ISSUE_CODES)),
        ("errors.md", [reason.name for reason in REASON_MEANINGS]),
        ("errors.md", [kind.code for kind in error_tree()]),
    ],
)
def test_a_page_has_a_line_for_each(page: str, names: list[str]) -> None:
    lines = reference_pages()[page].splitlines()
    cells = {cell.strip() for line in lines if line.startswith("|") for cell in line.split("|")[1].split(",")}
    facts = {cell.strip() for line in lines if line.startswith("|") for cell in line.split("|")[2].split(",")}
    assert [name for name in names if f"`{name}`" not in cells | facts] == []


def test_every_code_of_the_http_layer_is_listed() -> None:
    listed = {error.code for error in REQUEST_ERRORS} | {kind.code for kind in error_tree()}
    named = {code for path in HTTP_FILES for code in named_codes(path)} - {"POST", "HTML"}
    assert {"BUSY", "BAD_REQUEST", "GRAPHQL_PARSE_FAILED"} <= named
    assert named <= listed
    assert {error.code for error in REQUEST_ERRORS} <= named


def test_every_reason_but_the_two_that_nobody_sees_has_a_meaning() -> None:
    assert set(Reason) - set(REASON_MEANINGS) == {Reason.COUNTED, Reason.UNDECIDED}


def test_errors_of_ours_all_stand_in_one_tree() -> None:
    ours = {kind.__name__ for kind in error_tree()}
    found = [
        f"{path.name}: {node.name}"
        for path in python_files("domain", "adapters", "graphql_api")
        for node in ast.walk(syntax_of(path))
        if isinstance(node, ast.ClassDef)
        and path != ROOT / "domain" / "errors.py"
        and any(isinstance(base, ast.Name) and base.id in ours for base in node.bases)
    ]
    assert found == [], "move these to domain/errors.py, from which docs/reference/errors.md is written"
    assert set(SEEN) == set(error_tree())
    assert len({kind.code for kind in error_tree()}) == len(SEEN)


def test_an_error_without_words_of_its_own_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(errors.ForbiddenError, "remedy")
    with pytest.raises(
        MissingMeaningError, match=r"Error ForbiddenError has no description.*`remedy` of domain/errors"
    ):
        reference_pages()


@pytest.mark.parametrize("what", ["meaning", "remedy"])
def test_an_issue_code_without_words_is_refused(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setitem(ISSUE_CODES, "EMPTY_BATCH", replace(ISSUE_CODES["EMPTY_BATCH"], **{what: ""}))  # type: ignore[arg-type]
    with pytest.raises(MissingMeaningError, match="Issue EMPTY_BATCH has no description"):
        PAGES["issues.md"]()


def test_every_issue_code_is_noted_somewhere() -> None:
    named = {code for path in python_files("domain") if path.name != "issues.py" for code in named_codes(path)}
    assert set(ISSUE_CODES) - named == set()


def test_the_table_of_issues_says_what_strictness_does() -> None:
    lines = [line for line in PAGES["issues.md"]().splitlines() if line.startswith("| `")]
    assert len(lines) == len(ISSUE_CODES)
    strict = {line.split("`")[1] for line in lines if line.split("|")[3].strip() == "rejected"}
    assert strict == {"AMBIGUOUS_NUMBER", "MULTI_DAY_ROW", "CURRENCY_UNKNOWN"}


def test_a_setting_without_description_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Settings.model_fields, "port", Field(1))
    with pytest.raises(MissingMeaningError, match="Setting port has no description"):
        PAGES["settings.md"]()


@pytest.mark.parametrize("text", ["", None])
def test_nothing_is_no_description(text: str | None) -> None:
    with pytest.raises(MissingMeaningError, match=r"^Column x has no description. Write one in domain/records.py.$"):
        meaning_of(text, "Column x", "domain/records.py")


@pytest.mark.parametrize(
    ("name", "variables", "kind", "default"),
    [
        ("env", ["MARKETING_MEMORY_ENV"], "`development` or `production`", "`development`"),
        ("port", ["MARKETING_MEMORY_PORT", "MEMORY_SERVICE_PORT"], "whole number from 0 to 65535", "`8003`"),
        ("ide", ["MARKETING_MEMORY_IDE"], "true or false", "not set"),
        ("query_timeout_s", ["MARKETING_MEMORY_QUERY_TIMEOUT_S"], "number above 0 to 600", "`10.0`"),
        ("data", ["MARKETING_MEMORY_DATA"], "path", "`data`"),
        ("llm_api_key", ["LLM_API_KEY", "OPENAI_API_KEY"], "secret text", "not set"),
    ],
)
def test_a_setting_says_variable_type_and_default(name: str, variables: list[str], kind: str, default: str) -> None:
    field = Settings.model_fields[name]
    assert (variables_of(name, field), type_of(field), default_of(field.default)) == (variables, kind, default)


def test_no_cell_breaks_its_table() -> None:
    text = table(("a", "b"), [("one\ntwo", "x|y"), ("", " ")])
    assert text.splitlines() == ["| a | b |", "|---|---|", "| one two | x\\|y |", "| - | - |"]


# --- the command ---


def test_the_pages_in_the_repository_are_those_of_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    docs.run(check=True, write=False)
    assert capsys.readouterr().out == ""


def test_written_pages_pass_the_check_and_a_page_of_the_past_goes(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("# Old\n")
    docs.run(check=False, write=True, folder=tmp_path)
    docs.run(check=True, write=False, folder=tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == set(PAGES)


@pytest.mark.parametrize("spoil", ["edited", "missing", "unknown"])
def test_a_page_that_differs_fails_the_check_and_shows_the_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: str
) -> None:
    docs.run(check=False, write=True, folder=tmp_path)
    page = tmp_path / ("other.md" if spoil == "unknown" else "metrics.md")
    page.unlink() if spoil == "missing" else page.write_text("# Mine\n")
    with pytest.raises(SystemExit, match="1"):
        docs.run(check=True, write=False, folder=tmp_path)
    said = capsys.readouterr()
    assert page.name in said.out
    assert "./run docs --write" in said.err


def test_without_an_option_every_page_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    docs.run(check=False, write=False)
    printed = capsys.readouterr().out
    assert [
        title
        for title in ("# Metrics", "# Columns", "# Data sources", "# Settings", "# Issues", "# Errors")
        if title not in printed
    ] == []
