from collections.abc import Iterator, Mapping
from typing import ClassVar

import pytest

from adapters.vectors.pinecone_vectors import PineconeVectors
from domain.ports.search import VectorIndex
from tests.contract.vector_index import Gap, Settle, VectorIndexContract
from tests.fakes.pinecone_server import PineconeState, pinecone_server
from tests.fakes.vector_index import InMemoryVectorIndex


class TestInMemoryVectorIndex(VectorIndexContract):
    @pytest.fixture
    def index(self) -> VectorIndex:
        return InMemoryVectorIndex()


class TestPineconeVectors(VectorIndexContract):
    @pytest.fixture
    def server(self) -> Iterator[PineconeState]:
        with pinecone_server() as state:
            yield state

    @pytest.fixture
    def index(self, server: PineconeState) -> Iterator[VectorIndex]:
        index = PineconeVectors(server.api_key, host=server.url, dimensions=2)
        yield index
        index.close()


class TestPineconeVectorsThatLag(TestPineconeVectors):
    GAPS: ClassVar[Mapping[str, Gap]] = {
        "read_your_writes": ("never", "Pinecone is eventually consistent: a query may miss writes of some seconds.")
    }

    @pytest.fixture
    def server(self) -> Iterator[PineconeState]:
        with pinecone_server(lagging=True) as state:
            yield state

    @pytest.fixture
    def settle(self, server: PineconeState) -> Settle:
        return server.catch_up
