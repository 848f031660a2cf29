"""./run search and ./run reindex: what is asked and answered, in whichever process."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from domain.search.request import SearchAnswer, SearchRequest, SearchType
from domain.search.shown import filters_of
from domain.search.wording import days, figure
from domain.use_cases.keys import check_org
from domain.use_cases.reindex import Reindexed
from domain.vocabulary import OrgId
from graphql_api.commands.instants import read_period
from graphql_api.context import Services

Tell = Callable[[str, int, int], None]
"""Hears of the organization, the campaigns done and how many there are."""
SHOWN = ("spend", "conversions", "revenue", "roas")


class Question(msgspec.Struct, frozen=True):
    """The options of ./run search as they were given."""

    org: str
    query: str
    limit: int = 10
    search_type: str = SearchType.HYBRID.value
    date_range: str | None = None


class FoundLine(msgspec.Struct, frozen=True):
    """A hit as it is printed: `figures` in the order of `SHOWN`, '-' where missing."""

    name: str
    level: str
    data_source: str
    figures: list[str]
    reasons: list[str]


class FoundLines(msgspec.Struct, frozen=True):
    """An answer as it is printed."""

    hits: list[FoundLine]
    found: int
    understood: list[str]
    notice: str | None


def answer_question(services: Services, question: Question) -> FoundLines:
    """Search; raises InvalidInputError for what cannot be asked."""
    check_org(question.org)
    request = SearchRequest(
        question.query,
        period=read_period(question.date_range, "--date-range"),
        limit=question.limit,
        search_type=SearchType(question.search_type),
    )
    return as_lines(services.search(OrgId(question.org), request))


def as_lines(answer: SearchAnswer) -> FoundLines:
    """An answer in texts."""
    hits = [
        FoundLine(
            hit.document.name or hit.document.key,
            hit.document.level.value.lower(),
            hit.document.data_source,
            ["-" if (value := hit.metrics[name]) is None else figure(name, value, hit.currency) for name in SHOWN],
            list(hit.reasons),
        )
        for hit in answer.hits
    ]
    return FoundLines(hits, answer.found, _understood(answer), answer.notice)


def _understood(answer: SearchAnswer) -> list[str]:
    """How the question was read, in words."""
    asked = answer.interpretation
    said = [str(one["text"]) for one in filters_of(asked)]
    if asked.period is not None:
        said.append(days(asked.period))
    if answer.ranked_by:
        said.append(f"by {answer.ranked_by}")
    said += [f"about {concept.replace('_', ' ')}" for concept in asked.concepts]
    if asked.residual:
        said.append(f'words "{asked.residual}"')
    return said


def reindex(services: Services, org: str | None, tell: Tell) -> list[Reindexed]:
    """Everything of one organization or all made anew; searches go on meanwhile."""
    if org is not None:
        check_org(org)
    owners = [OrgId(org)] if org is not None else services.reindex.organizations()
    return [services.reindex(owner, tell) for owner in owners]
