import pytest

from domain.ports import KeyStore
from tests.contract.key_store import KeyStoreContract
from tests.fakes.keys import InMemoryKeyStore


class TestInMemoryKeyStore(KeyStoreContract):
    @pytest.fixture
    def store(self) -> KeyStore:
        return InMemoryKeyStore()
