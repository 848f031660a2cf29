"""After a restart: what was acknowledged is found, and records, documents, words and vectors agree, one for one."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from benchmarks.kills.ledger import ORGANIZATIONS, Ledger, Names
from domain.search.concepts import tag_concepts
from domain.search.documents import EntityDocument
from domain.search.entities import documents_of
from domain.search.request import SearchRequest, SearchType
from domain.search.searched import document_text, name_words
from domain.vocabulary import Level, OrgId
from graphql_api.context import Services

EVERYTHING = 1_000_000
ASKED = 3
NEAR = 1e-5


class FaultError(Exception):
    """Something acknowledged is missing, or two parts disagree."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check saw; `is_stored`: whether the batch in doubt is there."""

    is_stored: bool
    campaigns: int
    documents: int


def check(services: Services, ledger: Ledger, dice: Random) -> Checked:
    """Compare everything with the ledger; raises FaultError."""
    is_stored, campaigns, documents = False, 0, 0
    for organization in ORGANIZATIONS:
        found = agreeing_documents(services, organization)
        names = {str(d.campaign_id): str(d.campaign_name) for d in found if d.level is Level.CAMPAIGN}
        is_stored |= _standing(organization, names, ledger)
        _check_words(services, organization, names)
        for campaign in dice.sample(sorted(names), min(ASKED, len(names))):
            ask(services, organization, campaign, names)
        campaigns, documents = campaigns + len(names), documents + len(found)
    return Checked(is_stored, campaigns, documents)


def agreeing_documents(services: Services, organization: str) -> list[EntityDocument]:
    """The organization's documents, which are those that its records make, each with the vector of its text."""
    org, search = OrgId(organization), services.search
    source = search.catch_up.source
    if source.touched(org, 1):
        raise FaultError(f"{organization}: campaigns that changed are still noted after the start.")
    made = {one.key: one for one in documents_of(source.describe(org, source.campaigns(org)), tag_concepts)}
    view = search.catalog.view(org)
    found = view.documents(range(len(view.keys)))
    if {one.key: one for one in found} != made or len(found) != len(made):
        raise FaultError(f"{organization}: {len(found)} documents, where the records make {len(made)}, or others.")
    waiting = search.catalog.without_vectors(org, EVERYTHING)
    kept, vectors, _ = search.catalog.unsent(org, EVERYTHING)
    if waiting or {one.key: one for one in kept} != made:
        raise FaultError(f"{organization}: {len(kept)} of {len(made)} documents have a vector.")
    if kept and np.abs(vectors - search.embedder.embed([document_text(one) for one in kept])).max() > NEAR:
        raise FaultError(f"{organization}: a vector is not that of its document's text.")
    return found


def _standing(organization: str, names: Names, ledger: Ledger) -> bool:
    """Whether the batch in doubt is there as a whole."""
    possible = ledger.possible(organization)
    for is_stored, expected in possible.items():
        if names == expected:
            return is_stored and possible[False] != expected
    expected = possible[False]
    missing = [campaign for campaign, name in expected.items() if names.get(campaign) != name]
    more = [campaign for campaign in names if campaign not in expected]
    raise FaultError(
        f"{organization}: of {len(expected)} acknowledged campaigns {len(missing)} are missing or named otherwise, "
        f"{len(more)} are there unasked; in doubt was {ledger.doubt is not None}."
    )


def _check_words(services: Services, organization: str, names: Names) -> None:
    """The last word of each campaign's name, which is its alone, finds its documents and no others."""
    view = services.search.catalog.view(OrgId(organization))
    documents = view.documents(range(len(view.keys)))
    for campaign, name in names.items():
        [word] = name_words(name.split()[-1])
        found = {documents[int(place)].campaign_id for place in np.flatnonzero(view.containing(word))}
        if found != {campaign}:
            raise FaultError(f"{organization}: {word!r} of campaign {campaign} finds {sorted(map(str, found))[:3]}.")


def ask(services: Services, organization: str, campaign: str, names: Names) -> None:
    """Search as a client does, by a word and by a vector."""
    name = names[campaign]
    for query, kind in ((name.split()[-1], SearchType.HYBRID), (name, SearchType.NEURAL)):
        answer = services.search(OrgId(organization), SearchRequest(query, search_type=kind))
        found = [str(hit.document.campaign_id) for hit in answer.hits]
        if campaign not in found or not names.keys() >= set(found):
            raise FaultError(f"{organization}: {kind} search for {query!r} finds {found[:3]}, not {campaign}.")
