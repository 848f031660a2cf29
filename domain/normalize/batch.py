"""From a payload to canonical records and a report: the pipeline that ingest and preview share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from domain.arrow import key_array, picked
from domain.conversions import DEFAULT_RULES, ConversionRules
from domain.issues import IssueLog
from domain.labels import Labels
from domain.normalize import documents
from domain.normalize.checks import check_figures, say_currency_doubts, settle_currency
from domain.normalize.draft import Draft
from domain.normalize.duplicates import settle_duplicates
from domain.normalize.frame import content_arrays, content_hashes
from domain.normalize.identity import identify, natural_keys
from domain.normalize.intake import flatten_rows, take_in
from domain.normalize.numbers import Numbers
from domain.normalize.payloads import RawRow
from domain.normalize.periods import read_periods
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


@dataclass(frozen=True, slots=True)
class Policies:
    """How strictly a batch is read."""

    strict: bool = False
    on_conflict: ConflictPolicy = ConflictPolicy.REJECT
    rules: ConversionRules = DEFAULT_RULES


def normalize(
    org: OrgId, payload: object, spec: SourceSpec, context: BatchContext, policies: Policies = Policies()
) -> NormalizedBatch:
    """Records of `payload`, a decoded one or its bytes, and what was found in it.

    Bad rows are left out and reported; raises UnreadableBatchError where the payload as a whole cannot be read.
    """
    log = IssueLog(strict=policies.strict)
    intake = take_in(payload, spec, context)
    if intake.raw.more_pages:
        log.add("MORE_PAGES")
    if not intake.raw.rows:
        log.add("EMPTY_BATCH")
    encoded = encode_rows(intake.raw.rows)
    raw = screen(intake.raw, encoded, tuple(SOURCES.values()), spec, log)
    flat, columns = flatten_rows(raw, intake.lane, spec, context, log)
    draft = Draft(spec, context, policies.rules, raw, flat, log, columns)
    starts, stops = _fill(draft)
    table, origin = _to_records(org, draft, starts, stops, policies)
    unmapped = tuple(sorted(draft.path(name) for name in documents.unmapped_names(draft)))
    added = _columns_added(draft, table)
    return NormalizedBatch(spec, table, origin, encoded, raw.pages, log, unmapped, added, policies.rules)


def _fill(draft: Draft) -> tuple[Numbers, Numbers]:
    draft.read_fields()
    settle_currency(draft)
    default, size = draft.spec.default_channel, len(draft)
    draft.spec.refine(draft)
    say_currency_doubts(draft)
    draft.texts["data_source"] = Labels.constant(draft.spec.name, size)
    draft.texts["channel"] = draft.labels("channel").map(lambda channel: channel or default)
    for column, text in (("date_basis", draft.spec.date_basis.value), ("attribution", "default")):
        if column not in draft.texts:
            draft.texts[column] = Labels.constant(text, size)
    if draft.context.timezone:
        draft.texts["account_timezone"] = draft.labels("account_timezone").map(lambda z: z or draft.context.timezone)
    identify(draft)
    zones = draft.context.account_timezones
    if zones:
        of_accounts = draft.labels("account_id").map(lambda account: zones.get(account or ""))
        stated = draft.labels("account_timezone").map(lambda zone: zone or None)
        draft.texts["account_timezone"] = stated.filled(of_accounts)
    check_figures(draft)
    draft.texts["platform_metrics"] = documents.platform_metrics(draft)
    draft.texts["conversions_by_type"] = documents.conversions_by_type(draft)
    draft.texts["extra"] = documents.extras(draft, documents.unmapped_names(draft))
    return read_periods(draft)


def _to_records(
    org: OrgId, draft: Draft, starts: Numbers, stops: Numbers, policies: Policies
) -> tuple[pa.Table, npt.NDArray[np.int64]]:
    arrays = content_arrays(draft, starts, stops)
    keys, content = natural_keys(org, arrays), content_hashes(arrays)
    alive = ~draft.rejected
    words = np.frombuffer(b"".join(keys), np.uint64).reshape(-1, 2)
    kept = settle_duplicates(draft, words, content, alive, policies.on_conflict)
    if policies.on_conflict is ConflictPolicy.SUM and not (kept == alive).all():
        arrays = content_arrays(draft, starts, stops)
        content = content_hashes(arrays)
    kept &= ~draft.rejected
    plain = {
        name: array.dictionary_decode() if isinstance(array, pa.DictionaryArray) else array
        for name, array in arrays.items()
    }
    table = pa.table({"key": key_array(keys), **plain, "content": content})
    return picked(table, kept), draft.origin[kept]


def _columns_added(draft: Draft, table: pa.Table) -> tuple[str, ...]:
    """Canonical columns that hold something and that no raw row has under that name."""
    given = {name.rsplit(".", 1)[-1] for name in draft.names}
    filled = (c.name for c in CONTENT if c.public and table[c.name].null_count < table.num_rows)
    return tuple(name for name in filled if name not in given)
