"""Timing stages and saying on what they ran."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import TypeVar

from rich.console import Console
from rich.table import Table

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and its seconds."""
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def machine() -> dict[str, object]:
    """Versions and load under which figures were measured."""
    packages = {name: version(name) for name in ("duckdb", "pandas", "pyarrow", "msgspec", "orjson")}
    return {
        "python": sys.version.split()[0],
        "cpus": os.cpu_count(),
        "machine": platform.machine(),
        "load": os.getloadavg()[0],
        **packages,
    }


def show(title: str, rows: int, stages: dict[str, float], notes: dict[str, float]) -> None:
    """A table of stages with rows per second, then the same as one line of JSON."""
    table = Table(title=f"{title}: {rows:,} rows", title_justify="left")
    table.add_column("Stage")
    table.add_column("Seconds", justify="right")
    table.add_column("Rows/s", justify="right")
    for name, seconds in stages.items():
        table.add_row(name, f"{seconds:.3f}", f"{rows / seconds:,.0f}")
    console = Console()
    console.print(table)
    for name, value in notes.items():
        console.print(f"{name}: {value:.3f}")
    print(json.dumps({"title": title, "rows": rows, "stages": stages, "ratios": notes, **machine()}))
