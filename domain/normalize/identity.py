"""Who a row is about: level, entity, breakdown cell, and the 128-bit natural key made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from domain.arrow import one_chunk
from domain.countries import iso_country
from domain.labels import Labels, joined
from domain.normalize.columns import Column
from domain.normalize.draft import Draft
from domain.normalize.numbers import ABSENT
from domain.normalize.texts import label_texts, look_rounded, strip_noise
from domain.records import IDENTITY
from domain.sources.spec import LevelRule
from domain.vocabulary import OrgId
from domain.wording import counted

_SEPARATOR = "\x1f"
KEY_COLUMNS: tuple[str, ...] = tuple(column.name for column in IDENTITY if column.name != "breakdown_set")
HOUR = "hour"


def identify(draft: Draft) -> None:
    """Fill level, entity_id, breakdowns, breakdown_set, country and device."""
    if draft.context.account_id:
        stripped = strip_noise(draft.context.account_id, draft.spec.account_noise)
        draft.texts["account_id"] = draft.labels("account_id").map(lambda known: known or stripped)
    _warn_of_rounded_ids(draft)
    _name_entities(draft)
    _say_orphans(draft)
    _read_breakdowns(draft)


def _warn_of_rounded_ids(draft: Draft) -> None:
    names = [n for f in draft.spec.fields if f.column.endswith("_id") for n in f.names if n in draft.columns]
    ids = [(value, name) for name in names for value in _whole_numbers(draft.column(name))]
    if look_rounded(value for value, _ in ids):
        largest, name = max(ids)
        draft.log.add("ID_MAYBE_ROUNDED", path=draft.path(name), value=largest)


def _whole_numbers(column: Column) -> list[int]:
    cells = column.loose.values() if column.holds_texts else column.cells()
    return [value for value in cells if isinstance(value, int)]


def _name_entities(draft: Draft) -> None:
    levels = entities = Labels.constant(None, len(draft))
    for rule in draft.spec.levels:
        free = ~levels.known & draft.labels(rule.needs).known
        if free.any():
            levels = Labels.constant(rule.level.value, len(draft)).chosen(free, levels)
            entities = _entities_of(draft, rule).chosen(free, entities)
    draft.texts["level"], draft.texts["entity_id"] = levels.distinct(), entities
    _name_nameless(draft, levels)


def _name_nameless(draft: Draft, levels: Labels) -> None:
    """Rows without ids, and account rows that name something lower, are known by their names."""
    named = np.zeros(len(draft), np.bool_)
    for column, _ in _NAMED:
        named |= draft.labels(column).where(bool)
    places = np.flatnonzero(~levels.known | (named & levels.equal("ACCOUNT"))).tolist()
    names = [draft.text(column) for column, _ in _NAMED] if places else []
    for position in places:
        _name_by_name(draft, position, [texts[position] for texts in names])


def _entities_of(draft: Draft, rule: LevelRule) -> Labels:
    parts = [draft.labels(column) for column in rule.identity]
    return parts[0] if len(parts) == 1 else joined(parts, lambda *texts: "/".join(text or "" for text in texts))


_NAMED = (("ad_name", "AD"), ("ad_group_name", "AD_GROUP"), ("campaign_name", "CAMPAIGN"))


def _say_orphans(draft: Draft) -> None:
    """Rows that cannot be matched with their campaign's own rows are not counted beside those."""
    below = draft.labels("level").where(lambda level: level not in {None, "ACCOUNT", "CAMPAIGN"})
    orphans = int((below & ~draft.labels("campaign_id").known).sum())
    if orphans:
        detail = f"{counted(orphans, 'row does not name its', 'rows do not name their')} campaign: where the account has campaign rows, only those count."
        draft.log.add("PARENT_UNKNOWN", detail=detail)


def _name_by_name(draft: Draft, position: int, names: Sequence[str | None]) -> None:
    """A row without ids is known by its deepest name: a rename makes a new entity, so it is said."""
    if draft.flat.origin[position] in draft.log.rejected:
        return
    declared = {rule.level.value for rule in draft.spec.levels}
    levels, entities = draft.texts["level"], draft.texts["entity_id"]
    named = [(column, level, name) for (column, level), name in zip(_NAMED, names, strict=True) if name]
    if named:
        column, level, name = named[0]
        levels[position] = level if level in declared else "MESSAGE"
        path = "/".join(parent.casefold() for _, _, parent in reversed(named))
        entities[position] = "/".join([f"name:{path}", *_apart(draft, position, level)])
        _fill_ids_from_names(draft, position, named)
        draft.report("KEY_FROM_NAME", position, name, name=column)
        return
    if levels[position] is None:
        draft.report("MISSING_ENTITY", position, None, name="campaign_id")


def _apart(draft: Draft, position: int, level: str) -> list[str]:
    """What besides its own id or name tells rows of one entity apart, e.g. the event or the channel."""
    rules = [rule for rule in draft.spec.levels if rule.level.value == level]
    columns = [column for rule in rules for column in rule.identity if column != rule.needs and column[-3:] != "_id"]
    texts = [draft.text(column)[position] for column in columns]
    return [text for text in texts if text and text != draft.spec.default_channel]


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
    cells = {name: label_texts(draft.column(name)) for name in names}
    countries = _first_of(draft, [cells[n] for n in spec.country if n in cells])
    draft.texts["country"] = countries.map(lambda text: None if text is None else iso_country(text))
    draft.texts["device"] = _first_of(draft, [cells[n] for n in spec.device if n in cells])
    known = draft.number(HOUR).known
    hours = Labels(known.astype(np.int64), [None, HOUR])
    shown = [name.removeprefix(prefix or "") for name in names]
    documents = joined([*cells.values(), hours], lambda *texts: _cell_document(shown, texts[:-1]))
    sets = joined([*cells.values(), hours], lambda *texts: _cell_names(shown, texts))
    draft.texts["breakdowns"], draft.texts["breakdown_set"] = documents, sets


def _cell_document(names: Sequence[str], texts: Sequence[str | None]) -> str | None:
    cell = {name: text for name, text in zip(names, texts, strict=True) if text is not None}
    return encode(cell) if cell else None


def _cell_names(names: Sequence[str], texts: Sequence[str | None]) -> str:
    """Names of the breakdowns that a row has; the last text says whether it is hourly."""
    found = {name for name, text in zip([*names, HOUR], texts, strict=True) if text is not None}
    return ",".join(sorted(found))


def _first_of(draft: Draft, columns: list[Labels]) -> Labels:
    found = Labels.constant(None, len(draft))
    for column in columns:
        found = found.filled(column)
    return found


_ENCODER = msgspec.json.Encoder(order="sorted")


def encode(document: object) -> str:
    """Canonical JSON: sorted names, no spaces; equal documents give equal text."""
    return _ENCODER.encode(document).decode()


def natural_keys(org: OrgId, columns: Mapping[str, pa.Array | pa.ChunkedArray]) -> list[bytes]:
    """The 16-byte key of each row over `KEY_COLUMNS`; a missing part is the empty text."""
    parts = [_key_part(columns[name]) for name in KEY_COLUMNS]
    joint = pc.binary_join_element_wise(pa.scalar(org, pa.string()), *parts, _SEPARATOR)
    return [blake2b(row, digest_size=16).digest() for row in joint.cast(pa.binary()).to_pylist()]


def _key_part(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    chunk = one_chunk(column)
    return pc.fill_null(chunk.cast(pa.string()), "")


def present(value: object) -> bool:
    """Whether the row states the field at all."""
    return value is not ABSENT and value is not None
