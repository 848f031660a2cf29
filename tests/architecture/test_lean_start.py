"""The server starts fast: what only some requests need is imported when they come."""

import subprocess
import sys

from tests.architecture.repository import ROOT

HEAVY = ("ephem", "holidays", "httpx2", "openai", "pinecone", "scipy", "sklearn", "statsmodels")
LIST_HEAVY_MODULES = f"""
import sys
import graphql_api.app, graphql_api.bootstrap
print(*sorted(sys.modules.keys() & set({HEAVY!r})))
"""


def test_importing_the_app_loads_no_heavy_package() -> None:
    command = [sys.executable, "-c", LIST_HEAVY_MODULES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stdout.split(), "import these inside the function that needs them"
