"""The composition root: the one place where names of adapters appear."""

from __future__ import annotations

import gc
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from adapters.control.settings import SqliteSettingsStore
from adapters.control.sqlite import SqliteKeyStore
from adapters.stores.duckdb_store import DuckDbStore
from domain.errors import SettingError
from domain.use_cases.ingest import Ingest
from domain.use_cases.insights import Insights
from domain.use_cases.keys import Authenticate, CreateKey
from domain.use_cases.preview import Preview
from domain.use_cases.records import ListRecords
from domain.use_cases.time_series import TimeSeries
from domain.vocabulary import BatchId
from graphql_api.context import Services
from graphql_api.settings import Settings

RECORDS_FILE = "records.duckdb"
CONTROL_FILE = "control.sqlite"
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


def open_services(settings: Settings) -> Services:
    """Everything on one data folder; raises StoreLockedError where another process holds it."""
    calm_collector()
    make_folder(settings.data)
    clock = SystemClock()
    store = DuckDbStore(settings.data / RECORDS_FILE, read_timeout_s=settings.query_timeout_s)
    keys, create_key = open_keys(settings.data)
    defaults = open_settings_store(settings.data)

    def close() -> None:
        store.close()
        keys.close()
        defaults.close()

    return Services(
        Ingest(store, clock, lambda: BatchId(uuid.uuid4().hex), defaults),
        Preview(clock, defaults),
        Insights(store),
        TimeSeries(store, clock),
        ListRecords(store),
        Authenticate(keys, clock),
        create_key,
        keys,
        clock,
        (store.ping, keys.ping),
        close,
    )


def calm_collector() -> None:
    """Rows arrive as millions of small objects that live for one batch: look for garbage less often."""
    gc.set_threshold(100_000, 50, 100)
