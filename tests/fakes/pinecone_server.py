"""A look-alike of Pinecone on loopback: its paths, its limits, its errors, and the ways it fails."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any, ClassVar
from urllib.parse import unquote

Body = dict[str, Any]
Answer = tuple[int, Body]

MOST_BYTES = 2 * 2**20
MOST_RECORDS = 1_000
MOST_METADATA_BYTES = 40_960


class RefusedError(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class Failure:
    """What the next requests of a path get instead of an answer."""

    path: str
    status: int
    times: int
    retry_after: str | None = None


@dataclass
class PineconeState:
    """Namespaces with their vectors. While `lagging`, writes wait for `catch_up`."""

    dimensions: int = 2
    api_key: str = "pc-test-key"
    index_name: str = "memory"
    url: str = ""
    lagging: bool = False
    slow_s: float = 0.0
    refused_ids: set[str] = field(default_factory=set)
    """Of records that are refused whenever they are sent, with all that is sent beside them."""
    namespaces: dict[str, dict[str, Body]] = field(default_factory=dict)
    waiting: list[Callable[[], None]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    requests: list[tuple[str, str, int, Body]] = field(default_factory=list)
    """Method, path, size and body of each."""
    lock: Lock = field(default_factory=Lock)
    stopped: Event = field(default_factory=Event)

    def catch_up(self) -> None:
        for change in self.waiting:
            change()
        self.waiting.clear()

    def fail(self, path: str, status: int, *, times: int = 1, retry_after: str | None = None) -> None:
        self.failures.append(Failure(path, status, times, retry_after))

    def failure_of(self, path: str) -> Failure | None:
        for failure in self.failures:
            if failure.times and failure.path == path:
                failure.times -= 1
                return failure
        return None

    def sent(self, path: str) -> list[Body]:
        return [body for _, asked, _, body in self.requests if asked == path]

    def change(self, change: Callable[[], None]) -> None:
        self.waiting.append(change)
        if not self.lagging:
            self.catch_up()

    # --- what is asked ---

    def upsert(self, body: Body) -> Body:
        records = body["vectors"]
        if len(records) > MOST_RECORDS:
            raise RefusedError(400, f"Upsert of {len(records)} vectors: at most {MOST_RECORDS}.")
        for record in records:
            self.check(record)
        space = body.get("namespace", "")

        def put() -> None:
            self.namespaces.setdefault(space, {}).update({record["id"]: record for record in records})

        self.change(put)
        return {"upsertedCount": len(records)}

    def check(self, record: Body) -> None:
        if not 0 < len(record["id"]) <= 512 or not record["id"].isascii():
            raise RefusedError(400, f"Vector id {record['id']!r} is not ASCII of 1 to 512 characters.")
        if len(record["values"]) != self.dimensions:
            raise RefusedError(400, f"Vector dimension {len(record['values'])} does not match {self.dimensions}.")
        if record["id"] in self.refused_ids:
            raise RefusedError(400, f"Vector {record['id']} is not taken.")
        if not any(record["values"]):
            raise RefusedError(400, "Dense vectors must contain at least one non-zero value.")
        metadata = record.get("metadata", {})
        if len(json.dumps(metadata)) > MOST_METADATA_BYTES:
            raise RefusedError(400, f"Metadata of {record['id']} exceeds 40 KB.")
        for name, value in metadata.items():
            if not isinstance(value, str | int | float | bool | list):
                raise RefusedError(400, f"Metadata value of {name} must be a string, number, boolean or list.")

    def query(self, body: Body) -> Body:
        space = body.get("namespace", "")
        asked = body["vector"]
        if len(asked) != self.dimensions:
            raise RefusedError(400, f"Query vector dimension {len(asked)} does not match {self.dimensions}.")
        if not 1 <= body["topK"] <= 10_000:
            raise RefusedError(400, "topK must be between 1 and 10000.")
        wanted = body.get("filter") or {}
        found = [
            {"id": record["id"], "score": cosine(asked, record["values"]), **shown(record, body)}
            for record in self.namespaces.get(space, {}).values()
            if passes(record.get("metadata", {}), wanted)
        ]
        found.sort(key=lambda match: -match["score"])
        return {"matches": found[: body["topK"]], "namespace": space, "usage": {"readUnits": 1}}

    def delete(self, body: Body) -> Body:
        space = body.get("namespace", "")
        if space not in self.namespaces:
            raise RefusedError(404, "Namespace not found")

        def take_out() -> None:
            for name in body["ids"]:
                self.namespaces.get(space, {}).pop(name, None)

        self.change(take_out)
        return {}

    def delete_namespace(self, space: str) -> Body:
        if space not in self.namespaces:
            raise RefusedError(404, "Namespace not found")

        def drop() -> None:
            self.namespaces.pop(space, None)

        self.change(drop)
        return {}

    def stats(self) -> Body:
        spaces = {name: {"vectorCount": len(records)} for name, records in self.namespaces.items()}
        total = sum(len(records) for records in self.namespaces.values())
        return {"namespaces": spaces, "dimension": self.dimensions, "indexFullness": 0, "totalVectorCount": total}

    def describe(self, name: str) -> Body:
        if name != self.index_name:
            raise RefusedError(404, f"Index {name} not found")
        vectors = {"type": "dense_vector", "dimension": self.dimensions, "metric": "cosine"}
        return {
            "name": name,
            "host": self.url,
            "status": {"ready": True, "state": "Ready"},
            "schema": {"fields": {"_values": vectors}},
            "deployment": {"deployment_type": "managed", "cloud": "aws", "region": "us-east-1", "environment": "aws"},
            "deletion_protection": "disabled",
        }

    def answer(self, method: str, path: str, body: Body) -> Body:
        match method, path.split("/")[1:]:
            case "POST", ["vectors", "upsert"]:
                return self.upsert(body)
            case "POST", ["query"]:
                return self.query(body)
            case "POST", ["vectors", "delete"]:
                return self.delete(body)
            case "POST", ["describe_index_stats"]:
                return self.stats()
            case "DELETE", ["namespaces", name]:
                return self.delete_namespace(unquote(name))
            case "GET", ["indexes", name]:
                return self.describe(name)
            case _:
                raise RefusedError(404, f"There is no {method} {path}.")


def cosine(left: list[float], right: list[float]) -> float:
    dot = sum(a * b for a, b in zip(left, right, strict=True))
    return float(dot / (sum(a * a for a in left) * sum(b * b for b in right)) ** 0.5)


def shown(record: Body, body: Body) -> Body:
    return {"metadata": record.get("metadata", {})} if body.get("includeMetadata") else {}


def passes(metadata: Body, wanted: Body) -> bool:
    return all(passes_one(metadata.get(name), operator) for name, operator in wanted.items())


def passes_one(value: object, wanted: Body) -> bool:
    [(operator, bound)] = wanted.items()
    if operator == "$in":
        if not bound or len(bound) > 10_000:
            raise RefusedError(400, "$in takes 1 to 10000 values.")
        return value in bound
    if not isinstance(bound, int | float):
        raise RefusedError(400, f"The {operator} operator must be followed by a number, got {bound!r}.")
    if not isinstance(value, int | float):
        return False
    return {"$lte": value <= bound, "$gte": value >= bound, "$eq": value == bound}[operator]


class Handler(BaseHTTPRequestHandler):
    state: ClassVar[PineconeState]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        self.respond()

    def do_GET(self) -> None:
        self.respond()

    def do_DELETE(self) -> None:
        self.respond()

    def respond(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.state.slow_s:
            self.state.stopped.wait(self.state.slow_s)
        if self.state.stopped.is_set():  # a connection that was kept open outlives the listening one
            self.close_connection = True
            return
        with self.state.lock:
            failure = self.state.failure_of(self.path)
            status, body = self.refused(failure) if failure else self.told(raw)
        retry_after = failure.retry_after if failure else None
        self.send(status, body, retry_after)

    def refused(self, failure: Failure) -> Answer:
        self.state.requests.append((self.command, self.path, 0, {}))
        return failure.status, {"code": 8, "message": f"Failed on request with {failure.status}.", "details": []}

    def told(self, raw: bytes) -> Answer:
        body = json.loads(raw) if raw else {}
        self.state.requests.append((self.command, self.path, len(raw), body))
        if self.headers.get("api-key") != self.state.api_key:
            return 401, {"code": 16, "message": "Invalid API key", "details": []}
        if not self.headers.get("x-pinecone-api-version"):
            return 400, {"code": 3, "message": "X-Pinecone-Api-Version is missing", "details": []}
        if len(raw) > MOST_BYTES:
            return 400, {"code": 11, "message": f"Request of {len(raw)} bytes: at most 2 MB", "details": []}
        try:
            return 200, self.state.answer(self.command, self.path, body)
        except RefusedError as error:
            return error.status, {"code": 3, "message": str(error), "details": []}

    def send(self, status: int, body: Body, retry_after: str | None) -> None:
        answer = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        if retry_after is not None:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named so by its parent
        """Nothing: tests look at `requests`."""


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that left before the answer is what some tests are about."""


@contextmanager
def pinecone_server(**settings: Any) -> Iterator[PineconeState]:
    """Serves until the block ends.

    The client counts failures per host for the whole process, and stops trying again after some: each server begins anew.
    """
    from pinecone._internal.http_client import get_budget_registry  # noqa: PLC0415 - heavy, as in the adapter

    get_budget_registry()._reset()
    state = PineconeState(**settings)
    server = QuietServer(("127.0.0.1", 0), type("Bound", (Handler,), {"state": state}))
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
