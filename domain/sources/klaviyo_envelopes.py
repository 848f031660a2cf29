"""Taking Klaviyo's envelopes off: reports, pages of objects, and objects that a loader flattened."""

from __future__ import annotations

from collections.abc import Mapping

from domain.sources.envelopes import Opened
from domain.sources.klaviyo_metrics import metric_name, part_of, text_of
from domain.sources.klaviyo_objects import OBJECTS, message_name

CONTEXT_KEYS = (
    "conversion_metric_id",
    "metric",
    "metric_id",
    "metrics",
    "by",
    "interval",
    "timeframe",
    "timezone",
    "audiences",
)
"""What `metadata`, or keys beside `data`, say about a report."""
_NAMED = {
    "metric": "metrics",
    "list": "audiences",
    "segment": "audiences",
    "campaign-message": "messages",
    "flow-message": "messages",
}
"""Under which name a page keeps what it includes."""
FLATTENED = "attributes__"
"""How the columns of a flattened object of the API begin."""


def open_envelope(entry: Mapping[str, object]) -> Opened | None:
    """Rows of an answer, what it says about them, and whether more pages follow."""
    data = entry.get("data")
    links = entry.get("links")
    follows = isinstance(links, dict) and bool(links.get("next"))
    context = {key: entry[key] for key in CONTEXT_KEYS if key in entry}
    if isinstance(data, list) or part_of(data, "type") in OBJECTS:
        rows = data if isinstance(data, list) else [data]
        return rows, context | _names_beside(entry), follows
    attributes = data.get("attributes") if isinstance(data, dict) else None
    for key in ("results", "data"):
        found = attributes.get(key) if isinstance(attributes, dict) else None
        if isinstance(attributes, dict) and isinstance(found, list):
            told = {key: attributes[key] for key in (*CONTEXT_KEYS, "date_times", "dates") if key in attributes}
            return found, context | told | _names_beside(entry), follows
    return _open_bare_results(entry)


def _open_bare_results(entry: Mapping[str, object]) -> Opened | None:
    results = entry.get("results")
    if not isinstance(results, list):
        return None
    return results, {key: entry[key] for key in (*CONTEXT_KEYS, "date_times") if key in entry}, False


def _names_beside(entry: Mapping[str, object]) -> dict[str, object]:
    """Names of metrics, lists, segments and messages that an answer includes; what it includes of people stays behind."""
    included = entry.get("included")
    named: dict[str, dict[str, str]] = {}
    for thing in included if isinstance(included, list) else []:
        kind, told = _NAMED.get(str(part_of(thing, "type"))), text_of(part_of(thing, "id"))
        attributes = part_of(thing, "attributes")
        name = message_name(attributes) if kind == "messages" else metric_name(attributes)
        if kind and told and name:
            named.setdefault(kind, {})[told] = name
    return dict(named)


def unfold(row: object) -> object:
    """An object that a loader flattened, with `__` between its parts, as the API gives it.

    >>> unfold({"id": "e", "attributes__event_properties___value": 3})
    {'id': 'e', 'attributes': {'event_properties': {'_value': 3}}}
    """
    if not isinstance(row, dict) or not any(isinstance(name, str) and name.startswith(FLATTENED) for name in row):
        return row
    whole: dict[str, object] = {}
    for name, value in row.items():
        *parents, last = (
            name.split("__", name.count("__")) if name.startswith((FLATTENED, "relationships__")) else [name]
        )
        place = whole
        for parent in parents:
            inner = place.setdefault(parent, {})
            place = inner if isinstance(inner, dict) else {}
        place[last] = value
    return whole
