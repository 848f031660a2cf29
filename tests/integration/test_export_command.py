"""./run export: the file that is asked for, and clear words where it cannot be."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from domain.use_cases.submission import Submission
from domain.vocabulary import DataSource, OrgId
from graphql_api.bootstrap import open_services
from graphql_api.cli import app
from graphql_api.settings import Settings
from tests.architecture.repository import ROOT
from tests.builders import meta_row

ACME = OrgId("acme")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two weeks of Meta."""
    data = tmp_path_factory.mktemp("data")
    services = open_services(Settings(data=data))
    days = [f"2024-01-{day:02}" for day in range(1, 15)]
    rows = [meta_row(date_start=day, date_stop=day, spend="10.10") for day in days]
    services.ingest(ACME, Submission(DataSource("meta_business"), rows))
    services.close()
    return data


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["export", *words])
    return done.exit_code, " ".join(done.output.split())


def test_a_file_of_each_ending_is_written(folder: Path, tmp_path: Path) -> None:
    for ending in ("csv", "json", "jsonl", "parquet", "arrow", "zip"):
        file = tmp_path / f"panel.{ending}"
        code, said = run(str(file), "--org", "acme", "--data", str(folder), "--target", "clicks")
        assert code == 0, said
        assert "2 rows" in said
        assert file.stat().st_size > 100
    assert pd.read_csv(tmp_path / "panel.csv")["meta_business_spend"].tolist() == [70.7, 70.7]
    archive = zipfile.ZipFile(io.BytesIO((tmp_path / "panel.zip").read_bytes()))
    assert archive.read("panel.csv") == (tmp_path / "panel.csv").read_bytes()


def test_options_say_what_the_api_says(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "panel.json"
    words = ("--granularity", "day", "--source", "meta_business", "--date-range", "2024-01-03..2024-01-05")
    more = ("--controls", '{"promo": {"2024-01-03": 1, "2024-01-04": 0, "2024-01-05": 0}}', "--currency", "USD")
    assert run(str(file), "--org", "acme", "--data", str(folder), "--target", "clicks", *words, *more)[0] == 0
    panel = json.loads(file.read_text(encoding="utf-8"))["panel"]
    assert panel["date"] == ["2024-01-03", "2024-01-04", "2024-01-05"]
    assert panel["promo"] == [1, 0, 0]


@pytest.mark.parametrize(
    ("file", "words", "said"),
    [
        ("panel.xlsx", (), ".parquet"),
        ("panel.csv", ("--source", "tv"), "google_ads"),
        ("panel.csv", ("--granularity", "month"), "DAY, WEEK"),
        ("panel.csv", ("--granularity", "hour"), "DAY or WEEK"),
        ("panel.csv", ("--controls", "[1]"), "--controls is no JSON object"),
        ("panel.csv", ("--currency", "dollars"), "USD"),
        ("panel.csv", ("--strict",), "KPI_MISSING"),
        ("no/such/folder/panel.csv", (), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, tmp_path: Path, file: str, words: tuple[str, ...], said: str
) -> None:
    code, output = run(str(tmp_path / file), "--org", "acme", "--data", str(folder), *words)
    assert code == 1
    assert said in output
    assert not (tmp_path / file).exists()


def test_a_folder_that_a_server_holds_is_named_with_the_other_way(folder: Path, tmp_path: Path) -> None:
    services = open_services(Settings(data=folder))
    words = (str(tmp_path / "panel.csv"), "--org", "acme", "--data", str(folder))
    command = [sys.executable, "-P", "-m", "graphql_api", "export", *words]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
    finally:
        services.close()
    assert done.returncode == 1
    assert "downloadUrl" in done.stderr
