"""Requests with bounds: each try, all tries together, the answer's size, and how soon a service that failed is asked again."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from adapters.openai_service.failures import ServiceRefusedError, ServiceUnavailableError, failure_of

if TYPE_CHECKING:
    from openai import OpenAI

OPENAI_URL = "https://api.openai.com/v1"
FIRST_WAIT_S = 0.5
"""Before the second try; doubled before each further one."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds.

    `timeout_s`: for one try. `budget_s`: for all tries of a request and the waits between them; while somebody waits,
    `hurried_s` instead. `pause_s`: after a request has failed, others fail at once for so long.
    """

    timeout_s: float = 15.0
    budget_s: float = 30.0
    hurried_s: float = 5.0
    tries: int = 4
    pause_s: float = 15.0


Answer = TypeVar("Answer")
Asking = Callable[["OpenAI", float], Answer]
"""One try: asks and reads, within the given seconds; raises ServiceUnavailableError where the answer makes no sense."""


class OpenAIService:
    """OpenAI, or a service that speaks like it at `base_url`. Safe to share by threads; nothing is sent before `ask`."""

    def __init__(self, api_key: str, base_url: str | None = None, patience: Patience | None = None) -> None:
        self.url = base_url or OPENAI_URL
        self._api_key = api_key
        self._patience = patience or Patience()
        self._client: OpenAI | None = None
        self._opening = threading.Lock()
        self._closed = threading.Event()
        self._paused_until = 0.0
        self.trouble = ""
        """What was wrong with the last request; empty where it went well."""

    def ask(self, asking: Asking[Answer], *, hurried: bool = False) -> Answer:
        """What one of the tries gave; raises ServiceRefusedError or ServiceUnavailableError."""
        if time.monotonic() < self._paused_until:
            raise ServiceUnavailableError(f"{self.trouble} (it is asked again in a few seconds)")
        try:
            answer = self._ask_in_time(asking, self._patience.hurried_s if hurried else self._patience.budget_s)
        except ServiceRefusedError as refused:
            self.trouble = refused.said
            raise
        except ServiceUnavailableError as failed:
            self.trouble = failed.said
            self._paused_until = time.monotonic() + max(failed.wait_s or 0.0, self._patience.pause_s)
            raise
        self.trouble = ""
        return answer

    def close(self) -> None:
        """Wake who waits for another try, and close the connections, which otherwise end with this object."""
        self._closed.set()
        with self._opening:
            if self._client is not None:
                self._client.close()

    def _ask_in_time(self, asking: Asking[Answer], budget_s: float) -> Answer:
        deadline = time.monotonic() + budget_s
        wait_s = FIRST_WAIT_S
        for _ in range(self._patience.tries - 1):
            try:
                return self._try_once(asking, deadline)
            except ServiceUnavailableError as failed:
                pause = wait_s if failed.wait_s is None else failed.wait_s
                if time.monotonic() + pause >= deadline or self._closed.wait(pause):
                    raise
            wait_s *= 2
        return self._try_once(asking, deadline)

    def _try_once(self, asking: Asking[Answer], deadline: float) -> Answer:
        import openai  # noqa: PLC0415 - 0.6 s, and only who has a key needs it

        timeout_s = min(self._patience.timeout_s, max(deadline - time.monotonic(), 0.05))
        try:
            return asking(self._opened(), timeout_s)
        except openai.APIStatusError as error:
            raise failure_of(error) from None  # whose request carries the key
        except openai.APITimeoutError:
            raise ServiceUnavailableError(f"it did not answer within {timeout_s:.1f} s") from None
        except openai.APIConnectionError as error:
            raise ServiceUnavailableError(f"it cannot be reached ({error.__cause__ or error})") from None
        except openai.OpenAIError as error:
            raise ServiceUnavailableError(f"its answer cannot be used ({type(error).__name__})") from None

    def _opened(self) -> OpenAI:
        from adapters.openai_service.bounded import open_client  # noqa: PLC0415 - as above

        with self._opening:
            if self._client is None:
                self._client = open_client(self._api_key, self.url)
                weakref.finalize(self, self._client.close)
            return self._client
