"""Klaviyo's objects: campaigns with their audiences, flows, messages, lists and segments, told once for all their rows.

Layouts: the API's objects (also as Airbyte lands them), and Fivetran's tables `campaign`, `flow`, `list`, `segment`.
They report no figures, so they are no records; what they tell is shown on the records of what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from domain.event_lines import Entity
from domain.sources.klaviyo_metrics import metric_name, part_of, text_of

_KINDS = {
    "campaign": "campaign_id",
    "flow": "campaign_id",
    "campaign-message": "ad_id",
    "flow-message": "ad_id",
}
"""Column of the record that names what an object is."""
_AUDIENCES = frozenset({"list", "segment"})
_NAMING = _AUDIENCES | {"metric"}
_ENCODE = msgspec.json.Encoder(order="sorted").encode
OBJECTS = frozenset({*_KINDS, *_AUDIENCES, "event", "metric", "tag", "profile", "attribution", "template"})
"""Types of the API's objects."""
_TABLE_CAMPAIGN = frozenset({"created", "from_email", "campaign_type", "status_id", "scheduled"})
_TABLE_FLOW = frozenset({"trigger", "customer_filter", "trigger_type"})


def is_object(row: Mapping[str, object]) -> bool:
    """Whether a row is an object of the API, or of a table of campaigns, flows, lists or segments."""
    return (row.get("type") in OBJECTS and "attributes" in row) or table_of(row.keys()) is not None


def tells_names(row: Mapping[str, object]) -> bool:
    """Whether a row is an object that names what other rows only refer to: a metric, a list or a segment."""
    return row.get("type") in _NAMING and "attributes" in row


def table_of(names: Iterable[str]) -> str | None:
    """Kind of the object that a row of a landed table is; None for other rows.

    >>> table_of(["id", "name", "subject", "from_email", "send_time", "_fivetran_synced"])
    'campaign'
    """
    found = set(names)
    if not {"id", "name"} <= found or found & {
        "delivered",
        "opened",
        "opens",
        "recipients",
        "revenue",
        "date",
        "clicks",
    }:
        return None
    if "send_time" in found and found & _TABLE_CAMPAIGN:
        return "campaign"
    return "flow" if found & _TABLE_FLOW else None


def read_entities(rows: Sequence[object], named: Mapping[str, str]) -> tuple[list[Entity], list[int]]:
    """What objects tell, and the row of each; `named`: names of lists and segments that stand beside them."""
    names = dict(named) | _names_in(rows)
    entities, origin = list[Entity](), list[int]()
    for index, row in enumerate(rows):
        if isinstance(row, Mapping):
            for entity in _entities_of(row, names):
                entities.append(entity)
                origin.append(index)
    return entities, origin


def _names_in(rows: Sequence[object]) -> dict[str, str]:
    """Names of the lists and segments that are rows themselves."""
    found = [row for row in rows if part_of(row, "type") in _AUDIENCES]
    return {i: n for row in found if (i := text_of(part_of(row, "id"))) and (n := metric_name(row))}


def _entities_of(row: Mapping[str, object], names: Mapping[str, str]) -> list[Entity]:
    kind = str(row.get("type")) if "attributes" in row else table_of(row.keys())
    told = text_of(row.get("id"))
    if kind not in _KINDS or told is None:
        return []
    attributes = row["attributes"] if isinstance(row.get("attributes"), Mapping) else row
    name = text_of(part_of(attributes, "name")) or message_name(attributes)
    audiences = _audiences(part_of(attributes, "audiences"), names)
    return [Entity(_KINDS[kind], told, name, text_of(part_of(attributes, "status")), audiences)]


def message_name(attributes: object) -> str | None:
    """Label of a message, else its subject."""
    for holder in (part_of(attributes, "definition"), attributes):
        found = text_of(part_of(holder, "label")) or text_of(part_of(holder, "content", "subject"))
        if found:
            return found
    return None


def _audiences(told: object, names: Mapping[str, str]) -> str | None:
    """Lists and segments as JSON: `{"excluded": [], "included": [{"id": "Y6", "name": "Newsletter"}]}`."""
    if not isinstance(told, Mapping):
        return None
    shown: dict[str, list[dict[str, str]]] = {}
    for side in ("included", "excluded"):
        ids = told.get(side)
        found = [i for value in (ids if isinstance(ids, list) else []) if (i := text_of(value))]
        shown[side] = [{"id": i} | ({"name": names[i]} if i in names else {}) for i in sorted(found)]
    return _ENCODE(shown).decode()
