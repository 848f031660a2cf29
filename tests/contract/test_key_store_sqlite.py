from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.control.sqlite import SqliteKeyStore
from domain.ports import KeyStore
from tests.contract.key_store import KeyStoreContract


class TestSqliteKeyStore(KeyStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[KeyStore]:
        store = SqliteKeyStore(tmp_path / "control.sqlite")
        yield store
        store.close()
