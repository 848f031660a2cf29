"""Questions with slots, filled from the facts: thresholds that a few campaigns pass, and names that exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import floor, log10
from random import Random

from benchmarks.search_world.development import QUESTIONS as DEVELOPMENT
from benchmarks.search_world.facts import Entity, Organization
from benchmarks.search_world.held_out import QUESTIONS as HELD_OUT
from benchmarks.search_world.questions import Question, q, span
from benchmarks.search_world.truth import WHOLE, has_volume, metric

SEED = 77
PASSING = 14
"""About how many entities a threshold lets through."""


@dataclass(frozen=True, slots=True)
class Slots:
    """A wording of a test or a ranking: metric, and whether it is the high or the low end; `{x}` is the number."""

    text: str
    metric: str
    high: bool
    percent: bool = False


TESTS: dict[str, tuple[Slots, ...]] = {
    "development": (
        Slots("campaigns with ROAS above {x}", "roas", high=True),
        Slots("CTR higher than {x}%", "ctr", high=True, percent=True),
        Slots("cost per conversion under {x}", "cost_per_conversion", high=False),
        Slots("campaigns that spent more than {x}", "spend", high=True),
        Slots("conversions over {x}", "conversions", high=True),
        Slots("cpc below {x}", "cpc", high=False),
    ),
    "held_out": (
        Slots("roas greater than {x}x", "roas", high=True),
        Slots("which ones have a click-through rate of over {x} percent?", "ctr", high=True, percent=True),
        Slots("show me campaigns where a conversion costs less than {x}", "cost_per_conversion", high=False),
        Slots("at most {x} per click", "cpc", high=False),
    ),
}
RANKINGS: dict[str, tuple[Slots, ...]] = {
    "development": (
        Slots("top {x} campaigns by conversions", "conversions", high=True),
        Slots("top {x} by ROAS", "roas", high=True),
        Slots("{x} campaigns with the lowest CPC", "cpc", high=False),
    ),
    "held_out": (
        Slots("give me the {x} campaigns with the highest revenue", "revenue", high=True),
        Slots("{x} worst campaigns by return on ad spend", "roas", high=False),
    ),
}
MONTHS: dict[str, tuple[tuple[str, str], ...]] = {
    "development": (
        ("highest spend in July", "2024-07"),
        ("highest spend in Sep 2024", "2024-09"),
        ("highest spend in 2024-10", "2024-10"),
    ),
    "held_out": (
        ("biggest spend, October 2024", "2024-10"),
        ("most money spent during the month of August", "2024-08"),
    ),
}
NAMED = {"development": ("{name}", "{name}", "{name}"), "held_out": ("{name}", "how is {name} doing?")}


def questions(world: Mapping[str, Organization], name: str) -> list[Question]:
    """The questions of a set, `development` or `held_out`: those written by hand, then those with slots."""
    written = {"development": DEVELOPMENT, "held_out": HELD_OUT}[name]
    rng = Random(f"{SEED}/{name}")
    made = [
        *(_test(world, slots, rng) for slots in TESTS[name] for _ in range(2)),
        *(_ranking(world, slots, rng) for slots in RANKINGS[name] for _ in range(2)),
        *(_month(world, said, month, rng) for said, month in MONTHS[name]),
        *(_named(world, said, rng) for said in NAMED[name] for _ in range(3)),
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
    how = ">" if slots.high else "<=" if "at most" in slots.text else "<"
    meant = round(bound / 100, 8) if slots.percent else bound
    text = slots.text.format(x=f"{bound:g}")
    return q("metrics", organization.name, text, where=f"{slots.metric} {how} {meant}")


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
