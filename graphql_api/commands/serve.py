"""./run serve: the API until it is stopped."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import typer

from graphql_api.app import make_app
from graphql_api.bootstrap import open_services
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
    run_server(make_app(settings, services), bound, lambda url: print(f"Serving on {url}", flush=True))  # noqa: T201


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
