"""From what groups of event lines came to at each instant, to versions of their records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

import pyarrow as pa

from domain.ancestry import lacking_of
from domain.event_lines import Group
from domain.records import Kind, record_schema
from domain.restatement import DELETED_AT, REMOVED_AT

Told = tuple[tuple[object, ...], dict[str, object], Group]
"""A group's identity, the labels and provenance of one of its instants, and what it came to then."""


@dataclass(slots=True)
class _Version:
    """One version of a group's record: the line of `records` that holds it, and the instants of it."""

    line: int
    told: dict[str, object]
    revision: int
    seen_at: list[datetime]
    ended_at: datetime | None = None
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EventVersions:
    """`records`: all versions, in the record's schema; `ended_at`, `removed_at` of each: both null for current ones."""

    records: pa.Table
    ended_at: pa.Array = field(default_factory=lambda: pa.array([], Kind.INSTANT.arrow))
    removed_at: pa.Array = field(default_factory=lambda: pa.array([], Kind.INSTANT.arrow))

    def split(self, settled: pa.Table) -> tuple[pa.Table, pa.Table]:
        """Current versions, and earlier ones with `superseded_at` and `removed_at`; `settled` has the same lines."""
        current = self.ended_at.is_null()
        ended = settled.append_column("superseded_at", self.ended_at)
        for name in (REMOVED_AT, DELETED_AT):  # lines end with a deletion of their record only
            ended = ended.append_column(name, self.removed_at)
        return settled.filter(current), ended.filter(self.ended_at.is_valid())


def versions_of(told: Sequence[Told], fold: Callable[[Sequence[Group]], pa.Table]) -> EventVersions:
    """Versions of each group, from its instants in order: equal content is one version, nothing left is a removal."""
    living = [group for _, _, group in told if group[1]]
    content = fold(living)
    versions = _runs(told, content["content"].to_pylist())
    table = content.take(pa.array([version.line for version in versions], pa.int64()))
    return EventVersions(
        _with_provenance(table, versions),
        pa.array([version.ended_at for version in versions], Kind.INSTANT.arrow),
        pa.array([version.removed_at for version in versions], Kind.INSTANT.arrow),
    )


def _runs(told: Sequence[Told], content: Sequence[int]) -> list[_Version]:
    versions: list[_Version] = []
    last: _Version | None = None
    group, line, revision = None, -1, 0
    for identity, instant, (_, states) in told:
        if identity != group:
            group, last, revision = identity, None, 0
        at = cast("datetime", instant["changed_at"])
        if not states:
            if last is not None:
                last.ended_at = last.removed_at = at
            last = None
            continue
        line += 1
        if last is not None and content[last.line] == content[line]:
            last.seen_at.append(at)
            continue
        if last is not None:
            last.ended_at = at
        revision += 1
        last = _Version(line, instant, revision, [at])
        versions.append(last)
    return versions


def _with_provenance(content: pa.Table, versions: Sequence[_Version]) -> pa.Table:
    size = len(versions)
    columns = {name: content[name] for name in content.column_names} | {
        "lacking": pa.array(lacking_of(content), pa.string()),
        "observed_at": pa.array([version.seen_at[0] for version in versions], Kind.INSTANT.arrow),
        "last_observed_at": pa.array([version.seen_at[-1] for version in versions], Kind.INSTANT.arrow),
        "seen_at": pa.array([version.seen_at for version in versions], Kind.INSTANTS.arrow),
        "revision": pa.array([version.revision for version in versions], pa.int64()),
        "warnings": pa.nulls(size, pa.string()),
        "audiences": pa.nulls(size, pa.string()),
    }
    for name in ("ingested_at", "batch_id", "raw_frame", "raw_row", "normalizer_version"):
        columns[name] = pa.array([version.told[name] for version in versions], record_schema().field(name).type)
    return pa.table([columns[name] for name in record_schema().names], schema=record_schema())
