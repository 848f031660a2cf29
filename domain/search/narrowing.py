"""Which documents may be hits: those of the scope that meet every condition."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from domain.ports.search import CatalogView, SearchScope
from domain.search.evidence import Evidence, holding, is_soft
from domain.search.figures import EntityMetrics
from domain.search.interpretation import Interpretation
from domain.search.ordering import Field
from domain.search.predicates import Kinds, alternatives, meets
from domain.search.request import SearchRequest
from domain.vocabulary import MESSAGE_CHANNELS, UNPAID_CHANNELS, Level

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Step = tuple[str, int]
"""A condition in words, and how many documents were left after it."""


def scope_of(asked: Interpretation, request: SearchRequest, levels: frozenset[Level]) -> SearchScope:
    """What is searched, by what was sent beside the question and by its days."""
    sources, campaigns = request.data_sources, request.campaign_ids
    return SearchScope(
        levels,
        None if sources is None else frozenset(sources),
        None if campaigns is None else frozenset(campaigns),
        asked.period,
    )


def within_scope(view: CatalogView, asked: Interpretation, scope: SearchScope) -> Mask:
    """Documents of the scope without those of concepts and words that were left out."""
    taken = view.within(scope)
    for concept in asked.excluded_concepts:
        taken &= ~holding(view, concept)
    for phrase in asked.excluded_words:
        taken &= ~np.all([view.containing(word) for word in phrase.split()], axis=0)
    return taken


def narrow(
    view: CatalogView, asked: Interpretation, taken: Mask, field: Field, evidence: Evidence
) -> tuple[Mask, list[Step]]:
    """Those of them that meet every condition, and how many were left after each; soft ones count as evidence."""
    pool, steps = taken, [("in the scope", int(taken.sum()))]
    if asked.period is not None:
        pool = pool & field.metrics.active
        steps.append(("active", int(pool.sum())))
    for attribute in asked.attributes:
        if evidence.is_asked and is_soft(attribute):
            continue
        mask = view.with_value(attribute.column, attribute.values)
        pool = pool & (~mask if attribute.excluded else mask)
        steps.append((attribute.words or attribute.column, int(pool.sum())))
    for group in alternatives(asked.metrics):
        met = np.any([meets(condition, field.told(condition.metric)) for condition in group], axis=0)
        pool = pool & met
        steps.append((" or ".join(condition.words or condition.metric for condition in group), int(pool.sum())))
    return pool, steps


def field_of(view: CatalogView, metrics: EntityMetrics, levels: frozenset[Level]) -> Field:
    """What documents are compared by."""
    level_codes = np.zeros(len(view.keys), np.int64)
    for code, level in enumerate(sorted(levels), 1):
        level_codes[view.within(SearchScope(levels=frozenset({level})))] = code
    messages = view.with_value("channel", MESSAGE_CHANNELS)
    kinds = Kinds(_kinds(view, level_codes, messages), view.with_value("channel", UNPAID_CHANNELS))
    return Field(metrics, (level_codes > 0) & metrics.active, messages, kinds, level_codes, metrics.currency_codes)


def _kinds(view: CatalogView, levels: Ints, messages: Mask) -> Ints:
    """A code per document for its level, its data source, and the channel of messages."""
    channels, sources = np.zeros(len(view.keys), np.int64), np.zeros(len(view.keys), np.int64)
    for code, channel in enumerate(MESSAGE_CHANNELS, 1):
        channels[messages & view.with_value("channel", [channel])] = code
    known = sorted(view.vocabulary.values.get("data_source", frozenset()))
    for code, source in enumerate(known, 1):
        sources[view.with_value("data_source", [source])] = code
    codes: Ints = (levels * (len(known) + 1) + sources) * (len(MESSAGE_CHANNELS) + 1) + channels
    return codes
