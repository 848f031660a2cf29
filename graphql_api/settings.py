"""Settings, from the environment. Our own begin with MARKETING_MEMORY_."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import AliasChoices, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import SettingError
from graphql_api.settings_table import SettingRow, setting_rows

PREFIX = "MARKETING_MEMORY_"
ROOT = Path(__file__).resolve().parents[1]


class Environment(StrEnum):
    """Where the server runs."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class LogFormat(StrEnum):
    """How log lines are written."""

    TEXT = "text"
    JSON = "json"


class Settings(BaseSettings):
    """Every setting with its default; the name in the environment is the prefix and the field in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True, populate_by_name=True)

    env: Environment = Field(Environment.DEVELOPMENT, description="development or production.")
    data: Path = Field(Path("data"), description="Folder that holds everything; relative to where the server starts.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(
        8003,
        ge=0,
        le=65535,
        description="Port to listen on; 0 takes any free one.",
        validation_alias=AliasChoices(f"{PREFIX}PORT", "MEMORY_SERVICE_PORT"),
    )
    introspection: bool | None = Field(None, description="Schema introspection; default: on in development only.")
    ide: bool | None = Field(None, description="GraphiQL at /graphql; default: on in development only.")
    log_format: LogFormat = Field(LogFormat.TEXT, description="text or json.")
    query_timeout_s: float = Field(10.0, gt=0, le=600, description="Longest time of one query, in seconds.")
    max_concurrent: int = Field(32, ge=1, le=1000, description="Operations at a time; more get 503 with Retry-After.")
    max_upload_bytes: int = Field(
        2 * 1024**3,
        ge=1,
        description="Largest file of `POST /ingest/{data_source}` and `./run ingest`, as sent and as unpacked, in bytes.",
    )
    max_uploads: int = Field(2, ge=1, le=16, description="Files taken at a time; more get 503 with Retry-After.")

    @property
    def with_introspection(self) -> bool:
        """Whether the schema can be asked for."""
        return self.env is Environment.DEVELOPMENT if self.introspection is None else self.introspection

    @property
    def with_ide(self) -> bool:
        """Whether GraphiQL is served."""
        return self.env is Environment.DEVELOPMENT if self.ide is None else self.ide


@dataclass(frozen=True, slots=True)
class WrongSetting:
    """A value that cannot be used: which setting, the name by which it was given, and what to send."""

    row: SettingRow
    message: str


def load_settings(**overrides: object) -> Settings:
    """Settings of this process; raises SettingError naming each variable that the user has to mend."""
    settings, wrong = read_settings(**overrides)
    if wrong:
        raise SettingError(" ".join(one.message for one in wrong), hint="./run config shows all settings.")
    return settings


def read_settings(**overrides: object) -> tuple[Settings, list[WrongSetting]]:
    """Settings of this process, defaults in place of values that cannot be used, and what is wrong with these."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given), []  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = [_wrong(found, given) for found in error.errors()]
    defaults = {one.row.field: Settings.model_fields[one.row.field].default for one in wrong}
    return Settings(**(given | defaults)), wrong  # type: ignore[arg-type]


def _wrong(found: ErrorDetails, given: Mapping[str, object]) -> WrongSetting:
    name = str(found["loc"][0])
    row = next(row for row in setting_rows(Settings) if name.upper() in {row.field.upper(), *row.variables})
    said_by = row.option if row.field in given else row.variable_set(os.environ) or row.variable
    value = "not usable" if row.secret else f"{str(found['input'])!r}"
    return WrongSetting(row, f"{said_by} is {value}: {found['msg']}. Send {_article(row.kind)}.")


def _article(kind: str) -> str:
    """`a whole number from 0 to 65535`, but `one of development, production`."""
    return kind if kind.startswith(("one of", "true")) else f"a {kind}"
