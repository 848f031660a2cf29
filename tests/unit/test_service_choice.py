"""Which embedder and which interpreter the settings choose."""

import pytest
from pydantic import SecretStr

from graphql_api.bootstrap import open_embedder, open_interpreter
from graphql_api.settings import Settings


@pytest.mark.parametrize(
    ("settings", "name", "dimensions"),
    [
        (Settings(), "hashing-v1", 256),
        (Settings(embedding_dimensions=128), "hashing-v1", 128),
        (Settings(llm_api_key=SecretStr("sk")), "openai text-embedding-3-small", 256),
        (
            Settings(
                llm_api_key=SecretStr("none"),
                llm_base_url="http://127.0.0.1:9/v1",
                embedding_model="nomic-embed-text",
                embedding_dimensions=768,
            ),
            "openai nomic-embed-text",
            768,
        ),
    ],
)
def test_a_key_chooses_the_service(settings: Settings, name: str, dimensions: int) -> None:
    embedder = open_embedder(settings)
    assert (embedder.name, embedder.dimensions) == (name, dimensions)
    assert embedder.ping().ok


def test_questions_are_read_by_a_model_only_where_that_is_turned_on() -> None:
    key = SecretStr("sk")
    assert open_interpreter(Settings()) is None
    assert open_interpreter(Settings(llm_api_key=key)) is None
    assert open_interpreter(Settings(llm_api_key=key, interpreter=True)) is not None
