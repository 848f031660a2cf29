"""The set of questions about figures, orders and qualities."""

from collections import Counter

import pytest

from benchmarks.search_quality import SETS, WRITTEN
from benchmarks.search_world.development_e import QUESTIONS
from benchmarks.search_world.facts import Organization
from benchmarks.search_world.generator import world
from benchmarks.search_world.relevance import grades

LEAST = {"metrics": 50, "superlatives": 40, "quality": 30, "mixed": 20}


@pytest.fixture(scope="module")
def facts() -> dict[str, Organization]:
    return world()


def test_it_is_one_of_the_sets() -> None:
    assert WRITTEN["development_e"] == QUESTIONS
    assert "development_e" in SETS


def test_its_kinds_are_asked_often_enough_and_nothing_twice() -> None:
    counts = Counter(question.kind for question in QUESTIONS)
    assert counts.keys() == LEAST.keys()
    assert all(counts[kind] >= least for kind, least in LEAST.items())
    assert max(Counter(question.text.casefold() for question in QUESTIONS).values()) == 1


def test_every_question_has_an_answer_that_is_not_almost_everything(facts: dict[str, Organization]) -> None:
    for question in QUESTIONS:
        relevant = grades(facts[question.organization], question.wanted)
        full = sum(grade == 3 for grade in relevant.values())
        assert relevant, question.text
        assert full <= 0.6 * len(facts[question.organization].at(question.wanted.level)), question.text
