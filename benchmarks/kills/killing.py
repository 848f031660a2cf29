"""Killing a process that ingests, again and again, at moments spread over all that it does."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from random import Random

from benchmarks.kills.checks import Checked
from benchmarks.kills.ledger import Batch, Ledger
from benchmarks.kills.life import BATCHES, Acknowledged, Fault, Message, live
from benchmarks.kills.phases import ACKNOWLEDGING, PHASES, STARTING, Watch

MOST_CAMPAIGNS = 600
"""A folder with more is given up for a fresh one, so that each check stays short."""
MOST_KILLS = 40
"""Kills of one folder."""
LONGEST_S = 30.0
LONGEST_AIM_S = 4.0
"""A phase of a few microseconds may never be seen: the kill then comes wherever the process is."""
LOOK_S = 0.0003
SHARE_OF_WAITING = 1.1
"""Up to so much of a phase's usual time is waited in it: some kills come right after it."""
SHORT_S = 0.008
"""A phase that takes less is over before a kill that waits in it."""


@dataclass(slots=True)
class Told:
    """What came of the kills; `stored` and `not_stored`: batches that nobody had acknowledged."""

    kills: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PHASES, 0))
    checks: int = 0
    acknowledged: int = 0
    stored: int = 0
    not_stored: int = 0
    folders: int = 0
    most_campaigns: int = 0
    most_documents: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Killer:
    """Kills one process after the other; each new one checks what the last one left."""

    folder: Path
    dice: Random
    told: Told = field(default_factory=Told)
    ledger: Ledger = field(default_factory=Ledger)
    kills_here: int = 0
    is_checked: bool = False
    has_broken: bool = False
    acknowledged_now: int = 0
    context: ForkServerContext = field(init=False)
    watch: Watch = field(init=False)

    def __post_init__(self) -> None:
        self.context = get_context("forkserver")
        self.context.set_forkserver_preload(["benchmarks.kills.life"])  # so that a life costs little before it opens
        self.watch = Watch.shared(self.context)

    @property
    def place(self) -> Path:
        """The data folder in use."""
        return self.folder / f"data{self.told.folders}"

    def kill_once(self) -> None:
        """One life, ended in a phase that is chosen by chance."""
        phase, after = self.dice.choice(PHASES), self.dice.randrange(BATCHES)
        share, deadline = self.dice.random() * SHARE_OF_WAITING, time.monotonic() + LONGEST_AIM_S

        def is_time() -> bool:
            if phase == ACKNOWLEDGING:  # seen from outside: as soon as the answer is there
                return self.acknowledged_now > after or time.monotonic() > deadline
            is_late_enough = self.acknowledged_now >= after or phase == STARTING
            return (self.watch.phase == phase and is_late_enough) or time.monotonic() > deadline

        self._live_until(is_time, 0 if phase == ACKNOWLEDGING else share)
        if not self.has_broken:
            self.told.kills[self.watch.phase] += 1
            self.kills_here += 1
        if self.has_broken or self.kills_here >= MOST_KILLS or self.ledger.campaigns > MOST_CAMPAIGNS:
            self.begin_anew()

    def begin_anew(self) -> None:
        """Check what the last kill left, and give up the folder; one with a fault is kept."""
        if not self.has_broken:
            self._live_until(lambda: self.is_checked, 0)
        if not self.has_broken:
            shutil.rmtree(self.place, ignore_errors=True)
        self.told.folders += 1
        self.ledger, self.kills_here, self.has_broken = Ledger(), 0, False

    def _live_until(self, is_time: Callable[[], bool], share: float) -> None:
        self.is_checked, self.acknowledged_now = False, 0
        self.watch.enter(STARTING)
        heard, teller = self.context.Pipe(duplex=False)
        arguments = (self.place, self.ledger, self.dice.getrandbits(32), self.watch, teller)
        process = self.context.Process(target=live, args=arguments, daemon=True)
        process.start()
        teller.close()
        self._wait(heard, process, is_time, share)
        process.kill()
        process.join(LONGEST_S)
        self._hear(heard)
        heard.close()
        if process.exitcode != -9 and not self.has_broken:
            self._fail(f"The process ended by itself with {process.exitcode}.")

    def _wait(self, heard: Connection, process: ForkServerProcess, is_time: Callable[[], bool], share: float) -> None:
        """Until it is time, and then a share of the phase that it is in."""
        deadline = time.monotonic() + LONGEST_S
        while process.is_alive() and not is_time() and time.monotonic() < deadline and not self.has_broken:
            if heard.poll(LOOK_S):
                self._hear(heard)
        typical_s = self.watch.typical_s[PHASES.index(self.watch.phase)]
        if typical_s > SHORT_S:
            time.sleep(share * typical_s)

    def _hear(self, heard: Connection) -> None:
        """Take in all that the process has said; a message that its death cut off was never said."""
        try:
            while heard.poll(0):
                self._take(heard.recv())
        except (EOFError, OSError):
            return

    def _take(self, message: Message) -> None:
        match message:
            case Batch():
                self.ledger.begin(message)
            case Acknowledged():
                self.ledger.settle(is_stored=True)
                self.told.acknowledged += 1
                self.acknowledged_now += 1
            case Checked():
                self._take_check(message)
            case Fault():
                self._fail(message.text)

    def _take_check(self, checked: Checked) -> None:
        if self.ledger.doubt is not None:
            self.told.stored += checked.is_stored
            self.told.not_stored += not checked.is_stored
        self.ledger.settle(is_stored=checked.is_stored)
        self.is_checked = True
        self.told.checks += 1
        self.told.most_campaigns = max(self.told.most_campaigns, checked.campaigns)
        self.told.most_documents = max(self.told.most_documents, checked.documents)

    def _fail(self, text: str) -> None:
        self.has_broken = True
        self.told.faults.append(f"{self.place}, after {self.kills_here} kills: {text}")


def kill_often(folder: Path, kills: int, seed: int = 7, tell: Callable[[Told], None] = lambda _told: None) -> Told:
    """Kill so many times, with data folders in `folder`; gives what came of it, `tell` hears of it after each kill."""
    killer = Killer(folder, Random(seed))
    for _ in range(kills):
        killer.kill_once()
        tell(killer.told)
    if killer.kills_here:
        killer.begin_anew()
    return killer.told
