import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.search_world.scoring import ndcg, recall

SKLEARN = importlib.import_module("sklearn.metrics")


@given(st.lists(st.integers(0, 3), min_size=2, max_size=40), st.randoms(use_true_random=False), st.integers(1, 15))
def test_ndcg_is_that_of_scikit_learn(given: list[int], dice: object, at: int) -> None:
    order = list(range(len(given)))
    dice.shuffle(order)  # type: ignore[attr-defined]
    scores = [0.0] * len(given)
    for place, entity in enumerate(order):
        scores[entity] = float(len(order) - place)
    expected = SKLEARN.ndcg_score([given], [scores], k=at)
    assert ndcg(order, dict(enumerate(given)), at) == pytest.approx(expected)


def test_an_answer_that_comes_twice_counts_once() -> None:
    assert ndcg(["a", "a", "b"], {"a": 3, "b": 3}) == ndcg(["a", "b"], {"a": 3, "b": 3}) == 1


def test_an_answer_that_is_not_relevant_pushes_the_others_down() -> None:
    # 1 / log2(3) of what the first place would have given
    assert ndcg(["x", "a"], {"a": 2}) == pytest.approx(0.63093, abs=1e-5)


def test_no_answers_score_nothing() -> None:
    assert ndcg([], {"a": 3}) == recall([], {"a": 3}) == 0


def test_recall_counts_the_most_relevant_alone_and_at_most_as_many_as_there_are_places() -> None:
    grades = dict.fromkeys("abcd", 3) | {"e": 1}
    assert recall(["a", "e", "x"], grades) == 0.25
    assert recall(["a", "b"], grades, at=2) == 1
