"""A question put to the application as a client puts it: the `search` of the GraphQL schema, in this process."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from benchmarks.search_world.facts import Identity
from benchmarks.search_world.questions import Question
from domain.use_cases.keys import Principal
from domain.vocabulary import OrgId, Scope
from graphql_api.context import RequestContext, Services
from graphql_api.schema import make_schema

SEARCH = """
query Ask($input: SearchInput!) {
  search(input: $input) {
    notice
    hits { level dataSource accountId campaignId adGroupId adId name score reasons }
    interpretation { filters dateRange { start end } rankedBy concepts residualText corrections ignored }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """Entities found, best first, with their names; what else was said."""

    hits: list[Identity]
    names: list[str]
    notice: str | None
    interpretation: dict[str, Any]


class Asking:
    """A client of one application. To ask another way, change `ask` alone."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._schema = make_schema()
        self._runner = asyncio.Runner()

    def ask(self, question: Question, search_type: str = "HYBRID", limit: int = 20) -> Answer:
        """The answer; raises RuntimeError where the API gives an error."""
        principal = Principal(OrgId(question.organization), "bench", "bench", frozenset({Scope.READ}))
        context = RequestContext("bench", principal, self._services)
        said = {"input": search_input(question, search_type, limit)}
        work = self._schema.execute(SEARCH, variable_values=said, context_value=context)
        result = self._runner.run(work)
        found: dict[str, Any] | None = (result.data or {}).get("search")
        if result.errors or found is None:
            raise RuntimeError(f"{question.organization}: {question.text!r}: {result.errors}")
        hits = found["hits"]
        return Answer(
            [_identity(hit) for hit in hits],
            [str(hit["name"]) for hit in hits],
            found["notice"],
            found["interpretation"],
        )

    def close(self) -> None:
        """End the event loop."""
        self._runner.close()


def search_input(question: Question, search_type: str, limit: int) -> dict[str, object]:
    """The question as `SearchInput`."""
    said: dict[str, object] = {
        "query": question.text,
        "asOfDate": question.today.isoformat(),
        "searchType": search_type,
        "limit": limit,
    }
    if question.level:
        said["level"] = question.level
    if question.sources:
        said["dataSources"] = [source.upper() for source in question.sources]
    if question.period:
        said["dateRange"] = {"start": question.period[0].isoformat(), "end": question.period[1].isoformat()}
    return said


def _identity(hit: dict[str, Any]) -> Identity:
    source = str(hit["dataSource"]).lower()
    return Identity(source, hit["accountId"], str(hit["level"]), hit["campaignId"], hit["adGroupId"], hit["adId"])
