"""Timing stages and saying on what they ran."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Mapping, Sequence
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


def on_processor(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and the processor's seconds that it took, on all cores together."""
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


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
    lines = [[name, f"{seconds:.3f}", f"{rows / seconds:,.0f}"] for name, seconds in stages.items()]
    print_table(f"{title}: {rows:,} rows", ["Stage", "Seconds", "Rows/s"], lines)
    for name, value in notes.items():
        Console().print(f"{name}: {value:.3f}")
    print_json({"title": title, "rows": rows, "stages": stages, "ratios": notes, **machine()})


def print_table(title: str, header: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """A table whose first column is text and whose others are figures."""
    table = Table(title=title, title_justify="left")
    for place, name in enumerate(header):
        table.add_column(name, justify="right" if place else "left")
    for line in lines:
        table.add_row(*line)
    console = Console()
    (console if console.is_terminal else Console(width=160)).print(table)


def print_json(figures: Mapping[str, object]) -> None:
    """Everything that was measured, on one line."""
    print(json.dumps(figures))
