from collections.abc import Iterator

import pytest

from adapters.embedders.hashing import HashingEmbedder
from adapters.embedders.openai import OpenAIEmbedder
from domain.ports.embedder import Embedder
from tests.contract.embedder import EmbedderContract
from tests.fakes.embedder import LetterEmbedder
from tests.fakes.openai_server import KEY, serving_look_alike


class TestHashingEmbedder(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return HashingEmbedder()


class TestOpenAIEmbedder(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Iterator[Embedder]:
        with serving_look_alike() as service:
            embedder = OpenAIEmbedder(KEY, base_url=service.url)
            yield embedder
            embedder.close()


class TestOpenAIEmbedderWithoutMemory(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Iterator[Embedder]:
        with serving_look_alike() as service:
            embedder = OpenAIEmbedder(KEY, base_url=service.url, kept_bytes=0)
            yield embedder
            embedder.close()


class TestLetterEmbedder(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return LetterEmbedder()
