"""What a question asks for, and how relevant each entity is to it: 0 to 3, by rule, from the facts alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.search_world.facts import Entity, Identity, Organization
from benchmarks.search_world.truth import RATIOS, WHOLE, Span, has_volume, is_active, is_message, metric

Grades = dict[Identity, int]
FULL, PARTLY, SLIGHTLY = 3, 2, 1
HALF = 0.5
TEN = 10
LOWER_IS_BETTER = frozenset({"cpm", "cpc", "cost_per_conversion", "unsubscribe_rate", "bounce_rate"})
COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">": lambda value, bound: value > bound,
    ">=": lambda value, bound: value >= bound,
    "<": lambda value, bound: value < bound,
    "<=": lambda value, bound: value <= bound,
    "=": lambda value, bound: value == bound,
}


@dataclass(frozen=True, slots=True)
class Test:
    """A metric compared with a number, in the metric's own unit (rates 0 to 1)."""

    metric: str
    how: str
    bound: float


@dataclass(frozen=True, slots=True)
class Best:
    """The `top` entities with the highest, or lowest, metric."""

    metric: str
    highest: bool = True
    top: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A vague quality: the better, or worse, part. Without a metric: ROAS of ads, revenue per recipient of messages."""

    good: bool
    metric: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question means. All but `about` must hold; entities that have part of `about` are a little relevant."""

    about: Mapping[str, str] = field(default_factory=dict)
    """Facet to value; `a|b` takes either. `name` is words that stand in the name, `_` between them."""
    without: Mapping[str, str] = field(default_factory=dict)
    level: str = "CAMPAIGN"
    sources: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    period: Span | None = None
    where: tuple[Test, ...] = ()
    best: Best | None = None
    band: Band | None = None
    named: str | None = None
    """Exactly this name."""
    related_to: str | None = None
    """Entities that share facets with the one of this name."""
    under: str | None = None
    """Everything of the level that lies under the entity of this name."""
    nothing: bool = False
    """There is no such thing in the organization."""

    @property
    def places(self) -> int | None:
        """How many entities are asked for, where a number is said."""
        return self.best.top if self.best else None


def grades(organization: Organization, wanted: Wanted) -> Grades:
    """Relevance of every entity that has any."""
    if wanted.nothing:
        return {}
    pool = [e for e in organization.at(wanted.level) if _may_be(e, wanted)]
    if wanted.named or wanted.under or wanted.related_to:
        return _of_one(organization, pool, wanted)
    pool = [e for e in pool if all(_holds(e, test, _span(wanted)) for test in wanted.where)]
    covered = [e for e in pool if coverage(e, wanted.about) == 1]
    if wanted.best is not None:
        return _by_rank(covered, wanted.best, _span(wanted))
    if wanted.band is not None:
        return _by_band(covered, wanted.band, _span(wanted))
    partly = [e for e in pool if HALF <= coverage(e, wanted.about) < 1]
    return {e.identity: SLIGHTLY for e in partly} | {e.identity: FULL for e in covered}


def coverage(entity: Entity, about: Mapping[str, str]) -> float:
    """Share of the facets that the entity has, 0 to 1; 1 where none is asked for."""
    if not about:
        return 1.0
    return sum(_has(entity, facet, value) for facet, value in about.items()) / len(about)


def _has(entity: Entity, facet: str, value: str) -> bool:
    if facet == "name":
        return value.replace("_", " ") in entity.name.casefold()
    return entity.facets.get(facet) in value.split("|")


def _span(wanted: Wanted) -> Span:
    return wanted.period or WHOLE


def _may_be(entity: Entity, wanted: Wanted) -> bool:
    checks: Sequence[tuple[tuple[str, ...], str | None]] = (
        (wanted.sources, entity.identity.data_source),
        (wanted.channels, entity.channel),
        (wanted.statuses, entity.status.upper() if entity.status else None),
        (wanted.objectives, entity.objective),
        (wanted.kinds, entity.kind),
    )
    if any(allowed and value not in allowed for allowed, value in checks):
        return False
    if any(_has(entity, facet, value) for facet, value in wanted.without.items()):
        return False
    return wanted.period is None or is_active(entity, wanted.period)


def _holds(entity: Entity, test: Test, span: Span) -> bool:
    value = metric(entity, test.metric, span)
    return value is not None and COMPARE[test.how](value, test.bound)


def _by_rank(pool: Sequence[Entity], best: Best, span: Span) -> Grades:
    """The first third of the places counts fully, the second partly, the last slightly; equal values count the same."""
    values = _ranked(pool, best.metric, span)
    order = sorted(values.values(), reverse=best.highest)
    places = best.top or TEN
    graded = {}
    for identity, value in values.items():
        place = order.index(value)
        if place < places:
            graded[identity] = FULL - 3 * place // max(places, 3)
    return graded


def _by_band(pool: Sequence[Entity], band: Band, span: Span) -> Grades:
    """Ads among ads, messages among messages: the best tenth fully, the best quarter partly, the better half slightly."""
    graded: Grades = {}
    for of_messages, own in ((False, "roas"), (True, "revenue_per_recipient")):
        name = band.metric or own
        values = _ranked([e for e in pool if is_message(e) == of_messages], name, span)
        descending = band.good != (name in LOWER_IS_BETTER)
        order = sorted(values.values(), reverse=descending)
        for identity, value in values.items():
            share = order.index(value) / len(order)
            grade = FULL if share < 0.1 else PARTLY if share < 0.25 else SLIGHTLY if share < HALF else 0
            if grade:
                graded[identity] = grade
    return graded


def _ranked(pool: Sequence[Entity], name: str, span: Span) -> dict[Identity, float]:
    """Values of those whose value can be ranked."""
    worth = [e for e in pool if name not in RATIOS or has_volume(e, span)]
    values = {e.identity: metric(e, name, span) for e in worth}
    return {identity: value for identity, value in values.items() if value is not None}


def _of_one(organization: Organization, pool: Sequence[Entity], wanted: Wanted) -> Grades:
    """The entity of a name, what lies under it, or what is like it."""
    if wanted.named is not None:
        return {e.identity: FULL for e in pool if e.name == wanted.named}
    if wanted.under is not None:
        return {e.identity: FULL for e in pool if wanted.under in e.parents}
    return _related(organization, pool, wanted.related_to or "")


def _related(organization: Organization, pool: Sequence[Entity], name: str) -> Grades:
    """By the share of the one's facets: product and event weigh twice, intent (or theme, flow) and geo once."""
    [one, *_] = organization.named(name)
    weights = {
        f: w for f, w in (("product", 2), ("event", 2), ("intent", 1), ("theme", 1), ("geo", 1)) if f in one.facets
    }
    graded = {}
    for other in pool:
        shared = sum(w for facet, w in weights.items() if other.facets.get(facet) == one.facets[facet])
        share = shared / sum(weights.values())
        grade = FULL if share >= 0.8 else PARTLY if share >= 0.6 else SLIGHTLY if share >= 0.4 else 0
        if grade and other is not one:
            graded[other.identity] = grade
    return graded
