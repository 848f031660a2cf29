"""One organization's way to the application: sends operations and hands back what was answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx2
from starlette.testclient import TestClient

from domain.vocabulary import Scope
from graphql_api.app import make_app
from graphql_api.context import Services
from graphql_api.settings import Settings
from tests.api_requests import INGEST


@dataclass(frozen=True, slots=True)
class Api:
    """A client and a key."""

    client: TestClient
    key: str

    @classmethod
    def on(cls, services: Services, org: str, *scopes: Scope, **settings: Any) -> Api:
        """The application on these services, with a new key; its server errors are answers, as on a network."""
        app = make_app(Settings(**settings), services)
        key = services.create_key(org, "test", scopes).secret
        return cls(TestClient(app, raise_server_exceptions=False), key)

    def send(self, query: str, variables: object = None, **more: object) -> httpx2.Response:
        """The response, whatever it is."""
        body = json.dumps({"query": query, "variables": variables, **more})
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        response: httpx2.Response = self.client.post("/graphql", content=body, headers=headers)
        return response

    def say(self, query: str, **variables: object) -> dict[str, Any]:
        """The data of an operation that must succeed."""
        body: dict[str, Any] = self.send(query, variables).json()
        assert "errors" not in body, body["errors"]
        data: dict[str, Any] = body["data"]
        return data

    def refused(self, query: str, **variables: object) -> dict[str, Any]:
        """The first error of an operation that must fail, with the request id where it belongs."""
        response = self.send(query, variables)
        error: dict[str, Any] = response.json()["errors"][0]
        assert error["extensions"]["requestId"] == response.headers["X-Request-Id"]
        return error

    def code(self, query: str, **variables: object) -> str:
        """The code of that error."""
        return str(self.refused(query, **variables)["extensions"]["code"])

    def ingest(self, rows: object, source: str = "META_BUSINESS", **said: Any) -> dict[str, Any]:
        """The payload of an ingest."""
        payload: dict[str, Any] = self.say(INGEST, input={"dataSource": source, "dataEntries": rows, **said})["ingest"]
        return payload
