"""./run search and ./run reindex: what is asked and answered, in whichever process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from domain.errors import InvalidInputError
from domain.search.request import SearchRequest, SearchType
from domain.sources.registry import SOURCES
from domain.use_cases.keys import check_org
from domain.use_cases.reindex import Reindexed
from domain.vocabulary import DataSource, Level, OrgId
from graphql_api.commands.instants import read_day, read_period
from graphql_api.context import Services
from graphql_api.local.found_lines import FoundLines, as_lines

Tell = Callable[[str, int, int], None]
"""Hears of the organization, the campaigns done and how many there are."""


class Question(msgspec.Struct, frozen=True):
    """The options of ./run search as they were given: one for each field of the API's input."""

    org: str
    query: str
    limit: int = 10
    search_type: str = SearchType.HYBRID.value
    date_range: str | None = None
    as_of: str | None = None
    level: str | None = None
    sources: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()


def answer_question(services: Services, question: Question) -> FoundLines:
    """Search; raises InvalidInputError for what cannot be asked."""
    check_org(question.org)
    org, request = OrgId(question.org), read_question(question)

    def name_of(key: str) -> str | None:
        shown = services.show_entity(org, key)
        return None if shown is None else shown.document.name

    return as_lines(services.search(org, request), name_of)


def read_question(question: Question) -> SearchRequest:
    """The question in the domain's words; raises InvalidInputError naming the option."""
    kind, level = question.search_type.upper(), None if question.level is None else question.level.upper()
    sources = [name.lower() for name in question.sources]
    _check("--type", (kind,), tuple(SearchType))
    _check("--level", () if level is None else (level,), tuple(Level))
    _check("--source", sources, tuple(SOURCES))
    return SearchRequest(
        question.query,
        tuple(DataSource(name) for name in sources) or None,
        read_period(question.date_range, "--date-range"),
        question.campaigns or None,
        None if level is None else Level(level),
        question.limit,
        SearchType(kind),
        read_day(question.as_of, "--as-of"),
    )


def _check(option: str, given: Iterable[str], known: Sequence[str]) -> None:
    unknown = next((one for one in given if one not in known), None)
    if unknown is not None:
        raise InvalidInputError(f"{option} is {unknown!r}.", hint=f"Give one of: {', '.join(known)}.")


def reindex(services: Services, org: str | None, tell: Tell) -> list[Reindexed]:
    """Everything of one organization or all made anew; searches go on meanwhile."""
    if org is not None:
        check_org(org)
    owners = [OrgId(org)] if org is not None else services.reindex.organizations()
    return [services.reindex(owner, tell) for owner in owners]
