"""Settings, from the environment. Our own begin with MARKETING_MEMORY_; keys of services have their customary names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import SettingError
from graphql_api.settings_needs import unmet_needs
from graphql_api.settings_table import SettingRow, given_variables, setting_rows

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

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="ignore", frozen=True, populate_by_name=True, env_ignore_empty=True
    )

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
    pinecone_api_key: SecretStr | None = Field(
        None,
        min_length=1,
        description="Key of Pinecone, which then keeps the vectors of search; needs the index's host or name.",
        validation_alias="PINECONE_API_KEY",
    )
    pinecone_index_host: str | None = Field(
        None,
        min_length=1,
        description="Address of the Pinecone index, as its page shows it; saves asking for it by name.",
        validation_alias="PINECONE_INDEX_HOST",
    )
    pinecone_index_name: str | None = Field(
        None, min_length=1, description="Name of the Pinecone index.", validation_alias="PINECONE_INDEX_NAME"
    )
    llm_api_key: SecretStr | None = Field(
        None,
        min_length=1,
        description="Key of OpenAI or a compatible service, which then embeds texts; any word where the service needs none.",
        validation_alias=AliasChoices("LLM_API_KEY", "OPENAI_API_KEY"),
    )
    llm_base_url: str | None = Field(
        None,
        pattern=r"^https?://[^\s/]+",
        description="Address of a compatible service, such as `http://localhost:11434/v1`; default: OpenAI's own.",
        validation_alias=AliasChoices("LLM_BASE_URL", "OPENAI_BASE_URL"),
    )
    embedding_model: str = Field(
        "text-embedding-3-small", min_length=1, description="Model that embeds texts, where LLM_API_KEY is set."
    )
    embedding_dimensions: int = Field(
        256, ge=16, le=4096, description="Length of vectors; another one needs `./run reindex`."
    )
    interpreter: bool = Field(
        default=False,
        description="A language model reads the words of questions that our own rules do not know; needs LLM_API_KEY.",
    )
    interpreter_model: str = Field(
        "gpt-5.4-mini", min_length=1, description="Model that reads questions, where the interpreter is on."
    )

    @field_validator("pinecone_api_key", "pinecone_index_host", "pinecone_index_name", "llm_api_key", mode="before")
    @classmethod
    def _without_blanks(cls, value: object) -> object:
        """Keys copied from files end in a line break; of blanks alone, nothing was set."""
        return value.strip() or None if isinstance(value, str) else value

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
        settings = Settings(**given)  # type: ignore[arg-type]
        return settings, _unmet(settings)
    except ValidationError as error:
        wrong = [_wrong(found, given) for found in error.errors()]
    defaults = {one.row.field: Settings.model_fields[one.row.field].default for one in wrong}
    return Settings(**(given | defaults)), wrong  # type: ignore[arg-type]


def _wrong(found: ErrorDetails, given: Mapping[str, object]) -> WrongSetting:
    name = str(found["loc"][0])
    row = next(row for row in setting_rows(Settings) if name.upper() in {row.field.upper(), *row.variables})
    said_by = row.option if row.field in given else row.variable_set(given_variables(os.environ)) or row.variable
    value = "not usable" if row.secret else f"{str(found['input'])!r}"
    return WrongSetting(row, f"{said_by} is {value}: {found['msg']}. Send {_article(row.kind)}.")


def _unmet(settings: Settings) -> list[WrongSetting]:
    rows = setting_rows(Settings)
    names = {row.field: row.variable_set(given_variables(os.environ)) or row.variable for row in rows}
    found = unmet_needs({row.field for row in rows if getattr(settings, row.field)}, names)
    return [WrongSetting(row, found[row.field]) for row in rows if row.field in found]


def _article(kind: str) -> str:
    """`a whole number from 0 to 65535`, but `one of development, production`."""
    return kind if kind.startswith(("one of", "true")) else f"a {kind}"
