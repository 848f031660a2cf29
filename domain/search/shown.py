"""The interpretation as data: every part in words, and as what a program can edit and send back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.search.interpretation import AttributeFilter, Comparison, Interpretation, Kin, MetricFilter
from domain.search.wording import comparison

Shown = Mapping[str, Any]
_RELATIONS = {Kin.ABOVE: "above", Kin.BELOW: "lies in", Kin.BESIDE: "beside"}


def filters_of(asked: Interpretation) -> list[Shown]:
    """Every condition: `text` says it in words, `words` are those of the question."""
    found = [_of_metric(condition) for condition in asked.metrics]
    found += [_of_attribute(condition) for condition in asked.attributes]
    if asked.level is not None:
        found.append({"kind": "level", "text": f"level = {asked.level}", "values": [asked.level.value]})
    found += [
        {"kind": "concept", "text": f"not about {concept.replace('_', ' ')}", "values": [concept], "excluded": True}
        for concept in asked.excluded_concepts
    ]
    found += [
        {"kind": "word", "text": f"does not hold {word}", "values": [word], "excluded": True}
        for word in asked.excluded_words
    ]
    return [*found, *_of_entities(asked)]


def _of_entities(asked: Interpretation) -> list[Shown]:
    """What is named, by its words, and how what is asked for hangs together with it."""
    said = "is" if asked.entities else _RELATIONS[asked.kin] if asked.kin else "related to"
    kind = "entity" if asked.entities else "related"
    found: list[Shown] = [
        {"kind": kind, "text": f'{said} "{asked.named_as.get(key, key)}"', "values": [key]}
        for key in asked.entities or asked.related_to
    ]
    found += [{"kind": "shared", "text": f"the same {one.replace('_', ' ')}", "values": [one]} for one in asked.shared]
    found += [
        {"kind": "shared", "text": f"another {one.replace('_', ' ')}", "values": [one], "excluded": True}
        for one in asked.different
    ]
    return found


def _of_metric(condition: MetricFilter) -> Shown:
    upper = {"upper": condition.upper} if condition.comparison is Comparison.BETWEEN else {}
    return {
        "kind": "metric",
        "text": f"or {comparison(condition)}" if condition.either else comparison(condition),
        "metric": condition.metric.upper(),
        "comparison": condition.comparison.value,
        "value": condition.value,
        **upper,
        **({"either": True} if condition.either else {}),
        "words": condition.words,
    }


def _of_attribute(condition: AttributeFilter) -> Shown:
    sign = "is none of" if condition.excluded else "="
    return {
        "kind": "attribute",
        "text": f"{condition.column.replace('_', ' ')} {sign} {' or '.join(condition.values)}",
        "column": condition.column,
        "values": list(condition.values),
        "excluded": condition.excluded,
        "words": condition.words,
    }


def corrections_of(asked: Interpretation) -> list[Shown]:
    """Words that were read as others."""
    return [{"given": one.given, "readAs": one.read_as} for one in asked.corrections]
