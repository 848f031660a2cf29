from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.control.settings import SqliteSettingsStore
from domain.ports import SettingsStore
from tests.contract.settings_store import SettingsStoreContract
from tests.fakes.settings import InMemorySettingsStore


class TestSqliteSettingsStore(SettingsStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SettingsStore]:
        store = SqliteSettingsStore(tmp_path / "control.sqlite")
        yield store
        store.close()


class TestInMemorySettingsStore(SettingsStoreContract):
    @pytest.fixture
    def store(self) -> SettingsStore:
        return InMemorySettingsStore()
