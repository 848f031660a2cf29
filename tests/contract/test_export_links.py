"""Export links in `control.sqlite` and in memory keep the same contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.control.export_links import SqliteExportLinks
from domain.ports import ExportLinkStore
from tests.contract.export_links import ExportLinkContract
from tests.fakes.export_links import MemoryExportLinks


class TestMemoryExportLinks(ExportLinkContract):
    @pytest.fixture
    def links(self) -> ExportLinkStore:
        return MemoryExportLinks(most_links=3)


class TestSqliteExportLinks(ExportLinkContract):
    @pytest.fixture
    def links(self, tmp_path: Path) -> Iterator[ExportLinkStore]:
        opened = SqliteExportLinks(tmp_path / "control.sqlite", most_links=3)
        yield opened
        opened.close()

    def test_two_processes_sign_by_the_same_key(self, tmp_path: Path) -> None:
        first, second = (SqliteExportLinks(tmp_path / "control.sqlite") for _ in range(2))
        try:
            assert first.signing_key() == second.signing_key()
        finally:
            first.close()
            second.close()

    def test_two_folders_sign_by_keys_of_their_own(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
        first, second = (SqliteExportLinks(tmp_path / name / "control.sqlite") for name in ("a", "b"))
        try:
            assert first.signing_key() != second.signing_key()
        finally:
            first.close()
            second.close()
