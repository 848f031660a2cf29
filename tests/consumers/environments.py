"""Environments of the tools that read causal exports, and code run in them: by the export's files alone."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.docs_pages import DOCS, ROOT, Block, blocks_of

TIMEOUT_S = 880
LAST = "said: "


@dataclass(frozen=True, slots=True)
class Consumer:
    """A tool in `.consumers/NAME`, installed there by `./run test --consumers NAME`."""

    name: str

    @property
    def page(self) -> Path:
        """Its how-to page."""
        return DOCS / "how-to" / f"use-with-{self.name.replace('_', '-')}.md"

    @property
    def blocks(self) -> list[Block]:
        """What the page says to type."""
        return blocks_of(self.page)

    @property
    def code(self) -> str:
        """The Python of the page."""
        return "\n".join(block.text for block in self.blocks if block.language == "python")

    def run(self, code: str, say: str, folder: Path) -> dict[str, Any]:
        """What `say`, a Python expression, is after the code has run in the folder; nothing of ours can be imported."""
        python = ROOT / ".consumers" / self.name / "bin" / "python"
        if not python.exists():
            pytest.fail(f"{self.name} is not installed: ./run test --consumers {self.name}", pytrace=False)
        script = f"{code}\nimport json\nprint({LAST!r} + json.dumps({say.strip()}))\n"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment |= {"MPLBACKEND": "agg", "PYTENSOR_FLAGS": f"base_compiledir={python.parents[1] / 'compiled'}"}
        done = subprocess.run(
            [python, "-I", "-c", script],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        assert done.returncode == 0, f"{self.name}:\n{done.stderr[-4000:]}"
        said: dict[str, Any] = json.loads(done.stdout.rpartition(LAST)[2])
        return said
