"""The entity graph: what hangs together with an entity, by the tree of its account and by what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from domain.ports.search import CatalogView, SearchScope
from domain.search.concepts.lexicon import CONCEPTS, broader
from domain.search.documents import EntityDocument
from domain.search.interpretation import Kin
from domain.search.own_products import own_products
from domain.vocabulary import Level

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
IN_TREE, SAME_COUNTRY, BOTH_FLOWS, OTHER_PLATFORM, ALIKE, OWN_PRODUCT = 3.0, 1.0, 0.8, 0.1, 0.3, 2.0
"""What each tie weighs: the same campaign, a country shared, both flows, another platform, likeness of texts."""
GROUPS: Mapping[str, tuple[float, float]] = {
    "product": (2.5, 0.4),
    "event": (2.0, 0.9),
    "offer": (1.5, 0.3),
    "intent": (1.0, 0.9),
    "audience": (0.3, 0.5),
    "format": (0.2, 0.5),
}
"""What a shared concept of a group weighs, and which part of it where only the wider concept is shared."""
MOST_SEEDS = 5
_DEEPER: Mapping[Level, frozenset[Level]] = {
    Level.CAMPAIGN: frozenset({Level.AD_GROUP, Level.AD, Level.MESSAGE}),
    Level.AD_GROUP: frozenset({Level.AD}),
}


def relatedness(view: CatalogView, seeds: Sequence[EntityDocument], dense: Floats | None) -> Floats:
    """How closely documents hang together with any of the seeds, 0 to 1; `dense`: cosine with the seeds' text."""
    found = np.zeros(len(view.keys))
    for seed in seeds[:MOST_SEEDS]:
        tie, most = _shared_concepts(view, seed)
        tie += IN_TREE * in_tree(view, seed)
        own = own_products(view, seed)
        if own:
            tie, most = tie + OWN_PRODUCT * np.mean(own, axis=0), most + OWN_PRODUCT
        if seed.countries:  # alone it ties nothing
            tie, most = tie + SAME_COUNTRY * view.with_value("country", seed.countries) * (tie > 0), most + SAME_COUNTRY
        tie += OTHER_PLATFORM * ~view.with_value("data_source", [seed.data_source]) * (tie > 0)
        if seed.campaign_type == "FLOW":
            tie, most = tie + BOTH_FLOWS * view.with_value("campaign_type", ["FLOW"]), most + BOTH_FLOWS
        if dense is not None:
            tie = tie + ALIKE * np.clip(dense, 0, None)
        found = np.maximum(found, tie / (most + IN_TREE + OTHER_PLATFORM + ALIKE))
    return found


def in_tree(view: CatalogView, seed: EntityDocument) -> Floats:
    """1 for what lies in the seed's campaign, and for its campaign."""
    if seed.campaign_id is None:
        return np.zeros(len(view.keys))
    scope = SearchScope(campaign_ids=frozenset({seed.campaign_id}), data_sources=frozenset({seed.data_source}))
    return view.within(scope).astype(np.float64)


def _shared_concepts(view: CatalogView, seed: EntityDocument) -> tuple[Floats, float]:
    """What the concepts weigh that documents share with the seed, and the most that can be: the nearest of each group."""
    total, found = 0.0, np.zeros(len(view.keys))
    for group, (weight, of_wider) in GROUPS.items():
        nearest = _nearest(seed, group)
        if nearest:
            total += weight
            found += weight * np.max([_shared(view, concept, of_wider) for concept in nearest], axis=0)
    return found, total


def _nearest(seed: EntityDocument, group: str) -> list[str]:
    """The seed's concepts of a group without those that another of its concepts is a kind of."""
    wider = {above for concept in seed.concepts for above in broader(concept)}
    return [concept for concept in seed.concepts if _group(concept) == group and concept not in wider]


def _group(concept: str) -> str | None:
    """The group that a concept ties by: a summer sale is an occasion, not an offer beside the summer."""
    if concept not in CONCEPTS:
        return None
    groups = {CONCEPTS[above].group for above in broader(concept) if above in CONCEPTS}
    return "event" if "event" in groups else CONCEPTS[concept].group


def _shared(view: CatalogView, concept: str, of_wider: float) -> Floats:
    shared = view.tagged(concept).astype(np.float64)
    for above in broader(concept):
        if _group(above) == _group(concept):
            shared = np.maximum(shared, of_wider * view.tagged(above))
    return shared


def below(view: CatalogView, above: Sequence[EntityDocument], level: Level) -> Mask:
    """Documents of a level that lie in any of these campaigns or ad groups, or in which these lie."""
    found = np.zeros(len(view.keys), np.bool_)
    for one in above:
        inside = np.flatnonzero(in_tree(view, one) * view.within(SearchScope(levels=frozenset({level}))))
        if one.ad_group_id is not None and level is not Level.CAMPAIGN:
            documents = view.documents(inside.tolist())
            inside = inside[[document.ad_group_id == one.ad_group_id for document in documents]]
        found[inside] = True
    return found


def levels_of_kin(seed: EntityDocument, kin: Kin | None) -> frozenset[Level]:
    """Levels that lie above, below or beside an entity; its own where nothing of it is asked."""
    if kin is Kin.ABOVE and seed.level in {Level.AD, Level.AD_GROUP}:
        has_group = seed.level is Level.AD and seed.ad_group_id is not None
        return frozenset({Level.AD_GROUP if has_group else Level.CAMPAIGN})
    if kin is Kin.ABOVE:
        return frozenset({Level.CAMPAIGN})
    if kin is Kin.BELOW:
        return _DEEPER.get(seed.level, frozenset({Level.AD}))
    return frozenset({seed.level})


def kin_of(view: CatalogView, seeds: Sequence[EntityDocument], kin: Kin, levels: frozenset[Level]) -> Mask:
    """Documents of these levels that lie above, below or beside any of the seeds, in its account; never the seeds."""
    found = np.zeros(len(view.keys), np.bool_)
    for seed in seeds:
        above = replace(seed, ad_group_id=None) if kin is Kin.BESIDE and seed.level is Level.AD_GROUP else seed
        for level in levels:
            found |= below(view, [above], level)
    found[view.positions([seed.key for seed in seeds])] = False
    return found


def bound_by(
    view: CatalogView, seeds: Sequence[EntityDocument], shared: Sequence[str], different: Sequence[str]
) -> tuple[Mask, list[str]]:
    """Documents that have with any seed in common what is `shared`, and nothing of what is to be `different`.

    Both name groups of concepts, or columns. Also: what of these no seed has, which binds nothing.
    """
    taken, unknown = np.ones(len(view.keys), np.bool_), []
    for facet in (*shared, *different):
        having = [mask for seed in seeds if (mask := _having(view, seed, facet)) is not None]
        if not having:
            unknown.append(facet)
            continue
        same = np.any(having, axis=0)
        taken &= same if facet in shared else ~same
    return taken, unknown


def _having(view: CatalogView, seed: EntityDocument, facet: str) -> Mask | None:
    """Documents that are of the seed's product, event, country and so on; None where it has none."""
    if facet == "product" and not _nearest(seed, facet):
        own = own_products(view, seed)
        return np.all(own, axis=0) if own else None
    if facet in GROUPS:
        nearest = _audience(seed) if facet == "audience" else _nearest(seed, facet)
        return np.any([view.tagged(concept) for concept in nearest], axis=0) if nearest else None
    values = seed.countries if facet == "country" else [value for value in [getattr(seed, facet, None)] if value]
    return view.with_value(facet, values) if values else None


def _audience(seed: EntityDocument) -> list[str]:
    """Whom it is for: lookalikes, site visitors and other kinds of an intent count as well."""
    kinds = [concept for concept in _nearest(seed, "intent") if CONCEPTS[concept].broader]
    return [*_nearest(seed, "audience"), *kinds]


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
