"""Whether search survives kill -9: ./run bench search_kills [KILLS] [--seed N].

A process ingests batch after batch through the application's own services, from bytes to the answer, into real files: new
campaigns, new names for old ones, deletions, for two organizations. It is killed with SIGKILL in a phase chosen by chance,
starting and checking included, at a moment of that phase chosen by chance. The next process opens the same folder and checks,
before it goes on: every campaign that was acknowledged is there under its last name; a batch that was not is there whole or not
at all; documents are those that the records make, one for one; each has the vector of its text; each campaign's own word finds
its documents alone; and searches by word and by vector, as a client asks them, find a sample of them.

Faults are told with their data folder, which is kept. The exit code is 1 where there is any.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.kills.killing import Told, kill_often
from benchmarks.kills.phases import PHASES
from benchmarks.measure import machine, print_json, print_table

EVERY = 50


def main() -> None:
    """Kill, print, and say by the exit code whether anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", nargs="?", type=int, default=1_000, help="how many (1,000)")
    parser.add_argument("--seed", type=int, default=7, help="of chance (7)")
    said = parser.parse_args()
    folder, started = Path(tempfile.mkdtemp(prefix="search-kills-")), time.perf_counter()
    told = kill_often(folder, said.kills, said.seed, tell)
    report(told, time.perf_counter() - started)
    if told.faults:
        sys.exit(1)
    shutil.rmtree(folder)


def tell(told: Told) -> None:
    """Say now and then how far it is."""
    done = sum(told.kills.values())
    if done % EVERY == 0:
        print(
            f"{done} kills, {told.acknowledged} acknowledged, {len(told.faults)} faults.", file=sys.stderr, flush=True
        )


def report(told: Told, taken_s: float) -> None:
    """Kills by phase, and what was found."""
    kills = sum(told.kills.values())
    print_table(f"{kills:,} kills", ["Phase", "Kills"], [[phase, str(told.kills[phase])] for phase in PHASES])
    print(
        f"{told.checks:,} checks after a restart, {told.acknowledged:,} batches acknowledged; of those that were not, "
        f"{told.stored:,} were stored whole and {told.not_stored:,} not at all. {taken_s / max(kills, 1):.2f} s a kill."
    )
    for fault in told.faults:
        print(f"FAULT: {fault}")
    print(f"Faults: {len(told.faults)}.")
    print_json({"title": "search kills", **asdict(told), "taken_s": taken_s, **machine()})


if __name__ == "__main__":
    main()
