"""The command line's side: questions and reindexing by the server that holds the folder."""

from __future__ import annotations

import http
import http.client
from contextlib import closing
from urllib.parse import urlencode

import msgspec

from domain.errors import MarketingMemoryError, StoreUnavailableError
from domain.use_cases.reindex import Reindexed
from graphql_api.local.client import MAX_ANSWER_BYTES, QUIET_S, LocalServer, connect
from graphql_api.local.found_lines import FoundLines
from graphql_api.local.routes import SCHEME, Problem
from graphql_api.local.search_routes import REINDEX_PATH, SEARCH_PATH
from graphql_api.local.searching import Question, Tell


class _Answer(msgspec.Struct):
    found: FoundLines | None = None
    error: Problem | None = None


class _News(msgspec.Struct):
    stage: tuple[str, int, int] | None = None
    alive: bool = False
    reindexed: list[Reindexed] | None = None
    error: Problem | None = None


def ask_server(server: LocalServer, question: Question) -> FoundLines:
    """The server's answer; raises as a search in this process does."""
    with closing(connect(server.presence, QUIET_S)) as connection:
        try:
            connection.request("POST", SEARCH_PATH, msgspec.json.encode(question), _headers(server))
            with connection.getresponse() as response:
                answer = msgspec.json.decode(response.read(MAX_ANSWER_BYTES), type=_Answer)
        except (OSError, http.client.HTTPException, msgspec.DecodeError) as error:
            raise _went_away(server) from error
    if answer.found is None:
        raise _raised(answer.error)
    return answer.found


def reindex_on_server(server: LocalServer, org: str | None, tell: Tell) -> list[Reindexed]:
    """What became of each organization; raises as in this process."""
    path = REINDEX_PATH if org is None else f"{REINDEX_PATH}?{urlencode({'org': org})}"
    with closing(connect(server.presence, QUIET_S)) as connection:
        try:
            connection.request("POST", path, headers=_headers(server))
            with connection.getresponse() as response:
                return _await_end(response, tell)
        except (OSError, http.client.HTTPException, msgspec.DecodeError) as error:
            raise _went_away(server) from error


def _await_end(response: http.client.HTTPResponse, tell: Tell) -> list[Reindexed]:
    while line := response.readline(MAX_ANSWER_BYTES):
        news = msgspec.json.decode(line, type=_News)
        if news.stage is not None:
            tell(*news.stage)
        if news.reindexed is not None:
            return news.reindexed
        if news.error is not None:
            raise _raised(news.error)
    raise http.client.IncompleteRead(b"")


def _headers(server: LocalServer) -> dict[str, str]:
    return {"Authorization": f"{SCHEME} {server.presence.token}", "Content-Type": "application/json"}


def _raised(problem: Problem | None) -> MarketingMemoryError:
    if problem is None:
        return StoreUnavailableError("The running server gave no answer.", hint="Run the same command again.")
    return MarketingMemoryError(problem.message, hint=problem.hint)


def _went_away(server: LocalServer) -> StoreUnavailableError:
    return StoreUnavailableError(f"The server at {server.presence.url} went away.", hint="Run the same command again.")
