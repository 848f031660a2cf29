"""A question as understood, together with what was sent beside it: what was sent wins, and it is said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.search.interpretation import AttributeFilter, Interpretation
from domain.search.request import SearchRequest
from domain.vocabulary import Level

NOT_OF_ENTITIES = {Level.ACCOUNT, Level.KEYWORD, Level.SEARCH_TERM, Level.ASSET_GROUP}
"""Levels that have no documents."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The interpretation that is searched by, and what was overruled."""

    asked: Interpretation
    overruled: tuple[str, ...]


def settle(asked: Interpretation, request: SearchRequest) -> Settled:
    """Let the input's own filters take the place of those of the words."""
    overruled: list[str] = []
    if request.period is not None:
        if asked.period is not None and asked.period != request.period:
            overruled.append(f'dateRange counts, not "{asked.period_words}"')
        asked = replace(asked, period=request.period)
    if request.level is not None:
        asked = replace(asked, level=request.level)
    if request.data_sources is not None:
        theirs = [one for one in asked.attributes if one.column == "data_source"]
        if any(_differs(one, request) for one in theirs):
            overruled.append(f'dataSources counts, not "{", ".join(one.words for one in theirs)}"')
        kept = tuple(one for one in asked.attributes if one.column != "data_source")
        asked = replace(asked, attributes=kept)
    return Settled(asked, tuple(overruled))


def _differs(condition: AttributeFilter, request: SearchRequest) -> bool:
    return condition.excluded or not {*condition.values} >= {*(request.data_sources or ())}
