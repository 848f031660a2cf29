"""Settings from the environment: defaults, names, and errors that say which variable to mend."""

import pytest

from domain.errors import SettingError
from graphql_api.settings import PREFIX, Environment, Settings, load_settings


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    monkeypatch.delenv("MEMORY_SERVICE_PORT", raising=False)


def test_without_any_variable_everything_has_a_default() -> None:
    settings = load_settings()
    assert (settings.port, settings.host, str(settings.data), settings.env) == (
        8003,
        "127.0.0.1",
        "data",
        "development",
    )
    assert settings.with_introspection
    assert settings.with_ide


@pytest.mark.parametrize(
    ("variables", "options", "port"),
    [
        ({"MEMORY_SERVICE_PORT": "8100"}, {}, 8100),
        ({"MARKETING_MEMORY_PORT": "8200"}, {}, 8200),
        ({"MARKETING_MEMORY_PORT": "8200", "MEMORY_SERVICE_PORT": "8100"}, {}, 8200),
        ({"MARKETING_MEMORY_PORT": "8200", "MEMORY_SERVICE_PORT": "8100"}, {"port": 0}, 0),
        ({"PORT": "9"}, {}, 8003),
        ({"PORT": "9"}, {"port": None}, 8003),
    ],
)
def test_an_option_comes_before_our_variable_and_that_before_the_older_name(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], options: dict[str, int], port: int
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert load_settings(**options).port == port


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MEMORY_SERVICE_PORT", "abc"),
        ("MARKETING_MEMORY_PORT", "70000"),
        ("MARKETING_MEMORY_PORT", "-1"),
        ("MARKETING_MEMORY_ENV", "prod"),
        ("MARKETING_MEMORY_LOG_FORMAT", "xml"),
        ("MARKETING_MEMORY_QUERY_TIMEOUT_S", "0"),
        ("MARKETING_MEMORY_MAX_CONCURRENT", "1001"),
        ("MARKETING_MEMORY_INTROSPECTION", "perhaps"),
    ],
)
def test_a_wrong_value_is_named_by_the_variable_that_was_set(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingError) as refused:
        load_settings()
    assert refused.value.message.startswith(f"{variable} is '{value}':")


def test_a_wrong_option_is_named_as_an_option() -> None:
    with pytest.raises(SettingError, match=r"^--port is '70000'"):
        load_settings(port=70000)


@pytest.mark.parametrize(
    ("variables", "introspection", "ide"),
    [
        ({}, False, False),
        ({"INTROSPECTION": "true"}, True, False),
        ({"IDE": "1"}, False, True),
    ],
)
def test_production_hides_the_schema_unless_switched_on(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, introspection: bool, ide: bool
) -> None:
    monkeypatch.setenv("MARKETING_MEMORY_ENV", "production")
    for name, value in variables.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    settings = load_settings()
    assert settings.env is Environment.PRODUCTION
    assert (settings.with_introspection, settings.with_ide) == (introspection, ide)


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
