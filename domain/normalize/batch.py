"""From a payload to canonical records and a report: the pipeline that ingest and preview share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.arrow import key_array
from domain.conversions import DEFAULT_RULES, ConversionRules
from domain.issues import WHOLE, IssueLog, Place
from domain.normalize import documents
from domain.normalize.checks import check_figures, say_currency_doubts, settle_currency
from domain.normalize.columns import to_columns
from domain.normalize.draft import Draft
from domain.normalize.duplicates import settle_duplicates
from domain.normalize.frame import content_arrays, content_hashes
from domain.normalize.identity import identify, natural_keys
from domain.normalize.periods import Days, read_periods
from domain.normalize.screening import encode_rows, screen
from domain.records import CONTENT
from domain.sources.registry import SOURCES
from domain.sources.spec import BatchContext, Page, SourceSpec
from domain.vocabulary import ConflictPolicy, OrgId

NORMALIZER_VERSION = 1


@dataclass(frozen=True, slots=True)
class NormalizedBatch:
    """Canonical records of one payload.

    `records`: `key`, the content columns of the canonical record, and `content`; one row per record, keys distinct.
    `origin`: raw row of each record. `raw_rows`: every raw row as JSON bytes, rejected ones included.
    """

    spec: SourceSpec
    records: pa.Table
    origin: npt.NDArray[np.int64]
    raw_rows: list[bytes]
    pages: tuple[Page, ...]
    log: IssueLog
    unmapped: tuple[str, ...]
    columns_added: tuple[str, ...]
    rules: ConversionRules


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
    """Records of `payload` and what was found in it.

    Bad rows are left out and reported; raises UnreadableBatchError where the payload as a whole cannot be read.
    """
    log = IssueLog(strict=policies.strict, place=policies.place)
    raw = spec.unwrap(payload)
    if raw.more_pages:
        log.add("MORE_PAGES")
    if not raw.rows:
        log.add("EMPTY_BATCH")
    encoded = encode_rows(raw.rows)
    raw = screen(raw, encoded, tuple(SOURCES.values()), spec, log)
    flat = spec.flatten(raw, context, log)
    draft = Draft(spec, context, policies.rules, raw, flat, log, to_columns(flat.rows))
    starts, stops = _fill(draft)
    table, origin = _to_records(org, draft, starts, stops, policies)
    unmapped = tuple(sorted(draft.path(name) for name in documents.unmapped_names(draft)))
    added = _columns_added(draft, table)
    return NormalizedBatch(spec, table, origin, encoded, raw.pages, log, unmapped, added, policies.rules)


def _fill(draft: Draft) -> tuple[Days, Days]:
    draft.read_fields()
    settle_currency(draft)
    default = draft.spec.default_channel
    draft.spec.refine(draft)
    say_currency_doubts(draft)
    draft.texts["data_source"] = [draft.spec.name] * len(draft)
    draft.texts["channel"] = [c or default for c in draft.text("channel")]
    draft.texts.setdefault("date_basis", [draft.spec.date_basis.value] * len(draft))
    draft.texts.setdefault("attribution", ["default"] * len(draft))
    if draft.context.timezone:
        draft.texts["account_timezone"] = [known or draft.context.timezone for known in draft.text("account_timezone")]
    identify(draft)
    zones = draft.context.account_timezones
    stated = zip(draft.text("account_timezone"), draft.text("account_id"), strict=True)
    draft.texts["account_timezone"] = [zone or zones.get(account or "") for zone, account in stated]
    check_figures(draft)
    draft.texts["platform_metrics"] = documents.platform_metrics(draft)
    draft.texts["conversions_by_type"] = documents.conversions_by_type(draft)
    draft.texts["extra"] = documents.extras(draft, documents.unmapped_names(draft))
    return read_periods(draft)


def _to_records(
    org: OrgId, draft: Draft, starts: Days, stops: Days, policies: Policies
) -> tuple[pa.Table, npt.NDArray[np.int64]]:
    arrays = content_arrays(draft, starts, stops)
    keys, content = natural_keys(org, arrays), content_hashes(arrays)
    alive = _not_rejected(draft)
    kept = settle_duplicates(draft, keys, content, alive, policies.on_conflict) if policies.settles else alive
    if policies.on_conflict is ConflictPolicy.SUM and not (kept == alive).all():
        arrays = content_arrays(draft, starts, stops)
        content = content_hashes(arrays)
    kept &= _not_rejected(draft)
    table = pa.table({"key": key_array(keys), **arrays, "content": content})
    return table.filter(pa.array(kept)), draft.origin[kept]


def _not_rejected(draft: Draft) -> npt.NDArray[np.bool_]:
    return ~np.isin(draft.origin, np.fromiter(draft.log.rejected, np.int64, len(draft.log.rejected)))


def _columns_added(draft: Draft, table: pa.Table) -> tuple[str, ...]:
    """Canonical columns that hold something and that no raw row has under that name."""
    given = {name.rsplit(".", 1)[-1] for name in draft.names}
    filled = (c.name for c in CONTENT if c.public and table[c.name].null_count < table.num_rows)
    return tuple(name for name in filled if name not in given)
