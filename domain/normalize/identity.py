"""Who a row is about: level, entity, breakdown cell, and the 128-bit natural key made of them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

import msgspec
import pyarrow as pa

from domain.normalize.draft import Draft, Texts
from domain.normalize.numbers import ABSENT
from domain.normalize.texts import look_rounded, read_texts, strip_noise
from domain.records import IDENTITY
from domain.vocabulary import OrgId

_SEPARATOR = "\x1f"
KEY_COLUMNS: tuple[str, ...] = tuple(column.name for column in IDENTITY if column.name != "breakdown_set")
HOUR = "hour"


def identify(draft: Draft) -> None:
    """Fill level, entity_id, breakdowns, breakdown_set, country and device."""
    if draft.context.account_id:
        stripped = strip_noise(draft.context.account_id, draft.spec.account_noise)
        draft.texts["account_id"] = [known or stripped for known in draft.text("account_id")]
    _warn_of_rounded_ids(draft)
    _name_entities(draft)
    _say_orphans(draft)
    _read_breakdowns(draft)


def _warn_of_rounded_ids(draft: Draft) -> None:
    names = [n for f in draft.spec.fields if f.column.endswith("_id") for n in f.names if n in draft.names]
    ids = [(value, name) for name in names for value in draft.cells(name) if isinstance(value, int)]
    if look_rounded(value for value, _ in ids):
        largest, name = max(ids)
        draft.log.add("ID_MAYBE_ROUNDED", path=draft.path(name), value=largest)


def _name_entities(draft: Draft) -> None:
    levels: Texts = [None] * len(draft)
    entities: Texts = [None] * len(draft)
    for rule in draft.spec.levels:
        parts = [draft.text(column) for column in rule.identity]
        for position, needed in enumerate(draft.text(rule.needs)):
            if needed is not None and levels[position] is None:
                levels[position] = rule.level.value
                entities[position] = "/".join([part[position] or "" for part in parts])
    for position, level in enumerate(levels):
        if level is None or (level == "ACCOUNT" and _has_name(draft, position)):
            _name_by_name(draft, position, levels, entities)
    draft.texts["level"], draft.texts["entity_id"] = levels, entities


_NAMED = (("ad_name", "AD"), ("ad_group_name", "AD_GROUP"), ("campaign_name", "CAMPAIGN"))


def _has_name(draft: Draft, position: int) -> bool:
    return any(draft.text(column)[position] for column, _ in _NAMED)


def _say_orphans(draft: Draft) -> None:
    """Rows that cannot be matched with their campaign's own rows are not counted beside those."""
    named = zip(draft.text("level"), draft.text("campaign_id"), strict=True)
    orphans = sum(campaign is None and level not in {None, "ACCOUNT", "CAMPAIGN"} for level, campaign in named)
    if orphans:
        detail = f"{orphans} rows do not name their campaign: where the account has campaign rows, only those count."
        draft.log.add("PARENT_UNKNOWN", detail=detail)


def _name_by_name(draft: Draft, position: int, levels: Texts, entities: Texts) -> None:
    """A row without ids is known by its deepest name: a rename makes a new entity, so it is said."""
    if draft.flat.origin[position] in draft.log.rejected:
        return
    declared = {rule.level.value for rule in draft.spec.levels}
    named = [(column, level, name) for column, level in _NAMED if (name := draft.text(column)[position])]
    if named:
        column, level, name = named[0]
        levels[position] = level if level in declared else "MESSAGE"
        path = "/".join(parent.casefold() for _, _, parent in reversed(named))
        entities[position] = f"name:{path}"
        _fill_ids_from_names(draft, position, named)
        draft.report("KEY_FROM_NAME", position, name, name=column)
        return
    if levels[position] is None:
        draft.report("MISSING_ENTITY", position, None, name="campaign_id")


def _fill_ids_from_names(draft: Draft, position: int, named: list[tuple[str, str, str]]) -> None:
    """Two campaigns without ids are two groups all the same: their names stand in for the ids."""
    path = ""
    for column, _, name in reversed(named):
        path = f"{path}/{name.casefold()}" if path else f"name:{name.casefold()}"
        ids = draft.texts.setdefault(column.replace("_name", "_id"), [None] * len(draft))
        ids[position] = ids[position] or path


def _read_breakdowns(draft: Draft) -> None:
    spec, prefix = draft.spec, draft.spec.breakdown_prefix
    mapped = spec.mapped | spec.ignores(draft.names) | spec.keeps_as_metrics(draft.names)
    names = sorted(
        n for n in draft.names if n in spec.breakdowns or (prefix and n.startswith(prefix) and n not in mapped)
    )
    shown = {name: name.removeprefix(prefix or "") for name in names}
    cells = {name: read_texts(draft.cells(name)) for name in names}
    draft.texts["country"] = _first_of(draft, [cells[n] for n in spec.country if n in cells])
    draft.texts["device"] = _first_of(draft, [cells[n] for n in spec.device if n in cells])
    hours = draft.number(HOUR)
    documents: Texts = [None] * len(draft)
    sets: Texts = [""] * len(draft)
    if names or hours.known.any():
        for position in range(len(draft)):
            cell = {shown[n]: v for n in names if (v := cells[n][position]) is not None}
            documents[position] = encode(cell) if cell else None
            sets[position] = ",".join(sorted({*cell, *((HOUR,) if hours.known[position] else ())}))
    draft.texts["breakdowns"], draft.texts["breakdown_set"] = documents, sets


def _first_of(draft: Draft, columns: list[Texts]) -> Texts:
    found: Texts = [None] * len(draft)
    for column in columns:
        found = [a if a is not None else b for a, b in zip(found, column, strict=True)]
    return found


_ENCODER = msgspec.json.Encoder(order="sorted")


def encode(document: object) -> str:
    """Canonical JSON: sorted names, no spaces; equal documents give equal text."""
    return _ENCODER.encode(document).decode()


def natural_keys(org: OrgId, columns: Mapping[str, pa.Array | pa.ChunkedArray]) -> list[bytes]:
    """The 16-byte key of each row over `KEY_COLUMNS`; a missing part is the empty text."""
    parts = [["" if v is None else str(v) for v in columns[name].to_pylist()] for name in KEY_COLUMNS]
    return [blake2b(_SEPARATOR.join((org, *row)).encode(), digest_size=16).digest() for row in zip(*parts, strict=True)]


def present(value: object) -> bool:
    """Whether the row states the field at all."""
    return value is not ABSENT and value is not None
