import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from adapters.control.settings import SqliteSettingsStore
from domain.column_map import ColumnUse
from domain.errors import StoreUnavailableError
from domain.ports import SettingsStore
from domain.said_rules import SaidRules
from tests.contract.settings_store import ACME, META, SettingsStoreContract
from tests.fakes.settings import InMemorySettingsStore


class TestSqliteSettingsStore(SettingsStoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SettingsStore]:
        store = SqliteSettingsStore(tmp_path / "control.sqlite")
        yield store
        store.close()

    def test_spoiled_rules_are_said_with_what_to_do(self, tmp_path: Path, store: SettingsStore) -> None:
        store.set_conversion_rules(ACME, META, SaidRules(attribution="7D_CLICK"))
        with closing(sqlite3.connect(tmp_path / "control.sqlite")) as connection, connection:
            connection.execute("UPDATE conversion_rules SET rules = '{\"attribution\": 7}'")
        with pytest.raises(StoreUnavailableError, match=r"rules of meta_business .*\./run rules set --org acme"):
            store.conversion_rules(ACME, META)

    def test_a_spoiled_column_map_is_said_with_what_to_do(self, tmp_path: Path, store: SettingsStore) -> None:
        store.set_column_map(ACME, META, {"a": ColumnUse("spend")})
        with closing(sqlite3.connect(tmp_path / "control.sqlite")) as connection, connection:
            connection.execute('UPDATE column_maps SET column_map = \'{"a": {"column": "no such"}}\'')
        with pytest.raises(StoreUnavailableError, match=r"column map of meta_business .*setColumnMap"):
            store.column_map(ACME, META)


class TestInMemorySettingsStore(SettingsStoreContract):
    @pytest.fixture
    def store(self) -> SettingsStore:
        return InMemorySettingsStore()
