"""Reading a kept batch once more: what was said about it then, and the rules of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.column_map import column_map_of
from domain.conversions import DEFAULT_RULES, ConversionRules
from domain.errors import StoreUnavailableError
from domain.late_keys import LateKeys
from domain.normalize.batch import NormalizedBatch
from domain.normalize.payloads import decode_row
from domain.normalize.texts import strip_noise
from domain.ports import AccountDefault, KeptBatch, StoredBatch
from domain.sources.registry import SOURCES
from domain.sources.spec import Page, RawBatch, SourceSpec
from domain.use_cases.ingest import stamp
from domain.use_cases.submission import Submission, read_with
from domain.vocabulary import ConflictPolicy, DataSource, OrgId, Period
from domain.windows import ReplacedWindow, window_of


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about a batch, as `stamp` keeps it."""

    period: Period | None = None
    account_id: str | None = None
    currency: str | None = None
    timezone: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    strict: bool = False
    on_conflict: ConflictPolicy = ConflictPolicy.REJECT
    conversion_rules: ConversionRules = DEFAULT_RULES
    pages: tuple[Page, ...] = ()
    number_locale: str | None = None
    column_map: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a replay reads by: settings of today's accounts; conversion rules, or None for those of each batch."""

    accounts: Sequence[AccountDefault]
    conversions: ConversionRules | None = None


def read_again(org: OrgId, data_source: DataSource, batch: KeptBatch, rules: Rules) -> StoredBatch:
    """The batch's records by today's rules, observed and ingested when they were, from the same raw rows.

    Raises StoreUnavailableError where what was said about it cannot be read.
    """
    said, spec = read_said(batch), SOURCES[data_source]
    submission = Submission(
        *(data_source, None, said.period, said.account_id, said.currency, said.timezone, said.metadata, said.strict),
        on_conflict=said.on_conflict,
        number_locale=said.number_locale,
        column_map=column_map_of(said.column_map, ("columnMap",)) if spec.takes_any else None,
    )
    raw = RawBatch([decode_row(row) for row in chain.from_iterable(batch.frames)], said.pages)
    conversions = said.conversion_rules if rules.conversions is None else rules.conversions
    replayed = replace(spec, unwrap=lambda _payload: raw)
    read = read_with(org, submission, replayed, conversions, batch.ingested_at.date(), rules.accounts)
    stored = stamp(read, submission, batch.batch_id, batch.observed_at, batch.ingested_at)
    placed = _in_their_frames(stored.records, read.origin, batch.frames)
    if stored.events is not None and read.events is not None:
        lines = _in_their_frames(stored.events.lines, read.events.origin, batch.frames)
        stored = replace(stored, events=replace(stored.events, lines=lines))
    window = _window_again(read, said, spec) if batch.replaced_window else None
    late = LateKeys(said.on_conflict, read.log, read.origin)
    return replace(stored, records=placed, frames=(), window=window, late_keys=late)


def read_said(batch: KeptBatch) -> Said:
    """What was said about a batch."""
    try:
        return msgspec.json.decode(batch.context, type=Said)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreUnavailableError(
            f"What was said about batch {batch.batch_id} cannot be read: {error}.",
            hint="Restore the data folder from a backup, or leave this data source out.",
        ) from error


def _in_their_frames(records: pa.Table, origin: npt.NDArray[np.int64], frames: Sequence[Sequence[bytes]]) -> pa.Table:
    """The records, or event lines, with the places that their raw rows have in the store."""
    lengths = [len(frame) for frame in frames]
    places = {
        "raw_frame": np.repeat(np.arange(len(frames)), lengths),
        "raw_row": np.concatenate([np.arange(length) for length in lengths] or [np.zeros(0, np.int64)]),
    }
    for name, of_row in places.items():
        position = records.schema.get_field_index(name)
        records = records.set_column(position, records.schema.field(name), pa.array(of_row[origin], pa.int64()))
    return records


def _window_again(read: NormalizedBatch, said: Said, spec: SourceSpec) -> ReplacedWindow | None:
    """What the records of a complete pull stand for by today's rules, besides what they stood for then."""
    if said.period is None or not read.records.num_rows:
        return None
    return window_of(read.records, said.period, strip_noise(said.account_id or "", spec.account_noise) or None)
