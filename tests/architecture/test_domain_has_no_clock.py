"""The domain is told what day it is, which id to use and what the file says.

import-linter forbids whole modules (pyproject.toml, "pure-domain"); here are the calls in modules that the domain needs for other things.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.repository import place, python_files, syntax_of

CLOCKS = {"now", "utcnow", "today"}
DICE = {"uuid1", "uuid4"}
BUILTINS = {"open", "input", "print", "breakpoint", "exec", "eval", "__import__"}


def impure_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, name) of calls that ask the clock, throw dice or touch the world."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in BUILTINS | DICE:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(value=ast.Name("clock") | ast.Attribute(attr="clock"))):
                pass  # the Clock port, handed in
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS | DICE:
                yield node.lineno, name


def test_domain_asks_no_clock_and_opens_no_file() -> None:
    found = [
        f"{place(path, line)} calls {name}()"
        for path in python_files("domain")
        for line, name in impure_calls(syntax_of(path))
    ]
    assert not found, f"give the domain what these ask for, as an argument or a port: {found}"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("datetime.now(UTC)", "now"),
        ("pd.Timestamp.today()", "today"),
        ("uuid4()", "uuid4"),
        ("open('rows.csv')", "open"),
    ],
)
def test_an_impure_call_is_seen(code: str, name: str) -> None:
    assert list(impure_calls(ast.parse(code))) == [(1, name)]


@pytest.mark.parametrize("code", ["clock.now()", "self.clock.today()"])
def test_a_clock_that_was_handed_in_may_be_asked(code: str) -> None:
    assert list(impure_calls(ast.parse(code))) == []
