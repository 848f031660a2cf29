"""Settings as rows: names, kinds and defaults as they are declared, secrets left out, and names that are no setting."""

from typing import Literal

import pytest
from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from graphql_api.settings import PREFIX, Settings
from graphql_api.settings_table import SettingRow, setting_rows, unknown_variables


class Sample(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SAMPLE_")

    key: SecretStr | None = Field(
        SecretStr("sk-1"), description="A key.", validation_alias=AliasChoices("LLM_API_KEY", "OPENAI_API_KEY")
    )
    share: float = Field(0.5, gt=0, lt=1, description="A share.")
    mode: Literal["a", "b"] = Field("a", description="A mode.")
    named: str = Field("x", description="By one name.", validation_alias="ITS_NAME")


def row(field: str) -> SettingRow:
    return next(row for row in setting_rows(Settings) if row.field == field)


@pytest.mark.parametrize(
    ("field", "variable", "kind", "default"),
    [
        ("env", "MARKETING_MEMORY_ENV", "one of development, production", "development"),
        ("data", "MARKETING_MEMORY_DATA", "folder", "data"),
        ("port", "MARKETING_MEMORY_PORT", "whole number from 0 up to 65535", "8003"),
        ("introspection", "MARKETING_MEMORY_INTROSPECTION", "true or false", ""),
        ("query_timeout_s", "MARKETING_MEMORY_QUERY_TIMEOUT_S", "number over 0 up to 600", "10.0"),
    ],
)
def test_a_setting_is_told_as_it_is_declared(field: str, variable: str, kind: str, default: str) -> None:
    found = row(field)
    assert (found.variable, found.kind, found.default, found.secret) == (variable, kind, default, False)


def test_every_setting_has_a_row_and_a_meaning() -> None:
    rows = setting_rows(Settings)
    assert [row.field for row in rows] == list(Settings.model_fields)
    assert all(row.meaning.endswith(".") for row in rows)


def test_other_names_follow_the_preferred_one() -> None:
    assert row("port").variables == ("MARKETING_MEMORY_PORT", "MEMORY_SERVICE_PORT")
    key, share, mode, named = setting_rows(Sample)
    assert (key.variables, named.variables) == (("LLM_API_KEY", "OPENAI_API_KEY"), ("ITS_NAME",))
    assert (share.kind, mode.kind) == ("number over 0 under 1", "text")


def test_a_secret_has_no_default_to_show() -> None:
    [key, *_] = setting_rows(Sample)
    assert (key.secret, key.default, key.kind) == (True, "", "text")
    assert "sk-1" not in repr(key)


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ([], None),
        (["memory_service_port"], "memory_service_port"),
        (["MEMORY_SERVICE_PORT", "Marketing_Memory_Port"], "Marketing_Memory_Port"),
        (["PORT"], None),
    ],
)
def test_the_variable_that_holds_a_value_is_found_in_any_spelling(environment: list[str], found: str | None) -> None:
    assert row("port").variable_set(environment) == found


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("MARKETING_MEMORY_PROT", "Did you mean MARKETING_MEMORY_PORT?"),
        ("marketing_memory_dta", "Did you mean MARKETING_MEMORY_DATA?"),
        ("MARKETING_MEMORY_XYZZY", "./run config lists all settings."),
    ],
)
def test_a_name_that_is_no_setting_is_told_without_its_value(name: str, hint: str) -> None:
    said = unknown_variables(setting_rows(Settings), {name: "hunter2"}, PREFIX)
    assert said == [f"{name} is no setting and has no effect. {hint}"]


def test_settings_and_names_of_others_are_no_mistakes() -> None:
    environment = {
        "MARKETING_MEMORY_PORT": "1",
        "marketing_memory_env": "x",
        "MEMORY_SERVICE_PORT": "2",
        "PATH": "/bin",
    }
    assert unknown_variables(setting_rows(Settings), environment, PREFIX) == []
