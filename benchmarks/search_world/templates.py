"""Questions with slots, filled from the facts: thresholds that a few campaigns pass, and names that exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import floor, log10
from random import Random

from benchmarks.search_world import development, held_out
from benchmarks.search_world.facts import Entity, Organization
from benchmarks.search_world.questions import Question, q, span
from benchmarks.search_world.slots import Slots, SlotSet
from benchmarks.search_world.truth import WHOLE, has_volume, metric

SEED = 77
PASSING = 14
"""About how many entities a threshold lets through."""
SETS: Mapping[str, tuple[tuple[Question, ...], SlotSet]] = {
    "development": (development.QUESTIONS, development.SLOTS),
    "held_out": (held_out.QUESTIONS, held_out.SLOTS),
}
"""What is written by hand, and what has slots."""


def questions(world: Mapping[str, Organization], name: str) -> list[Question]:
    """The questions of a set, `development` or `held_out`: those written by hand, then those with slots."""
    written, slotted = SETS[name]
    rng = Random(f"{SEED}/{name}")
    made = [
        *(_test(world, slots, rng) for slots in slotted.tests for _ in range(2)),
        *(_ranking(world, slots, rng) for slots in slotted.rankings for _ in range(2)),
        *(_month(world, said, month, rng) for said, month in slotted.months),
        *(_named(world, said, rng) for said in slotted.named for _ in range(3)),
    ]
    return [*(_settled(world[question.organization], question) for question in written), *made]


def _settled(organization: Organization, question: Question) -> Question:
    """The question with the name of the campaign that it speaks of, where it does."""
    said = question.wanted.related_to
    if said is None or not said.startswith("first "):
        return question
    _, intent, product = said.split()
    campaign = next(e for e in organization.at("CAMPAIGN") if _is(e, intent, product))
    return replace(
        question,
        text=question.text.format(named=campaign.name),
        wanted=replace(question.wanted, related_to=campaign.name),
    )


def _is(entity: Entity, intent: str, product: str) -> bool:
    facets = entity.facets
    return facets.get("intent") == intent and facets.get("product") == product and "event" in facets


def _test(world: Mapping[str, Organization], slots: Slots, rng: Random) -> Question:
    organization = world[rng.choice(sorted(world))]
    bound = _bound(organization, slots)
    meant = round(bound / 100, 8) if slots.percent else bound
    text = slots.text.format(x=f"{bound:g}")
    return q("metrics", organization.name, text, where=f"{slots.metric} {slots.how} {meant}")


def _bound(organization: Organization, slots: Slots) -> float:
    """A number of two digits that about `PASSING` campaigns pass."""
    ranked = [e for e in organization.at("CAMPAIGN") if has_volume(e, WHOLE)]
    values = sorted((v for e in ranked if (v := metric(e, slots.metric, WHOLE)) is not None), reverse=slots.high)
    bound = values[PASSING] * (100 if slots.percent else 1)
    return round(bound, 1 - floor(log10(bound)))


def _ranking(world: Mapping[str, Organization], slots: Slots, rng: Random) -> Question:
    organization, top = rng.choice(sorted(world)), rng.choice((3, 5, 10))
    end = "highest" if slots.high else "lowest"
    return q("superlatives", organization, slots.text.format(x=top), best=f"{end} {slots.metric} top {top}")


def _month(world: Mapping[str, Organization], said: str, month: str, rng: Random) -> Question:
    meaning = q("dates", rng.choice(sorted(world)), said, best="highest spend")
    return replace(meaning, wanted=replace(meaning.wanted, period=span(month)))


def _named(world: Mapping[str, Organization], said: str, rng: Random) -> Question:
    organization = world[rng.choice(sorted(world))]
    campaign = rng.choice(organization.at("CAMPAIGN"))
    return q("names", organization.name, said.format(name=campaign.name), named=campaign.name)
