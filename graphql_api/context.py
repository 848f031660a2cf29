"""What every resolver is given: who asks, and the use cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, TypeVar

import anyio.to_thread
import strawberry
from strawberry.dataloader import DataLoader

from domain.calendar import CalendarRow
from domain.ports import Clock, Health, KeyStore, Spool
from domain.use_cases.accounts import SetAccountDefaults
from domain.use_cases.audit import Audit, ListAudit
from domain.use_cases.calendar import AskedDay, days_of_records
from domain.use_cases.causal_export import CausalExport
from domain.use_cases.column_maps import SetColumnMap, ShowColumnMap
from domain.use_cases.coverage import Coverage
from domain.use_cases.deletion import DeleteRecords
from domain.use_cases.entities import FindSimilar, ShowEntity
from domain.use_cases.export_links import ExportLinks
from domain.use_cases.history import RecordHistory
from domain.use_cases.ingest_once import IngestOnce
from domain.use_cases.insights import Insights
from domain.use_cases.keys import Authenticate, CreateKey, Principal
from domain.use_cases.own_keys import ListKeys, RevokeKey
from domain.use_cases.preview import Preview
from domain.use_cases.records import ListRecords
from domain.use_cases.reindex import Reindex
from domain.use_cases.rules import SetConversionRules, ShowConversionRules
from domain.use_cases.search import Search
from domain.use_cases.time_series import TimeSeries
from domain.use_cases.top_campaigns import TopCampaigns

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases of one running application."""

    ingest: IngestOnce
    preview: Preview
    insights: Insights
    top_campaigns: TopCampaigns
    time_series: TimeSeries
    causal_export: CausalExport
    export_links: ExportLinks
    records: ListRecords
    history: RecordHistory
    coverage: Coverage
    delete_records: DeleteRecords
    set_account_defaults: SetAccountDefaults
    authenticate: Authenticate
    create_key: CreateKey
    conversion_rules: ShowConversionRules
    set_conversion_rules: SetConversionRules
    column_map: ShowColumnMap
    set_column_map: SetColumnMap
    keys: KeyStore
    clock: Clock
    pings: tuple[Callable[[], Health], ...]
    close: Callable[[], None]
    audit: Audit
    audit_lines: ListAudit
    api_keys: ListKeys
    revoke_key: RevokeKey
    spool: Spool
    search: Search
    show_entity: ShowEntity
    find_similar: FindSimilar
    reindex: Reindex


async def _days_of_records(asked: list[AskedDay]) -> list[CalendarRow | BaseException | None]:
    return list(await in_thread(days_of_records, asked))


def _calendar_days() -> DataLoader[AskedDay, CalendarRow | None]:
    return DataLoader(_days_of_records)


@dataclass(frozen=True, slots=True)
class RequestContext:
    """One request: its number in the logs, who asks, and what can be asked."""

    request_id: str
    principal: Principal
    services: Services
    calendar_days: DataLoader[AskedDay, CalendarRow | None] = field(default_factory=_calendar_days)
    """The calendar of records, each distinct day computed once and off the event loop."""
    base_url: str = ""
    """Address by which the caller reached the server."""
    told: set[tuple[str, ...]] = field(default_factory=set)
    """Fields whose arguments were refused, with the words: said once, not for every row."""


Info = strawberry.Info[RequestContext, None]


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a read off the event loop; when its time is up nobody waits for it (the store stops it by itself)."""
    return await anyio.to_thread.run_sync(partial(work, *args, **kwargs), abandon_on_cancel=True)


async def in_thread_to_the_end(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a write off the event loop, to its end whatever happens to the request."""
    return await anyio.to_thread.run_sync(partial(work, *args, **kwargs))
