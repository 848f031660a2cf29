from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.control.audit import SqliteAuditLog
from domain.ports import AuditLog
from tests.contract.audit_log import AuditLogContract
from tests.fakes.audit import InMemoryAuditLog


class TestSqliteAuditLog(AuditLogContract):
    @pytest.fixture
    def log(self, tmp_path: Path) -> Iterator[AuditLog]:
        log = SqliteAuditLog(tmp_path / "control.sqlite")
        yield log
        log.close()


class TestInMemoryAuditLog(AuditLogContract):
    @pytest.fixture
    def log(self) -> AuditLog:
        return InMemoryAuditLog()
