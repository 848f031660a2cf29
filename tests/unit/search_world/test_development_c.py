"""The set of questions of every metric and every way to say a day."""

from collections import Counter

import pytest

from benchmarks.search_quality import SETS, WRITTEN
from benchmarks.search_world.development_c import QUESTIONS
from benchmarks.search_world.facts import Organization
from benchmarks.search_world.generator import world
from benchmarks.search_world.questions import KINDS
from benchmarks.search_world.relevance import grades
from benchmarks.search_world.templates import questions
from benchmarks.search_world.truth import RATIOS

ALMOST_ALL = 0.6
MANY = ("metrics", "superlatives", "dates", "mixed")


@pytest.fixture(scope="module")
def facts() -> dict[str, Organization]:
    return world()


def test_it_is_one_of_the_sets() -> None:
    assert WRITTEN["development_c"] == QUESTIONS
    assert "development_c" in SETS


def test_every_kind_is_asked_for() -> None:
    counts = Counter(question.kind for question in QUESTIONS)
    assert set(counts) == set(KINDS)
    assert all(count >= (20 if kind in MANY else 6) for kind, count in counts.items())


def test_every_ratio_is_compared_and_ranked_both_ways() -> None:
    compared = {test.metric for question in QUESTIONS for test in question.wanted.where}
    ranked = {(best.metric, best.highest) for question in QUESTIONS if (best := question.wanted.best)}
    assert RATIOS.keys() <= compared
    assert {(name, highest) for name in RATIOS for highest in (True, False)} <= ranked


def test_no_question_is_asked_twice_or_in_another_set(facts: dict[str, Organization]) -> None:
    own = Counter(question.text.casefold() for question in QUESTIONS)
    assert max(own.values()) == 1
    for name in ("development", "held_out"):
        others = {(question.organization, question.text.casefold()) for question in questions(facts, name)}
        shared = len(others.intersection((question.organization, question.text.casefold()) for question in QUESTIONS))
        assert not shared, name  # a number: a failure must not print held-out questions


def test_every_question_has_an_answer_that_is_not_almost_everything(facts: dict[str, Organization]) -> None:
    for question in QUESTIONS:
        organization = facts[question.organization]
        relevant = grades(organization, question.wanted)
        full = sum(grade == 3 for grade in relevant.values())
        assert bool(relevant) == (question.kind != "absent"), question.text
        assert full <= ALMOST_ALL * len(organization.at(question.wanted.level)), question.text
