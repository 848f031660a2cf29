"""What every embedder must do."""

import numpy as np
import pytest

from domain.ports.embedder import Embedder

TEXTS = ["Retargeting US shoes", "Welcome flow, message 2", "Soldes d'été: -30 %", "春のセール"]


class EmbedderContract:
    """Subclasses give the `embedder` fixture."""

    def test_a_text_becomes_a_row_of_unit_length(self, embedder: Embedder) -> None:
        vectors = embedder.embed(TEXTS)
        assert vectors.shape == (len(TEXTS), embedder.dimensions)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-6)

    def test_no_text_gives_no_row(self, embedder: Embedder) -> None:
        assert embedder.embed([]).shape == (0, embedder.dimensions)

    def test_an_empty_text_has_no_direction(self, embedder: Embedder) -> None:
        vectors = embedder.embed(["", TEXTS[0], "  \n"])
        assert not vectors[[0, 2]].any()
        assert np.linalg.norm(vectors[1]) == pytest.approx(1, abs=1e-6)

    def test_rows_stand_in_the_order_of_their_texts_whatever_comes_with_them(self, embedder: Embedder) -> None:
        alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
        assert embedder.embed(TEXTS[::-1]) == pytest.approx(alone[::-1], abs=1e-6)

    def test_the_same_text_gives_the_same_vector(self, embedder: Embedder) -> None:
        first, again = embedder.embed([TEXTS[0], TEXTS[1], TEXTS[0]])[[0, 2]]
        assert (first == again).all()
        assert (first == embedder.embed([TEXTS[0]])[0]).all()

    def test_different_texts_give_different_vectors(self, embedder: Embedder) -> None:
        first, second = embedder.embed(TEXTS[:2])
        assert float(first @ second) < 0.99

    def test_thousands_of_texts_come_back_in_order(self, embedder: Embedder) -> None:
        texts = [f"Campaign {number} of spring" for number in range(2_500)]
        vectors = embedder.embed(texts)
        assert len(vectors) == len(texts)
        assert vectors[[0, 2_047, 2_048, 2_499]] == pytest.approx(
            embedder.embed([texts[0], texts[2_047], texts[2_048], texts[2_499]]), abs=1e-6
        )

    def test_a_text_too_long_for_a_model_is_embedded_by_its_beginning(self, embedder: Embedder) -> None:
        long = "Spring sale for every runner. " * 5_000
        assert np.linalg.norm(embedder.embed([long])[0]) == pytest.approx(1, abs=1e-6)

    def test_a_vector_may_be_written_to_without_harm(self, embedder: Embedder) -> None:
        given = embedder.embed([TEXTS[0]])
        expected = given.copy()
        given[:] = 7
        assert (embedder.embed([TEXTS[0]]) == expected).all()

    def test_it_says_what_its_vectors_were_made_with(self, embedder: Embedder) -> None:
        assert embedder.name
        assert embedder.dimensions > 0

    def test_its_health_is_told(self, embedder: Embedder) -> None:
        health = embedder.ping()
        assert (health.name, health.ok, health.detail) == ("embedder", True, "")
