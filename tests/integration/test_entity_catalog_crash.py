"""kill -9 amid writes: what was acknowledged is there, each write whole or not at all, and text and vectors agree."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from adapters.indexes.sqlite_catalog import SqliteCatalog
from domain.ports.search import IndexStamp
from domain.vocabulary import OrgId
from tests.architecture.repository import ROOT
from tests.entities import entity

ACME = OrgId("acme")
STAMP = IndexStamp("hashing", 4, 1)
SIZE = 60
WRITER = """
import sys
from pathlib import Path
from tests.integration.test_entity_catalog_crash import write_on
write_on(Path(sys.argv[1]), int(sys.argv[2]))
"""


def vector_of(number: int, place: int) -> list[float]:
    row = np.array([number + 1, place + 1, 1, number % 7], np.float64)
    return [float(part) for part in row / np.linalg.norm(row)]


def write_on(folder: Path, number: int) -> None:
    """Write after write, each renaming all documents and trading one for another; every seventh makes all anew."""
    catalog = SqliteCatalog(folder)
    catalog.view(ACME)
    while True:
        number += 1
        told = [entity(f"k{place}", f"round{number} item{place}") for place in range(SIZE)]
        told.append(entity(f"only{number}", f"round{number} only"))
        vectors = np.array([vector_of(number, place) for place in range(SIZE + 1)], np.float32)
        if number % 7 == 0:
            catalog.replace_all(ACME, STAMP, told, vectors)
        else:
            catalog.write(ACME, told, vectors, [entity(f"only{number - 1}").key], stamp=STAMP)
        print(number, flush=True)  # noqa: T201 - the acknowledgement


def run_and_kill(folder: Path, number: int, after_s: float) -> int:
    """Number of the last write that was acknowledged."""
    command = [sys.executable, "-P", "-c", WRITER, str(folder), str(number)]
    with subprocess.Popen(
        command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(after_s)
        writer.send_signal(signal.SIGKILL)
        lines = [first, *writer.stdout.read().split("\n")[:-1]]
        writer.wait(timeout=30)
    return int(lines[-1])


def round_found(folder: Path) -> int:
    """The round that all documents are of, by their names, their words and their vectors."""
    catalog = SqliteCatalog(folder)
    view = catalog.view(ACME)
    found = view.documents(range(len(view.keys)))
    [number] = {int(str(document.name).split()[0].removeprefix("round")) for document in found}
    assert {document.key for document in found} == {f"k{place}" for place in range(SIZE)} | {f"only{number}"}
    assert view.containing(f"round{number}").all()
    assert view.vocabulary.words[f"round{number}"] == len(found)
    for place in (0, 1, SIZE - 1):
        [position] = view.positions([entity(f"k{place}").key])
        assert view.similar_to(np.array(vector_of(number, place), np.float32))[position] == pytest.approx(1, abs=1e-6)
    assert catalog.without_vectors(ACME, 10) == []
    catalog.close()
    return number


def survive(folder: Path, kills: int) -> None:
    chance = random.Random(7)  # noqa: S311 - when to kill
    number = 0
    for _ in range(kills):
        acknowledged = run_and_kill(folder, number, chance.uniform(0, 0.15))
        number = round_found(folder)
        assert acknowledged <= number <= acknowledged + 1


def test_a_kill_amid_writes_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    survive(tmp_path / "search", kills=12)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_many_kills_amid_writes_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    survive(tmp_path / "search", kills=300)
