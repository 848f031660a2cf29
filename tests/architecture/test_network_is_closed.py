"""The guard in tests/conftest.py: this machine answers, the rest of the world does not."""

import socket
from pathlib import Path

import httpx2
import pytest

from tests.conftest import NetworkInTestError, attempts


def look_at(noted: list[str]) -> list[str]:
    """What the guard noted, which it then forgets: so a test of the guard is not failed by it."""
    seen = noted.copy()
    noted.clear()
    return seen


def test_an_address_elsewhere_is_refused() -> None:
    with pytest.raises(NetworkInTestError, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    assert len(look_at(attempts)) == 1


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(NetworkInTestError, match=r"shop\.example"):
        socket.getaddrinfo("shop.example", 443)
    assert look_at(attempts) == ["socket.getaddrinfo to 'shop.example'"]


def test_a_datagram_elsewhere_is_refused() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, pytest.raises(NetworkInTestError):
        sender.sendto(b"metric", ("192.0.2.1", 8125))
    assert len(look_at(attempts)) == 1


@pytest.mark.anyio
async def test_an_async_client_sees_no_network() -> None:
    async with httpx2.AsyncClient() as client:
        with pytest.raises(httpx2.ConnectError):
            await client.get("https://shop.example/")
    assert look_at(attempts)


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_this_machine_answers(family: socket.AddressFamily, host: str) -> None:
    if family == socket.AF_INET6 and not has_ipv6_loopback():
        return
    with socket.create_server((host, 0), family=family) as server:
        socket.create_connection(server.getsockname()[:2], timeout=1).close()


def has_ipv6_loopback() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def test_a_unix_socket_answers(tmp_path: Path) -> None:
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()
        client.connect(path)


def test_a_swallowed_attempt_still_fails_the_test(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((Path(__file__).parents[1] / "conftest.py").read_text())
    pytester.makepyfile(
        """
        import socket

        def test_swallows():
            try:
                socket.create_connection(("192.0.2.1", 80), timeout=1)
            except OSError:
                pass
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the test reached for the network*192.0.2.1*"])
