"""Whether the server on the data folder answers; what the image's HEALTHCHECK runs.

The server's own file says where it listens, so this holds whatever port it was given.
"""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from graphql_api.local.presence import Presence, read_presence

VARIABLE = "MARKETING_MEMORY_DATA"
TIMEOUT_S = 4.0


def main() -> None:
    """Leave with 1, and why on standard error, unless /healthz says ok."""
    data = Path(os.environ.get(VARIABLE, "data"))
    presence = read_presence(data)
    trouble = f"No server has said in {data} where it listens." if presence is None else find_trouble(presence)
    if trouble:
        sys.exit(trouble)


def find_trouble(presence: Presence, timeout_s: float = TIMEOUT_S) -> str | None:
    """What keeps the server from being well; None where it is."""
    connection = HTTPConnection(presence.address, presence.port, timeout=timeout_s)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return f"{presence.url}/healthz does not answer: {error!r}."
    finally:
        connection.close()
    return None if status == 200 else f"{presence.url}/healthz answers {status}."  # noqa: PLR2004 - HTTP's OK


if __name__ == "__main__":
    main()
