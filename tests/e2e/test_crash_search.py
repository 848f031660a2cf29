"""kill -9 amid ingests: after the restart, search has exactly the campaigns that the records have, each with its vector."""

import random
from pathlib import Path

import pytest

from adapters.indexes.sqlite_catalog import SqliteCatalog
from domain.search.entities import key_of
from domain.vocabulary import OrgId, Scope
from tests.e2e.server import Server, quick_key, serving, start
from tests.e2e.test_crash import Sent, run_and_kill

KILLS, MANY_KILLS = 4, 120
ORG = OrgId("alder-pine")
ASK = 'query { search(input: {query: "campaigns", limit: 1}) { totalFound notice } }'
PAGE = """
query($after: String) {
  records(first: 1000, after: $after) { nodes { dataSource accountId campaignId } pageInfo { hasNextPage endCursor } }
}
"""


def campaigns(server: Server, key: str) -> set[str]:
    """Keys of all campaigns that have records."""
    found: set[str] = set()
    after = None
    while True:
        page = server.say(key, PAGE, after=after)["records"]
        found |= {key_of((one["dataSource"].lower(), one["accountId"], one["campaignId"])) for one in page["nodes"]}
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


@pytest.mark.timeout(2_400)
@pytest.mark.parametrize("kills", [KILLS, pytest.param(MANY_KILLS, marks=pytest.mark.slow)])
def test_records_documents_and_vectors_agree_after_every_kill(tmp_path: Path, kills: int) -> None:
    data, sent, key = tmp_path / "data", Sent(), ""
    dice = random.Random(7)  # noqa: S311 - moments of kills need no cryptography
    for _kill in range(kills):
        server = start(data)
        try:
            key = key or quick_key(data, Scope.READ, Scope.WRITE)
            run_and_kill(server, key, sent, dice.uniform(0.3, 1.5))
        finally:
            server.kill()
    with serving(data) as server:
        stored = campaigns(server, key)
        assert len(stored) >= len(sent.acknowledged) > 0
        catalog = SqliteCatalog(data / "search")
        assert set(catalog.view(ORG).keys) == stored
        assert catalog.without_vectors(ORG, 1) == []
        catalog.close()
        assert server.say(key, ASK)["search"] == {"totalFound": len(stored), "notice": None}
