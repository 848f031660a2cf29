"""server.json in the data folder: which server holds it, and the token by which the command line speaks to it.

Who can read the file can read and write everything in the folder anyway. The token is made anew at each start.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

FILE = "server.json"
ANYWHERE = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}  # noqa: S104 - looked up, not bound to


@dataclass(frozen=True, slots=True)
class Presence:
    """A server on the folder; `host` is the address it listens on."""

    pid: int
    host: str
    port: int
    started_at: datetime
    token: str = field(repr=False)

    @property
    def address(self) -> str:
        """Where it answers on this machine: loopback, unless it listens on one other address only."""
        return ANYWHERE.get(self.host, self.host)

    @property
    def url(self) -> str:
        """The same as a URL."""
        return f"http://[{self.address}]:{self.port}" if ":" in self.address else f"http://{self.address}:{self.port}"


def new_token() -> str:
    """256 random bits as text."""
    return secrets.token_urlsafe(32)


def proof_of(token: str, nonce: str) -> str:
    """What only a holder of the token can answer to a nonce: neither side has to show the token to a stranger."""
    return hmac.new(token.encode(), f"server:{nonce}".encode(), hashlib.sha256).hexdigest()


def announce(data: Path, presence: Presence) -> None:
    """Write the file, whole or not at all, readable by its owner alone."""
    new = data / f"{FILE}.{presence.pid}"
    with suppress(FileNotFoundError):
        new.unlink()
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(msgspec.json.encode(presence))
    new.replace(data / FILE)


def withdraw(data: Path, token: str) -> None:
    """Remove the file, unless another server has written its own since."""
    found = read_presence(data)
    if found is not None and found.token == token:
        (data / FILE).unlink(missing_ok=True)


def read_presence(data: Path) -> Presence | None:
    """What the file says; None where there is none, or none that we wrote."""
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=Presence)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
