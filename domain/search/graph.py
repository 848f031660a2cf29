"""The entity graph: what hangs together with an entity, by the tree of its account and by what it is about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from domain.ports.search import CatalogView, SearchScope
from domain.search.documents import EntityDocument
from domain.vocabulary import Level

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
IN_TREE, SAME_CONCEPTS, SAME_COUNTRY, OTHER_PLATFORM, ALIKE = 1.0, 0.7, 0.15, 0.1, 0.3
"""What each tie weighs: the same campaign, all concepts shared, a country shared, another platform, likeness of texts."""
MOST_SEEDS = 5


def relatedness(view: CatalogView, seeds: Sequence[EntityDocument], dense: Floats | None) -> Floats:
    """How closely documents hang together with any of the seeds, 0 to 1; `dense`: cosine with the seeds' text."""
    found = np.zeros(len(view.keys))
    for seed in seeds[:MOST_SEEDS]:
        tie = IN_TREE * in_tree(view, seed) + SAME_CONCEPTS * _shared_concepts(view, seed)
        tie += SAME_COUNTRY * view.with_value("country", seed.countries)
        tie += OTHER_PLATFORM * ~view.with_value("data_source", [seed.data_source]) * (tie > 0)
        found = np.maximum(found, tie)
    if dense is not None:
        found += ALIKE * np.clip(dense, 0, None)
    return found / (IN_TREE + SAME_CONCEPTS + SAME_COUNTRY + OTHER_PLATFORM + ALIKE)


def in_tree(view: CatalogView, seed: EntityDocument) -> Floats:
    """1 for what lies in the seed's campaign, and for its campaign."""
    if seed.campaign_id is None:
        return np.zeros(len(view.keys))
    scope = SearchScope(campaign_ids=frozenset({seed.campaign_id}), data_sources=frozenset({seed.data_source}))
    return view.within(scope).astype(np.float64)


def _shared_concepts(view: CatalogView, seed: EntityDocument) -> Floats:
    """Share of the seed's concepts that documents carry; rare ones count more."""
    size = len(view.keys)
    total, found = 0.0, np.zeros(size)
    for concept in seed.concepts:
        tagged = view.tagged(concept)
        rarity = float(np.log1p(size / max(int(tagged.sum()), 1)))
        total, found = total + rarity, found + rarity * tagged
    return found / total if total else found


def below(view: CatalogView, above: Sequence[EntityDocument], level: Level) -> Mask:
    """Documents of a level that lie in any of these campaigns or ad groups."""
    found = np.zeros(len(view.keys), np.bool_)
    for one in above:
        inside = np.flatnonzero(in_tree(view, one) * view.within(SearchScope(levels=frozenset({level}))))
        if one.level is Level.AD_GROUP:
            documents = view.documents(inside.tolist())
            inside = inside[[document.ad_group_id == one.ad_group_id for document in documents]]
        found[inside] = True
    return found


def ties(seed: EntityDocument, document: EntityDocument) -> list[str]:
    """What two entities share, in words."""
    said = []
    if seed.campaign_id is not None and (seed.data_source, seed.campaign_id) == (
        document.data_source,
        document.campaign_id,
    ):
        said.append(f"In the same campaign as {name_of(seed)}")
    if shared := sorted({*seed.concepts} & {*document.concepts}):
        where = f" on {document.data_source}" if document.data_source != seed.data_source else ""
        said.append(f"Shares {', '.join(shared)} with {name_of(seed)}{where}")
    if countries := sorted({*seed.countries} & {*document.countries}):
        said.append(f"Runs in {', '.join(countries)} as well")
    return said


def name_of(document: EntityDocument) -> str:
    """An entity's name, else its id, in quotation marks."""
    return f'"{document.name or document.ad_id or document.ad_group_id or document.campaign_id or document.key}"'
