"""Settings, from the environment. Our own begin with MARKETING_MEMORY_."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from pydantic import AliasChoices, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import SettingError

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

    @property
    def with_introspection(self) -> bool:
        """Whether the schema can be asked for."""
        return self.env is Environment.DEVELOPMENT if self.introspection is None else self.introspection

    @property
    def with_ide(self) -> bool:
        """Whether GraphiQL is served."""
        return self.env is Environment.DEVELOPMENT if self.ide is None else self.ide


def load_settings(**overrides: object) -> Settings:
    """Settings of this process; raises SettingError naming the variable that the user set."""
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        raise SettingError(
            f"{_said_by(name, overrides)} is {str(first['input'])!r}: {first['msg']}.", hint="See ./run serve --help."
        ) from error


def _said_by(name: str, overrides: Mapping[str, object]) -> str:
    """The option or the variable by which a setting was given."""
    if overrides.get(name) is not None:
        return f"--{name.replace('_', '-')}"
    variable = name if name.isupper() else f"{PREFIX}{name.upper()}"
    is_old_name = variable not in os.environ and variable == f"{PREFIX}PORT" and "MEMORY_SERVICE_PORT" in os.environ
    return "MEMORY_SERVICE_PORT" if is_old_name else variable
