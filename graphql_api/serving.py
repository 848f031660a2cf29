"""Running the server: taking a port, saying when it is ready, stopping without losing what was accepted."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from domain.errors import SettingError

GRACE_S = 30


class PortBusyError(Exception):
    """The port is taken; `free` is one that is not."""

    def __init__(self, port: int, free: int) -> None:
        super().__init__(f"Port {port} is in use. Port {free} is free: --port {free}")
        self.port = port
        self.free = free


def take_port(host: str, port: int) -> socket.socket:
    """A socket bound to host and port (0: any free one); raises PortBusyError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(2048)
    except OSError as error:
        bound.close()
        if error.errno != errno.EADDRINUSE:
            raise SettingError(
                f"Cannot listen on {host}, port {port}: {error.strerror or error}.",
                hint="Give an address of this machine with --host, and a port that you may take with --port.",
            ) from error
        with socket.socket(family) as other:
            other.bind((host, 0))
            raise PortBusyError(port, int(other.getsockname()[1])) from error
    return bound


def address_of(bound: socket.socket) -> str:
    """The URL at which the socket answers."""
    host, port = bound.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def run_server(
    app: Starlette,
    bound: socket.socket,
    say_ready: Callable[[str], None],
    say_stopping: Callable[[], None] = lambda: None,
) -> None:
    """Serve until stopped; `say_ready` hears the URL once requests are answered, `say_stopping` is called before the end.

    What comes after this call may never run: uvicorn ends the process by the signal that stopped it.
    """
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
        timeout_keep_alive=75,
        server_header=False,
    )
    server = _Server(config, lambda: say_ready(address_of(bound)), say_stopping)
    server.run(sockets=[bound])
    if not server.started:
        sys.exit(3)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, say_ready: Callable[[], None], say_stopping: Callable[[], None]) -> None:
        super().__init__(config)
        self._say_ready = say_ready
        self._say_stopping = say_stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then say so."""
        await super().startup(sockets)
        if self.started:
            self._say_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Say so, then finish what was accepted."""
        self._say_stopping()
        await super().shutdown(sockets)
