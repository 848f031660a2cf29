"""A server on this machine's loopback, for tests that need a real address."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

STARTING_S = 10
STOPPING_S = 10


@dataclass(frozen=True, slots=True)
class Website:
    """A running server, and a key that may read all that the pages ask for."""

    base_url: str
    key: str


@contextmanager
def serve(app: ASGIApp, *, key: str) -> Iterator[Website]:
    """The app on a free port, in a thread that is stopped at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, log_level="warning", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            wait_until_started(server)
            yield Website(f"http://127.0.0.1:{listener.getsockname()[1]}", key)
        finally:
            server.should_exit = True
            thread.join(STOPPING_S)


def wait_until_started(server: uvicorn.Server) -> None:
    """Returns once the server answers; raises when it does not come up."""
    deadline = time.monotonic() + STARTING_S
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError(f"The test server did not start within {STARTING_S} s.")
        time.sleep(0.02)
