"""The real application on a DuckDB file of the test's own, spoken to without a socket."""

from collections.abc import Iterator

import pytest

from domain.vocabulary import Scope
from graphql_api.bootstrap import open_services
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.integration.api import Api


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    opened = open_services(Settings(data=tmp_path_factory.mktemp("data")))
    yield opened
    opened.close()


@pytest.fixture
def api(services: Services, request: pytest.FixtureRequest) -> Api:
    """An organization of the test's own, with a key that reads and writes."""
    return Api.on(services, f"org-{abs(hash(request.node.nodeid)) % 10**12}", Scope.READ, Scope.WRITE)
