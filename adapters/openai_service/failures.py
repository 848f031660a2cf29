"""How a request to the service ends badly; adapters turn these into the errors of their ports."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openai import APIStatusError

MOST_SAID = 200
"""Letters of what a service says that go on into a message."""
NO_MONEY = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
TRY_AGAIN = frozenset({408, 409, 425, 429})
SERVER_ERRORS = 500


class Refusal(Enum):
    """What a service will not take; sending the same again does not help."""

    KEY = "key"
    QUOTA = "quota"
    NAME = "name"
    REQUEST = "request"
    LENGTH = "length"
    """It takes the request, and gives vectors of another length."""


class ServiceRefusedError(Exception):
    """The service answered, and will answer the same again."""

    def __init__(self, refusal: Refusal, said: str) -> None:
        super().__init__(said)
        self.refusal = refusal
        self.said = said


class ServiceUnavailableError(Exception):
    """The service did not answer in time, or not usably; later it may. `wait_s`: how long it asked to be left alone."""

    def __init__(self, said: str, wait_s: float | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.wait_s = wait_s


def failure_of(error: APIStatusError) -> ServiceRefusedError | ServiceUnavailableError:
    """What an answer with an error status means."""
    said = f"it answered {error.status_code}{_quoted(error.body)}"
    if error.code in NO_MONEY or error.type in NO_MONEY:
        return ServiceRefusedError(Refusal.QUOTA, said)
    if error.status_code >= SERVER_ERRORS or error.status_code in TRY_AGAIN:
        return ServiceUnavailableError(said, wait_asked(error.response.headers))
    if error.status_code in {401, 403}:  # without its text, which may hold a part of the key
        return ServiceRefusedError(Refusal.KEY, f"it answered {error.status_code}")
    return ServiceRefusedError(Refusal.NAME if error.status_code == 404 else Refusal.REQUEST, said)  # noqa: PLR2004


def wait_asked(headers: Mapping[str, str]) -> float | None:
    """Seconds that an answer asks to wait: a number, or a date; None where it does not say so intelligibly."""
    for name, unit_s in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * unit_s)
        except (KeyError, ValueError):
            continue
    try:
        return max(0.0, email.utils.parsedate_to_datetime(headers["retry-after"]).timestamp() - time.time())
    except (KeyError, ValueError):
        return None


def _quoted(body: object) -> str:
    said = body.get("message") if isinstance(body, dict) else body
    text = " ".join(str(said).split()) if said else ""
    return f": {text[:MOST_SAID]}" if text else ""
