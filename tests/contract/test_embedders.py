import pytest

from adapters.embedders.hashing import HashingEmbedder
from domain.ports.embedder import Embedder
from tests.contract.embedder import EmbedderContract
from tests.fakes.embedder import LetterEmbedder


class TestHashingEmbedder(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return HashingEmbedder()


class TestLetterEmbedder(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return LetterEmbedder()
