"""The life of the process that is killed: open, check what the last one left, write and acknowledge, close, again."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from benchmarks.kills.batches import next_batch, write
from benchmarks.kills.checks import Checked, FaultError, check
from benchmarks.kills.ledger import Batch, Ledger
from benchmarks.kills.phases import ACKNOWLEDGING, CHECKING, CLOSING, FOLLOWING, NORMALIZING, OPENING, Watch
from graphql_api.bootstrap import open_services
from graphql_api.context import Services
from graphql_api.settings import Settings

BATCHES = 3
"""Between two openings."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The batch that was begun is stored and searchable."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong."""

    text: str


Message = Batch | Acknowledged | Checked | Fault


def live(folder: Path, ledger: Ledger, seed: int, watch: Watch, teller: Connection) -> None:
    """Write until somebody kills this process; tells of each batch before it is handed in, and when it is stored."""
    watch.follow_steps()
    dice = Random(seed)
    try:
        while True:
            with watch.during(OPENING):
                services = open_services(Settings(data=folder))
            with watch.during(CHECKING):
                checked = check(services, ledger, dice)
                ledger.settle(is_stored=checked.is_stored)
                teller.send(checked)
            for _ in range(BATCHES):
                _write(services, ledger, dice, watch, teller)
            with watch.during(CLOSING):
                services.close()
    except FaultError as fault:
        teller.send(Fault(str(fault)))
    except Exception:  # noqa: BLE001 - whatever breaks after a kill is what is looked for
        teller.send(Fault(traceback.format_exc()))


def _write(services: Services, ledger: Ledger, dice: Random, watch: Watch, teller: Connection) -> None:
    batch = next_batch(ledger, dice)
    ledger.begin(batch)
    teller.send(batch)

    def tell(stage: str) -> None:
        watch.enter(FOLLOWING if stage == "Making it searchable" else NORMALIZING)

    with watch.during(NORMALIZING):
        notice = write(services, batch, tell)
    if notice is not None:
        raise FaultError(f"{batch.organization}: stored, and not searchable: {notice}")
    with watch.during(ACKNOWLEDGING):
        ledger.settle(is_stored=True)
        teller.send(Acknowledged())
