"""What is searched for, and what it means to the domain."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import UNSET

from domain import vocabulary
from domain.search.request import MOST_CHARACTERS, SearchRequest
from domain.search.request import SearchType as Kind
from graphql_api.types.enums import DataSource, Level, SearchType
from graphql_api.types.filter_input import DateRange, to_row_filter
from graphql_api.types.filter_input import RecordFilter as Filter
from graphql_api.types.given import describe, given

DEFAULT_LIMIT = 10


@strawberry.input(description="What to search for. What is given beside the query wins over what its words say.")
class SearchInput:
    query: str = describe(f"Words or a question, 1 to {MOST_CHARACTERS:,} characters.")
    data_sources: list[DataSource] | None = describe("Only entities of these systems.", default=UNSET)
    date_range: DateRange | None = describe(
        "Only entities that were active in these days; metrics are over them.", default=UNSET
    )
    campaign_ids: list[strawberry.ID] | None = describe("Only these campaigns and what lies in them.", default=UNSET)
    level: Level | None = describe(
        "Level of the entities returned. Default: campaigns (and email campaigns and flows).", default=UNSET
    )
    limit: int | None = describe("1 to 100.", default=DEFAULT_LIMIT)
    search_type: SearchType | None = describe("How hits are found.", default=SearchType.HYBRID)
    as_of_date: date | None = describe(
        "The day that `last month`, `yesterday` count from. Default: today.", default=UNSET
    )


def to_search_request(sent: SearchInput) -> SearchRequest:
    """The request in the domain's words; raises InvalidInputError for lists that are too long."""
    rows = to_row_filter(
        Filter(data_sources=sent.data_sources, date_range=sent.date_range, campaign_ids=sent.campaign_ids), ("input",)
    )
    level = given(sent.level)
    kind = given(sent.search_type)
    return SearchRequest(
        sent.query,
        rows.data_sources,
        rows.period,
        rows.campaign_ids,
        None if level is None else vocabulary.Level(level.value),
        DEFAULT_LIMIT if sent.limit is None else sent.limit,
        Kind.HYBRID if kind is None else Kind(kind.value),
        given(sent.as_of_date),
    )
