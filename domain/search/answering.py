"""From entities in order to hits: each with its figures, the parts of its score, and why it was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.ports.search import CatalogView
from domain.search.documents import EntityDocument
from domain.search.evidence import Evidence
from domain.search.graph import ties
from domain.search.interpretation import Interpretation
from domain.search.ordering import Field
from domain.search.ranked import Ranked
from domain.search.reasons import of_attributes, of_filters, of_order, of_text
from domain.search.request import Hit
from domain.search.ties import first_places
from domain.search.wording import plural


@dataclass(frozen=True, slots=True)
class Grounds:
    """What hits are explained by; `seeds`: entities that the question names."""

    asked: Interpretation
    evidence: Evidence
    field: Field
    seeds: Sequence[EntityDocument]


def hits_of(view: CatalogView, ranked: Ranked, grounds: Grounds, limit: int) -> tuple[Hit, ...]:
    """The first ones, best first."""
    places = _first_places(view, ranked, ranked.skipped + limit)[ranked.skipped :]
    shown = ranked.positions[places].tolist()
    return tuple(
        _hit(ranked, grounds, place, position, document)
        for place, position, document in zip(places, shown, view.documents(shown), strict=True)
    )


def _first_places(view: CatalogView, ranked: Ranked, most: int) -> list[int]:
    if ranked.equals is None:
        return list(range(min(most, len(ranked.positions))))
    return first_places(view, ranked.positions, ranked.equals, most)


def _hit(ranked: Ranked, grounds: Grounds, place: int, position: int, document: EntityDocument) -> Hit:
    metrics, currency = grounds.field.metrics.of(position), grounds.field.metrics.currency_of(position)
    reasons = _reasons(ranked, grounds, position, document)
    scores = {name: round(float(values[position]), 4) for name, values in ranked.parts.items()}
    return Hit(document, round(float(ranked.score[place]), 6), scores, tuple(reasons), metrics, currency)


def _reasons(ranked: Ranked, grounds: Grounds, position: int, document: EntityDocument) -> list[str]:
    asked, metrics = grounds.asked, grounds.field.metrics.of(position)
    currency = grounds.field.metrics.currency_of(position)
    said = ["Named exactly in the question"] if document.key in asked.entities else []
    for order in ranked.orders:
        said += of_order(order, position, document, metrics, asked, currency)
    said += of_filters(asked, grounds.field, position, currency)
    said += of_attributes(asked.attributes, document)
    if "knowledge" in ranked.parts:
        said += [tie for seed in grounds.seeds if seed.key != document.key for tie in ties(seed, document)]
    said += of_text(grounds.evidence, position)
    return said or [f"One of the {plural(document.level)} searched"]
