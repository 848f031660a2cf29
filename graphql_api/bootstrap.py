"""The composition root: the one place where names of adapters appear."""

from __future__ import annotations

import gc
import secrets
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pyarrow as pa
import structlog

from adapters.control.audit import SqliteAuditLog
from adapters.control.claims import SqliteIngestClaims
from adapters.control.export_links import SqliteExportLinks
from adapters.control.inspection import SqliteInspection
from adapters.control.settings import SqliteSettingsStore
from adapters.control.sqlite import SqliteKeyStore
from adapters.embedders.hashing import HashingEmbedder
from adapters.embedders.openai import OpenAIEmbedder
from adapters.indexes.sqlite_catalog import SqliteCatalog
from adapters.interpreters.openai import OpenAIInterpreter
from adapters.spools.files import FileSpool
from adapters.stores.duckdb_entity_source import DuckDbEntitySource
from adapters.stores.duckdb_inspection import open_inspection
from adapters.stores.duckdb_replay import TIMEOUT_S as REPLAY_TIMEOUT_S
from adapters.stores.duckdb_replay import DuckDbReplays
from adapters.stores.duckdb_store import DuckDbStore
from adapters.vectors.pinecone_vectors import PineconeVectors
from domain.errors import MarketingMemoryError, SettingError, StoreLockedError
from domain.ports.embedder import Embedder
from domain.ports.interpreter import Interpreter
from domain.ports.search import VectorIndex
from domain.use_cases.accounts import KeepAccountDefault, SetAccountDefaults
from domain.use_cases.audit import Audit, ListAudit
from domain.use_cases.causal_export import CausalExport
from domain.use_cases.column_maps import SetColumnMap, ShowColumnMap
from domain.use_cases.coverage import Coverage
from domain.use_cases.deletion import DeleteRecords
from domain.use_cases.export_links import ExportLinks
from domain.use_cases.history import RecordHistory
from domain.use_cases.ingest import Ingest
from domain.use_cases.ingest_file import IngestFile
from domain.use_cases.ingest_once import IngestOnce
from domain.use_cases.insights import Insights
from domain.use_cases.keys import Authenticate, CreateKey
from domain.use_cases.own_keys import ListKeys, RevokeKey
from domain.use_cases.preview import Preview
from domain.use_cases.records import ListRecords
from domain.use_cases.renormalize import Renormalize
from domain.use_cases.rules import SetConversionRules, ShowConversionRules
from domain.use_cases.time_series import TimeSeries
from domain.use_cases.top_campaigns import TopCampaigns
from domain.use_cases.verification import Verify
from domain.vocabulary import BatchId, OrgId
from graphql_api.context import Services
from graphql_api.search_parts import SearchPorts, open_search
from graphql_api.settings import Settings

RECORDS_FILE = "records.duckdb"
CONTROL_FILE = "control.sqlite"
SEARCH_FOLDER = "search"
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day of `now`."""
        return self.now().date()


def make_folder(data: Path) -> None:
    """The data folder, made where it is missing; raises SettingError saying why it cannot be."""
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(
            f"The data folder {data} cannot be made: {error.strerror or error}.", hint="Give another one with --data."
        ) from error


def open_keys(data: Path) -> tuple[SqliteKeyStore, CreateKey]:
    """The key store alone: it can be used while a server runs on the same folder."""
    make_folder(data)
    keys = SqliteKeyStore(data / CONTROL_FILE)
    return keys, CreateKey(keys, SystemClock(), partial(secrets.token_bytes, SECRET_BYTES))


def open_settings_store(data: Path) -> SqliteSettingsStore:
    """Organizations' settings alone: they can be changed while a server runs on the same folder."""
    make_folder(data)
    return SqliteSettingsStore(data / CONTROL_FILE)


def open_audit(data: Path) -> tuple[SqliteAuditLog, Audit]:
    """The audit log alone: writes of the command line go there too, while a server runs on the same folder."""
    make_folder(data)
    log = SqliteAuditLog(data / CONTROL_FILE)
    return log, Audit(log, SystemClock(), log_failure)


def log_failure(event: str, org: OrgId, error: MarketingMemoryError) -> None:
    """Say in the logs what failed without harm to the caller."""
    structlog.get_logger().error(event, org_id=org, code=error.code, error=error.message)


@contextmanager
def setting_accounts(data: Path) -> Iterator[KeepAccountDefault | SetAccountDefaults]:
    """The use case that reaches stored rows; the one that only keeps the setting where a server holds the folder."""
    settings = open_settings_store(data)
    store = None
    try:
        try:
            store = DuckDbStore(data / RECORDS_FILE)
        except StoreLockedError:
            yield KeepAccountDefault(settings)
        else:
            yield SetAccountDefaults(settings, store)
    finally:
        if store is not None:
            store.close()
        settings.close()


@contextmanager
def renormalizing(data: Path) -> Iterator[Renormalize]:
    """Everything that can be replayed on a data folder that no server uses; raises StoreLockedError where one does."""
    file = data / RECORDS_FILE
    if not file.exists():
        raise SettingError(f"There is no {file}.", hint="Give the folder that holds the data with --data.")
    calm_collector()
    store = DuckDbStore(file, read_timeout_s=REPLAY_TIMEOUT_S)
    settings = open_settings_store(data)
    try:
        with closing(DuckDbReplays(file)) as replays:
            yield Renormalize(replays, store, settings, SystemClock())
    finally:
        settings.close()
        store.close()


@contextmanager
def verifying(data: Path) -> Iterator[Verify]:
    """Everything on a data folder that no server uses, to be read only; raises StoreLockedError where one does."""
    file = data / RECORDS_FILE
    if not file.exists():
        raise SettingError(f"There is no {file}.", hint="Give the folder that holds the data with --data.")
    records = open_inspection(file)
    try:
        yield Verify(records, SqliteInspection(data / CONTROL_FILE))
    finally:
        records.close()


def open_services(settings: Settings) -> Services:
    """Everything on one data folder; raises StoreLockedError where another process holds it."""
    calm_collector()
    make_folder(settings.data)
    clock = SystemClock()
    store = DuckDbStore(settings.data / RECORDS_FILE, read_timeout_s=settings.query_timeout_s)
    keys, create_key = open_keys(settings.data)
    defaults = open_settings_store(settings.data)
    audit_log, audit = open_audit(settings.data)
    claims = SqliteIngestClaims(settings.data / CONTROL_FILE)
    links = SqliteExportLinks(settings.data / CONTROL_FILE)
    spool = FileSpool(settings.data)
    ingest = Ingest(store, clock, lambda: BatchId(uuid.uuid4().hex), defaults)

    catalog = SqliteCatalog(settings.data / SEARCH_FOLDER)
    embedder, interpreter, vectors = open_embedder(settings), open_interpreter(settings), open_vectors(settings)
    ports = SearchPorts(DuckDbEntitySource(store), catalog, embedder, vectors, interpreter)
    found = open_search(ports, store, clock, log_failure)

    def close() -> None:
        found.keeper.close()
        catalog.close()
        store.close()
        keys.close()
        defaults.close()
        audit_log.close()
        claims.close()
        links.close()

    return Services(
        ingest=IngestOnce(IngestFile(ingest, spool), claims, clock, uuid.uuid4().hex, log_failure, found.follows),
        preview=Preview(clock, defaults),
        insights=Insights(store),
        top_campaigns=TopCampaigns(store),
        records=ListRecords(store),
        authenticate=Authenticate(keys, clock),
        create_key=create_key,
        keys=keys,
        clock=clock,
        pings=(store.ping, keys.ping, catalog.ping, *(part.ping for part in (embedder, vectors, interpreter) if part)),
        close=close,
        audit=audit,
        audit_lines=ListAudit(audit_log),
        api_keys=ListKeys(keys),
        revoke_key=RevokeKey(keys, clock),
        conversion_rules=ShowConversionRules(defaults),
        set_conversion_rules=SetConversionRules(defaults),
        column_map=ShowColumnMap(defaults),
        set_column_map=SetColumnMap(defaults),
        history=RecordHistory(store),
        coverage=Coverage(store),
        delete_records=DeleteRecords(store, clock, found.follows),
        set_account_defaults=SetAccountDefaults(defaults, store),
        time_series=TimeSeries(store, clock),
        causal_export=CausalExport(store),
        export_links=ExportLinks(links, clock),
        spool=spool,
        search=found.search,
        show_entity=found.show_entity,
        find_similar=found.find_similar,
        reindex=found.reindex,
    )


def open_embedder(settings: Settings) -> Embedder:
    """What gives texts their vectors: a service where a key is set, else our own rules. Nothing is sent yet."""
    if settings.llm_api_key is None:
        return HashingEmbedder(settings.embedding_dimensions)
    return OpenAIEmbedder(
        settings.llm_api_key.get_secret_value(),
        model=settings.embedding_model,
        dimensions=settings.embedding_dimensions,
        base_url=settings.llm_base_url,
    )


def open_vectors(settings: Settings) -> VectorIndex | None:
    """Where vectors are kept besides the data folder; None where no key of a service is set. Nothing is sent yet."""
    if settings.pinecone_api_key is None:
        return None
    return PineconeVectors(
        settings.pinecone_api_key.get_secret_value(),
        host=settings.pinecone_index_host or "",
        index_name=settings.pinecone_index_name or "",
        dimensions=settings.embedding_dimensions,
    )


def open_interpreter(settings: Settings) -> Interpreter | None:
    """What reads the words of questions that our own rules leave; None where it is off, as it is unless asked for."""
    if not settings.interpreter or settings.llm_api_key is None:
        return None
    return OpenAIInterpreter(
        settings.llm_api_key.get_secret_value(), model=settings.interpreter_model, base_url=settings.llm_base_url
    )


def calm_collector() -> None:
    """Rows arrive as millions of small objects that live for one batch: look for garbage less often, keep memory."""
    gc.set_threshold(100_000, 50, 100)
    pa.set_memory_pool(pa.system_memory_pool())  # Arrow's own hands memory back at once, and asks for it anew
