"""A look-alike of OpenAI's API on loopback: embeddings and chat completions over real HTTP, failing as told.

It refuses what OpenAI refuses: a wrong key, an unknown model, an empty text, too many or too long texts. Tokens are
counted as bytes: no real text has more.
"""

import base64
import hashlib
import json
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import numpy.typing as npt

KEY = "sk-look-alike"
EMBEDDING_MODELS = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "nomic-embed-text": 768}
CHAT_MODELS = {"gpt-5.4-mini"}
MOST_TEXTS, MOST_TEXT_TOKENS, MOST_TOKENS = 2_048, 8_192, 300_000


@dataclass(frozen=True)
class Failure:
    """One answer that goes wrong: with a status, with a body of its own, cut off, late, or never ending."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    cut: bool = False
    hang: bool = False
    trickle: bool = False

    @classmethod
    def error(cls, status: int, message: str = "look-alike trouble", code: str = "", **headers: str) -> "Failure":
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(status, named, {"error": {"message": message, "type": "error", "code": code or None}})


@dataclass
class LookAlike:
    """What the server was asked, and how it shall answer; `failures` are used up one a request."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    failures: deque[Failure] = field(default_factory=deque)
    knows_dimensions: bool = True
    refuses_dimensions: bool = False
    knows_base64: bool = True
    refuses_base64: bool = False
    shuffled: bool = False
    chat: deque[str | None] = field(default_factory=deque)
    """Contents of the chat's answers to come; None: it declines."""
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving_look_alike() -> Iterator[LookAlike]:
    """A server for one test, on a port of its own."""
    told = LookAlike()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (LookAlikeHandler,), {"told": told}))
    server.daemon_threads = True
    told.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        told.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


class LookAlikeHandler(BaseHTTPRequestHandler):
    told: LookAlike
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.told.requests.append(body)
        failure = self.told.failures.popleft() if self.told.failures else Failure()
        if failure.hang:
            self.told.released.wait(30)
            self.close_connection = True
            return
        status, answer = self.answer(body) if failure.body is None and failure.status == 200 else failed(failure)
        self.send(status, answer, failure)

    def answer(self, body: dict[str, Any]) -> tuple[int, object]:
        if self.headers["Authorization"] != f"Bearer {KEY}":
            return refused(401, "Incorrect API key provided: sk-wr***ong.", "invalid_api_key")
        if self.path == "/v1/embeddings":
            return embeddings(self.told, body)
        if self.path == "/v1/chat/completions":
            return completion(self.told, body)
        return refused(404, f"Invalid URL (POST {self.path})")

    def send(self, status: int, answer: object, failure: Failure) -> None:
        content = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
        content = content[: len(content) // 2] if failure.cut else content
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **failure.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if not failure.trickle:
            self.wfile.write(content)
            return
        for number in range(len(content)):
            if self.told.released.wait(0.05):
                return
            self.wfile.write(content[number : number + 1])
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


def failed(failure: Failure) -> tuple[int, object]:
    return failure.status, failure.body if failure.body is not None else {"error": {"message": "look-alike trouble"}}


def refused(status: int, message: str, code: str | None = None) -> tuple[int, object]:
    return status, {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}}


def embeddings(told: LookAlike, body: dict[str, Any]) -> tuple[int, object]:
    if problem := what_is_wrong(told, body):
        return refused(*problem)
    model, texts = body["model"], body["input"]
    size = body.get("dimensions", EMBEDDING_MODELS[model]) if told.knows_dimensions else EMBEDDING_MODELS[model]
    with_base64 = told.knows_base64 and body.get("encoding_format") == "base64"
    rows = [direction_of(f"{model} {text}", size) for text in texts]
    data = [
        {"object": "embedding", "index": place, "embedding": base64_of(row) if with_base64 else row.tolist()}
        for place, row in enumerate(rows)
    ]
    return 200, {"object": "list", "data": data[::-1] if told.shuffled else data, "model": model, "usage": {}}


def what_is_wrong(told: LookAlike, body: dict[str, Any]) -> tuple[int, str] | None:
    sizes = [len(text.encode()) for text in body["input"]]
    problems = {
        (404, f"The model `{body['model']}` does not exist"): body["model"] not in EMBEDDING_MODELS,
        (400, "'$.input' is invalid: an empty string"): 0 in sizes or not sizes,
        (400, "'$.input' is too long: at most 2048 items"): len(sizes) > MOST_TEXTS,
        (400, "This model's maximum context length is 8192 tokens"): max(sizes, default=0) > MOST_TEXT_TOKENS,
        (400, "max_tokens_per_request: at most 300000 tokens"): sum(sizes) > MOST_TOKENS,
        (400, "Model does not support matryoshka representation"): told.refuses_dimensions and "dimensions" in body,
        (400, "base64 encoding is not supported"): told.refuses_base64 and body.get("encoding_format") == "base64",
    }
    return next((problem for problem, is_so in problems.items() if is_so), None)


def completion(told: LookAlike, body: dict[str, Any]) -> tuple[int, object]:
    if body["model"] not in CHAT_MODELS:
        return refused(404, f"The model `{body['model']}` does not exist")
    content = told.chat.popleft() if told.chat else "{}"
    message = {"role": "assistant", "content": content, "refusal": None if content else "I cannot help with that."}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return 200, {"id": "c", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [choice]}


def direction_of(text: str, size: int) -> npt.NDArray[np.float32]:
    """A direction drawn for a text, of unit length."""
    drawn = np.random.default_rng(list(hashlib.sha256(text.encode()).digest())).standard_normal(size)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)


def base64_of(row: npt.NDArray[np.float32]) -> str:
    return base64.b64encode(row.astype("<f4").tobytes()).decode()
