"""How the benchmark scores an answer: by the meaning that it fits best, and by as many places as were asked for."""

from benchmarks.search_quality import Scored, _add
from benchmarks.search_world.facts import Identity
from benchmarks.search_world.questions import q

QUESTION = q("superlatives", "shop", "2 best", best="highest roas top 2")
A, B, C, D = (Identity("meta_business", "1", "CAMPAIGN", name) for name in "abcd")


def scored(hits: list[Identity], *meanings: tuple[dict[Identity, int], int | None]) -> tuple[float, float]:
    found = Scored(QUESTION)
    _add(found, "search", hits, meanings)
    return found.ndcg["search"], found.recall["search"]


def test_of_two_asked_for_any_two_of_three_equally_good_are_enough() -> None:
    assert QUESTION.wanted.places == 2
    assert scored([A, C], ({A: 3, B: 3, C: 3}, 2)) == (1, 1)
    assert scored([A, C], ({A: 3, B: 3, C: 3}, None)) < (1, 1)


def test_an_answer_beyond_those_asked_for_earns_nothing() -> None:
    assert scored([D, D, A], ({A: 3, B: 3}, 1)) == (0, 0)


def test_an_answer_is_right_if_it_fits_either_meaning() -> None:
    assert scored([A], ({B: 3}, None), ({A: 3}, None)) == (1, 1)
