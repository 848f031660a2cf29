"""Settings from the environment: defaults, names, and errors that say which variable to mend."""

import pytest
from pydantic import SecretStr

from domain.errors import SettingError
from graphql_api.settings import PREFIX, Environment, Settings, load_settings
from graphql_api.settings_table import setting_rows


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for row in setting_rows(Settings) for name in row.variables]:
        monkeypatch.delenv(name, raising=False)


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


# --- services: all embedded where none is set, refused by name where half of one is ---


def test_without_keys_no_service_is_asked() -> None:
    settings = load_settings()
    assert (settings.pinecone_api_key, settings.llm_api_key, settings.llm_base_url) == (None, None, None)
    assert (settings.embedding_model, settings.embedding_dimensions) == ("text-embedding-3-small", 256)
    assert not settings.interpreter


@pytest.mark.parametrize(
    ("variables", "key", "address"),
    [
        ({"LLM_API_KEY": "a"}, "a", None),
        ({"OPENAI_API_KEY": "b"}, "b", None),
        ({"LLM_API_KEY": "a", "OPENAI_API_KEY": "b"}, "a", None),
        ({"LLM_API_KEY": "", "OPENAI_API_KEY": "b"}, "b", None),
        ({"LLM_API_KEY": "a", "OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, "a", "http://127.0.0.1:1/v1"),
        ({"LLM_API_KEY": "a", "LLM_BASE_URL": "http://x", "OPENAI_BASE_URL": "http://y"}, "a", "http://x"),
    ],
)
def test_the_language_service_goes_by_two_names(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], key: str, address: str | None
) -> None:
    set_all(monkeypatch, variables)
    settings = load_settings()
    assert settings.llm_api_key is not None
    assert (settings.llm_api_key.get_secret_value(), settings.llm_base_url) == (key, address)


@pytest.mark.parametrize("second", ["PINECONE_INDEX_HOST", "PINECONE_INDEX_NAME"])
def test_pinecone_needs_a_key_and_either_host_or_name(monkeypatch: pytest.MonkeyPatch, second: str) -> None:
    set_all(monkeypatch, {"PINECONE_API_KEY": "p", second: "marketing"})
    settings = load_settings()
    assert "marketing" in {settings.pinecone_index_host, settings.pinecone_index_name}


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        (
            {"PINECONE_API_KEY": "p"},
            (
                "PINECONE_API_KEY is set, but neither PINECONE_INDEX_HOST nor PINECONE_INDEX_NAME. "
                "Set PINECONE_INDEX_HOST or PINECONE_INDEX_NAME, or take PINECONE_API_KEY away."
            ),
        ),
        (
            {"PINECONE_API_KEY": "p", "PINECONE_INDEX_HOST": ""},
            (
                "PINECONE_API_KEY is set, but neither PINECONE_INDEX_HOST nor PINECONE_INDEX_NAME. "
                "Set PINECONE_INDEX_HOST or PINECONE_INDEX_NAME, or take PINECONE_API_KEY away."
            ),
        ),
        (
            {"PINECONE_INDEX_HOST": "h"},
            (
                "PINECONE_INDEX_HOST is set, but not PINECONE_API_KEY. "
                "Set PINECONE_API_KEY, or take PINECONE_INDEX_HOST away."
            ),
        ),
        (
            {"PINECONE_INDEX_NAME": "n"},
            (
                "PINECONE_INDEX_NAME is set, but not PINECONE_API_KEY. "
                "Set PINECONE_API_KEY, or take PINECONE_INDEX_NAME away."
            ),
        ),
        (
            {"OPENAI_BASE_URL": "http://127.0.0.1:1"},
            (
                "OPENAI_BASE_URL is set, but not LLM_API_KEY. "
                "Set LLM_API_KEY (any word, where the service needs none), or take OPENAI_BASE_URL away."
            ),
        ),
        (
            {"MARKETING_MEMORY_INTERPRETER": "true"},
            (
                "MARKETING_MEMORY_INTERPRETER is set, but not LLM_API_KEY. "
                "Set LLM_API_KEY, or take MARKETING_MEMORY_INTERPRETER away."
            ),
        ),
    ],
)
def test_half_of_a_service_is_refused_by_the_name_of_the_other_half(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    set_all(monkeypatch, variables)
    with pytest.raises(SettingError) as refused:
        load_settings()
    assert refused.value.message == said


def test_everything_that_is_missing_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"PINECONE_INDEX_HOST": "h", "PINECONE_INDEX_NAME": "n", "MARKETING_MEMORY_INTERPRETER": "1"}
    set_all(monkeypatch, names)
    with pytest.raises(SettingError) as refused:
        load_settings()
    assert [name for name in names if f"{name} is set, but not" not in refused.value.message] == []


def test_an_address_without_its_scheme_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {"LLM_API_KEY": "a", "LLM_BASE_URL": "localhost:11434"})
    with pytest.raises(SettingError, match=r"^LLM_BASE_URL is 'localhost:11434':"):
        load_settings()


def test_keys_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {"LLM_API_KEY": "sk-hidden", "PINECONE_API_KEY": "pc-hidden", "PINECONE_INDEX_NAME": "n"})
    settings = load_settings()
    assert "hidden" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_a_key_with_blanks_around_it_is_read_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {"LLM_API_KEY": " sk-1\n"})
    assert load_settings().llm_api_key == SecretStr("sk-1")


def test_a_key_of_blanks_alone_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {"LLM_API_KEY": "  "})
    assert load_settings().llm_api_key is None


def set_all(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
