"""Examples in docstrings run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from collections.abc import Iterator

import adapters
import domain
import graphql_api


def _modules() -> Iterator[str]:
    for package in (adapters, domain, graphql_api):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield found.name


def test_every_example_in_a_docstring_gives_what_it_says() -> None:
    results = [doctest.testmod(importlib.import_module(name)) for name in _modules()]
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) >= 15
