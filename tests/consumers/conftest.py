"""Exports of generated organizations, by the ways that people have: `./run export`, and the files behind `downloadUrl`."""

from __future__ import annotations

import io
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.causal.files import ExportFormat, export_file
from domain.causal.request import CausalRequest
from domain.vocabulary import Granularity, OrgId
from graphql_api.bootstrap import open_services
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.consumers.environments import Consumer
from tests.consumers.worlds import PEOPLE, World, by_week, ingest_world, make_world
from tests.docs_pages import commands_of

Followed = Callable[[Consumer], Path]
Exported = Callable[[OrgId, Granularity], Path]
COUNTRIES = ("us", "ca", "gb")
NATIONAL, BY_COUNTRY = OrgId("national"), OrgId("by-country")


@pytest.fixture(scope="session")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """A folder with the file that a page's commands of ours leave: the same commands are run once."""
    done: dict[tuple[str, ...], Path] = {}

    def follow(consumer: Consumer) -> Path:
        lines = [
            command.line for block in consumer.blocks if block.language == "console" for command in commands_of(block)
        ]
        ours = tuple(line for line in lines if line.startswith("./run "))
        if ours not in done:
            done[ours] = _run_all(ours, tmp_path_factory.mktemp("page"))
        return done[ours]

    return follow


def _run_all(lines: tuple[str, ...], folder: Path) -> Path:
    """Only the exported file stays: the consumer has nothing else to read."""
    work = folder / "work"
    work.mkdir()
    for line in lines:
        words = [sys.executable, "-P", "-m", "graphql_api", *shlex.split(line)[1:]]
        done = subprocess.run(words, cwd=work, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    shutil.move(work / "panel.json", folder / "panel.json")
    shutil.rmtree(work)
    return folder


@pytest.fixture(scope="session")
def worlds() -> dict[OrgId, World]:
    """One series, and one per country."""
    return {NATIONAL: make_world(1), BY_COUNTRY: make_world(2, COUNTRIES)}


@pytest.fixture(scope="session")
def filled(worlds: dict[OrgId, World], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The application with the raw rows of both worlds."""
    services = open_services(Settings(data=tmp_path_factory.mktemp("worlds")))
    for org, world in worlds.items():
        ingest_world(services, org, world.rows)
    yield services
    services.close()


@pytest.fixture(scope="session")
def exported(filled: Services, worlds: dict[OrgId, World], tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """A folder with `panel.json`, and nothing else, of a world by day or by week."""

    def export(org: OrgId, granularity: Granularity) -> Path:
        report = filled.causal_export(org, request_for(worlds[org], granularity))
        folder = tmp_path_factory.mktemp("export")
        (folder / "panel.json").write_bytes(export_file(report, ExportFormat.JSON))
        return folder

    return export


@pytest.fixture(scope="session")
def exported_bundle(filled: Services, worlds: dict[OrgId, World], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the bundle of a national panel by week."""
    report = filled.causal_export(NATIONAL, request_for(worlds[NATIONAL], Granularity.WEEK))
    folder = tmp_path_factory.mktemp("bundle")
    zipfile.ZipFile(io.BytesIO(export_file(report, ExportFormat.BUNDLE))).extractall(folder)
    return folder


def request_for(world: World, granularity: Granularity) -> CausalRequest:
    """What a modeller asks for who knows of the promotions, and of the people of each country."""
    is_day = granularity is Granularity.DAY
    is_national = len(world.countries) == 1
    return CausalRequest(
        granularity=granularity,
        geo="NATIONAL" if is_national else "GEO",
        population={} if is_national else dict(PEOPLE),
        controls={"promo": dict(world.promo if is_day else by_week(world.promo))},
    )
