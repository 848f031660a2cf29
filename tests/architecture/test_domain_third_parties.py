"""The domain computes; of other people's packages it uses only those that compute too."""

import ast
import sys

from tests.architecture.repository import imported_modules, place, python_files, syntax_of

COMPUTING = {
    "dateutil",
    "ephem",
    "holidays",
    "msgspec",
    "numpy",
    "pandas",
    "pyarrow",
    "pycountry",
    "pydantic",
    "rapidfuzz",
    "ruptures",
    "scipy",
    "sklearn",
    "statsmodels",
    "threadpoolctl",
}
ALLOWED = sys.stdlib_module_names | COMPUTING | {"domain"}


def strangers(tree: ast.Module) -> list[tuple[int, str]]:
    """(line, module) of each import the domain may not make."""
    return [(line, module) for line, module in imported_modules(tree) if module.split(".")[0] not in ALLOWED]


def test_domain_uses_only_third_parties_that_compute() -> None:
    found = [
        f"{place(path, line)} imports {module}"
        for path in python_files("domain")
        for line, module in strangers(syntax_of(path))
    ]
    assert not found, f"domain may use the standard library and {sorted(COMPUTING)}; move these to adapters: {found}"


def test_an_import_within_a_function_is_seen() -> None:
    tree = ast.parse("import numpy as np\nfrom scipy.stats import norm\ndef fetch():\n    import httpx._client\n")
    assert strangers(tree) == [(4, "httpx._client")]


def test_the_domain_has_files() -> None:
    assert python_files("domain"), "no file found in domain/: this test looks at nothing"
