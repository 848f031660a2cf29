"""Renormalize: raw batches that are kept, read once more by today's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial

from domain.conversions import ConversionRules
from domain.errors import InvalidInputError
from domain.ports import Clock, Difference, RecordStore, Replay, Replays, SettingsStore
from domain.reading import RowFilter
from domain.said_rules import NOTHING_SAID, effective_rules
from domain.sources.registry import SOURCES
from domain.use_cases.accounts import told_by_settings
from domain.use_cases.insights import Insights, InsightsRequest
from domain.use_cases.replaying import Rules, read_again
from domain.vocabulary import DataSource, OrgId

COMPARED = ("spend", "impressions", "clicks", "conversions", "revenue")
Figures = dict[str, float | None]
Told = Callable[[DataSource, int, int], None]
"""Hears of the data source, the batches replayed and how many there are."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to replay: one data source or all, batches observed from a day on (UTC) or all.

    `uses_current_rules`: by the organization's conversion rules of today, instead of those each batch came with.
    """

    data_source: DataSource | None = None
    since: date | None = None
    uses_current_rules: bool = False
    is_dry_run: bool = True


@dataclass(frozen=True, slots=True)
class TotalsBeside:
    """Totals of one currency, None where none is known, before and after."""

    currency: str | None
    before: Figures
    after: Figures


@dataclass(frozen=True, slots=True)
class Renormalized:
    """What became of one data source."""

    data_source: DataSource
    batches: int
    difference: Difference
    totals: list[TotalsBeside]


@dataclass(frozen=True, slots=True)
class Renormalize:
    """Replays raw batches into records beside the stored ones, says what differs, and lets those take their place.

    When the platform said something does not change by reading it anew: observations keep their instants.
    """

    replays: Replays
    store: RecordStore
    settings: SettingsStore
    clock: Clock

    def __call__(self, org: OrgId, plan: Plan, tell: Told = lambda *_: None) -> list[Renormalized]:
        """A report per data source; raises InvalidInputError for one that is not known."""
        return [self._replay(org, source, plan, tell) for source in self._sources(org, plan)]

    def _sources(self, org: OrgId, plan: Plan) -> list[DataSource]:
        if plan.data_source is not None and plan.data_source not in SOURCES:
            raise InvalidInputError(
                f"data source {plan.data_source!r} is not known.", hint=f"Give one of: {', '.join(SOURCES)}."
            )
        return [source for source in self.replays.data_sources(org) if plan.data_source in {None, source}]

    def _replay(self, org: OrgId, source: DataSource, plan: Plan, tell: Told) -> Renormalized:
        since = None if plan.since is None else datetime.combine(plan.since, time(), UTC)
        with self.replays.replay(org, source, since) as replay:
            for done, _ in enumerate(self._read(org, source, plan, replay)):
                tell(source, done, replay.size)
            replay.carry_deletions()
            totals = beside(figures(self.store, org, source), figures(replay.store, org, source))
            difference = replay.difference()
            if not (plan.is_dry_run or difference.is_none):
                replay.adopt(self.clock.now())
            return Renormalized(source, replay.size, difference, totals)

    def _read(self, org: OrgId, source: DataSource, plan: Plan, replay: Replay) -> Iterator[None]:
        """Each batch on its way from its raw rows into the new store."""
        yield
        rules = Rules(self.settings.account_defaults(org, source), self._conversions(org, source, plan))
        told = partial(told_by_settings, self.settings, org, source)
        for batch in replay.batches():
            read = read_again(org, source, batch, rules)
            replay.store.upsert(org, replace(read, told=told))
            yield

    def _conversions(self, org: OrgId, source: DataSource, plan: Plan) -> ConversionRules | None:
        if not plan.uses_current_rules:
            return None
        return effective_rules(SOURCES[source], self.settings.conversion_rules(org, source), NOTHING_SAID, ())


def figures(store: RecordStore, org: OrgId, source: DataSource) -> dict[str | None, Figures]:
    """Totals of a data source by currency, each fact counted once."""
    request = InsightsRequest(RowFilter(data_sources=(source,)), metrics=COMPARED)
    found = Insights(store)(org, request).totals.by_data_source.to_pylist()
    return {line["currency"]: {name: line[name] for name in COMPARED} for line in found}


def beside(before: dict[str | None, Figures], after: dict[str | None, Figures]) -> list[TotalsBeside]:
    """Totals of both sides by currency; one that is on one side only has nothing on the other."""
    nothing: Figures = dict.fromkeys(COMPARED)
    currencies = sorted({*before, *after}, key=lambda code: (code is None, code or ""))
    return [TotalsBeside(code, before.get(code, nothing), after.get(code, nothing)) for code in currencies]
