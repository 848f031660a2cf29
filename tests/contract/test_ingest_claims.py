from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.control.claims import SqliteIngestClaims
from domain.ports import IngestClaims
from tests.contract.ingest_claims import IngestClaimsContract
from tests.fakes.claims import InMemoryIngestClaims


class TestSqliteIngestClaims(IngestClaimsContract):
    @pytest.fixture
    def claims(self, tmp_path: Path) -> Iterator[IngestClaims]:
        claims = SqliteIngestClaims(tmp_path / "control.sqlite", most_claims=3)
        yield claims
        claims.close()


class TestInMemoryIngestClaims(IngestClaimsContract):
    @pytest.fixture
    def claims(self) -> IngestClaims:
        return InMemoryIngestClaims(most_claims=3)
