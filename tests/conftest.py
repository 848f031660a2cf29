"""What holds for every test: no network but this machine's own, slow tests on request, the same examples each time."""

import gc
import ipaddress
import os
import sys
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# --- no network: a test that asks the world fails on a train and passes for the wrong reason ---

CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
RESOLVING = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


attempts: list[str] = []  # what the running test tried, so that no retry or fallback of ours can hide it


class NetworkInTestError(OSError):
    """A test reached for the network; to the caller it looks as if there were none."""


def is_on_this_machine(host: object) -> bool:
    """True for loopback addresses, `localhost`, and the empty names that mean "any of mine" when a server binds."""
    text = host.decode() if isinstance(host, bytes) else host
    if text is None or text in {"", "localhost", "0.0.0.0", "::"}:  # noqa: S104 - compared with, not bound to
        return True
    try:
        return ipaddress.ip_address(str(text)).is_loopback
    except ValueError:
        return False


def forbid_network(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: Python reports each connection and look-up, whichever library makes it, before it happens."""
    if event in CONNECTING:
        address = arguments[1]  # (host, port, ...) for IP, a path for unix sockets, None for a connected one
        host = address[0] if isinstance(address, tuple) else None
    elif event in RESOLVING:
        host = arguments[0]
    else:
        return
    if not is_on_this_machine(host):
        attempts.append(f"{event} to {host!r}")
        raise NetworkInTestError(f"{attempts[-1]}: tests talk to this machine only. Use a fake from tests/fakes.")


sys.addaudithook(forbid_network)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    """Fails a test that reached for the network, even where the code under test took the error for an outage."""
    attempts.clear()
    yield
    if attempts:
        pytest.fail(
            f"the test reached for the network: {', '.join(attempts)}. Use a fake from tests/fakes.", pytrace=False
        )


# --- no services: keys of the person who runs the tests would turn them on ---

for name in [name for name in os.environ if name.upper().startswith(("LLM_", "OPENAI_", "PINECONE_"))]:
    del os.environ[name]

# --- slow tests ---

LEFT_OUT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --slow."""
    parser.addoption("--slow", action="store_true", help="run the tests marked slow as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves slow tests out of the default selection only: --slow, -m, -k or a test's own name bring them in.

    Heavy ones, which need an environment of gigabytes, are not among --slow.
    """
    if config.option.markexpr or config.option.keyword or any("::" in arg for arg in config.args):
        return
    left_out = "heavy" if config.option.slow else "slow"
    slow = [item for item in items if item.get_closest_marker(left_out)]
    items[:] = [item for item in items if not item.get_closest_marker(left_out)]
    if slow:
        config.hook.pytest_deselected(items=slow)
        config.stash[LEFT_OUT] = len(slow)
        if hasattr(config, "workeroutput"):
            config.workeroutput["left_out"] = len(slow)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Where processes share the tests, each of them has left out the same ones."""
    if left_out := getattr(node, "workeroutput", {}).get("left_out"):
        node.config.stash[LEFT_OUT] = left_out


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says what the default selection left out."""
    left_out = config.stash.get(LEFT_OUT, 0)
    if left_out:
        terminalreporter.write_line(f"Slow tests left out: {left_out}; with them: ./run test --slow")


# --- garbage: what was imported and collected stays to the end, so that nobody looks it through again and again ---


def pytest_collection_finish() -> None:
    """Half a million objects by now, and a second for each look."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """At the end everything is let go of, as ever: compiled modules complain of what is left."""
    gc.unfreeze()


# --- hypothesis: no deadline, since a busy machine is no bug; in CI the same examples each time ---

settings.register_profile("local", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """`@pytest.mark.anyio` runs async tests on asyncio, as uvicorn does."""
    return "asyncio"
