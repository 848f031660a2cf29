"""./run serve: the API until it is stopped."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from graphql_api.app import make_app
from graphql_api.bootstrap import open_services
from graphql_api.context import Services
from graphql_api.local.presence import Presence, announce, new_token, withdraw
from graphql_api.logs import configure_logs
from graphql_api.serving import PortBusyError, run_server, take_port
from graphql_api.settings import Settings, load_settings


def run(*, host: str | None, port: int | None, data: Path | None) -> None:
    """Take the port, open the data folder, say when ready."""
    settings = load_settings(host=host, port=port, data=data)
    configure_logs(settings.log_format)
    bound = ask_for_port(settings)
    try:
        services = open_services(settings)
    except BaseException:
        bound.close()
        raise
    serve_services(settings, services, bound, lambda url: print(f"Serving on {url}", flush=True))  # noqa: T201


def serve_services(
    settings: Settings, services: Services, bound: socket.socket, say_ready: Callable[[str], None]
) -> None:
    """Serve until stopped, and let the command line of this machine find the server meanwhile."""
    host, port = bound.getsockname()[:2]
    presence = Presence(os.getpid(), host, port, services.clock.now(), new_token())

    def begin(url: str) -> None:
        announce(settings.data, presence)
        say_ready(url)

    app = make_app(settings, services, local_token=presence.token)
    run_server(app, bound, begin, lambda: withdraw(settings.data, presence.token))


def ask_for_port(settings: Settings) -> socket.socket:
    """The port asked for; where it is taken, a person at a terminal may take a free one instead."""
    try:
        return take_port(settings.host, settings.port)
    except PortBusyError as busy:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise
        if not typer.confirm(f"Port {busy.port} is in use. Take port {busy.free} instead?", default=True):
            raise
        return take_port(settings.host, busy.free)
