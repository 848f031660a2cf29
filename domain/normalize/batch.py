"""From a payload to canonical records and a report: the pipeline that ingest and preview share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.arrow import key_array, picked
from domain.column_map import ColumnUse
from domain.conversions import DEFAULT_RULES, ConversionRules
from domain.event_lines import Entity, Group, line_table
from domain.issue_log import IssueLog
from domain.issues import WHOLE, Place
from domain.normalize import documents
from domain.normalize.draft import Draft
from domain.normalize.duplicates import settle_duplicates
from domain.normalize.filling import fill
from domain.normalize.folding import fold_groups
from domain.normalize.frame import content_arrays, content_hashes, plain_arrays
from domain.normalize.identity import natural_keys
from domain.normalize.intake import flatten_rows, relabelled, take_in
from domain.normalize.line_overlaps import say_line_overlaps
from domain.normalize.numbers import Numbers
from domain.normalize.overlaps import say_overlaps
from domain.normalize.payloads import RawRow
from domain.normalize.screening import encode_rows, screen
from domain.records import CONTENT
from domain.sources.registry import SOURCES
from domain.sources.spec import BatchContext, FlatBatch, Page, SourceSpec
from domain.vocabulary import ConflictPolicy, OrgId

NORMALIZER_VERSION = 3


@dataclass(frozen=True, slots=True)
class BatchEvents:
    """Event lines (`event_lines.EVENT_KINDS`), the raw row of each, and how groups of them become records."""

    lines: pa.Table
    origin: npt.NDArray[np.int64]
    fold: Callable[[Sequence[Group]], pa.Table]


@dataclass(frozen=True, slots=True)
class NormalizedBatch:
    """Canonical records of one payload.

    `records`: `key`, the content columns of the canonical record, and `content`; one row per record, keys distinct.
    `origin`: raw row of each record. `raw_rows`: every raw row as JSON, rejected ones included.
    """

    spec: SourceSpec
    records: pa.Table
    origin: npt.NDArray[np.int64]
    raw_rows: list[RawRow]
    pages: tuple[Page, ...]
    log: IssueLog
    unmapped: tuple[str, ...]
    columns_added: tuple[str, ...]
    rules: ConversionRules
    column_map: Mapping[str, ColumnUse] = field(default_factory=dict)
    events: BatchEvents | None = None
    """What adds up to records instead of being one."""
    entities: tuple[Entity, ...] = ()
    """What objects tell of campaigns and messages."""
    tells_of_others: bool = False
    """Whether raw rows tell what other raw rows are read by."""


@dataclass(frozen=True, slots=True)
class Policies:
    """How strictly a batch is read."""

    strict: bool = False
    on_conflict: ConflictPolicy = ConflictPolicy.REJECT
    rules: ConversionRules = DEFAULT_RULES
    place: Place = WHOLE
    """Where in an upload the rows stand."""
    settles: bool = True
    """False for a part of an upload: rows that share a key stay, for others of that key may stand in other parts."""


def normalize(
    org: OrgId, payload: object, spec: SourceSpec, context: BatchContext, policies: Policies = Policies()
) -> NormalizedBatch:
    """Records of `payload`, a decoded one or its bytes, and what was found in it.

    Bad rows are left out and reported; raises UnreadableBatchError where the payload as a whole cannot be read.
    """
    log = IssueLog(strict=policies.strict, place=policies.place)
    intake = take_in(payload, spec, context)
    if intake.raw.more_pages:
        log.add("MORE_PAGES")
    if not intake.raw.rows:
        log.add("EMPTY_BATCH")
    encoded = encode_rows(intake.raw.rows)
    raw = screen(intake.raw, encoded, tuple(SOURCES.values()), spec, log)
    flat, columns = flatten_rows(raw, intake.lane, spec, context, log)
    columns, labels = relabelled(columns, spec)
    flat = replace(flat, paths={**flat.paths, **labels}) if labels else flat
    draft = Draft(spec, context, policies.rules, raw, flat, log, columns)
    starts, stops = fill(draft)
    table, origin = _to_records(org, draft, starts, stops, policies)
    if flat.lines:
        say_line_overlaps(flat.lines, flat.line_origin, table, log)
    unmapped = tuple(sorted(draft.path(name) for name in documents.unmapped_names(draft)))
    added = _columns_added(draft, table, frozenset(labels))
    fold = partial(fold_groups, org, spec, spec.fold, context, policies.rules, log) if spec.fold else None
    events = _events_of(flat, log, fold) if fold else None
    entities = tuple(e for e, row in zip(flat.entities, flat.entity_origin, strict=True) if row not in log.rejected)
    return NormalizedBatch(
        spec,
        table,
        origin,
        encoded,
        raw.pages,
        log,
        unmapped,
        added,
        policies.rules,
        context.column_map,
        events,
        entities,
        flat.tells_of_others,
    )


def _events_of(flat: FlatBatch, log: IssueLog, fold: Callable[[Sequence[Group]], pa.Table]) -> BatchEvents | None:
    """The event lines of rows that were not rejected; None where there are none."""
    kept = [place for place, row in enumerate(flat.line_origin) if row not in log.rejected]
    if not kept:
        return None
    origin = np.asarray([flat.line_origin[place] for place in kept], np.int64)
    return BatchEvents(line_table([flat.lines[place] for place in kept]), origin, fold)


def _to_records(
    org: OrgId, draft: Draft, starts: Numbers, stops: Numbers, policies: Policies
) -> tuple[pa.Table, npt.NDArray[np.int64]]:
    arrays = content_arrays(draft, starts, stops)
    keys, content = natural_keys(org, arrays), content_hashes(arrays)
    alive = ~draft.rejected
    kept = alive
    if policies.settles:
        words = np.frombuffer(b"".join(keys), np.uint64).reshape(-1, 2)
        kept = settle_duplicates(draft, words, content, alive, policies.on_conflict)
    if policies.on_conflict is ConflictPolicy.SUM and not (kept == alive).all():
        arrays = content_arrays(draft, starts, stops)
        content = content_hashes(arrays)
    kept &= ~draft.rejected
    plain = plain_arrays(arrays)
    say_overlaps(draft, plain, kept)
    table = pa.table({"key": key_array(keys), **plain, "content": content})
    return picked(table, kept), draft.origin[kept]


def _columns_added(draft: Draft, table: pa.Table, relabelled: frozenset[str]) -> tuple[str, ...]:
    """Canonical columns that hold something and that no raw row has under that name."""
    given = {name.rsplit(".", 1)[-1] for name in draft.names - relabelled}
    filled = (c.name for c in CONTENT if c.public and table[c.name].null_count < table.num_rows)
    return tuple(name for name in filled if name not in given)
