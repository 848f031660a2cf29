"""Why an entity was found, one plain line each, with its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.search.documents import EntityDocument
from domain.search.evidence import Evidence
from domain.search.interpretation import AttributeFilter, Interpretation
from domain.search.ordering import Field, MetricOrder
from domain.search.predicates import alternatives, is_met
from domain.search.standing import COSTS, LEAST_DELIVERED, LEAST_IMPRESSIONS
from domain.search.wording import comparison, days, figure, label, plural, standing

Values = Mapping[str, float | None]


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def of_order(
    order: MetricOrder,
    position: int,
    document: EntityDocument,
    metrics: Values,
    asked: Interpretation,
    currency: str | None,
) -> Iterator[str]:
    """The figure by which the entity was ranked, and where it stands among its peers."""
    metric = order.metric_of(position)
    value = None if metric is None else metrics[metric]
    if metric is None or value is None:
        return
    place, peers = int(order.places[position]), int(order.sizes[position])
    kind = plural(document.level, one=peers == 1)
    said = capital(f"{label(metric)} {figure(metric, value, currency)}")
    if not order.enough[position]:
        least = f"{LEAST_DELIVERED} delivered" if metrics["delivered"] else f"{LEAST_IMPRESSIONS:,} impressions"
        yield f"{said}, on fewer than {least} {days(asked.period)}: ranked after those with more"
        return
    stands = standing(place, peers, order.direction_of(position), costs=metric in COSTS)
    among = f" in {currency}" if order.by_currency and currency else ""
    of = f"{stands} {kind}" if f"of {peers:,}" in stands else f"{stands} of {peers:,} {kind}"
    yield f"{said}, {of}{among} {days(asked.period)}"


def of_filters(asked: Interpretation, field: Field, position: int, currency: str | None) -> Iterator[str]:
    """The conditions that the entity meets, with its figures; of those of which one is enough, the ones that it meets."""
    metrics = field.metrics.of(position)
    groups = alternatives(asked.metrics)
    for condition, is_one_of_several in ((one, len(group) > 1) for group in groups for one in group):
        value = metrics[condition.metric]
        if is_one_of_several and not is_met(condition, float(field.told(condition.metric)[position])):
            continue
        shown = "none reported" if value is None else figure(condition.metric, value, currency)
        yield capital(f"{label(condition.metric)} {shown} {days(asked.period)} (asked: {comparison(condition)})")


def of_attributes(conditions: tuple[AttributeFilter, ...], document: EntityDocument) -> Iterator[str]:
    """What it is like, where that was asked."""
    for condition in conditions:
        told = getattr(document, "countries" if condition.column == "country" else condition.column)
        values = told if isinstance(told, tuple) else (told,)
        met = [value for value in values if value in condition.values]
        column = condition.column.replace("_", " ")
        if condition.excluded:
            yield capital(f"{column} is not {' or '.join(condition.values)}")
        elif met:
            yield capital(f"{column} {', '.join(map(str, met))}")
        else:  # a country beside a topic: it counts, but is not required
            yield f"Lacks {column} {' or '.join(condition.values)}"


def of_text(evidence: Evidence, position: int) -> Iterator[str]:
    """Concepts and words that it holds, and those that it lacks."""
    about = [concept.replace("_", " ") for concept, mask in evidence.concepts.items() if mask[position]]
    if about:
        yield f"About {', '.join(about)}"
    held = [word for word, mask in evidence.words.items() if mask[position]]
    if held:
        yield f"Holds {', '.join(held)}"
    lacking = [
        word.replace("_", " ")
        for each in (evidence.concepts, evidence.words)
        for word, mask in each.items()
        if not mask[position]
    ]
    if (about or held) and lacking:
        yield f"Lacks {', '.join(lacking)}"
    if not about and not held and evidence.dense is not None and evidence.dense[position] > 0:
        yield f"Its text is like the question's (cosine {evidence.dense[position]:.2f})"
