"""Entities of other levels that are about what was asked, where none of the level searched is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from domain.ports.search import CatalogView, SearchScope
from domain.search.evidence import Evidence
from domain.search.wording import plural
from domain.vocabulary import Level

LEVELS = (Level.CAMPAIGN, Level.AD_GROUP, Level.AD, Level.MESSAGE)


def on_other_levels(view: CatalogView, scope: SearchScope, evidence: Evidence) -> str:
    """Where to look instead, as the end of a sentence; empty where nothing is found there either."""
    found = list(_found(view, scope, evidence))
    return f". It is found among the {' and the '.join(found)}: ask for these" if found else ""


def _found(view: CatalogView, scope: SearchScope, evidence: Evidence) -> Iterator[str]:
    about = evidence.coverage > 0
    for level in LEVELS:
        here = view.within(replace(scope, levels=frozenset({level}))) & about
        if level not in (scope.levels or LEVELS) and here.any():
            yield plural(level)
