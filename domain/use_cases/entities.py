"""One entity with what lies above and below it, and what is like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.errors import InvalidInputError
from domain.ports.search import CatalogView, EntityCatalog, SearchScope
from domain.search.documents import EntityDocument, EntityKey
from domain.search.entities import DEPTHS, IDS, key_of
from domain.search.graph import relatedness, ties
from domain.search.request import MOST_HITS, Hit
from domain.search.searched import document_text
from domain.use_cases.entity_figures import EntityFigures
from domain.use_cases.likeness import Likeness
from domain.vocabulary import Level, OrgId

MOST_CHILDREN = 100
LEAST_LIKENESS = 0.12
"""Relatedness from which on two entities are alike."""


@dataclass(frozen=True, slots=True)
class ShownEntity:
    """`parents` from the campaign down; `children` of the next level, at most `MOST_CHILDREN`, of `children_count`."""

    document: EntityDocument
    parents: tuple[EntityDocument, ...]
    children: tuple[EntityDocument, ...]
    children_count: int


@dataclass(frozen=True, slots=True)
class ShowEntity:
    """An entity in the tree of its account."""

    catalog: EntityCatalog

    def __call__(self, org: OrgId, key: str) -> ShownEntity | None:
        """None where the organization has no such entity."""
        view = self.catalog.view(org)
        found = _document(view, key)
        if found is None:
            return None
        children = _children(view, found)
        return ShownEntity(found, tuple(_parents(view, found)), tuple(children[:MOST_CHILDREN]), len(children))


def _document(view: CatalogView, key: str) -> EntityDocument | None:
    found = view.documents(view.positions([EntityKey(key)]).tolist())
    return found[0] if found else None


def _parents(view: CatalogView, document: EntityDocument) -> list[EntityDocument]:
    ids = [getattr(document, name) for name in IDS[: DEPTHS[document.level]]]
    above = [key_of(ids[:depth]) for depth in range(DEPTHS[Level.CAMPAIGN], len(ids)) if ids[depth - 1] is not None]
    return view.documents(view.positions(above).tolist())


def _children(view: CatalogView, document: EntityDocument) -> list[EntityDocument]:
    """The next level below: ad groups and what no ad group holds of a campaign, ads of an ad group."""
    if document.campaign_id is None or document.level in {Level.AD, Level.MESSAGE}:
        return []
    scope = SearchScope(campaign_ids=frozenset({document.campaign_id}), data_sources=frozenset({document.data_source}))
    inside = view.documents(np.flatnonzero(view.within(scope)).tolist())
    below = [one for one in inside if one.account_id == document.account_id and one.level is not Level.CAMPAIGN]
    if document.level is Level.CAMPAIGN:
        found = [one for one in below if one.level is Level.AD_GROUP or one.ad_group_id is None]
    else:
        found = [one for one in below if one.level is not Level.AD_GROUP and one.ad_group_id == document.ad_group_id]
    return sorted(found, key=lambda one: (one.name or "", one.key))


@dataclass(frozen=True, slots=True)
class FindSimilar:
    """Entities of the same level that are like one: by what they are about and by their texts."""

    catalog: EntityCatalog
    figures: EntityFigures
    likeness: Likeness

    def __call__(self, org: OrgId, key: str, limit: int) -> Sequence[Hit] | None:
        """The most similar first, with metrics over all days; None where the organization has no such entity."""
        if not 1 <= limit <= MOST_HITS:
            raise InvalidInputError(f"limit is {limit}.", hint=f"Send 1 to {MOST_HITS}.", field=("limit",))
        view = self.catalog.view(org)
        seed = _document(view, key)
        if seed is None:
            return None
        scope, unsaid = SearchScope(levels=frozenset({seed.level})), list[str]()  # hits have no notice; the log has it
        dense = self.likeness(org, view, document_text(seed), scope, unsaid.append)
        close = relatedness(view, [seed], dense)
        alike = view.within(scope) & (close >= LEAST_LIKENESS)
        alike[view.positions([seed.key])] = False
        places = np.flatnonzero(alike)
        places = places[np.argsort(-close[places], kind="stable")][:limit]
        metrics = self.figures.beside(org, view, [seed.level], None)
        hits = []
        for place, document in zip(places.tolist(), view.documents(places.tolist()), strict=True):
            scores = {"knowledge": round(float(close[place]), 4)}
            if dense is not None:
                scores["neural"] = round(float(dense[place]), 4)
            reasons = tuple(ties(seed, document)) or ("Its text is like that of the entity",)
            score = round(float(close[place]), 6)
            hits.append(Hit(document, score, scores, reasons, metrics.of(place), metrics.currency_of(place)))
        return hits
