from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.indexes.sqlite_catalog import SqliteCatalog
from domain.ports.search import EntityCatalog
from tests.contract.entity_catalog import EntityCatalogContract
from tests.fakes.entity_catalog import InMemoryCatalog


class TestSqliteCatalog(EntityCatalogContract):
    @pytest.fixture
    def catalog(self, tmp_path: Path) -> Iterator[EntityCatalog]:
        catalog = SqliteCatalog(tmp_path / "search")
        yield catalog
        catalog.close()


class TestSqliteCatalogWithoutMemory(EntityCatalogContract):
    """Nothing is kept in memory: each view is made from the file."""

    @pytest.fixture
    def catalog(self, tmp_path: Path) -> Iterator[EntityCatalog]:
        catalog = SqliteCatalog(tmp_path / "search", cache_bytes=0)
        yield catalog
        catalog.close()


class TestInMemoryCatalog(EntityCatalogContract):
    @pytest.fixture
    def catalog(self) -> EntityCatalog:
        return InMemoryCatalog()
