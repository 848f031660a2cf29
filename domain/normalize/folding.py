"""Records of groups of event lines: their flat rows go the way of all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec
import pyarrow as pa

from domain.arrow import key_array
from domain.conversions import ConversionRules
from domain.event_lines import EventState, Group
from domain.issue_log import IssueLog
from domain.normalize.columns import to_columns
from domain.normalize.draft import Draft
from domain.normalize.filling import fill
from domain.normalize.frame import content_arrays, content_hashes, plain_arrays
from domain.normalize.identity import natural_keys
from domain.sources.spec import BatchContext, FlatBatch, FlatRow, Fold, RawBatch, SourceSpec
from domain.vocabulary import OrgId
from domain.wording import counted


def fold_groups(
    org: OrgId,
    spec: SourceSpec,
    fold: Fold,
    context: BatchContext,
    rules: ConversionRules,
    log: IssueLog,
    groups: Sequence[Group],
) -> pa.Table:
    """One record per group, in order: `key`, the content columns of the canonical record, and `content`.

    Sums that no column holds are unknown, which `log` notes.
    """
    rows = [_flat_row(spec, fold, rules, group, states) for group, states in groups]
    flat = FlatBatch(rows, list(range(len(rows))))
    bare = replace(context, period=None, account_id=None, currency=None, timezone=None)
    draft = Draft(spec, bare, rules, RawBatch(rows), flat, IssueLog(), to_columns(rows))
    arrays = content_arrays(draft, *fill(draft))
    _say_sums(draft.log, rows, log)
    keys, content = natural_keys(org, arrays), content_hashes(arrays)
    return pa.table({"key": key_array(keys), **plain_arrays(arrays), "content": content})


def _say_sums(found: IssueLog, rows: Sequence[FlatRow], log: IssueLog) -> None:
    """Note the sums of this fold that are too large, the first of them by name and day."""
    large = [issue for issue in found.shown() if issue.code == "OUT_OF_RANGE" and issue.row_index is not None]
    if large:
        first = large[0]
        day = rows[first.row_index or 0].get("date_start")
        sums = counted(found.counts["OUT_OF_RANGE"], "sum of events is", "sums of events are")
        detail = f"{sums} larger than the store can hold, and unknown: first {first.path} of {day}, {first.value}."
        log.add("SUM_OUT_OF_RANGE", path=first.path, value=first.value, detail=detail)


def _flat_row(
    spec: SourceSpec, fold: Fold, rules: ConversionRules, group: Mapping[str, object], states: Sequence[EventState]
) -> FlatRow:
    named = {
        "account_id": group["account_id"],
        "account_timezone": group["account_timezone"],
        "campaign_id": group["campaign_id"],
        "campaign_name": group["campaign_name"],
        "campaign_type": group["campaign_type"],
        "message_id": group["message_id"],
        "message_name": group["message_name"],
        "channel": group["channel"],
        "date_start": str(group["date_start"]),
        "date_stop": str(group["date_stop"]),
        "hour": group["hour"],
    }
    cells = msgspec.json.decode(str(group["breakdowns"] or "{}"))
    named |= {f"{spec.breakdown_prefix or ''}{name}": value for name, value in cells.items()}
    return fold({name: value for name, value in named.items() if value is not None}, states, rules)
