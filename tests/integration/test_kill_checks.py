"""The checks after a kill see what they are for: each test spoils one thing that a crash could have spoiled."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from benchmarks.kills.batches import write
from benchmarks.kills.checks import Checked, FaultError, check
from benchmarks.kills.killing import kill_often
from benchmarks.kills.ledger import Batch, Ledger
from domain.search.documents import EntityDocument
from domain.vocabulary import OrgId
from graphql_api.bootstrap import open_services
from graphql_api.context import Services
from graphql_api.settings import Settings

ORG = OrgId("alder")
FIRST = Batch("alder", {"100000000000001": "Teapots Anvils bcdfghjkl", "100000000000002": "Saddles Kettles zwvtsrpnm"})
RENAMED = Batch("alder", {"100000000000001": "Teapots Anvils kkkbbbddd", "100000000000002": None})
Spoil = Callable[[Services], None]


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Services]:
    """An application that acknowledged the first batch."""
    services = open_services(Settings(data=tmp_path))
    assert write(services, FIRST, lambda _stage: None) is None
    yield services
    services.close()


def acknowledged() -> Ledger:
    ledger = Ledger()
    ledger.begin(FIRST)
    ledger.settle(is_stored=True)
    return ledger


def checked(services: Services, ledger: Ledger) -> Checked:
    return check(services, ledger, Random(1))  # noqa: S311 - which campaigns to ask for


def documents(services: Services) -> list[EntityDocument]:
    view = services.search.catalog.view(ORG)
    return view.documents(range(len(view.keys)))


def test_what_was_acknowledged_and_is_there_passes(stored: Services) -> None:
    seen = checked(stored, acknowledged())
    assert (seen.is_stored, seen.campaigns, seen.documents) == (False, 2, 8)  # with an ad group and two ads each


@pytest.mark.parametrize("is_stored", [True, False])
def test_a_batch_in_doubt_is_there_or_is_not(stored: Services, *, is_stored: bool) -> None:
    ledger = acknowledged()
    ledger.begin(RENAMED)
    if is_stored:
        for half in RENAMED.names:
            write(stored, Batch("alder", {half: RENAMED.names[half]}), lambda _stage: None)
    assert checked(stored, ledger).is_stored == is_stored


def test_half_a_batch_is_a_fault(stored: Services) -> None:
    ledger = acknowledged()
    ledger.begin(RENAMED)
    write(stored, Batch("alder", {"100000000000001": RENAMED.names["100000000000001"]}), lambda _stage: None)
    with pytest.raises(FaultError, match="1 are missing or named otherwise"):
        checked(stored, ledger)


def test_a_lost_batch_is_a_fault(stored: Services) -> None:
    ledger = acknowledged()
    ledger.begin(RENAMED)
    ledger.settle(is_stored=True)
    with pytest.raises(FaultError, match="of 1 acknowledged campaigns 1 are missing"):
        checked(stored, ledger)


def lose_a_document(services: Services) -> None:
    services.search.catalog.write(ORG, [], None, [documents(services)[0].key])


def lose_a_vector(services: Services) -> None:
    [*told] = documents(services)
    stamp = services.search.catch_up.stamp
    services.search.catalog.replace_all(ORG, stamp, told, None)


def swap_vectors(services: Services) -> None:
    kept, vectors, _ = services.search.catalog.unsent(ORG, 100)
    services.search.catalog.replace_all(ORG, services.search.catch_up.stamp, kept, vectors[::-1].copy())


def leave_a_campaign_noted(services: Services) -> None:
    services.search.catch_up.source.touch_all(ORG)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lose_a_document, "7 documents, where the records make 8"),
        (lose_a_vector, "0 of 8 documents have a vector"),
        (swap_vectors, "a vector is not that of its document's text"),
        (leave_a_campaign_noted, "still noted"),
    ],
)
def test_parts_that_disagree_are_a_fault(stored: Services, spoil: Spoil, said: str) -> None:
    spoil(stored)
    with pytest.raises(FaultError, match=said):
        checked(stored, acknowledged())


def test_a_few_kills_lose_nothing(tmp_path: Path) -> None:
    told = kill_often(tmp_path, 6)
    assert told.faults == []
    assert sum(told.kills.values()) == 6
    assert told.checks > 0


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_a_thousand_kills_in_every_phase_lose_nothing(tmp_path: Path) -> None:
    told = kill_often(tmp_path, 1_000)
    assert told.faults == []
    assert min(told.kills.values()) > 0, told.kills
    assert told.acknowledged > 1_000
